/*
 * page_test.c - mem_map: every frame described, and the arithmetic between
 * frame, page and address.
 */
#include <linux/memblock.h>
#include <asm/sections.h>
#include "mm_test.h"
#include "said.h"

static void page_arithmetic(struct kunit *test)
{
	for (unsigned long pfn = 0; pfn < max_mapnr; pfn += 251) {
		struct page *page = pfn_to_page(pfn);

		KUNIT_ASSERT_EQ(test, page_to_pfn(page), pfn);
		if (pfn >= max_low_pfn) {
			KUNIT_ASSERT_TRUE(test, PageHighMem(page));
			continue;
		}
		KUNIT_ASSERT_PTR_EQ(test, page_address(page),
				    (void *)(PAGE_OFFSET + pfn * PAGE_SIZE));
		KUNIT_ASSERT_PTR_EQ(test, virt_to_page(page_address(page)),
				    page);
	}
}

/* Each frame's zone field agrees with the zone's edges. */
static void page_zones(struct kunit *test)
{
	for (unsigned long pfn = 0; pfn < max_mapnr; pfn++) {
		struct zone *zone = page_zone(pfn_to_page(pfn));

		if (pfn < zone->zone_start_pfn || pfn >= zone_end_pfn(zone))
			KUNIT_FAIL(test, "frame %#lx says zone %s", pfn,
				   zone->name);
	}
}

static bool reserved(unsigned long pfn)
{
	return PageReserved(pfn_to_page(pfn));
}

/* Frame 0, the hole, the kernel and mem_map can't be had. */
static void page_never_free(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, reserved(0));
	for (unsigned long pfn = 0xa0; pfn < 0x100; pfn++)
		KUNIT_EXPECT_TRUE(test, reserved(pfn));
	for (char *at = _text; at < _end; at += PAGE_SIZE)
		KUNIT_EXPECT_EQ(test, reserved(__pa(at) >> PAGE_SHIFT),
				at < __init_begin || at >= __init_end);
	for (struct page *at = mem_map; at < mem_map + max_mapnr; at += 100)
		KUNIT_EXPECT_TRUE(test, reserved(__pa(at) >> PAGE_SHIFT));
}

/* RAM that nobody reserved is managed; the sums meet the boot map's. */
/*
 * A driver may hold it for a while: a pair leaves nothing, and nothing is told.
 */
static void page_reserved_reference(struct kunit *test)
{
	struct page *page = pfn_to_page(0xf0);	/* the BIOS */
	int before = page_count(page);

	KUNIT_ASSERT_TRUE(test, PageReserved(page));
	get_page(page);
	get_page(page);
	put_page(page);
	KUNIT_EXPECT_EQ(test, page_count(page), before + 1);
	put_page(page);
	KUNIT_EXPECT_EQ(test, page_count(page), before);
	KUNIT_EXPECT_TRUE(test, PageReserved(page));
}

static void page_accounting(struct kunit *test)
{
	unsigned long managed = 0, present = 0, unreserved = 0;
	struct zone *zone;

	for_each_zone(zone) {
		managed += zone->managed_pages;
		present += zone->present_pages;
	}
	for (unsigned long pfn = 0; pfn < max_mapnr; pfn++)
		unreserved += !reserved(pfn);
	KUNIT_EXPECT_EQ(test, managed, unreserved);
	KUNIT_EXPECT_EQ(test, (u64)present << PAGE_SHIFT,
			memblock_phys_mem_size());
	KUNIT_EXPECT_EQ(test, present, num_physpages);
}

static void page_struct_size(struct kunit *test)
{
	KUNIT_EXPECT_LE(test, sizeof(struct page), (size_t)36);
}

/* A report on what is no struct page must not look into it. */
static void page_dump_nonsense(struct kunit *test)
{
	struct kmsg_dump_iter log;
	const struct page *wrong[] = {
		(void *)((char *)mem_map + 1), mem_map - 1,
		mem_map + max_mapnr, NULL,
	};

	for (int i = 0; i < ARRAY_SIZE(wrong); i++) {
		said_from_here(&log);
		dump_page(wrong[i], "nonsense");
		KUNIT_EXPECT_TRUE(test, said_since(&log, ": nonsense"));
		KUNIT_EXPECT_TRUE(test, said_since(&log, "not a pointer into"));
		KUNIT_EXPECT_FALSE(test, said_since(&log, "frame 0x"));
	}
}

static struct kunit_case page_cases[] = {
	KUNIT_CASE(page_arithmetic),
	KUNIT_CASE(page_zones),
	KUNIT_CASE(page_never_free),
	KUNIT_CASE(page_reserved_reference),
	KUNIT_CASE(page_accounting),
	KUNIT_CASE(page_struct_size),
	KUNIT_CASE(page_dump_nonsense),
	{}
};

static struct kunit_suite page_suite = {
	.name = "page", .test_cases = page_cases,
};
kunit_test_suite(page_suite);
