/*
 * semaphore.h - a number of permits; who finds none sleeps until one is given
 * back, first come, first served. kernel/semaphore.c. It has no owner: up() may
 * come from anybody, from an interrupt too.
 */
#ifndef _LINUX_SEMAPHORE_H
#define _LINUX_SEMAPHORE_H

#include <linux/list.h>
#include <linux/spinlock.h>

struct semaphore {
	spinlock_t lock;		/* over both */
	unsigned int count;		/* permits left */
	struct list_head wait_list;	/* who waits, oldest first */
};

#define __SEMAPHORE_INITIALIZER(name, n) {				\
	.lock = __SPIN_LOCK_INITIALIZER((name).lock),			\
	.count = (n),							\
	.wait_list = LIST_HEAD_INIT((name).wait_list) }

#define __DEFINE_SEMAPHORE(name, n, ...) \
	struct semaphore name = __SEMAPHORE_INITIALIZER(name, n)
/* One permit, or as many as are named. */
#define DEFINE_SEMAPHORE(name, ...) \
	__DEFINE_SEMAPHORE(name, ##__VA_ARGS__, 1)
#define DECLARE_MUTEX(name)		__DEFINE_SEMAPHORE(name, 1)
#define DECLARE_MUTEX_LOCKED(name)	__DEFINE_SEMAPHORE(name, 0)

void sema_init(struct semaphore *sem, int val);
#define init_MUTEX(sem)		sema_init(sem, 1)
#define init_MUTEX_LOCKED(sem)	sema_init(sem, 0)

/* Take a permit. May sleep. */
void down(struct semaphore *sem);
/* 0; -EINTR if a signal came first. May sleep. */
int down_interruptible(struct semaphore *sem);
int down_killable(struct semaphore *sem);
/* 0; -ETIME after @jiffies without one. May sleep. */
int down_timeout(struct semaphore *sem, long jiffies);
/* 0; 1 if there is none: the opposite of other trylocks. Any context. */
int down_trylock(struct semaphore *sem);
/* Give one back. Any context. */
void up(struct semaphore *sem);

#endif
