/*
 * asm/string.h - the instructions that move, fill and compare memory.
 *
 * `rep movsl`, `rep stosl` and `repe cmpsl` work four bytes at a time; the odd
 * bytes at the end come after. Nothing is done about alignment: x86 allows
 * every address, and the test costs more than it gains (`demo memcpy`
 * measures). The direction flag is clear, as the ABI has it. lib/memory.c makes
 * memcpy() and the others out of them; a machine without leaves the HAVE macros
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

/* For a @to that overlaps @from from behind: downwards, the odd bytes first. */
static inline void *arch_memcpy_down(void *to, const void *from, size_t n)
{
	unsigned long d0, d1, d2;

	__asm__ __volatile__("std\n\t"
			     "rep; movsb\n\t"
			     "movl %4, %%ecx\n\t"
			     "subl $3, %%esi\n\t"
			     "subl $3, %%edi\n\t"
			     "rep; movsl\n\t"
			     "cld"
			     : "=&c" (d0), "=&D" (d1), "=&S" (d2)
			     : "0" (n & 3), "g" (n / 4),
			       "1" ((char *)to + n - 1),
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

#define __HAVE_ARCH_MEMCMP
/* The first words that differ are looked at again, byte by byte. */
static inline int arch_memcmp(const void *a, const void *b, size_t n)
{
	unsigned long d0, d1;
	int above, below;

	__asm__ __volatile__("cmpl %%ecx, %%ecx\n\t"	/* equal so far */
			     "repe; cmpsl\n\t"
			     "movl %7, %%ecx\n\t"
			     "je 1f\n\t"
			     "movl $4, %%ecx\n\t"
			     "subl %%ecx, %%esi\n\t"
			     "subl %%ecx, %%edi\n"
			     "1:\tcmpl %%edx, %%edx\n\t"
			     "repe; cmpsb\n\t"
			     "seta %%al\n\t"
			     "setb %%dl"
			     : "=&S" (d0), "=&D" (d1), "=&a" (above),
			       "=&d" (below)
			     : "0" (a), "1" (b), "c" (n / 4), "g" (n & 3)
			     : "memory", "cc");
	return (u8)above - (u8)below;
}

#endif
