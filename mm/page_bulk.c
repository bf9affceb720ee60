/*
 * page_bulk.c - many single pages at once, and back.
 *
 * vmalloc wants hundreds of frames and doesn't care where they are. Asked one
 * by one each costs a trip through alloc_pages(); here the buddy's lock is
 * taken once for BULK_CHUNK frames, and whole blocks are cut into single pages:
 * a few stores each. The smallest blocks go first: what is fragmented is used
 * up, and large blocks, which others may need whole, are cut last.
 *
 *	buddy:   [..] [.] [....] [........]	-> pages[]: . . . . . . .
 *		  2    1    3      cut last
 *
 * On the way back, pages next to each other are blocks again before the buddy
 * sees them. A page that is anything but plain (marked, mapped, held by others)
 * takes __free_page()'s way, which knows what to do with it or reports it.
 *
 * No zone goes below its low mark for this: who wants more asks alloc_pages()
 * for the rest, which may dig deeper, wait and report. Few pages, and all of
 * them while an instrument is on (mm_hooks), go that way too.
 *
 * Modules ask alloc_pages_bulk_array(), which fills an array's empty places.
 *
 * Invariant: each page is as from alloc_page(): count 1, order 0, freed alone.
 * Locking: zone->lock, interrupts off for one chunk at a time. Context: any.
 * Linux: alloc_pages_bulk_array() in mm/page_alloc.c, release_pages().
 * gdb: `break __alloc_pages_bulk`, `km-buddy`.
 */
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/list.h>
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

unsigned long __alloc_pages_bulk(gfp_t gfp, unsigned long nr,
				 struct page **pages)
{
	struct zone **z = gfp_zonelist(gfp)->zones, *zone;
	enum zone_type highest = gfp_zone(gfp);
	unsigned long got = 0, chunk, n;

	if (mm_hooks)
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

/* ---- for modules ---- */

/* @nr pages to @pages: how many were to be had. */
static unsigned long fill(gfp_t gfp, unsigned long nr, struct page **pages)
{
	unsigned long got = gfp & __GFP_COMP ? 0 :
			    take_pages_bulk(gfp, nr, pages);

	if (want_init_on_alloc(gfp) || (gfp & __GFP_ZERO))
		for (unsigned long i = 0; i < got; i++)
			clear_highpage(pages[i]);
	while (got < nr && (pages[got] = alloc_page(gfp)))
		got++;
	return got;
}

unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr,
				     struct page **array)
{
	unsigned long at = 0, empty, got;

	while (at < nr) {
		for (empty = 0; at + empty < nr && !array[at + empty]; empty++)
			;
		got = fill(gfp, empty, array + at);
		at += got;
		if (got < empty)
			break;
		while (at < nr && array[at])
			at++;
	}
	return at;
}
EXPORT_SYMBOL(alloc_pages_bulk_array);

unsigned long alloc_pages_bulk_list(gfp_t gfp, unsigned long nr,
				    struct list_head *list)
{
	struct page *page;
	unsigned long n;

	for (n = 0; n < nr && (page = alloc_page(gfp)); n++)
		list_add(&page->lru, list);
	return n;
}
EXPORT_SYMBOL(alloc_pages_bulk_list);

/* ---- and back ---- */

/* A single page of the zone with @bits that only its owner holds, unmarked. */
static __always_inline bool is_plain(const struct page *page,
				     unsigned long bits)
{
	return page->flags == bits && page_ref_count(page) == 1 &&
	       !page->mapping && !page_mapped(page);
}

/*
 * The pages that @pages begins with, next to each other and plain, as one
 * block: its order, or -1 if not even the first is plain.
 */
static __always_inline int plain_block(struct page **pages, unsigned long nr,
				       unsigned long bits)
{
	struct page *page = *pages;
	unsigned long most = 1UL << __ffs(page_to_pfn(page) | BULK_CHUNK);
	unsigned long n;

	most = min(most, nr);
	for (n = 0; n < most; n++)
		if (pages[n] != page + n || !is_plain(page + n, bits))
			break;
	return n ? (int)__fls(n) : -1;
}

/* Blocks of plain pages of one zone, back to it; how many pages it were. */
static unsigned long give_chunk(struct page **pages, unsigned long nr)
{
	struct zone *zone = page_zone(*pages);
	unsigned long bits = (*pages)->flags & PAGE_ZONE_MASK;
	unsigned long done = 0, flags;
	int order;

	spin_lock_irqsave(&zone->lock, flags);
	zone->nr_locked++;
	while (done < nr &&
	       (order = plain_block(pages + done, nr - done, bits)) >= 0) {
		for (unsigned long i = 0; i < 1UL << order; i++)
			atomic_set(&pages[done + i]->_count, 0);
		__free_one_page(zone, pages[done], order);
		done += 1UL << order;
	}
	this_cpu_add(vm_event_states.pgfree, done);
	spin_unlock_irqrestore(&zone->lock, flags);
	return done;
}

void __free_pages_bulk(struct page **pages, unsigned long nr)
{
	unsigned long done;

	for (; nr; pages += done, nr -= done) {
		done = mm_hooks ? 0 : give_chunk(pages, min(nr, BULK_CHUNK));
		if (!done) {
			__free_page(*pages);
			done = 1;
		}
	}
}
