/*
 * percpu.h - this CPU's copy of a variable, through the %fs segment.
 *
 * The base of %fs is the distance from the linked copy (.data..percpu) to this
 * CPU's own, so `%fs:symbol` is this CPU's variable in ONE instruction: no
 * interrupt and no migration can come between finding it and changing it.
 * Before setup_per_cpu_areas() the base is 0 and CPU 0 uses the linked copy.
 */
#ifndef _ASM_PERCPU_H
#define _ASM_PERCPU_H

#include <linux/types.h>
#include <linux/compiler.h>

/* `op %fs:var` for 1, 2 and 4 bytes; larger is a link error. */
extern void __bad_percpu_size(void);

#define __pcpu_op(op, var, val)						\
do {									\
	switch (sizeof(var)) {						\
	case 1:								\
		asm volatile(op "b %b1,%%fs:%0" : "+m" (var)		\
			     : "qi" ((u8)(unsigned long)(val)) : "cc");	\
		break;							\
	case 2:								\
		asm volatile(op "w %w1,%%fs:%0" : "+m" (var)		\
			     : "ri" ((u16)(unsigned long)(val)) : "cc");	\
		break;							\
	case 4:								\
		asm volatile(op "l %k1,%%fs:%0" : "+m" (var)		\
			     : "ri" ((u32)(unsigned long)(val)) : "cc");	\
		break;							\
	default:							\
		__bad_percpu_size();					\
	}								\
} while (0)

#define raw_pcpu_read(var)						\
({									\
	typeof(var) __pv;						\
	switch (sizeof(var)) {						\
	case 1:								\
		asm volatile("movb %%fs:%1,%b0" : "=q" (__pv) : "m" (var));\
		break;							\
	case 2:								\
		asm volatile("movw %%fs:%1,%w0" : "=r" (__pv) : "m" (var));\
		break;							\
	case 4:								\
		asm volatile("movl %%fs:%1,%k0" : "=r" (__pv) : "m" (var));\
		break;							\
	default:							\
		__bad_percpu_size();					\
	}								\
	__pv;								\
})

#define raw_pcpu_write(var, val)	__pcpu_op("mov", var, val)
#define raw_pcpu_add(var, val)		__pcpu_op("add", var, val)
#define raw_pcpu_and(var, val)		__pcpu_op("and", var, val)
#define raw_pcpu_or(var, val)		__pcpu_op("or", var, val)

/* Exchanges: xchg locks the bus by itself, xadd and cmpxchg here do not. */
#define __pcpu_rmw(op, var, val)					\
({									\
	typeof(var) __px = (val);					\
	switch (sizeof(var)) {						\
	case 1:								\
		asm volatile(op "b %b0,%%fs:%1" : "+q" (__px),		\
			     "+m" (var) : : "cc");			\
		break;							\
	case 2:								\
		asm volatile(op "w %w0,%%fs:%1" : "+r" (__px),		\
			     "+m" (var) : : "cc");			\
		break;							\
	case 4:								\
		asm volatile(op "l %k0,%%fs:%1" : "+r" (__px),		\
			     "+m" (var) : : "cc");			\
		break;							\
	default:							\
		__bad_percpu_size();					\
	}								\
	__px;								\
})

#define raw_pcpu_xchg(var, val)		__pcpu_rmw("xchg", var, val)
#define raw_pcpu_xadd(var, val)		__pcpu_rmw("xadd", var, val)

#define raw_pcpu_cmpxchg(var, old, new)					\
({									\
	typeof(var) __po = (old), __pn = (new);				\
	asm volatile("cmpxchgl %k2,%%fs:%1" : "+a" (__po), "+m" (var)	\
		     : "r" (__pn) : "cc");				\
	__po;								\
})

/* Is a bit of @mask set? */
#define raw_pcpu_test(var, mask)					\
({									\
	bool __pnz;							\
	asm volatile("testl %2,%%fs:%1" : "=@ccnz" (__pnz)		\
		     : "m" (var), "i" (mask));				\
	__pnz;								\
})

#define raw_pcpu_dec_and_test(var)					\
({									\
	bool __pz;							\
	asm volatile("decl %%fs:%0" : "+m" (var), "=@ccz" (__pz));	\
	__pz;								\
})

/* A pointer into the linked copy, moved to this CPU's. */
#define arch_this_cpu_ptr(ptr)						\
({									\
	unsigned long __pp;						\
	asm volatile("addl %%fs:%1,%0" : "=r" (__pp)			\
		     : "m" (this_cpu_off), "0" ((unsigned long)(ptr)) : "cc");\
	(typeof(*(ptr)) __force *)__pp;			\
})

#endif
