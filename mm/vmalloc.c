/*
 * vmalloc.c - memory that is contiguous in addresses only.
 *
 *   vmalloc(3 pages)
 *     the area      addresses, and a guard page		vmap_area.c
 *     the frames    three, wherever they are		page_bulk.c
 *     the mapping   an entry for each			pgtable.c
 *
 *	addresses	| page 0 | page 1 | page 2 | guard |
 *			    |	      \        /
 *	frames		. . X . . . . .X. . . X . . . . . .
 *
 * kmalloc() and alloc_pages() need neighbouring frames, and on a machine that
 * has run for a while there are no large blocks left. vmalloc() takes any
 * frames, those of high memory first, as they need no address of their own to
 * be used here. The price: a table entry written and cleared for each page, a
 * flush on every CPU now and then, a TLB entry for each 4 KB in use where the
 * direct map spends one on 4 MB. And a device, which knows nothing of page
 * tables, must not be given such an address.
 *
 * The frames' list, area->pages, lies in the area's description, if it is
 * short; else it is itself an area, made and ended with the large one.
 *
 * vfree() clears the entries at once; frames and addresses are free when every
 * CPU has flushed (vmap_purge.c says why and when). An area that could not be
 * finished ends the same way: half an area is freed like a whole one.
 *
 * Invariants: area->pages[i] is mapped at addr + i pages, nr_pages of them; the
 * guard page is never mapped: one byte too far faults, and the report names the
 * area (address.c).
 * Locking: none here. Context: process, may sleep; vfree() in interrupts, too.
 * Price: some 1000 instructions for a page and its vfree(), 65 for each of
 * many.
 * Linux: mm/vmalloc.c. gdb: `break vmalloc`, `km-vmalloc`.
 */
#define pr_fmt(fmt) "vmalloc: " fmt

#include <linux/hardirq.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "internal.h"
#include "vmap.h"

#define here()	__builtin_return_address(0)

/* Frames whose list fits into the description, and that into a page. */
#define MAX_SLOTS	((PAGE_SIZE - sizeof(struct vm_struct)) / \
			 sizeof(struct page *))

static void *alloc_area(unsigned long size, unsigned long align, gfp_t gfp,
			pgprot_t prot, unsigned long flags, const void *caller);

/* ---- an area with frames behind it ---- */

/* High memory will do, unless somebody asks for low addresses. */
static gfp_t frames_gfp(gfp_t gfp)
{
	gfp |= __GFP_NOWARN;		/* one report, ours */
	if (!(gfp & (__GFP_DMA | __GFP_DMA32)))
		gfp |= __GFP_HIGHMEM;
	return gfp & ~(__GFP_ZERO | __GFP_COMP);
}

static bool alloc_frames(struct vm_struct *area, unsigned int nr, gfp_t gfp)
{
	unsigned int got = take_pages_bulk(gfp, nr, area->pages);

	for (; got < nr; got++) {
		struct page *page = alloc_page(gfp);

		if (unlikely(!page))
			break;
		area->pages[got] = page;
	}
	area->nr_pages = got;
	return got == nr;
}

static void zero_frames(struct vm_struct *area)
{
	for (unsigned int i = 0; i < area->nr_pages; i++)
		clear_highpage(area->pages[i]);
}

static noinline void *alloc_failed(unsigned long size, const char *why,
				   gfp_t gfp, const void *caller)
{
	if (!(gfp & __GFP_NOWARN)) {
		pr_warn("%lu bytes: %s, mode:%#x(%pGg), by %pS\n", size, why,
			(__force unsigned int)gfp, &gfp, caller);
		dump_stack();
	}
	return NULL;
}

/* An area of @nr pages whose list of frames, still empty, is an area itself. */
static noinline struct vm_struct *
large_area(unsigned long nr, unsigned long align, gfp_t gfp,
	   unsigned long flags, const void *caller)
{
	struct vm_struct *area;
	struct page **pages;

	pages = alloc_area(nr * sizeof(*pages), PAGE_SIZE,
			   gfp & ~(__GFP_ZERO | GFP_ZONEMASK), PAGE_KERNEL,
			   VM_ALLOC, caller);
	if (!pages)
		return NULL;
	area = new_vm_area(nr << PAGE_SHIFT, align, flags, 0, gfp, caller);
	if (area)
		area->pages = pages;
	else
		vfree(pages);
	return area;
}

static void *alloc_area(unsigned long size, unsigned long align, gfp_t gfp,
			pgprot_t prot, unsigned long flags, const void *caller)
{
	unsigned long nr = (size >> PAGE_SHIFT) + !!offset_in_page(size);
	struct vm_struct *area;
	const char *why;

	if (!nr || nr > num_physpages)
		return alloc_failed(size, nr ? "more than there is memory" :
				    "nothing is asked for", gfp, caller);
	area = likely(nr <= MAX_SLOTS) ?
		new_vm_area(nr << PAGE_SHIFT, align, flags, nr, gfp, caller) :
		large_area(nr, align, gfp, flags, caller);
	if (unlikely(!area))
		return alloc_failed(size, "no area", gfp, caller);
	why = "out of frames";
	if (!alloc_frames(area, nr, frames_gfp(gfp)))
		goto undo;
	if (unlikely(gfp & __GFP_ZERO))
		zero_frames(area);
	why = "no page table";
	if (map_kernel_range(vm_start(area), nr << PAGE_SHIFT, prot,
			     area->pages))
		goto undo;
	return area->addr;
undo:
	claim_vm_area(vm_start(area), VM_ALLOC);
	retire_vm_area(area);
	if (preemptible())
		vm_unmap_aliases();	/* memory is short: now, not later */
	return alloc_failed(size, why, gfp, caller);
}

void *vmalloc(unsigned long size)
{
	return alloc_area(size, PAGE_SIZE, GFP_KERNEL, PAGE_KERNEL, VM_ALLOC,
			  here());
}
EXPORT_SYMBOL(vmalloc);

void *vzalloc(unsigned long size)
{
	return alloc_area(size, PAGE_SIZE, GFP_KERNEL | __GFP_ZERO,
			  PAGE_KERNEL, VM_ALLOC, here());
}
EXPORT_SYMBOL(vzalloc);

void *vmalloc_user(unsigned long size)
{
	return alloc_area(size, PAGE_SIZE, GFP_KERNEL | __GFP_ZERO,
			  PAGE_KERNEL, VM_ALLOC | VM_USERMAP, here());
}
EXPORT_SYMBOL(vmalloc_user);

void *vmalloc_32(unsigned long size)
{
	return alloc_area(size, PAGE_SIZE, GFP_KERNEL | GFP_DMA32, PAGE_KERNEL,
			  VM_ALLOC, here());
}
EXPORT_SYMBOL(vmalloc_32);

void *__vmalloc_prot(unsigned long size, gfp_t gfp, pgprot_t prot)
{
	return alloc_area(size, PAGE_SIZE, gfp, prot, VM_ALLOC, here());
}
EXPORT_SYMBOL(__vmalloc_prot);

void *(__vmalloc)(unsigned long size, gfp_t gfp)
{
	return alloc_area(size, PAGE_SIZE, gfp, PAGE_KERNEL, VM_ALLOC, here());
}
EXPORT_SYMBOL(__vmalloc);

void *__vmalloc_node(unsigned long size, unsigned long align, gfp_t gfp,
		     int node, const void *caller)
{
	return alloc_area(size, align, gfp, PAGE_KERNEL, VM_ALLOC, caller);
}
EXPORT_SYMBOL(__vmalloc_node);

/* ---- its end ---- */

/* What there is instead, where @fn was to end an area. */
static const char *mistake(const struct vm_struct *area, unsigned long addr)
{
	if (!area)
		return is_vmalloc_addr((void *)addr) ?
			"no area is there (any more)" :
			"not an address of vmalloc's";
	if (vm_start(area) != addr)
		return "inside an area, not where it begins";
	if (area->flags & VM_UNPURGED)
		return "freed before (double free)";
	if (area->flags & VM_ALLOC)
		return "an area of vmalloc: vfree() ends it";
	if (area->flags & VM_MAP)
		return "an area of vmap: vunmap() ends it";
	return "an area of somebody else's";
}

/* Report it; nothing was changed. */
static noinline void bad_end(const char *fn, const void *addr,
			     const void *caller)
{
	struct vm_struct *area, copy = { .size = 0 };
	const char *why;
	unsigned long flags;

	spin_lock_irqsave(&vmap_lock, flags);
	area = vmap_find((unsigned long)addr);
	why = mistake(area, (unsigned long)addr);
	if (area)
		copy = *area;
	spin_unlock_irqrestore(&vmap_lock, flags);
	WARN(1, "%s(%px): %s, by %pS\n", fn, addr, why, caller);
	if (copy.size)
		pr_err("the area: %#lx-%#lx, %zu bytes, flags %#lx, made by %pS\n",
		       vm_start(&copy), vm_end(&copy) - PAGE_SIZE,
		       get_vm_area_size(&copy), copy.flags, copy.caller);
}

void vfree(const void *addr)
{
	struct vm_struct *area;

	might_sleep_if(!in_interrupt());
	if (!addr)
		return;
	area = claim_vm_area((unsigned long)addr, VM_ALLOC);
	if (likely(area))
		retire_vm_area(area);
	else
		bad_end("vfree", addr, here());
}
EXPORT_SYMBOL(vfree);

/* ---- the caller's frames ---- */

void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot)
{
	struct vm_struct *area;

	if (!count || count > num_physpages)
		return NULL;
	area = get_vm_area_caller((unsigned long)count << PAGE_SHIFT,
				  (flags & ~VM_ALLOC) | VM_MAP, here());
	if (!area)
		return NULL;
	if (map_kernel_range(vm_start(area), get_vm_area_size(area), prot,
			     pages)) {
		free_vm_area(area);
		return NULL;
	}
	area->nr_pages = count;
	return area->addr;
}
EXPORT_SYMBOL(vmap);

void vunmap(const void *addr)
{
	struct vm_struct *area;

	if (!addr)
		return;
	if (WARN(in_interrupt(), "vunmap(%px) in an interrupt, by %pS\n", addr,
		 here()))
		return;
	might_sleep();
	area = claim_vm_area((unsigned long)addr, VM_MAP);
	if (!area) {
		bad_end("vunmap", addr, here());
		return;
	}
	release_vm_area(area);
	kfree(area);
}
EXPORT_SYMBOL(vunmap);

/* ---- from the address to the frame ---- */

struct page *vmalloc_to_page(const void *addr)
{
	pte_t *pte = is_vmalloc_addr(addr) ?
		lookup_address((unsigned long)addr) : NULL;

	if (!pte || !pte_present(*pte) || !pfn_valid(pte_pfn(*pte)))
		return NULL;
	return pfn_to_page(pte_pfn(*pte));
}
EXPORT_SYMBOL(vmalloc_to_page);

unsigned long vmalloc_to_pfn(const void *addr)
{
	pte_t *pte = lookup_address((unsigned long)addr);

	return pte && pte_present(*pte) ? pte_pfn(*pte) : 0;
}
EXPORT_SYMBOL(vmalloc_to_pfn);

void vmalloc_leftovers(unsigned long start, unsigned long end,
		       leftover_found *found, void *arg)
{
	unsigned long flags, addr = VMALLOC_START;
	struct vm_struct *area;

	spin_lock_irqsave(&vmap_lock, flags);
	while ((area = vmap_find_above(addr))) {
		addr = vm_end(area);
		if (leftover_is((unsigned long)area->caller, start, end) &&
		    !(area->flags & VM_UNPURGED))
			found(area->addr, area->size - PAGE_SIZE,
			      (unsigned long)area->caller, arg);
	}
	spin_unlock_irqrestore(&vmap_lock, flags);
}
