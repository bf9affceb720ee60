/*
 * irqflags.h - the interrupt flag of this CPU.
 *
 * Five instructions for a save and a restore (pushf, pop, cli, push, popf):
 * the price every irq-safe section pays.
 */
#ifndef _ASM_IRQFLAGS_H
#define _ASM_IRQFLAGS_H

#include <linux/types.h>

#define X86_EFLAGS_IF	0x00000200UL

static inline unsigned long arch_local_save_flags(void)
{
	unsigned long flags;

	asm volatile("pushfl; popl %0" : "=r" (flags) : : "memory");
	return flags;
}

static inline void arch_local_irq_disable(void)
{
	asm volatile("cli" : : : "memory");
}

static inline void arch_local_irq_enable(void)
{
	asm volatile("sti" : : : "memory");
}

static inline unsigned long arch_local_irq_save(void)
{
	unsigned long flags;

	asm volatile("pushfl; popl %0; cli" : "=r" (flags) : : "memory");
	return flags;
}

static inline void arch_local_irq_restore(unsigned long flags)
{
	asm volatile("pushl %0; popfl" : : "rm" (flags) : "memory", "cc");
}

static inline bool arch_irqs_disabled_flags(unsigned long flags)
{
	return !(flags & X86_EFLAGS_IF);
}

/* Enable and halt as one: no interrupt slips in between (sti's shadow). */
static inline void arch_safe_halt(void)
{
	asm volatile("sti; hlt" : : : "memory");
}

static inline void arch_halt(void)
{
	asm volatile("hlt" : : : "memory");
}

#endif
