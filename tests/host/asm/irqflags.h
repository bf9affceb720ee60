/*
 * irqflags.h (host) - the interrupt flag is a variable of the machine: a
 * process may not execute cli. A test reads it to see that it came back.
 */
#ifndef _ASM_IRQFLAGS_H
#define _ASM_IRQFLAGS_H

#include <linux/types.h>

#define X86_EFLAGS_IF	0x00000200UL

extern __thread unsigned long host_eflags;

static inline unsigned long arch_local_save_flags(void)
{
	return host_eflags;
}

static inline void arch_local_irq_disable(void)
{
	host_eflags &= ~X86_EFLAGS_IF;
}

static inline void arch_local_irq_enable(void)
{
	host_eflags |= X86_EFLAGS_IF;
}

static inline unsigned long arch_local_irq_save(void)
{
	unsigned long flags = host_eflags;

	arch_local_irq_disable();
	return flags;
}

static inline void arch_local_irq_restore(unsigned long flags)
{
	host_eflags = flags;
}

static inline bool arch_irqs_disabled_flags(unsigned long flags)
{
	return !(flags & X86_EFLAGS_IF);
}

/* Nothing ever interrupts the host's machine: a halt is a test's mistake. */
void arch_safe_halt(void);
void arch_halt(void);

#endif
