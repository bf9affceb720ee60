/*
 * smp.h - which CPU this is, and which there are.
 */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/percpu-defs.h>
#include <linux/preempt.h>

#define NR_CPUS	CONFIG_NR_CPUS

DECLARE_PER_CPU(int, cpu_number);

#define raw_smp_processor_id()	this_cpu_read(cpu_number)
#define smp_processor_id()	raw_smp_processor_id()
#define get_cpu()	({ preempt_disable(); smp_processor_id(); })
#define put_cpu()	preempt_enable()

#endif
