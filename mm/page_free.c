/*
 * page_free.c - __free_pages() and put_page(): what a holder gives back.
 *
 *   __free_pages(page, order)      put_page(page)
 *     one reference less; of the last one:
 *     order 0-3: onto this CPU's list of such blocks (no lock)  <-- nearly always
 *     larger:    to the zone's buddy, under zone->lock
 *
 * Checks, in every build. A page's flags word says what it is (allocated with
 * which order, free, on a list, slab, reserved), so a free of anything but an
 * allocated block of just that order is one comparison away from its report,
 * and the allocator is not touched. A frame inside a larger block shows by its
 * count of 0. Debug builds also look at each frame of a block that is freed: a
 * mapping or mapcount left there would be the next owner's trouble.
 *
 * While instruments are on (debug/hooks.c) the lists are shut: every free of a
 * small block goes through pcp_spill().
 *
 * Invariant: a free that is refused changes nothing.
 * Locking: zone->lock protects the buddy; interrupts off protects the lists.
 * Context: any. Linux: mm/page_alloc.c, mm/swap.c (put_page).
 * gdb: `break __free_pages`, `break bad_page`, `km-page`.
 */
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include "internal.h"

/* The instruments see a block go. */
static noinline void watch_free_pages(struct page *page, unsigned int order)
{
	if (mm_hooks & MM_KMEMLEAK)
		kmemleak_free(page);
	if (want_init_on_free())
		for (unsigned long i = 0; i < 1UL << order; i++)
			clear_highpage(page + i);
}

/* @page, the hottest of @pcp, is one too many there. Interrupts off. */
static noinline void pcp_spill(struct zone *zone, struct per_cpu_pages *pcp,
			       struct page *page, unsigned int order)
{
	if (mm_hooks)
		watch_free_pages(page, order);
	free_pcppages_bulk(zone, pcp, order, pcp->batch);
}

/* A small block whose last reference is gone: onto this CPU's list. */
static __always_inline void free_small(struct page *page, unsigned int order)
{
	unsigned long bits = page->flags & PAGE_ZONE_MASK;
	struct zone *zone = &zones[bits >> PAGE_ZONE_SHIFT];
	struct per_cpu_pages *pcp;
	unsigned long flags;

	this_cpu_inc(vm_event_states.pgfree);
	page->flags = bits | 1UL << PG_pcp |
		      (unsigned long)order << PAGE_ORDER_SHIFT;
	local_irq_save(flags);
	pcp = this_cpu_ptr(zone->pageset) + order;
	list_add(&page->lru, &pcp->list);
	if (unlikely(++pcp->count > pcp->high))
		pcp_spill(zone, pcp, page, order);
	local_irq_restore(flags);
}

/* A larger one: straight to the buddy. */
static __always_inline void free_large(struct page *page, unsigned int order)
{
	struct zone *zone = page_zone(page);
	unsigned long flags;

	this_cpu_inc(vm_event_states.pgfree);
	if (unlikely(mm_hooks))
		watch_free_pages(page, order);
	spin_lock_irqsave(&zone->lock, flags);
	zone->nr_locked++;
	__free_one_page(zone, page, order);
	spin_unlock_irqrestore(&zone->lock, flags);
}

/* Tails are frames like others again; the head's flags are written anew. */
static void destroy_compound_page(struct page *page, unsigned int order)
{
	for (unsigned long i = 1; i < 1UL << order; i++) {
		__ClearPageTail(page + i);
		page[i].first_page = NULL;
	}
}

static void free_the_page(struct page *page, unsigned int order)
{
	if (unlikely(PageHead(page)))
		destroy_compound_page(page, order);
	if (order < NR_PCP_LISTS)
		free_small(page, order);
	else
		free_large(page, order);
}

/* Why a free was refused, from what the page's words say. */
static const char *bad_free_reason(struct page *page, unsigned int order)
{
	if (page->flags & (1UL << PG_buddy | 1UL << PG_pcp))
		return "free of a page that is free (double free)";
	if (PageReserved(page))
		return "free of a reserved page";
	if (PageTail(page) || !page_ref_count(page))
		return "free of a page that is not the first of an allocated block";
	if (page->flags & PAGE_FLAGS_CHECK_AT_FREE)
		return "free of a page that is still in use (see its flags)";
	if (page_order(page) != order)
		return "free with a wrong order";
	return page->mapping ? "free of a page that belongs to a mapping" :
			       "free of a page that page tables map";
}

static noinline void bad_free(struct page *page, unsigned int order,
			      unsigned long caller)
{
	bad_page(page, bad_free_reason(page, order), order, caller);
}

/* Zero just for an allocated block of @order that nothing holds on to. */
static __always_inline unsigned long free_faults(const struct page *page,
						 unsigned int order)
{
	return ((page->flags ^ (unsigned long)order << PAGE_ORDER_SHIFT) &
		(PAGE_FLAGS_CHECK_AT_FREE | PAGE_ORDER_MASK)) |
	       (unsigned long)page->mapping |
	       (unsigned long)page_mapcount(page);
}

/* The first of the frames behind @page that something still holds; or NULL. */
static struct page *frame_in_use(struct page *page, unsigned int order)
{
	const struct page *head = PageHead(page) ? page : NULL;

	for (unsigned long i = 1; i < 1UL << order; i++)
		if (page[i].first_page != head || page_mapped(page + i))
			return page + i;
	return NULL;
}

/* Debug builds: is @page's block left as it was given? Else @caller did it. */
static bool frames_clean(struct page *page, unsigned int order,
			 unsigned long caller)
{
	struct page *bad;

	if (!CONFIG_DEBUG)
		return true;
	bad = frame_in_use(page, order);
	if (bad)
		bad_page(bad, page_mapped(bad) ?
			 "free of a block with a frame that page tables map" :
			 "free of a block with a frame that belongs to a mapping",
			 order, caller);
	return !bad;
}

/* The last reference was gone already: undo, report. */
static noinline void bad_last_reference(struct page *page, unsigned int order,
					unsigned long caller)
{
	atomic_inc(&page->_count);
	bad_free(page, order, caller);
}

/*
 * Drop one reference to a larger block. If somebody else holds the head it
 * stays with them, as a single page, and what is behind it is free at once,
 * unless the block is compound. The order is erased while our own reference
 * still keeps the head from being freed under us.
 */
static noinline void put_block(struct page *page, unsigned int order,
			       unsigned long caller)
{
	if (unlikely(page_ref_count(page) <= 0)) {
		bad_free(page, order, caller);
		return;
	}
	if (!frames_clean(page, order, caller))
		return;
	if (unlikely(page_ref_count(page) > 1 && !PageHead(page)))
		for (int bit = 0; bit < 4; bit++)
			clear_bit(PAGE_ORDER_SHIFT + bit, &page->flags);
	if (likely(put_page_testzero(page)))
		free_the_page(page, order);
	else if (!PageHead(page))
		while (order-- > 0)
			free_the_page(page + (1UL << order), order);
}

/* Is @page the head of an allocated block, whatever it is used for? */
static bool is_allocated(const struct page *page, unsigned int order)
{
	return page_order(page) == order && !PageReserved(page) &&
	       !PageTail(page) && !PageBuddy(page) && !PagePcp(page);
}

/*
 * A page that others hold too may be locked, mapped or on a list of theirs: our
 * reference goes all the same. Only for the last one such a use is a fault.
 */
static noinline void free_in_use(struct page *page, unsigned int order,
				 unsigned long caller)
{
	if (is_allocated(page, order) && (!order || PageHead(page)) &&
	    page_ref_count(page) > 1 && atomic_add_unless(&page->_count, -1, 1))
		return;
	bad_free(page, order, caller);
}

void __free_pages(struct page *page, unsigned int order)
{
	if (unlikely(free_faults(page, order)))
		free_in_use(page, order, _RET_IP_);
	else if (unlikely(order))
		put_block(page, order, _RET_IP_);
	else if (likely(put_page_testzero(page)))
		free_small(page, 0);
	else if (unlikely(page_ref_count(page) < 0))
		bad_last_reference(page, order, _RET_IP_);
}
EXPORT_SYMBOL(__free_pages);

void get_page(struct page *page)
{
	page = compound_head(page);
	BUG_ON(page_ref_count(page) <= 0);
	atomic_inc(&page->_count);
}
EXPORT_SYMBOL(get_page);

/* Nobody holds @page any more: free it, if it looks like a page to be freed. */
static void last_reference_gone(struct page *page, unsigned int order,
				unsigned long caller)
{
	if (unlikely(free_faults(page, order)))
		bad_last_reference(page, order, caller);
	else if (frames_clean(page, order, caller))
		free_the_page(page, order);
	else
		atomic_inc(&page->_count);	/* as if nothing had been done */
}

/* Of a reserved page any reference may go but the last, which is nobody's. */
static noinline void put_reserved(struct page *page, unsigned long caller)
{
	if (!PageReserved(page) || page_ref_count(page) <= 1 ||
	    !atomic_add_unless(&page->_count, -1, 1))
		bad_free(page, 0, caller);
}

/*
 * Only a compound block is freed whole: of any other the frames behind the
 * head were freed, or still belong to whoever frees the block.
 */
void put_page(struct page *page)
{
	page = compound_head(page);
	if (unlikely(page_ref_count(page) <= 0 || PageReserved(page)))
		put_reserved(page, _RET_IP_);
	else if (put_page_testzero(page))
		last_reference_gone(page, compound_order(page), _RET_IP_);
}
EXPORT_SYMBOL(put_page);
