/*
 * percpu_test.c - per-CPU data, static and allocated, in all spellings.
 */
#include <linux/oops.h>
#include <linux/percpu.h>
#include "mm_test.h"
#include "team.h"

static DEFINE_PER_CPU(int, a_counter) = 5;
static DEFINE_PER_CPU(void *, a_pointer);
static DEFINE_PER_CPU(u8[3], an_array);

static void percpu_static(struct kunit *test)
{
	unsigned int cpu;

	stay_here();			/* each line means the same CPU's */
	for_each_possible_cpu(cpu)
		per_cpu(a_counter, cpu) = 100 + cpu;
	get_cpu_var(a_counter)++;
	KUNIT_EXPECT_EQ(test, this_cpu_read(a_counter),
			101 + smp_processor_id());
	put_cpu_var(a_counter);
	KUNIT_EXPECT_EQ(test, this_cpu_add_return(a_counter, 9),
			110 + (int)raw_smp_processor_id());
	KUNIT_EXPECT_EQ(test, this_cpu_xchg(a_counter, 5),
			110 + (int)raw_smp_processor_id());
	KUNIT_EXPECT_EQ(test, this_cpu_cmpxchg(a_counter, 5, 7), 5);
	KUNIT_EXPECT_EQ(test, __get_cpu_var(a_counter), 7);
	get_cpu_var(an_array)[1] = 3;
	KUNIT_EXPECT_EQ(test, (*this_cpu_ptr(&an_array))[1], 3);
	put_cpu_var(an_array);
	move_on();
}

/* A per-CPU variable that is a pointer is not taken for a per-CPU pointer. */
static void percpu_pointer_variable(struct kunit *test)
{
	get_cpu_var(a_pointer) = test;
	KUNIT_EXPECT_PTR_EQ(test, (void *)this_cpu_read(a_pointer), (void *)test);
	put_cpu_var(a_pointer);
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

static void percpu_alloc_many(struct kunit *test)
{
	static u64 __percpu *areas[2000];
	unsigned int chunks, n, cpu;
	unsigned long used, total, after;

	percpu_usage(&chunks, &used, &total);
	for (n = 0; n < ARRAY_SIZE(areas); n++) {
		areas[n] = alloc_percpu(u64);
		if (!areas[n])
			break;
		for_each_possible_cpu(cpu) {
			KUNIT_ASSERT_EQ(test, *per_cpu_ptr(areas[n], cpu), 0ull);
			*per_cpu_ptr(areas[n], cpu) = n * 64 + cpu;
		}
	}
	KUNIT_EXPECT_GT(test, n, 500u);
	for (unsigned int i = 0; i < n; i++) {
		for_each_possible_cpu(cpu)
			KUNIT_ASSERT_EQ(test, *per_cpu_ptr(areas[i], cpu),
					(u64)i * 64 + cpu);
		free_percpu(areas[i]);
	}
	percpu_usage(&chunks, &after, &total);
	KUNIT_EXPECT_EQ(test, after, used);
	KUNIT_EXPECT_EQ(test, chunks, 1u);
}

static void percpu_sizes(struct kunit *test)
{
	for (size_t size = 1; size <= PCPU_MIN_UNIT_SIZE; size *= 3) {
		char __percpu *area = __alloc_percpu(size, 64);

		KUNIT_ASSERT_NOT_NULL(test, area);
		KUNIT_EXPECT_EQ(test, (unsigned long)this_cpu_ptr(area) % 64, 0ul);
		free_percpu(area);
	}
	KUNIT_EXPECT_NULL(test, __alloc_percpu(0, 8));
	KUNIT_EXPECT_NULL(test, __alloc_percpu(PCPU_MIN_UNIT_SIZE + 1, 8));
	free_percpu(NULL);
}

static void percpu_wrong_free(struct kunit *test)
{
	char __percpu *area = __alloc_percpu(32, 8);
	unsigned int warned = warn_count;

	KUNIT_ASSERT_NOT_NULL(test, area);
	free_percpu(area + 8);
	free_percpu(&a_counter);
	free_percpu(area);
	free_percpu(area);
	KUNIT_EXPECT_EQ(test, warn_count - warned, 3u);
}

/* The chunks one by one are the chunks in sum. */
static void percpu_chunks_add_up(struct kunit *test)
{
	unsigned long used, total, sum_used = 0, sum_total = 0;
	struct percpu_chunk_info info;
	unsigned int chunks, n;
	int __percpu *ptr = alloc_percpu(int);

	KUNIT_ASSERT_NOT_NULL(test, ptr);
	percpu_usage(&chunks, &used, &total);
	for (n = 0; percpu_chunk_info(n, &info); n++) {
		KUNIT_EXPECT_GT(test, info.areas, 0u);
		sum_used += info.used;
		sum_total += info.size;
	}
	KUNIT_EXPECT_EQ(test, n, chunks);
	KUNIT_EXPECT_EQ(test, sum_used, used);
	KUNIT_EXPECT_EQ(test, sum_total, total);
	free_percpu(ptr);
}

static struct kunit_case percpu_cases[] = {
	KUNIT_CASE(percpu_static),
	KUNIT_CASE(percpu_pointer_variable),
	KUNIT_CASE(percpu_alloc_many),
	KUNIT_CASE(percpu_sizes),
	KUNIT_CASE(percpu_wrong_free),
	KUNIT_CASE(percpu_chunks_add_up),
	{}
};

static struct kunit_suite percpu_suite = {
	.name = "percpu", .test_cases = percpu_cases,
};
kunit_test_suite(percpu_suite);
