/*
 * poll.c - may one read or write now, and waiting until one may.
 *
 *	vfs_poll_wait(file, POLLIN, HZ)
 *	   |  ->poll(file, &table)	names its queues: poll_wait()
 *	   |      add_entry()		we are on each of them
 *	   |  asleep ... wake_up(queue)	triggered
 *	   |  ->poll(file, NULL)	asked again, until the answer is what we want
 *
 * The queues stay the driver's: they must live as long as its file is open. A
 * driver may sleep in its poll; so not the thread's state but `triggered` says
 * whether something came since it was asked.
 *
 * Invariant: the entries are off all queues before the function returns. They
 * are not on the stack: should the driver crash in its poll, what is woken
 * stays.
 * Locking: the queues' own. Context: process, sleeps.
 * Linux: fs/select.c (poll_initwait, do_poll). gdb: `break add_entry`, `p *t`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/poll.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/wait.h>

#define NR_QUEUES	4		/* that a driver may name */

struct poll_entry {
	wait_queue_t wait;
	wait_queue_head_t *queue;
	struct poll_waiter *waiter;
};

struct poll_waiter {
	poll_table pt;
	struct task_struct *task;
	unsigned int nr;		/* entries in use */
	int triggered;			/* a queue was woken since we asked */
	int err;			/* -ENOMEM: more than NR_QUEUES */
	struct poll_entry entries[NR_QUEUES];
};

static int woken(wait_queue_t *wait, unsigned int mode, int sync, void *key)
{
	struct poll_entry *e = container_of(wait, struct poll_entry, wait);

	WRITE_ONCE(e->waiter->triggered, 1);
	smp_mb();		/* before the state: the sleeper's is the reverse */
	return wake_up_state(e->waiter->task, mode);
}

static void add_entry(struct file *file, wait_queue_head_t *queue,
		      poll_table *pt)
{
	struct poll_waiter *t = container_of(pt, struct poll_waiter, pt);
	struct poll_entry *e;

	if (t->nr == NR_QUEUES) {
		t->err = -ENOMEM;
		return;
	}
	e = &t->entries[t->nr++];
	e->queue = queue;
	e->waiter = t;
	init_waitqueue_entry(&e->wait, t->task);
	e->wait.func = woken;
	add_wait_queue(queue, &e->wait);
}

/* Who says nothing about it never lets anybody wait. */
unsigned int vfs_poll(struct file *file, struct poll_table_struct *pt)
{
	if (!file->f_op->poll)
		return POLLIN | POLLRDNORM | POLLOUT | POLLWRNORM;
	return file->f_op->poll(file, pt);
}
EXPORT_SYMBOL(vfs_poll);

static int wait_for(struct file *file, unsigned int events, long timeout,
		    struct poll_waiter *t)
{
	unsigned int mask = vfs_poll(file, &t->pt);

	while (!(mask & events) && timeout && !t->err) {
		if (signal_pending(current))
			return -EINTR;
		set_current_state(TASK_INTERRUPTIBLE);
		if (!READ_ONCE(t->triggered))
			timeout = schedule_timeout(timeout);
		__set_current_state(TASK_RUNNING);
		WRITE_ONCE(t->triggered, 0);
		smp_mb();	/* what is woken from here on is seen next time */
		mask = vfs_poll(file, NULL);
	}
	return t->err ?: (int)mask;
}

int vfs_poll_wait(struct file *file, unsigned int events, long timeout)
{
	struct poll_waiter *t;
	int mask;

	might_sleep();
	if (!timeout)
		return vfs_poll(file, NULL);
	t = kzalloc(sizeof(*t), GFP_KERNEL);
	if (!t)
		return -ENOMEM;
	t->pt._qproc = add_entry;
	t->pt._key = events;
	t->task = current;
	mask = wait_for(file, events | POLLERR | POLLHUP, timeout, t);
	while (t->nr--)
		remove_wait_queue(t->entries[t->nr].queue,
				  &t->entries[t->nr].wait);
	kfree(t);
	return mask;
}
