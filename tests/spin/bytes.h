/*
 * bytes.h - what both harnesses copy and compare their states with.
 */
#ifndef TESTS_SPIN_BYTES_H
#define TESTS_SPIN_BYTES_H

#include <linux/types.h>

static inline void copy(void *to, const void *from, size_t n)
{
	__asm__ volatile("rep; movsb" : "+D" (to), "+S" (from), "+c" (n)
			 : : "memory");
}

static inline bool same(const void *a, const void *b, size_t n)
{
	const unsigned char *p = a, *q = b;

	while (n-- > 0)
		if (*p++ != *q++)
			return false;
	return true;
}

#endif
