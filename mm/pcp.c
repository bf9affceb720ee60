/*
 * pcp.c - per-CPU page lists: filled from the buddy and given back to it, a
 * batch at a time. (Taking one block is in page_alloc.c, putting one back in
 * page_free.c.)
 *
 *   alloc_pages() --pop--> [ list of this CPU, one per zone and order 0-3 ]
 *   __free_pages() -push->   |  empty: rmqueue_bulk()     ^ one batch, under
 *                            v  full: free_pcppages_bulk() | one zone->lock
 *                          [ buddy ]
 *
 * Single pages come and go as the largest blocks they form, so that a batch
 * costs the buddy a few steps, and fragments don't grow in it.
 *
 * Invariants: what is on a list has PG_pcp, count 0, and is off the zone's
 * books (zone->free_pages); count is the list's length.
 * Locking: interrupts off, this CPU's lists only; zone->lock for the buddy.
 * Context: any; draining all CPUs asks the others and waits, so threads only.
 * Linux: rmqueue_bulk() and free_pcppages_bulk() in mm/page_alloc.c.
 * gdb: `break rmqueue_bulk`, `km-zones`.
 */
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include "internal.h"

/* Take the pages of one block to the end of @pcp's list, lowest frame first. */
static void pcp_add_block(struct per_cpu_pages *pcp, struct page *page,
			  unsigned int order)
{
	unsigned long flags = (page->flags & PAGE_ZONE_MASK) | 1UL << PG_pcp;
	struct list_head *last = pcp->list.prev;
	struct page *end = page + (1UL << order);

	for (; page < end; page++) {
		page->flags = flags;
		page->lru.prev = last;
		last->next = &page->lru;
		last = &page->lru;
	}
	last->next = &pcp->list;
	pcp->list.prev = last;
	pcp->count += 1 << order;
}

/*
 * Fill the list of single pages to a batch or a little more: whole blocks, the
 * smallest there are first, so that fragments are used up and large blocks are
 * cut only when nothing else is left.
 */
static void rmqueue_singles(struct zone *zone, struct per_cpu_pages *pcp)
{
	unsigned long most = __fls(pcp->batch);

	while (pcp->count < pcp->batch && zone->nonempty) {
		unsigned int order = min(__ffs(zone->nonempty), most);

		pcp_add_block(pcp, __rmqueue(zone, order), order);
	}
}

void rmqueue_bulk(struct zone *zone, struct per_cpu_pages *pcp,
		  unsigned int order)
{
	struct page *page;

	spin_lock(&zone->lock);
	zone->nr_locked++;
	if (order == 0)
		rmqueue_singles(zone, pcp);
	else
		while (pcp->count < pcp->batch &&
		       (page = __rmqueue(zone, order))) {
			__SetPagePcp(page);
			list_add_tail(&page->lru, &pcp->list);
			pcp->count++;
		}
	spin_unlock(&zone->lock);
}

/*
 * Pages that were allocated together are often freed in that order, or in the
 * opposite one, and can go back as the block they were. Find the block that the
 * page at the list's tail begins (or ends), looking at no more than @count
 * pages: *@page becomes its first page, *@last its last one on the list.
 */
static __always_inline unsigned int pcp_tail_block(struct page **page,
						   struct page **last, int count)
{
	struct page *at = *page;
	long step = at->lru.prev == &at[1].lru ? 1 : -1;
	unsigned long edge = page_to_pfn(at) + (step < 0);
	int most = 1 << __ffs(edge | 1UL << __fls(count)), n = 1;
	unsigned int order;

	for (; n < most && at->lru.prev == &at[step].lru; n++)
		at += step;
	order = __fls(n);
	*last = *page + step * ((1L << order) - 1);
	if (step < 0)
		*page = *last;
	return order;
}

/* Give the block at the tail of the list of single pages back; its pages. */
static unsigned int free_coldest_singles(struct zone *zone,
					 struct per_cpu_pages *pcp)
{
	struct page *page = list_last_entry(&pcp->list, struct page, lru), *last;
	unsigned int order = pcp_tail_block(&page, &last,
					    min(pcp->batch, pcp->count));

	pcp->list.prev = last->lru.prev;
	last->lru.prev->next = &pcp->list;
	for (int i = 0; i < 1 << order; i++)
		page[i].flags &= PAGE_ZONE_MASK;
	__free_one_page(zone, page, order);
	return 1 << order;
}

void free_pcppages_bulk(struct zone *zone, struct per_cpu_pages *pcp,
			unsigned int order, int count)
{
	int least = max(pcp->count - count, 0);

	spin_lock(&zone->lock);
	zone->nr_locked++;
	while (pcp->count > least) {
		struct page *page = list_last_entry(&pcp->list, struct page, lru);

		if (order == 0) {
			pcp->count -= free_coldest_singles(zone, pcp);
			continue;
		}
		__list_del(page->lru.prev, page->lru.next);
		__free_one_page(zone, page, order);
		pcp->count--;
	}
	spin_unlock(&zone->lock);
}

static unsigned long drain_zone(struct zone *zone)
{
	struct per_cpu_pages *pcp;
	unsigned long flags, pages;

	local_irq_save(flags);
	pages = zone_pcp_pages(zone, smp_processor_id());
	pcp = this_cpu_ptr(zone->pageset);
	for (unsigned int order = 0; pages && order < NR_PCP_LISTS; order++)
		free_pcppages_bulk(zone, pcp + order, order, pcp[order].count);
	local_irq_restore(flags);
	return pages;
}

unsigned long drain_local_pages(void)
{
	unsigned long count = 0;
	struct zone *zone;

	for_each_populated_zone(zone)
		count += drain_zone(zone);
	return count;
}
EXPORT_SYMBOL(drain_local_pages);

static void drain_here(void *sum)
{
	atomic_add(drain_local_pages(), sum);
}

unsigned long drain_all_pages(void)
{
	atomic_t sum = ATOMIC_INIT(0);

	on_each_cpu(drain_here, &sum, 1);
	return atomic_read(&sum);
}
EXPORT_SYMBOL(drain_all_pages);
