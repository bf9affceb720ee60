/*
 * workqueue.c - threads that call functions for others.
 *
 *	queue_work: [work] -> list of this CPU's worker -> its thread calls it
 *
 * A workqueue is a worker per CPU, or one worker; a worker is a thread and a
 * list. The functions run in process context: they may sleep, at the price that
 * works behind them in the same list wait.
 *
 * work->pending is taken by whoever queues it, so it stands in one list at
 * most; it is given back just before the function begins, which may queue it
 * again, or free it. Flushing puts one more work at the end of the list, and
 * waits for that.
 *
 * A work whose function runs is given to that same worker again, whichever CPU
 * queues it: so it never runs twice at once, and who has waited for the worker
 * that had it last has waited for all of it.
 *
 * A work remembers the worker that had it last, and its owner may ask for that
 * long after the queue was destroyed. So a worker's memory stays a worker:
 * those without a queue are kept for the next one, and never freed.
 *
 * Invariants: pending iff in a list, or its timer runs, or about to. Locking:
 * worker->lock, interrupts off; spare_lock over the spare ones. Context:
 * queueing any; making, flushing and cancelling may sleep. Counterpart in
 * Linux: kernel/workqueue.c of 2.6.
 * gdb:	p *system_wq->worker[0]
 *	break run_work
 */
#include <linux/bitops.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kthread.h>
#include <linux/leftover.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct worker {
	spinlock_t lock;		/* over list and numbers */
	struct list_head list;		/* works, oldest first */
	struct work_struct *running;	/* whose function it is in */
	wait_queue_head_t more;		/* the thread waits here, */
	wait_queue_head_t idle;		/* cancel_work_sync here */
	struct task_struct *thread;	/* NULL: a spare one */
	const void *wq;			/* the queue it works for */
	struct list_head spare;		/* in spare_workers, or its own */
};

#define GRAB_TRIES	1000	/* looks at a work that is between two places */

static LIST_HEAD(spare_workers);
static DEFINE_SPINLOCK(spare_lock);

struct workqueue_struct {
	bool single;			/* worker[0] for all CPUs */
	unsigned int nr;		/* workers */
	char name[TASK_COMM_LEN];
	struct worker *worker[];
};

struct workqueue_struct *system_wq;
EXPORT_SYMBOL(system_wq);

static void run_work(struct worker *w, struct work_struct *work)
{
	typeof(work->func_data) func_data = work->func_data;
	work_func_t func = work->func;
	void *data = work->data;

	/*
	 * From here on @work may be set up and queued anew, for something else.
	 */
	clear_bit(0, &work->pending);
	if (data == work)
		func(work);
	else
		func_data(data);
	check_preempt_balance(0, "work", func);
	if (WARN(irqs_disabled(), "work %ps: returned with interrupts off\n",
		 func))
		local_irq_enable();
}

static struct work_struct *next_work(struct worker *w)
{
	struct work_struct *work;

	spin_lock_irq(&w->lock);
	work = list_first_entry_or_null(&w->list, struct work_struct, entry);
	if (work)
		list_del_init(&work->entry);
	w->running = work;
	spin_unlock_irq(&w->lock);
	return work;
}

static void note_done(struct worker *w)
{
	spin_lock_irq(&w->lock);
	w->running = NULL;
	spin_unlock_irq(&w->lock);
	wake_up_all(&w->idle);
}

static int worker_main(void *arg)
{
	struct worker *w = arg;
	struct work_struct *work;

	while (!kthread_should_stop()) {
		wait_event_interruptible(w->more, !list_empty(&w->list) ||
					 kthread_should_stop());
		while ((work = next_work(w))) {
			run_work(w, work);
			note_done(w);
		}
	}
	return 0;
}

/* Into @w's list; with @if_running only where @w is in @work's function. */
static bool append(struct worker *w, struct work_struct *work, bool if_running)
{
	unsigned long flags;
	bool ok;

	spin_lock_irqsave(&w->lock, flags);
	ok = !if_running || w->running == work;
	if (ok) {
		work->worker = w;
		list_add_tail(&work->entry, &w->list);
	}
	spin_unlock_irqrestore(&w->lock, flags);
	if (ok)
		wake_up(&w->more);
	return ok;
}

/* @work's pending bit is ours. */
static void give(struct worker *w, struct work_struct *work)
{
	struct worker *last = work->worker;

	if (!last || last == w || last->wq != w->wq ||
	    !append(last, work, true))
		append(w, work, false);
}

/* A @cpu that isn't there, as WORK_CPU_UNBOUND: this one. */
static struct worker *worker_of(struct workqueue_struct *wq, int cpu)
{
	if (wq->single)
		cpu = 0;
	else if ((unsigned int)cpu >= NR_CPUS || !wq->worker[cpu])
		cpu = raw_smp_processor_id();
	return wq->worker[cpu];
}

int queue_work_on(int cpu, struct workqueue_struct *wq,
		  struct work_struct *work)
{
	if (test_and_set_bit(0, &work->pending))
		return 0;
	give(worker_of(wq, cpu), work);
	return 1;
}
EXPORT_SYMBOL(queue_work_on);

int queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	return queue_work_on(raw_smp_processor_id(), wq, work);
}
EXPORT_SYMBOL(queue_work);

static void delay_over(struct timer_list *timer)
{
	struct work_struct *work = from_timer(work, timer, timer);

	give(worker_of(work->wq, raw_smp_processor_id()), work);
}

/* @work's pending bit is ours. */
static void give_later(struct workqueue_struct *wq, struct work_struct *work,
		       unsigned long delay)
{
	work->wq = wq;
	if (!delay) {
		give(worker_of(wq, raw_smp_processor_id()), work);
		return;
	}
	timer_setup(&work->timer, delay_over, 0);
	mod_timer(&work->timer, jiffies + delay);
}

int queue_delayed_work(struct workqueue_struct *wq, delayed_work_arg_t dwork,
		       unsigned long delay)
{
	if (test_and_set_bit(0, &dwork.work->pending))
		return 0;
	give_later(wq, dwork.work, delay);
	return 1;
}
EXPORT_SYMBOL(queue_delayed_work);

/* Out of its timer, or of its worker's list; false: it is in neither. */
static bool take_out(struct work_struct *work)
{
	struct worker *w;
	unsigned long flags;
	bool got;

	if (del_timer(&work->timer))
		return true;
	w = READ_ONCE(work->worker);
	if (!w)
		return false;
	spin_lock_irqsave(&w->lock, flags);
	got = work->worker == w && !list_empty(&work->entry);
	if (got)
		list_del_init(&work->entry);
	spin_unlock_irqrestore(&w->lock, flags);
	return got;
}

/*
 * Take a pending work out of timer or list, and keep its pending bit: 1. It was
 * not pending, and is now all the same (ours): 0. In between the two it is for
 * a moment only, unless somebody cancels it and sleeps until its function is
 * through, or we interrupted who gives it to its worker: who may not sleep
 * waits for that moment and no longer, -EAGAIN.
 */
static int grab(struct work_struct *work)
{
	for (int tries = 0;; tries++) {
		if (!test_and_set_bit(0, &work->pending))
			return 0;
		if (take_out(work))
			return 1;
		if (tries < GRAB_TRIES)
			cpu_relax();
		else if (preemptible())
			schedule_timeout_uninterruptible(1);
		else
			return -EAGAIN;
	}
}

int mod_delayed_work(struct workqueue_struct *wq, delayed_work_arg_t dwork,
		     unsigned long delay)
{
	int was = grab(dwork.work);

	if (was >= 0)
		give_later(wq, dwork.work, delay);
	return was != 0;
}
EXPORT_SYMBOL(mod_delayed_work);

struct barrier {
	struct work_struct work;
	struct completion reached;
};

static void reach_barrier(struct work_struct *work)
{
	complete(&container_of(work, struct barrier, work)->reached);
}

/* Wait until @w has done what it was given up to now. */
static void flush_worker(struct worker *w)
{
	struct barrier b;

	if (WARN(w->thread == current, "a work waits for its own worker\n"))
		return;
	INIT_WORK(&b.work, reach_barrier);
	init_completion(&b.reached);
	give(w, &b.work);
	wait_for_completion(&b.reached);
}

void flush_workqueue(struct workqueue_struct *wq)
{
	unsigned int i;

	might_sleep();
	for (i = 0; i < wq->nr; i++)
		if (wq->worker[i])
			flush_worker(wq->worker[i]);
}
EXPORT_SYMBOL(flush_workqueue);

int flush_work(struct work_struct *work)
{
	struct worker *w;

	might_sleep();
	if (del_timer_sync(&work->timer))
		give(worker_of(work->wq, raw_smp_processor_id()), work);
	w = READ_ONCE(work->worker);	/* only now: the timer may have given it */
	if (!w || (!work_pending(work) && READ_ONCE(w->running) != work))
		return 0;
	flush_worker(w);
	return 1;
}
EXPORT_SYMBOL(flush_work);

static void wait_while_running(struct work_struct *work)
{
	struct worker *w = READ_ONCE(work->worker);

	if (!w || WARN(w->thread == current, "a work waits for itself\n"))
		return;
	wait_event(w->idle, READ_ONCE(w->running) != work);
}

int cancel_work_sync(struct work_struct *work)
{
	int was;

	might_sleep();
	while ((was = grab(work)) < 0)
		;
	wait_while_running(work);	/* it can't queue itself: we have it */
	clear_bit(0, &work->pending);
	return was;
}
EXPORT_SYMBOL(cancel_work_sync);

int cancel_delayed_work(delayed_work_arg_t dwork)
{
	if (!del_timer(&dwork.work->timer))
		return 0;
	clear_bit(0, &dwork.work->pending);
	return 1;
}
EXPORT_SYMBOL(cancel_delayed_work);

int cancel_delayed_work_sync(delayed_work_arg_t dwork)
{
	return cancel_work_sync(dwork.work);
}
EXPORT_SYMBOL(cancel_delayed_work_sync);

static void free_worker(struct worker *w)
{
	if (!w)
		return;
	if (!IS_ERR_OR_NULL(w->thread))
		kthread_stop(w->thread);
	w->thread = NULL;
	spin_lock(&spare_lock);
	list_add(&w->spare, &spare_workers);
	spin_unlock(&spare_lock);
}

static struct worker *get_worker(void)
{
	struct worker *w;

	spin_lock(&spare_lock);
	w = list_first_entry_or_null(&spare_workers, struct worker, spare);
	if (w)
		list_del_init(&w->spare);
	spin_unlock(&spare_lock);
	if (w)
		return w;
	w = kzalloc(sizeof(*w), GFP_KERNEL);
	if (!w)
		return NULL;
	spin_lock_init(&w->lock);
	INIT_LIST_HEAD(&w->list);
	INIT_LIST_HEAD(&w->spare);
	init_waitqueue_head(&w->more);
	init_waitqueue_head(&w->idle);
	return w;
}

static struct worker *new_worker(struct workqueue_struct *wq, unsigned int cpu)
{
	struct worker *w = get_worker();
	const char *name = wq->name;

	if (!w)
		return NULL;
	w->wq = wq;
	if (wq->single)
		w->thread = kthread_create(worker_main, w, "%s", name);
	else
		w->thread = kthread_create(worker_main, w, "%s/%u", name, cpu);
	if (IS_ERR(w->thread)) {
		free_worker(w);
		return NULL;
	}
	if (!wq->single)
		kthread_bind(w->thread, cpu);
	wake_up_process(w->thread);
	return w;
}

static void free_workqueue(struct workqueue_struct *wq)
{
	unsigned int i;

	for (i = 0; i < wq->nr; i++)
		free_worker(wq->worker[i]);
	kfree(wq);
}

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags,
					 int max_active, ...)
{
	bool single = flags & WQ_UNBOUND;
	unsigned int cpu, nr = single ? 1 : NR_CPUS;
	struct workqueue_struct *wq;
	va_list args;

	wq = kzalloc(struct_size(wq, worker, nr), GFP_KERNEL);
	if (!wq)
		return NULL;
	wq->single = single;
	wq->nr = nr;
	va_start(args, max_active);
	vsnprintf(wq->name, sizeof(wq->name), fmt, args);
	va_end(args);
	for (cpu = 0; cpu < nr; cpu++) {
		if (!single && !cpu_possible(cpu))
			continue;
		wq->worker[cpu] = new_worker(wq, cpu);
		if (!wq->worker[cpu]) {
			free_workqueue(wq);
			return NULL;
		}
	}
	return wq;
}
EXPORT_SYMBOL(alloc_workqueue);

void destroy_workqueue(struct workqueue_struct *wq)
{
	flush_workqueue(wq);
	free_workqueue(wq);
}
EXPORT_SYMBOL(destroy_workqueue);

static int __init workqueues_init(void)
{
	system_wq = create_workqueue("events");
	return system_wq ? 0 : -ENOMEM;
}
subsys_initcall(workqueues_init);

/* Of the shared queue: what has one of its own ends that itself. */
unsigned int work_callbacks(unsigned long start, unsigned long end, char *first)
{
	struct work_struct *work;
	unsigned int n = 0;
	unsigned long flags;

	int cpu;

	for_each_possible_cpu(cpu) {
		struct worker *w = system_wq->worker[cpu];

		if (!w)
			continue;
		spin_lock_irqsave(&w->lock, flags);
		list_for_each_entry(work, &w->list, entry)
			if (leftover_is((unsigned long)work->func, start,
					end) && !n++)
				snprintf(first, LEFTOVER_NAME, "%ps",
					 work->func);
		spin_unlock_irqrestore(&w->lock, flags);
	}
	return n;
}
