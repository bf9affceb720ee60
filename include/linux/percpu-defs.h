/*
 * percpu-defs.h - variables of which every CPU has its own copy.
 *
 * DEFINE_PER_CPU puts the one that is linked into .data..percpu; it serves as
 * the template from which each CPU's copy is made. The this_cpu_*() operations
 * are one instruction each, safe against interrupts and migration; the others
 * need preemption off.
 */
#ifndef _LINUX_PERCPU_DEFS_H
#define _LINUX_PERCPU_DEFS_H

#include <linux/compiler.h>
#include <linux/types.h>

#define DECLARE_PER_CPU(type, name)	extern __percpu __typeof__(type) name
#define DEFINE_PER_CPU(type, name) \
	__percpu __attribute__((section(".data..percpu"))) __typeof__(type) name

#define DECLARE_PER_CPU_ALIGNED		DECLARE_PER_CPU
#define DECLARE_PER_CPU_SHARED_ALIGNED	DECLARE_PER_CPU
#define DEFINE_PER_CPU_ALIGNED(type, name) \
	DEFINE_PER_CPU(type, name) __attribute__((aligned(64)))
#define DEFINE_PER_CPU_SHARED_ALIGNED	DEFINE_PER_CPU_ALIGNED

/* This CPU's distance from the template. */
DECLARE_PER_CPU(unsigned long, this_cpu_off);

#include <asm/percpu.h>

/* For all CPUs: the same distance, by number. */
extern unsigned long __per_cpu_offset[];
#define per_cpu_offset(cpu)	(__per_cpu_offset[cpu])
#define per_cpu_ptr(ptr, cpu) \
	((typeof(*(ptr)) __force *)((unsigned long)(ptr) + per_cpu_offset(cpu)))
#define per_cpu(var, cpu)	(*per_cpu_ptr(&(var), cpu))

#define raw_cpu_ptr(ptr)	arch_this_cpu_ptr(ptr)
#define this_cpu_ptr(ptr)	arch_this_cpu_ptr(ptr)
#define __get_cpu_var(var)	(*this_cpu_ptr(&(var)))

#define this_cpu_read(var)		raw_pcpu_read(var)
#define this_cpu_write(var, val)	raw_pcpu_write(var, val)
#define this_cpu_add(var, val)		raw_pcpu_add(var, val)
#define this_cpu_sub(var, val)		raw_pcpu_add(var, -(val))
#define this_cpu_inc(var)		this_cpu_add(var, 1)
#define this_cpu_dec(var)		this_cpu_sub(var, 1)
#define this_cpu_and(var, val)		raw_pcpu_and(var, val)
#define this_cpu_or(var, val)		raw_pcpu_or(var, val)
#define this_cpu_xchg(var, val)		raw_pcpu_xchg(var, val)
#define this_cpu_add_return(var, val) \
	({ typeof(var) __inc = (val); raw_pcpu_xadd(var, __inc) + __inc; })
#define this_cpu_inc_return(var)	this_cpu_add_return(var, 1)
#define this_cpu_dec_return(var)	this_cpu_add_return(var, -1)
#define this_cpu_sub_return(var, val)	this_cpu_add_return(var, -(val))
#define this_cpu_cmpxchg(var, old, new)	raw_pcpu_cmpxchg(var, old, new)

#define __this_cpu_read			this_cpu_read
#define __this_cpu_write		this_cpu_write
#define __this_cpu_add			this_cpu_add
#define __this_cpu_sub			this_cpu_sub
#define __this_cpu_inc			this_cpu_inc
#define __this_cpu_dec			this_cpu_dec
#define raw_cpu_read			this_cpu_read
#define raw_cpu_write			this_cpu_write
#define raw_cpu_add			this_cpu_add
#define raw_cpu_inc			this_cpu_inc
#define raw_cpu_dec			this_cpu_dec
#define raw_cpu_sub			this_cpu_sub
#define __this_cpu_and			this_cpu_and
#define __this_cpu_or			this_cpu_or
#define __this_cpu_xchg			this_cpu_xchg
#define __this_cpu_cmpxchg		this_cpu_cmpxchg
#define __this_cpu_add_return		this_cpu_add_return
#define __this_cpu_sub_return		this_cpu_sub_return
#define __this_cpu_inc_return		this_cpu_inc_return
#define __this_cpu_dec_return		this_cpu_dec_return

#define EXPORT_PER_CPU_SYMBOL(var)	EXPORT_SYMBOL(var)
#define EXPORT_PER_CPU_SYMBOL_GPL(var)	EXPORT_SYMBOL_GPL(var)

#endif
