/*
 * percpu_counter.h - one number that all CPUs count and few read: each counts
 * for itself, and brings it home in batches. lib/modules/percpu_counter.c.
 */
#ifndef _LINUX_PERCPU_COUNTER_H
#define _LINUX_PERCPU_COUNTER_H

#include <linux/gfp.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct percpu_counter {
	spinlock_t lock;		/* count */
	s64 count;			/* what was brought home */
	s32 __percpu *counters;		/* what each CPU has not, below its batch */
};

/* What a CPU may have and the others don't see, where it is not said. */
#define percpu_counter_batch	32

/* Begin with @amount: 0, -ENOMEM. May sleep. 2.6 had no mask. */
int __percpu_counter_init(struct percpu_counter *fbc, s64 amount);
#define percpu_counter_init(fbc, amount, ...) \
	__percpu_counter_init(fbc, amount)
/* Of one that was never begun: nothing. May sleep. */
void percpu_counter_destroy(struct percpu_counter *fbc);
/* While nobody counts. */
void percpu_counter_set(struct percpu_counter *fbc, s64 amount);
/* Any context. */
void percpu_counter_add_batch(struct percpu_counter *fbc, s64 amount,
			      s32 batch);
#define __percpu_counter_add	percpu_counter_add_batch	/* 2.6 */
/*
 * read: what was brought home; every CPU may have less than its batch besides.
 * sum: with those; exact once nobody counts. compare: -1, 0, 1, as the sum is
 * below, at or above @rhs; it looks at every CPU only where that matters.
 */
s64 percpu_counter_read(struct percpu_counter *fbc);
s64 percpu_counter_sum(struct percpu_counter *fbc);
int __percpu_counter_compare(struct percpu_counter *fbc, s64 rhs, s32 batch);

#define percpu_counter_add(fbc, amount) \
	percpu_counter_add_batch(fbc, amount, percpu_counter_batch)
#define percpu_counter_add_local	percpu_counter_add
#define percpu_counter_sub(fbc, amount)	percpu_counter_add(fbc, -(s64)(amount))
#define percpu_counter_inc(fbc)		percpu_counter_add(fbc, 1)
#define percpu_counter_dec(fbc)		percpu_counter_add(fbc, -1)
#define percpu_counter_read_positive(fbc) \
	max_t(s64, percpu_counter_read(fbc), 0)
#define percpu_counter_sum_positive(fbc) \
	max_t(s64, percpu_counter_sum(fbc), 0)
#define percpu_counter_compare(fbc, rhs) \
	__percpu_counter_compare(fbc, rhs, percpu_counter_batch)

static inline bool percpu_counter_initialized(struct percpu_counter *fbc)
{
	return fbc->counters != NULL;
}

#endif
