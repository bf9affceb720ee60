/*
 * spinlock_types.h - a ticket lock: two bytes, `owner` is the ticket being
 * served and `next` the one to draw. First come, first served. And a lock for
 * many readers or one writer, whose waiters queue up on a ticket lock.
 */
#ifndef _ASM_SPINLOCK_TYPES_H
#define _ASM_SPINLOCK_TYPES_H

#include <linux/types.h>

typedef struct arch_spinlock {
	union {
		u16 tickets;		/* both, for one xadd */
		struct {
			u8 owner;	/* now served */
			u8 next;	/* drawn by who comes next */
		};
	};
} arch_spinlock_t;

#define __ARCH_SPIN_LOCK_UNLOCKED	{ { 0 } }

typedef struct arch_rwlock {
	u32 state;			/* RW_*: writer, readers */
	arch_spinlock_t queue;		/* held by the first who waits */
} arch_rwlock_t;

#define RW_WRITER	0xff		/* held for writing */
#define RW_WAITING	0x01		/* a writer waits: no new readers */
#define RW_WMASK	0xff
#define RW_READER	0x100		/* each one that holds it */

#define __ARCH_RW_LOCK_UNLOCKED	{ 0, __ARCH_SPIN_LOCK_UNLOCKED }

#endif
