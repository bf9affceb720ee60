/*
 * atomic.h - counters that several CPUs change at once: one locked instruction
 * each. The rest of the family is built on these in <linux/atomic.h>.
 */
#ifndef _ASM_ATOMIC_H
#define _ASM_ATOMIC_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/cmpxchg.h>
#include <asm/barrier.h>

#define ATOMIC_INIT(i)	{ (i) }

static __always_inline int atomic_read(const atomic_t *v)
{
	return READ_ONCE(v->counter);
}

static __always_inline void atomic_set(atomic_t *v, int i)
{
	WRITE_ONCE(v->counter, i);
}

static __always_inline void atomic_add(int i, atomic_t *v)
{
	asm volatile("lock; addl %1,%0" : "+m" (v->counter) : "ir" (i)
		     : "memory", "cc");
}

static __always_inline void atomic_sub(int i, atomic_t *v)
{
	asm volatile("lock; subl %1,%0" : "+m" (v->counter) : "ir" (i)
		     : "memory", "cc");
}

static __always_inline void atomic_inc(atomic_t *v)
{
	asm volatile("lock; incl %0" : "+m" (v->counter) : : "memory", "cc");
}

static __always_inline void atomic_dec(atomic_t *v)
{
	asm volatile("lock; decl %0" : "+m" (v->counter) : : "memory", "cc");
}

/* The tests ride on the flags that the locked instruction sets anyway. */
static __always_inline bool atomic_dec_and_test(atomic_t *v)
{
	bool zero;

	asm volatile("lock; decl %0" : "+m" (v->counter), "=@ccz" (zero)
		     : : "memory");
	return zero;
}

static __always_inline bool atomic_inc_and_test(atomic_t *v)
{
	bool zero;

	asm volatile("lock; incl %0" : "+m" (v->counter), "=@ccz" (zero)
		     : : "memory");
	return zero;
}

static __always_inline bool atomic_sub_and_test(int i, atomic_t *v)
{
	bool zero;

	asm volatile("lock; subl %2,%0" : "+m" (v->counter), "=@ccz" (zero)
		     : "ir" (i) : "memory");
	return zero;
}

static __always_inline bool atomic_add_negative(int i, atomic_t *v)
{
	bool neg;

	asm volatile("lock; addl %2,%0" : "+m" (v->counter), "=@ccs" (neg)
		     : "ir" (i) : "memory");
	return neg;
}

static __always_inline int atomic_fetch_add(int i, atomic_t *v)
{
	return xadd(&v->counter, i);
}

static __always_inline void atomic_and(int i, atomic_t *v)
{
	asm volatile("lock; andl %1,%0" : "+m" (v->counter) : "ir" (i)
		     : "memory", "cc");
}

static __always_inline void atomic_or(int i, atomic_t *v)
{
	asm volatile("lock; orl %1,%0" : "+m" (v->counter) : "ir" (i)
		     : "memory", "cc");
}

static __always_inline int atomic_xchg(atomic_t *v, int new)
{
	return xchg(&v->counter, new);
}

static __always_inline int atomic_cmpxchg(atomic_t *v, int old, int new)
{
	return cmpxchg(&v->counter, old, new);
}

#endif
