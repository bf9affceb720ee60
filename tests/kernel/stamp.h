/*
 * stamp.h - pages that say whose they are: a stamp into each, and whether all
 * still have it. For suites that map many pages.
 */
#ifndef _TESTS_STAMP_H
#define _TESTS_STAMP_H

#include <linux/uaccess.h>
#include "mm_test.h"

/* Can the byte at @addr be read? */
static inline bool is_mapped(const void *addr)
{
	char byte;

	return !copy_from_kernel_nofault(&byte, addr, 1);
}

/* Two words of its own into every page from @p on. */
static inline void fill(void *p, unsigned long pages, u32 stamp)
{
	for (unsigned long i = 0; i < pages; i++) {
		u32 *word = p + i * PAGE_SIZE;

		word[0] = stamp + i;
		word[PAGE_SIZE / 4 - 1] = ~(stamp + i);
	}
}

/* Are they all there still? */
static inline bool is_filled(const void *p, unsigned long pages, u32 stamp)
{
	for (unsigned long i = 0; i < pages; i++) {
		const u32 *word = p + i * PAGE_SIZE;

		if (word[0] != stamp + i ||
		    word[PAGE_SIZE / 4 - 1] != ~(stamp + i))
			return false;
	}
	return true;
}

#endif
