/*
 * spinlock_types.h - spinlocks and rwlocks as members of other structures.
 */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/lockdep.h>
#include <asm/spinlock_types.h>

typedef struct spinlock {
	arch_spinlock_t raw;		/* the lock itself */
	struct lockdep_map dep_map;	/* nothing in a release build */
} spinlock_t;

typedef spinlock_t raw_spinlock_t;

typedef struct {
	arch_rwlock_t raw;
	struct lockdep_map dep_map;
} rwlock_t;

/* In initialisers of structures, and as a value. */
#define __SPIN_LOCK_INITIALIZER(name) \
	{ .raw = __ARCH_SPIN_LOCK_UNLOCKED, .dep_map = LOCKDEP_MAP_INIT(#name) }
#define __RW_LOCK_INITIALIZER(name) \
	{ .raw = __ARCH_RW_LOCK_UNLOCKED, .dep_map = LOCKDEP_MAP_INIT(#name) }
#define __SPIN_LOCK_UNLOCKED(name) \
	(spinlock_t) __SPIN_LOCK_INITIALIZER(name)
#define __RW_LOCK_UNLOCKED(name)	(rwlock_t) __RW_LOCK_INITIALIZER(name)
#define SPIN_LOCK_UNLOCKED		__SPIN_LOCK_UNLOCKED(old_style)
#define RW_LOCK_UNLOCKED		__RW_LOCK_UNLOCKED(old_style)

#define DEFINE_SPINLOCK(name)	spinlock_t name = __SPIN_LOCK_INITIALIZER(name)
#define DEFINE_RAW_SPINLOCK(name)	DEFINE_SPINLOCK(name)
#define DEFINE_RWLOCK(name)	rwlock_t name = __RW_LOCK_INITIALIZER(name)

#endif
