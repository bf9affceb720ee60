/*
 * vmap.h - what the files of areas (vmap_*.c, vmalloc.c) tell each other, and
 * the inspectors. Addresses of areas are numbers here.
 */
#ifndef _MM_VMAP_H
#define _MM_VMAP_H

#include <linux/mm.h>
#include <linux/vmalloc.h>

#define VM_ANY	~0UL		/* all kinds */

/* vmap_tree.c: areas by address. Interrupts off and vmap_lock held. */
extern spinlock_t vmap_lock;

/* The addresses from @start to @end are there to be given; once, at boot. */
void vmap_tree_init(unsigned long start, unsigned long end);
/*
 * Give @area, of area->size bytes, the lowest hole that holds it, aligned to
 * @align (a power of two, a page at least). 0, or -ENOMEM.
 */
int vmap_insert(struct vm_struct *area, unsigned long align);
void vmap_erase(struct vm_struct *area);
/* The area that @addr is in; the first one that ends above it; or NULL. */
struct vm_struct *vmap_find(unsigned long addr);
struct vm_struct *vmap_find_above(unsigned long addr);
unsigned long vmap_largest_hole(void);
/* The tree's invariants, checked at length; the number of faults. */
int vmap_check_tree(void);

/*
 * vmap_area.c: an area whose pages array is its own @slots, no frames in it.
 * NULL as get_vm_area.
 */
struct vm_struct *new_vm_area(unsigned long size, unsigned long align,
			      unsigned long flags, unsigned int slots,
			      gfp_t gfp, const void *caller);
/*
 * vmap_purge.c: the area that begins at @addr, if it is of one of @kinds (VM_*,
 * or VM_ANY) and nobody has claimed it before: on its way out now, and the
 * caller's. Or NULL.
 */
struct vm_struct *claim_vm_area(unsigned long addr, unsigned long kinds);
/*
 * End a claimed area. Release: unmapped and flushed when it returns; frames and
 * @area itself are the caller's. May sleep. Retire: all of it goes, when enough
 * areas wait for the flush. Any context.
 */
void release_vm_area(struct vm_struct *area);
void retire_vm_area(struct vm_struct *area);
/* End all that waits; pages of addresses that it was. May sleep. */
unsigned long purge_vm_areas(void);
/* Pages of addresses that wait. */
unsigned long vmap_nr_lazy(void);
void vmap_purge_init(void);

static inline unsigned long vm_start(const struct vm_struct *area)
{
	return (unsigned long)area->addr;
}

static inline unsigned long vm_end(const struct vm_struct *area)
{
	return vm_start(area) + area->size;
}

#endif
