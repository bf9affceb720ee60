/*
 * softirq_test.c - softirqs and tasklets: when they run, where, and how often.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/oops.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <asm/page.h>
#include "team.h"

static struct {
	int calls;			/* of the function under test */
	int again;			/* times it raises itself */
	bool serving, irqs_on, own_stack;
	bool thread;			/* at least once in its thread */
} seen;

static void look_around(void)
{
	unsigned long here = (unsigned long)__builtin_frame_address(0);

	seen.calls++;
	seen.serving = in_serving_softirq() && in_interrupt();
	seen.irqs_on = !irqs_disabled();
	seen.own_stack = !((here ^ (this_cpu_read(softirq_stack_top) - 1)) &
			   PAGE_MASK);
	seen.thread |= current == this_cpu_read(ksoftirqd);
}

static void test_action(struct softirq_action *self)
{
	look_around();
	if (seen.again && seen.again--)
		raise_softirq(TEST_SOFTIRQ);
}

static int softirq_init(struct kunit *test)
{
	memset(&seen, 0, sizeof(seen));
	open_softirq(TEST_SOFTIRQ, test_action);
	return 0;
}

/* With bottom halves off it waits, and runs at the enable. */
static void at_bh_enable(struct kunit *test)
{
	local_bh_disable();
	local_bh_disable();
	raise_softirq(TEST_SOFTIRQ);
	KUNIT_EXPECT_TRUE(test, in_softirq() && !in_serving_softirq());
	local_bh_enable();
	mdelay(25);				/* two ticks: still off */
	KUNIT_EXPECT_EQ(test, 0, seen.calls);
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
	KUNIT_EXPECT_FALSE(test, in_interrupt());
}

static void its_context(struct kunit *test)
{
	local_bh_disable();
	raise_softirq(TEST_SOFTIRQ);
	local_bh_enable();
	KUNIT_EXPECT_TRUE(test, seen.serving);
	KUNIT_EXPECT_TRUE(test, seen.irqs_on);
	KUNIT_EXPECT_TRUE(test, seen.own_stack);
	KUNIT_EXPECT_FALSE(test, seen.thread);
}

/* Raised without end, it goes on in its thread, once this one lets it. */
static void too_much_of_it(struct kunit *test)
{
	int at_once;

	seen.again = 200;
	preempt_disable();
	local_bh_disable();
	raise_softirq(TEST_SOFTIRQ);
	local_bh_enable();
	at_once = seen.calls;
	preempt_enable();
	KUNIT_EXPECT_LT(test, at_once, 200);
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls >= 201));
	KUNIT_EXPECT_EQ(test, 201, seen.calls);
	KUNIT_EXPECT_TRUE(test, seen.thread);
}

/* A function that forgets a put_cpu_var() is told, and the count mended. */
static void unbalanced_action(struct softirq_action *self)
{
	seen.calls++;
	preempt_disable();
}

static void unbalanced(struct kunit *test)
{
	open_softirq(TEST_SOFTIRQ, unbalanced_action);
	local_bh_disable();
	raise_softirq(TEST_SOFTIRQ);
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
	KUNIT_EXPECT_EQ(test, 0, preempt_count());
}

static void enable_once_too_often(struct kunit *test)
{
	unsigned int warned = warn_count;

	local_bh_enable();
	KUNIT_EXPECT_EQ(test, warned + 1, warn_count);
	KUNIT_EXPECT_EQ(test, 0, preempt_count());
}

static struct kunit_case softirq_cases[] = {
	KUNIT_CASE(at_bh_enable),
	KUNIT_CASE(its_context),
	KUNIT_CASE(too_much_of_it),
	KUNIT_CASE(unbalanced),
	KUNIT_CASE(enable_once_too_often),
	{}
};

static struct kunit_suite softirq_suite = {
	.name = "softirq",
	.init = softirq_init,
	.test_cases = softirq_cases,
};
kunit_test_suite(softirq_suite);

static void old_tasklet(unsigned long data)
{
	look_around();
	*(int *)data += 1;
}

static int old_runs;
static DECLARE_TASKLET(declared_old, old_tasklet, (unsigned long)&old_runs);

static void new_tasklet(struct tasklet_struct *t);
static DECLARE_TASKLET(declared_new, new_tasklet);
static DECLARE_TASKLET_DISABLED(declared_off, new_tasklet);

static void new_tasklet(struct tasklet_struct *t)
{
	look_around();
	if (seen.again && seen.again--)
		tasklet_schedule(t);
}

static int tasklet_test_init(struct kunit *test)
{
	memset(&seen, 0, sizeof(seen));
	return 0;
}

/* However often it is scheduled before it runs, it runs once. */
static void runs_once(struct kunit *test)
{
	int before = old_runs;

	local_bh_disable();
	tasklet_schedule(&declared_old);
	tasklet_schedule(&declared_old);
	tasklet_hi_schedule(&declared_old);
	KUNIT_EXPECT_EQ(test, before, old_runs);
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, before + 1, old_runs);
	KUNIT_EXPECT_TRUE(test, seen.serving && seen.irqs_on);
}

static void without_an_interrupt(struct kunit *test)
{
	tasklet_schedule(&declared_new);
	tasklet_kill(&declared_new);		/* waits for it */
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
}

static void schedules_itself(struct kunit *test)
{
	seen.again = 50;
	tasklet_schedule(&declared_new);
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls >= 51));
	msleep(20);
	KUNIT_EXPECT_EQ(test, 51, seen.calls);
}

static void disabled(struct kunit *test)
{
	unsigned int warned = warn_count;

	tasklet_schedule(&declared_off);
	msleep(30);
	KUNIT_EXPECT_EQ(test, 0, seen.calls);
	tasklet_enable(&declared_off);
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls == 1));
	tasklet_enable(&declared_off);		/* once too often */
	KUNIT_EXPECT_EQ(test, warned + 1, warn_count);
	tasklet_disable(&declared_off);		/* as it was */
}

static void both_inits(struct kunit *test)
{
	static struct tasklet_struct t;
	int runs = 0;

	tasklet_init(&t, old_tasklet, (unsigned long)&runs);
	tasklet_hi_schedule(&t);
	tasklet_kill(&t);
	KUNIT_EXPECT_EQ(test, 1, runs);
	tasklet_setup(&t, new_tasklet);
	tasklet_schedule(&t);
	tasklet_kill(&t);
	KUNIT_EXPECT_EQ(test, 2, seen.calls);
}

static struct kunit_case tasklet_cases[] = {
	KUNIT_CASE(runs_once),
	KUNIT_CASE(without_an_interrupt),
	KUNIT_CASE(schedules_itself),
	KUNIT_CASE(disabled),
	KUNIT_CASE(both_inits),
	{}
};

static struct kunit_suite tasklet_suite = {
	.name = "tasklet",
	.init = tasklet_test_init,
	.test_cases = tasklet_cases,
};
kunit_test_suite(tasklet_suite);
