/*
 * asm/irqflags.h (model checker) - the interrupt flag is a variable, and just
 * before it goes off an interrupt, or another CPU, may come in between.
 */
#ifndef _ASM_IRQFLAGS_H
#define _ASM_IRQFLAGS_H

#include <linux/types.h>

#define X86_EFLAGS_IF	0x00000200UL

extern unsigned long spin_eflags;
void spin_window(void);

static inline unsigned long arch_local_save_flags(void)
{
	return spin_eflags;
}

static inline void arch_local_irq_disable(void)
{
	if (spin_eflags & X86_EFLAGS_IF)
		spin_window();
	spin_eflags &= ~X86_EFLAGS_IF;
}

static inline void arch_local_irq_enable(void)
{
	spin_eflags |= X86_EFLAGS_IF;
}

static inline unsigned long arch_local_irq_save(void)
{
	unsigned long flags = spin_eflags;

	arch_local_irq_disable();
	return flags;
}

static inline void arch_local_irq_restore(unsigned long flags)
{
	spin_eflags = flags;
}

static inline bool arch_irqs_disabled_flags(unsigned long flags)
{
	return !(flags & X86_EFLAGS_IF);
}

#endif
