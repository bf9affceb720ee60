/*
 * irq_regs.h - what an interrupt interrupted: valid inside a handler, which
 * runs with interrupts off, and only there.
 */
#ifndef _ASM_IRQ_REGS_H
#define _ASM_IRQ_REGS_H

#include <linux/percpu-defs.h>

struct pt_regs;

DECLARE_PER_CPU(struct pt_regs *, irq_regs);

static inline struct pt_regs *get_irq_regs(void)
{
	return this_cpu_read(irq_regs);
}

#endif
