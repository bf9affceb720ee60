/*
 * kmap_atomic.c - an address for a page of high memory, for a moment, anywhere.
 *
 * Each CPU has a row of slots in the fixmap. To map is to take one, store the
 * frame into its page-table entry and drop the old translation (one invlpg, on
 * this CPU only, as no other ever uses the slot): no lock, no sleep, any
 * context. Two generations of callers share the row:
 *
 *   KM_BOUNCE_READ ... KM_SOFTIRQ1 | stack 0  1  2  ...  7 |
 *   kmap_atomic(page, KM_USER0)      kmap_atomic(page)
 *   the caller names his slot        top ----^  pairs nest like brackets
 *
 * An interrupt may map while the code it came upon has something mapped: it
 * pushes on top and has popped again before it returns, or uses a type of its
 * own. Preemption is off while anything is mapped, for the slot belongs to the
 * CPU. An unmapped slot keeps its entry until the next mapping replaces it: the
 * address may still work, and nobody may use it.
 *
 * Invariants: a slot's state is the preempt_count with which it was mapped, so
 * it tells the context (thread, softirq, how deep in interrupts), or KMAP_FREE;
 * top is the first above all that are mapped. The slots on both sides of the stack are KMAP_NEVER: running into them
 * is noticed by the tests that are made anyway. page->virtual is not touched.
 * Every misuse is reported with slot, frame, who mapped it and who is wrong,
 * and leaves preempt_count as a correct caller would have.
 * Price: a pair takes about 45 instructions, in either generation.
 * Locking: none; a slot is only ever seen by its own CPU.
 * Linux: arch/x86/mm/highmem_32.c, kmap_atomic() in 2.6 and after.
 * gdb: `km-kmap`, `break kmap_atomic`.
 */
#include <linux/bottom_half.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <asm/tlbflush.h>
#include "internal.h"

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

static DEFINE_PER_CPU(kmap_slots_t, kmap_slots);
static DEFINE_PER_CPU(struct kmap_slot *, kmap_top);

#define this_slot(type)	(*this_cpu_ptr(&kmap_slots) + (type))
#define this_state()	((unsigned int)this_cpu_read(__preempt_count))
#define this_context()	(this_state() & CONTEXT_MASK)

static unsigned long slot_pfn(const struct kmap_slot *slot)
{
	return pte_pfn(*slot->pte);
}

const char *const km_type_name[KM_TYPE_NR] = {
	"KM_BOUNCE_READ", "KM_SKB_SUNRPC_DATA", "KM_SKB_DATA_SOFTIRQ",
	"KM_USER0", "KM_USER1", "KM_BIO_SRC_IRQ", "KM_BIO_DST_IRQ",
	"KM_PTE0", "KM_PTE1", "KM_IRQ0", "KM_IRQ1", "KM_SOFTIRQ0",
	"KM_SOFTIRQ1", "KM_GAP", "stack 0", "stack 1", "stack 2", "stack 3",
	"stack 4", "stack 5", "stack 6", "stack 7",
};

/* ---- misuse ---- */

static const char *context_name(unsigned int context)
{
	return context & (HARDIRQ_MASK | NMI_MASK) ? "an interrupt" :
	       context & SOFTIRQ_OFFSET ? "a softirq" : "a thread";
}

static void report_slot(const char *what, const struct kmap_slot *slot,
			unsigned long caller)
{
	unsigned int type = slot - this_slot(0);

	kmap_bugs++;
	pr_alert("BUG: %s, by %pS in %s\n", what, (void *)caller,
		 context_name(this_context()));
	pr_alert("%s of CPU %d, address %#lx, frame %#lx, mapped by %pS%s%s\n",
		 km_type_name[type], smp_processor_id(), slot->addr,
		 slot_pfn(slot), (void *)slot->caller,
		 slot->state & KMAP_FREE ? ", free since" : " in ",
		 slot->state & KMAP_FREE ? "" : context_name(slot->state));
	dump_stack();
}

/*
 * A type that is in use is mapped again. The new mapping replaces the old one.
 * In the same context the two share one unmapping, so preemption is off once;
 * an interrupt unmaps its own before the outer context unmaps.
 */
static noinline void nested_type(struct kmap_slot *slot, unsigned long caller)
{
	unsigned int context = this_context();

	report_slot("kmap_atomic: a type that is mapped already; replaced",
		    slot, caller);
	if ((slot->state & CONTEXT_MASK) < context) {
		slot->outer = slot->state;
		slot->state = context | KMAP_REPLACED;
	} else if ((preempt_count() & PREEMPT_MASK) > PREEMPT_OFFSET) {
		preempt_enable_no_resched();
	}
}

static noinline void stack_full(unsigned long caller)
{
	for (unsigned int type = KM_STACK; type < KM_TYPE_NR; type++)
		report_slot("kmap_atomic: no slot left", this_slot(type),
			    caller);
	BUG();
}

/* The slot of this CPU that @addr lies in, NULL: in none. */
static struct kmap_slot *slot_of(unsigned long addr)
{
	unsigned long type = (this_slot(0)->addr - addr) >> PAGE_SHIFT;

	return type < KM_TYPE_NR && type != KM_GAP ? this_slot(type) : NULL;
}

static void not_a_slot(unsigned long addr, unsigned long caller)
{
	kmap_bugs++;
	pr_alert("BUG: kunmap_atomic: %#lx is not %s, by %pS\n", addr,
		 addr >= FIXADDR_START && addr < FIXADDR_TOP ?
		 "of this CPU's slots" : "what kmap_atomic gave",
		 (void *)caller);
	dump_stack();
}

/*
 * The stack ends where nothing is mapped any more. If there is a hole below,
 * because somebody unmapped before his turn, the topmost comes here again.
 */
static void lower_top(void)
{
	struct kmap_slot *top = this_slot(KM_TYPE_NR), *slot;

	while (top[-1].state & KMAP_FREE)
		top--;
	this_cpu_write(kmap_top, top);
	for (slot = this_slot(KM_STACK); slot < top; slot++)
		if (slot->state & KMAP_FREE)
			top[-1].state |= KMAP_HOLE;
}

static void free_slot(struct kmap_slot *slot)
{
	slot->state = slot->state & KMAP_REPLACED ? slot->outer : KMAP_FREE;
	lower_top();
}

/* Whether @slot may be unmapped now, with a preempt_enable(); else it's told. */
static bool may_unmap(struct kmap_slot *slot, unsigned long caller)
{
	unsigned int theirs = slot->state & CONTEXT_MASK;

	if (slot->state & KMAP_FREE) {
		report_slot("kunmap_atomic: not mapped", slot, caller);
		return false;
	}
	if (theirs != this_context()) {
		report_slot("kunmap_atomic: mapped in another context", slot,
			    caller);
		/* One that is over has had its preempt_count put right. */
		if (theirs > this_context())
			free_slot(slot);
		return false;
	}
	if (slot >= this_slot(KM_STACK) && slot + 1 != this_cpu_read(kmap_top))
		report_slot("kunmap_atomic: not the last one mapped", slot,
			    caller);
	return true;
}

/* What the short way did not know: low pages, the other generation, misuse. */
static noinline void unmap_other(unsigned long addr, unsigned long caller)
{
	struct kmap_slot *slot = slot_of(addr);

	if (virt_addr_valid(addr) && (preempt_count() & PREEMPT_MASK)) {
		preempt_enable();
	} else if (!slot) {
		not_a_slot(addr, caller);
	} else if (may_unmap(slot, caller)) {
		free_slot(slot);
		preempt_enable();
	}
}

/*
 * A function came back with preemption off, and that is being put right: what
 * its context has mapped was forgotten. preempt_unbalanced() calls.
 */
static void forgotten(int before, unsigned long fn)
{
	if (this_context() == 0 && (before & PREEMPT_MASK))
		return;			/* may be of whoever called it */
	for (struct kmap_slot *s = this_slot(0); s < this_slot(KM_TYPE_NR); s++)
		if (!(s->state & (KMAP_FREE | KMAP_NEVER)) &&
		    (s->state & CONTEXT_MASK) == this_context()) {
			report_slot("kmap_atomic: never unmapped", s, fn);
			free_slot(s);
		}
}

/* ---- the short way ---- */

/* The next slot of the stack, for @caller. */
static __always_inline struct kmap_slot *push(unsigned long caller)
{
	struct kmap_slot *slot = this_cpu_read(kmap_top);

	if (unlikely(slot->state != KMAP_FREE))
		stack_full(caller);
	this_cpu_add(kmap_top, sizeof(*slot));
	slot->state = this_state();
	slot->caller = caller;
	return slot;
}

static __always_inline struct kmap_slot *take_type(unsigned int type,
						   unsigned long caller)
{
	struct kmap_slot *slot = this_slot(type);

	BUG_ON(type >= KM_GAP);
	if (unlikely(slot->state != KMAP_FREE))
		nested_type(slot, caller);
	else
		slot->state = this_state();
	slot->caller = caller;
	return slot;
}

static __always_inline void *fill_slot(const struct kmap_slot *slot,
				       unsigned long pfn)
{
	unsigned long addr = slot->addr;

	set_kernel_pte(addr, slot->pte, pfn_pte(pfn, PAGE_KERNEL));
	__flush_tlb_one(addr);
	return (void *)addr;
}

void *(kmap_atomic)(struct page *page)
{
	struct kmap_slot *slot;

	preempt_disable();
	if (!PageHighMem(page))
		return lowmem_page_address(page);
	slot = push(_RET_IP_);
	return fill_slot(slot, page_to_pfn(page));
}
EXPORT_SYMBOL(kmap_atomic);

void *kmap_atomic_type(struct page *page, enum km_type type)
{
	struct kmap_slot *slot;

	preempt_disable();
	if (!PageHighMem(page))
		return lowmem_page_address(page);
	slot = take_type(type, _RET_IP_);
	return fill_slot(slot, page_to_pfn(page));
}
EXPORT_SYMBOL(kmap_atomic_type);

void *(kmap_atomic_pfn)(unsigned long pfn)
{
	preempt_disable();
	return pfn < max_low_pfn ? pfn_to_kaddr(pfn) :
				   fill_slot(push(_RET_IP_), pfn);
}
EXPORT_SYMBOL(kmap_atomic_pfn);

void *kmap_atomic_pfn_type(unsigned long pfn, enum km_type type)
{
	preempt_disable();
	return pfn < max_low_pfn ? pfn_to_kaddr(pfn) :
				   fill_slot(take_type(type, _RET_IP_), pfn);
}
EXPORT_SYMBOL(kmap_atomic_pfn_type);

/*
 * The last one mapped, and nothing was locked or counted since that still is:
 * the short way. Other correct pairs are found out by the longer one.
 */
void (kunmap_atomic)(const void *vaddr)
{
	unsigned long addr = (unsigned long)vaddr & PAGE_MASK;
	struct kmap_slot *slot = this_cpu_read(kmap_top) - 1;

	if (unlikely(addr != slot->addr || slot->state != this_state())) {
		unmap_other(addr, _RET_IP_);
		return;
	}
	slot->state = KMAP_FREE;
	this_cpu_sub(kmap_top, sizeof(*slot));
	preempt_enable();
}
EXPORT_SYMBOL(kunmap_atomic);

void kunmap_atomic_type(const void *vaddr, enum km_type type)
{
	unsigned long addr = (unsigned long)vaddr & PAGE_MASK;
	struct kmap_slot *slot = this_slot(type);

	if (unlikely(addr != slot->addr || slot->state != this_state())) {
		unmap_other(addr, _RET_IP_);
		return;
	}
	slot->state = KMAP_FREE;
	preempt_enable();
}
EXPORT_SYMBOL(kunmap_atomic_type);

/* ---- boot and inspection ---- */

static void __init init_slots(unsigned int cpu)
{
	struct kmap_slot *slot = *per_cpu_ptr(&kmap_slots, cpu);

	per_cpu(kmap_top, cpu) = slot + KM_STACK;
	for (unsigned int type = 0; type < KM_TYPE_NR; type++) {
		unsigned int idx = FIX_KMAP_BEGIN + cpu * KM_TYPE_NR + type;

		slot[type].state = KMAP_FREE;
		slot[type].addr = fix_to_virt(idx);
		slot[type].pte = fixmap_pte(idx);
	}
	slot[KM_GAP].state = slot[KM_TYPE_NR].state = KMAP_NEVER;
}

void __init kmap_atomic_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		init_slots(cpu);
	preempt_set_unbalanced(forgotten);
}

unsigned long kmap_atomic_get_slot(unsigned int cpu, unsigned int type,
				   unsigned long *caller)
{
	struct kmap_slot *slot = *per_cpu_ptr(&kmap_slots, cpu) + type;

	if (slot->state & (KMAP_FREE | KMAP_NEVER))
		return ~0UL;
	*caller = slot->caller;
	return slot_pfn(slot);
}
