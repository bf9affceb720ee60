/*
 * page_alloc_misuse_test.c - pages given back wrongly: reported, named, and
 * nothing breaks.
 */
#include "host.h"
#include "boot_host.h"
#include "blocks.h"
#include "model.h"
#include <linux/percpu.h>
#include <linux/string.h>
#include "../../mm/internal.h"

static void expect_report(const char *words)
{
	CHECK_MSG(host_log_has(words), "wanted '%s', got: %s", words, host_log());
	host_log_clear();
}

/* @misuse must be reported with @words and change no free frame. */
#define REPORTED(words, misuse)						\
	do {								\
		unsigned long bad = this_cpu_read(vm_event_states.pgbad); \
									\
		host_log_clear();					\
		misuse;							\
		CHECK_EQ(this_cpu_read(vm_event_states.pgbad), bad + 1); \
		expect_report(words);					\
		model_compare();					\
	} while (0)

HOST_TEST(misuse_is_reported_and_harmless)
{
	struct page *p0, *p1, *p3, *h0, *comp;

	boot_many_cpus(64, "highmem=16M");
	model_init();
	p0 = taken(0, GFP_KERNEL);
	p1 = taken(1, GFP_KERNEL);
	p3 = taken(3, GFP_KERNEL);
	h0 = taken(0, GFP_HIGHUSER);
	comp = taken(2, GFP_KERNEL | __GFP_COMP);
	CHECK(PageHighMem(h0));

	REPORTED("wrong order", __free_pages(p3, 2));
	REPORTED("wrong order", __free_pages(p3, 4));
	REPORTED("wrong order", __free_pages(p0, 1));
	REPORTED("wrong order", __free_pages(p3, 0));
	REPORTED("not the first", __free_pages(p3 + 1, 0));
	REPORTED("not the first", __free_pages(p3 + 4, 2));
	REPORTED("not the first", __free_pages(p1 + 1, 1));
	REPORTED("not the first", __free_pages(comp + 1, 0));
	REPORTED("reserved", __free_pages(pfn_to_page(0), 0));
	REPORTED("reserved", __free_pages(pfn_to_page(0xb8), 0));
	REPORTED("reserved", __free_pages(virt_to_page(mem_map), 0));
	REPORTED("reserved page, order 0", put_page(pfn_to_page(0)));

	give(p3, 3);
	REPORTED("double free", __free_pages(p3, 3));
	REPORTED("Bad page", __free_pages(p3 + 1, 0));
	give(p0, 0);
	REPORTED("double free", __free_pages(p0, 0));
	REPORTED("double free", free_page((unsigned long)page_address(p0)));
	REPORTED("Bad page", put_page(p0));
	give(h0, 0);
	REPORTED("double free", __free_pages(h0, 0));
	give(p1, 1);
	REPORTED("double free", __free_pages(p1, 1));
	give(comp, 2);
	REPORTED("double free", __free_pages(comp, 2));
	REPORTED("Bad page", __free_pages(comp + 1, 0));

	/* Freed again while on this CPU's list, and after another took it. */
	p0 = taken(0, GFP_KERNEL);
	__free_page(p0);
	host_log_clear();
	__free_page(p0);
	expect_report("double free");
	model_give(page_to_pfn(p0), 0);
	model_compare();
}

HOST_TEST(owner_frees_twice_what_others_hold)
{
	struct page *page;

	boot_many_cpus(32, NULL);
	model_init();
	page = taken(3, GFP_KERNEL);
	get_page(page);
	get_page(page);
	__free_pages(page, 3);
	for (u32 i = 1; i < 8; i++)
		model_give(page_to_pfn(page) + i, 0);
	model_compare();
	REPORTED("wrong order", __free_pages(page, 3));
	put_page(page);
	put_page(page);
	model_give(page_to_pfn(page), 0);
	model_compare();
	REPORTED("double free", put_page(page));
}

HOST_TEST(pages_in_use_are_not_freed)
{
	struct page *page;

	boot_many_cpus(32, NULL);
	model_init();
	page = taken(0, GFP_KERNEL);
	SetPageLocked(page);
	REPORTED("in use", __free_page(page));
	ClearPageLocked(page);
	SetPageSlab(page);
	REPORTED("in use", __free_page(page));
	ClearPageSlab(page);
	page->mapping = (void *)page;
	REPORTED("mapping", __free_page(page));
	page->mapping = NULL;
	atomic_inc(&page->_mapcount);
	REPORTED("page tables map", __free_page(page));
	atomic_dec(&page->_mapcount);
	give(page, 0);
	model_compare();
}

/*
 * Somebody has dropped a reference too many, by hand: nothing is free for it.
 */
HOST_TEST(blocks_that_nobody_holds_are_not_freed)
{
	static const unsigned int orders[] = { 0, 1, 3, 5 };

	boot_many_cpus(32, NULL);
	model_init();
	for (u32 i = 0; i < ARRAY_SIZE(orders); i++) {
		struct page *page = taken(orders[i], GFP_KERNEL);

		atomic_set(&page->_count, 0);
		REPORTED("not the first", __free_pages(page, orders[i]));
		CHECK_EQ(page_ref_count(page), 0);
		atomic_set(&page->_count, 1);
		give(page, orders[i]);
		model_compare();
	}
}

/* Others hold it and use it: who lets go must know what it is, all the same. */
HOST_TEST(shared_pages_in_use_are_freed_by_their_order)
{
	struct page *page;

	boot_many_cpus(32, NULL);
	model_init();
	page = taken(3, GFP_KERNEL);
	get_page(page);
	SetPageLocked(page);
	REPORTED("in use", __free_pages(page, 0));
	REPORTED("in use", __free_pages(page, 2));
	REPORTED("in use", __free_pages(page, 3));
	ClearPageLocked(page);
	put_page(page);
	give(page, 3);
	page = taken(2, GFP_KERNEL | __GFP_COMP);
	get_page(page);
	SetPageLocked(page);
	REPORTED("in use", __free_pages(page, 1));
	__free_pages(page, 2);
	CHECK_EQ(page_ref_count(page), 1);
	ClearPageLocked(page);
	give(page, 2);
	model_compare();
}

HOST_TEST(random_misuse_never_hurts)
{
	boot_many_cpus(32, "highmem=8M");
	model_init();
	for (u32 i = host_rounds(20000, 1000000); i; i--) {
		unsigned long pfn = host_below(max_mapnr);
		struct page *page = pfn_to_page(pfn);
		unsigned int order = random_order();
		bool mine = false;

		if (nr_blocks < 200)
			do_alloc(random_order());
		for (u32 b = 0; b < nr_blocks; b++)
			mine |= pfn >= blocks[b].pfn &&
				pfn < blocks[b].pfn + block_pages(&blocks[b]);
		/* A free of a whole block in use would be no misuse. */
		if (mine && page_ref_count(page) == 1 &&
		    page_order(page) == order)
			continue;
		if (!mine && !PageReserved(page) && page_ref_count(page))
			continue;	/* page tables and such: not ours */
		host_log_clear();
		__free_pages(page, order);
		CHECK(host_log_has("Bad page"));
		if (!(i % 500))
			model_compare();
		if (nr_blocks > 150)
			do_free(host_below(nr_blocks));
	}
	model_compare();
}

HOST_TEST(orders_out_of_range_and_addresses_of_nothing)
{
	boot_many_cpus(32, "highmem=8M");
	model_init();
	CHECK(!alloc_pages(GFP_KERNEL, MAX_ORDER));
	CHECK_EQ(host_warnings, 1);
	CHECK(!alloc_pages(GFP_KERNEL, 31));
	CHECK(!alloc_pages(GFP_KERNEL, 12345678));
	CHECK(!__get_free_pages(GFP_HIGHUSER, 0));
	CHECK_EQ(host_warnings, 2);
	free_pages(0, 0);
	free_pages(0, 5);
	CHECK_EQ(host_warnings, 2);
	free_pages(0x1000, 0);
	free_pages((unsigned long)high_memory, 0);
	free_pages(0xfffff000, 0);
	free_pages((unsigned long)__va(0x200123), 0);
	CHECK_EQ(host_warnings, 6);
	model_compare();
}
