/*
 * page_bulk.c - many single pages at once.
 *
 * vmalloc wants hundreds of frames and doesn't care where they are. Asked one by
 * one each costs a trip through alloc_pages(); here the buddy's lock is taken
 * once for BULK_CHUNK frames, and whole blocks are cut into single pages: a few
 * stores each. The smallest blocks go first: what is fragmented is used up, and
 * large blocks, which others may need whole, are cut last.
 *
 *	buddy:   [..] [.] [....] [........]	-> pages[]: . . . . . . .
 *		  2    1    3      cut last
 *
 * No zone goes below its low mark for this: who wants more asks alloc_pages() for
 * the rest, which may dig deeper, wait and report. While an instrument is on
 * (mm_hooks) all of it goes that way.
 *
 * Invariant: each page is as from alloc_page(): count 1, order 0, freed alone.
 * Locking: zone->lock, interrupts off for one chunk at a time. Context: any.
 * Linux: alloc_pages_bulk_array() in mm/page_alloc.c.
 * gdb: `break alloc_pages_bulk`, `km-buddy`.
 */
#include <linux/mm.h>
#include <linux/percpu.h>
#include "internal.h"

#define BULK_CHUNK	64UL		/* frames under one lock */

/* The frames of a block of @order that was free: single pages into @pages. */
static __always_inline void take_block(struct page *page, unsigned int order,
				       struct page **pages)
{
	unsigned long flags = page->flags & PAGE_ZONE_MASK;
	struct page *end = page + (1UL << order);

	for (; page < end; page++) {
		BUG_ON(atomic_read(&page->_count));
		page->flags = flags;
		page->private = 0;
		atomic_set(&page->_count, 1);
		*pages++ = page;
	}
}

/* Up to @nr pages of @zone, above @mark; how many. */
static unsigned long take_chunk(struct zone *zone, unsigned long mark,
				unsigned long nr, struct page **pages)
{
	unsigned long got = 0, flags;

	spin_lock_irqsave(&zone->lock, flags);
	zone->nr_locked++;
	while (got < nr && zone->nonempty && zone->free_pages > mark) {
		unsigned long most = min(nr - got, zone->free_pages - mark);
		unsigned int order = min(__ffs(zone->nonempty), __fls(most));

		take_block(__rmqueue(zone, order), order, pages + got);
		got += 1UL << order;
	}
	this_cpu_add(vm_event_states.pgalloc, got);
	spin_unlock_irqrestore(&zone->lock, flags);
	return got;
}

unsigned long alloc_pages_bulk(gfp_t gfp, unsigned long nr,
			       struct page **pages)
{
	struct zone **z = gfp_zonelist(gfp)->zones, *zone;
	enum zone_type highest = gfp_zone(gfp);
	unsigned long got = 0, chunk, n;

	if (mm_hooks)			/* they look at each allocation */
		return 0;
	while (got < nr && (zone = *z++)) {
		unsigned long mark = zone->pages_low +
				     zone->lowmem_reserve[highest];

		do {
			chunk = min(nr - got, BULK_CHUNK);
			n = take_chunk(zone, mark, chunk, pages + got);
			got += n;
		} while (got < nr && n == chunk);
	}
	return got;
}
