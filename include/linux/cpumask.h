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

/* ---- as sets that can be handed about ---- */

typedef struct cpumask {
	unsigned long bits[1];
} cpumask_t;
typedef struct cpumask cpumask_var_t[1];

#define nr_cpu_ids		NR_CPUS
#define cpu_possible_mask	((const struct cpumask *)&cpu_possible_bits)
#define cpu_present_mask	cpu_possible_mask
#define cpu_online_mask		((const struct cpumask *)&cpu_online_bits)
#define cpu_active_mask		cpu_online_mask
#define cpumask_bits(mask)	((mask)->bits)
#define cpumask_of(cpu) \
	((const struct cpumask *)&(struct cpumask){ { 1UL << (cpu) } })
#define num_present_cpus()	num_possible_cpus()
#define num_active_cpus()	num_online_cpus()
#define for_each_present_cpu(cpu)	for_each_possible_cpu(cpu)
#define for_each_cpu(cpu, mask)	__for_each_cpu(cpu, (mask)->bits[0])

#define cpumask_set_cpu(cpu, mask)	set_bit(cpu, (mask)->bits)
#define cpumask_clear_cpu(cpu, mask)	clear_bit(cpu, (mask)->bits)
#define cpumask_test_cpu(cpu, mask)	test_bit(cpu, (mask)->bits)
#define cpumask_clear(mask)		((void)((mask)->bits[0] = 0))
#define cpumask_copy(to, from)		((void)(*(to) = *(from)))
#define cpumask_weight(mask)		hweight32((mask)->bits[0])
#define cpumask_empty(mask)		(!(mask)->bits[0])
#define cpumask_first(mask)	find_next_bit((mask)->bits, NR_CPUS, 0)
#define cpumask_next(cpu, mask) \
	find_next_bit((mask)->bits, NR_CPUS, (cpu) + 1)

#endif
