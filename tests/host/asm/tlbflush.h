/*
 * tlbflush.h (host) - the machine keeps every translation it has used until it
 * is told to drop it, so a forgotten flush shows as the old page.
 */
#ifndef _ASM_TLBFLUSH_H
#define _ASM_TLBFLUSH_H

#include <asm/processor.h>

void host_flush_tlb_one(unsigned long addr);
void host_flush_tlb(bool global_too);

#define __flush_tlb_one(addr)	host_flush_tlb_one(addr)
#define __flush_tlb()		host_flush_tlb(false)
#define __flush_tlb_all()	host_flush_tlb(true)

/* All CPUs of the tests share one translation cache. */
#define flush_tlb_all()		host_flush_tlb(true)

static inline void flush_tlb_kernel_range(unsigned long start,
					  unsigned long end)
{
	for (; start < end; start += PAGE_SIZE)
		host_flush_tlb_one(start);
}

#endif
