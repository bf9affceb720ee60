/*
 * percpu_counter_test.c - suite `percpu_counter`: nothing that is added gets
 * lost, from threads of all CPUs and their interrupts; and how wrong a quick
 * look may be.
 */
#include <linux/percpu_counter.h>
#include <linux/smp.h>
#include "mm_test.h"
#include "team.h"

#define BATCH	percpu_counter_batch

static struct percpu_counter counter;

static void percpu_counter_parts(struct kunit *test)
{
	unsigned long before = settled_free_pages();

	KUNIT_ASSERT_EQ(test, percpu_counter_init(&counter, 1LL << 40,
						  GFP_KERNEL), 0);
	KUNIT_EXPECT_TRUE(test, percpu_counter_initialized(&counter));
	stay_here();
	for (int i = 1; i < BATCH; i++)
		percpu_counter_inc(&counter);
	KUNIT_EXPECT_EQ(test, percpu_counter_read(&counter), 1LL << 40);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&counter),
			(1LL << 40) + BATCH - 1);
	percpu_counter_inc(&counter);	/* the batch is full: brought home */
	KUNIT_EXPECT_EQ(test, percpu_counter_read(&counter),
			(1LL << 40) + BATCH);
	percpu_counter_sub(&counter, (1LL << 41) + BATCH);
	KUNIT_EXPECT_EQ(test, percpu_counter_read(&counter), -(1LL << 40));
	KUNIT_EXPECT_EQ(test, percpu_counter_read_positive(&counter), 0LL);
	percpu_counter_add_batch(&counter, 5, 6);
	percpu_counter_set(&counter, 7);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&counter), 7LL);
	percpu_counter_dec(&counter);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum_positive(&counter), 6LL);
	move_on();
	percpu_counter_destroy(&counter);
	percpu_counter_destroy(&counter);
	KUNIT_EXPECT_FALSE(test, percpu_counter_initialized(&counter));
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* Near the border every part counts, far from it none. */
static void percpu_counter_compares(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, percpu_counter_init(&counter, 1000), 0);
	stay_here();
	percpu_counter_add(&counter, BATCH - 1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter,
						     1000 + BATCH - 1), 0);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter, 1000), 1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter, 1000 + BATCH),
			-1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter, 1 << 20), -1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&counter, -1), 1);
	move_on();
	percpu_counter_destroy(&counter);
}

static void count_in_irq(void *unused)
{
	percpu_counter_add(&counter, 3);
}

static int count_a_lot(void)
{
	for (int i = 0; i < 1000; i++) {
		percpu_counter_add(&counter, 7);
		percpu_counter_dec(&counter);
		if (i % 100 == 0)
			on_each_cpu(count_in_irq, NULL, 1);
	}
	return 0;
}

static void percpu_counter_all_count(struct kunit *test)
{
	s64 n = num_online_cpus(), seen;

	KUNIT_ASSERT_EQ(test, percpu_counter_init(&counter, 0, GFP_KERNEL), 0);
	team_start(test, count_a_lot);
	team_run();
	team_end();
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&counter),
			n * 6 * 1000 + n * n * 10 * 3);
	seen = percpu_counter_read(&counter) - percpu_counter_sum(&counter);
	KUNIT_EXPECT_LT(test, seen, n * BATCH);
	KUNIT_EXPECT_GT(test, seen, -n * BATCH);
	percpu_counter_destroy(&counter);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(percpu_counter_parts),
	KUNIT_CASE(percpu_counter_compares),
	KUNIT_CASE(percpu_counter_all_count),
	{}
};

static struct kunit_suite suite = {
	.name = "percpu_counter",
	.test_cases = cases,
};
kunit_test_suite(suite);
