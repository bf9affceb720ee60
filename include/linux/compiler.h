/*
 * compiler.h - what the compiler may and may not do with our accesses.
 *
 * barrier() forbids it to carry values over in registers; READ_ONCE() and
 * WRITE_ONCE() make exactly one access of a variable that another CPU or an
 * interrupt touches. None of them orders anything for other CPUs: that is
 * what <asm/barrier.h> is for.
 */
#ifndef K896_LINUX_COMPILER_H
#define K896_LINUX_COMPILER_H

#include <linux/compiler_types.h>

#ifndef __ASSEMBLY__

#define barrier()	__asm__ __volatile__("" : : : "memory")
#define barrier_data(p)	__asm__ __volatile__("" : : "r" (p) : "memory")

/* The compiler may assume nothing about @v from here on. */
#define OPTIMIZER_HIDE_VAR(v)	__asm__ ("" : "+r" (v))

#define RELOC_HIDE(ptr, off) ({						\
	unsigned long __rh = (unsigned long)(ptr);			\
	OPTIMIZER_HIDE_VAR(__rh);					\
	(typeof(ptr))(__rh + (off)); })

#define READ_ONCE(x)	(*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) do {						\
	*(volatile typeof(x) *)&(x) = (v);				\
} while (0)
#define ACCESS_ONCE(x)	(*(volatile typeof(x) *)&(x))
#define data_race(x)	(x)
#define uninitialized_var(x)	x = x

#define unreachable()	__builtin_unreachable()
#define __is_constexpr(x) \
	(sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))

#define __UNIQUE_CAT(a, b)	a##b
#define __UNIQUE_CAT2(a, b)	__UNIQUE_CAT(a, b)
#define __UNIQUE_CAT3(a, b, c)	a##b##c
#define __UNIQUE_CAT4(a, b, c)	__UNIQUE_CAT3(a, b, c)
#define __UNIQUE_ID(prefix)	__UNIQUE_CAT4(__UNIQUE_ID_, prefix, __COUNTER__)

#endif /* __ASSEMBLY__ */
#endif
