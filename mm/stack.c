/*
 * stack.c - kernel stacks: one page each, and an unmapped page below it.
 *
 *   STACK_BASE |guard|stack 0|guard|stack 1|guard| ... STACK_END
 *
 * Slots of two pages in an area of their own. A stack that grows over its end
 * hits the guard page and faults at once, instead of eating what lies below;
 * with no stack to put the fault on, the CPU goes through the double-fault
 * gate and reports (kernel/cpu/doublefault.c). Fresh stacks hold a pattern, so
 * that stack_used() can tell the deepest use.
 *
 * Stack addresses are not in the direct map: __pa() of one is nonsense, and a
 * device must never be given one.
 * Invariants: a slot's bit is set from before its page is mapped until after it
 * is unmapped; its lower page is never mapped.
 * Locking: slot_lock for the slots. Context: process (a table may be needed).
 * Linux: kernel/fork.c with VMAP_STACK. gdb: `km-stacks`, `km-pt $esp`.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/spinlock.h>
#include "internal.h"

#define STACK_SLOT_SIZE	(2 * PAGE_SIZE)
#define NR_STACK_SLOTS	((STACK_END - STACK_BASE) / STACK_SLOT_SIZE)
#define STACK_PATTERN	0x57ac57acUL

static DEFINE_SPINLOCK(slot_lock);
static unsigned long stack_slots[NR_STACK_SLOTS / BITS_PER_LONG];
static const char *stack_owner[NR_STACK_SLOTS];

static unsigned long slot_addr(unsigned int slot)
{
	return STACK_BASE + slot * STACK_SLOT_SIZE + PAGE_SIZE;
}

static int take_slot(const char *owner)
{
	unsigned long flags;
	unsigned int slot;

	spin_lock_irqsave(&slot_lock, flags);
	slot = find_first_zero_bit(stack_slots, NR_STACK_SLOTS);
	if (slot < NR_STACK_SLOTS) {
		__set_bit(slot, stack_slots);
		stack_owner[slot] = owner;
	}
	spin_unlock_irqrestore(&slot_lock, flags);
	return slot < NR_STACK_SLOTS ? slot : -1;
}

static void give_slot(unsigned int slot)
{
	unsigned long flags;

	spin_lock_irqsave(&slot_lock, flags);
	stack_owner[slot] = NULL;
	__clear_bit(slot, stack_slots);
	spin_unlock_irqrestore(&slot_lock, flags);
}

/*
 * alloc_stack - a one-page stack for @owner (a name that stays): its lowest
 * address, or NULL. The first push goes to the result + PAGE_SIZE - 4.
 */
void *alloc_stack(const char *owner)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);
	int slot = page ? take_slot(owner) : -1;
	unsigned long *word, addr;

	if (slot < 0)
		goto free;
	addr = slot_addr(slot);
	if (map_kernel_page(addr, page_to_pfn(page), PAGE_KERNEL))
		goto give;
	for (word = (void *)addr; word < (unsigned long *)(addr + PAGE_SIZE); )
		*word++ = STACK_PATTERN;
	return (void *)addr;
give:
	give_slot(slot);
free:
	if (page)
		__free_page(page);
	return NULL;
}

void free_stack(void *stack)
{
	unsigned long addr = (unsigned long)stack;
	unsigned int slot = (addr - STACK_BASE) / STACK_SLOT_SIZE;
	struct page *page;

	if (WARN(addr < STACK_BASE || slot >= NR_STACK_SLOTS ||
		 addr != slot_addr(slot) || !test_bit(slot, stack_slots),
		 "free_stack: %p is not a stack\n", stack))
		return;
	page = pfn_to_page(pte_pfn(*lookup_address(addr)));
	unmap_kernel_page(addr);
	give_slot(slot);
	__free_page(page);
}

/* Whose stack, or guard page, @addr is in; NULL: nobody's. Any context. */
const char *stack_owner_of(unsigned long addr, bool *guard)
{
	unsigned int slot = (addr - STACK_BASE) / STACK_SLOT_SIZE;

	if (addr < STACK_BASE || slot >= NR_STACK_SLOTS ||
	    !test_bit(slot, stack_slots))
		return NULL;
	*guard = addr < slot_addr(slot);
	return stack_owner[slot];
}

/* The deepest that @stack was used since it was filled, in bytes. */
unsigned int stack_used(const void *stack)
{
	const unsigned long *word = stack, *end = stack + PAGE_SIZE;

	while (word < end && *word == STACK_PATTERN)
		word++;
	return (end - word) * sizeof(*word);
}

/* For the next one that uses @stack, which nobody does now. */
void refill_stack(void *stack)
{
	unsigned long *end = stack + PAGE_SIZE;
	unsigned long *word = end - stack_used(stack) / sizeof(*word);

	while (word < end)
		*word++ = STACK_PATTERN;
}
