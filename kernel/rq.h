/*
 * rq.h - the runqueue of a CPU, for the three files that handle it:
 * kernel/sched.c chooses from it, kernel/fork.c puts new threads in, and
 * kernel/balance.c moves threads between two.
 */
#ifndef KERNEL_RQ_H
#define KERNEL_RQ_H

#include <linux/bitops.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/percpu-defs.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

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
	unsigned int until_balance;	/* ticks */
	unsigned long nr_pulled;	/* threads it took from others */
	struct prio_array arrays[2];
};

DECLARE_PER_CPU(struct rq, runqueues);

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

static inline void activate(struct rq *rq, struct task_struct *task)
{
	enqueue(rq->active, task);
	rq->nr_running++;
}

static inline void deactivate(struct rq *rq, struct task_struct *task)
{
	dequeue(task);
	rq->nr_running--;
}

/* @task became runnable on @rq: is it better than who runs there? */
static inline void check_preempt(struct rq *rq, struct task_struct *task)
{
	if (task->prio < rq->curr->prio)
		resched_cpu(task->cpu);
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

/* Ticks of a turn: 20 for nice -20, 10 for 0, 1 for 19. */
static inline int turn_of(const struct task_struct *task)
{
	return max((MAX_PRIO - (int)task->prio) / 2, 1);
}

/* The runqueue @task belongs to, locked: it may move while we wait for it. */
static __always_inline struct rq *task_rq_lock(struct task_struct *task,
					       unsigned long *flags)
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

/*
 * kernel/balance.c. pull_threads: with @rq->lock, this CPU's; how many came.
 * work_elsewhere: is there anything to pull? A guess, without a lock.
 * least_loaded: where the fewest run, of the CPUs that @task may use.
 */
unsigned int pull_threads(struct rq *rq);
bool work_elsewhere(struct rq *rq);
unsigned int least_loaded(const struct task_struct *task);

#endif
