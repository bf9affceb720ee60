/*
 * semaphore.c - permits, and a queue of those who wait for one.
 *
 *	count 0,  wait_list: [A] -> [B] -> [C]		up(): A has it
 *
 * up() gives a permit to the first waiter itself, marks it and wakes it; only
 * without waiters is it counted. So nobody overtakes, and a waiter that wakes
 * for another reason sees that it is not marked and sleeps on.
 *
 * Invariant: count > 0 means that nobody waits. Locking: sem->lock with
 * interrupts off; a waiter's record is on its stack, and valid while that lock
 * is held. Counterpart in Linux: kernel/locking/semaphore.c.
 * gdb:	p *sem
 *	break down_slow
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/sched.h>
#include <linux/semaphore.h>

struct semaphore_waiter {
	struct list_head list;		/* in wait_list, until marked */
	struct task_struct *task;	/* who */
	bool up;			/* it has its permit */
};

void sema_init(struct semaphore *sem, int val)
{
	spin_lock_init(&sem->lock);
	sem->count = val;
	INIT_LIST_HEAD(&sem->wait_list);
}
EXPORT_SYMBOL(sema_init);

/* With the lock, which is dropped while it sleeps. */
static int down_slow(struct semaphore *sem, long state, long timeout)
	__must_hold(&sem->lock)
{
	struct semaphore_waiter me = { .task = current };

	list_add_tail(&me.list, &sem->wait_list);
	while (timeout > 0) {
		if (state == TASK_INTERRUPTIBLE && signal_pending(current)) {
			list_del(&me.list);
			return -EINTR;
		}
		__set_current_state(state);
		spin_unlock_irq(&sem->lock);
		timeout = schedule_timeout(timeout);
		spin_lock_irq(&sem->lock);
		if (me.up)
			return 0;
	}
	list_del(&me.list);
	return -ETIME;
}

static int down_common(struct semaphore *sem, long state, long timeout)
{
	unsigned long flags;
	int err = 0;

	spin_lock_irqsave(&sem->lock, flags);
	if (sem->count > 0)
		sem->count--;
	else
		err = down_slow(sem, state, timeout);
	spin_unlock_irqrestore(&sem->lock, flags);
	return err;
}

void down(struct semaphore *sem)
{
	might_sleep();
	down_common(sem, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down);

int down_interruptible(struct semaphore *sem)
{
	might_sleep();
	return down_common(sem, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_interruptible);

int down_killable(struct semaphore *sem)
{
	might_sleep();
	return down_common(sem, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(down_killable);

int down_timeout(struct semaphore *sem, long jiffies)
{
	might_sleep();
	return down_common(sem, TASK_UNINTERRUPTIBLE, jiffies);
}
EXPORT_SYMBOL(down_timeout);

int down_trylock(struct semaphore *sem)
{
	unsigned long flags;
	bool got;

	spin_lock_irqsave(&sem->lock, flags);
	got = sem->count > 0;
	sem->count -= got;
	spin_unlock_irqrestore(&sem->lock, flags);
	return !got;
}
EXPORT_SYMBOL(down_trylock);

void up(struct semaphore *sem)
{
	struct semaphore_waiter *first;
	unsigned long flags;

	spin_lock_irqsave(&sem->lock, flags);
	first = list_first_entry_or_null(&sem->wait_list,
					 struct semaphore_waiter, list);
	if (first) {
		list_del(&first->list);
		first->up = true;
		wake_up_process(first->task);
	} else {
		sem->count++;
	}
	spin_unlock_irqrestore(&sem->lock, flags);
}
EXPORT_SYMBOL(up);
