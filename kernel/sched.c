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
 * A kernel thread has no address space: mm is NULL. It keeps using the tables
 * that are loaded, those of whoever ran before: active_mm.
 *
 * Invariants: a thread is in a queue iff it can run (array != NULL), the
 * running one included; rq->curr is this CPU's `current`; the switch happens
 * under rq->lock, and the thread that comes out of it unlocks.
 * Locking: rq->lock, interrupts off; two of them in the order of CPU numbers.
 * Nothing here allocates. Price: a yield() to an equal is about 145
 * instructions.
 * Linux: kernel/sched.c of 2.6 (the O(1) scheduler).
 * gdb: `break __switch_to`, `km-threads`.
 */
#define pr_fmt(fmt) "sched: " fmt

#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <asm/setup.h>
#include <asm/smp.h>

struct prio_array {
	unsigned long bitmap[MAX_PRIO / 32];	/* bit p: queue[p] not empty */
	struct list_head queue[MAX_PRIO];	/* threads, first to run first */
};

struct rq {
	spinlock_t lock;
	struct task_struct *curr;	/* who runs */
	struct prio_array *active;	/* still has its turn */
	struct prio_array *expired;	/* had it */
	unsigned int nr_running;	/* in both, without the idle thread */
	unsigned long nr_switches;
	struct task_struct *idle;	/* runs when nobody else can */
	struct task_struct *prev;	/* whom the last switch left */
	struct prio_array arrays[2];
};

static DEFINE_PER_CPU(struct rq, runqueues);

LIST_HEAD(task_list);
DEFINE_SPINLOCK(tasklist_lock);

static void (*reaper)(struct task_struct *dead);

void __switch_to(unsigned long *prev_sp, unsigned long next_sp);
void thread_start(void);
void schedule_tail(void);

/* Ticks of a turn: 20 for nice -20, 10 for 0, 1 for 19. */
static int turn_of(const struct task_struct *task)
{
	return max((MAX_PRIO - (int)task->prio) / 2, 1);
}

static __always_inline void enqueue(struct prio_array *array,
				    struct task_struct *task)
{
	list_add_tail(&task->run_list, &array->queue[task->prio]);
	__set_bit(task->prio, array->bitmap);
	task->array = array;
}

static __always_inline void dequeue(struct task_struct *task)
{
	struct prio_array *array = task->array;

	__list_del(task->run_list.prev, task->run_list.next);
	if (list_empty(&array->queue[task->prio]))
		__clear_bit(task->prio, array->bitmap);
	task->array = NULL;
}

static void activate(struct rq *rq, struct task_struct *task)
{
	enqueue(rq->active, task);
	rq->nr_running++;
}

static void deactivate(struct rq *rq, struct task_struct *task)
{
	dequeue(task);
	rq->nr_running--;
}

static __always_inline struct task_struct *first_of(struct prio_array *array)
{
	unsigned int prio = array->bitmap[0] ? __ffs(array->bitmap[0]) :
					       32 + __ffs(array->bitmap[1]);

	return list_first_entry(&array->queue[prio], struct task_struct,
				run_list);
}

static __always_inline bool array_empty(const struct prio_array *array)
{
	return !(array->bitmap[0] | array->bitmap[1]);
}

/* The best thread of @rq; the idle one when there is none. */
static __always_inline struct task_struct *pick_next(struct rq *rq)
{
	if (unlikely(!rq->nr_running))
		return rq->idle;
	if (array_empty(rq->active))
		swap(rq->active, rq->expired);
	return first_of(rq->active);
}

/* The first words of the thread that comes out of a switch. */
static __always_inline void finish_switch(struct rq *rq)
{
	struct task_struct *prev = rq->prev;

	spin_unlock(&rq->lock);
	if (unlikely(prev->state == TASK_DEAD))
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

/* Choose and switch. Interrupts off. @preempted: we are not going to wait. */
static void __schedule(bool preempted)
{
	struct rq *rq = this_cpu_ptr(&runqueues);
	struct task_struct *prev = rq->curr, *next;

	spin_lock(&rq->lock);
	clear_need_resched();
	if (unlikely(this_cpu_read(rcu_wants_switch)))
		rcu_note_switch();
	if (preempted) {
		prev->nivcsw++;
	} else {
		prev->nvcsw++;
		if (prev->state != TASK_RUNNING && prev->array)
			deactivate(rq, prev);
	}
	next = pick_next(rq);
	if (likely(next != prev))
		context_switch(rq, prev, next);
	else
		spin_unlock(&rq->lock);
}

/*
 * A thread with preemption off takes that with it and finds it again: the
 * others must not inherit it. An interrupt has nobody to switch from.
 */
static noinline void schedule_atomic(unsigned long flags, unsigned long caller)
{
	int held = preempt_count();

	local_irq_restore(flags);
	context_bug("scheduling while atomic", caller);
	local_irq_disable();
	BUG_ON_MSG(in_irq() || in_serving_softirq(),
		   "an interrupt waits, and nothing can wake it");
	preempt_count_sub(held);
	__schedule(false);
	preempt_count_add(held);
}

void schedule(void)
{
	unsigned long flags;

	local_irq_save(flags);
	if (unlikely(preempt_count() || irqs_disabled_flags(flags)))
		schedule_atomic(flags, _RET_IP_);
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
	struct rq *rq;

	local_irq_disable();
	rq = this_cpu_ptr(&runqueues);
	spin_lock(&rq->lock);
	if (likely(rq->curr->array)) {
		struct prio_array *array = rq->curr->array;

		dequeue(rq->curr);
		enqueue(rq->curr->prio < MAX_RT_PRIO ? array : rq->expired,
			rq->curr);
	}
	spin_unlock(&rq->lock);
	__schedule(true);
	local_irq_enable();
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

/* The runqueue @task belongs to, locked: it may move while we wait for it. */
static __always_inline struct rq *task_rq_lock(struct task_struct *task, unsigned long *flags)
{
	struct rq *rq;

	for (;;) {
		local_irq_save(*flags);
		rq = per_cpu_ptr(&runqueues, READ_ONCE(task->cpu));
		spin_lock(&rq->lock);
		if (likely(rq == per_cpu_ptr(&runqueues, task->cpu)))
			return rq;
		spin_unlock(&rq->lock);
		local_irq_restore(*flags);
	}
}

static __always_inline void task_rq_unlock(struct rq *rq, unsigned long *flags)
{
	spin_unlock_irqrestore(&rq->lock, *flags);
}

/* @task became runnable on @rq: is it better than who runs there? */
static void check_preempt(struct rq *rq, struct task_struct *task)
{
	if (task->prio < rq->curr->prio)
		resched_cpu(task->cpu);
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

void scheduler_tick(void)
{
	struct rq *rq = this_cpu_ptr(&runqueues);
	struct task_struct *task = rq->curr;

	task->ticks++;
	if (task == rq->idle)
		return;
	spin_lock(&rq->lock);
	if (task->array && task->prio >= MAX_RT_PRIO && --task->time_slice <= 0) {
		dequeue(task);
		enqueue(rq->expired, task);
		task->time_slice = turn_of(task);
		set_need_resched();
	}
	spin_unlock(&rq->lock);
}

/* The stack of a thread that has just "called" __switch_to. */
static unsigned long first_frame(void *stack, void (*fn)(void *), void *arg)
{
	unsigned long *sp = stack + PAGE_SIZE;

	*--sp = 0;				/* the backtrace ends here */
	*--sp = (unsigned long)thread_start;	/* where it "returns" */
	*--sp = 0;				/* ebp */
	*--sp = (unsigned long)fn;		/* ebx */
	*--sp = (unsigned long)arg;		/* esi */
	*--sp = 0;				/* edi */
	return (unsigned long)sp;
}

void sched_fork(struct task_struct *task, void *stack, const char *name,
		void (*fn)(void *arg), void *arg)
{
	static int last_pid;
	unsigned long flags;

	memset(task, 0, sizeof(*task));
	task->state = TASK_UNINTERRUPTIBLE;
	task->stack = stack;
	task->sp = first_frame(stack, fn, arg);
	task->active_mm = current->active_mm;
	task->prio = DEFAULT_PRIO;
	task->time_slice = turn_of(task);
	task->cpus_allowed = ~0UL;
	task->cpu = raw_smp_processor_id();
	atomic_set(&task->usage, 1);
	strscpy(task->comm, name, sizeof(task->comm));
	spin_lock_irqsave(&tasklist_lock, flags);
	task->pid = ++last_pid;
	list_add_tail(&task->tasks, &task_list);
	spin_unlock_irqrestore(&tasklist_lock, flags);
}

/* Where the fewest run, among the CPUs that @task may use. */
static unsigned int least_loaded(const struct task_struct *task)
{
	unsigned int cpu, best = task->cpu, least = UINT_MAX;

	for_each_online_cpu(cpu) {
		unsigned int running = per_cpu(runqueues, cpu).nr_running;

		if ((task->cpus_allowed & BIT(cpu)) && running < least) {
			least = running;
			best = cpu;
		}
	}
	return best;
}

void wake_up_new_task(struct task_struct *task)
{
	task->cpu = least_loaded(task);
	wake_up_process(task);
}

/* Of a thread that does not run yet. */
void set_cpus_allowed(struct task_struct *task, unsigned long cpus)
{
	task->cpus_allowed = cpus;
	task->cpu = least_loaded(task);
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
	spin_lock_irq(&tasklist_lock);
	list_del_init(&task->tasks);
	spin_unlock_irq(&tasklist_lock);
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
	task->cpus_allowed = BIT(cpu);
	task->pid = 0;
	rq->idle = rq->curr = rq->prev = task;
	per_cpu(current_task, cpu) = task;
}

void cpu_idle_entry(void)
{
	for (;;) {
		local_irq_disable();
		if (!need_resched())
			arch_safe_halt();
		else
			local_irq_enable();
		if (need_resched())
			schedule();
	}
}

static void __init init_rq(struct rq *rq)
{
	spin_lock_init(&rq->lock);
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
		init_rq(per_cpu_ptr(&runqueues, cpu));
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
