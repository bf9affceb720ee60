/*
 * buddy_test.c - mm/buddy.c by itself: __rmqueue and __free_one_page beside a
 * model that foretells every answer: which block is split, and what the lists
 * of each order hold afterwards.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include "../../mm/internal.h"

#define MAX_BLOCKS	4096

static struct block {
	unsigned long pfn;
	unsigned int order;
} blocks[MAX_BLOCKS];
static u32 nr_blocks;

static s8 *head_order;			/* model's free blocks: order, or -1 */
static unsigned long nr_free[MAX_ORDER];
static struct zone *zone;

static void learn(void)
{
	head_order = host_malloc(max_mapnr + MAX_ORDER_NR_PAGES);
	memset(head_order, -1, max_mapnr + MAX_ORDER_NR_PAGES);
	memset(nr_free, 0, sizeof(nr_free));
	for (unsigned long pfn = zone->zone_start_pfn; pfn < zone_end_pfn(zone);
	     pfn++)
		if (PageBuddy(pfn_to_page(pfn))) {
			head_order[pfn] = page_order(pfn_to_page(pfn));
			nr_free[head_order[pfn]]++;
		}
}

static void compare_counts(void)
{
	unsigned long frames = 0;

	for (unsigned int o = 0; o < MAX_ORDER; o++) {
		CHECK_EQ(zone->free_area[o].nr_free, nr_free[o]);
		CHECK_EQ(!!(zone->nonempty & 1UL << o), !!nr_free[o]);
		frames += nr_free[o] << o;
	}
	CHECK_EQ(zone->free_pages, frames);
}

/* The smallest block that fits is cut from its lower end. */
static void alloc_one(unsigned int order)
{
	unsigned int from = order;
	struct page *page;
	unsigned long pfn;

	while (from < MAX_ORDER && !nr_free[from])
		from++;
	page = __rmqueue(zone, order);
	CHECK_EQ(!page, from == MAX_ORDER);
	if (!page)
		return;
	pfn = page_to_pfn(page);
	CHECK_EQ(head_order[pfn], from);
	CHECK_EQ(page_order(page), order);
	CHECK(!PageBuddy(page));
	head_order[pfn] = -1;
	nr_free[from]--;
	while (from > order) {
		from--;
		head_order[pfn + (1UL << from)] = from;
		nr_free[from]++;
	}
	blocks[nr_blocks++] = (struct block) { pfn, order };
}

static void free_one(u32 i)
{
	unsigned long pfn = blocks[i].pfn;
	unsigned int order = blocks[i].order;

	__free_one_page(zone, pfn_to_page(pfn), order);
	blocks[i] = blocks[--nr_blocks];
	for (; order < MAX_PAGE_ORDER; order++) {
		unsigned long buddy = pfn ^ (1UL << order);

		if (buddy < zone->zone_start_pfn || buddy >= zone_end_pfn(zone) ||
		    head_order[buddy] != (int)order)
			break;
		head_order[buddy] = -1;
		nr_free[order]--;
		pfn &= ~(1UL << order);
	}
	head_order[pfn] = order;
	nr_free[order]++;
}

static void compare_heads(void)
{
	CHECK_EQ(buddy_check_zone(zone), 0);
	for (unsigned long pfn = zone->zone_start_pfn; pfn < zone_end_pfn(zone);
	     pfn++)
		CHECK_EQ(head_order[pfn], PageBuddy(pfn_to_page(pfn)) ?
			 (int)page_order(pfn_to_page(pfn)) : -1);
}

static void run(struct zone *z, u32 ops)
{
	unsigned long flags, full;
	u32 target = MAX_BLOCKS / 2;

	zone = z;
	model_drain();
	full = zone->free_pages;
	learn();
	spin_lock_irqsave(&zone->lock, flags);
	for (u32 i = 0; i < ops; i++) {
		if (!(i % 4096))
			target = host_below(MAX_BLOCKS);
		if (nr_blocks && host_below(2 * MAX_BLOCKS) >=
		    MAX_BLOCKS + target - nr_blocks)
			free_one(host_below(nr_blocks));
		else if (nr_blocks < MAX_BLOCKS)
			alloc_one(min(host_below(MAX_ORDER), host_below(16)));
		compare_counts();
		if (!(i % 8192))
			compare_heads();
	}
	compare_heads();
	while (nr_blocks)
		free_one(host_below(nr_blocks));
	compare_heads();
	spin_unlock_irqrestore(&zone->lock, flags);
	CHECK_EQ(zone->free_pages, full);
	host_note("%u operations in zone %s", ops, zone->name);
}

/* RAM with holes at odd places, so that blocks end everywhere. */
static void boot_with_holes(void)
{
	host_map_pc(40 << 10);
	host_map_add(0x500000, 0x3000, 2);
	host_map_add(0x7ff000, 0x1000, 2);
	host_map_add(0x1234000, 0x5000, 2);
	host_map_add(0x1fff000, 0x2000, 2);
	host_boot(&(struct host_setup) { .cmdline = "highmem=5M" });
}

HOST_TEST(normal_zone_foretold)
{
	boot_with_holes();
	run(&zones[ZONE_NORMAL], host_rounds(200000, 4000000));
}

HOST_TEST(dma_zone_foretold)
{
	boot_with_holes();
	run(&zones[ZONE_DMA], host_rounds(100000, 3000000));
}

HOST_TEST(highmem_zone_foretold)
{
	boot_with_holes();
	run(&zones[ZONE_HIGHMEM], host_rounds(100000, 3000000));
}

HOST_TEST(a_split_is_undone_by_the_merge)
{
	unsigned long before[MAX_ORDER], flags;
	struct page *page;

	boot_with_holes();
	zone = &zones[ZONE_NORMAL];
	model_drain();
	for (unsigned int o = 0; o < MAX_ORDER; o++)
		before[o] = zone->free_area[o].nr_free;
	spin_lock_irqsave(&zone->lock, flags);
	page = __rmqueue(zone, 0);
	__free_one_page(zone, page, 0);
	spin_unlock_irqrestore(&zone->lock, flags);
	for (unsigned int o = 0; o < MAX_ORDER; o++)
		CHECK_EQ(zone->free_area[o].nr_free, before[o]);
	CHECK_EQ(buddy_check_zone(zone), 0);
}

/* What buddy_check_zone() is for: it must see damage. */
HOST_TEST(the_checker_sees_damage)
{
	struct page *page;

	boot_with_holes();
	zone = &zones[ZONE_NORMAL];
	CHECK_EQ(buddy_check_zone(zone), 0);
	page = list_first_entry(&zone->free_area[MAX_PAGE_ORDER].free_list,
				struct page, lru);
	page->flags ^= 1UL << PAGE_ORDER_SHIFT;
	CHECK(buddy_check_zone(zone) > 0);
	page->flags ^= 1UL << PAGE_ORDER_SHIFT;
	zone->free_pages++;
	CHECK(buddy_check_zone(zone) > 0);
	zone->free_pages--;
	zone->nonempty ^= 1;
	CHECK(buddy_check_zone(zone) > 0);
	zone->nonempty ^= 1;
	atomic_set(&page->_count, 1);
	CHECK(buddy_check_zone(zone) > 0);
	atomic_set(&page->_count, 0);
	CHECK_EQ(buddy_check_zone(zone), 0);
}

/*
 * Lists @page by hand as a free block of @order, whatever it is, and off again.
 */
static void list_block(struct page *page, unsigned int order)
{
	page->flags = (page->flags & PAGE_ZONE_MASK) | 1UL << PG_buddy |
		      order << PAGE_ORDER_SHIFT;
	list_add(&page->lru, &zone->free_area[order].free_list);
	zone->free_area[order].nr_free++;
	zone->nonempty |= 1UL << order;
	zone->free_pages += 1UL << order;
}

static void unlist_block(struct page *page, unsigned int order)
{
	list_del(&page->lru);
	page->flags &= PAGE_ZONE_MASK;
	if (!--zone->free_area[order].nr_free)
		zone->nonempty &= ~(1UL << order);
	zone->free_pages -= 1UL << order;
}

/* The first frame of the lowest free block, and the last of the highest. */
static void find_edges(unsigned long *first, unsigned long *last)
{
	struct page *page;

	*first = ~0UL;
	*last = 0;
	for (unsigned int o = 0; o < MAX_ORDER; o++)
		list_for_each_entry(page, &zone->free_area[o].free_list, lru) {
			unsigned long pfn = page_to_pfn(page);

			*first = min(*first, pfn);
			*last = max(*last, pfn + (1UL << o) - 1);
		}
}

static void zone_from_to(unsigned long first, unsigned long last)
{
	zone->zone_start_pfn = first;
	zone->spanned_pages = last - first + 1;
}

/*
 * A block that reaches over the zone's edge by one frame, and one that doesn't.
 */
HOST_TEST(the_checker_knows_the_edges)
{
	unsigned long first, last, start, spanned;

	boot_with_holes();
	zone = &zones[ZONE_NORMAL];
	start = zone->zone_start_pfn;
	spanned = zone->spanned_pages;
	find_edges(&first, &last);
	zone_from_to(first, last);
	CHECK_EQ(buddy_check_zone(zone), 0);
	zone_from_to(first + 1, last);
	CHECK_EQ(buddy_check_zone(zone), 1);
	zone_from_to(first, last - 1);
	CHECK_EQ(buddy_check_zone(zone), 1);
	zone_from_to(start, start + spanned - 1);
	CHECK_EQ(buddy_check_zone(zone), 0);
}

/* Each kind of damage by itself is one fault, or one for each block. */
HOST_TEST(the_checker_counts_faults)
{
	struct page *page;

	boot_with_holes();
	zone = &zones[ZONE_NORMAL];
	page = __rmqueue(zone, 2);
	CHECK_EQ(buddy_check_zone(zone), 0);
	list_block(page + 1, 1);		/* not aligned */
	CHECK_EQ(buddy_check_zone(zone), 1);
	unlist_block(page + 1, 1);
	list_block(page, 0);			/* two buddies */
	CHECK_EQ(buddy_check_zone(zone), 0);
	list_block(page + 1, 0);
	CHECK_EQ(buddy_check_zone(zone), 2);
	page->flags ^= 1UL << PAGE_ZONE_SHIFT;	/* one of another zone */
	CHECK_EQ(buddy_check_zone(zone), 1);
	page->flags ^= 1UL << PAGE_ZONE_SHIFT;
	unlist_block(page, 0);
	unlist_block(page + 1, 0);
	zone->free_area[3].nr_free++;
	CHECK_EQ(buddy_check_zone(zone), 1);
	zone->free_area[3].nr_free--;
	for (unsigned int o = 0; o < MAX_ORDER; o++) {
		zone->nonempty ^= 1UL << o;
		CHECK_EQ(buddy_check_zone(zone), 1);
		zone->nonempty ^= 1UL << o;
	}
	zone->free_pages--;
	CHECK_EQ(buddy_check_zone(zone), 1);
	zone->free_pages++;
	__free_one_page(zone, page, 2);
	CHECK_EQ(buddy_check_zone(zone), 0);
}
