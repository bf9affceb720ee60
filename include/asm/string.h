/*
 * asm/string.h - the two instructions that move and fill memory.
 *
 * `rep movsl` and `rep stosl` work four bytes at a time; the odd bytes go
 * first. The direction flag is clear, as the ABI has it. lib/string.c makes
 * memcpy() and memset() out of them; a machine without leaves the HAVE macros
 * out and gets loops in C.
 */
#ifndef _ASM_X86_STRING_H
#define _ASM_X86_STRING_H

#include <linux/types.h>

#define __HAVE_ARCH_MEMCPY
static inline void *arch_memcpy(void *to, const void *from, size_t n)
{
	unsigned long d0, d1, d2;

	__asm__ __volatile__("rep; movsl\n\t"
			     "movl %4, %%ecx\n\t"
			     "rep; movsb"
			     : "=&c" (d0), "=&D" (d1), "=&S" (d2)
			     : "0" (n / 4), "g" (n & 3), "1" (to), "2" (from)
			     : "memory");
	return to;
}

/* For a @to that overlaps @from from behind: downwards, byte by byte. */
static inline void *arch_memcpy_down(void *to, const void *from, size_t n)
{
	unsigned long d0, d1, d2;

	__asm__ __volatile__("std; rep; movsb; cld"
			     : "=&c" (d0), "=&D" (d1), "=&S" (d2)
			     : "0" (n), "1" ((char *)to + n - 1),
			       "2" ((const char *)from + n - 1)
			     : "memory");
	return to;
}

#define __HAVE_ARCH_MEMSET
static inline void *arch_memset(void *s, int c, size_t n)
{
	unsigned long d0, d1;

	__asm__ __volatile__("rep; stosl\n\t"
			     "movl %3, %%ecx\n\t"
			     "rep; stosb"
			     : "=&c" (d0), "=&D" (d1)
			     : "0" (n / 4), "g" (n & 3), "1" (s),
			       "a" ((unsigned char)c * 0x01010101u)
			     : "memory");
	return s;
}

#endif
