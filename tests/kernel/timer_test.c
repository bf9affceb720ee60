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

static void fires_in_time(struct kunit *test)
{
	unsigned long due = jiffies + 5;

	KUNIT_EXPECT_EQ(test, 0, mod_timer(&new_timer, due));
	KUNIT_EXPECT_TRUE(test, timer_pending(&new_timer));
	msleep(100);
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
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
	msleep(60);
	KUNIT_EXPECT_EQ(test, 1, ran);
	KUNIT_EXPECT_EQ(test, 1, old_ran);
	setup_timer(&t, old_function, (unsigned long)&ran);
	mod_timer(&t, jiffies + 1000);
	KUNIT_EXPECT_EQ(test, 1, del_timer(&t));
	KUNIT_EXPECT_EQ(test, 0, del_timer(&t));
}

static void changed_and_deleted(struct kunit *test)
{
	mod_timer(&new_timer, jiffies + 3);
	KUNIT_EXPECT_EQ(test, 1, mod_timer(&new_timer, jiffies + 1000));
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
	msleep(30);
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
}

/* More than once around the wheel; others share its bucket. */
static void more_than_a_turn(struct kunit *test)
{
	static struct timer_list far;
	unsigned long due = jiffies + 70;

	timer_setup(&far, new_callback, 0);
	mod_timer(&far, due + 640);
	mod_timer(&new_timer, due);
	while (!seen.calls && time_before(jiffies, due + 20))
		msleep(10);
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
	KUNIT_EXPECT_TRUE(test, time_after_eq(seen.at, due));
	KUNIT_EXPECT_EQ(test, 1, del_timer_sync(&far));
}

static void sets_itself_again(struct kunit *test)
{
	seen.again = 5;
	mod_timer(&new_timer, jiffies + 1);
	msleep(150);
	KUNIT_EXPECT_EQ(test, 6, seen.calls);
	KUNIT_EXPECT_EQ(test, 0, del_timer_sync(&new_timer));
}

static void wrong_use(struct kunit *test)
{
	static struct timer_list t;
	unsigned int warned = warn_count;

	init_timer(&t);
	add_timer(&t);				/* no function */
	KUNIT_EXPECT_EQ(test, warned + 1, warn_count);
	timer_setup(&t, own_sync, 0);
	mod_timer(&t, jiffies + 1000);
	add_timer(&t);				/* pending already */
	KUNIT_EXPECT_EQ(test, warned + 2, warn_count);
	mod_timer(&t, jiffies);
	msleep(30);				/* waits for itself */
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
	KUNIT_EXPECT_EQ(test, warned + 3, warn_count);
}

static void sleeps_long_enough(struct kunit *test)
{
	u64 start = ktime_get_ns();
	unsigned long before = jiffies;

	msleep(30);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - start, 29000000ULL);
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
	left = schedule_timeout_interruptible(500);
	KUNIT_EXPECT_GT(test, left, 400);
	KUNIT_EXPECT_LT(test, left, 500);
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
