/*
 * vmap_purge.c - the end of an area, now or later.
 *
 * Nobody may have an area's frames, or its addresses, as long as some CPU has
 * a translation of it in its TLB. So an area ends in one of two ways:
 *
 *   release   now: entries cleared, every CPU flushed, then the addresses are
 *	       free. For areas whose frames are the caller's (vmap, ioremap): he
 *	       may reuse them as soon as we return.
 *   retire    lazily: entries cleared, the area put on a list, with its frames
 *	       if it owns them (vmalloc). Nothing of it is reused before
 *	       purge_vm_areas() has flushed every CPU, once for the whole list.
 *
 *	claim --> clear entries --> list --> flush --> frames, addresses free
 *		  a reader faults |<- or still reads its own old bytes ->|
 *
 * A CPU that uses an area too long finds its own bytes or a fault, never what
 * is somebody else's by now. Keeping the frames, not only the addresses, is
 * what that costs; therefore the list is short (LAZY_SHARE of memory), and a
 * shrinker empties it when memory runs low. On one CPU a flush is a few
 * instructions and interrupts nobody: there nothing is put off.
 *
 * Retiring needs no sleep and works in any context, interrupts included. A
 * purge does sleep: where that is forbidden the list only grows, and the next
 * one who may sleep empties it. No worker thread is needed.
 *
 * Invariants: a claimed area (VM_UNPURGED) has one owner, who claimed it; its
 * addresses stay in the tree until every CPU has flushed.
 * Locking: vmap_lock for tree and flags; the list needs none (cmpxchg, xchg);
 * purge_mutex for purges, and so that who finds no room waits for one that
 * runs. Order: shrinker mutex, purge_mutex, vmap_lock.
 * Linux: mm/vmalloc.c (free_vmap_area_noflush, __purge_vmap_area_lazy); there
 * the frames are free before the flush.
 * gdb: `break purge_list`, `km-vmalloc`.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <asm/cmpxchg.h>
#include <asm/tlbflush.h>
#include "internal.h"
#include "vmap.h"

#define LAZY_SHARE	64		/* at most 1/64 of memory waits, */
#define LAZY_MOST	4096UL		/* and at most so many pages */

static struct vm_struct *lazy_areas;	/* retired, latest first */
static atomic_t nr_lazy;		/* pages of addresses on that list */
static DEFINE_MUTEX(purge_mutex);

static unsigned int lazy_max_pages(void)
{
	return min(num_physpages / LAZY_SHARE, LAZY_MOST);
}

unsigned long vmap_nr_lazy(void)
{
	return atomic_read(&nr_lazy);
}

struct vm_struct *claim_vm_area(unsigned long addr, unsigned long kinds)
{
	struct vm_struct *area;
	unsigned long flags;

	spin_lock_irqsave(&vmap_lock, flags);
	area = vmap_find(addr);
	if (area && (vm_start(area) != addr || (area->flags & VM_UNPURGED) ||
		     (kinds != VM_ANY && !(area->flags & kinds))))
		area = NULL;
	if (area)
		area->flags |= VM_UNPURGED;
	spin_unlock_irqrestore(&vmap_lock, flags);
	return area;
}

/* Its addresses are free, and @area is in nobody's books any more. */
static void erase_area(struct vm_struct *area)
{
	unsigned long flags;

	spin_lock_irqsave(&vmap_lock, flags);
	vmap_erase(area);
	spin_unlock_irqrestore(&vmap_lock, flags);
}

void release_vm_area(struct vm_struct *area)
{
	unmap_kernel_range(vm_start(area), get_vm_area_size(area));
	erase_area(area);
	area->flags &= ~VM_UNPURGED;
}

/* Put @area, unmapped, on the list; pages that wait there, counted first. */
static unsigned int defer_area(struct vm_struct *area)
{
	unsigned int waiting = atomic_add_return(area->size >> PAGE_SHIFT,
						 &nr_lazy);
	struct vm_struct *first;

	do {
		first = READ_ONCE(lazy_areas);
		area->next = first;
	} while (cmpxchg(&lazy_areas, first, area) != first);
	return waiting;
}

/*
 * No CPU knows @area any more: frames, addresses, description. A list of frames
 * that was an area itself is needed no more; its turn comes now.
 */
static void free_area(struct vm_struct *area)
{
	struct page **pages = area->pages;

	free_pages_bulk(pages, area->nr_pages);
	if (pages != area->slots)
		retire_vm_area(claim_vm_area((unsigned long)pages, VM_ALLOC));
	erase_area(area);
	kfree(area);
}

/* Flush for all of the list that begins with @area, and free it. */
static unsigned long purge_list(struct vm_struct *area)
{
	unsigned long start = ~0UL, end = 0, pages = 0;
	struct vm_struct *a, *next;

	for (a = area; a; a = a->next) {
		start = min(start, vm_start(a));
		end = max(end, vm_end(a) - PAGE_SIZE);
		pages += a->size >> PAGE_SHIFT;
	}
	flush_tlb_kernel_range(start, end);
	atomic_sub(pages, &nr_lazy);
	for (; area; area = next) {
		next = area->next;
		free_area(area);
	}
	return pages;
}

/* Everything that waits; how many pages of addresses it was. */
unsigned long purge_vm_areas(void)
{
	struct vm_struct *list;
	unsigned long pages = 0;

	mutex_lock(&purge_mutex);
	while ((list = xchg(&lazy_areas, NULL)))
		pages += purge_list(list);
	mutex_unlock(&purge_mutex);
	return pages;
}

/* One purge is enough: it goes on until nothing waits any more. */
static bool may_purge(void)
{
	return preemptible() && !mutex_is_locked(&purge_mutex);
}

void retire_vm_area(struct vm_struct *area)
{
	unsigned long addr = vm_start(area), size = get_vm_area_size(area);

	if (tlb_is_alone()) {
		unmap_kernel_range(addr, size);
		free_area(area);
		return;
	}
	unmap_kernel_range_noflush(addr, size);
	if (defer_area(area) > lazy_max_pages() && may_purge())
		purge_vm_areas();
}

void vm_unmap_aliases(void)
{
	might_sleep();
	purge_vm_areas();
}
EXPORT_SYMBOL(vm_unmap_aliases);

/* ---- memory runs low ---- */

static unsigned long count_lazy(struct shrinker *shrinker,
				struct shrink_control *sc)
{
	return vmap_nr_lazy();
}

static unsigned long purge_lazy(struct shrinker *shrinker,
				struct shrink_control *sc)
{
	return purge_vm_areas();
}

static struct shrinker vmap_shrinker = {
	.count_objects = count_lazy, .scan_objects = purge_lazy,
};

void __init vmap_purge_init(void)
{
	register_shrinker(&vmap_shrinker);
}
