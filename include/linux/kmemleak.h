/*
 * kmemleak.h - what was allocated since a mark, and not freed; by whom.
 * mm/debug/kmemleak.c.
 */
#ifndef _LINUX_KMEMLEAK_H
#define _LINUX_KMEMLEAK_H

#include <linux/types.h>

/* An allocation that is still out. */
struct kmemleak_record {
	const void *ptr;		/* the object, or the block's struct page */
	size_t size;			/* bytes */
	unsigned long caller;		/* who asked for it */
	u32 when;			/* jiffies */
	u16 pid;			/* the thread; in an interrupt, any */
	u16 pages;			/* ptr is a struct page */
};

/*
 * kmemleak_mark - from now on every allocation is noted, of slabs and of pages;
 * what was noted is forgotten. 0, or -ENOMEM. kmemleak_off: no more of it.
 * Both may sleep.
 */
int kmemleak_mark(void);
void kmemleak_off(void);

/*
 * The @i-th record into @record; false: there is none. Numbers change as others
 * come and go. Any context. And how many there was no room for.
 */
bool kmemleak_get(unsigned int i, struct kmemleak_record *record);
unsigned long kmemleak_missed(void);
bool kmemleak_is_on(void);

/* From the allocators; and what is not to be seen as a leak. Any context. */
void kmemleak_alloc(const void *ptr, size_t size, bool pages,
		    unsigned long caller);
void kmemleak_free(const void *ptr);
#define kmemleak_ignore(ptr)	kmemleak_free(ptr)
#define kmemleak_not_leak(ptr)	kmemleak_free(ptr)
/* Linux looks for pointers in memory, and can be told where not to. */
#define kmemleak_no_scan(ptr)	do { (void)(ptr); } while (0)
#define kmemleak_scan_area(ptr, size, gfp)	kmemleak_no_scan(ptr)

#endif
