/*
 * tlbflush.h (host) - the machine keeps every translation it has used until it
 * is told to drop it, so a forgotten flush shows as the old page. All CPUs of
 * the tests share one translation cache.
 */
#ifndef _HOST_ASM_TLBFLUSH_H
#define _HOST_ASM_TLBFLUSH_H

#define __flush_tlb_one	__real_flush_tlb_one
#define __flush_tlb	__real_flush_tlb
#define __flush_tlb_all	__real_flush_tlb_all
#include_next <asm/tlbflush.h>
#undef __flush_tlb_one
#undef __flush_tlb
#undef __flush_tlb_all

void host_flush_tlb_one(unsigned long addr);
void host_flush_tlb(bool global_too);

#define __flush_tlb_one(addr)	host_flush_tlb_one(addr)
#define __flush_tlb()		host_flush_tlb(false)
#define __flush_tlb_all()	host_flush_tlb(true)

#endif
