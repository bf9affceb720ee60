/*
 * spinlock_types.h - the lock as a member of other structures.
 */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <asm/spinlock_types.h>

typedef struct spinlock {
	arch_spinlock_t raw;
} spinlock_t;

typedef spinlock_t raw_spinlock_t;

#define __SPIN_LOCK_UNLOCKED(name)	(spinlock_t) { __ARCH_SPIN_LOCK_UNLOCKED }
#define SPIN_LOCK_UNLOCKED		__SPIN_LOCK_UNLOCKED(old_style)
#define DEFINE_SPINLOCK(name)	spinlock_t name = { __ARCH_SPIN_LOCK_UNLOCKED }
#define DEFINE_RAW_SPINLOCK(name)	DEFINE_SPINLOCK(name)

#endif
