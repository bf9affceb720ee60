/*
 * processor.h - the CPU itself: relax, control registers, TLB, time stamp.
 */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

#include <linux/types.h>

#define X86_CR0_WP	0x00010000UL	/* ring 0 honours read-only pages */
#define X86_CR0_NW	0x20000000UL	/* with CD: caches are not kept coherent */
#define X86_CR0_CD	0x40000000UL	/* nothing new is cached */
#define X86_CR0_PG	0x80000000UL	/* paging on */
#define X86_CR4_PSE	0x00000010UL	/* 4 MB pages */
#define X86_CR4_PAE	0x00000020UL	/* three-level tables */
#define X86_CR4_PGE	0x00000080UL	/* global pages */

/*
 * In every loop that waits: lets the other hyperthread, or emulated CPU, run.
 */
static __always_inline void cpu_relax(void)
{
	asm volatile("pause" : : : "memory");
}

#define __CR_ACCESS(n)							\
static inline unsigned long read_cr##n(void)				\
{									\
	unsigned long val;						\
									\
	asm volatile("movl %%cr" #n ",%0" : "=r" (val));		\
	return val;							\
}									\
									\
static inline void write_cr##n(unsigned long val)			\
{									\
	asm volatile("movl %0,%%cr" #n : : "r" (val) : "memory");	\
}

__CR_ACCESS(0)
__CR_ACCESS(2)
__CR_ACCESS(3)
__CR_ACCESS(4)

/* Write all caches back to memory and empty them. */
static inline void wbinvd(void)
{
	asm volatile("wbinvd" : : : "memory");
}

static __always_inline u64 rdtsc(void)
{
	u64 tsc;

	asm volatile("rdtsc" : "=A" (tsc));
	return tsc;
}

static inline void cpuid(u32 leaf, u32 *eax, u32 *ebx, u32 *ecx, u32 *edx)
{
	asm volatile("cpuid" : "=a" (*eax), "=b" (*ebx), "=c" (*ecx),
		     "=d" (*edx) : "0" (leaf), "2" (0));
}

#endif
