/*
 * smp_test.c - several CPUs: calls from one to others, per-CPU data, ticks,
 * TLB shoot-downs. With one CPU most of it holds trivially, and must hold.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/irq.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <linux/wait.h>
#include <asm/apic.h>
#include <asm/desc.h>
#include <asm/processor.h>
#include <asm/tlbflush.h>
#include "mm_test.h"
#include "team.h"

#define SECOND		1000000000ULL
#define MANY		100		/* calls in a row */
#define MANY_CALLS	1000		/* of all CPUs to all CPUs */

static DEFINE_PER_CPU(unsigned int, hits);
static DEFINE_PER_CPU(bool, as_promised);

static void hit(void *info)
{
	this_cpu_inc(hits);
	this_cpu_write(as_promised, irqs_disabled() &&
		       (in_irq() || smp_processor_id() == *(int *)info));
}

static void clear_hits(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		per_cpu(hits, cpu) = 0;
}

static void each_cpu_once(struct kunit *test)
{
	int me = get_cpu(), cpu;

	clear_hits();
	on_each_cpu(hit, &me, 1);
	for_each_online_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, 1u, per_cpu(hits, cpu));
		KUNIT_EXPECT_TRUE(test, per_cpu(as_promised, cpu));
	}
	clear_hits();
	smp_call_function(hit, &me, 1);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_EQ(test, cpu != me, per_cpu(hits, cpu));
	put_cpu();
}

static void say_who(void *info)
{
	*(int *)info = smp_processor_id();
}

static void single_cpu(struct kunit *test)
{
	int cpu, who;

	for_each_online_cpu(cpu) {
		who = -1;
		KUNIT_EXPECT_EQ(test, 0, smp_call_function_single(cpu, say_who,
								  &who, 1));
		KUNIT_EXPECT_EQ(test, cpu, who);
	}
	KUNIT_EXPECT_EQ(test, -ENXIO,
			smp_call_function_single(NR_CPUS, say_who, &who, 1));
	KUNIT_EXPECT_EQ(test, -ENXIO,
			smp_call_function_single(-1, say_who, &who, 1));
}

/* Many that are not waited for: none lost, and the last is the last. */
static void without_waiting(struct kunit *test)
{
	int cpu, i, me = get_cpu();

	clear_hits();
	for_each_online_cpu(cpu) {
		for (i = 0; i < MANY; i++)
			smp_call_function_single(cpu, hit, &me, 0);
		smp_call_function_single(cpu, hit, &me, 1);
		KUNIT_EXPECT_EQ(test, MANY + 1u, per_cpu(hits, cpu));
	}
	put_cpu();
}

static atomic_t total_hits;

static void hit_total(void *info)
{
	atomic_inc(&total_hits);
}

static int call_all(void)
{
	int rounds = MANY_CALLS / (num_online_cpus() * num_online_cpus()) + 1;

	for (int i = 0; i < rounds; i++)
		on_each_cpu(hit_total, NULL, 1);
	return 0;
}

static void all_call_all(struct kunit *test)
{
	int n = num_online_cpus();
	int calls = n * n * (MANY_CALLS / (n * n) + 1);

	atomic_set(&total_hits, 0);
	team_start(test, call_all);
	team_run();
	team_end();
	KUNIT_EXPECT_EQ(test, calls, atomic_read(&total_hits));
}

static void data_apart(struct kunit *test)
{
	unsigned long seen = 0;
	int cpu, other;

	for_each_online_cpu(cpu) {
		for_each_online_cpu(other) {
			if (cpu == other)
				continue;
			KUNIT_EXPECT_PTR_NE(test, per_cpu_ptr(&hits, cpu),
					    per_cpu_ptr(&hits, other));
			KUNIT_EXPECT_NE(test, per_cpu(irq_stack_top, cpu),
					per_cpu(irq_stack_top, other));
			KUNIT_EXPECT_NE(test, per_cpu(df_tss, cpu).sp,
					per_cpu(df_tss, other).sp);
		}
		KUNIT_EXPECT_EQ(test, cpu, per_cpu(cpu_number, cpu));
		KUNIT_EXPECT_FALSE(test, test_bit(per_cpu(cpu_number, cpu),
						  &seen));
		__set_bit(cpu, &seen);
	}
}

static unsigned int ticks_of(int cpu)
{
	return kstat_irqs_cpu(TIMER_IRQ, cpu) +
	       kstat_vector_cpu(LOCAL_TIMER_VECTOR, cpu);
}

/* Ten ticks of @cpu: how long they take; two seconds at most. */
static u64 ten_ticks(int cpu)
{
	unsigned int before = ticks_of(cpu);
	u64 start = ktime_get_ns(), now;

	do {
		cpu_relax();
		now = ktime_get_ns();
	} while (ticks_of(cpu) - before < 10 && now - start < 2 * SECOND);
	return now - start;
}

/*
 * Ten ticks of 10 ms. A host that was busy elsewhere sends those it owes all at
 * once, and a little late: so one time of many has to be right. (A clock that
 * is too fast is so each time.)
 */
static void every_cpu_ticks(struct kunit *test)
{
	int cpu;

	for_each_online_cpu(cpu) {
		u64 took = 0;

		for (int i = 0; i < 100 && took < 80000000ULL; i++)
			took = ten_ticks(cpu);
		KUNIT_EXPECT_GE(test, took, 80000000ULL);
		KUNIT_EXPECT_LT(test, took, 2 * SECOND);
	}
}

#define TEST_ADDR	VMALLOC_END	/* nobody's */

static DEFINE_PER_CPU(unsigned long, word_seen);

static void look(void *info)
{
	this_cpu_write(word_seen, *(volatile unsigned long *)TEST_ADDR);
}

/* Each CPU has used the old mapping: each must see the new one. */
static void shoot_down(struct kunit *test)
{
	unsigned long *page[2], i;
	unsigned int before;
	int cpu;

	page[0] = kunit_kmalloc(test, PAGE_SIZE, GFP_KERNEL);
	page[1] = kunit_kmalloc(test, PAGE_SIZE, GFP_KERNEL);
	KUNIT_ASSERT_TRUE(test, page[0] && page[1]);
	for (i = 0; i < 10; i++) {
		page[i & 1][0] = i;
		KUNIT_ASSERT_EQ(test, 0, map_kernel_page(TEST_ADDR,
			page_to_pfn(virt_to_page(page[i & 1])), PAGE_KERNEL));
		on_each_cpu(look, NULL, 1);
		for_each_online_cpu(cpu)
			KUNIT_EXPECT_EQ(test, i, per_cpu(word_seen, cpu));
		before = tlb_events_cpu(num_online_cpus() - 1).local_one;
		unmap_kernel_page(TEST_ADDR);
		KUNIT_EXPECT_GT(test, tlb_events_cpu(num_online_cpus() - 1)
				.local_one, before);
	}
}

static void take_and_give(void *info)
{
	struct page *page = alloc_page(GFP_ATOMIC);

	if (page)
		__free_page(page);
}

static unsigned int on_lists(void)
{
	unsigned int pages = 0;
	struct zone *zone;
	int cpu;

	for_each_populated_zone(zone)
		for_each_online_cpu(cpu)
			pages += zone_pcp_pages(zone, cpu);
	return pages;
}

static void drain_every_list(struct kunit *test)
{
	if (num_physpages < 4096)
		kunit_skip(test, "too little memory for lists of pages");
	on_each_cpu(take_and_give, NULL, 1);
	KUNIT_EXPECT_GE(test, on_lists(), num_online_cpus());
	KUNIT_EXPECT_GE(test, drain_all_pages(), num_online_cpus());
	/* somebody else may have freed a page just then: not each time */
	for (int i = 0; i < 10 && on_lists(); i++)
		drain_all_pages();
	KUNIT_EXPECT_EQ(test, 0u, on_lists());
}

static struct kunit_case cases[] = {
	KUNIT_CASE(each_cpu_once),
	KUNIT_CASE(single_cpu),
	KUNIT_CASE(without_waiting),
	KUNIT_CASE(all_call_all),
	KUNIT_CASE(data_apart),
	KUNIT_CASE(every_cpu_ticks),
	KUNIT_CASE(shoot_down),
	KUNIT_CASE(drain_every_list),
	{}
};

static struct kunit_suite suite = {
	.name = "smp",
	.test_cases = cases,
};
kunit_test_suite(suite);
