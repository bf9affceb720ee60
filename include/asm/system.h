/*
 * system.h - what 2.6 gathered here: barriers, exchanges, the interrupt flag.
 */
#ifndef _ASM_SYSTEM_H
#define _ASM_SYSTEM_H

#include <linux/irqflags.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

#define set_mb(var, value)	smp_store_mb(var, value)
#define read_barrier_depends()	do { } while (0)

/* As 2.6 still had them for machines with one CPU: they are about this one. */
#define cli()			local_irq_disable()
#define sti()			local_irq_enable()
#define save_flags(flags)	local_save_flags(flags)
#define restore_flags(flags)	local_irq_restore(flags)
#define save_and_cli(flags)	local_irq_save(flags)

#endif
