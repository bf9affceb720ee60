/*
 * internal.h - what the files of mm/ tell each other and nobody else.
 */
#ifndef _MM_INTERNAL_H
#define _MM_INTERNAL_H

#include <linux/mm.h>

/* page.c */
void mem_map_init(void);
void init_page_range(unsigned long pfn, unsigned long end, bool reserved);
/*
 * Report a page that was given back wrongly, or found damaged: @reason says
 * what is wrong, @caller who did it. The page is left alone.
 */
void bad_page(struct page *page, const char *reason, unsigned int order,
	      unsigned long caller);

/* zone.c */
void zone_sizes_init(void);
void setup_watermarks(void);
void setup_lowmem_reserve(void);
/* The marks of @zone's per-CPU lists; and anew when mm_hooks has changed. */
void size_pageset(struct zone *zone);

/* buddy.c: interrupts off and zone->lock held */
void zone_init_free_lists(struct zone *zone);
struct page *__rmqueue(struct zone *zone, unsigned int order);
void __free_one_page(struct zone *zone, struct page *page, unsigned int order);
/* The same invariants, checked at length; 0, or the number of faults found. */
int buddy_check_zone(struct zone *zone);

/*
 * pcp.c: this CPU's list of blocks of @order, interrupts off. Fill an empty one
 * to a batch, or as far as the zone goes; give the coldest @count blocks back
 * (of single pages perhaps some more, to end where a larger block ends).
 */
void rmqueue_bulk(struct zone *zone, struct per_cpu_pages *pcp,
		  unsigned int order);
void free_pcppages_bulk(struct zone *zone, struct per_cpu_pages *pcp,
			unsigned int order, int count);

/*
 * debug/hooks.c: what looks at each allocation and each free. While any of it
 * is on, the per-CPU arrays and lists are shut, and all goes the slow way.
 */
#define MM_INIT_ON_ALLOC	0x1	/* init_on_alloc= */
#define MM_INIT_ON_FREE		0x2	/* init_on_free= */
#define MM_FAULT_INJECT		0x4	/* failslab=, fail_page_alloc= */
#define MM_KMEMLEAK		0x8	/* kmemleak */
extern unsigned int mm_hooks;

/* debug/kmemleak.c: where the records go, @size bytes; NULL: nowhere. */
void kmemleak_set_table(void *table, size_t size);

/* debug/fault_inject.c: is this request, which @caller makes, to fail? */
struct kmem_cache;
bool should_failslab(struct kmem_cache *cache, gfp_t gfp, size_t size,
		     unsigned long caller);
bool should_fail_alloc_page(gfp_t gfp, unsigned int order,
			    unsigned long caller);

/*
 * page_alloc.c: alloc_pages() past what is at hand; @caller is who asks, in
 * reports and for kmemleak. All goes this way while instruments are on.
 */
struct page *__alloc_pages(gfp_t gfp, unsigned int order, unsigned long caller);

/*
 * page_bulk.c: @nr single pages into @pages, as far as zones have plenty. How
 * many it were; alloc_page() may find more. Ignores what @gfp says besides
 * zones.
 * Few pages are none here: they come and go by the CPU's list.
 */
#define BULK_MIN	8
unsigned long __alloc_pages_bulk(gfp_t gfp, unsigned long nr,
				 struct page **pages);
void __free_pages_bulk(struct page **pages, unsigned long nr);

static inline unsigned long take_pages_bulk(gfp_t gfp, unsigned long nr,
					     struct page **pages)
{
	return nr < BULK_MIN ? 0 : __alloc_pages_bulk(gfp, nr, pages);
}

/* As __free_page() for each of them. */
static inline void free_pages_bulk(struct page **pages, unsigned long nr)
{
	if (nr >= BULK_MIN)
		__free_pages_bulk(pages, nr);
	else
		while (nr--)
			__free_page(*pages++);
}

/*
 * pgtable.c. Every kernel page-table entry is written here and nowhere else.
 * One that was present must be flushed before frame or address serve somebody
 * else (tlb.c).
 */
static __always_inline void set_kernel_pte(unsigned long addr, pte_t *ptep,
					   pte_t pte)
{
	set_pte_at(&init_mm, addr, ptep, pte);
}

/*
 * Write a kernel entry of the directory: of all directories. pgd_lock, or boot.
 */
void set_kernel_pmd(unsigned long addr, pmd_t entry);
/*
 * The table entry for @addr, in a new table if there is none; NULL: no memory,
 * or a large page is there. Process context.
 */
pte_t *pte_alloc_kernel(unsigned long addr);

/* highmem.c, kmap_atomic.c */
void kmap_init(void);
void kmap_atomic_init(void);
extern unsigned int kmap_bugs;		/* misuses reported so far */
/* Counts, entries and page->virtual agree; 0, or the number of faults. */
int kmap_check(void);
/*
 * highpage.c: copy between the frames from @phys on and @buf, page by page,
 * high memory too. Any context.
 */
void copy_phys(phys_addr_t phys, void *buf, size_t size, bool to_buf);
/* Say on the log whose the slot at @addr is. */
void kmap_describe(unsigned long addr);

#endif
