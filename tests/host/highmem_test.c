/*
 * highmem_test.c - kmap and kmap_atomic at random beside a table of who has
 * what mapped, on a machine that keeps every translation until it is told to
 * forget it: a flush that was left out shows the page that had the address
 * before.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/percpu.h>
#include "../../mm/internal.h"

#define PAGES		3000		/* nearly three times the slots */
#define MOST_MAPPED	1000		/* nobody could wake who sleeps */

static struct page *pages[PAGES];
static u32 users[PAGES];		/* kmaps of it that have not ended */
static u32 *addrs[PAGES];		/* where, while there are users */
static u32 nr_mapped;

static void boot(void)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) { .cmdline = "highmem=24M", .cpus = 2 });
	system_state = SYSTEM_RUNNING;
	arch_local_irq_enable();
	for (u32 i = 0; i < PAGES; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		CHECK(PageHighMem(pages[i]));
		host_phys_write(page_to_phys(pages[i]), &i, 4);
	}
}

static void map_one(u32 i)
{
	u32 *addr = kmap(pages[i]);

	CHECK(addr);
	CHECK_EQ(*addr, i);
	CHECK(page_address(pages[i]) == addr);
	if (users[i])
		CHECK(addr == addrs[i]);
	addrs[i] = addr;
	nr_mapped += !users[i]++;
}

static void unmap_one(u32 i)
{
	CHECK_EQ(*addrs[i], i);
	kunmap(pages[i]);
	nr_mapped -= !--users[i];
}

static void map_atomic(u32 i, u32 j)
{
	u32 *a = kmap_atomic(pages[i]), *b;

	b = host_below(2) ? kmap_atomic(pages[j], KM_USER0) :
			    kmap_atomic(pages[j]);
	CHECK_EQ(*a, i);
	CHECK_EQ(*b, j);
	kunmap_atomic(b);
	kunmap_atomic(a);
	CHECK_EQ(preempt_count(), 0);
}

/* Everything the kernel believes against the table. */
static void compare(void)
{
	struct kmap_state state;

	CHECK_EQ(kmap_check(), 0);
	kmap_get_state(&state);
	CHECK_EQ(state.used, nr_mapped);
	CHECK_EQ(state.used + state.idle + state.clean, LAST_PKMAP);
	for (u32 i = 0; i < PAGES; i++)
		if (users[i])
			CHECK_EQ(*addrs[i], i);
}

HOST_TEST(kmap_at_random)
{
	u32 rounds = host_rounds(50000, 10000000), i;

	boot();
	for (u32 n = 0; n < rounds; n++) {
		/* seasons: many are mapped, then few */
		bool fill = n / 5000 % 2;

		i = host_below(PAGES);
		host_become_cpu(host_below(2));
		if (host_below(32) == 0)
			map_atomic(i, host_below(PAGES));
		else if (users[i] && host_below(fill ? 4 : 2))
			unmap_one(i);
		else if (users[i] || nr_mapped < (fill ? MOST_MAPPED : 100))
			map_one(i);
		if (n % 1000 == 0)
			compare();
		if (host_below(20000) == 0)
			kmap_flush_unused();
	}
	for (i = 0; i < PAGES; i++)
		while (users[i])
			unmap_one(i);
	compare();
	host_note("%u operations", rounds);
}

/* Each page once, again and again: every 1024th mapping is a flush. */
HOST_TEST(kmap_round_and_round)
{
	struct kmap_state state;

	boot();
	for (u32 n = 0; n < 4 * PAGES; n++) {
		map_one(n % PAGES);
		unmap_one(n % PAGES);
	}
	kmap_get_state(&state);
	CHECK_EQ(state.flushes, (4 * PAGES - 1) / LAST_PKMAP);
	compare();
}

/* An idle page that is freed and used by another has its address still. */
HOST_TEST(kmap_outlives_the_owner)
{
	struct page *page;

	boot();
	map_one(7);
	map_one(7);
	host_log_clear();
	describe_address((unsigned long)addrs[7] + 5);
	CHECK(host_log_has("slot 0 of kmap: 2 users"));
	unmap_one(7);
	unmap_one(7);
	page = pages[7];
	__free_page(page);
	CHECK_EQ(kmap_check(), 0);
	for (u32 i = 0; i < LAST_PKMAP; i++)
		if (i != 7) {
			map_one(i);
			unmap_one(i);
		}
	map_one(LAST_PKMAP);
	CHECK(page_address(page) == NULL);
	unmap_one(LAST_PKMAP);
	CHECK_EQ(kmap_check(), 0);
}

static void map_two_locally(void)
{
	u32 *a = kmap_local_page(pages[1]), *b = kmap_local_page(pages[2]);

	CHECK(a != b);
	CHECK_EQ(*a, 1);
	CHECK_EQ(*b, 2);
	kunmap_local(b + 5);
	kunmap_local(a);
}

/*
 * Whoever may sleep gets a slot of kmap's, others one of their CPU's: and back.
 */
HOST_TEST(local_addresses_go_back_where_they_came_from)
{
	struct kmap_state state;

	boot();
	for (u32 n = 0; n < 100; n++)
		map_two_locally();
	kmap_get_state(&state);
	CHECK_EQ(state.used, 0);
	CHECK_EQ(state.idle, 2);
	kmap_flush_unused();
	preempt_disable();
	for (u32 n = 0; n < 100; n++)
		map_two_locally();
	CHECK_EQ(preempt_count(), 1);
	preempt_enable();
	kmap_get_state(&state);
	CHECK_EQ(state.idle, 0);
}

HOST_TEST(kmap_without_high_memory)
{
	struct page *page;
	void *addr;

	host_map_pc(16 << 10);
	host_boot(&(struct host_setup) { .cpus = 1 });
	page = alloc_page(GFP_HIGHUSER);
	addr = kmap(page);
	CHECK(addr == page_address(page));
	kunmap(page);
	CHECK(kmap_atomic(page) == addr);
	kunmap_atomic(addr);
	CHECK_EQ(kmap_check(), 0);
}

/* What kmap_check() is for: a slot that is not as its count says. */
HOST_TEST(the_checker_counts_faults)
{
	struct page *page, *low;
	pte_t *pte, was;
	void *addr;

	boot();
	map_one(3);
	page = pages[3];
	addr = addrs[3];
	pte = lookup_address((unsigned long)addr);
	was = *pte;
	CHECK_EQ(kmap_check(), 0);
	page->virtual = NULL;
	CHECK_EQ(kmap_check(), 1);
	page->virtual = addr;
	*pte = __pte(pte_val(was) & ~_PAGE_PRESENT);
	CHECK_EQ(kmap_check(), 1);
	low = alloc_page(GFP_KERNEL);
	*pte = pfn_pte(page_to_pfn(low), PAGE_KERNEL);
	low->virtual = addr;
	CHECK_EQ(kmap_check(), 1);
	low->virtual = page_address(low);
	*pte = was;
	CHECK_EQ(kmap_check(), 0);
	pte[1] = was;				/* a clean slot that maps */
	CHECK_EQ(kmap_check(), 1);
	pte[1] = __pte(0);
	CHECK_EQ(kmap_check(), 0);
	unmap_one(3);
}

/* What the inspector and an oops tell of a slot. */
HOST_TEST(a_slot_is_described)
{
	unsigned int users = 77;
	unsigned long caller = 0;

	boot();
	CHECK(!kmap_get_slot(0, &users, &caller));
	CHECK(!kmap_get_slot(LAST_PKMAP, &users, &caller));
	CHECK_EQ(users, 77);
	map_one(5);
	map_one(5);
	CHECK(kmap_get_slot(0, &users, &caller) == pages[5]);
	CHECK_EQ(users, 2);
	CHECK(caller);
	unmap_one(5);
	unmap_one(5);
	CHECK(kmap_get_slot(0, &users, &caller) == pages[5]);
	CHECK_EQ(users, 0);
	host_log_clear();
	kmap_describe((unsigned long)addrs[5]);
	CHECK(host_log_has("slot 0 of kmap: 0 users"));
	kmap_describe((unsigned long)addrs[5] + PAGE_SIZE);
	CHECK(host_log_has("slot 1 of kmap: clean"));
	map_one(LAST_PKMAP);
	kmap_describe((unsigned long)addrs[5] + PAGE_SIZE + 5);
	CHECK(host_log_has("slot 1 of kmap: 1 users"));
	unmap_one(LAST_PKMAP);
}

/* A page whose address is that of no slot: the first behind them, and below. */
HOST_TEST(kunmap_outside_the_slots)
{
	struct page *page;
	unsigned int bugs;

	boot();
	page = pages[0];
	bugs = kmap_bugs;
	page->virtual = (void *)(PKMAP_BASE + LAST_PKMAP * PAGE_SIZE);
	kunmap(page);
	CHECK_EQ(kmap_bugs, bugs + 1);
	page->virtual = (void *)(PKMAP_BASE - PAGE_SIZE);
	kunmap(page);
	CHECK_EQ(kmap_bugs, bugs + 2);
	page->virtual = NULL;
	kunmap(page);
	CHECK_EQ(kmap_bugs, bugs + 3);
	preempt_count_add(HARDIRQ_OFFSET);
	host_log_clear();
	kunmap(page);
	preempt_count_sub(HARDIRQ_OFFSET);
	CHECK(host_log_has("kunmap belongs to threads"));
	CHECK_EQ(kmap_check(), 0);
}
