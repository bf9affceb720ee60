/*
 * vmap_area.c - areas of kernel addresses: made, found, given back.
 *
 * An area is a struct vm_struct in the tree of vmap_tree.c: so many pages of
 * addresses, and one more behind them that is never mapped. What is mapped
 * there is its owner's business: vmalloc's frames, a device's registers, the
 * caller's pages. Here are the functions for owners; how an area ends without a
 * CPU still reaching what was in it is vmap_purge.c's.
 *
 *	new_vm_area() --> insert: the lowest hole
 *			  none? purge what waits, and once more
 *
 * Invariants: an area's size is whole pages and the guard page, at least two.
 * Locking: vmap_lock for the tree. Context: process; may sleep. In interrupts
 * there are no new areas.
 * Linux: mm/vmalloc.c (__get_vm_area_node, remove_vm_area).
 * gdb: `km-vmalloc`, `break new_vm_area`.
 */
#define pr_fmt(fmt) "vmalloc: " fmt

#include <linux/hardirq.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "internal.h"
#include "vmap.h"

static __always_inline int insert_area(struct vm_struct *area,
				       unsigned long align)
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
	if (WARN(find_vm_area(area->addr) != area, "free_vm_area: %p is no area's description, by %pS\n",
		 area, __builtin_return_address(0)))
		return;
	remove_vm_area(area->addr);
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

void __init vmalloc_init(void)
{
	vmap_tree_init(VMALLOC_START, VMALLOC_END);
	vmap_purge_init();
}
