/*
 * mutex.h - one holder at a time; the others sleep. kernel/mutex.c.
 *
 * The thread that took it gives it back, once, and does not take it twice: all
 * else is reported. Never in an interrupt, a softirq or with a spinlock held.
 */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/cleanup.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock.h>

struct mutex {
	unsigned long owner;		/* its task_struct; bit 0: some wait */
	spinlock_t wait_lock;		/* over the list */
	struct list_head wait_list;	/* who waits, oldest first */
	struct lockdep_map dep_map;	/* nothing in a release build */
};

#define __MUTEX_INITIALIZER(name) {					\
	.wait_lock = __SPIN_LOCK_INITIALIZER((name).wait_lock),		\
	.wait_list = LIST_HEAD_INIT((name).wait_list),			\
	.dep_map = LOCKDEP_MAP_INIT(#name) }
#define DEFINE_MUTEX(name)	struct mutex name = __MUTEX_INITIALIZER(name)

#define mutex_init(lock)						\
do {									\
	static struct lock_class_key __lock_key;			\
	__mutex_init(lock, #lock, &__lock_key);				\
} while (0)
void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key);

/* Take it. May sleep. */
void mutex_lock(struct mutex *lock);
/* 0; -EINTR if a signal came first. May sleep. */
int mutex_lock_interruptible(struct mutex *lock);
/* 0: only a SIGKILL would come first, and nobody is killed. May sleep. */
#define mutex_lock_killable(lock)	({ mutex_lock(lock); 0; })
/* A second mutex of the same class, in an order that the caller knows safe. */
void mutex_lock_nested(struct mutex *lock, unsigned int subclass);
/* 1: taken; 0: somebody has it. Process context. */
int mutex_trylock(struct mutex *lock);
/* Give it back: to the one that has waited longest. Process context. */
void mutex_unlock(struct mutex *lock);

static inline bool mutex_is_locked(const struct mutex *lock)
{
	return READ_ONCE(lock->owner) != 0;
}

static inline void mutex_destroy(struct mutex *lock)
{
	WARN_ON(mutex_is_locked(lock));
}

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_GUARD_COND(mutex, _try, mutex_trylock(_T))
DEFINE_GUARD_COND(mutex, _intr, mutex_lock_interruptible(_T) == 0)

#endif
