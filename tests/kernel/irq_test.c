/*
 * irq_test.c - interrupt lines and time. A line nobody uses is rung with an
 * `int` instruction: the way through the gate, the interrupt stack and the
 * handlers is the same as the device's.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/oops.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <asm/io.h>
#include <asm/processor.h>
#include <asm/unwind.h>
#include "team.h"

#define LINE	5			/* LPT2 or a sound card, once */
#define PIC1_MASK	0x21		/* bit n: the PIC's line n is off */
#define MS	1000000ULL

static struct {
	int calls[2];			/* of each handler */
	bool in_irq, off, on_irq_stack;	/* as a handler saw it */
} seen;

static void ring(void)
{
	asm volatile("int %0" : : "i" (ISA_IRQ_VECTOR(LINE)) : "memory");
}

static irqreturn_t handler(int irq, void *dev_id)
{
	unsigned long here = (unsigned long)__builtin_frame_address(0);
	const char *name = stack_name(here);

	++*(int *)dev_id;
	seen.in_irq = in_irq();
	seen.off = irqs_disabled();
	seen.on_irq_stack = name && name[0] == 'i';
	return irq == LINE ? IRQ_HANDLED : IRQ_NONE;
}

/* As a driver of 2.6.10 has it. */
static irqreturn_t old_handler(int irq, void *dev_id, struct pt_regs *regs)
{
	++*(int *)dev_id;
	return IRQ_HANDLED;
}

static void refused(struct kunit *test)
{
	int dev;

	KUNIT_EXPECT_EQ(test, -EINVAL,
			request_irq(NR_IRQS, handler, 0, "test", NULL));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			request_irq(CASCADE_IRQ, handler, 0, "test", NULL));
	KUNIT_EXPECT_EQ(test, -EINVAL, request_irq(LINE, (irq_handler_t)NULL,
						   0, "test", &dev));
	KUNIT_EXPECT_EQ(test, -EINVAL,
			request_irq(LINE, handler, IRQF_SHARED, "test", NULL));
	KUNIT_EXPECT_EQ(test, -EBUSY, request_irq(TIMER_IRQ, handler,
						  IRQF_SHARED, "test", &dev));
}

/* The second PIC hangs on it: nobody's to switch off, not even by mistake. */
static void cascade_stays(struct kunit *test)
{
	unsigned int warned = warn_count;
	u8 mask = inb(PIC1_MASK);

	disable_irq(CASCADE_IRQ);
	KUNIT_EXPECT_EQ(test, mask, inb(PIC1_MASK));
	enable_irq(CASCADE_IRQ);
	KUNIT_EXPECT_EQ(test, warned, warn_count);
	KUNIT_EXPECT_NULL(test, free_irq(CASCADE_IRQ, &warned));
	KUNIT_EXPECT_EQ(test, warned + 1, warn_count);
	KUNIT_EXPECT_EQ(test, mask, inb(PIC1_MASK));
}

static void shared_line(struct kunit *test)
{
	int *calls = seen.calls;
	unsigned int before = kstat_irqs_cpu(LINE, 0);

	calls[0] = calls[1] = 0;
	KUNIT_ASSERT_EQ(test, 0, request_irq(LINE, handler, IRQF_SHARED,
					     "one", &calls[0]));
	KUNIT_EXPECT_EQ(test, -EBUSY, request_irq(LINE, handler, 0, "rude",
						  &calls[1]));
	KUNIT_ASSERT_EQ(test, 0, request_irq(LINE, old_handler, SA_SHIRQ,
					     "two", &calls[1]));
	ring();
	KUNIT_EXPECT_STREQ(test, "one", free_irq(LINE, &calls[0]));
	ring();
	KUNIT_EXPECT_STREQ(test, "two", free_irq(LINE, &calls[1]));
	ring();					/* nobody's: survived */
	KUNIT_EXPECT_EQ(test, 1, calls[0]);
	KUNIT_EXPECT_EQ(test, 2, calls[1]);
	KUNIT_EXPECT_EQ(test, before + 3, kstat_irqs_cpu(LINE, 0));
}

static void handler_context(struct kunit *test)
{
	int dev = 0;

	KUNIT_ASSERT_EQ(test, 0, request_irq(LINE, handler, 0, "test", &dev));
	ring();
	free_irq(LINE, &dev);
	KUNIT_EXPECT_EQ(test, 1, dev);
	KUNIT_EXPECT_TRUE(test, seen.in_irq);
	KUNIT_EXPECT_TRUE(test, seen.off);
	KUNIT_EXPECT_TRUE(test, seen.on_irq_stack);
	KUNIT_EXPECT_FALSE(test, in_interrupt());
}

static void disabled_line(struct kunit *test)
{
	unsigned long before;
	u64 start;

	disable_irq(TIMER_IRQ);
	disable_irq(TIMER_IRQ);
	enable_irq(TIMER_IRQ);			/* they nest: still off */
	before = jiffies;
	udelay(2 * TICK_NSEC / 1000);
	KUNIT_EXPECT_EQ(test, before, jiffies);
	enable_irq(TIMER_IRQ);
	start = ktime_get_ns();
	while (jiffies == before && ktime_get_ns() - start < 20000 * MS)
		cpu_relax();
	KUNIT_EXPECT_NE(test, before, jiffies);
}

/* ---- on its way when the line is disabled ---- */

static bool held, let_go;
static int calls_while_off;

/* On CPU 0, interrupts off: what comes now waits. */
static void hold_cpu(void *unused)
{
	WRITE_ONCE(held, true);
	while (!READ_ONCE(let_go))
		cpu_relax();
}

static int disable_what_is_on_its_way(void *calls)
{
	preempt_disable();
	smp_call_function_single(0, hold_cpu, NULL, 0);
	while (!READ_ONCE(held))
		cpu_relax();
	irq_retrigger(LINE);
	disable_irq(LINE);
	WRITE_ONCE(let_go, true);
	preempt_enable();
	msleep(30);
	calls_while_off = *(int *)calls;
	enable_irq(LINE);
	wait_to_be_stopped();
	return 0;
}

static void disabled_on_the_way(struct kunit *test)
{
	struct task_struct *task;
	int calls = 0;

	if (num_online_cpus() < 2)
		kunit_skip(test, "nobody else could disable it");
	KUNIT_ASSERT_EQ(test, 0, request_irq(LINE, handler, 0, "test", &calls));
	if (!irq_retrigger(LINE)) {
		free_irq(LINE, &calls);
		kunit_skip(test, "this chip takes back what it is to mask");
	}
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(calls) == 1));
	held = let_go = false;
	task = kthread_create(disable_what_is_on_its_way, &calls, "t-irq");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	kthread_bind(task, 1);
	wake_up_process(task);
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(calls) == 2));
	KUNIT_EXPECT_EQ(test, 1, calls_while_off);
	kthread_stop(task);
	free_irq(LINE, &calls);
}

/* As often as it takes to judge a line, from two places in turn. */
static void ring_for_long(void)
{
	for (int i = 0; i < 100000 / 2 + 1; i++) {
		ring();
		ring();
	}
}

static irqreturn_t not_mine(int irq, void *dev_id)
{
	return IRQ_NONE;
}

/* However often: a line is broken when nobody owns up, and only then. */
static void judged_line(struct kunit *test)
{
	int dev = 0;

	KUNIT_ASSERT_EQ(test, 0, request_irq(LINE, handler, 0, "test", &dev));
	ring_for_long();
	KUNIT_EXPECT_FALSE(test, irq_switched_off(LINE));
	free_irq(LINE, &dev);
	KUNIT_ASSERT_EQ(test, 0, request_irq(LINE, not_mine, 0, "test", &dev));
	ring_for_long();
	KUNIT_EXPECT_TRUE(test, irq_switched_off(LINE));
	free_irq(LINE, &dev);
	KUNIT_ASSERT_EQ(test, 0, request_irq(LINE, handler, 0, "test", &dev));
	KUNIT_EXPECT_FALSE(test, irq_switched_off(LINE));
	free_irq(LINE, &dev);
}

static void time_goes_on(struct kunit *test)
{
	u64 last = ktime_get_ns(), now;
	unsigned long before, at;
	int i;

	for (i = 0; i < 1000; i++, last = now) {
		now = ktime_get_ns();
		KUNIT_ASSERT_GE(test, now, last);
	}
	udelay(200);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - last, tsc_khz ? 200000 : 0);
	before = jiffies;
	at = get_jiffies_64();
	KUNIT_EXPECT_TRUE(test, time_in_range(at, before, jiffies));
}

static void jiffies_arithmetic(struct kunit *test)
{
	unsigned long old = ~0UL - 5, new = 5;	/* across the wrap */

	KUNIT_EXPECT_TRUE(test, time_after(new, old));
	KUNIT_EXPECT_TRUE(test, time_before(old, new));
	KUNIT_EXPECT_TRUE(test, time_after_eq(old, old));
	KUNIT_EXPECT_EQ(test, 0, msecs_to_jiffies(0));
	KUNIT_EXPECT_EQ(test, 1, msecs_to_jiffies(1));
	KUNIT_EXPECT_EQ(test, 1, msecs_to_jiffies(10));
	KUNIT_EXPECT_EQ(test, 2, msecs_to_jiffies(11));
	KUNIT_EXPECT_EQ(test, MAX_JIFFY_OFFSET, msecs_to_jiffies(-1));
	KUNIT_EXPECT_EQ(test, 250, jiffies_to_msecs(25));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(refused),
	KUNIT_CASE(cascade_stays),
	KUNIT_CASE(shared_line),
	KUNIT_CASE(handler_context),
	KUNIT_CASE(disabled_line),
	KUNIT_CASE(disabled_on_the_way),
	KUNIT_CASE(judged_line),
	KUNIT_CASE(time_goes_on),
	KUNIT_CASE(jiffies_arithmetic),
	{}
};

static struct kunit_suite suite = {
	.name = "irq",
	.test_cases = cases,
};
kunit_test_suite(suite);
