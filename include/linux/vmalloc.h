/*
 * vmalloc.h - contiguous addresses for frames that are not, and areas of kernel
 * addresses for whoever maps something else there. See mm/vmalloc.c.
 */
#ifndef _LINUX_VMALLOC_H
#define _LINUX_VMALLOC_H

#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/rbtree.h>
#include <linux/types.h>
#include <asm/pgtable.h>

struct page;

/* What an area is for. */
#define VM_IOREMAP	0x001UL		/* device memory, by ioremap() */
#define VM_ALLOC	0x002UL		/* memory, by vmalloc() */
#define VM_MAP		0x004UL		/* the caller's frames, by vmap() */
#define VM_USERMAP	0x008UL		/* zeroed: fit to be mapped to a user */
#define VM_UNPURGED	0x80000000UL	/* freed; waits for the flush */

/*
 * An area of addresses: what its maker asked for, and a guard page behind it
 * that is never mapped.
 *
 *	addr                      addr + size
 *	| page | page | ... | guard |
 */
struct vm_struct {
	struct vm_struct *next;		/* when freed: the next that waits */
	void *addr;			/* the first byte */
	unsigned long size;		/* bytes, guard page included */
	unsigned long flags;		/* VM_* */
	struct page **pages;		/* vmalloc: its frames; else NULL */
	unsigned int nr_pages;		/* frames mapped, by vmalloc and vmap */
	phys_addr_t phys_addr;		/* ioremap: of what */
	const void *caller;		/* who asked for it */
	struct rb_node rb;		/* by address; vmap_tree.c */
	unsigned long gap;		/* free bytes right below addr */
	unsigned long max_gap;		/* the largest gap in the subtree */
	struct page *slots[];		/* of few frames: what pages points to */
};

static inline bool is_vmalloc_addr(const void *addr)
{
	return (unsigned long)addr >= VMALLOC_START &&
	       (unsigned long)addr < VMALLOC_END;
}

/*
 * vmalloc - @size bytes, rounded up to pages, at contiguous addresses; the
 * frames are scattered, of high memory where there is some. NULL, with a
 * report, without memory or addresses, for size 0 and for more than there is;
 * from interrupts with a warning. May sleep. Not for devices: see
 * virt_to_phys().
 *
 * vzalloc, vmalloc_user: filled with zeros. vmalloc_32: frames of low memory.
 * __vmalloc: with a mask, and protection bits other than PAGE_KERNEL; high
 * memory serves it unless the mask says DMA or DMA32. __vmalloc_node: aligned
 * to @align, a power of two, and made by @caller in the inspectors; there is
 * one node.
 */
void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
void *vmalloc_user(unsigned long size);
void *vmalloc_32(unsigned long size);
void *__vmalloc(unsigned long size, gfp_t gfp);
void *__vmalloc_prot(unsigned long size, gfp_t gfp, pgprot_t prot);
void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp,
		     int node, const void *caller);
#define VMALLOC_TOTAL	(VMALLOC_END - VMALLOC_START)
#define vmalloc_32_user(size) \
	__vmalloc(size, GFP_KERNEL | GFP_DMA32 | __GFP_ZERO)
#define vmalloc_node(size, node)	vmalloc(size)
#define vzalloc_node(size, node)	vzalloc(size)
#define vmalloc_array(n, size)		vmalloc(array_size(n, size))
#define vcalloc(n, size)		vzalloc(array_size(n, size))
/* Here each page has an entry of its own, and the CPU may run what is there. */
#define vmalloc_huge(size, gfp)		__vmalloc(size, gfp)
#define vmalloc_no_huge(size)		vmalloc(size)
#define vmalloc_exec(size)		vmalloc(size)
/* __vmalloc(size, gfp) of today, __vmalloc(size, gfp, prot) of old. */
#define __vmalloc(size, ...) \
	__vmalloc_forms(size, __VA_ARGS__, PAGE_KERNEL, 0)
#define __vmalloc_forms(size, gfp, prot, ...)	__vmalloc_prot(size, gfp, prot)

/*
 * vfree - what vmalloc gave, NULL allowed. In interrupts, too: nothing there is
 * waited for. Elsewhere it may sleep. An address that is not the beginning of
 * such an area, or was freed, is reported and left alone.
 */
void vfree(const void *addr);

/*
 * vmap - the caller's @count frames at contiguous addresses, or NULL. May
 * sleep. vunmap ends that, and when it returns no CPU reaches the frames there
 * any more; they stay the caller's. NULL is allowed; misuse is reported, as for
 * vfree.
 */
void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot);
void vunmap(const void *addr);

/* The same for what is mapped for a moment only; in Linux it is cheaper. */
#define vm_map_ram(pages, count, ...) \
	vmap(pages, count, VM_MAP, PAGE_KERNEL)
#define vm_unmap_ram(addr, count)	((void)(count), vunmap(addr))

/*
 * The frame behind an address of vmalloc or vmap; NULL, 0: none. Any context.
 */
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);

/*
 * get_vm_area - @size bytes of addresses, rounded up to pages, and a guard
 * page, for purpose @flags (one of VM_*). Nothing is mapped. NULL without room
 * or memory, for size 0, and from interrupts (with a warning). May sleep.
 *
 * remove_vm_area - unmap the area at @addr, have every CPU forget it, and give
 * its addresses back. Returns its description, which the caller frees with
 * kfree(); frames are the caller's concern. NULL: no area begins there. May
 * sleep.
 */
struct vm_struct *get_vm_area(unsigned long size, unsigned long flags);
struct vm_struct *get_vm_area_caller(unsigned long size, unsigned long flags,
				     const void *caller);
struct vm_struct *remove_vm_area(const void *addr);

/* The area that @addr, its guard page included, is in; NULL: none. */
struct vm_struct *find_vm_area(const void *addr);

/* What may be used of it, in bytes. */
static inline size_t get_vm_area_size(const struct vm_struct *area)
{
	return area->size - PAGE_SIZE;
}

/*
 * alloc_vm_area - an area whose page tables exist, so that mapping into it
 * can't fail. With a second argument that isn't NULL, also where the entry of
 * each page is: ptes[0] for the first. free_vm_area unmaps and ends it.
 */
struct vm_struct *alloc_vm_area_ptes(size_t size, pte_t **ptes);
void free_vm_area(struct vm_struct *area);
#define alloc_vm_area(...)		__alloc_vm_area(__VA_ARGS__, NULL, 0)
#define __alloc_vm_area(size, ptes, ...)	alloc_vm_area_ptes(size, ptes)

/*
 * Flush what freed areas left in the TLBs, and give their frames and addresses
 * back now instead of later. May sleep.
 */
void vm_unmap_aliases(void);

/* Boot: from here on there are areas. */
#ifndef MODULE			/* names that a module may have */
void vmalloc_init(void);
#endif

DEFINE_FREE(vfree, void *, if (!IS_ERR_OR_NULL(_T)) vfree(_T))

#endif
