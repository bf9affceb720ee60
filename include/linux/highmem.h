/*
 * highmem.h - using a page that may have no address: kmap for as long as one
 * likes (mm/highmem.c), kmap_atomic for a moment (mm/kmap_atomic.c).
 */
#ifndef _LINUX_HIGHMEM_H
#define _LINUX_HIGHMEM_H

#include <linux/irqflags.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/string.h>
#include <asm/cacheflush.h>
#include <asm/fixmap.h>
#include <asm/kmap_types.h>

/* ---- kmap: may sleep ---- */

void *kmap_high(struct page *page);
void kunmap_high(struct page *page);
void *kmap_refused(struct page *page) __cold;

/*
 * kmap - an address for @page that all CPUs and contexts may use until
 * kunmap(page); page->virtual has it meanwhile. Maps of one page share it and
 * count. A low page has its address for good. May sleep, until one of the 1024
 * slots is free; where the caller must not, that is reported, and a high page
 * gets NULL.
 */
static __always_inline void *kmap(struct page *page)
{
	if (unlikely(!preemptible()))
		return kmap_refused(page);
	return PageHighMem(page) ? kmap_high(page) : page_address(page);
}

/*
 * kunmap - the end of what kmap(@page) gave: the page, not the address. Threads
 * only, but does not sleep. One too many is reported and changes nothing.
 */
static __always_inline void kunmap(struct page *page)
{
	if (PageHighMem(page))
		kunmap_high(page);
}

/* Give up what kunmap left mapped for the next to find. Thread context. */
void kmap_flush_unused(void);

/* ---- kmap_atomic: any context ---- */

/*
 * kmap_atomic - an address for @page on this CPU, until kunmap_atomic(address).
 * Never fails, never sleeps; in between nothing may sleep. Pairs nest like
 * brackets and stay within one context. page->virtual stays as it is. A low
 * page costs nothing.
 *
 * With a type, as in 2.6, kmap_atomic(page, type) and kunmap_atomic(addr, type)
 * use the slot of that name; whoever may interrupt must use another name.
 */
void *kmap_atomic(struct page *page);
void *kmap_atomic_type(struct page *page, enum km_type type);
void kunmap_atomic(const void *addr);
void kunmap_atomic_type(const void *addr, enum km_type type);
/* The same for a frame that may have no struct page. */
void *kmap_atomic_pfn(unsigned long pfn);
void *kmap_atomic_pfn_type(unsigned long pfn, enum km_type type);

/* F(x) is the function F, F(x, type) is F_type. */
#define __kmap_pick(_0, _1, name, ...)	name
#define __kmap_form(fn, x, ...) \
	__kmap_pick(_, ##__VA_ARGS__, fn##_type, fn, _)(x, ##__VA_ARGS__)
#define kmap_atomic(page, ...)	__kmap_form(kmap_atomic, page, ##__VA_ARGS__)
#define kunmap_atomic(addr, ...) \
	__kmap_form(kunmap_atomic, addr, ##__VA_ARGS__)
#define kmap_atomic_pfn(pfn, ...) \
	__kmap_form(kmap_atomic_pfn, pfn, ##__VA_ARGS__)

/* ---- kmap_local_page: today's form ---- */

void __kunmap_local(unsigned long addr);

/*
 * kmap_local_page - an address for @page that its caller alone uses: a thread
 * that may sleep gets kmap()'s, all others kmap_atomic()'s.
 */
static inline void *kmap_local_page(struct page *page)
{
	if (!PageHighMem(page))
		return lowmem_page_address(page);
	return preemptible() ? kmap_high(page) : kmap_atomic(page);
}

static inline void kunmap_local(const void *addr)
{
	if ((unsigned long)addr >= PKMAP_BASE)
		__kunmap_local((unsigned long)addr);
}

/* The same for a frame that may have no struct page. */
static inline void *kmap_local_pfn(unsigned long pfn)
{
	return pfn_valid(pfn) ? kmap_local_page(pfn_to_page(pfn)) :
				kmap_atomic_pfn(pfn);
}

/* The page behind an address of any of the three, or of the direct map. */
struct page *kmap_to_page(const void *addr);
#define kmap_atomic_to_page(addr)	kmap_to_page(addr)

/* ---- done with it ---- */

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

/*
 * Zero the bytes [start, end) of @page, or two such ranges; any context. A
 * range that ends before it starts has no bytes: callers need not look.
 */
void zero_user_segments(struct page *page, unsigned int start1,
			unsigned int end1, unsigned int start2,
			unsigned int end2);

static inline void zero_user_segment(struct page *page, unsigned int start,
				     unsigned int end)
{
	zero_user_segments(page, start, end, 0, 0);
}

static inline void zero_user(struct page *page, unsigned int start,
			     unsigned int size)
{
	zero_user_segments(page, start, start + size, 0, 0);
}

/* Bytes between memory and one page, which they may not leave; any context. */
void memcpy_from_page(void *to, struct page *page, size_t offset, size_t len);
void memcpy_to_page(struct page *page, size_t offset, const void *from,
		    size_t len);
void memset_page(struct page *page, size_t offset, int c, size_t len);

/* From one page to another, or within one. */
static inline void memmove_page(struct page *to, size_t to_at,
				struct page *from, size_t from_at, size_t len)
{
	char *dst = kmap_local_page(to), *src = kmap_local_page(from);

	memmove(dst + to_at, src + from_at, len);
	kunmap_local(src);
	kunmap_local(dst);
}

#define memcpy_page(to, to_at, from, from_at, len) \
	memmove_page(to, to_at, from, from_at, len)
#define memzero_page(page, offset, len)	memset_page(page, offset, 0, len)
#define memclear_highpage_flush(page, offset, len) zero_user(page, offset, len)

struct vm_area_struct;
#define clear_user_highpage(page, vaddr)	clear_highpage(page)
#define copy_user_highpage(to, from, vaddr, vma)	copy_highpage(to, from)

static inline unsigned long nr_free_highpages(void)
{
	return zones[ZONE_HIGHMEM].free_pages;
}

#define totalhigh_pages()	(zones[ZONE_HIGHMEM].managed_pages)

/* ---- for inspectors ---- */

struct kmap_state {
	unsigned int used;		/* slots with users */
	unsigned int idle;		/* mapped, not used */
	unsigned int clean;		/* empty */
	unsigned int flushes;		/* how often idle ones were emptied */
	unsigned long flushed_at;	/* jiffies of the last time */
	unsigned int sleepers;		/* threads that wait for a slot */
	unsigned int sleeps;		/* how often one had to */
	unsigned int bugs;		/* misuses reported, atomic ones too */
};

void kmap_get_state(struct kmap_state *state);
/* Who has slot @nr: the page (NULL: clean), its users, who mapped it last. */
struct page *kmap_get_slot(unsigned int nr, unsigned int *users,
			   unsigned long *caller);
/* The same for slot @type of @cpu's kmap_atomic; frame ~0: not mapped. */
extern const char *const km_type_name[KM_TYPE_NR];
unsigned long kmap_atomic_get_slot(unsigned int cpu, unsigned int type,
				   unsigned long *caller);

#endif
