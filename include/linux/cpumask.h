/*
 * cpumask.h - the CPUs the machine may have (possible) and those that run
 * (online), as bitmaps of one word: NR_CPUS is at most 32.
 */
#ifndef _LINUX_CPUMASK_H
#define _LINUX_CPUMASK_H

#include <linux/smp.h>
#include <linux/bitops.h>

extern unsigned long cpu_possible_bits, cpu_online_bits;

#define cpu_possible(cpu)	test_bit(cpu, &cpu_possible_bits)
#define cpu_online(cpu)		test_bit(cpu, &cpu_online_bits)
#define num_possible_cpus()	hweight32(cpu_possible_bits)
#define num_online_cpus()	hweight32(cpu_online_bits)

#define __for_each_cpu(cpu, bits) \
	__for_each_bit_in(cpu, bits, __UNIQUE_ID(cpus))
#define __for_each_bit_in(cpu, bits, left)				\
	for (unsigned long left = (bits);				\
	     left && ((cpu) = __ffs(left), true); left &= left - 1)
#define for_each_possible_cpu(cpu)	__for_each_cpu(cpu, cpu_possible_bits)
#define for_each_online_cpu(cpu)	__for_each_cpu(cpu, cpu_online_bits)

#endif
