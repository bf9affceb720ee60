/*
 * kthread.c - kernel threads: made, stopped, buried, made again.
 *
 * A thread is a struct task_struct and a stack of one page. A dead thread can't
 * free the stack it dies on; the scheduler hands it to reap() from the next
 * one's stack. The dead are kept on a short list with their stacks, and the
 * next kthread_create() takes one from there: no page, no mapping, no TLB
 * flush, and only as much of the pattern is filled in again as was used. Who
 * walks the threads under rcu_read_lock() may have met it, and may take a
 * reference: it is left alone until a grace period has passed and nobody has
 * one.
 *
 * kthread_stop() sets a flag, wakes the thread and waits until it has returned;
 * the reference it holds keeps the structure alive for the result.
 *
 * Invariant: who is on the list has been reaped, and is never put there twice.
 * Locking: dead_lock for the list; a kthread's flags are single words.
 * Context: making and stopping may sleep. Linux: kernel/kthread.c.
 * gdb: `km-threads`, `p *(struct kthread *)task`.
 */
#define pr_fmt(fmt) "kthread: " fmt

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kthread.h>
#include <linux/leftover.h>
#include <linux/mm.h>
#include <linux/oops.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/wait.h>

#define DEAD_KEPT	16	/* stacks that wait for their next thread */
#define DEAD_MOST	64	/* more, and a grace period is waited for */

struct kthread {
	struct task_struct task;
	int (*fn)(void *data);
	void *data;
	bool should_stop;		/* kthread_stop was called */
	bool started;			/* fn was called */
	bool done;			/* result is valid */
	int result;
	wait_queue_head_t exited;	/* kthread_stop waits here */
	struct list_head dead;		/* in dead_list, with its stack */
	struct rcu_head rcu;		/* from its death on: no_reader() */
	bool unseen;			/* nobody walks over it any more */
};

static LIST_HEAD(dead_list);
static unsigned int nr_dead;
static DEFINE_SPINLOCK(dead_lock);

static struct kthread *to_kthread(struct task_struct *task)
{
	return container_of(task, struct kthread, task);
}

void put_task_struct(struct task_struct *task)
{
	atomic_dec(&task->usage);
}
EXPORT_SYMBOL(put_task_struct);

static bool is_forgotten(struct kthread *k)
{
	return READ_ONCE(k->unseen) && !atomic_read(&k->task.usage);
}

/* A dead one that nobody can use, if there are more than @keep. */
static struct kthread *unbury(unsigned int keep)
{
	struct kthread *k, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&dead_lock, flags);
	list_for_each_entry(k, &dead_list, dead) {
		if (nr_dead <= keep)
			break;
		if (!is_forgotten(k))
			continue;
		found = k;
		list_del(&k->dead);
		nr_dead--;
		break;
	}
	spin_unlock_irqrestore(&dead_lock, flags);
	return found;
}

/* What is kept beyond @keep goes back, from a context that may. */
static void trim_dead(unsigned int keep)
{
	struct kthread *k;

	while ((k = unbury(keep))) {
		free_stack(k->task.stack);
		kfree(k);
	}
}

/* Those that have said they are done, and may stand on their stack still. */
static atomic_t nr_ending = ATOMIC_INIT(0);

static void no_reader(struct rcu_head *rcu)
{
	WRITE_ONCE(container_of(rcu, struct kthread, rcu)->unseen, true);
}

/* It is off its stack. With interrupts off. */
static void reap(struct task_struct *dead)
{
	struct kthread *k = to_kthread(dead);

	spin_lock(&dead_lock);
	list_add_tail(&k->dead, &dead_list);	/* the oldest first */
	nr_dead++;
	spin_unlock(&dead_lock);
	call_rcu(&k->rcu, no_reader);
	put_task_struct(dead);
	atomic_dec(&nr_ending);
}

void kthread_drain_cache(void)
{
	might_sleep();
	while (atomic_read(&nr_ending))
		msleep(1);
	rcu_barrier();
	trim_dead(0);
}

static struct kthread *new_kthread(void)
{
	struct kthread *k;

	if (READ_ONCE(nr_dead) >= DEAD_MOST)
		rcu_barrier();
	k = unbury(0);
	if (k) {
		refill_stack(k->task.stack);	/* `ps` shows its own depth */
		return k;
	}
	k = kmalloc(sizeof(*k), GFP_KERNEL);
	if (!k)
		return NULL;
	k->task.stack = alloc_stack("thread");
	if (!k->task.stack) {
		kfree(k);
		return NULL;
	}
	return k;
}

void do_exit(long code)
{
	struct kthread *k = to_kthread(current);

	check_preempt_balance(0, "thread", k->fn);
	k->result = code;
	atomic_inc(&nr_ending);
	k->done = true;
	wake_up_all(&k->exited);
	task_exit();
}
EXPORT_SYMBOL(do_exit);

void complete_and_exit(struct completion *x, long code)
{
	if (x)
		complete(x);
	do_exit(code);
}
EXPORT_SYMBOL(complete_and_exit);

static void kthread_main(void *arg)
{
	struct kthread *k = arg;

	if (k->should_stop)
		do_exit(-EINTR);
	k->started = true;
	do_exit(k->fn(k->data));
}

struct task_struct *kthread_create(int (*fn)(void *data), void *data,
				   const char *fmt, ...)
{
	char name[TASK_COMM_LEN];
	struct kthread *k;
	va_list args;
	void *stack;

	might_sleep();
	trim_dead(DEAD_KEPT);
	k = new_kthread();
	if (!k)
		return ERR_PTR(-ENOMEM);
	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	stack = k->task.stack;
	memset(k, 0, sizeof(*k));
	k->fn = fn;
	k->data = data;
	init_waitqueue_head(&k->exited);
	sched_fork(&k->task, stack, name, kthread_main, k);
	return &k->task;
}
EXPORT_SYMBOL(kthread_create);

int kernel_thread(int (*fn)(void *), void *arg, unsigned long flags)
{
	struct task_struct *task = kthread_create(fn, arg, "%s",
						  current->comm);
	int pid;

	if (IS_ERR(task))
		return PTR_ERR(task);
	pid = task->pid;		/* it may be gone once it runs */
	wake_up_new_task(task);
	return pid;
}
EXPORT_SYMBOL(kernel_thread);

void daemonize(const char *name, ...)
{
	va_list args;

	va_start(args, name);
	vsnprintf(current->comm, sizeof(current->comm), name, args);
	va_end(args);
}
EXPORT_SYMBOL(daemonize);

int kthread_stop(struct task_struct *task)
{
	struct kthread *k = to_kthread(task);
	int result;

	might_sleep();
	get_task_struct(task);
	k->should_stop = true;
	wake_up_process(task);
	wait_event(k->exited, k->done);
	result = k->result;
	put_task_struct(task);
	return result;
}
EXPORT_SYMBOL(kthread_stop);

bool kthread_should_stop(void)
{
	return READ_ONCE(to_kthread(current)->should_stop);
}
EXPORT_SYMBOL(kthread_should_stop);

/* A thread that failed ends by itself, and its kthread_stop says so. */
static void oops_exit(void)
{
	do_exit(-EFAULT);
}

static int __init kthread_init(void)
{
	sched_set_reaper(reap);
	oops_set_thread_end(oops_exit);
	return 0;
}
core_initcall(kthread_init);

unsigned int kthread_callbacks(unsigned long start, unsigned long end,
			       char *first)
{
	struct task_struct *task;
	unsigned int n = 0;
	unsigned long flags;

	read_lock_irqsave(&tasklist_lock, flags);
	list_for_each_entry(task, &task_list, tasks) {
		/* An idle thread, pid 0, is no kthread. */
		if (!task->pid ||
		    !leftover_is((unsigned long)to_kthread(task)->fn, start,
				 end))
			continue;
		if (!n++)
			snprintf(first, LEFTOVER_NAME, "%s (%d), in %ps",
				 task->comm, task->pid, to_kthread(task)->fn);
	}
	read_unlock_irqrestore(&tasklist_lock, flags);
	return n;
}
