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
 * top is the first above all that are mapped. The slots on both sides of the
 * stack are KMAP_NEVER: running into them is noticed by the tests that are made
 * anyway. page->virtual is not touched. What is not the plain case, misuse
 * above all, is kmap_misuse.c's.
 * Price: a pair takes 44 instructions, with a type 57.
 * Locking: none; a slot is only ever seen by its own CPU.
 * Linux: arch/x86/mm/highmem_32.c, kmap_atomic() in 2.6 and after.
 * gdb: `km-kmap`, `break kmap_atomic`.
 */
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <asm/tlbflush.h>
#include "internal.h"
#include "kmap.h"

DEFINE_PER_CPU(kmap_slots_t, kmap_slots);
DEFINE_PER_CPU(struct kmap_slot *, kmap_top);

const char *const km_type_name[KM_TYPE_NR] = {
	"KM_BOUNCE_READ", "KM_SKB_SUNRPC_DATA", "KM_SKB_DATA_SOFTIRQ",
	"KM_USER0", "KM_USER1", "KM_BIO_SRC_IRQ", "KM_BIO_DST_IRQ",
	"KM_PTE0", "KM_PTE1", "KM_IRQ0", "KM_IRQ1", "KM_SOFTIRQ0",
	"KM_SOFTIRQ1", "KM_GAP", "stack 0", "stack 1", "stack 2", "stack 3",
	"stack 4", "stack 5", "stack 6", "stack 7",
};

/* The next slot of the stack, for @caller. */
static __always_inline struct kmap_slot *push(unsigned long caller)
{
	struct kmap_slot *slot = this_cpu_read(kmap_top);

	if (unlikely(slot->state != KMAP_FREE))
		kmap_stack_full(caller);
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
		kmap_nested_type(slot, caller);
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
		kunmap_atomic_other(addr, _RET_IP_);
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
		kunmap_atomic_other(addr, _RET_IP_);
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
	preempt_set_unbalanced(kmap_forgotten);
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
