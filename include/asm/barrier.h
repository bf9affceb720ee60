/*
 * barrier.h - ordering of memory accesses. x86 keeps stores in order and loads
 * in order; only a load may pass an earlier store, so only mb() costs anything.
 */
#ifndef _ASM_BARRIER_H
#define _ASM_BARRIER_H

#include <linux/compiler.h>

/* A locked no-op on the stack: a full fence on every CPU since the 486. */
#define mb()		asm volatile("lock; addl $0,0(%%esp)" ::: "memory", "cc")
#define rmb()		barrier()
#define wmb()		barrier()

#define smp_mb()	mb()
#define smp_rmb()	rmb()
#define smp_wmb()	wmb()

#define smp_store_release(p, v) \
	do { barrier(); WRITE_ONCE(*(p), (v)); } while (0)
#define smp_load_acquire(p) \
	({ typeof(*(p)) ___v = READ_ONCE(*(p)); barrier(); ___v; })
#define smp_store_mb(var, value) \
	do { WRITE_ONCE(var, value); smp_mb(); } while (0)
#define smp_mb__before_atomic()	barrier()
#define smp_mb__after_atomic()	barrier()

#endif
