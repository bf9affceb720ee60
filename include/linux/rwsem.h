/*
 * rwsem.h - many readers or one writer, who sleep for each other.
 * kernel/rwsem.c. Process context only; a reader must not take it again.
 */
#ifndef _LINUX_RWSEM_H
#define _LINUX_RWSEM_H

#include <linux/cleanup.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock.h>

struct task_struct;

struct rw_semaphore {
	spinlock_t lock;		/* over all of this */
	int count;			/* readers in it; -1: a writer */
	struct task_struct *owner;	/* that writer, or NULL */
	struct list_head wait_list;	/* who waits, oldest first */
	struct lockdep_map dep_map;	/* nothing in a release build */
};

#define __RWSEM_INITIALIZER(name) {					\
	.lock = __SPIN_LOCK_INITIALIZER((name).lock),			\
	.wait_list = LIST_HEAD_INIT((name).wait_list),			\
	.dep_map = LOCKDEP_MAP_INIT(#name) }
#define DECLARE_RWSEM(name) \
	struct rw_semaphore name = __RWSEM_INITIALIZER(name)

#define init_rwsem(sem)							\
do {									\
	static struct lock_class_key __lock_key;			\
	__init_rwsem(sem, #sem, &__lock_key);				\
} while (0)
void __init_rwsem(struct rw_semaphore *sem, const char *name,
		  struct lock_class_key *key);

/* Take it for reading, for writing. May sleep; trylock: 1 or 0, does not. */
void down_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
void down_write_nested(struct rw_semaphore *sem, int subclass);
/* 0: here no signal ends it; in Linux it would be -EINTR. */
#define down_read_interruptible(sem)	({ down_read(sem); 0; })
#define down_read_killable(sem)		({ down_read(sem); 0; })
#define down_write_killable(sem)	({ down_write(sem); 0; })
int down_read_trylock(struct rw_semaphore *sem);
int down_write_trylock(struct rw_semaphore *sem);
/* Give it back; the writer itself. */
void up_read(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
/* From writer to reader, with no other writer in between. */
void downgrade_write(struct rw_semaphore *sem);

static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return READ_ONCE(sem->count) != 0;
}

DEFINE_GUARD(rwsem_read, struct rw_semaphore *, down_read(_T), up_read(_T))
DEFINE_GUARD_COND(rwsem_read, _try, down_read_trylock(_T))
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))
DEFINE_GUARD_COND(rwsem_write, _try, down_write_trylock(_T))

#endif
