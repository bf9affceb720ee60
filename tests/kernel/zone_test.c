/*
 * zone_test.c - edges, zonelists, watermarks; and falling back when a zone has
 * been emptied by hand.
 */
#include <linux/highmem.h>
#include "mm_test.h"

static void zone_edges(struct kunit *test)
{
	unsigned long at = 0;
	struct zone *zone;

	for_each_zone(zone) {
		KUNIT_EXPECT_EQ(test, zone->zone_start_pfn, at);
		at = zone_end_pfn(zone);
		KUNIT_EXPECT_LE(test, zone->present_pages, zone->spanned_pages);
		KUNIT_EXPECT_LE(test, zone->managed_pages, zone->present_pages);
	}
	KUNIT_EXPECT_EQ(test, at, max_mapnr);
	KUNIT_EXPECT_LE(test, zone_end_pfn(&zones[ZONE_DMA]), ZONE_DMA_END_PFN);
	KUNIT_EXPECT_LE(test, zone_end_pfn(&zones[ZONE_NORMAL]), MAXMEM_PFN);
}

static void zone_marks(struct kunit *test)
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		KUNIT_EXPECT_LE(test, zone->pages_min, zone->pages_low);
		KUNIT_EXPECT_LE(test, zone->pages_low, zone->pages_high);
		KUNIT_EXPECT_EQ(test, zone->lowmem_reserve[zone_idx(zone)], 0ul);
	}
}

static void zone_lists_fall(struct kunit *test)
{
	for (unsigned int bits = 0; bits < 4; bits++) {
		struct zone **z = zonelists[bits].zones;

		KUNIT_ASSERT_NOT_NULL(test, *z);
		for (; z[1]; z++)
			KUNIT_EXPECT_LT(test, zone_idx(z[1]), zone_idx(*z));
	}
}

/*
 * Take pages of @zone with @gfp until it has no more for us; a chain of them.
 */
static struct page *empty_zone(struct zone *zone, gfp_t gfp)
{
	struct page *chain = NULL, *page;

	while ((page = alloc_pages(gfp | __GFP_NOWARN, 0))) {
		page->private = (unsigned long)chain;
		chain = page;
		if (page_zone(page) != zone)
			break;
	}
	return chain;
}

/* Item 4 of the issue: DMA empty, GFP_KERNEL works and GFP_DMA fails. */
static void zone_dma_emptied(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *chain, *page;

	if (!populated_zone(&zones[ZONE_NORMAL]))
		kunit_skip(test, "no NORMAL zone to fall back from");
	chain = empty_zone(&zones[ZONE_DMA], GFP_DMA | __GFP_MEMALLOC);
	page = alloc_page(GFP_DMA | __GFP_NOWARN);
	KUNIT_EXPECT_NULL(test, page);
	page = alloc_page(GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page) {
		KUNIT_EXPECT_TRUE(test, is_normal(page_zone(page)));
		__free_page(page);
	}
	free_chain(chain);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static void zone_highmem_emptied(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *chain, *page;

	if (!populated_zone(&zones[ZONE_HIGHMEM]))
		kunit_skip(test, "no high memory here");
	chain = empty_zone(&zones[ZONE_HIGHMEM], GFP_HIGHUSER);
	page = alloc_page(GFP_HIGHUSER);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page) {
		KUNIT_EXPECT_FALSE(test, PageHighMem(page));
		__free_page(page);
	}
	free_chain(chain);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* Take @gfp's pages, one by one, until there are no more; on @chain. */
static struct page *take_all(struct page *chain, gfp_t gfp)
{
	struct page *page;

	while ((page = alloc_page(gfp | __GFP_NOWARN))) {
		page->private = (unsigned long)chain;
		chain = page;
	}
	return chain;
}

/* Is there one page for @gfp? It goes back at once. */
static bool has_page(gfp_t gfp)
{
	struct page *page = alloc_page(gfp | __GFP_NOWARN);

	if (page)
		__free_page(page);
	drain_local_pages();
	return page;
}

/* What the reserve gives to those who may go deeper it gives to nobody else. */
static void zone_reserves(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *chain = take_all(NULL, GFP_KERNEL), *page;

	page = alloc_page(GFP_ATOMIC);
	KUNIT_EXPECT_NOT_NULL(test, page);
	KUNIT_EXPECT_NULL(test, alloc_page(GFP_KERNEL | __GFP_NOWARN));
	if (page)
		__free_page(page);
	chain = take_all(chain, GFP_ATOMIC);
	KUNIT_EXPECT_FALSE(test, has_page(GFP_KERNEL));
	KUNIT_EXPECT_FALSE(test, has_page(GFP_KERNEL | __GFP_MEMALLOC |
					  __GFP_NOMEMALLOC));
	KUNIT_EXPECT_TRUE(test, has_page(GFP_KERNEL | __GFP_MEMALLOC));
	KUNIT_EXPECT_TRUE(test, has_page(GFP_KERNEL | __GFP_NOFAIL));
	KUNIT_EXPECT_FALSE(test, has_page(GFP_ATOMIC));
	free_chain(chain);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* A mask's zone is where its pages come from. */
static void zone_of_mask(struct kunit *test)
{
	struct page *dma = alloc_page(GFP_DMA);
	struct page *normal = alloc_page(GFP_KERNEL);
	struct page *high = alloc_page(GFP_HIGHUSER);

	KUNIT_ASSERT_TRUE(test, dma && normal && high);
	KUNIT_EXPECT_TRUE(test, is_dma(page_zone(dma)));
	KUNIT_EXPECT_FALSE(test, PageHighMem(normal));
	if (populated_zone(&zones[ZONE_HIGHMEM]))
		KUNIT_EXPECT_TRUE(test, is_highmem(page_zone(high)));
	__free_page(dma);
	__free_page(normal);
	__free_page(high);
}

static struct kunit_case zone_cases[] = {
	KUNIT_CASE(zone_edges),
	KUNIT_CASE(zone_marks),
	KUNIT_CASE(zone_lists_fall),
	KUNIT_CASE(zone_of_mask),
	KUNIT_CASE(zone_dma_emptied),
	KUNIT_CASE(zone_highmem_emptied),
	KUNIT_CASE(zone_reserves),
	{}
};

static struct kunit_suite zone_suite = {
	.name = "zone", .test_cases = zone_cases,
};
kunit_test_suite(zone_suite);
