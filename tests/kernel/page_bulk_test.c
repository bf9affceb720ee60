/* Many single pages at once: for arrays with holes, on lists, zeroed. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

#define PAGES	40

static struct page *pages[PAGES];

static void free_all(void)
{
	for (int i = 0; i < PAGES; i++)
		if (pages[i])
			__free_page(pages[i]);
	memset(pages, 0, sizeof(pages));
}

static void holes_are_filled(struct kunit *test)
{
	struct page *mine = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, mine);
	memset(pages, 0, sizeof(pages));
	pages[3] = mine;
	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL, PAGES, pages),
			PAGES);
	KUNIT_EXPECT_PTR_EQ(test, pages[3], mine);
	for (int i = 0; i < PAGES; i++) {
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
		KUNIT_EXPECT_EQ(test, page_count(pages[i]), 1);
	}
	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL, PAGES, pages),
			PAGES);			/* there are no holes */
	free_all();
	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL, 0, pages), 0);
}

static void each_is_zeroed(struct kunit *test)
{
	unsigned long n;
	char *at;

	memset(pages, 0, sizeof(pages));
	n = alloc_pages_bulk_array(GFP_HIGHUSER, PAGES, pages);
	KUNIT_EXPECT_EQ(test, n, PAGES);
	for (int i = 0; i < n; i++)
		memset_page(pages[i], 0, 0xab, PAGE_SIZE);
	free_all();
	n = alloc_pages_bulk_array(GFP_HIGHUSER | __GFP_ZERO, PAGES, pages);
	KUNIT_EXPECT_EQ(test, n, PAGES);
	for (int i = 0; i < n; i++) {
		at = kmap_local_page(pages[i]);
		KUNIT_EXPECT_NULL(test, memchr_inv(at, 0, PAGE_SIZE));
		kunmap_local(at);
	}
	free_all();
}

static void on_a_list(struct kunit *test)
{
	struct page *page, *next;
	unsigned int n = 0;
	LIST_HEAD(list);

	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_list(GFP_KERNEL, 9, &list), 9);
	list_for_each_entry_safe(page, next, &list, lru) {
		list_del(&page->lru);
		__free_page(page);
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, 9);
}

/* A scope takes away what its name says, and ends with its own restore. */
static void scopes_nest(struct kunit *test)
{
	unsigned int noio, nofs;

	nofs = memalloc_nofs_save();
	KUNIT_EXPECT_EQ(test, (__force u32)current_gfp_context(GFP_KERNEL),
			(__force u32)GFP_NOFS);
	noio = memalloc_noio_save();
	KUNIT_EXPECT_EQ(test, (__force u32)current_gfp_context(GFP_KERNEL),
			(__force u32)GFP_NOIO);
	KUNIT_EXPECT_EQ(test, (__force u32)current_gfp_context(GFP_ATOMIC),
			(__force u32)GFP_ATOMIC);
	memalloc_noio_restore(noio);
	KUNIT_EXPECT_EQ(test, (__force u32)current_gfp_context(GFP_KERNEL),
			(__force u32)GFP_NOFS);
	memalloc_nofs_restore(nofs);
	KUNIT_EXPECT_EQ(test, (__force u32)current_gfp_context(GFP_KERNEL),
			(__force u32)GFP_KERNEL);
}

static struct kunit_case page_bulk_cases[] = {
	KUNIT_CASE(holes_are_filled),
	KUNIT_CASE(each_is_zeroed),
	KUNIT_CASE(on_a_list),
	KUNIT_CASE(scopes_nest),
	{}
};

static struct kunit_suite page_bulk_suite = {
	.name = "page_bulk",
	.test_cases = page_bulk_cases,
};
kunit_test_suite(page_bulk_suite);
