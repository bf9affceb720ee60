/*
 * pagemap.h - 2.6's names for a page that holds a piece of a file: the unit is
 * the page frame.
 */
#ifndef _LINUX_PAGEMAP_H
#define _LINUX_PAGEMAP_H

#include <linux/highmem.h>
#include <linux/mm.h>

#define PAGE_CACHE_SHIFT	PAGE_SHIFT
#define PAGE_CACHE_SIZE		PAGE_SIZE
#define PAGE_CACHE_MASK		PAGE_MASK
#define PAGE_CACHE_ALIGN(addr)	PAGE_ALIGN(addr)
#define page_cache_get(page)	get_page(page)
#define page_cache_release(page)	put_page(page)

#endif
