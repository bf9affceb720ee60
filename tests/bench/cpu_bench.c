/*
 * cpu_bench.c - rows of what everything else is built from.
 */
#include <linux/highmem.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include "bench.h"

static DEFINE_PER_CPU(int, bench_counter);
static DEFINE_SPINLOCK(bench_lock);

static long this_cpu_inc_row(void)
{
	return BENCH_LOOP(this_cpu_inc(bench_counter));
}
BENCH_ROW("this_cpu_inc", this_cpu_inc_row);

static long irq_save_row(void)
{
	return BENCH_LOOP(unsigned long f; local_irq_save(f);
			  local_irq_restore(f));
}
BENCH_ROW("irq_save", irq_save_row);

static long spin_irqsave_row(void)
{
	return BENCH_LOOP(unsigned long f; spin_lock_irqsave(&bench_lock, f);
			  spin_unlock_irqrestore(&bench_lock, f));
}
BENCH_ROW("spin_irqsave", spin_irqsave_row);

/* Interrupts stay on: it may sleep. */
static long alloc_percpu_row(void)
{
	u64 start;

	for (int i = 0; i < BENCH_WARM; i++)
		free_percpu(__alloc_percpu(8, 8));
	start = rdtsc();
	for (int i = 0; i < BENCH_ROUNDS; i++)
		free_percpu(__alloc_percpu(8, 8));
	return bench_round(rdtsc() - start, BENCH_ROUNDS);
}
BENCH_ROW("alloc_percpu", alloc_percpu_row);
