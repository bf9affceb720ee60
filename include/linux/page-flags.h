/*
 * page-flags.h - the flags word of struct page.
 *
 *   31  30 29  28 27    24 23                              0
 *  +------+------+--------+--------------------------------+
 *  | zone |  -   | order  | PG_* flags                     |
 *  +------+------+--------+--------------------------------+
 *
 * The order is that of the block whose head this is, free or allocated: so one
 * comparison of the whole word answers "is my buddy free, whole, and of my
 * zone", and another "was this block allocated with that order".
 */
#ifndef _LINUX_PAGE_FLAGS_H
#define _LINUX_PAGE_FLAGS_H

#include <linux/bitops.h>
#include <linux/mm_types.h>

enum pageflags {
	PG_locked,		/* somebody does I/O on it */
	PG_error,
	PG_referenced,		/* used since last looked at */
	PG_uptodate,		/* holds what its file holds */
	PG_dirty,		/* holds newer than its file */
	PG_lru,			/* on an LRU list */
	PG_active,		/* on the active one */
	PG_slab,		/* the slab allocator's */
	PG_checked,		/* the owner's */
	PG_arch_1,		/* the owner's */
	PG_reserved,		/* not RAM, or not the allocator's */
	PG_private,		/* private holds something */
	PG_writeback,		/* being written out */
	PG_swapcache,		/* private is a swap entry */
	PG_mappedtodisk,	/* has blocks on disk */
	PG_reclaim,		/* to be reclaimed soon */
	PG_head,		/* first page of a compound block */
	PG_tail,		/* another page of a compound block */
	PG_table,		/* a page table */
	PG_buddy,		/* head of a free block */
	PG_pcp,			/* free, on a per-CPU list */
	__NR_PAGEFLAGS
};

#define PAGE_ORDER_SHIFT	24
#define PAGE_ORDER_MASK		(0xfUL << PAGE_ORDER_SHIFT)
#define PAGE_ZONE_SHIFT		30
#define PAGE_ZONE_MASK		(3UL << PAGE_ZONE_SHIFT)

/* No page that is given back may carry one of these. */
#define PAGE_FLAGS_CHECK_AT_FREE \
	(1UL << PG_locked | 1UL << PG_lru | 1UL << PG_active | 1UL << PG_slab | \
	 1UL << PG_reserved | 1UL << PG_private | 1UL << PG_writeback | \
	 1UL << PG_swapcache | 1UL << PG_tail | 1UL << PG_table | \
	 1UL << PG_buddy | 1UL << PG_pcp)

#define __PAGEFLAG(Name, name)						\
static __always_inline int Page##Name(const struct page *page)		\
{									\
	return test_bit(PG_##name, &page->flags);			\
}									\
static __always_inline void SetPage##Name(struct page *page)		\
{									\
	set_bit(PG_##name, &page->flags);				\
}									\
static __always_inline void ClearPage##Name(struct page *page)		\
{									\
	clear_bit(PG_##name, &page->flags);				\
}									\
static __always_inline void __SetPage##Name(struct page *page)		\
{									\
	__set_bit(PG_##name, &page->flags);				\
}									\
static __always_inline void __ClearPage##Name(struct page *page)	\
{									\
	__clear_bit(PG_##name, &page->flags);				\
}									\
static __always_inline int TestSetPage##Name(struct page *page)	\
{									\
	return test_and_set_bit(PG_##name, &page->flags);		\
}									\
static __always_inline int TestClearPage##Name(struct page *page)	\
{									\
	return test_and_clear_bit(PG_##name, &page->flags);		\
}

__PAGEFLAG(Locked, locked)
__PAGEFLAG(Error, error)
__PAGEFLAG(Referenced, referenced)
__PAGEFLAG(Uptodate, uptodate)
__PAGEFLAG(Dirty, dirty)
__PAGEFLAG(LRU, lru)
__PAGEFLAG(Active, active)
__PAGEFLAG(Slab, slab)
__PAGEFLAG(Checked, checked)
__PAGEFLAG(Reserved, reserved)
__PAGEFLAG(Private, private)
__PAGEFLAG(Writeback, writeback)
__PAGEFLAG(SwapCache, swapcache)
__PAGEFLAG(MappedToDisk, mappedtodisk)
__PAGEFLAG(Reclaim, reclaim)
__PAGEFLAG(Head, head)
__PAGEFLAG(Tail, tail)
__PAGEFLAG(Table, table)
__PAGEFLAG(Buddy, buddy)
__PAGEFLAG(Pcp, pcp)

static inline int PageCompound(const struct page *page)
{
	return page->flags & (1UL << PG_head | 1UL << PG_tail);
}

/* The order of the block that @page heads, free or allocated. */
static __always_inline unsigned int __page_order(const struct page *page)
{
	return (page->flags & PAGE_ORDER_MASK) >> PAGE_ORDER_SHIFT;
}
#ifndef MODULE			/* names that a module may have */
#define page_order(page)	__page_order(page)
#endif

#endif
