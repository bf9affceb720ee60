/*
 * smp.h - which CPU this is, which there are, and calls to the others.
 */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/percpu-defs.h>
#include <linux/preempt.h>
#include <linux/types.h>

#define NR_CPUS	CONFIG_NR_CPUS

DECLARE_PER_CPU(int, cpu_number);

#define raw_smp_processor_id()	this_cpu_read(cpu_number)
#define smp_processor_id()	raw_smp_processor_id()
#define get_cpu()	({ preempt_disable(); smp_processor_id(); })
#define put_cpu()	preempt_enable()

/*
 * Run @fn(@info) on other CPUs, in their interrupt: it must be short and may
 * not sleep. With @wait, return when it has run. Not with interrupts off, not
 * from a softirq (it may have interrupted a call that is half made), and not
 * holding a lock that is taken with interrupts off anywhere: the other CPU may
 * be spinning for it and never hear us. kernel/ipi.c.
 *
 * on_each_cpu calls it here too, with interrupts off. _single returns -ENXIO
 * if @cpu is not online; the others always return 0.
 */
typedef void (*smp_call_func_t)(void *info);

int smp_call_function_single(int cpu, smp_call_func_t fn, void *info, int wait);
int smp_call_function(smp_call_func_t fn, void *info, int wait);
int on_each_cpu(smp_call_func_t fn, void *info, int wait);

/* Boot: from here on the vectors of the calls are ours. */
#ifndef MODULE			/* names that a module may have */
void ipi_init(void);
#endif
/* Stop all other CPUs for good, wherever they are: for panic(). */
void smp_send_stop(void);
/* In an NMI: does not return if smp_send_stop() sent it. */
void smp_stop_if_told(void);

/* for_each_online_cpu() and the like. */
#include <linux/cpumask.h>

#endif
