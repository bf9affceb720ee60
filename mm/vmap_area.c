/*
 * vmap_area.c - an area of kernel addresses, from get_vm_area() to its end.
 *
 * vmap_tree.c knows which addresses are free; here they become areas that
 * somebody owns, and are given back. The end has two forms:
 *
 *   release   now: entries cleared, every CPU flushed, then the addresses are
 *	       free. For areas whose frames are the caller's (vmap, ioremap): he
 *	       may reuse them as soon as we return, so no CPU may still reach
 *	       them.
 *   retire    lazily: entries cleared, the area put on a list, with its frames
 *	       if it owns them (vmalloc). Nothing of it is reused before
 *	       purge_vm_areas() has flushed every CPU, once for the whole list.
 *
 *	claim --> clear entries --> lazy list --> flush --> frames, addresses free
 *		  a reader faults  |<- or still reads its own old bytes ->|
 *
 * So a CPU that uses an area too long finds its own bytes or a fault, never what
 * belongs to somebody else by now. Keeping the frames, not only the addresses,
 * is what that costs; therefore the list is short (LAZY_SHARE of memory), and a
 * shrinker empties it when memory runs low. On one CPU a flush is a few
 * instructions and interrupts nobody: there nothing is put off.
 *
 * Retiring needs no sleep and works in any context, interrupts included. Purging
 * does sleep: where that is forbidden the list only grows, and the next caller
 * who may sleep empties it. No worker thread is needed for it.
 *
 * Invariants: a claimed area (VM_UNPURGED) has one owner, who claimed it; its
 * addresses stay in the tree until every CPU has flushed.
 * Locking: vmap_lock for tree and flags; the list needs none (cmpxchg, xchg);
 * purge_mutex for purges, and so that who finds no room waits for one that runs.
 * Order: shrinker mutex, purge_mutex, vmap_lock.
 * Linux: mm/vmalloc.c (free_vmap_area_noflush, __purge_vmap_area_lazy); there the
 * frames are free before the flush.
 * gdb: `km-vmalloc`, `break purge_vm_areas`.
 */
#define pr_fmt(fmt) "vmalloc: " fmt

#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/printk.h>
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

/* ---- the end of an area ---- */

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

/* Put @area, unmapped, on the list; pages that wait there now. */
static int defer_area(struct vm_struct *area)
{
	struct vm_struct *first;

	do {
		first = READ_ONCE(lazy_areas);
		area->next = first;
	} while (cmpxchg(&lazy_areas, first, area) != first);
	return atomic_add_return(area->size >> PAGE_SHIFT, &nr_lazy);
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
static unsigned long purge_vm_areas(void)
{
	struct vm_struct *list;
	unsigned long pages = 0;

	mutex_lock(&purge_mutex);
	while ((list = xchg(&lazy_areas, NULL)))
		pages += purge_list(list);
	mutex_unlock(&purge_mutex);
	return pages;
}

/* Not from within a purge, which goes on until nothing waits any more. */
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

/* ---- its beginning ---- */

static __always_inline int insert_area(struct vm_struct *area, unsigned long align)
{
	unsigned long flags;
	int err;

	spin_lock_irqsave(&vmap_lock, flags);
	err = vmap_insert(area, align);
	spin_unlock_irqrestore(&vmap_lock, flags);
	return err;
}

/* If there is no room, some may be waiting for a flush. */
static int place_area(struct vm_struct *area, unsigned long align)
{
	int err = insert_area(area, align);

	if (likely(!err) || !preemptible())
		return err;
	purge_vm_areas();
	return insert_area(area, align);
}

/* Interrupts get nothing; who holds a spinlock is told. */
static bool may_ask_here(unsigned long size, const void *caller)
{
	if (WARN(in_interrupt(), "an area of %lu bytes is asked for in an interrupt, by %pS\n",
		 size, caller))
		return false;
	might_sleep();
	return true;
}

struct vm_struct *new_vm_area(unsigned long size, unsigned long align,
			      unsigned long flags, unsigned int slots,
			      gfp_t gfp, const void *caller)
{
	struct vm_struct *area;

	if (unlikely(!preemptible()) && !may_ask_here(size, caller))
		return NULL;
	size = PAGE_ALIGN(size);
	if (!size || size >= VMALLOC_END - VMALLOC_START)
		return NULL;
	area = kmalloc(sizeof(*area) + slots * sizeof(area->slots[0]),
		       gfp & ~(GFP_ZONEMASK | __GFP_ZERO));
	if (!area)
		return NULL;
	area->size = size + PAGE_SIZE;
	area->flags = flags;
	area->pages = area->slots;
	area->nr_pages = 0;
	area->phys_addr = 0;
	area->caller = caller;
	if (likely(!place_area(area, max(align, PAGE_SIZE))))
		return area;
	if (!(gfp & __GFP_NOWARN))
		pr_warn("no room for %lu KB (largest hole: %lu KB), by %pS\n",
			size >> 10, vmap_largest_hole() >> 10, caller);
	kfree(area);
	return NULL;
}

struct vm_struct *get_vm_area_caller(unsigned long size, unsigned long flags,
				     const void *caller)
{
	struct vm_struct *area = new_vm_area(size, PAGE_SIZE, flags, 0,
					     GFP_KERNEL, caller);

	if (area)
		area->pages = NULL;
	return area;
}
EXPORT_SYMBOL(get_vm_area_caller);

struct vm_struct *get_vm_area(unsigned long size, unsigned long flags)
{
	return get_vm_area_caller(size, flags, __builtin_return_address(0));
}
EXPORT_SYMBOL(get_vm_area);

struct vm_struct *remove_vm_area(const void *addr)
{
	struct vm_struct *area;

	might_sleep();
	area = claim_vm_area((unsigned long)addr, VM_ANY);
	if (area)
		release_vm_area(area);
	return area;
}
EXPORT_SYMBOL(remove_vm_area);

struct vm_struct *find_vm_area(const void *addr)
{
	struct vm_struct *area;
	unsigned long flags;

	spin_lock_irqsave(&vmap_lock, flags);
	area = vmap_find((unsigned long)addr);
	if (area && (area->flags & VM_UNPURGED))
		area = NULL;
	spin_unlock_irqrestore(&vmap_lock, flags);
	return area;
}
EXPORT_SYMBOL(find_vm_area);

void free_vm_area(struct vm_struct *area)
{
	struct vm_struct *removed = remove_vm_area(area->addr);

	if (!WARN(removed != area, "free_vm_area: %p is no area's description, by %pS\n",
		  area, __builtin_return_address(0)))
		kfree(area);
}
EXPORT_SYMBOL(free_vm_area);

struct vm_struct *alloc_vm_area_ptes(size_t size, pte_t **ptes)
{
	struct vm_struct *area = get_vm_area_caller(size, VM_IOREMAP,
						    __builtin_return_address(0));
	unsigned long addr;
	pte_t *pte;

	if (!area)
		return NULL;
	for (addr = vm_start(area); addr != vm_end(area) - PAGE_SIZE;
	     addr += PAGE_SIZE) {
		pte = pte_alloc_kernel(addr);
		if (!pte) {
			free_vm_area(area);
			return NULL;
		}
		if (ptes)
			*ptes++ = pte;
	}
	return area;
}
EXPORT_SYMBOL(alloc_vm_area_ptes);

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

void __init vmalloc_init(void)
{
	vmap_tree_init(VMALLOC_START, VMALLOC_END);
	register_shrinker(&vmap_shrinker);
}
