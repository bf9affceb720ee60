/*
 * wait.h - threads that wait for something, and who wakes them.
 *
 *	DEFINE_WAIT(wait);				the condition's side:
 *	prepare_to_wait(&wq, &wait, TASK_...);		ready = true;
 *	if (!ready)					wake_up(&wq);
 *		schedule();
 *	finish_wait(&wq, &wait);
 *
 * Being on the queue and in the waiting state BEFORE the test is what makes a
 * wake-up in between count. wait_event() is that loop.
 */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

typedef struct wait_queue_head {
	spinlock_t lock;		/* protects the list */
	struct list_head head;		/* of wait_queue_entry: exclusive ones
					 * last, of them the oldest first */
} wait_queue_head_t;

struct wait_queue_entry;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *entry,
				 unsigned int mode, int sync, void *key);

typedef struct wait_queue_entry {
	unsigned int flags;		/* WQ_FLAG_* */
	void *private;			/* the thread */
	wait_queue_func_t func;		/* called by wake_up; 1: it was woken */
	struct list_head entry;		/* in the queue, or alone */
} wait_queue_t;
typedef struct wait_queue_entry wait_queue_entry_t;

#define WQ_FLAG_EXCLUSIVE	1	/* wake one of these at a time */

#define __WAIT_QUEUE_HEAD_INITIALIZER(name) { \
	.lock = __SPIN_LOCK_INITIALIZER((name).lock), \
	.head = { &(name).head, &(name).head } }
#define DECLARE_WAIT_QUEUE_HEAD(name) \
	wait_queue_head_t name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name)	DECLARE_WAIT_QUEUE_HEAD(name)

#define DECLARE_WAITQUEUE(name, task) \
	wait_queue_t name = { .private = (task), \
		.func = default_wake_function, \
		.entry = { &(name).entry, &(name).entry } }
#define DEFINE_WAIT_FUNC(name, function) \
	wait_queue_t name = { .private = current, .func = (function), \
		.entry = { &(name).entry, &(name).entry } }
#define DEFINE_WAIT(name)	DEFINE_WAIT_FUNC(name, autoremove_wake_function)

void init_waitqueue_head(wait_queue_head_t *wq);
#define init_waitqueue_entry(wait, task)				\
	(*(wait) = (wait_queue_t){ .private = (task),			\
		.func = default_wake_function,				\
		.entry = { &(wait)->entry, &(wait)->entry } })
#define init_wait(wait)							\
	(*(wait) = (wait_queue_t){ .private = current,			\
		.func = autoremove_wake_function,			\
		.entry = { &(wait)->entry, &(wait)->entry } })
void add_wait_queue(wait_queue_head_t *wq, wait_queue_t *wait);
void add_wait_queue_exclusive(wait_queue_head_t *wq, wait_queue_t *wait);
void remove_wait_queue(wait_queue_head_t *wq, wait_queue_t *wait);

/*
 * Queue the caller (at the end, and one at a time, if exclusive) and set its
 * state; finish_wait undoes both. Process context.
 */
void prepare_to_wait(wait_queue_head_t *wq, wait_queue_t *wait, int state);
void prepare_to_wait_exclusive(wait_queue_head_t *wq, wait_queue_t *wait,
			       int state);
void finish_wait(wait_queue_head_t *wq, wait_queue_t *wait);
/*
 * The same for who was to be woken alone and leaves for another reason: if it
 * has been woken all the same, the next one is.
 */
void abort_exclusive_wait(wait_queue_head_t *wq, wait_queue_t *wait);

int default_wake_function(wait_queue_t *wait, unsigned int mode, int sync,
			  void *key);
int autoremove_wake_function(wait_queue_t *wait, unsigned int mode, int sync,
			     void *key);

/* Wake all that are not exclusive and @nr that are (0: all). Any context. */
void __wake_up(wait_queue_head_t *wq, unsigned int mode, int nr, void *key);
/* The same with wq->lock held. */
void __wake_up_locked(wait_queue_head_t *wq, unsigned int mode, int nr);

#define wake_up(wq)		__wake_up(wq, TASK_NORMAL, 1, NULL)
#define wake_up_nr(wq, nr)	__wake_up(wq, TASK_NORMAL, nr, NULL)
#define wake_up_all(wq)		__wake_up(wq, TASK_NORMAL, 0, NULL)
#define wake_up_interruptible(wq) __wake_up(wq, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_all(wq) \
	__wake_up(wq, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(wq)	wake_up_interruptible(wq)
#define wake_up_sync(wq)	wake_up(wq)
#define wake_up_locked(wq)	__wake_up_locked(wq, TASK_NORMAL, 1)

static inline int waitqueue_active(wait_queue_head_t *wq)
{
	return !list_empty(&wq->head);
}

/*
 * Wait until @cond, with @sleep in between. The look right after a wake-up, off
 * the queue, usually is the last one; if not, only the next, on it, counts. 0,
 * or
 * -ERESTARTSYS: a signal came.
 */
#define ___wait_event(wq, cond, state, exclusive, sleep)		\
({									\
	DEFINE_WAIT(__wait);						\
	int __signal = 0;						\
	might_sleep();							\
	for (;;) {							\
		if (exclusive)						\
			prepare_to_wait_exclusive(&(wq), &__wait, state); \
		else							\
			prepare_to_wait(&(wq), &__wait, state);		\
		if (cond)						\
			break;						\
		if ((state) == TASK_INTERRUPTIBLE &&			\
		    signal_pending(current)) {				\
			__signal = -ERESTARTSYS;			\
			break;						\
		}							\
		sleep;							\
		if (cond)						\
			break;						\
	}								\
	if (exclusive && __signal)					\
		abort_exclusive_wait(&(wq), &__wait);			\
	else								\
		finish_wait(&(wq), &__wait);				\
	__signal;							\
})

#define wait_event(wq, cond)						\
do {									\
	if (!(cond))							\
		(void)___wait_event(wq, cond, TASK_UNINTERRUPTIBLE, 0,	\
				    schedule());			\
} while (0)

/* 0; or -ERESTARTSYS for a signal. */
#define __wait_event_interruptible(wq, cond, exclusive)			\
({									\
	(cond) ? 0 : ___wait_event(wq, cond, TASK_INTERRUPTIBLE,	\
				   exclusive, schedule());		\
})
#define wait_event_interruptible(wq, cond) \
	__wait_event_interruptible(wq, cond, 0)
#define wait_event_interruptible_exclusive(wq, cond) \
	__wait_event_interruptible(wq, cond, 1)
/* Only a SIGKILL would end this, and nobody is killed: always 0. */
#define wait_event_killable(wq, cond)	({ wait_event(wq, cond); 0; })

/*
 * What is left of @timeout, at least 1 if @cond came true; 0: it did not, or
 * -ERESTARTSYS. Once true, @cond is not asked again: it may be one that takes
 * what it finds.
 */
#define __wait_event_timeout(wq, cond, timeout, state)			\
({									\
	long __left = (timeout);					\
	bool __met = (cond);						\
	int __came = 0;							\
	if (!__met)							\
		__came = ___wait_event(wq, (__met = (cond)) || !__left,	\
				       state, 0,			\
				       __left = schedule_timeout(__left)); \
	__came ? __came : __met ? max(__left, 1L) : 0L;			\
})
#define wait_event_timeout(wq, cond, timeout) \
	__wait_event_timeout(wq, cond, timeout, TASK_UNINTERRUPTIBLE)
#define wait_event_interruptible_timeout(wq, cond, timeout) \
	__wait_event_timeout(wq, cond, timeout, TASK_INTERRUPTIBLE)

/* With @lock held, interrupts off, at each look at @cond and afterwards. */
#define wait_event_lock_irq(wq, cond, lock)				\
do {									\
	if (!(cond))							\
		(void)___wait_event(wq, cond, TASK_UNINTERRUPTIBLE, 0,	\
				    spin_unlock_irq(&(lock));		\
				    schedule();				\
				    spin_lock_irq(&(lock)));		\
} while (0)

/* The first notes' generation: may miss a wake-up, kept for their code. */
void sleep_on(wait_queue_head_t *wq);
void interruptible_sleep_on(wait_queue_head_t *wq);

/* The same for @timeout jiffies at most: what is left of them. */
long sleep_on_timeout(wait_queue_head_t *wq, long timeout);
long interruptible_sleep_on_timeout(wait_queue_head_t *wq, long timeout);

/* The waker's look: what it stored before is seen by who queues after this. */
#define wq_has_sleeper(wq)	({ smp_mb(); waitqueue_active(wq); })

#endif
