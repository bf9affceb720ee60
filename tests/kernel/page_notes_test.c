/*
 * page_notes_test.c - the notes' own lines about pages, zones and high memory, as
 * their readers type them. Each stands above its test, and below it what had to
 * be filled in: missing arguments and declarations, no more.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/slab.h>
#include "mm_test.h"

/*
 *	struct page * alloc_pages(gfp_t gfp_mask, unsigned int order)
 *	unsigned long __get_free_pages(gfp_t gfp_mask, unsigned int order)
 *
 * Filled in: variables of these types, and the ways back.
 */
static void notes_pages(struct kunit *test)
{
	gfp_t gfp_mask = GFP_KERNEL;
	unsigned int order = 3;
	unsigned long addr;
	struct page *page;

	page = alloc_pages(gfp_mask, order);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, page_to_pfn(page) % 8, 0ul);
	__free_pages(page, order);
	addr = __get_free_pages(gfp_mask, order);
	KUNIT_ASSERT_NE(test, addr, 0ul);
	KUNIT_EXPECT_EQ(test, addr % (8 * PAGE_SIZE), 0ul);
	free_pages(addr, order);
}

/*
 *	__GFP_DMA Allocates only from ZONE_DMA
 *	__GFP_DMA32 Allocates only from ZONE_DMA32
 *	__GFP_HIGHMEM Allocates from ZONE_HIGHMEM or ZONE_NORMAL
 *	the max value of order is 10, So only allocate 4M memory with.
 *
 * Filled in: the calls. There is no ZONE_DMA32 here: NORMAL is below 4 GB.
 */
static void notes_zones(struct kunit *test)
{
	static const struct {
		gfp_t gfp;
		enum zone_type highest;
	} from[] = {
		{ __GFP_DMA, ZONE_DMA },
		{ __GFP_DMA32, ZONE_NORMAL },
		{ __GFP_HIGHMEM, ZONE_HIGHMEM },
	};
	struct page *page;

	for (int i = 0; i < ARRAY_SIZE(from); i++) {
		page = alloc_pages(GFP_KERNEL | from[i].gfp, 0);
		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_LE(test, (int)page_zonenum(page),
				(int)from[i].highest);
		__free_page(page);
	}
	KUNIT_EXPECT_EQ(test, PAGE_SIZE << 10, 4ul << 20);
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | __GFP_NOWARN, 11));
}

/*
 *	struct page *virt_to_page(void *kaddr);
 *	struct page *pfn_to_page(int pfn);
 *	page_address() function can get the field of a page.
 *	"on some systems, there is a single array called mem_map"
 *
 * Filled in: variables of these types, and an address.
 */
static void notes_struct_page(struct kunit *test)
{
	void *kaddr = kmalloc(100, GFP_KERNEL);
	struct page *page;
	int pfn;

	KUNIT_ASSERT_NOT_NULL(test, kaddr);
	page = virt_to_page(kaddr);
	pfn = page_to_pfn(page);
	KUNIT_EXPECT_PTR_EQ(test, pfn_to_page(pfn), page);
	KUNIT_EXPECT_PTR_EQ(test, mem_map + pfn, page);
	KUNIT_EXPECT_PTR_EQ(test, page_address(page),
			    (void *)((unsigned long)kaddr & PAGE_MASK));
	kfree(kaddr);
}

/*
 *	void *kmap(struct page *page);
 *	void kunmap(struct page *page);
 *	void *kmap_atomic(struct page *page, enum km_type type)
 *	kunmap_atomic must be done in the same context with kmap_atomic
 *
 * Filled in: a page, variables of these types.
 */
static void notes_kmap(struct kunit *test)
{
	struct page *page = alloc_page(GFP_HIGHUSER);
	enum km_type type = KM_USER0;
	char *addr;

	KUNIT_ASSERT_NOT_NULL(test, page);
	addr = kmap(page);
	strcpy(addr, "seen through both");
	kunmap(page);
	addr = kmap_atomic(page, type);
	KUNIT_EXPECT_STREQ(test, addr, "seen through both");
	kunmap_atomic(addr, type);
	__free_page(page);
}

static struct kunit_case page_notes_cases[] = {
	KUNIT_CASE(notes_pages),
	KUNIT_CASE(notes_zones),
	KUNIT_CASE(notes_struct_page),
	KUNIT_CASE(notes_kmap),
	{}
};

static struct kunit_suite page_notes_suite = {
	.name = "page_notes", .test_cases = page_notes_cases,
};
kunit_test_suite(page_notes_suite);
