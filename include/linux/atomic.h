/*
 * atomic.h - the whole family of atomic counters, on top of the few that the
 * machine offers. Functions that return a value order memory fully.
 */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <asm/atomic.h>
#include <asm/atomic64.h>

#define atomic_fetch_sub(i, v)		atomic_fetch_add(-(i), v)
#define atomic_fetch_inc(v)		atomic_fetch_add(1, v)
#define atomic_fetch_dec(v)		atomic_fetch_add(-1, v)
#define atomic_add_return(i, v)		(atomic_fetch_add(i, v) + (i))
#define atomic_sub_return(i, v)		(atomic_fetch_add(-(i), v) - (i))
#define atomic_inc_return(v)		atomic_add_return(1, v)
#define atomic_dec_return(v)		atomic_sub_return(1, v)
#define atomic_try_cmpxchg(v, old, new)	try_cmpxchg(&(v)->counter, old, new)

/* Add @a unless the value is @u; returns what it was before. */
static inline int atomic_fetch_add_unless(atomic_t *v, int a, int u)
{
	int seen = atomic_read(v);

	while (seen != u) {
		int was = atomic_cmpxchg(v, seen, seen + a);

		if (was == seen)
			break;
		seen = was;
	}
	return seen;
}

#define atomic_add_unless(v, a, u)	(atomic_fetch_add_unless(v, a, u) != (u))
#define atomic_inc_not_zero(v)		atomic_add_unless(v, 1, 0)

/* @name: what the value becomes; returned is what it was before. */
#define __ATOMIC_FETCH(name, become)					\
static inline int atomic_fetch_##name(int i, atomic_t *v)		\
{									\
	int old = atomic_read(v);					\
									\
	while (!atomic_try_cmpxchg(v, &old, become))			\
		;							\
	return old;							\
}

__ATOMIC_FETCH(or, old | i)
__ATOMIC_FETCH(and, old & i)
__ATOMIC_FETCH(andnot, old & ~i)
__ATOMIC_FETCH(xor, old ^ i)
#define atomic_xor(i, v)		((void)atomic_fetch_xor(i, v))
#define atomic_andnot(i, v)		atomic_and(~(i), v)
#define atomic_read_acquire(v)		smp_load_acquire(&(v)->counter)
#define atomic_set_release(v, i)	smp_store_release(&(v)->counter, i)

/* One fewer, but never below 0: what it is then, or would be. */
static inline int atomic_dec_if_positive(atomic_t *v)
{
	int old = atomic_read(v);

	while (old > 0 && !atomic_try_cmpxchg(v, &old, old - 1))
		;
	return old - 1;
}

/* One more, or fewer, unless the value is below (above) 0: was it? */
static inline bool atomic_inc_unless_negative(atomic_t *v)
{
	int old = atomic_read(v);

	while (old >= 0 && !atomic_try_cmpxchg(v, &old, old + 1))
		;
	return old >= 0;
}

static inline bool atomic_dec_unless_positive(atomic_t *v)
{
	int old = atomic_read(v);

	while (old <= 0 && !atomic_try_cmpxchg(v, &old, old - 1))
		;
	return old <= 0;
}

#include <linux/atomic-long.h>
#include <linux/atomic-order.h>

#endif
