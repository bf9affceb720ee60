/*
 * cacheflush.h - caches that go by virtual address must be told when memory has
 * changed under another address. This CPU's go by physical address: nothing to
 * do, and code that runs on others, too, says it all the same.
 */
#ifndef _ASM_CACHEFLUSH_H
#define _ASM_CACHEFLUSH_H

struct page;

static inline void flush_dcache_page(struct page *page)
{
}

static inline void flush_kernel_dcache_page(struct page *page)
{
}

static inline void flush_kernel_vmap_range(void *addr, int size)
{
}

static inline void invalidate_kernel_vmap_range(void *addr, int size)
{
}

static inline void flush_icache_range(unsigned long start, unsigned long end)
{
}

static inline void flush_cache_vmap(unsigned long start, unsigned long end)
{
}

static inline void flush_cache_vunmap(unsigned long start, unsigned long end)
{
}

#define flush_cache_all()	do { } while (0)

#endif
