/*
 * percpu.h - per-CPU data as most code uses it: take this CPU's copy with
 * preemption off, give it back. See mm/percpu.c.
 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/percpu-defs.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/cpumask.h>

#define get_cpu_ptr(ptr)	({ preempt_disable(); this_cpu_ptr(ptr); })
#define put_cpu_ptr(ptr)	do { (void)(ptr); preempt_enable(); } while (0)

/*
 * Give every possible CPU its copy of the static per-CPU data, from memblock;
 * CPU 0 moves to its own. Once, at boot, before anything takes an address of a
 * per-CPU variable for keeps.
 */
void setup_per_cpu_areas(void);

/* Load this CPU's %fs with the per-CPU area at @offset (kernel/cpu/gdt.c). */
void cpu_set_percpu_base(unsigned int cpu, unsigned long offset);

#endif
