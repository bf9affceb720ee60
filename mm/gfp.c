/*
 * gfp.c - the other spellings of alloc_pages(): by address, zeroed, exact.
 *
 * An address is a promise that the frame is in the direct map, so these refuse
 * __GFP_HIGHMEM. alloc_pages_exact() takes the block that a size needs and
 * gives back, page by page, what is behind it: 5 pages cost 5, not 8.
 *
 *   alloc_pages_exact(5 pages)   | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |  order 3
 *                                |<--- the caller's ->|<-- free ->|
 *
 * Invariant: an address that is given out is in the direct map.
 * Locking: none of its own. Context: as alloc_pages(). Linux: mm/page_alloc.c.
 * gdb: `break __get_free_pages`, `km-page`.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include "internal.h"

/* The instruments are told of our caller, not of us. */
static __caller_inline unsigned long get_address(gfp_t gfp, unsigned int order)
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
