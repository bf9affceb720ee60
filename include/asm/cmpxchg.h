/*
 * cmpxchg.h - exchange, compare-and-exchange, exchange-and-add on 1, 2, 4
 * bytes. xchg with memory locks the bus by itself; the others carry a lock
 * prefix.
 */
#ifndef _ASM_CMPXCHG_H
#define _ASM_CMPXCHG_H

#include <linux/types.h>

#define __x86_rmw(insn, ptr, val)					\
({									\
	typeof(*(ptr)) __rmw = (val);					\
	switch (sizeof(*(ptr))) {					\
	case 1:								\
		asm volatile(insn "b %b0,%1" : "+q" (__rmw),		\
			     "+m" (*(ptr)) : : "memory", "cc");		\
		break;							\
	case 2:								\
		asm volatile(insn "w %w0,%1" : "+r" (__rmw),		\
			     "+m" (*(ptr)) : : "memory", "cc");		\
		break;							\
	default:							\
		asm volatile(insn "l %k0,%1" : "+r" (__rmw),		\
			     "+m" (*(ptr)) : : "memory", "cc");		\
	}								\
	__rmw;								\
})

/* Store @val, return what was there. */
#define xchg(ptr, val)		__x86_rmw("xchg", ptr, val)
/* Add @val, return what was there before. */
#define xadd(ptr, val)		__x86_rmw("lock; xadd", ptr, val)

#define __x86_cmpxchg(lock, ptr, old, new)				\
({									\
	typeof(*(ptr)) __ret, __old = (old), __new = (new);		\
	switch (sizeof(*(ptr))) {					\
	case 1:								\
		asm volatile(lock "cmpxchgb %b2,%1" : "=a" (__ret),	\
			     "+m" (*(ptr)) : "q" (__new), "0" (__old)	\
			     : "memory", "cc");				\
		break;							\
	case 2:								\
		asm volatile(lock "cmpxchgw %w2,%1" : "=a" (__ret),	\
			     "+m" (*(ptr)) : "r" (__new), "0" (__old)	\
			     : "memory", "cc");				\
		break;							\
	default:							\
		asm volatile(lock "cmpxchgl %k2,%1" : "=a" (__ret),	\
			     "+m" (*(ptr)) : "r" (__new), "0" (__old)	\
			     : "memory", "cc");				\
	}								\
	__ret;								\
})

/* Store @new if *@ptr is @old; return what was there. */
#define cmpxchg(ptr, old, new)	__x86_cmpxchg("lock; ", ptr, old, new)
/* The same, atomic on this CPU only. */
#define cmpxchg_local(ptr, old, new)	__x86_cmpxchg("", ptr, old, new)

#define try_cmpxchg(ptr, oldp, new)					\
({									\
	typeof(*(ptr)) __want = *(oldp), __got;				\
	__got = cmpxchg(ptr, __want, new);				\
	*(oldp) = __got;						\
	__got == __want;						\
})

#endif
