/*
 * gfp.h - how to get free pages: where from, and what the caller can bear.
 *
 * A mask says two things: the zones that will do (DMA, HIGHMEM, or neither for
 * NORMAL), and how far the allocator may go: sleep (WAIT), dip into the reserve
 * (HIGH), fail without a word (NOWARN), never fail (NOFAIL).
 */
#ifndef _LINUX_GFP_H
#define _LINUX_GFP_H

#include <linux/cleanup.h>
#include <linux/types.h>
#include <linux/mmzone.h>
#include <linux/numa.h>

#define __GFP_DMA	((__force gfp_t)0x00001u)	/* ZONE_DMA only */
#define __GFP_HIGHMEM	((__force gfp_t)0x00002u)	/* HIGHMEM will do */
#define __GFP_DMA32	((__force gfp_t)0x00004u)	/* below 4 GB: all is */
#define __GFP_MOVABLE	((__force gfp_t)0x00008u)	/* contents may move */
#define __GFP_WAIT	((__force gfp_t)0x00010u)	/* may sleep, reclaim */
#define __GFP_HIGH	((__force gfp_t)0x00020u)	/* may use the reserve */
#define __GFP_IO	((__force gfp_t)0x00040u)	/* may start I/O */
#define __GFP_FS	((__force gfp_t)0x00080u)	/* may enter a file system */
#define __GFP_COLD	((__force gfp_t)0x00100u)	/* cache-cold will do */
#define __GFP_NOWARN	((__force gfp_t)0x00200u)	/* fail silently */
#define __GFP_REPEAT	((__force gfp_t)0x00400u)	/* try hard */
#define __GFP_NOFAIL	((__force gfp_t)0x00800u)	/* never return NULL */
#define __GFP_NORETRY	((__force gfp_t)0x01000u)	/* one attempt */
#define __GFP_COMP	((__force gfp_t)0x04000u)	/* a compound page */
#define __GFP_ZERO	((__force gfp_t)0x08000u)	/* filled with zeros */
#define __GFP_NOMEMALLOC	((__force gfp_t)0x10000u) /* not the reserve */
#define __GFP_HARDWALL	((__force gfp_t)0x20000u)	/* no meaning here */
#define __GFP_THISNODE	((__force gfp_t)0x40000u)	/* no meaning here */
#define __GFP_RECLAIMABLE	((__force gfp_t)0x80000u) /* given back on demand */
#define __GFP_ACCOUNT	((__force gfp_t)0x100000u)	/* no meaning here */
#define __GFP_MEMALLOC	((__force gfp_t)0x200000u)	/* frees more than it takes */
#define __GFP_BITS_SHIFT	22
#define __GFP_BITS_MASK		((__force gfp_t)((1u << __GFP_BITS_SHIFT) - 1))

/* Today's names. */
#define __GFP_RECLAIM		__GFP_WAIT
#define __GFP_DIRECT_RECLAIM	__GFP_WAIT
#define __GFP_KSWAPD_RECLAIM	((__force gfp_t)0u)
#define __GFP_RETRY_MAYFAIL	__GFP_REPEAT
#define __GFP_ATOMIC		__GFP_HIGH

#define GFP_NOWAIT	((__force gfp_t)0u)
#define GFP_ATOMIC	(__GFP_HIGH)
#define GFP_NOIO	(__GFP_WAIT)
#define GFP_NOFS	(__GFP_WAIT | __GFP_IO)
#define GFP_KERNEL	(__GFP_WAIT | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT	(GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_USER	(GFP_KERNEL | __GFP_HARDWALL)
#define GFP_HIGHUSER	(GFP_USER | __GFP_HIGHMEM)
#define GFP_HIGHUSER_MOVABLE	(GFP_HIGHUSER | __GFP_MOVABLE)
#define GFP_DMA		__GFP_DMA
#define GFP_DMA32	__GFP_DMA32
#define GFP_ZONEMASK	(__GFP_DMA | __GFP_HIGHMEM | __GFP_DMA32)

/* The zonelist that a mask asks for: DMA wins over HIGHMEM. */
static __always_inline enum zone_type gfp_zone(gfp_t gfp)
{
	if (gfp & __GFP_DMA)
		return ZONE_DMA;
	return gfp & __GFP_HIGHMEM ? ZONE_HIGHMEM : ZONE_NORMAL;
}

/* As numbers, for those who build masks of them. */
#define ___GFP_DMA		((__force unsigned int)__GFP_DMA)
#define ___GFP_HIGHMEM		((__force unsigned int)__GFP_HIGHMEM)
#define ___GFP_HIGH		((__force unsigned int)__GFP_HIGH)
#define ___GFP_IO		((__force unsigned int)__GFP_IO)
#define ___GFP_FS		((__force unsigned int)__GFP_FS)
#define ___GFP_NOWARN		((__force unsigned int)__GFP_NOWARN)
#define ___GFP_NOFAIL		((__force unsigned int)__GFP_NOFAIL)
#define ___GFP_NORETRY		((__force unsigned int)__GFP_NORETRY)
#define ___GFP_COMP		((__force unsigned int)__GFP_COMP)
#define ___GFP_ZERO		((__force unsigned int)__GFP_ZERO)
#define ___GFP_DIRECT_RECLAIM	((__force unsigned int)__GFP_DIRECT_RECLAIM)

static inline bool gfpflags_allow_blocking(gfp_t gfp)
{
	return gfp & __GFP_WAIT;
}

/*
 * alloc_pages - 2^@order contiguous frames, aligned to their size.
 *
 * Returns the first frame's struct page with a reference count of 1, or NULL.
 * Order above MAX_PAGE_ORDER: NULL and a warning. May sleep with __GFP_WAIT;
 * from interrupts and under spinlocks use GFP_ATOMIC. The frame may have no
 * address when __GFP_HIGHMEM is set: see kmap(). Free with __free_pages().
 */
struct page *alloc_pages(gfp_t gfp, unsigned int order);
#define alloc_page(gfp)	alloc_pages(gfp, 0)
#define alloc_pages_node(nid, gfp, order)	((void)(nid), alloc_pages(gfp, order))

/*
 * The same, but returns the block's address in the direct map, or 0. Refuses
 * __GFP_HIGHMEM with a warning: such a frame need not have an address.
 */
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);
#define __get_free_page(gfp)		__get_free_pages(gfp, 0)
#define __get_dma_pages(gfp, order)	__get_free_pages((gfp) | __GFP_DMA, order)

/*
 * __free_pages - drop the caller's reference to the block of 2^@order frames at
 * @page; with the last one the block is free. Any context. What was not
 * allocated so is reported (bad_page) and left alone. free_pages takes the
 * address instead; 0 is allowed and does nothing.
 */
void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long addr, unsigned int order);
#define __free_page(page)	__free_pages(page, 0)
#define free_page(addr)		free_pages(addr, 0)

/*
 * Exactly enough pages for @size bytes, the block's rest given back. Single
 * pages: __GFP_COMP makes no sense here, is told once and left out.
 */
void *alloc_pages_exact(size_t size, gfp_t gfp);
void free_pages_exact(void *virt, size_t size);

/* Make 2^@order single pages, each with a reference of its own, of a block. */
void split_page(struct page *page, unsigned int order);

/*
 * alloc_pages_bulk_array - single pages into the empty (NULL) places of
 * @array[@nr]: how many places, from the first on, have one now. Each is as
 * from alloc_page(@gfp). alloc_pages_bulk is today's name of it; _list puts at
 * most @nr on @list and says how many.
 */
unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr,
				     struct page **array);
#define alloc_pages_bulk(gfp, nr, array) \
	alloc_pages_bulk_array(gfp, nr, array)
#define alloc_pages_bulk_array_node(gfp, nid, nr, array) \
	((void)(nid), alloc_pages_bulk_array(gfp, nr, array))
unsigned long alloc_pages_bulk_list(gfp_t gfp, unsigned long nr,
				    struct list_head *list);

/* Give this CPU's lists of blocks back to the buddy; how many pages it were. */
unsigned long drain_local_pages(void);
/* The same on every CPU; not with interrupts off. */
unsigned long drain_all_pages(void);

DEFINE_FREE(free_page, void *, free_page((unsigned long)_T))

#endif
