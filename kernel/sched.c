/*
 * sched.c - which thread runs: one runqueue a CPU, priorities, turns.
 *
 *   runqueue of a CPU
 *     active  -> [0] [1] .. [44: A B] .. [63]     best non-empty first
 *     expired -> [0] [1] .. [44: C  ] .. [63]     had their turn
 *
 * A thread runs until it waits, or its turn of ticks is over, or a better one
 * wakes. After its turn it goes to `expired`; when `active` is empty the two
 * change places, so nobody starves, and choosing is two bit scans whatever the
 * number of threads. Priorities below MAX_RT_PRIO never expire.
 *
 * schedule() is called by a thread that waits; preempt_schedule() by the end of
 * the last preempt_disable(), and preempt_schedule_irq() by the end of an
 * interrupt, when need_resched() is set. A preempted thread stays runnable
 * whatever its state says: it was on its way to wait.
 *
 * Which runqueue a thread stands in is kernel/balance.c's business; a CPU that
 * would go idle, and every tenth tick, asks it for threads of the others. How
 * one comes to have a stack and a place is in kernel/fork.c.
 *
 * A kernel thread has no address space: mm is NULL. It keeps using the tables
 * that are loaded, those of whoever ran before: active_mm.
 *
 * Invariants: a thread is in a queue iff it can run (array != NULL), the
 * running one included; rq->curr is this CPU's `current`; the switch happens
 * under rq->lock, and the thread that comes out of it unlocks: whoever has the
 * lock finds all threads but rq->curr off their CPU.
 * Locking: rq->lock, interrupts off; a second one only if it is free at once.
 * Nothing here allocates. Price: a yield() to an equal is about 135
 * instructions.
 * Linux: kernel/sched.c of 2.6 (the O(1) scheduler).
 * gdb: `break __switch_to`, `km-threads`.
 */
#define pr_fmt(fmt) "sched: " fmt

#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <asm/setup.h>
#include <asm/smp.h>
#include "rq.h"

#define BALANCE_TICKS	10	/* between two looks at the other CPUs */

DEFINE_PER_CPU(struct rq, runqueues);

LIST_HEAD(task_list);
EXPORT_SYMBOL(task_list);
DEFINE_RWLOCK(tasklist_lock);
EXPORT_SYMBOL(tasklist_lock);

static void (*reaper)(struct task_struct *dead);

void __switch_to(unsigned long *prev_sp, unsigned long next_sp);
void schedule_tail(void);

/* The best thread of @rq; the idle one when there is none. */
static __always_inline struct task_struct *pick_next(struct rq *rq)
{
	if (unlikely(!rq->nr_running) && !pull_threads(rq))
		return rq->idle;
	if (array_empty(rq->active))
		swap(rq->active, rq->expired);
	return first_of(rq->active);
}

/*
 * The first words of the thread that comes out of a switch. Once unlocked,
 * @prev may run on another CPU, and die there: its state is read before.
 */
static __always_inline void finish_switch(struct rq *rq)
{
	struct task_struct *prev = rq->prev;
	bool dead = prev->state == TASK_DEAD;

	spin_unlock(&rq->lock);
	if (unlikely(dead))
		reaper(prev);
}

/* A new thread has no schedule() to return to: it unlocks here. */
void schedule_tail(void) __releases(&rq->lock)
{
	finish_switch(this_cpu_ptr(&runqueues));
	local_irq_enable();
	if (need_resched())
		preempt_schedule();
}

/* From @prev to @next, another one; returns when @prev is chosen again. */
static __always_inline void context_switch(struct rq *rq,
					   struct task_struct *prev,
					   struct task_struct *next)
{
	if (!next->mm)
		next->active_mm = prev->active_mm;
	rq->nr_switches++;
	rq->curr = next;
	rq->prev = prev;
	spin_release(&rq->lock);	/* the lock checker: next's from here */
	this_cpu_write(current_task, next);
	spin_acquire(&rq->lock, LOCK_TRY);
	__switch_to(&prev->sp, next->sp);
	/* perhaps on another CPU now: its runqueue, not ours */
	finish_switch(this_cpu_ptr(&runqueues));
}

/* Not whom a signal has told to leave off. */
static __always_inline void go_to_sleep(struct rq *rq, struct task_struct *prev)
{
	if (unlikely(prev->pending.signal.sig[0]) &&
	    prev->state == TASK_INTERRUPTIBLE)
		prev->state = TASK_RUNNING;
	else
		deactivate(rq, prev);
}

/* Choose and switch, with the lock, which is given back. */
static __always_inline void choose(struct rq *rq, bool preempted)
{
	struct task_struct *prev = rq->curr, *next;

	clear_need_resched();
	if (unlikely(this_cpu_read(rcu_wants_switch)))
		rcu_note_switch();
	if (preempted) {
		prev->nivcsw++;
	} else {
		prev->nvcsw++;
		if (prev->state != TASK_RUNNING && prev->array)
			go_to_sleep(rq, prev);
	}
	next = pick_next(rq);
	if (likely(next != prev))
		context_switch(rq, prev, next);
	else
		spin_unlock(&rq->lock);
}

/* Interrupts off. @preempted: we are not going to wait. */
static void __schedule(bool preempted)
{
	struct rq *rq = this_cpu_ptr(&runqueues);

	spin_lock(&rq->lock);
	choose(rq, preempted);
}

/* Interrupts off: behind the others, then choose. */
static void __yield(void)
{
	struct rq *rq = this_cpu_ptr(&runqueues);
	struct prio_array *array;

	spin_lock(&rq->lock);
	array = rq->curr->array;
	if (likely(array)) {
		dequeue(rq->curr);
		enqueue(rq->curr->prio < MAX_RT_PRIO ? array : rq->expired,
			rq->curr);
	}
	choose(rq, true);
}

/*
 * A thread with preemption off takes that with it and finds it again, on the
 * same CPU: the others must not inherit it. An interrupt has nobody to switch
 * from: it can't wait, nor let others go first.
 */
static noinline void schedule_atomic(unsigned long flags, unsigned long caller,
				     bool yields)
{
	cpumask_t allowed = current->cpus_allowed;
	int held = preempt_count();

	local_irq_restore(flags);
	context_bug("scheduling while atomic", caller);
	local_irq_disable();
	if (in_irq() || in_serving_softirq()) {
		BUG_ON_MSG(!yields,
			   "an interrupt waits, and nothing can wake it");
		return;
	}
	current->cpus_allowed = *cpumask_of(smp_processor_id());
	preempt_count_sub(held);
	if (yields)
		__yield();
	else
		__schedule(false);
	preempt_count_add(held);
	current->cpus_allowed = allowed;
}

void schedule(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (unlikely(preempt_count() || irqs_disabled_flags(flags)))
		schedule_atomic(flags, _RET_IP_, false);
	else
		__schedule(false);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(schedule);

/*
 * At the end of what may expire, behind all of the same priority. Like a
 * preempted one the thread stays runnable, even on its way to wait.
 */
void yield(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (unlikely(preempt_count() || irqs_disabled_flags(flags)))
		schedule_atomic(flags, _RET_IP_, true);
	else
		__yield();
	local_irq_restore(flags);
}
EXPORT_SYMBOL(yield);

void preempt_schedule(void)
{
	if (preempt_count() || irqs_disabled())
		return;
	local_irq_disable();
	__schedule(true);
	local_irq_enable();
}
EXPORT_SYMBOL(preempt_schedule);

/* From entry.S, interrupts off, back on the interrupted thread's stack. */
void preempt_schedule_irq(void)
{
	__schedule(true);
}

void resched_cpu(unsigned int cpu)
{
	if (cpu == smp_processor_id())
		set_need_resched();
	else
		smp_send_reschedule(cpu);
}

int wake_up_state(struct task_struct *task, unsigned int mode)
{
	unsigned long flags;
	struct rq *rq;
	int woken = 0;

	rq = task_rq_lock(task, &flags);
	if (task->state & mode) {
		woken = 1;
		task->state = TASK_RUNNING;
		if (!task->array) {
			activate(rq, task);
			check_preempt(rq, task);
		}
	}
	task_rq_unlock(rq, &flags);
	return woken;
}
EXPORT_SYMBOL(wake_up_state);

int wake_up_process(struct task_struct *task)
{
	return wake_up_state(task, TASK_NORMAL);
}
EXPORT_SYMBOL(wake_up_process);

void set_task_prio(struct task_struct *task, unsigned int prio)
{
	struct prio_array *array;
	unsigned long flags;
	struct rq *rq;

	if (WARN_ON(prio >= MAX_PRIO))
		return;
	rq = task_rq_lock(task, &flags);
	array = task->array;
	if (array)
		dequeue(task);
	task->prio = prio;
	task->time_slice = turn_of(task);
	if (array) {
		enqueue(array, task);
		resched_cpu(task->cpu);
	}
	task_rq_unlock(rq, &flags);
}
EXPORT_SYMBOL(set_task_prio);

/* A turn of the clock for the running thread; the lock is held. */
static void tick_thread(struct rq *rq, struct task_struct *task)
{
	if (!task->array || task->prio < MAX_RT_PRIO || --task->time_slice > 0)
		return;
	dequeue(task);
	enqueue(rq->expired, task);
	task->time_slice = turn_of(task);
	set_need_resched();
}

void scheduler_tick(void)
{
	struct rq *rq = this_cpu_ptr(&runqueues);
	struct task_struct *task = rq->curr;

	task->ticks++;
	if (task == rq->idle) {
		if (work_elsewhere(rq))
			set_need_resched();	/* schedule() fetches it */
		return;
	}
	spin_lock(&rq->lock);
	tick_thread(rq, task);
	if (!--rq->until_balance) {
		rq->until_balance = BALANCE_TICKS;
		if (pull_threads(rq) && first_of(rq->active)->prio < task->prio)
			set_need_resched();
	}
	spin_unlock(&rq->lock);
}

void sched_set_reaper(void (*fn)(struct task_struct *dead))
{
	reaper = fn;
}

void task_exit(void)
{
	struct task_struct *task = current;
	struct rq *rq;

	lockdep_check_none_held("a thread ends with locks held");
	write_lock_irq(&tasklist_lock);
	list_del_rcu(&task->tasks);
	write_unlock_irq(&tasklist_lock);
	local_irq_disable();
	rq = this_cpu_ptr(&runqueues);
	/* under the lock: a wake-up that came late must not bring it back */
	spin_lock(&rq->lock);
	task->state = TASK_DEAD;
	spin_unlock(&rq->lock);
	__schedule(false);
	BUG();
}

void init_idle(struct task_struct *task, unsigned int cpu)
{
	struct rq *rq = per_cpu_ptr(&runqueues, cpu);

	task->prio = MAX_PRIO;
	task->cpu = cpu;
	task->state = TASK_RUNNING;
	task->cpus_allowed = *cpumask_of(cpu);
	task->pid = 0;
	rq->idle = rq->curr = rq->prev = task;
	per_cpu(current_task, cpu) = task;
}

static void __init init_rq(struct rq *rq, unsigned int cpu)
{
	spin_lock_init(&rq->lock);
	rq->until_balance = 1 + cpu % BALANCE_TICKS;	/* not all at once */
	rq->active = &rq->arrays[0];
	rq->expired = &rq->arrays[1];
	for (int a = 0; a < 2; a++)
		for (int prio = 0; prio < MAX_PRIO; prio++)
			INIT_LIST_HEAD(&rq->arrays[a].queue[prio]);
}

void __init sched_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		init_rq(per_cpu_ptr(&runqueues, cpu), cpu);
	init_task.stack = init_stack;
	list_add_tail(&init_task.tasks, &task_list);
	init_idle(&init_task, 0);
}

unsigned long nr_context_switches(void)
{
	unsigned long sum = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		sum += per_cpu(runqueues, cpu).nr_switches;
	return sum;
}

unsigned int cpu_nr_running(unsigned int cpu)
{
	return per_cpu(runqueues, cpu).nr_running;
}

unsigned long cpu_nr_pulled(unsigned int cpu)
{
	return per_cpu(runqueues, cpu).nr_pulled;
}
