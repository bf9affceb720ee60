/*
 * buddy_test.c - split and merge: what the free lists hold before and after,
 * and random traffic with the invariants proved in between.
 */
#include <linux/random.h>
#include "mm_test.h"
#include "../../mm/internal.h"

static unsigned long counts[MAX_ORDER];

static void note_counts(struct zone *zone)
{
	drain_local_pages();
	for (int order = 0; order < MAX_ORDER; order++)
		counts[order] = zone->free_area[order].nr_free;
}

/*
 * The smallest order that has a block and none of the order below, which does
 * not go through the lists of a CPU.
 */
static int splittable(struct zone *zone)
{
	for (int order = NR_PCP_LISTS + 1; order < MAX_ORDER; order++)
		if (!zone->free_area[order - 1].nr_free &&
		    zone->free_area[order].nr_free)
			return order;
	return -1;
}

/*
 * Taking half of the smallest block that fits leaves just the other half, and
 * giving it back makes it whole.
 */
static bool splits_and_merges(struct zone *zone, unsigned int order)
{
	struct page *page = alloc_pages(GFP_KERNEL, order - 1);
	bool good;

	if (!page)
		return false;
	good = page_order(page) == order - 1 &&
	       zone->free_area[order].nr_free == counts[order] - 1 &&
	       zone->free_area[order - 1].nr_free == counts[order - 1] + 1;
	__free_pages(page, order - 1);
	for (int o = 0; o < MAX_ORDER; o++)
		good &= zone->free_area[o].nr_free == counts[o];
	return good;
}

/* Another thread may take or give a page just then, but not each time. */
static void buddy_split_and_merge(struct kunit *test)
{
	struct zone *zone = page_zone(virt_to_page(high_memory - PAGE_SIZE));
	bool good = false;
	int order;

	for (int i = 0; i < 10 && !good; i++) {
		note_counts(zone);
		order = splittable(zone);
		if (order < 0)
			kunit_skip(test, "no block to split");
		good = splits_and_merges(zone, order);
	}
	KUNIT_EXPECT_TRUE(test, good);
}

static void buddy_alignment(struct kunit *test)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		struct page *page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order);

		if (!page)
			continue;	/* a small machine has no large block */
		KUNIT_EXPECT_EQ(test, page_to_pfn(page) & ((1 << order) - 1),
				0ul);
		KUNIT_EXPECT_PTR_EQ(test, page_zone(page),
				    page_zone(page + (1 << order) - 1));
		__free_pages(page, order);
	}
}

#define RANDOM_SLOTS	200
#define RANDOM_STEPS	20000

static struct page *slots[RANDOM_SLOTS];
static u8 orders[RANDOM_SLOTS];

static const gfp_t masks[] = {
	GFP_KERNEL, GFP_HIGHUSER, GFP_DMA, GFP_ATOMIC
};

static void random_step(u32 rnd)
{
	unsigned int slot = rnd % RANDOM_SLOTS;

	if (slots[slot]) {
		__free_pages(slots[slot], orders[slot]);
		slots[slot] = NULL;
		return;
	}
	orders[slot] = (rnd >> 8) % 7;
	slots[slot] = alloc_pages(masks[(rnd >> 16) % 4] | __GFP_NOWARN,
				  orders[slot]);
}

static int check_zones(void)
{
	unsigned long flags;
	struct zone *zone;
	int faults = 0;

	for_each_populated_zone(zone) {
		spin_lock_irqsave(&zone->lock, flags);
		faults += buddy_check_zone(zone);
		spin_unlock_irqrestore(&zone->lock, flags);
	}
	return faults;
}

static void buddy_random(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	u32 rnd = 896;

	for (int step = 0; step < RANDOM_STEPS; step++) {
		rnd ^= rnd << 13;
		rnd ^= rnd >> 17;
		rnd ^= rnd << 5;
		random_step(rnd);
		if (step % 1000 == 0)
			KUNIT_ASSERT_EQ(test, check_zones(), 0);
	}
	for (int i = 0; i < RANDOM_SLOTS; i++)
		if (slots[i])
			__free_pages(slots[i], orders[i]);
	memset(slots, 0, sizeof(slots));
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
	KUNIT_EXPECT_EQ(test, check_zones(), 0);
}

static struct kunit_case buddy_cases[] = {
	KUNIT_CASE(buddy_split_and_merge),
	KUNIT_CASE(buddy_alignment),
	KUNIT_CASE(buddy_random),
	{}
};

static struct kunit_suite buddy_suite = {
	.name = "buddy", .test_cases = buddy_cases,
};
kunit_test_suite(buddy_suite);
