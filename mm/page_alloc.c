/*
 * page_alloc.c - alloc_pages(): a request's road to a frame. (The way back is
 * in page_free.c.)
 *
 *   alloc_pages(gfp, order)
 *     order 0-3: this CPU's list of such blocks (no lock)  <-- nearly always
 *     larger:    the preferred zone's buddy, under zone->lock
 *     else       for each zone of the mask's zonelist
 *                  watermark leaves enough?  -> list or buddy
 *     else       __alloc_pages_slowpath: dip deeper, give caches back, fail
 *
 * Per-CPU lists. Blocks of order 0-3 come from and go to a list of this CPU,
 * with interrupts off and no lock; an empty list takes a batch from the buddy,
 * one above its high mark gives a batch back (pcp.c): the zone lock is taken
 * once a batch. What is on a list is off the zone's books: it passed the
 * watermark.
 *
 * While instruments are on (debug/hooks.c) the lists are shut: every request
 * goes through __alloc_pages().
 *
 * Invariant: what is given out has count 1, its order and its zone in its
 * flags, and no other flag but PG_head.
 * Locking: zone->lock protects the buddy; interrupts off protects the lists.
 * Context: any; with __GFP_WAIT only where sleeping is allowed.
 * Price: a page from the list and back is about 110 instructions.
 * Linux: mm/page_alloc.c. gdb: `break alloc_pages`, `km-buddy`, `km-page`.
 */
#define pr_fmt(fmt) "page_alloc: " fmt

#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/sched/mm.h>
#include <linux/shrinker.h>
#include <linux/smp.h>
#include <linux/highmem.h>
#include "internal.h"

/* How deep a request may go below a zone's min mark. */
enum alloc_depth {
	DEPTH_LOW,		/* stop at pages_low: the first attempt */
	DEPTH_MIN,		/* at pages_min */
	DEPTH_HIGH,		/* __GFP_HIGH: half of it */
	DEPTH_ALL,		/* __GFP_MEMALLOC: to the last frame */
};

/*
 * Would @zone, 2^@order frames poorer, still hold its mark and what it keeps
 * from requests that could have been served by @highest?
 */
static __always_inline bool zone_watermark_ok(struct zone *zone,
					      unsigned int order,
					      enum zone_type highest,
					      enum alloc_depth depth)
{
	unsigned long mark = zone->pages_low;

	if (depth == DEPTH_ALL)
		return true;
	if (depth == DEPTH_MIN)
		mark = zone->pages_min;
	else if (depth == DEPTH_HIGH)
		mark = zone->pages_min / 2;
	return zone->free_pages >=
	       mark + zone->lowmem_reserve[highest] + (1UL << order);
}

/*
 * Memory that lies idle, back to the zones: where the mask lets us wait for
 * others, what shrinkers give, and then the lists of all CPUs, where it may
 * have gone; else the lists of this one. How much that was, or 0.
 */
static unsigned long reclaim_idle(gfp_t gfp)
{
	unsigned long freed;

	if (!(gfp & __GFP_WAIT) || !preemptible())
		return drain_local_pages();
	freed = shrink_slab(gfp);
	return freed + drain_all_pages();
}

/* The hottest block of @pcp, which has one; its flags: zone and order. */
static __always_inline struct page *pcp_pop(struct per_cpu_pages *pcp)
{
	struct page *page = list_first_entry(&pcp->list, struct page, lru);

	__list_del(&pcp->list, page->lru.next);
	pcp->count--;
	page->flags &= PAGE_ZONE_MASK | PAGE_ORDER_MASK;
	return page;
}

/* From free to allocated: nobody held it, now the caller does. */
static __always_inline void prep_new_page(struct page *page)
{
	BUG_ON(atomic_read(&page->_count));
	page->private = 0;
	atomic_set(&page->_count, 1);
	this_cpu_inc(vm_event_states.pgalloc);
}

static void prep_compound_page(struct page *page, unsigned int order)
{
	for (unsigned long i = 1; i < 1UL << order; i++) {
		__SetPageTail(page + i);
		page[i].first_page = page;
	}
	__SetPageHead(page);
}

/* What the mask asks for besides frames. */
static noinline void prep_as_asked(struct page *page, gfp_t gfp,
				   unsigned int order)
{
	if (gfp & __GFP_ZERO)
		for (unsigned long i = 0; i < 1UL << order; i++)
			clear_highpage(page + i);
	if (order && (gfp & __GFP_COMP))
		prep_compound_page(page, order);
}

/* A block from the buddy, or NULL. Interrupts off. */
static __always_inline struct page *rmqueue_buddy(struct zone *zone,
						  unsigned int order)
{
	struct page *page;

	spin_lock(&zone->lock);
	zone->nr_locked++;
	page = __rmqueue(zone, order);
	spin_unlock(&zone->lock);
	return page;
}

/*
 * A block of @order from @zone, or NULL. The watermark has been asked, for this
 * one block: so below the low mark nothing is laid in on the list, where those
 * who may not go as deep would find it.
 */
static struct page *rmqueue(struct zone *zone, unsigned int order,
			    enum alloc_depth depth)
{
	struct per_cpu_pages *pcp;
	struct page *page = NULL;
	unsigned long flags;

	local_irq_save(flags);
	if (order < NR_PCP_LISTS) {
		pcp = this_cpu_ptr(zone->pageset) + order;
		if (!pcp->count && depth == DEPTH_LOW && !mm_hooks)
			rmqueue_bulk(zone, pcp, order);
		if (pcp->count)
			page = pcp_pop(pcp);
	}
	if (!page)
		page = rmqueue_buddy(zone, order);
	local_irq_restore(flags);
	if (page)
		prep_new_page(page);
	return page;
}

/* Try each zone that will do, best first, down to @depth. */
static struct page *get_page_from_freelist(gfp_t gfp, unsigned int order,
					   enum alloc_depth depth)
{
	struct zone **z = gfp_zonelist(gfp)->zones, *zone;
	enum zone_type highest = gfp_zone(gfp);

	while ((zone = *z++)) {
		struct page *page;

		if (!zone_watermark_ok(zone, order, highest, depth))
			continue;
		page = rmqueue(zone, order, depth);
		if (page)
			return page;
	}
	return NULL;
}

/* A request that got nothing: who wanted what, and what there was. */
static noinline void warn_alloc(gfp_t gfp, unsigned int order,
				unsigned long caller)
{
	static atomic_t said = ATOMIC_INIT(0);
	struct zone *zone;

	if ((gfp & __GFP_NOWARN) || atomic_fetch_add(1, &said) >= 20)
		return;
	pr_warn("page allocation failure: order:%u, mode:%#x(%pGg), by %pS\n",
		order, (__force unsigned int)gfp, &gfp, (void *)caller);
	for_each_populated_zone(zone)
		pr_warn("%s free:%lukB min:%lukB low:%lukB managed:%lukB\n",
			zone->name, zone->free_pages * 4, zone->pages_min * 4,
			zone->pages_low * 4, zone->managed_pages * 4);
	dump_stack();
}

/* How deep this mask may go. __GFP_NOMEMALLOC wins over __GFP_MEMALLOC. */
static enum alloc_depth deepest(gfp_t gfp)
{
	if ((gfp & (__GFP_MEMALLOC | __GFP_NOMEMALLOC)) == __GFP_MEMALLOC)
		return DEPTH_ALL;
	return gfp & __GFP_HIGH ? DEPTH_HIGH : DEPTH_MIN;
}

/*
 * The easy ways failed. Go down to the min mark, and as far below as the mask
 * permits; then ask for memory back and try again.
 */
static noinline struct page *__alloc_pages_slowpath(gfp_t gfp,
						    unsigned int order,
						    unsigned long caller)
{
	enum alloc_depth depth = current->flags & PF_MEMALLOC &&
				 !in_interrupt() ? DEPTH_ALL : deepest(gfp);
	struct page *page = get_page_from_freelist(gfp, order, depth);

	gfp = current_gfp_context(gfp);
	if (!page) {		/* if not we, somebody else freed something */
		reclaim_idle(gfp);
		page = get_page_from_freelist(gfp, order, depth);
	}
	while (!page && (gfp & __GFP_NOFAIL)) {
		unsigned long freed = reclaim_idle(gfp);

		page = get_page_from_freelist(gfp, order, DEPTH_ALL);
		if (!page && !freed)
			panic("out of memory: order:%u, mode:%#x(%pGg) may not fail, by %pS",
			      order, (__force unsigned int)gfp, &gfp,
			      (void *)caller);
	}
	if (!page) {
		this_cpu_inc(vm_event_states.pgfail);
		warn_alloc(gfp, order, caller);
	}
	return page;
}

/* A sleeping mask where sleeping is forbidden is reported, then served. */
static __always_inline void check_context(gfp_t gfp, unsigned long irqflags,
					  unsigned long caller)
{
	if ((gfp & __GFP_WAIT) &&
	    unlikely(preempt_count() || irqs_disabled_flags(irqflags)))
		__might_sleep("alloc_pages with __GFP_WAIT", caller);
}

/* The road past what is at hand; @caller is named in reports. */
noinline struct page *__alloc_pages(gfp_t gfp, unsigned int order,
				    unsigned long caller)
{
	unsigned long flags;
	struct page *page;

	if (unlikely(order > MAX_PAGE_ORDER)) {
		WARN_ONCE(!(gfp & __GFP_NOWARN),
			  "alloc_pages: order %u is above %d, by %pS\n",
			  order, MAX_PAGE_ORDER, (void *)caller);
		return NULL;
	}
	local_save_flags(flags);
	check_context(gfp, flags, caller);
	if (unlikely(mm_hooks & MM_FAULT_INJECT) &&
	    should_fail_alloc_page(gfp, order, caller))
		return NULL;
	page = get_page_from_freelist(gfp, order, DEPTH_LOW);
	if (unlikely(!page))
		page = __alloc_pages_slowpath(gfp, order, caller);
	if (want_init_on_alloc(gfp))
		gfp |= __GFP_ZERO;
	if (page && (mm_hooks & MM_KMEMLEAK))
		kmemleak_alloc(page, PAGE_SIZE << order, true, caller);
	if (page && (gfp & (__GFP_ZERO | __GFP_COMP)))
		prep_as_asked(page, gfp, order);
	return page;
}

/* A batch for the empty @pcp, if the zone's mark allows. Interrupts off. */
static noinline bool pcp_refill(struct zone *zone, struct per_cpu_pages *pcp,
				unsigned int order)
{
	if (mm_hooks ||
	    zone->free_pages < zone->pages_low + ((long)pcp->batch << order))
		return false;
	rmqueue_bulk(zone, pcp, order);
	return pcp->count;
}

/*
 * A block from the zone that the mask prefers, if its mark allows. (A zone
 * keeps nothing back from requests that prefer it: its lowmem_reserve of
 * itself is 0.)
 */
static noinline struct page *alloc_block(gfp_t gfp, unsigned int order,
					 unsigned long caller)
{
	struct zone *zone = gfp_zonelist(gfp)->zones[0];
	struct page *page;
	unsigned long flags;

	if (unlikely(order > MAX_PAGE_ORDER || mm_hooks) ||
	    zone->free_pages < zone->pages_low + (1UL << order))
		return __alloc_pages(gfp, order, caller);
	local_irq_save(flags);
	page = rmqueue_buddy(zone, order);
	local_irq_restore(flags);
	if (unlikely(!page))
		return __alloc_pages(gfp, order, caller);
	check_context(gfp, flags, caller);
	prep_new_page(page);
	if (unlikely(gfp & (__GFP_ZERO | __GFP_COMP)))
		prep_as_asked(page, gfp, order);
	return page;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct zone *zone = gfp_zonelist(gfp)->zones[0];
	struct per_cpu_pages *pcp;
	struct page *page = NULL;
	unsigned long flags;

	if (unlikely(order >= NR_PCP_LISTS))
		return alloc_block(gfp, order, _RET_IP_);
	local_irq_save(flags);
	pcp = this_cpu_ptr(zone->pageset) + order;
	if (likely(pcp->count) || pcp_refill(zone, pcp, order))
		page = pcp_pop(pcp);
	local_irq_restore(flags);
	if (unlikely(!page))
		return __alloc_pages(gfp, order, _RET_IP_);
	check_context(gfp, flags, _RET_IP_);
	prep_new_page(page);
	if (unlikely(gfp & (__GFP_ZERO | __GFP_COMP)))
		prep_as_asked(page, gfp, order);
	return page;
}
EXPORT_SYMBOL(alloc_pages);
