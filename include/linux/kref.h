/*
 * kref.h - a count of references inside an object, which the last one to let go
 * frees.
 */
#ifndef _LINUX_KREF_H
#define _LINUX_KREF_H

#include <linux/refcount.h>

struct kref {
	refcount_t refcount;
};

#define KREF_INIT(n)	{ .refcount = REFCOUNT_INIT(n) }

static inline void kref_init(struct kref *kref)
{
	refcount_set(&kref->refcount, 1);
}

#define kref_set(kref, n)	refcount_set(&(kref)->refcount, n)
#define kref_read(kref)		refcount_read(&(kref)->refcount)
#define kref_get(kref)		refcount_inc(&(kref)->refcount)

/* For one found by looking it up: false, it is on its way out. */
static inline int __must_check kref_get_unless_zero(struct kref *kref)
{
	return refcount_inc_not_zero(&kref->refcount);
}

/* The last one calls @release, and 1 is returned. */
static inline int kref_put(struct kref *kref, void (*release)(struct kref *))
{
	if (!refcount_dec_and_test(&kref->refcount))
		return 0;
	release(kref);
	return 1;
}

/* The same, with a lock taken that @release gives back. */
static inline int kref_put_mutex(struct kref *kref,
				 void (*release)(struct kref *),
				 struct mutex *lock)
{
	if (!refcount_dec_and_mutex_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}

static inline int kref_put_lock(struct kref *kref,
				void (*release)(struct kref *),
				spinlock_t *lock)
{
	if (!refcount_dec_and_lock(&kref->refcount, lock))
		return 0;
	release(kref);
	return 1;
}

#endif
