/*
 * buddy.c - the buddy allocator: free blocks of 2^order frames, split and
 * merged.
 *
 * A block of order o starts at a frame number divisible by 2^o. Its buddy is
 * the other half of the block of order o+1 that holds both: the frame number
 * with bit o flipped. Splitting makes two buddies of a block; when both are
 * free they are one block again.
 *
 *   order 2 |0       3|4       7|           frame 4, order 0, is freed:
 *   order 1 |0  1|2  3|4  5|6  7|            buddy 5 free  -> block 4-5
 *   order 0 |0|1|2|3|4|5|6|7|              buddy 6-7 free -> block 4-7
 *
 * A free block is known by its first frame's flags word, which holds PG_buddy,
 * the order and the zone: `is the buddy free, whole, and of my zone?` is ONE
 * comparison, and no block can grow over a zone's edge.
 *
 * Invariants (buddy_check_zone() proves them):
 *  - free_area[o] lists just the heads whose flags say PG_buddy and order o;
 *  - a head is aligned to its order and its block lies in the zone;
 *  - no two free buddies of one order;
 *  - bit o of zone->nonempty is set just when free_area[o] has a block;
 *  - zone->free_pages is the sum of all blocks' frames.
 *
 * Locking, context: all here runs with interrupts off and zone->lock held.
 * Price: a split or a merge step is about a dozen instructions; finding the
 * smallest block that fits is one bit scan of zone->nonempty, not a search.
 * Linux: __rmqueue(), expand(), __free_one_page() in mm/page_alloc.c.
 * gdb: `break expand`, `km-buddy`.
 */
#include "internal.h"

/* What the flags word of a free block's head holds. */
static __always_inline unsigned long free_flags(unsigned long zone_bits,
						unsigned int order)
{
	return zone_bits | 1UL << PG_buddy |
	       (unsigned long)order << PAGE_ORDER_SHIFT;
}

static __always_inline unsigned long zone_bits(const struct page *page)
{
	return page->flags & PAGE_ZONE_MASK;
}

static __always_inline void add_block(struct zone *zone, struct page *page,
				      unsigned int order)
{
	struct free_area *area = &zone->free_area[order];

	list_add(&page->lru, &area->free_list);
	area->nr_free++;
	zone->nonempty |= 1UL << order;
}

static __always_inline void del_block(struct zone *zone, struct page *page,
				      unsigned int order)
{
	struct free_area *area = &zone->free_area[order];

	__list_del(page->lru.prev, page->lru.next);
	if (!--area->nr_free)
		zone->nonempty &= ~(1UL << order);
}

void zone_init_free_lists(struct zone *zone)
{
	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		INIT_LIST_HEAD(&zone->free_area[order].free_list);
		zone->free_area[order].nr_free = 0;
	}
	zone->nonempty = 0;
	zone->free_pages = 0;
}

/*
 * Halve the block at @page from order @high down to @low; each upper half
 * becomes a free block. The lists in between are empty (the caller took the
 * smallest block that fits), so each gets its one block by plain stores.
 */
static __always_inline void expand(struct zone *zone, struct page *page,
				   unsigned int low, unsigned int high)
{
	unsigned long bits = zone_bits(page);

	zone->nonempty |= (1UL << high) - (1UL << low);
	while (high > low) {
		struct free_area *area = &zone->free_area[--high];
		struct page *half = page + (1UL << high);

		half->flags = free_flags(bits, high);
		half->lru.next = half->lru.prev = &area->free_list;
		area->free_list.next = area->free_list.prev = &half->lru;
		area->nr_free = 1;
	}
}

/*
 * Take a block of @order out of @zone, splitting the smallest that fits.
 * NULL when there is none. The head's flags hold zone and order, nothing else.
 */
struct page *__rmqueue(struct zone *zone, unsigned int order)
{
	unsigned long fitting = zone->nonempty >> order;
	struct page *page;
	unsigned int high;

	if (!fitting)
		return NULL;
	high = order + __ffs(fitting);
	page = list_first_entry(&zone->free_area[high].free_list,
				struct page, lru);
	BUG_ON(page->flags != free_flags(zone_bits(page), high));
	del_block(zone, page, high);
	if (high != order)
		expand(zone, page, order, high);
	zone->free_pages -= 1UL << order;
	page->flags = zone_bits(page) | (unsigned long)order << PAGE_ORDER_SHIFT;
	return page;
}

/*
 * Give the block of @order at @page back to @zone, merging it with its buddy as
 * long as that is free. Whatever else its flags held is forgotten.
 */
void __free_one_page(struct zone *zone, struct page *page, unsigned int order)
{
	unsigned long bits = zone_bits(page);
	unsigned long flags = free_flags(bits, order);
	unsigned long pfn = page_to_pfn(page);

	zone->free_pages += 1UL << order;
	for (; order < MAX_PAGE_ORDER; order++) {
		bool upper = pfn & (1UL << order);
		struct page *buddy = upper ? page - (1UL << order) :
					     page + (1UL << order);

		if (buddy->flags != flags)
			break;
		del_block(zone, buddy, order);
		if (upper)
			swap(page, buddy);
		buddy->flags = bits;		/* no longer a head */
		flags += 1UL << PAGE_ORDER_SHIFT;
	}
	page->flags = flags;
	add_block(zone, page, order);
}

static int __check_block(struct zone *zone, struct page *page,
			 unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);
	unsigned long pair = pfn ^ (1UL << order);
	unsigned long want = free_flags(page->flags & PAGE_ZONE_MASK, order);

	if (page->flags != want || page_zone(page) != zone ||
	    pfn & ((1UL << order) - 1) || pfn < zone->zone_start_pfn ||
	    pfn + (1UL << order) > zone_end_pfn(zone) ||
	    page_ref_count(page)) {
		dump_page(page, "not a sound free block");
		return 1;
	}
	if (order < MAX_PAGE_ORDER && pfn_to_page(pair)->flags == want) {
		dump_page(page, "free, and so is its buddy: not merged");
		return 1;
	}
	return 0;
}

int buddy_check_zone(struct zone *zone)
{
	unsigned long frames = 0;
	int faults = 0;

	for (unsigned int order = 0; order < MAX_ORDER; order++) {
		struct free_area *area = &zone->free_area[order];
		unsigned long blocks = 0;
		struct page *page;

		list_for_each_entry(page, &area->free_list, lru) {
			faults += __check_block(zone, page, order);
			blocks++;
		}
		frames += blocks << order;
		if (blocks != area->nr_free ||
		    !!blocks != !!(zone->nonempty & (1UL << order))) {
			pr_err("zone %s order %u: %lu blocks listed, nr_free %lu, nonempty %#lx\n",
			       zone->name, order, blocks, area->nr_free,
			       zone->nonempty);
			faults++;
		}
	}
	if (frames != zone->free_pages) {
		pr_err("zone %s: %lu frames in free blocks, free_pages says %lu\n",
		       zone->name, frames, zone->free_pages);
		faults++;
	}
	return faults;
}
