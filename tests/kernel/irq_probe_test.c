/*
 * irq_probe_test.c - a line that rings by software is found, and left as it
 * was.
 */
#include <kunit/test.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/delay.h>
#include <linux/smp.h>
#include "team.h"

#define LINE	5			/* nobody's */
#define OTHER	10

static int calls;

static irqreturn_t handler(int irq, void *dev_id)
{
	calls++;
	return IRQ_HANDLED;
}

static void ring(unsigned int irq)
{
	unsigned int before = 0, after = 0;
	int cpu;

	for_each_online_cpu(cpu)
		before += kstat_irqs_cpu(irq, cpu);
	irq_retrigger(irq);
	eventually(({
		after = 0;
		for_each_online_cpu(cpu)
			after += kstat_irqs_cpu(irq, cpu);
		after != before;
	}));
	synchronize_irq(irq);
}

static void the_line_is_found(struct kunit *test)
{
	unsigned long mask;

	if (!irq_retrigger(LINE))
		kunit_skip(test, "no line can be rung by software");
	mask = probe_irq_on();
	KUNIT_EXPECT_TRUE(test, mask & BIT(LINE));
	KUNIT_EXPECT_FALSE(test, mask & (BIT(0) | BIT(2)));
	ring(LINE);
	KUNIT_EXPECT_EQ(test, probe_irq_off(mask), LINE);
	mask = probe_irq_on();
	KUNIT_EXPECT_EQ(test, probe_irq_off(mask), 0);
	mask = probe_irq_on();
	ring(LINE);
	ring(OTHER);
	KUNIT_EXPECT_EQ(test, probe_irq_off(mask), -LINE);
}

/* Who takes the line meanwhile gets it, from the end of the probing on. */
static void a_line_that_is_taken(struct kunit *test)
{
	unsigned long mask;

	if (!irq_retrigger(LINE))
		kunit_skip(test, "no line can be rung by software");
	calls = 0;
	KUNIT_ASSERT_EQ(test, request_irq(LINE, handler, 0, "probe", &calls), 0);
	mask = probe_irq_on();
	KUNIT_EXPECT_FALSE(test, mask & BIT(LINE));
	probe_irq_off(mask);
	free_irq(LINE, &calls);
	mask = probe_irq_on();
	KUNIT_EXPECT_EQ(test, request_irq(LINE, handler, 0, "probe", &calls), 0);
	ring(LINE);			/* is the new owner's, and late */
	KUNIT_EXPECT_EQ(test, READ_ONCE(calls), 0);
	KUNIT_EXPECT_EQ(test, probe_irq_off(mask), 0);
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(calls) == 1));
	ring(LINE);
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(calls) == 2));
	free_irq(LINE, &calls);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(the_line_is_found), KUNIT_CASE(a_line_that_is_taken), {}
};
static struct kunit_suite suite = { .name = "irq_probe", .test_cases = cases };
kunit_test_suite(suite);
