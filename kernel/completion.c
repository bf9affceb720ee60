/*
 * completion.c - "it is done", told from one thread or interrupt to another.
 *
 * A counter and a wait queue under one lock. complete() adds one and wakes one,
 * a waiter takes one away. All of complete() happens under the lock, and a
 * waiter takes the lock before it leaves: so the structure may lie on the
 * waiter's stack. A semaphore's up() and down() would do the same, but with
 * that guarantee nowhere said.
 *
 * Locking: x->wait.lock with interrupts off. Context: waiting sleeps, telling
 * may come from anywhere. Linux: kernel/sched/completion.c.
 * gdb:	p *x
 *	break complete
 */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>

#define FOR_GOOD	(~0U)

void init_completion(struct completion *x)
{
	x->done = 0;
	init_waitqueue_head(&x->wait);
}
EXPORT_SYMBOL(init_completion);

/* Until there is one, @left is over, or a signal came. With the lock. */
static long sleep_for_one(struct completion *x, long left, long state)
	__must_hold(&x->wait.lock)
{
	DECLARE_WAITQUEUE(me, current);

	me.flags = WQ_FLAG_EXCLUSIVE;
	list_add_tail(&me.entry, &x->wait.head);
	while (!x->done && left) {
		if (state == TASK_INTERRUPTIBLE && signal_pending(current)) {
			left = -ERESTARTSYS;
			break;
		}
		__set_current_state(state);
		spin_unlock_irq(&x->wait.lock);
		left = schedule_timeout(left);
		spin_lock_irq(&x->wait.lock);
	}
	list_del(&me.entry);
	return left;
}

/* 0: none came, or -ERESTARTSYS; else what is left, at least 1. */
static long wait_common(struct completion *x, long left, long state)
{
	bool got;

	might_sleep();
	spin_lock_irq(&x->wait.lock);
	if (!x->done)
		left = sleep_for_one(x, left, state);
	got = x->done;
	if (got && x->done != FOR_GOOD)
		x->done--;
	spin_unlock_irq(&x->wait.lock);
	return got ? max(left, 1L) : min(left, 0L);
}

void wait_for_completion(struct completion *x)
{
	wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion);

int wait_for_completion_interruptible(struct completion *x)
{
	long left = wait_common(x, MAX_SCHEDULE_TIMEOUT, TASK_INTERRUPTIBLE);

	return min(left, 0L);
}
EXPORT_SYMBOL(wait_for_completion_interruptible);

unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long jiffies)
{
	return wait_common(x, jiffies, TASK_UNINTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_timeout);

long wait_for_completion_interruptible_timeout(struct completion *x,
					       unsigned long jiffies)
{
	return wait_common(x, jiffies, TASK_INTERRUPTIBLE);
}
EXPORT_SYMBOL(wait_for_completion_interruptible_timeout);

bool try_wait_for_completion(struct completion *x)
{
	unsigned long flags;
	bool got;

	spin_lock_irqsave(&x->wait.lock, flags);
	got = x->done;
	if (got && x->done != FOR_GOOD)
		x->done--;
	spin_unlock_irqrestore(&x->wait.lock, flags);
	return got;
}
EXPORT_SYMBOL(try_wait_for_completion);

bool completion_done(struct completion *x)
{
	unsigned long flags;
	bool done;

	/* the lock: whoever completed it has let go of it */
	spin_lock_irqsave(&x->wait.lock, flags);
	done = x->done;
	spin_unlock_irqrestore(&x->wait.lock, flags);
	return done;
}
EXPORT_SYMBOL(completion_done);

void complete(struct completion *x)
{
	unsigned long flags;

	spin_lock_irqsave(&x->wait.lock, flags);
	if (x->done != FOR_GOOD)
		x->done++;
	__wake_up_locked(&x->wait, TASK_NORMAL, 1);
	spin_unlock_irqrestore(&x->wait.lock, flags);
}
EXPORT_SYMBOL(complete);

void complete_all(struct completion *x)
{
	unsigned long flags;

	spin_lock_irqsave(&x->wait.lock, flags);
	x->done = FOR_GOOD;
	__wake_up_locked(&x->wait, TASK_NORMAL, 0);
	spin_unlock_irqrestore(&x->wait.lock, flags);
}
EXPORT_SYMBOL(complete_all);
