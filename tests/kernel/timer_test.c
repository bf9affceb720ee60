/*
 * timer_test.c - timers and sleeps: not early, not lost, gone when deleted.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/oops.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>
#include "team.h"

static struct {
	int calls;
	unsigned long at;		/* jiffies of the last call */
	int again;			/* times it sets itself again */
	bool softirq;
} seen;

static void note(void)
{
	seen.calls++;
	seen.at = jiffies;
	seen.softirq = in_serving_softirq();
}

static void old_function(unsigned long data)
{
	note();
	*(int *)data = 1;
}

static void new_callback(struct timer_list *t)
{
	note();
	if (seen.again && seen.again--)
		mod_timer(t, jiffies + 1);
}

static void own_sync(struct timer_list *t)
{
	note();
	del_timer_sync(t);
}

static int old_ran;
static DEFINE_TIMER(new_timer, new_callback);
static DEFINE_TIMER(old_timer, old_function, 0, (unsigned long)&old_ran);

static int timer_test_init(struct kunit *test)
{
	memset(&seen, 0, sizeof(seen));
	return 0;
}

/* With bottom halves off no timer of this CPU runs, however late it is. */
static void fires_in_time(struct kunit *test)
{
	unsigned long due;

	local_bh_disable();
	due = jiffies + 5;
	KUNIT_EXPECT_EQ(test, 0, mod_timer(&new_timer, due));
	KUNIT_EXPECT_TRUE(test, timer_pending(&new_timer));
	local_bh_enable();
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls == 1));
	KUNIT_EXPECT_TRUE(test, time_after_eq(seen.at, due));
	KUNIT_EXPECT_TRUE(test, seen.softirq);
	KUNIT_EXPECT_FALSE(test, timer_pending(&new_timer));
}

/* As drivers of 2.6 have it. */
static void old_style(struct kunit *test)
{
	struct timer_list t;
	int ran = 0;

	init_timer(&t);
	t.function = old_function;
	t.data = (unsigned long)&ran;
	t.expires = jiffies + 2;
	add_timer(&t);
	old_timer.expires = jiffies + 2;
	add_timer(&old_timer);
	KUNIT_EXPECT_TRUE(test, eventually(ran == 1 && old_ran == 1));
	del_timer_sync(&t);
	setup_timer(&t, old_function, (unsigned long)&ran);
	mod_timer(&t, jiffies + 100000);
	KUNIT_EXPECT_EQ(test, 1, del_timer(&t));
	KUNIT_EXPECT_EQ(test, 0, del_timer(&t));
}

static void changed_and_deleted(struct kunit *test)
{
	local_bh_disable();
	mod_timer(&new_timer, jiffies + 3);
	KUNIT_EXPECT_EQ(test, 1, mod_timer(&new_timer, jiffies + 100000));
	local_bh_enable();
	msleep(60);
	KUNIT_EXPECT_EQ(test, 0, seen.calls);
	KUNIT_EXPECT_EQ(test, 1, del_timer_sync(&new_timer));
	KUNIT_EXPECT_EQ(test, 0, del_timer_sync(&new_timer));
	KUNIT_EXPECT_EQ(test, 0, mod_timer_pending(&new_timer, jiffies));
	KUNIT_EXPECT_FALSE(test, timer_pending(&new_timer));
}

static void in_the_past(struct kunit *test)
{
	mod_timer(&new_timer, jiffies - 1000);
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls == 1));
}

/* More than once around the wheel; others share its bucket. */
static void more_than_a_turn(struct kunit *test)
{
	static struct timer_list far;
	unsigned long due = jiffies + 70;

	timer_setup(&far, new_callback, 0);
	mod_timer(&far, due + 64 * 100);
	mod_timer(&new_timer, due);
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls == 1));
	KUNIT_EXPECT_TRUE(test, time_after_eq(seen.at, due));
	KUNIT_EXPECT_EQ(test, 1, del_timer_sync(&far));
}

static void sets_itself_again(struct kunit *test)
{
	seen.again = 5;
	mod_timer(&new_timer, jiffies + 1);
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls == 6));
	KUNIT_EXPECT_EQ(test, 0, del_timer_sync(&new_timer));
}

static void wrong_use(struct kunit *test)
{
	static struct timer_list t;
	unsigned int warned = warn_count;

	memset(&t, 0, sizeof(t));		/* an earlier run's function */
	init_timer(&t);
	add_timer(&t);				/* no function */
	KUNIT_EXPECT_EQ(test, warned + 1, warn_count);
	timer_setup(&t, own_sync, 0);
	mod_timer(&t, jiffies + 100000);
	add_timer(&t);				/* pending already */
	KUNIT_EXPECT_EQ(test, warned + 2, warn_count);
	mod_timer(&t, jiffies);			/* waits for itself */
	KUNIT_EXPECT_TRUE(test, eventually(warn_count == warned + 3));
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
}

/*
 * In ticks exactly. By the clock two may be missing: a busy host is late with
 * some ticks, and the next ones then come too soon after them.
 */
static void sleeps_long_enough(struct kunit *test)
{
	u64 start = ktime_get_ns();
	unsigned long before = jiffies;

	msleep(100);
	KUNIT_EXPECT_GE(test, jiffies - before, 11);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - start, 80000000ULL);
	before = jiffies;
	KUNIT_EXPECT_EQ(test, 0, schedule_timeout_uninterruptible(3));
	KUNIT_EXPECT_GE(test, jiffies - before, 3);
}

/* Woken before its time: what is left is told, and no timer stays behind. */
static void wake_me(struct timer_list *t)
{
	struct {
		struct timer_list timer;
		struct task_struct *task;
	} *w = (void *)t;

	wake_up_process(w->task);
}

static void woken_early(struct kunit *test)
{
	struct {
		struct timer_list timer;
		struct task_struct *task;
	} w = { .task = current };
	long left;

	timer_setup(&w.timer, wake_me, 0);
	mod_timer(&w.timer, jiffies + 2);
	left = schedule_timeout_interruptible(100000);
	KUNIT_EXPECT_GT(test, left, 90000);
	KUNIT_EXPECT_LT(test, left, 100000);
	del_timer_sync(&w.timer);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(fires_in_time),
	KUNIT_CASE(old_style),
	KUNIT_CASE(changed_and_deleted),
	KUNIT_CASE(in_the_past),
	KUNIT_CASE(more_than_a_turn),
	KUNIT_CASE(sets_itself_again),
	KUNIT_CASE(wrong_use),
	KUNIT_CASE(sleeps_long_enough),
	KUNIT_CASE(woken_early),
	{}
};

static struct kunit_suite suite = {
	.name = "timer",
	.init = timer_test_init,
	.test_cases = cases,
};
kunit_test_suite(suite);
