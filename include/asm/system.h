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

#endif
