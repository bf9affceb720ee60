/*
 * refcount.h - counts of references, which know two mistakes: one more of what
 * nobody holds any more (0), and one too many of either kind. Both are reported
 * once, and the count then stays high for good: the object leaks, which is
 * better than to free it under somebody.
 */
#ifndef _LINUX_REFCOUNT_H
#define _LINUX_REFCOUNT_H

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

typedef struct refcount_struct {
	atomic_t refs;
} refcount_t;

#define REFCOUNT_INIT(n)	{ .refs = ATOMIC_INIT(n) }
#define REFCOUNT_MAX		0x7fffffff
#define REFCOUNT_SATURATED	(-0x40000000)

static inline void refcount_set(refcount_t *r, int n)
{
	atomic_set(&r->refs, n);
}

static inline unsigned int refcount_read(const refcount_t *r)
{
	return atomic_read(&r->refs);
}

/* All below: any context. lib/refcount.c. */

/* @i more, unless there is none (false). */
bool refcount_add_not_zero(int i, refcount_t *r);
/* @i more; there must be one. */
void refcount_add(int i, refcount_t *r);
/* @i fewer: was that the last? */
bool refcount_sub_and_test(int i, refcount_t *r);
/* One fewer, and it may not be the last. */
void refcount_dec(refcount_t *r);
/* From 1 to 0, or not at all: was it 1? */
bool refcount_dec_if_one(refcount_t *r);
/* One fewer, unless it is the last: false then. */
bool refcount_dec_not_one(refcount_t *r);

#define refcount_inc(r)			refcount_add(1, r)
#define refcount_inc_not_zero(r)	refcount_add_not_zero(1, r)
#define refcount_dec_and_test(r)	refcount_sub_and_test(1, r)

/* One fewer: if it was the last, true with the lock taken. */
static inline bool refcount_dec_and_lock(refcount_t *r, spinlock_t *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	spin_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	spin_unlock(lock);
	return false;
}

static inline bool refcount_dec_and_mutex_lock(refcount_t *r,
					       struct mutex *lock)
{
	if (refcount_dec_not_one(r))
		return false;
	mutex_lock(lock);
	if (refcount_dec_and_test(r))
		return true;
	mutex_unlock(lock);
	return false;
}

#endif
