/*
 * ioremap.c - addresses for what is no RAM: a device's registers, a card's
 * memory.
 *
 * A device answers at physical addresses, like RAM, but the direct map does not
 * reach there. ioremap() takes an area of kernel addresses (vmap_area.c) and
 * maps it, page by page, onto the device:
 *
 *   physical    ....|  register page  |....      ioremap(0xfebf0500, 0x40)
 *                        ^ 0xfebf0500                       |
 *   virtual     ..|    page    | guard |..                  |
 *                     ^----------------------- what it returns: same offset
 *
 * Pages are the smallest piece, so it maps more than asked for, if that is not
 * whole pages; the pointer has the offset in it, and iounmap() takes it off.
 *
 * What is different from memory is caching. A register that is read twice may
 * say two things, and a write must arrive now: uncached, unless the caller
 * knows that the device is like memory. The page-table entry says so
 * (asm/pgtable_types.h; without a PAT the CPU knows fewer kinds, and we take
 * the more careful one).
 *
 * RAM is refused: it is mapped already, cached, and one frame under two kinds
 * of caching is read stale. Address 0 is refused: it is what a PCI device says
 * that was given no address.
 *
 * Invariants: an area of VM_IOREMAP has its device's address in phys_addr; no
 * frame of RAM is mapped by one.
 * Locking: none here. Context: process, may sleep.
 * Linux: arch/x86/mm/ioremap.c, kernel/iomem.c (memremap).
 * gdb: `break ioremap`, `km-vmalloc`, `km-pt ADDR`.
 */
#define pr_fmt(fmt) "ioremap: " fmt

#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "internal.h"
#include "vmap.h"

/* What a page-table entry can point to: 4 GB, with three levels 64. */
#define PHYS_LIMIT	((u64)PTE_PFN_MASK + PAGE_SIZE)

enum how_much { NO_RAM, SOME_RAM, ALL_RAM };

/* How much of [@start, @end) is RAM. */
static enum how_much ram_in(u64 start, u64 end)
{
	const struct memblock_region *r;
	u64 bytes = 0;

	for_each_memblock(memory, r) {
		u64 from = max(start, (u64)r->base);
		u64 to = min(end, (u64)r->base + r->size);

		bytes += from < to ? to - from : 0;
	}
	return !bytes ? NO_RAM : bytes == end - start ? ALL_RAM : SOME_RAM;
}

/* Why [@phys, @phys + @size) cannot be mapped at all; NULL: it can. */
static const char *impossible(u64 phys, unsigned long size)
{
	if (!size)
		return "no bytes";
	if (!phys)
		return "address 0: a device that was given none?";
	if (phys >= PHYS_LIMIT || phys + size > PHYS_LIMIT)
		return "beyond what a page-table entry can say";
	return NULL;
}

static void refuse(u64 phys, unsigned long size, const char *why,
		   unsigned long caller)
{
	pr_alert("BUG: [%#llx-%#llx] is not mapped: %s, by %pS\n", phys,
		 phys + size - 1, why, (void *)caller);
	dump_stack();
}

/* An area for it, mapped with caching @mode; its offset in the page is kept. */
static void __iomem *map_device(u64 phys, unsigned long size,
				enum page_cache_mode mode, unsigned long caller)
{
	unsigned long offset = offset_in_page((unsigned long)phys);
	struct vm_struct *area;
	unsigned long addr;

	if (size >= VMALLOC_END - VMALLOC_START)	/* and no overflow */
		return NULL;
	area = get_vm_area_caller(offset + size, VM_IOREMAP, (void *)caller);
	if (!area)
		return NULL;
	area->phys_addr = phys - offset;
	addr = (unsigned long)area->addr;
	if (ioremap_page_range(addr, addr + get_vm_area_size(area),
			       phys - offset, cachemode_prot(mode))) {
		free_vm_area(area);
		return NULL;
	}
	return (void __iomem *)(addr + offset);
}

static void __iomem *map_if_no_ram(u64 phys, unsigned long size,
				   enum page_cache_mode mode,
				   unsigned long caller)
{
	const char *why = impossible(phys, size);

	if (!why && ram_in(phys, phys + size) != NO_RAM)
		why = "RAM, which is mapped and cached already";
	if (!why)
		return map_device(phys, size, mode, caller);
	refuse(phys, size, why, caller);
	return NULL;
}

void __iomem *ioremap(resource_size_t phys, unsigned long size)
{
	return map_if_no_ram(phys, size, _PAGE_CACHE_MODE_UC, _RET_IP_);
}
EXPORT_SYMBOL(ioremap);

void __iomem *ioremap_cache(resource_size_t phys, unsigned long size)
{
	return map_if_no_ram(phys, size, _PAGE_CACHE_MODE_WB, _RET_IP_);
}
EXPORT_SYMBOL(ioremap_cache);

void __iomem *ioremap_wc(resource_size_t phys, unsigned long size)
{
	return map_if_no_ram(phys, size, _PAGE_CACHE_MODE_WC, _RET_IP_);
}
EXPORT_SYMBOL(ioremap_wc);

void __iomem *ioremap_wt(resource_size_t phys, unsigned long size)
{
	return map_if_no_ram(phys, size, _PAGE_CACHE_MODE_WT, _RET_IP_);
}
EXPORT_SYMBOL(ioremap_wt);

static noinline void bad_iounmap(unsigned long addr, unsigned long caller)
{
	struct vm_struct *area = find_vm_area((void *)addr);

	pr_alert("BUG: iounmap(%#lx): %s, by %pS\n", addr,
		 in_interrupt() ? "may sleep, and must not in an interrupt" :
		 !area ? "nothing is mapped there (any more)" :
		 area->flags & VM_IOREMAP ? "in a mapping, but not at its start" :
		 "an area that ioremap has not made", (void *)caller);
	dump_stack();
}

void iounmap(const volatile void __iomem *addr)
{
	unsigned long start = (unsigned long __force)addr & PAGE_MASK;
	struct vm_struct *area;

	if (!addr)
		return;
	might_sleep();
	area = in_interrupt() ? NULL : claim_vm_area(start, VM_IOREMAP);
	if (!area) {
		bad_iounmap((unsigned long __force)addr, _RET_IP_);
		return;
	}
	release_vm_area(area);
	kfree(area);
}
EXPORT_SYMBOL(iounmap);

/* ---- like memory ---- */

static enum page_cache_mode memremap_mode(unsigned long flags)
{
	return flags & MEMREMAP_WB ? _PAGE_CACHE_MODE_WB :
	       flags & MEMREMAP_WT ? _PAGE_CACHE_MODE_WT :
				     _PAGE_CACHE_MODE_WC;
}

void *memremap(resource_size_t phys, size_t size, unsigned long flags)
{
	const char *why = impossible(phys, size);
	enum how_much ram = why ? NO_RAM : ram_in(phys, (u64)phys + size);

	if (!flags)
		why = "no caching was named (MEMREMAP_*)";
	else if (ram == SOME_RAM)
		why = "partly RAM";
	else if (ram == ALL_RAM && !(flags & MEMREMAP_WB))
		why = "RAM, which is cached as such";
	else if (ram == ALL_RAM && PFN_UP(phys + size) > max_low_pfn)
		why = "high memory: kmap is for that";
	else if (ram == ALL_RAM)
		return __va((unsigned long)phys);
	else if (!why)
		return (void __force *)map_device(phys, size,
						  memremap_mode(flags),
						  _RET_IP_);
	refuse(phys, size, why, _RET_IP_);
	return NULL;
}
EXPORT_SYMBOL(memremap);

void memunmap(void *addr)
{
	if (is_vmalloc_addr(addr))
		iounmap((void __iomem __force *)addr);
}
EXPORT_SYMBOL(memunmap);

void virt_to_phys_refused(const volatile void *addr)
{
	WARN(1, "virt_to_phys(%#lx): not in the direct map, so not what a device may be told\n",
	     (unsigned long)addr);
}
EXPORT_SYMBOL(virt_to_phys_refused);
