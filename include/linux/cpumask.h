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

/* One above the highest CPU that may be there; bits of a mask. */
#define nr_cpu_ids		((unsigned int)fls(cpu_possible_bits))
#define nr_cpumask_bits		nr_cpu_ids
#define __CPUS			(~0UL >> (BITS_PER_LONG - NR_CPUS))
#define __CPU_IDS		(~0UL >> (BITS_PER_LONG - nr_cpu_ids))

#define cpu_possible_mask	((const struct cpumask *)&cpu_possible_bits)
#define cpu_present_mask	cpu_possible_mask
#define cpu_online_mask		((const struct cpumask *)&cpu_online_bits)
#define cpu_active_mask		cpu_online_mask
#define cpu_present(cpu)	cpu_possible(cpu)
#define cpu_active(cpu)		cpu_online(cpu)
#define CPU_MASK_NONE		((cpumask_t){ { 0 } })
#define CPU_MASK_ALL		((cpumask_t){ { __CPUS } })
#define CPU_MASK_CPU0		((cpumask_t){ { 1 } })
#define cpu_all_mask		((const struct cpumask *)&CPU_MASK_ALL)
#define cpu_none_mask		((const struct cpumask *)&CPU_MASK_NONE)
#define cpumask_bits(mask)	((mask)->bits)
#define cpumask_size()		sizeof(struct cpumask)
#define cpumask_of(cpu) \
	((const struct cpumask *)&(struct cpumask){ { 1UL << (cpu) } })
#define num_present_cpus()	num_possible_cpus()
#define num_active_cpus()	num_online_cpus()
#define for_each_present_cpu(cpu)	for_each_possible_cpu(cpu)

/* A mask is so small that it needs no memory of its own. */
#define alloc_cpumask_var(mask, gfp)	((void)(mask), true)
#define zalloc_cpumask_var(mask, gfp)	(cpumask_clear(*(mask)), true)
#define alloc_cpumask_var_node(mask, gfp, node)	alloc_cpumask_var(mask, gfp)
#define zalloc_cpumask_var_node(mask, gfp, node) zalloc_cpumask_var(mask, gfp)
#define free_cpumask_var(mask)		((void)(mask))
#define cpumask_available(mask)		true

/* One CPU. The plain names are atomic, those with __ are not. */
#define cpumask_set_cpu(cpu, mask)	set_bit(cpu, (mask)->bits)
#define cpumask_clear_cpu(cpu, mask)	clear_bit(cpu, (mask)->bits)
#define __cpumask_set_cpu(cpu, mask)	__set_bit(cpu, (mask)->bits)
#define __cpumask_clear_cpu(cpu, mask)	__clear_bit(cpu, (mask)->bits)
#define cpumask_assign_cpu(cpu, mask, v)	assign_bit(cpu, (mask)->bits, v)
#define cpumask_test_cpu(cpu, mask)	test_bit(cpu, (mask)->bits)
#define cpumask_test_and_set_cpu(cpu, mask) \
	test_and_set_bit(cpu, (mask)->bits)
#define cpumask_test_and_clear_cpu(cpu, mask) \
	test_and_clear_bit(cpu, (mask)->bits)

/*
 * All of them. setall, full: those below nr_cpu_ids, so that per_cpu() is good
 * for each of them. cpumask_and, cpumask_andnot: is anything left?
 */
#define cpumask_clear(mask)		((void)((mask)->bits[0] = 0))
#define cpumask_setall(mask)		((void)((mask)->bits[0] = __CPU_IDS))
#define cpumask_copy(to, from)		((void)(*(to) = *(from)))
#define __cpumask_to(to, word)		((to)->bits[0] = (word) & __CPUS)
#define cpumask_and(to, a, b) \
	({ __cpumask_to(to, (a)->bits[0] & (b)->bits[0]) != 0; })
#define cpumask_andnot(to, a, b) \
	({ __cpumask_to(to, (a)->bits[0] & ~(b)->bits[0]) != 0; })
#define cpumask_or(to, a, b) \
	((void)__cpumask_to(to, (a)->bits[0] | (b)->bits[0]))
#define cpumask_xor(to, a, b) \
	((void)__cpumask_to(to, (a)->bits[0] ^ (b)->bits[0]))
#define cpumask_complement(to, a)	((void)__cpumask_to(to, ~(a)->bits[0]))
#define cpumask_shift_left(to, a, n) \
	((void)__cpumask_to(to, (u64)(a)->bits[0] << (n)))
#define cpumask_shift_right(to, a, n) \
	((void)__cpumask_to(to, (u64)(a)->bits[0] >> (n)))
#define cpumask_equal(a, b)		((a)->bits[0] == (b)->bits[0])
#define cpumask_subset(a, b)		(!((a)->bits[0] & ~(b)->bits[0]))
#define cpumask_intersects(a, b)	(((a)->bits[0] & (b)->bits[0]) != 0)
#define cpumask_empty(mask)		(!(mask)->bits[0])
#define cpumask_full(mask)		(!(~(mask)->bits[0] & __CPU_IDS))
#define cpumask_weight(mask)		hweight32((mask)->bits[0])
#define cpumask_weight_and(a, b)	hweight32((a)->bits[0] & (b)->bits[0])
#define cpumask_weight_andnot(a, b)	hweight32((a)->bits[0] & ~(b)->bits[0])

/* The CPU asked for; not below nr_cpu_ids: there is none. */
static inline unsigned int __cpumask_next(int cpu, unsigned long word)
{
	return find_next_bit(&word, NR_CPUS, cpu + 1);
}
#define cpumask_next(cpu, mask)		__cpumask_next(cpu, (mask)->bits[0])
#define cpumask_next_zero(cpu, mask)	__cpumask_next(cpu, ~(mask)->bits[0])
#define cpumask_next_and(cpu, a, b) \
	__cpumask_next(cpu, (a)->bits[0] & (b)->bits[0])
#define cpumask_next_andnot(cpu, a, b) \
	__cpumask_next(cpu, (a)->bits[0] & ~(b)->bits[0])
#define cpumask_first(mask)		cpumask_next(-1, mask)
#define cpumask_first_zero(mask)	cpumask_next_zero(-1, mask)
#define cpumask_first_and(a, b)		cpumask_next_and(-1, a, b)
#define cpumask_first_andnot(a, b)	cpumask_next_andnot(-1, a, b)
#define cpumask_last(mask) \
	((mask)->bits[0] ? (unsigned int)__fls((mask)->bits[0]) : NR_CPUS)
#define cpumask_nth(n, mask)		__cpumask_nth((mask)->bits[0], n)
#define cpumask_nth_and(n, a, b) \
	__cpumask_nth((a)->bits[0] & (b)->bits[0], n)
#define __cpumask_nth(word, n)		((unsigned int)fns(word, n))
#define cpumask_any(mask)		cpumask_first(mask)
#define cpumask_any_and(a, b)		cpumask_first_and(a, b)
#define cpumask_any_distribute(mask)	cpumask_first(mask)
#define cpumask_any_but(mask, cpu) \
	__cpumask_next(-1, (mask)->bits[0] & ~(1UL << (cpu)))

#define for_each_cpu(cpu, mask)		__for_each_cpu(cpu, (mask)->bits[0])
#define for_each_cpu_not(cpu, mask) \
	__for_each_cpu(cpu, ~(mask)->bits[0] & ((1UL << nr_cpu_ids) - 1))
#define for_each_cpu_and(cpu, a, b) \
	__for_each_cpu(cpu, (a)->bits[0] & (b)->bits[0])
#define for_each_cpu_andnot(cpu, a, b) \
	__for_each_cpu(cpu, (a)->bits[0] & ~(b)->bits[0])
#define for_each_cpu_or(cpu, a, b) \
	__for_each_cpu(cpu, (a)->bits[0] | (b)->bits[0])
/* Once around, from @start on. */
#define for_each_cpu_wrap(cpu, mask, start)				\
	for_each_set_bit_wrap(cpu, (mask)->bits, NR_CPUS, start)
#define cpumask_next_wrap(cpu, mask) ({					\
	unsigned int __cnw = cpumask_next(cpu, mask);			\
	__cnw < NR_CPUS ? __cnw : cpumask_first(mask); })

/*
 * As text: printf's "%*pb" and "%*pbl"; bitmap.h must be included for the rest.
 */
#define cpumask_pr_args(mask)		nr_cpu_ids, (mask)->bits
#define cpumask_parse(text, mask) \
	bitmap_parse(text, ~0U >> 1, (mask)->bits, NR_CPUS)
#define cpulist_parse(text, mask) \
	bitmap_parselist(text, (mask)->bits, NR_CPUS)
#define cpumap_print_to_pagebuf(list, buf, mask) \
	bitmap_print_to_pagebuf(list, buf, (mask)->bits, nr_cpu_ids)

#ifdef MODULE			/* names that the kernel may have */
/* 2.6's, whose masks are handed about by value. */
#define cpu_online_map		(*cpu_online_mask)
#define cpu_possible_map	(*cpu_possible_mask)
#define cpu_present_map		(*cpu_present_mask)
#define cpumask_of_cpu(cpu)	(*cpumask_of(cpu))
#define cpu_set(cpu, mask)	cpumask_set_cpu(cpu, &(mask))
#define cpu_clear(cpu, mask)	cpumask_clear_cpu(cpu, &(mask))
#define cpu_isset(cpu, mask)	cpumask_test_cpu(cpu, &(mask))
#define cpus_setall(mask)	cpumask_setall(&(mask))
#define cpus_clear(mask)	cpumask_clear(&(mask))
#define cpus_and(to, a, b)	cpumask_and(&(to), &(a), &(b))
#define cpus_or(to, a, b)	cpumask_or(&(to), &(a), &(b))
#define cpus_andnot(to, a, b)	cpumask_andnot(&(to), &(a), &(b))
#define cpus_complement(to, a)	cpumask_complement(&(to), &(a))
#define cpus_equal(a, b)	cpumask_equal(&(a), &(b))
#define cpus_subset(a, b)	cpumask_subset(&(a), &(b))
#define cpus_intersects(a, b)	cpumask_intersects(&(a), &(b))
#define cpus_empty(mask)	cpumask_empty(&(mask))
#define cpus_full(mask)		cpumask_full(&(mask))
#define cpus_weight(mask)	cpumask_weight(&(mask))
#define first_cpu(mask)		cpumask_first(&(mask))
#define next_cpu(cpu, mask)	cpumask_next(cpu, &(mask))
#define any_online_cpu(mask)	cpumask_first_and(&(mask), cpu_online_mask)
#define for_each_cpu_mask(cpu, mask)	for_each_cpu(cpu, &(mask))
#endif

#endif
