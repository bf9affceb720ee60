/*
 * spinlock_types.h - a ticket lock: two bytes, `owner` is the ticket being
 * served and `next` the one to draw. First come, first served.
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

#endif
