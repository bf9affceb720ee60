/*
 * tlbflush.h - this CPU's translation cache. The CPU keeps what it has walked
 * until it is told otherwise: a changed entry needs a flush of its address.
 */
#ifndef _ASM_TLBFLUSH_H
#define _ASM_TLBFLUSH_H

#include <asm/pgtable_types.h>
#include <asm/processor.h>

/* One address, global or not. */
static inline void __flush_tlb_one(unsigned long addr)
{
	asm volatile("invlpg (%0)" : : "r" (addr) : "memory");
}

/* All that is not global. */
static inline void __flush_tlb(void)
{
	write_cr3(read_cr3());
}

/* All of it: toggling CR4.PGE drops the global entries too. */
static inline void __flush_tlb_all(void)
{
	unsigned long cr4;

	if (!__kernel_global) {
		__flush_tlb();
		return;
	}
	cr4 = read_cr4();
	write_cr4(cr4 & ~X86_CR4_PGE);
	write_cr4(cr4);
}

#endif
