/*
 * rwsem.c - many readers or one writer, first come, first served.
 *
 *	count 2,  wait_list: [writer] -> [reader] -> [reader] -> [writer]
 *
 * Who finds somebody waiting joins the end, even a reader among readers: so
 * writers are not starved. Whoever leaves grants it to the head of the list: to
 * one writer, or to all readers up to the next writer.
 *
 * Invariants: count is -1, 0 or the number of readers; with count 0 nobody
 * waits. Locking: sem->lock; a waiter's record is on its stack and valid while
 * that is held. Context: process. Linux: kernel/locking/rwsem.c.
 * gdb:	p *sem
 *	break wait_for_grant
 */
#include <linux/export.h>
#include <linux/rwsem.h>
#include <linux/sched.h>

struct rwsem_waiter {
	struct list_head list;		/* in wait_list, until granted */
	struct task_struct *task;	/* who */
	bool write;			/* wants to write */
	bool granted;			/* has it */
};

void __init_rwsem(struct rw_semaphore *sem, const char *name,
		  struct lock_class_key *key)
{
	spin_lock_init(&sem->lock);
	sem->count = 0;
	sem->owner = NULL;
	INIT_LIST_HEAD(&sem->wait_list);
	lockdep_init_map(&sem->dep_map, name, key);
}
EXPORT_SYMBOL(__init_rwsem);

/* Enter if one may, the queue apart. With the lock. */
static bool enter(struct rw_semaphore *sem, bool write,
		  struct task_struct *task)
{
	if (write ? sem->count != 0 : sem->count < 0)
		return false;
	sem->count += write ? -1 : 1;
	sem->owner = write ? task : NULL;
	return true;
}

/* Let in whom the head of the list allows. With the lock. */
static void grant(struct rw_semaphore *sem)
{
	struct rwsem_waiter *w;

	while (!list_empty(&sem->wait_list)) {
		w = list_first_entry(&sem->wait_list, struct rwsem_waiter,
				     list);
		if (!enter(sem, w->write, w->task))
			return;
		list_del(&w->list);
		w->granted = true;
		wake_up_process(w->task);
	}
}

/* With the lock, which is dropped meanwhile. */
static void wait_for_grant(struct rw_semaphore *sem, bool write)
	__must_hold(&sem->lock)
{
	struct rwsem_waiter me = { .task = current, .write = write };

	list_add_tail(&me.list, &sem->wait_list);
	while (!me.granted) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		spin_unlock(&sem->lock);
		schedule();
		spin_lock(&sem->lock);
	}
}

static void down_common(struct rw_semaphore *sem, bool write)
{
	WARN(sem->owner == current,
	     "rwsem %ps taken again by its writer %s/%d: it waits for ever\n",
	     sem, current->comm, current->pid);
	spin_lock(&sem->lock);
	if (!list_empty(&sem->wait_list) || !enter(sem, write, current))
		wait_for_grant(sem, write);
	spin_unlock(&sem->lock);
}

void down_read(struct rw_semaphore *sem)
{
	might_sleep();
	lock_acquire(&sem->dep_map, LOCK_SHARED, _RET_IP_);
	down_common(sem, false);
}
EXPORT_SYMBOL(down_read);

void down_write(struct rw_semaphore *sem)
{
	might_sleep();
	lock_acquire(&sem->dep_map, 0, _RET_IP_);
	down_common(sem, true);
}
EXPORT_SYMBOL(down_write);

void down_write_nested(struct rw_semaphore *sem, int subclass)
{
	might_sleep();
	lock_acquire(&sem->dep_map, subclass ? LOCK_NESTED : 0, _RET_IP_);
	down_common(sem, true);
}
EXPORT_SYMBOL(down_write_nested);

static bool try_common(struct rw_semaphore *sem, bool write)
{
	bool got;

	spin_lock(&sem->lock);
	got = list_empty(&sem->wait_list) && enter(sem, write, current);
	spin_unlock(&sem->lock);
	return got;
}

int down_read_trylock(struct rw_semaphore *sem)
{
	if (!try_common(sem, false))
		return 0;
	lock_acquire(&sem->dep_map, LOCK_SHARED | LOCK_TRY, _RET_IP_);
	return 1;
}
EXPORT_SYMBOL(down_read_trylock);

int down_write_trylock(struct rw_semaphore *sem)
{
	if (!try_common(sem, true))
		return 0;
	lock_acquire(&sem->dep_map, LOCK_TRY, _RET_IP_);
	return 1;
}
EXPORT_SYMBOL(down_write_trylock);

void up_read(struct rw_semaphore *sem)
{
	if (WARN(sem->count <= 0, "rwsem %ps: up_read without readers\n", sem))
		return;
	lock_release(&sem->dep_map, _RET_IP_);
	spin_lock(&sem->lock);
	if (!--sem->count)
		grant(sem);
	spin_unlock(&sem->lock);
}
EXPORT_SYMBOL(up_read);

static bool is_writer(struct rw_semaphore *sem, const char *what)
{
	return !WARN(sem->owner != current,
		     "rwsem %ps: %s by %s/%d, which is not its writer\n", sem,
		     what, current->comm, current->pid);
}

void up_write(struct rw_semaphore *sem)
{
	if (!is_writer(sem, "up_write"))
		return;
	lock_release(&sem->dep_map, _RET_IP_);
	spin_lock(&sem->lock);
	sem->owner = NULL;
	sem->count = 0;
	grant(sem);
	spin_unlock(&sem->lock);
}
EXPORT_SYMBOL(up_write);

void downgrade_write(struct rw_semaphore *sem)
{
	if (!is_writer(sem, "downgrade_write"))
		return;
	lock_release(&sem->dep_map, _RET_IP_);
	lock_acquire(&sem->dep_map, LOCK_SHARED | LOCK_TRY, _RET_IP_);
	spin_lock(&sem->lock);
	sem->owner = NULL;
	sem->count = 1;
	grant(sem);
	spin_unlock(&sem->lock);
}
EXPORT_SYMBOL(downgrade_write);
