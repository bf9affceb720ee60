/*
 * page_alloc_test.c - alloc_pages() and its family beside the model: random
 * orders, masks, references, splits, on several CPUs in turn (blocks.c says
 * what is checked at every step); every few thousand steps the exact blocks of
 * every order in every zone. Then what gfp.h promises.
 */
#include "host.h"
#include "boot_host.h"
#include "blocks.h"
#include "model.h"
#include <linux/percpu.h>
#include "../../mm/internal.h"

static void step(u32 target)
{
	u32 choice = host_below(100);

	if (choice < 2)
		host_become_cpu(host_below(NR_CPUS_PLAYED));
	else if (choice < 6 && nr_blocks)
		do_get(&blocks[host_below(nr_blocks)]);
	else if (choice < 9 && nr_blocks)
		do_put(&blocks[host_below(nr_blocks)]);
	else if (choice < 11 && nr_blocks < MAX_BLOCKS)
		do_exact();
	else if (nr_blocks && host_below(2 * MAX_BLOCKS) + nr_blocks >=
			      MAX_BLOCKS + target)
		do_free(host_below(nr_blocks));
	else if (nr_blocks < MAX_BLOCKS)
		do_alloc(random_order());
}

static void run(u32 steps)
{
	struct vm_event_state events;
	u32 target = 0;

	model_init();
	for (u32 i = 0; i < steps; i++) {
		if (!(i % 5000)) {
			target = host_below(MAX_BLOCKS);
			model_poison = !model_poison && i < 500000;
		}
		step(target);
		if (!(i % 10000))
			model_compare();
	}
	model_compare();
	while (nr_blocks)
		do_free(host_below(nr_blocks));
	model_compare();
	all_vm_events(&events);
	CHECK_EQ(events.pgbad, 0);
	CHECK_EQ(host_warnings, 0);
	host_note("%u steps: %lu blocks given, %lu taken back, %lu refused",
		  steps, events.pgalloc, events.pgfree, events.pgfail);
}

HOST_TEST(random_work_48m_of_which_16m_high)
{
	boot_many_cpus(48, "highmem=16M");
	run(host_rounds(100000, 5000000));
}

HOST_TEST(random_work_128m_without_highmem)
{
	boot_many_cpus(128, NULL);
	run(host_rounds(60000, 3000000));
}

HOST_TEST(random_work_1g)
{
	boot_many_cpus(1024, NULL);
	run(host_rounds(40000, 2000000));
}

/* ---- promises of gfp.h ---- */

static u32 take_all(struct page **pages, u32 max, gfp_t gfp)
{
	u32 n = 0;

	while (n < max && (pages[n] = alloc_page(gfp | __GFP_NOWARN))) {
		model_take(page_to_pfn(pages[n]), 0);
		n++;
	}
	return n;
}

static void give_all(struct page **pages, u32 n)
{
	while (n--)
		give(pages[n], 0);
}

#define ALL	40000

HOST_TEST(with_dma_empty_kernel_requests_go_on)
{
	static struct page *pages[ALL];
	struct page *page;
	u32 n;

	boot_many_cpus(64, "highmem=16M");
	model_init();
	n = take_all(pages, ALL, GFP_DMA | __GFP_MEMALLOC);
	CHECK_EQ(zones[ZONE_DMA].free_pages, 0);
	host_note("%u frames of ZONE_DMA taken", n);
	CHECK(!alloc_page(GFP_KERNEL | GFP_DMA | __GFP_NOWARN));
	CHECK(!alloc_page(GFP_DMA | GFP_ATOMIC));
	CHECK(host_log_has("page allocation failure"));
	page = taken(0, GFP_KERNEL);
	CHECK(page_zone(page) == &zones[ZONE_NORMAL]);
	give(page, 0);
	give_all(pages, n);
	model_compare();
}

HOST_TEST(with_highmem_empty_its_requests_fall_back)
{
	static struct page *pages[ALL];
	struct page *page;
	u32 n = 0;

	boot_many_cpus(64, "highmem=16M");
	model_init();
	for (;;) {
		page = alloc_page(GFP_HIGHUSER);
		CHECK(page);
		model_take(page_to_pfn(page), 0);
		pages[n++] = page;
		if (!PageHighMem(page))
			break;
	}
	CHECK(page_zone(page) == &zones[ZONE_NORMAL]);
	host_note("%u high pages, then one of %s", n - 1, page_zone(page)->name);
	n += take_all(pages + n, ALL - n, GFP_HIGHUSER);
	/* Lowmem is not emptied by those who could have had high memory. */
	CHECK(zones[ZONE_DMA].free_pages >=
	      zones[ZONE_DMA].lowmem_reserve[ZONE_HIGHMEM]);
	CHECK(zones[ZONE_NORMAL].free_pages >=
	      zones[ZONE_NORMAL].lowmem_reserve[ZONE_HIGHMEM]);
	page = taken(0, GFP_KERNEL);
	give(page, 0);
	give_all(pages, n);
	model_compare();
}

static int listed(struct zone *zone, unsigned int order)
{
	return (this_cpu_ptr(zone->pageset) + order)->count;
}

/* A zone that must do for another lays a batch in, too. */
HOST_TEST(a_zone_that_stands_in_gives_a_batch)
{
	static struct page *pages[ALL];
	u32 n = 0;

	boot_many_cpus(64, "highmem=16M");
	model_init();
	do {
		pages[n] = taken(0, GFP_HIGHUSER);
	} while (PageHighMem(pages[n++]));
	CHECK(listed(page_zone(pages[n - 1]), 0) > 0);
	give_all(pages, n);
	model_compare();
}

/* With instruments on, every block goes to the zone and comes from it. */
HOST_TEST(the_lists_are_shut_for_instruments)
{
	struct page *page;

	boot_many_cpus(64, "init_on_alloc=1");
	for (unsigned int order = 0; order < NR_PCP_LISTS; order++) {
		page = alloc_pages(GFP_KERNEL, order);
		CHECK(page);
		CHECK_EQ(listed(page_zone(page), order), 0);
		__free_pages(page, order);
		CHECK_EQ(listed(page_zone(page), order), 0);
	}
}

HOST_TEST(atomic_requests_reach_deeper)
{
	static struct page *pages[ALL];
	u32 n, more;

	boot_many_cpus(64, NULL);
	model_init();
	n = take_all(pages, ALL, GFP_KERNEL);
	more = take_all(pages + n, ALL - n, GFP_ATOMIC);
	CHECK(more > 0);
	n += more;
	more = take_all(pages + n, ALL - n, GFP_KERNEL | __GFP_MEMALLOC);
	CHECK(more > 0);
	n += more;
	CHECK_EQ(nr_free_pages(), 0);
	CHECK(PANICS(alloc_page(GFP_KERNEL | __GFP_NOFAIL)));
	CHECK(host_log_has("out of memory"));
	give_all(pages, n);
	model_compare();
}

/*
 * zoneinfo and vmstat: each block, and each time that a zone's lock was taken.
 */
HOST_TEST(blocks_and_locks_are_counted)
{
	struct vm_event_state was, now;
	struct zone *zone;
	struct page *page;
	unsigned long locked;

	boot_many_cpus(64, NULL);
	model_init();
	zone = &zones[ZONE_NORMAL];
	all_vm_events(&was);
	locked = zone->nr_locked;
	page = taken(5, GFP_KERNEL);
	CHECK_EQ(zone->nr_locked, locked + 1);
	give(page, 5);
	CHECK_EQ(zone->nr_locked, locked + 2);
	page = taken(0, GFP_KERNEL);
	locked = zone->nr_locked;
	give(page, 0);
	page = taken(0, GFP_KERNEL);
	give(page, 0);
	CHECK_EQ(zone->nr_locked, locked);
	all_vm_events(&now);
	CHECK_EQ(now.pgalloc - was.pgalloc, 3);
	CHECK_EQ(now.pgfree - was.pgfree, 3);
	CHECK_EQ(now.pgfail, was.pgfail);
}

/* The first twenty failures are told, if the mask lets them. */
HOST_TEST(twenty_failures_are_told)
{
	static struct page *pages[ALL];
	u32 n, told = 0;

	boot_many_cpus(32, NULL);
	model_init();
	n = take_all(pages, ALL, GFP_KERNEL);
	for (u32 i = 0; i < 50; i++) {
		host_log_clear();
		CHECK(!alloc_page(i % 2 ? GFP_KERNEL :
				  GFP_KERNEL | __GFP_NOWARN));
		CHECK(i % 2 || !host_log_has("page allocation failure"));
		told += host_log_has("page allocation failure");
	}
	CHECK_EQ(told, 20);
	CHECK_EQ(this_cpu_read(vm_event_states.pgfail), 51);
	give_all(pages, n);
	model_compare();
}

HOST_TEST(zeroed_pages_are_zero_in_every_zone)
{
	boot_many_cpus(64, "highmem=16M");
	model_init();
	model_poison = true;
	for (u32 i = 0; i < 2000; i++) {
		gfp_t gfp = i & 1 ? GFP_HIGHUSER : GFP_KERNEL;
		unsigned int order = host_below(4);
		struct page *page = taken(order, gfp | __GFP_ZERO);

		check_zero(page_to_pfn(page), 1u << order);
		stamp(page_to_pfn(page), 1u << order, host_rand(), false);
		give(page, order);
	}
	model_compare();
}

/*
 * Filling a page costs ten times its allocation: who did not ask need not pay.
 */
HOST_TEST(blocks_are_zeroed_for_who_asks)
{
	unsigned long addr;

	boot_many_cpus(32, NULL);
	for (u32 zero = 0; zero < 2; zero++) {
		addr = __get_free_pages(GFP_KERNEL, 2);
		memset((void *)addr, 0x5a, 4 * PAGE_SIZE);
		free_pages(addr, 2);
		CHECK_EQ(__get_free_pages(GFP_KERNEL | __GFP_COMP |
					  (zero ? __GFP_ZERO : 0), 2), addr);
		CHECK_EQ(*(u8 *)addr, zero ? 0 : 0x5a);
		CHECK_EQ(*(u8 *)(addr + 4 * PAGE_SIZE - 1), zero ? 0 : 0x5a);
		free_pages(addr, 2);
	}
}

/* The sanitizer is the witness that nobody reads a freed page's contents. */
HOST_TEST(freed_pages_are_poison)
{
	unsigned long addr;

	boot_many_cpus(32, NULL);
	model_init();
	model_poison = true;
	addr = __get_free_page(GFP_KERNEL);
	CHECK(addr && !host_is_poisoned(addr));
	free_page(addr);
	CHECK(host_is_poisoned(addr) && host_is_poisoned(addr + 4095));
	addr = __get_free_pages(GFP_KERNEL, 2);
	CHECK(!host_is_poisoned(addr) && !host_is_poisoned(addr + 16383));
	free_pages(addr, 2);
	CHECK(host_is_poisoned(addr + 8192));
}
