/*
 * atomic64.h - counters of 64 bits. A 32-bit CPU has one instruction for them,
 * cmpxchg8b: all else is a loop around it. Functions that return a value order
 * memory fully.
 */
#ifndef _ASM_ATOMIC64_H
#define _ASM_ATOMIC64_H

#include <linux/types.h>

/* Store @new if it is @old; return what was there. */
static inline s64 atomic64_cmpxchg(atomic64_t *v, s64 old, s64 new)
{
	asm volatile("lock; cmpxchg8b %1" : "+A" (old), "+m" (v->counter)
		     : "b" ((u32)new), "c" ((u32)((u64)new >> 32))
		     : "memory", "cc");
	return old;
}

/* What is there, in one piece: exchanged for itself, if it is 0. */
static inline s64 atomic64_read(const atomic64_t *v)
{
	return atomic64_cmpxchg((atomic64_t *)v, 0, 0);
}

static inline bool atomic64_try_cmpxchg(atomic64_t *v, s64 *old, s64 new)
{
	s64 want = *old;

	*old = atomic64_cmpxchg(v, want, new);
	return *old == want;
}

/* @name: what the value becomes; returned is what it was before. */
#define __ATOMIC64(name, become)					\
static inline s64 atomic64_##name(s64 i, atomic64_t *v)			\
{									\
	s64 old = atomic64_read(v);					\
									\
	while (!atomic64_try_cmpxchg(v, &old, become))			\
		;							\
	return old;							\
}

__ATOMIC64(fetch_add, old + i)
__ATOMIC64(fetch_sub, old - i)
__ATOMIC64(fetch_and, old & i)
__ATOMIC64(fetch_andnot, old & ~i)
__ATOMIC64(fetch_or, old | i)
__ATOMIC64(fetch_xor, old ^ i)
__ATOMIC64(__set, i)

#define atomic64_xchg(v, i)		atomic64___set(i, v)
#define atomic64_set(v, i)		((void)atomic64_xchg(v, i))
#define atomic64_add(i, v)		((void)atomic64_fetch_add(i, v))
#define atomic64_sub(i, v)		((void)atomic64_fetch_sub(i, v))
#define atomic64_and(i, v)		((void)atomic64_fetch_and(i, v))
#define atomic64_andnot(i, v)		((void)atomic64_fetch_andnot(i, v))
#define atomic64_or(i, v)		((void)atomic64_fetch_or(i, v))
#define atomic64_xor(i, v)		((void)atomic64_fetch_xor(i, v))
#define atomic64_inc(v)			atomic64_add(1, v)
#define atomic64_dec(v)			atomic64_sub(1, v)
#define atomic64_fetch_inc(v)		atomic64_fetch_add(1, v)
#define atomic64_fetch_dec(v)		atomic64_fetch_sub(1, v)

static inline s64 atomic64_add_return(s64 i, atomic64_t *v)
{
	return atomic64_fetch_add(i, v) + i;
}

#define atomic64_sub_return(i, v)	atomic64_add_return(-(s64)(i), v)
#define atomic64_inc_return(v)		atomic64_add_return(1, v)
#define atomic64_dec_return(v)		atomic64_add_return(-1, v)
#define atomic64_dec_and_test(v)	(atomic64_dec_return(v) == 0)
#define atomic64_inc_and_test(v)	(atomic64_inc_return(v) == 0)
#define atomic64_sub_and_test(i, v)	(atomic64_sub_return(i, v) == 0)
#define atomic64_add_negative(i, v)	(atomic64_add_return(i, v) < 0)

/* Add @a unless it is @u; what it was before. */
static inline s64 atomic64_fetch_add_unless(atomic64_t *v, s64 a, s64 u)
{
	s64 old = atomic64_read(v);

	while (old != u && !atomic64_try_cmpxchg(v, &old, old + a))
		;
	return old;
}
#define atomic64_add_unless(v, a, u) \
	({ s64 __unless = (u); \
	   atomic64_fetch_add_unless(v, a, __unless) != __unless; })
#define atomic64_inc_not_zero(v)	atomic64_add_unless(v, 1, 0)

/* One more, or fewer, unless the value is below (above) 0: was it? */
static inline bool atomic64_inc_unless_negative(atomic64_t *v)
{
	s64 old = atomic64_read(v);

	while (old >= 0 && !atomic64_try_cmpxchg(v, &old, old + 1))
		;
	return old >= 0;
}

static inline bool atomic64_dec_unless_positive(atomic64_t *v)
{
	s64 old = atomic64_read(v);

	while (old <= 0 && !atomic64_try_cmpxchg(v, &old, old - 1))
		;
	return old <= 0;
}

/* One fewer, but never below 0: what it is then, or would be. */
static inline s64 atomic64_dec_if_positive(atomic64_t *v)
{
	s64 old = atomic64_read(v);

	while (old > 0 && !atomic64_try_cmpxchg(v, &old, old - 1))
		;
	return old - 1;
}

#endif
