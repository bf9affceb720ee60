/*
 * hammer_test.c - the page allocator under fire: from a thread on every CPU,
 * and from a timer's hardware interrupt in the middle of them.
 *
 * Blocks of all orders from all zones. What one CPU allocates another frees: a
 * mailbox a CPU, in which anybody, the interrupt too, leaves a block for one
 * that lies there. Each frame carries a stamp while it is somebody's;
 * afterwards every frame must be back. hammer=N makes it N seconds; without it
 * a moment.
 *
 * And the books on the zones' locks: how often they are taken by a batch.
 */
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/kstrtox.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/timekeeping.h>
#include "mm_test.h"
#include "rtc.h"
#include "team.h"

#define HELD		24		/* blocks of a CPU at a time */
#define MOMENT		(200 * NSEC_PER_MSEC)

struct block {
	struct page *page;		/* NULL: none */
	unsigned int order;
	unsigned long stamp;		/* in its frames, with their number */
};

static DEFINE_PER_CPU(struct block[HELD], held);
static struct block mailbox[NR_CPUS];
static DEFINE_SPINLOCK(mailbox_lock);
static unsigned int seconds;
static u64 end;
static atomic_t allocs, failures;	/* requests that got something, nothing */

static int __init hammer_setup(char *arg)
{
	return arg ? kstrtouint(arg, 10, &seconds) : -EINVAL;
}
early_param("hammer", hammer_setup);

/* Where the stamp of @page is: a high page has no address. */
static unsigned long *stamp_place(struct page *page)
{
	return PageHighMem(page) ? &page->private : page_address(page);
}

static void take(struct block *b, gfp_t gfp, unsigned int order,
		 unsigned long stamp)
{
	b->order = order;
	b->stamp = stamp;
	b->page = alloc_pages(gfp | __GFP_NOWARN, order);
	atomic_inc(b->page ? &allocs : &failures);
	for (unsigned long i = 0; b->page && i < 1UL << order; i++)
		*stamp_place(b->page + i) = stamp ^ page_to_pfn(b->page + i);
}

/* Back it goes; frames that lost their stamp. */
static int drop(struct block *b)
{
	int broken = 0;

	for (unsigned long i = 0; b->page && i < 1UL << b->order; i++) {
		unsigned long *stamp = stamp_place(b->page + i);

		broken += *stamp != (b->stamp ^ page_to_pfn(b->page + i));
		*stamp = 0;
	}
	if (b->page)
		__free_pages(b->page, b->order);
	b->page = NULL;
	return broken;
}

static void swap_with_mailbox(struct block *b, unsigned int cpu)
{
	unsigned long flags;

	spin_lock_irqsave(&mailbox_lock, flags);
	swap(*b, mailbox[cpu]);
	spin_unlock_irqrestore(&mailbox_lock, flags);
}

static unsigned int next_random(unsigned int *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 8;
}

/*
 * Small orders often, each larger one half as often; all of them now and then.
 */
static unsigned int some_order(unsigned int random)
{
	if (random % 64 == 0)
		return (random >> 8) % MAX_ORDER;
	return __ffs((random >> 6) | 1U << MAX_PAGE_ORDER);
}

static int hammer(void)
{
	static const gfp_t masks[] = {
		GFP_KERNEL, GFP_HIGHUSER, GFP_ATOMIC, GFP_DMA, GFP_NOWAIT,
		GFP_KERNEL | __GFP_COMP, GFP_KERNEL, GFP_HIGHUSER,
	};
	unsigned int me = smp_processor_id(), seed = me * 7919 + 1, random;
	struct block *mine = *this_cpu_ptr(&held);
	int broken = 0;

	while (ktime_get_ns() < end) {
		struct block *b = &mine[next_random(&seed) % HELD];

		random = next_random(&seed);
		if (random % 4 == 0)
			swap_with_mailbox(b, (me + 1) % num_online_cpus());
		broken += drop(b);
		take(b, masks[(random >> 2) % ARRAY_SIZE(masks)],
		     some_order(next_random(&seed)), seed);
	}
	for (int i = 0; i < HELD; i++)
		broken += drop(&mine[i]);
	return broken;
}

/* ---- the interrupt: the clock chip, 1024 times a second ---- */

static int rtc_broken;

/* One page more, and another's page less. */
static void on_interrupt(void)
{
	struct block b;

	take(&b, GFP_ATOMIC, rtc_calls % 4, rtc_calls);
	swap_with_mailbox(&b, rtc_calls % num_online_cpus());
	rtc_broken += drop(&b);
}

static void from_everywhere(struct kunit *test)
{
	unsigned long before;
	int broken = 0;

	atomic_set(&allocs, 0);
	atomic_set(&failures, 0);
	team_start(test, hammer);
	before = settled_free_pages();	/* short memory shrinks caches */
	end = ktime_get_ns() + (seconds ? seconds * 1000000000ULL : MOMENT);
	rtc_broken = 0;
	KUNIT_ASSERT_EQ(test, 0, rtc_start(on_interrupt));
	team_run();
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(rtc_calls)));
	rtc_stop();
	for (int cpu = 0; cpu < NR_CPUS; cpu++)
		broken += drop(&mailbox[cpu]);
	KUNIT_EXPECT_EQ(test, before, settled_free_pages());
	team_end();
	KUNIT_EXPECT_EQ(test, 0, broken + rtc_broken + team_faults());
	KUNIT_EXPECT_EQ(test, 0, mm_check_invariants());
	kunit_info(test, "%d blocks, %d refused, %u interrupts",
		   atomic_read(&allocs), atomic_read(&failures), rtc_calls);
}

/* ---- how often a zone's lock is taken ---- */

#define BATCH	500
#define ROUNDS	20

static DEFINE_PER_CPU(struct page *[BATCH], batch_pages);

static int batches(void)
{
	struct page **pages = *this_cpu_ptr(&batch_pages);
	int failed = 0;

	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < BATCH; i++) {
			pages[i] = alloc_page(GFP_KERNEL);
			failed += !pages[i];
		}
		for (int i = 0; i < BATCH; i++)
			if (pages[i])
				__free_page(pages[i]);
	}
	return failed;
}

static unsigned long times_locked(void)
{
	unsigned long sum = 0;
	struct zone *zone;

	for_each_populated_zone(zone)
		sum += zone->nr_locked;
	return sum;
}

static void lock_per_batch(struct kunit *test)
{
	unsigned long before, operations = 2UL * BATCH * ROUNDS;

	operations *= num_online_cpus();
	if (num_physpages < 32 * 1024 * num_online_cpus())
		kunit_skip(test, "too little memory for long lists of pages");
	team_start(test, batches);
	before = times_locked();
	team_run();
	before = times_locked() - before;
	team_end();
	drain_all_pages();
	KUNIT_EXPECT_EQ(test, 0, team_faults());
	KUNIT_EXPECT_LE(test, before * 16, operations);
	kunit_info(test, "zone locks taken %lu times for %lu operations",
		   before, operations);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(from_everywhere),
	KUNIT_CASE(lock_per_batch),
	{}
};

static struct kunit_suite suite = {
	.name = "hammer",
	.test_cases = cases,
};
kunit_test_suite(suite);
