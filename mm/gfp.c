/*
 * gfp.c - the other spellings of alloc_pages(): by address, zeroed, exact; and
 * sums over all zones.
 *
 * An address is a promise that the frame is in the direct map, so these refuse
 * __GFP_HIGHMEM. alloc_pages_exact() takes the block that a size needs and
 * gives back, page by page, what is behind it: 5 pages cost 5, not 8.
 *
 * No locks of its own; context as alloc_pages(). Linux: mm/page_alloc.c.
 * gdb: `break __get_free_pages`, `p vm_event_states`.
 */
#define pr_fmt(fmt) "gfp: " fmt

#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sysinfo.h>
#include "internal.h"

/* The instruments are told of our caller, not of us. */
static __always_inline unsigned long get_address(gfp_t gfp, unsigned int order)
{
	struct page *page;

	if (WARN_ONCE(gfp & __GFP_HIGHMEM,
		      "__get_free_pages: a high page has no address, by %pS\n",
		      (void *)_RET_IP_))
		return 0;
	page = unlikely(mm_hooks) ? __alloc_pages(gfp, order, _RET_IP_) :
				    alloc_pages(gfp, order);
	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	return get_address(gfp, order);
}
EXPORT_SYMBOL(__get_free_pages);

unsigned long get_zeroed_page(gfp_t gfp)
{
	return get_address(gfp | __GFP_ZERO, 0);
}
EXPORT_SYMBOL(get_zeroed_page);

void free_pages(unsigned long addr, unsigned int order)
{
	if (!addr)
		return;
	if (WARN(!virt_addr_valid(addr) || offset_in_page(addr),
		 "free_pages: %#lx is not a page of the direct map, by %pS\n",
		 addr, (void *)_RET_IP_))
		return;
	__free_pages(virt_to_page(addr), order);
}
EXPORT_SYMBOL(free_pages);

void split_page(struct page *page, unsigned int order)
{
	BUG_ON(PageCompound(page) || !page_ref_count(page) ||
	       page_order(page) != order);
	page->flags &= ~PAGE_ORDER_MASK;
	for (unsigned long i = 1; i < 1UL << order; i++)
		atomic_set(&page[i]._count, 1);
}
EXPORT_SYMBOL(split_page);

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	unsigned int order = get_order(size);
	unsigned long addr, used, end;

	if (!size)
		return NULL;
	if (WARN_ONCE(gfp & __GFP_COMP,
		      "alloc_pages_exact: a compound page can't be split, by %pS\n",
		      (void *)_RET_IP_))
		gfp &= ~__GFP_COMP;
	addr = get_address(gfp, order);
	if (!addr)
		return NULL;
	split_page(virt_to_page(addr), order);
	end = addr + (PAGE_SIZE << order);
	for (used = addr + PAGE_ALIGN(size); used < end; used += PAGE_SIZE)
		free_page(used);
	return (void *)addr;
}
EXPORT_SYMBOL(alloc_pages_exact);

void free_pages_exact(void *virt, size_t size)
{
	unsigned long addr = (unsigned long)virt;
	unsigned long end = addr + PAGE_ALIGN(size);

	for (; addr < end; addr += PAGE_SIZE)
		free_page(addr);
}
EXPORT_SYMBOL(free_pages_exact);

/*
 * Give the frames of [@start, @end), whole pages that the boot had reserved, to
 * the buddy, filled with the byte @poison if that is not negative; @name says
 * on the log what they were. Returns how many. Once, at the end of the boot.
 */
unsigned long free_reserved_area(void *start, void *end, int poison,
				 const char *name)
{
	unsigned long pages = 0;

	for (char *at = start; at < (char *)end; at += PAGE_SIZE, pages++) {
		struct page *page = virt_to_page(at);

		if (poison >= 0)
			memset(at, poison, PAGE_SIZE);
		memblock_free(__pa(at), PAGE_SIZE);
		ClearPageReserved(page);
		page_zone(page)->managed_pages++;
		__free_page(page);
	}
	pr_info("%s: %luK freed\n", name, pages * 4);
	return pages;
}

unsigned long nr_free_pages(void)
{
	unsigned long sum = 0;
	struct zone *zone;

	for_each_zone(zone)
		sum += zone->free_pages;
	return sum;
}
EXPORT_SYMBOL(nr_free_pages);

unsigned long nr_free_buffer_pages(void)
{
	return zones[ZONE_DMA].free_pages + zones[ZONE_NORMAL].free_pages;
}
EXPORT_SYMBOL(nr_free_buffer_pages);

unsigned long nr_free_pagecache_pages(void)
{
	return nr_free_pages();
}
EXPORT_SYMBOL(nr_free_pagecache_pages);

void si_meminfo(struct sysinfo *si)
{
	struct zone *zone;

	memset(si, 0, sizeof(*si));
	for_each_zone(zone)
		si->totalram += zone->managed_pages;
	si->freeram = nr_free_pages();
	si->totalhigh = zones[ZONE_HIGHMEM].managed_pages;
	si->freehigh = zones[ZONE_HIGHMEM].free_pages;
	si->mem_unit = PAGE_SIZE;
}
EXPORT_SYMBOL(si_meminfo);

void all_vm_events(struct vm_event_state *sum)
{
	unsigned int cpu;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu) {
		struct vm_event_state *one = &per_cpu(vm_event_states, cpu);

		sum->pgalloc += one->pgalloc;
		sum->pgfree += one->pgfree;
		sum->pgfail += one->pgfail;
		sum->pgbad += one->pgbad;
	}
}
