/*
 * mutex.c - a lock that its waiters sleep for.
 *
 *	owner:	0		free
 *		task		held, nobody waits
 *		task | 1	held, wait_list is not empty
 *
 * Taking a free one and giving back one without waiters is a single
 * compare-and-exchange. Otherwise wait_lock: who waits sets bit 0, so that the
 * holder must come by; it then makes the first waiter the owner and wakes it.
 * Nobody overtakes. The price: the lock stands still until the new owner runs.
 *
 * A thread that takes its own mutex again would sleep for ever: it is told so
 * and goes on without; an unlock by another thread is told and ignored.
 *
 * Invariant: bit 0 is set iff wait_list is not empty, while wait_lock is free.
 * Locking: wait_lock, below every mutex. Context: process; may sleep.
 * Counterpart in Linux: kernel/locking/mutex.c.
 * gdb:	p *(struct task_struct *)(lock->owner & ~1)
 *	break mutex_lock_slow
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/mutex.h>
#include <linux/sched.h>

#define HAS_WAITERS	1UL

struct mutex_waiter {
	struct list_head list;		/* in wait_list, until it owns */
	struct task_struct *task;	/* who */
};

void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key)
{
	lock->owner = 0;
	spin_lock_init(&lock->wait_lock);
	INIT_LIST_HEAD(&lock->wait_list);
	lockdep_init_map(&lock->dep_map, name, key);
}
EXPORT_SYMBOL(__mutex_init);

static struct task_struct *owner_of(const struct mutex *lock)
{
	return (void *)(READ_ONCE(lock->owner) & ~HAS_WAITERS);
}

/* Take it if it is free, else announce a waiter. With wait_lock. */
static bool take_or_announce(struct mutex *lock)
{
	unsigned long seen = READ_ONCE(lock->owner), want;

	do {
		want = seen ? seen | HAS_WAITERS : (unsigned long)current;
	} while (!try_cmpxchg(&lock->owner, &seen, want));
	return !seen;
}

/*
 * With wait_lock: a waiter goes; was it the last, the holder need not come by.
 */
static void stop_waiting(struct mutex *lock, struct mutex_waiter *me)
{
	unsigned long seen = READ_ONCE(lock->owner);

	list_del(&me->list);
	if (!list_empty(&lock->wait_list))
		return;
	while (!try_cmpxchg(&lock->owner, &seen, seen & ~HAS_WAITERS))
		;
}

/*
 * With wait_lock, which is dropped meanwhile. 0: as the owner, or -EINTR for a
 * signal, if @state is TASK_INTERRUPTIBLE.
 */
static int wait_for_it(struct mutex *lock, long state)
	__must_hold(&lock->wait_lock)
{
	struct mutex_waiter me = { .task = current };

	list_add_tail(&me.list, &lock->wait_list);
	for (;;) {
		if (state == TASK_INTERRUPTIBLE && signal_pending(current)) {
			stop_waiting(lock, &me);
			return -EINTR;
		}
		set_current_state(state);
		spin_unlock(&lock->wait_lock);
		schedule();
		spin_lock(&lock->wait_lock);
		if (owner_of(lock) == me.task)
			return 0;
	}
}

static noinline int mutex_lock_slow(struct mutex *lock, long state)
{
	int err = 0;

	if (WARN(owner_of(lock) == current,
		 "mutex %ps taken again by its holder %s/%d: it would wait for ever\n",
		 lock, current->comm, current->pid))
		return 0;
	spin_lock(&lock->wait_lock);
	if (!take_or_announce(lock))
		err = wait_for_it(lock, state);
	spin_unlock(&lock->wait_lock);
	return err;
}

static bool take_free(struct mutex *lock)
{
	return !cmpxchg(&lock->owner, 0, (unsigned long)current);
}

static __always_inline void lock_common(struct mutex *lock, unsigned int mode,
					unsigned long ip)
{
	lock_acquire(&lock->dep_map, mode, ip);
	if (unlikely(!take_free(lock)))
		mutex_lock_slow(lock, TASK_UNINTERRUPTIBLE);
}

void mutex_lock(struct mutex *lock)
{
	might_sleep();
	lock_common(lock, 0, _RET_IP_);
}
EXPORT_SYMBOL(mutex_lock);

int mutex_lock_interruptible(struct mutex *lock)
{
	int err = 0;

	might_sleep();
	lock_acquire(&lock->dep_map, 0, _RET_IP_);
	if (unlikely(!take_free(lock)))
		err = mutex_lock_slow(lock, TASK_INTERRUPTIBLE);
	if (err)
		lock_release(&lock->dep_map, _RET_IP_);
	return err;
}
EXPORT_SYMBOL(mutex_lock_interruptible);

void mutex_lock_nested(struct mutex *lock, unsigned int subclass)
{
	might_sleep();
	lock_common(lock, subclass ? LOCK_NESTED : 0, _RET_IP_);
}
EXPORT_SYMBOL(mutex_lock_nested);

int mutex_trylock(struct mutex *lock)
{
	WARN_ON_ONCE(in_interrupt());
	if (!take_free(lock))
		return 0;
	lock_acquire(&lock->dep_map, LOCK_TRY, _RET_IP_);
	return 1;
}
EXPORT_SYMBOL(mutex_trylock);

/* Make the first waiter the owner; nobody, if all have left off waiting. */
static void hand_over(struct mutex *lock)
{
	struct mutex_waiter *first;

	spin_lock(&lock->wait_lock);
	first = list_first_entry_or_null(&lock->wait_list, struct mutex_waiter,
					 list);
	if (first) {
		list_del(&first->list);
		WRITE_ONCE(lock->owner, (unsigned long)first->task |
			   (list_empty(&lock->wait_list) ? 0 : HAS_WAITERS));
		wake_up_process(first->task);
	} else {
		WRITE_ONCE(lock->owner, 0);
	}
	spin_unlock(&lock->wait_lock);
}

void mutex_unlock(struct mutex *lock)
{
	struct task_struct *owner = owner_of(lock);

	WARN_ON_ONCE(in_interrupt());
	if (WARN(owner != current,
		 "mutex %ps unlocked by %s/%d, held by %s/%d\n", lock,
		 current->comm, current->pid, owner ? owner->comm : "nobody",
		 owner ? owner->pid : 0))
		return;
	lock_release(&lock->dep_map, _RET_IP_);
	if (unlikely(cmpxchg(&lock->owner, (unsigned long)owner, 0) !=
		     (unsigned long)owner))
		hand_over(lock);
}
EXPORT_SYMBOL(mutex_unlock);
