/*
 * tlbflush.h - the translation caches. A CPU keeps what it has walked until it
 * is told otherwise: a changed entry needs a flush of its address, on every CPU
 * that may have used it (mm/tlb.c). The names with __ flush this CPU's only.
 */
#ifndef _ASM_TLBFLUSH_H
#define _ASM_TLBFLUSH_H

#include <linux/cpumask.h>
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

/* Is there no other CPU that could have used an entry? */
static inline bool tlb_is_alone(void)
{
	return !(cpu_online_bits & (cpu_online_bits - 1));
}

/* Above so many pages, drop everything at once. */
#define FLUSH_ONE_BY_ONE	32

/*
 * On all CPUs: what was translated between @start and @end, at one address, or
 * anywhere is forgotten when they return (mm/tlb.c). Interrupts on, and no lock
 * held that is taken with interrupts off.
 */
void flush_tlb_kernel_range(unsigned long start, unsigned long end);
void flush_tlb_one_kernel(unsigned long addr);
void flush_tlb_all(void);

/* What a CPU did since boot: the nr_tlb_* of vmstat. */
struct tlb_event_state {
	unsigned long remote;		/* shoot-downs it sent */
	unsigned long remote_received;	/* and was reached by */
	unsigned long local_all;	/* times it dropped everything */
	unsigned long local_one;	/* single addresses it dropped */
};

struct tlb_event_state tlb_events_cpu(int cpu);

#endif
