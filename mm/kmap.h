/*
 * kmap.h - the slots of kmap_atomic, as kmap_atomic.c and kmap_misuse.c see
 * them; and what is told when kmap or kmap_atomic is used wrongly.
 */
#ifndef _MM_KMAP_H
#define _MM_KMAP_H

#include <linux/bottom_half.h>
#include <linux/highmem.h>
#include <linux/percpu.h>

struct kmap_slot {
	unsigned int state;		/* preempt_count when it was mapped */
	unsigned long addr;		/* its place in the fixmap */
	pte_t *pte;			/* what maps it */
	unsigned long caller;		/* who mapped it last */
	unsigned int outer;		/* KMAP_REPLACED: its state before */
};

/* The part of preempt_count that a mapping must not be carried across. */
#define CONTEXT_MASK	(SOFTIRQ_OFFSET | HARDIRQ_MASK | NMI_MASK)
/* Bits of the state that preempt_count doesn't have. */
#define KMAP_FREE	(1U << 24)
#define KMAP_REPLACED	(1U << 25)	/* an outer context's mapping below */
#define KMAP_HOLE	(1U << 26)	/* further down something is free */
#define KMAP_NEVER	(1U << 27)	/* neither free nor anybody's */

typedef struct kmap_slot kmap_slots_t[KM_TYPE_NR + 1];

DECLARE_PER_CPU(kmap_slots_t, kmap_slots);
DECLARE_PER_CPU(struct kmap_slot *, kmap_top);	/* first above all mapped */

#define this_slot(type)	(*this_cpu_ptr(&kmap_slots) + (type))
#define this_state()	((unsigned int)this_cpu_read(__preempt_count))
#define this_context()	(this_state() & CONTEXT_MASK)

static inline unsigned long slot_pfn(const struct kmap_slot *slot)
{
	return pte_pfn(*slot->pte);
}

/*
 * kmap_misuse.c, for @caller. Each reports what it was, if it was wrong, and
 * puts slots and preempt_count right.
 *
 * A type that is in use is mapped again; the stack has no slot left (no
 * return).
 */
void kmap_nested_type(struct kmap_slot *slot, unsigned long caller);
void kmap_stack_full(unsigned long caller) __noreturn;
/*
 * What is not the last mapping: low pages, the other generation, or a mistake.
 */
void kunmap_atomic_other(unsigned long addr, unsigned long caller);
/* preempt_unbalanced()'s hook: what the context has mapped was forgotten. */
void kmap_forgotten(int before, unsigned long fn);
/* kunmap of what kmap has not given. */
void kunmap_wrong(struct page *page, unsigned long last, unsigned long caller);

#endif
