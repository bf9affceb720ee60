/*
 * page_alloc_test.c - the interface: flags, references, other spellings, and
 * every kind of wrong free, caught and without effect.
 */
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/oops.h>
#include <linux/slab.h>
#include "mm_test.h"

static void alloc_order_too_big(struct kunit *test)
{
	unsigned int warned = warn_count;

	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | __GFP_NOWARN,
					    MAX_ORDER));
	KUNIT_EXPECT_EQ(test, warn_count, warned);
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL, MAX_ORDER));
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL, 1000));
}

static void alloc_zeroed(struct kunit *test)
{
	for (int round = 0; round < 2; round++) {
		struct page *page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
		unsigned long *words, sum = 0;

		KUNIT_ASSERT_NOT_NULL(test, page);
		words = kmap_atomic(page);
		for (int i = 0; i < PAGE_SIZE / sizeof(long); i++)
			sum |= words[i];
		memset(words, 0xff, PAGE_SIZE);
		kunmap_atomic(words);
		KUNIT_EXPECT_EQ(test, sum, 0ul);
		__free_page(page);
	}
}

static void alloc_by_address(struct kunit *test)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NE(test, addr, 0ul);
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(addr));
	memset((void *)addr, 0x5a, 4 * PAGE_SIZE);
	free_pages(addr, 2);
	free_pages(0, 3);
	KUNIT_EXPECT_EQ(test, __get_free_pages(GFP_HIGHUSER, 0), 0ul);
}

static void alloc_exact(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	void *mem = alloc_pages_exact(5 * PAGE_SIZE - 100, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_EXPECT_EQ(test, before - settled_free_pages(), 5ul);
	free_pages_exact(mem, 5 * PAGE_SIZE - 100);
	mem = alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL | __GFP_COMP);
	KUNIT_ASSERT_NOT_NULL(test, mem);	/* told, and served */
	KUNIT_EXPECT_FALSE(test, PageCompound(virt_to_page(mem)));
	free_pages_exact(mem, 3 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* Who holds the head of a block keeps it, and only it. */
static void alloc_shared_head(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 3);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	__free_pages(page, 3);
	KUNIT_EXPECT_EQ(test, before - settled_free_pages(), 1ul);
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	put_page(page);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static void alloc_compound(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, PageHead(page) && PageTail(page + 3));
	KUNIT_EXPECT_PTR_EQ(test, compound_head(page + 3), page);
	get_page(page + 2);
	KUNIT_EXPECT_EQ(test, page_count(page + 1), 2);
	__free_pages(page, 2);
	KUNIT_EXPECT_EQ(test, before - settled_free_pages(), 4ul);
	put_page(page + 1);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static void free_twice(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *one = alloc_page(GFP_KERNEL);
	struct page *many = alloc_pages(GFP_KERNEL, 4);

	KUNIT_ASSERT_TRUE(test, one && many);
	__free_page(one);
	EXPECT_BAD_FREES(test, 1, __free_page(one));
	drain_local_pages();
	EXPECT_BAD_FREES(test, 1, __free_page(one));
	__free_pages(many, 4);
	EXPECT_BAD_FREES(test, 1, __free_pages(many, 4));
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static void free_wrong(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 3);

	KUNIT_ASSERT_NOT_NULL(test, page);
	EXPECT_BAD_FREES(test, 1, __free_pages(page, 2));
	EXPECT_BAD_FREES(test, 1, __free_pages(page, 4));
	EXPECT_BAD_FREES(test, 1, __free_page(page + 1));
	EXPECT_BAD_FREES(test, 1, __free_pages(page + 4, 2));
	EXPECT_BAD_FREES(test, 1, __free_page(pfn_to_page(0)));
	EXPECT_BAD_FREES(test, 1, __free_page(pfn_to_page(0xa0)));
	EXPECT_BAD_FREES(test, 1, put_page(pfn_to_page(0xb8)));
	SetPageLocked(page);
	EXPECT_BAD_FREES(test, 1, __free_pages(page, 3));
	ClearPageLocked(page);
	EXPECT_BAD_FREES(test, 0, __free_pages(page, 3));
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* A frame inside the block, still in use: found at once in a debug build. */
static void free_used_inside(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 3);
	struct page *whole = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);

	KUNIT_ASSERT_TRUE(test, page && whole);
	if (CONFIG_DEBUG) {
		page[5].mapping = (void *)page;
		EXPECT_BAD_FREES(test, 1, __free_pages(page, 3));
		page[5].mapping = NULL;
		atomic_inc(&page[7]._mapcount);
		EXPECT_BAD_FREES(test, 1, __free_pages(page, 3));
		atomic_dec(&page[7]._mapcount);
		atomic_inc(&whole[3]._mapcount);
		EXPECT_BAD_FREES(test, 1, put_page(whole));
		EXPECT_BAD_FREES(test, 1, __free_pages(whole, 2));
		atomic_dec(&whole[3]._mapcount);
	}
	EXPECT_BAD_FREES(test, 0, put_page(whole));
	EXPECT_BAD_FREES(test, 0, __free_pages(page, 3));
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* put_page looks as closely as __free_pages, when it drops the last one. */
static void put_wrong(struct kunit *test)
{
	void *object = kmalloc(64, GFP_KERNEL);
	unsigned long before = settled_free_pages();
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_TRUE(test, page && object);
	EXPECT_BAD_FREES(test, 1, put_page(virt_to_page(object)));
	SetPageLocked(page);
	EXPECT_BAD_FREES(test, 1, put_page(page));
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	ClearPageLocked(page);
	EXPECT_BAD_FREES(test, 0, put_page(page));
	EXPECT_BAD_FREES(test, 1, put_page(page));
	page = alloc_pages(GFP_KERNEL, 2);
	KUNIT_ASSERT_NOT_NULL(test, page);
	EXPECT_BAD_FREES(test, 1, put_page(page));
	EXPECT_BAD_FREES(test, 0, __free_pages(page, 2));
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
	EXPECT_BAD_FREES(test, 0, kfree(object));
}

/* What others do with a page they hold keeps nobody from letting go of it. */
static void free_shared_in_use(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	SetPageLocked(page);
	EXPECT_BAD_FREES(test, 0, __free_page(page));
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	EXPECT_BAD_FREES(test, 1, __free_page(page));
	ClearPageLocked(page);
	EXPECT_BAD_FREES(test, 0, __free_page(page));
}

/* No list grows over its mark, and a batch moves at a time. */
static void alloc_pcp_bounds(struct kunit *test)
{
	static struct page *pages[600];
	struct per_cpu_pages *pcp;
	struct zone *zone;
	int n;

	for (n = 0; n < ARRAY_SIZE(pages); n++) {
		pages[n] = alloc_pages(GFP_KERNEL | __GFP_NOWARN, n % 4);
		if (!pages[n])
			break;
	}
	while (n--) {
		__free_pages(pages[n], n % 4);
		for_each_populated_zone(zone) {
			pcp = this_cpu_ptr(zone->pageset) + n % 4;
			KUNIT_EXPECT_LE(test, pcp->count, pcp->high);
			KUNIT_EXPECT_LE(test, (unsigned long)pcp->high << n % 4,
					zone->managed_pages / 1024);
		}
	}
}

/* Nothing, and no memory: no page is taken, whichever way is asked. */
static void alloc_nothing(struct kunit *test)
{
	unsigned long addr;

	KUNIT_EXPECT_NULL(test, alloc_pages_exact(0, GFP_KERNEL));
	fault_inject_begin();
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, alloc_pages_exact(PAGE_SIZE + 1, GFP_KERNEL));
	fault_inject_nth(1);
	KUNIT_EXPECT_EQ(test, get_zeroed_page(GFP_KERNEL), 0ul);
	fault_inject_nth(0);
	addr = get_zeroed_page(GFP_KERNEL);	/* the hooked way */
	fault_inject_end();
	KUNIT_ASSERT_NE(test, addr, 0ul);
	KUNIT_EXPECT_NULL(test, memchr_inv((void *)addr, 0, PAGE_SIZE));
	free_page(addr);
	KUNIT_EXPECT_LE(test, nr_free_buffer_pages(), nr_free_pagecache_pages());
}

static struct kunit_case page_alloc_cases[] = {
	KUNIT_CASE(alloc_order_too_big),
	KUNIT_CASE(alloc_zeroed),
	KUNIT_CASE(alloc_by_address),
	KUNIT_CASE(alloc_exact),
	KUNIT_CASE(alloc_shared_head),
	KUNIT_CASE(alloc_compound),
	KUNIT_CASE(free_twice),
	KUNIT_CASE(free_wrong),
	KUNIT_CASE(free_used_inside),
	KUNIT_CASE(put_wrong),
	KUNIT_CASE(free_shared_in_use),
	KUNIT_CASE(alloc_pcp_bounds),
	KUNIT_CASE(alloc_nothing),
	{}
};

static struct kunit_suite page_alloc_suite = {
	.name = "page_alloc", .test_cases = page_alloc_cases,
};
kunit_test_suite(page_alloc_suite);
