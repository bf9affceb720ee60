/*
 * smp.c - which CPUs there are, and where each has its own data.
 *
 * CPU n's per-CPU variables lie __per_cpu_offset[n] beyond the linked ones, and
 * its %fs segment begins there; mm/percpu.c lays the areas out. CPU 0 is always
 * possible and online; others are found and started later.
 *
 * Written at boot, then only read: no locks. Linux: kernel/smp.c, kernel/cpu.c.
 * gdb: `p __per_cpu_offset`, `p/x $fs_base`.
 */
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/percpu.h>

DEFINE_PER_CPU(unsigned long, this_cpu_off);
EXPORT_PER_CPU_SYMBOL(this_cpu_off);
DEFINE_PER_CPU(int, cpu_number);
EXPORT_PER_CPU_SYMBOL(cpu_number);

unsigned long __per_cpu_offset[NR_CPUS];
EXPORT_SYMBOL(__per_cpu_offset);

unsigned long cpu_possible_bits = 1;
unsigned long cpu_online_bits = 1;
EXPORT_SYMBOL(cpu_online_bits);
EXPORT_SYMBOL(cpu_possible_bits);
