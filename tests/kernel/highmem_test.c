/*
 * highmem_test.c - kmap: what a slot goes through, who waits for one, and each
 * misuse reported while the kernel goes on. kmap_atomic's: kmap_atomic_test.c.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/hardirq.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/random.h>
#include "mm_test.h"
#include "highmem_test.h"
#include "team.h"
#include "../../mm/internal.h"

struct page *test_high_page(struct kunit *test)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	KUNIT_ASSERT_NOT_NULL(test, page);
	if (PageHighMem(page))
		return page;
	__free_page(page);
	kunit_skip(test, "no high memory here");
}

/* High pages in a chain through lru; how many of @want there were. */
static unsigned int get_pages(struct list_head *pages, unsigned int want)
{
	unsigned int got = 0;
	struct page *page;

	while (got < want && (page = alloc_page(GFP_HIGHUSER | __GFP_NOWARN))) {
		if (!PageHighMem(page)) {
			__free_page(page);
			break;
		}
		list_add_tail(&page->lru, pages);
		got++;
	}
	return got;
}

static void put_pages(struct list_head *pages)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, pages, lru)
		__free_page(page);
	INIT_LIST_HEAD(pages);
}

/* As it is now; not on the stack, which is small. */
static const struct kmap_state *state(void)
{
	static struct kmap_state now;

	kmap_get_state(&now);
	return &now;
}

static void kmap_low_page(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_PTR_EQ(test, kmap(page), lowmem_page_address(page));
	KUNIT_EXPECT_PTR_EQ(test, kmap_to_page(page_address(page)), page);
	KUNIT_EXPECT_PTR_EQ(test, kmap_local_page(page), page_address(page));
	kunmap_local(page_address(page));
	kunmap(page);
	__free_page(page);
}

/* Clean, in use by one, by two, idle, in use again, idle, clean. */
static void kmap_life_of_a_slot(struct kunit *test)
{
	struct page *page = test_high_page(test);
	unsigned int slot, users;
	unsigned long caller;
	char *addr;

	kmap_flush_unused();
	KUNIT_EXPECT_NULL(test, page_address(page));
	addr = kmap(page);
	KUNIT_EXPECT_GE(test, (unsigned long)addr, PKMAP_BASE);
	KUNIT_EXPECT_PTR_EQ(test, page_address(page), (void *)addr);
	slot = ((unsigned long)addr - PKMAP_BASE) >> PAGE_SHIFT;
	KUNIT_EXPECT_PTR_EQ(test, kmap(page), (void *)addr);
	KUNIT_EXPECT_PTR_EQ(test, kmap_get_slot(slot, &users, &caller), page);
	KUNIT_EXPECT_EQ(test, users, 2u);
	KUNIT_EXPECT_PTR_EQ(test, kmap_to_page(addr + 5), page);
	strcpy(addr, "high");
	kunmap(page);
	KUNIT_EXPECT_STREQ(test, addr, "high");
	kunmap(page);
	KUNIT_EXPECT_PTR_EQ(test, page_address(page), (void *)addr);
	KUNIT_EXPECT_PTR_EQ(test, kmap(page), (void *)addr);
	kmap_flush_unused();
	KUNIT_EXPECT_STREQ(test, addr, "high");		/* in use: kept */
	kunmap(page);
	kmap_flush_unused();
	KUNIT_EXPECT_NULL(test, page_address(page));
	KUNIT_EXPECT_NULL(test, kmap_get_slot(slot, &users, &caller));
	KUNIT_EXPECT_EQ(test, state()->idle, 0u);
	__free_page(page);
}

/* Twice as many pages as slots, twice: every second round flushes. */
static void kmap_more_pages_than_slots(struct kunit *test)
{
	LIST_HEAD(pages);
	unsigned int got = get_pages(&pages, 2 * LAST_PKMAP), flushes;
	unsigned int wrong = 0, n = 0;
	struct page *page;

	flushes = state()->flushes;
	list_for_each_entry(page, &pages, lru) {
		*(u32 *)kmap(page) = n++;
		kunmap(page);
	}
	n = 0;
	list_for_each_entry(page, &pages, lru) {
		wrong += *(u32 *)kmap(page) != n++;
		kunmap(page);
	}
	KUNIT_EXPECT_EQ(test, wrong, 0u);
	if (got == 2 * LAST_PKMAP)
		KUNIT_EXPECT_GE(test, state()->flushes, flushes + 3);
	put_pages(&pages);
	if (!got)
		kunit_skip(test, "no high memory here");
}

/* ---- the 1025th ---- */

#define WAITERS	3

static struct {
	struct page *page[WAITERS];
	void *got[WAITERS];		/* by arrival: the address */
	int who[WAITERS];		/* by arrival: the waiter */
	atomic_t arrived;
} wait;

static int map_one_more(void *number)
{
	unsigned long me = (unsigned long)number;
	void *addr = kmap(wait.page[me]);
	int place = atomic_fetch_add(1, &wait.arrived);

	wait.got[place] = addr;
	wait.who[place] = me;
	wait_to_be_stopped();
	kunmap(wait.page[me]);
	return 0;
}

static bool comes(int n)
{
	for (int i = 0; i < 2000 && atomic_read(&wait.arrived) < n; i++)
		msleep(1);
	return atomic_read(&wait.arrived) == n;
}

/* They sleep; each slot that is given back goes to who asked first. */
static noinline void in_turn(struct kunit *test, struct list_head *pages)
{
	struct task_struct *task[WAITERS];
	struct page *page = list_first_entry(pages, struct page, lru);
	unsigned int before = state()->sleepers;
	void *freed;

	for (unsigned long i = 0; i < WAITERS; i++) {
		task[i] = kthread_run(map_one_more, (void *)i, "kmap-%lu", i);
		KUNIT_ASSERT_FALSE(test, IS_ERR(task[i]));
		for (int t = 0; t < 2000; t++) {
			if (state()->sleepers > before + i)
				break;
			msleep(1);
		}
	}
	KUNIT_EXPECT_EQ(test, state()->sleepers, before + WAITERS);
	KUNIT_EXPECT_EQ(test, atomic_read(&wait.arrived), 0);
	for (int i = 0; i < WAITERS; i++) {
		freed = page_address(page);
		preempt_disable();
		kunmap(page);
		/* On its way it is nowhere: the checker misses it. */
		if (num_online_cpus() == 1)
			KUNIT_EXPECT_EQ(test, kmap_check(), 1);
		preempt_enable();
		KUNIT_EXPECT_TRUE(test, comes(i + 1));
		KUNIT_EXPECT_PTR_EQ(test, wait.got[i], freed);
		KUNIT_EXPECT_EQ(test, wait.who[i], i);
		KUNIT_EXPECT_NULL(test, page_address(page));
		page = list_next_entry(page, lru);
	}
	KUNIT_EXPECT_EQ(test, kmap_check(), 0);
	for (int i = 0; i < WAITERS; i++)
		kthread_stop(task[i]);
}

/*
 * Of two who wait for one page the first maps it: then the other has it, too.
 */
static noinline void for_one_page(struct kunit *test, struct list_head *pages)
{
	struct page *first = list_first_entry(pages, struct page, lru);
	struct page *second = list_next_entry(first, lru), *last = wait.page[1];
	unsigned int before = state()->sleepers;
	struct task_struct *task[2];

	wait.page[1] = wait.page[0];
	for (unsigned long i = 0; i < 2; i++) {
		task[i] = kthread_run(map_one_more, (void *)i, "kmap-%lu", i);
		KUNIT_ASSERT_FALSE(test, IS_ERR(task[i]));
	}
	for (int t = 0; t < 2000 && state()->sleepers < before + 2; t++)
		msleep(1);
	kunmap(first);
	KUNIT_EXPECT_TRUE(test, comes(2));
	KUNIT_EXPECT_PTR_EQ(test, wait.got[0], wait.got[1]);
	kunmap(second);			/* who sleeps still, must not for ever */
	for (int i = 0; i < 2; i++)
		kthread_stop(task[i]);
	kmap(first);
	kmap(second);
	wait.page[1] = last;
	atomic_set(&wait.arrived, 0);
}

static void kmap_all_slots_taken(struct kunit *test)
{
	LIST_HEAD(pages);
	LIST_HEAD(more);
	unsigned int bugs = state()->bugs, n = 0;
	struct page *page;

	if (get_pages(&pages, LAST_PKMAP) < LAST_PKMAP ||
	    get_pages(&more, WAITERS) < WAITERS) {
		put_pages(&pages);
		put_pages(&more);
		kunit_skip(test, "too little high memory here");
	}
	atomic_set(&wait.arrived, 0);
	list_for_each_entry(page, &more, lru)
		wait.page[n++] = page;
	list_for_each_entry(page, &pages, lru)
		kmap(page);
	KUNIT_EXPECT_EQ(test, state()->used, (unsigned int)LAST_PKMAP);
	/* the first that is given back is slot 0: as good as any other */
	list_move(&kmap_to_page((void *)PKMAP_BASE)->lru, &pages);
	preempt_disable();
	KUNIT_EXPECT_NULL(test, kmap(wait.page[0]));
	preempt_enable();
	KUNIT_EXPECT_EQ(test, state()->bugs, bugs + 1);
	for_one_page(test, &pages);
	in_turn(test, &pages);
	n = 0;
	list_for_each_entry(page, &pages, lru)
		if (n++ >= WAITERS)
			kunmap(page);
	KUNIT_EXPECT_EQ(test, state()->used, 0u);
	put_pages(&pages);
	put_pages(&more);
}

/* ---- misuse ---- */

static void kmap_in_atomic_context(struct kunit *test)
{
	struct page *low = alloc_page(GFP_KERNEL), *high;
	unsigned int bugs = state()->bugs;
	unsigned long flags;

	KUNIT_ASSERT_NOT_NULL(test, low);
	preempt_disable();
	KUNIT_EXPECT_PTR_EQ(test, kmap(low), page_address(low));
	preempt_enable();
	__free_page(low);
	KUNIT_EXPECT_EQ(test, kmap_bugs, bugs + 1);
	high = test_high_page(test);
	local_irq_save(flags);
	KUNIT_EXPECT_NULL(test, kmap(high));
	local_irq_restore(flags);
	irq_enter();
	KUNIT_EXPECT_NULL(test, kmap(high));
	preempt_count_sub(HARDIRQ_OFFSET);
	KUNIT_EXPECT_EQ(test, kmap_bugs, bugs + 3);
	__free_page(high);
}

static void kunmap_misused(struct kunit *test)
{
	struct page *page = test_high_page(test);
	unsigned int bugs = kmap_bugs, users;
	unsigned long caller;
	char *addr;

	kmap_flush_unused();
	kunmap(page);				/* never mapped */
	kunmap_local((void *)PKMAP_BASE);	/* where nothing is */
	addr = kmap(page);
	irq_enter();
	kunmap(page);				/* not in an interrupt */
	preempt_count_sub(HARDIRQ_OFFSET);
	KUNIT_EXPECT_EQ(test, kmap_bugs, bugs + 2);
	kunmap(page);
	kunmap(page);				/* once too often */
	KUNIT_EXPECT_EQ(test, kmap_bugs, bugs + 3);
	KUNIT_EXPECT_PTR_EQ(test, kmap(page), (void *)addr);
	KUNIT_EXPECT_PTR_EQ(test, kmap_get_slot(((unsigned long)addr -
			    PKMAP_BASE) >> PAGE_SHIFT, &users, &caller), page);
	KUNIT_EXPECT_EQ(test, users, 1u);
	memset(addr, 0xff, PAGE_SIZE);
	kunmap((struct page *)addr);		/* the address for the page */
	KUNIT_EXPECT_EQ(test, kmap_bugs, bugs + 4);
	kunmap(page);
	__free_page(page);
}

/* ---- everything together ---- */

static void kmap_page_operations(struct kunit *test)
{
	struct page *a = alloc_page(GFP_HIGHUSER);
	struct page *b = alloc_page(GFP_HIGHUSER);
	char text[8];
	u8 *addr;

	KUNIT_ASSERT_TRUE(test, a && b);
	memset_page(a, 0, 0xaa, PAGE_SIZE);
	memcpy_to_page(a, PAGE_SIZE - 8, "highmem", 8);
	zero_user_segments(a, 5, 0, 20, 30);	/* the first: no bytes */
	zero_user_segments(a, 0, 10, 30, 20);	/* the second */
	zero_user(a, 100, 4);
	memcpy_to_page(a, PAGE_SIZE - 4, "too long", 9);	/* refused */
	zero_user_segments(a, 40, 50, 60, PAGE_SIZE + 1);	/* refused */
	copy_highpage(b, a);
	clear_highpage(a);
	memcpy_from_page(text, b, PAGE_SIZE - 8, 8);
	KUNIT_EXPECT_STREQ(test, text, "highmem");
	addr = kmap_local_page(b);
	KUNIT_EXPECT_NULL(test, memchr_inv(addr, 0, 10));
	KUNIT_EXPECT_NULL(test, memchr_inv(addr + 10, 0xaa, 10));
	KUNIT_EXPECT_NULL(test, memchr_inv(addr + 20, 0, 10));
	KUNIT_EXPECT_NULL(test, memchr_inv(addr + 30, 0xaa, 70));
	KUNIT_EXPECT_NULL(test, memchr_inv(addr + 100, 0, 4));
	KUNIT_EXPECT_NULL(test, memchr_inv(addr + 104, 0xaa, PAGE_SIZE - 112));
	msleep(1);				/* today's form may sleep */
	kunmap_local(addr);
	addr = kmap(a);
	KUNIT_EXPECT_NULL(test, memchr_inv(addr, 0, PAGE_SIZE));
	kunmap(a);
	__free_page(a);
	__free_page(b);
}

#define POOL	1500
#define STEPS	16000		/* with one CPU */

static struct page *pool[POOL];
static atomic_t shared_rnd;

/* Where nobody can be waited for: who flushes meanwhile waits for this CPU. */
static void kunmap_irqs_off(struct page *page)
{
	unsigned long flags;

	local_irq_save(flags);
	kunmap(page);
	local_irq_restore(flags);
}

/*
 * Each page holds its place in the pool, however it is looked at. Few steps
 * where many virtual CPUs share few real ones: a lock's queue moves with their
 * turns.
 */
static int map_at_random(void)
{
	int steps = STEPS / (num_online_cpus() * num_online_cpus());
	u32 rnd = atomic_add_return(0x9e3779b9, &shared_rnd);
	int wrong = 0;

	while (steps--) {
		u32 n = (rnd = rnd * 1664525 + 1013904223) >> 8;
		struct page *page = pool[n % POOL];
		u32 *addr = n & 1 << 20 ? kmap_atomic(page) : kmap(page);

		wrong += *addr != n % POOL;
		if (n & 1 << 20)
			kunmap_atomic(addr);
		else if (n & 1 << 21)
			kunmap_irqs_off(page);
		else
			kunmap(page);
	}
	return wrong;
}

static void kmap_on_all_cpus(struct kunit *test)
{
	LIST_HEAD(pages);
	struct page *page;
	unsigned int n = 0;

	if (get_pages(&pages, POOL) < POOL) {
		put_pages(&pages);
		kunit_skip(test, "too little high memory here");
	}
	list_for_each_entry(page, &pages, lru) {
		u32 *addr = kmap_atomic(page);

		*addr = n;
		pool[n++] = page;
		kunmap_atomic(addr);
	}
	team_start(test, map_at_random);
	team_run();
	team_end();
	KUNIT_EXPECT_EQ(test, team_faults(), 0);
	KUNIT_EXPECT_EQ(test, state()->used, 0u);
	put_pages(&pages);
}

static struct kunit_case highmem_cases[] = {
	KUNIT_CASE(kmap_low_page),
	KUNIT_CASE(kmap_life_of_a_slot),
	KUNIT_CASE(kmap_more_pages_than_slots),
	KUNIT_CASE(kmap_all_slots_taken),
	KUNIT_CASE(kmap_in_atomic_context),
	KUNIT_CASE(kunmap_misused),
	KUNIT_CASE(kmap_page_operations),
	KUNIT_CASE(kmap_on_all_cpus),
	{}
};

static struct kunit_suite highmem_suite = {
	.name = "highmem", .test_cases = highmem_cases,
};
kunit_test_suite(highmem_suite);
