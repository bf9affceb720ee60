/*
 * wait.c - wait queues: who sleeps for an event, and the waking of them.
 *
 * A queue is a list of entries, each with a function that wakes its thread.
 * wake_up() walks it: entries that are not exclusive, queued in front, are all
 * woken; of the exclusive ones, queued at the end, only as many as asked for,
 * the oldest first, so that a hundred threads that wait for one lock don't
 * stampede.
 *
 * Invariant: a thread is on the queue and in its waiting state before it looks
 * at the condition; the waker changes the condition before it looks at the
 * queue. So no order of the two loses a wake-up.
 * Locking: wq->lock, interrupts off; wakers may be interrupt handlers.
 * Linux: kernel/sched/wait.c. gdb: `p *wq`, `break __wake_up`.
 */
#include <linux/export.h>
#include <linux/wait.h>

void init_waitqueue_head(wait_queue_head_t *wq)
{
	spin_lock_init(&wq->lock);
	INIT_LIST_HEAD(&wq->head);
}
EXPORT_SYMBOL(init_waitqueue_head);

void add_wait_queue(wait_queue_head_t *wq, wait_queue_t *wait)
{
	unsigned long flags;

	wait->flags &= ~WQ_FLAG_EXCLUSIVE;
	spin_lock_irqsave(&wq->lock, flags);
	list_add(&wait->entry, &wq->head);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(add_wait_queue);

void add_wait_queue_exclusive(wait_queue_head_t *wq, wait_queue_t *wait)
{
	unsigned long flags;

	wait->flags |= WQ_FLAG_EXCLUSIVE;
	spin_lock_irqsave(&wq->lock, flags);
	list_add_tail(&wait->entry, &wq->head);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(add_wait_queue_exclusive);

void remove_wait_queue(wait_queue_head_t *wq, wait_queue_t *wait)
{
	unsigned long flags;

	spin_lock_irqsave(&wq->lock, flags);
	list_del_init(&wait->entry);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(remove_wait_queue);

/* Queued already when a wake-up found the condition not yet true. */
void prepare_to_wait(wait_queue_head_t *wq, wait_queue_t *wait, int state)
{
	unsigned long flags;

	wait->flags &= ~WQ_FLAG_EXCLUSIVE;
	spin_lock_irqsave(&wq->lock, flags);
	if (list_empty(&wait->entry))
		list_add(&wait->entry, &wq->head);
	set_current_state(state);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(prepare_to_wait);

void prepare_to_wait_exclusive(wait_queue_head_t *wq, wait_queue_t *wait,
			       int state)
{
	unsigned long flags;

	wait->flags |= WQ_FLAG_EXCLUSIVE;
	spin_lock_irqsave(&wq->lock, flags);
	if (list_empty(&wait->entry))
		list_add_tail(&wait->entry, &wq->head);
	set_current_state(state);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(prepare_to_wait_exclusive);

/*
 * The lock is not needed when a wake-up took us off: it did so under the lock,
 * with list_del_init as its last store to the entry.
 */
void finish_wait(wait_queue_head_t *wq, wait_queue_t *wait)
{
	unsigned long flags;

	__set_current_state(TASK_RUNNING);
	if (list_empty_careful(&wait->entry))
		return;
	spin_lock_irqsave(&wq->lock, flags);
	list_del_init(&wait->entry);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(finish_wait);

void abort_exclusive_wait(wait_queue_head_t *wq, wait_queue_t *wait)
{
	unsigned long flags;

	__set_current_state(TASK_RUNNING);
	spin_lock_irqsave(&wq->lock, flags);
	if (!list_empty(&wait->entry))
		list_del_init(&wait->entry);
	else
		__wake_up_locked(wq, TASK_NORMAL, 1);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(abort_exclusive_wait);

int default_wake_function(wait_queue_t *wait, unsigned int mode, int sync,
			  void *key)
{
	return wake_up_state(wait->private, mode);
}
EXPORT_SYMBOL(default_wake_function);

int autoremove_wake_function(wait_queue_t *wait, unsigned int mode, int sync,
			     void *key)
{
	int woken = default_wake_function(wait, mode, sync, key);

	if (woken)
		list_del_init(&wait->entry);
	return woken;
}
EXPORT_SYMBOL(autoremove_wake_function);

static void wake_up_common(wait_queue_head_t *wq, unsigned int mode, int nr,
			   void *key)
{
	wait_queue_t *wait, *next;

	list_for_each_entry_safe(wait, next, &wq->head, entry) {
		unsigned int flags = wait->flags;

		if (wait->func(wait, mode, 0, key) &&
		    (flags & WQ_FLAG_EXCLUSIVE) && !--nr)
			break;
	}
}

void __wake_up(wait_queue_head_t *wq, unsigned int mode, int nr, void *key)
{
	unsigned long flags;

	spin_lock_irqsave(&wq->lock, flags);
	wake_up_common(wq, mode, nr, key);
	spin_unlock_irqrestore(&wq->lock, flags);
}
EXPORT_SYMBOL(__wake_up);

void __wake_up_locked(wait_queue_head_t *wq, unsigned int mode, int nr)
{
	wake_up_common(wq, mode, nr, NULL);
}
EXPORT_SYMBOL(__wake_up_locked);

static long __sleep_on(wait_queue_head_t *wq, int state, long timeout)
{
	DECLARE_WAITQUEUE(wait, current);

	set_current_state(state);
	add_wait_queue(wq, &wait);
	timeout = schedule_timeout(timeout);
	remove_wait_queue(wq, &wait);
	return timeout;
}

void sleep_on(wait_queue_head_t *wq)
{
	__sleep_on(wq, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(sleep_on);

void interruptible_sleep_on(wait_queue_head_t *wq)
{
	__sleep_on(wq, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}
EXPORT_SYMBOL(interruptible_sleep_on);

long sleep_on_timeout(wait_queue_head_t *wq, long timeout)
{
	return __sleep_on(wq, TASK_UNINTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(sleep_on_timeout);

long interruptible_sleep_on_timeout(wait_queue_head_t *wq, long timeout)
{
	return __sleep_on(wq, TASK_INTERRUPTIBLE, timeout);
}
EXPORT_SYMBOL(interruptible_sleep_on_timeout);
