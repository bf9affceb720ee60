/*
 * tlb.c - translations that have changed, forgotten by every CPU.
 *
 * Each CPU keeps the translations it has used (its TLB) and asks the page
 * tables only for what it doesn't have. Nobody tells it that an entry in memory
 * has changed, as a cache of data would be told: the kernel must. So an entry
 * that was present is changed in three steps, and in this order:
 *
 *	1. the entry, in memory		no new translation can be made of it
 *	2. the flush, on every CPU	no old one is left
 *	3. the frame, the address	only now for somebody else
 *
 *   this CPU		the others
 *   invlpg, or all	interrupt: invlpg, or all;   we wait until all have done
 *
 * The second step costs an interrupt on each other CPU (the shoot-down). Three
 * things keep it rare: an entry that was not present needs no flush, as misses
 * are not remembered; what is only this CPU's (a slot of the fixmap) is flushed
 * here alone; and vmalloc gathers unmapped areas and flushes once for all of
 * them (vmap_purge.c). Above FLUSH_ONE_BY_ONE pages everything goes: walking
 * again costs less than so many single flushes.
 *
 * Invariant: when a flush returns no CPU holds what was in the range before.
 * One that is just starting isn't asked: it flushes once more when it is
 * online.
 * Locking: none; a flush is for whoever changed the entry, and so are its
 * rules.
 * Context: interrupts on where there are other CPUs: two that wait for each
 * other's answer with interrupts off wait for ever (kernel/ipi.c warns).
 * Counts, per CPU, are vmstat's nr_tlb_*.
 * Linux: arch/x86/mm/tlb.c. gdb: `break flush_tlb_kernel_range`,
 * `km-percpu tlb_events`.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <asm/tlbflush.h>

static DEFINE_PER_CPU(struct tlb_event_state, tlb_events);

struct flush {
	unsigned long start, end;	/* end 0: everything */
	int from;			/* the CPU that asks */
};

/* What this CPU forgets. */
static __always_inline void flush_local(unsigned long start, unsigned long end)
{
	if (!end) {
		__flush_tlb_all();
		this_cpu_inc(tlb_events.local_all);
		return;
	}
	this_cpu_add(tlb_events.local_one, (end - start) >> PAGE_SHIFT);
	for (; start < end; start += PAGE_SIZE)
		__flush_tlb_one(start);
}

static void flush_here(void *info)
{
	const struct flush *f = info;

	if (smp_processor_id() != f->from)
		this_cpu_inc(tlb_events.remote_received);
	flush_local(f->start, f->end);
}

/* Preemption off, so that "here" stays it. */
static noinline void flush_everywhere(unsigned long start, unsigned long end)
{
	struct flush f = { .start = start, .end = end, .from = get_cpu() };

	this_cpu_inc(tlb_events.remote);
	on_each_cpu(flush_here, &f, 1);
	put_cpu();
}

void flush_tlb_kernel_range(unsigned long start, unsigned long end)
{
	start &= PAGE_MASK;
	end = PAGE_ALIGN(end);
	if (end - start > FLUSH_ONE_BY_ONE * PAGE_SIZE)
		end = 0;
	smp_mb();		/* the entry, before we look who is online */
	if (tlb_is_alone())
		flush_local(start, end);
	else
		flush_everywhere(start, end);
}
EXPORT_SYMBOL(flush_tlb_kernel_range);

void flush_tlb_one_kernel(unsigned long addr)
{
	flush_tlb_kernel_range(addr, addr + 1);
}
EXPORT_SYMBOL(flush_tlb_one_kernel);

void flush_tlb_all(void)
{
	smp_mb();
	if (tlb_is_alone())
		flush_local(0, 0);
	else
		flush_everywhere(0, 0);
}
EXPORT_SYMBOL(flush_tlb_all);

struct tlb_event_state tlb_events_cpu(int cpu)
{
	return per_cpu(tlb_events, cpu);
}
