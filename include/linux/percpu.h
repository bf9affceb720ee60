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

#define PCPU_MIN_UNIT_SIZE	8192	/* the largest area */

/*
 * __alloc_percpu - @size zeroed bytes for every possible CPU, aligned to @align
 * (a power of two up to a page). The result is for per_cpu_ptr, this_cpu_ptr
 * and this_cpu_*(), not an address. NULL: no memory, or a size of 0 or above
 * PCPU_MIN_UNIT_SIZE. May sleep. free_percpu gives it back in any context; NULL
 * is allowed, what is no such area is reported.
 */
void __percpu *__alloc_percpu(size_t size, size_t align);
void free_percpu(void __percpu *ptr);
#define alloc_percpu(type) \
	((__typeof__(type) __percpu *)__alloc_percpu(sizeof(type), \
						     __alignof__(type)))

/* The same, and like it may sleep whatever @gfp says. */
#define alloc_percpu_gfp(type, gfp)	((void)(gfp), alloc_percpu(type))
#define __alloc_percpu_gfp(size, align, gfp) \
	((void)(gfp), __alloc_percpu(size, align))

/* Is @addr in the template, that of a DEFINE_PER_CPU variable? */
bool is_percpu_address(const void *addr);
void percpu_usage(unsigned int *nr_chunks, unsigned long *used,
		  unsigned long *total);

/* A chunk as the inspector shows it: its unit of CPU 0 stands for all. */
struct percpu_chunk_info {
	unsigned long start;		/* address of that unit */
	unsigned long size;		/* bytes of a unit */
	unsigned long used;		/* of them taken */
	unsigned int areas;		/* by so many alloc_percpu() */
};

bool percpu_chunk_info(unsigned int n, struct percpu_chunk_info *info);

#define get_cpu_ptr(ptr)	({ preempt_disable(); this_cpu_ptr(ptr); })
#define put_cpu_ptr(ptr)	do { (void)(ptr); preempt_enable(); } while (0)

/*
 * get_cpu_var(var) - this CPU's var, an lvalue, with preemption off.
 *
 * Older texts also write `foo = get_cpu_var(ptr)` with a variable that holds
 * what alloc_percpu returned. An int can't be meant so; a pointer may be a
 * per-CPU variable itself, which its address tells, or hold a per-CPU pointer:
 * then the value is this CPU's copy, in a temporary of the caller's block.
 */
#define __is_pointer_var(var)						\
	(__builtin_classify_type(var) == 5 &&				\
	 __builtin_types_compatible_p(					\
		__typeof__(__builtin_choose_expr(			\
			__builtin_classify_type(var) == 5, (var), 0) + 0), \
		__typeof__(var)))

/*
 * The variable's own type if it is a pointer; else one that compiles, unused.
 */
#define __pointer_type(var)						\
	__typeof__(__builtin_choose_expr(__is_pointer_var(var), (var), (void *)0))

#define __percpu_value(var)						\
	(__pointer_type(var))arch_this_cpu_ptr((char *)			\
		__builtin_choose_expr(__is_pointer_var(var), (var), 0))

#define __get_cpu_place(var)						\
	__builtin_choose_expr(__is_pointer_var(var),			\
		is_percpu_address(&(var)) ? this_cpu_ptr(&(var)) :	\
			(__typeof__(&(var)))(__pointer_type(var)[1])	\
			{ __percpu_value(var) },			\
		this_cpu_ptr(&(var)))

#ifdef __CHECKER__		/* sparse has no __builtin_classify_type */
#undef __get_cpu_place
#define __get_cpu_place(var)	this_cpu_ptr(&(var))
#endif

static __always_inline void __preempt_disable(void)
{
	preempt_disable();
}

#define get_cpu_var(var)	(*(__preempt_disable(), __get_cpu_place(var)))
#define put_cpu_var(var)	do { (void)&(var); preempt_enable(); } while (0)

/*
 * Give every possible CPU its copy of the static per-CPU data, from memblock;
 * CPU 0 moves to its own. Once, at boot, before anything takes an address of a
 * per-CPU variable for keeps.
 */
void setup_per_cpu_areas(void);

/* Load this CPU's %fs with the per-CPU area at @offset (kernel/cpu/gdt.c). */
void cpu_set_percpu_base(unsigned int cpu, unsigned long offset);

#endif
