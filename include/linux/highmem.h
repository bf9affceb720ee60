/*
 * highmem.h - using a page that may have no address. See mm/highmem.c.
 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <linux/mm.h>
#include <asm/fixmap.h>

/*
 * kmap_atomic - an address for @page on this CPU, until kunmap_atomic. Never
 * fails, never sleeps, any context; in between nothing may sleep. Pairs nest
 * like brackets. A page of low memory has its address already and costs
 * nothing. page->virtual stays as it is.
 */
void *kmap_atomic(struct page *page);
void kunmap_atomic(const void *addr);

static inline void clear_highpage(struct page *page)
{
	if (likely(!PageHighMem(page))) {
		clear_page(lowmem_page_address(page));
	} else {
		void *addr = kmap_atomic(page);

		clear_page(addr);
		kunmap_atomic(addr);
	}
}

void copy_highpage(struct page *to, struct page *from);

#endif
