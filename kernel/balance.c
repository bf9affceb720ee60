/*
 * balance.c - which CPU a thread runs on.
 *
 *	a new thread	begins where the fewest run, of the CPUs it may use
 *	an idle CPU	pulls from the busiest queue before it halts, and looks
 *			again with every tick
 *	a busy CPU	does so every 10 ticks
 *	other CPUs	for a thread (sched_set_cpus) move it at once, unless it
 *			runs: who drives it off its CPU is in kernel/affinity.c
 *
 * It pulls when another CPU has at least two more to run, half of the
 * difference, at most 8 at a time; first those that had their turn there. If
 * the busiest has nothing that may come here, the next busiest is asked. A
 * thread that wakes does so where it slept.
 *
 * What moves is always at rest: the runqueue's lock is held from the choice of
 * the next thread until that runs on its own stack. So with the lock in hand,
 * every thread in the queue but rq->curr is off its CPU, its registers on its
 * stack; and as it is preempted with a preempt_count of 0 only, it is not in
 * the middle of anything that belongs to a CPU. (One that slept with a count,
 * which is reported, is bound meanwhile.) A wake-up takes the same lock: it
 * waits until the sleeper is off its stack.
 *
 * Invariants: task->cpu says in which runqueue the thread is, or would be; it
 * is one of cpus_allowed, and changes with the lock of the old one held, both
 * if it is queued.
 * Locking: this CPU's lock first; the other one only if it is free
 * (spin_trylock), so no order need be kept. Who finds it taken comes again.
 * Context: interrupts off. Price: an idle CPU reads one word of each other.
 * Linux: load_balance() and idle_balance() in kernel/sched.c of 2.6.
 * gdb: `break move_here`, `km-percpu runqueues`.
 */
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include "rq.h"

#define IMBALANCE	2	/* so many more than we: worth a move */
#define MOST_AT_ONCE	8	/* threads; interrupts are off meanwhile */

/* The CPU not in @tried that has most to run, at least @least; -1: none. */
static int busiest_cpu(unsigned long tried, unsigned int least)
{
	int cpu, found = -1;

	for_each_online_cpu(cpu) {
		unsigned int n = READ_ONCE(per_cpu(runqueues, cpu).nr_running);

		if (n >= least && !(tried & BIT(cpu))) {
			least = n + 1;
			found = cpu;
		}
	}
	return found;
}

bool work_elsewhere(struct rq *rq)
{
	return busiest_cpu(0, rq->nr_running + IMBALANCE) >= 0;
}

/* The best thread of @from's @array that may run on @cpu, and does not run. */
static struct task_struct *movable(struct rq *from, struct prio_array *array,
				   int cpu)
{
	struct task_struct *task;

	for (int prio = 0; prio < MAX_PRIO; prio++)
		list_for_each_entry(task, &array->queue[prio], run_list)
			if (task != from->curr &&
			    (task->cpus_allowed.bits[0] & BIT(cpu)))
				return task;
	return NULL;
}

static noinline void move_here(struct rq *rq, struct rq *from,
			       struct task_struct *task, int cpu)
{
	deactivate(from, task);
	task->cpu = cpu;
	activate(rq, task);
	rq->nr_pulled++;
}

/* Both locks held. */
static unsigned int pull_from(struct rq *from, struct rq *rq, int cpu)
{
	int more = (int)from->nr_running - (int)rq->nr_running;
	int most = min(more / 2, MOST_AT_ONCE), n;
	struct task_struct *task;

	for (n = 0; n < most; n++) {
		task = movable(from, from->expired, cpu);
		if (!task)
			task = movable(from, from->active, cpu);
		if (!task)
			break;
		move_here(rq, from, task, cpu);
	}
	return n;
}

unsigned int pull_threads(struct rq *rq)
{
	int me = smp_processor_id(), cpu;
	unsigned long tried = BIT(me);
	unsigned int n = 0;

	while (!n) {
		struct rq *from;

		cpu = busiest_cpu(tried, rq->nr_running + IMBALANCE);
		if (cpu < 0)
			break;
		tried |= BIT(cpu);
		from = per_cpu_ptr(&runqueues, cpu);
		if (spin_trylock(&from->lock)) {
			n = pull_from(from, rq, me);
			spin_unlock(&from->lock);
		}
	}
	return n;
}

unsigned int least_loaded(const struct task_struct *task)
{
	unsigned int cpu, best = task->cpu, least = UINT_MAX;

	if (task->cpus_allowed.bits[0] & BIT(best))	/* of equals, where it is */
		least = READ_ONCE(per_cpu(runqueues, best).nr_running);
	for_each_online_cpu(cpu) {
		unsigned int n = READ_ONCE(per_cpu(runqueues, cpu).nr_running);

		if ((task->cpus_allowed.bits[0] & BIT(cpu)) && n < least) {
			least = n;
			best = cpu;
		}
	}
	return best;
}

/*
 * With @rq, its own, locked: 1 done, 0 it runs, or none of its CPUs is there,
 * -1 the other lock was taken.
 */
static int try_to_leave(struct rq *rq, struct task_struct *task)
{
	unsigned int cpu = least_loaded(task);
	struct rq *to = per_cpu_ptr(&runqueues, cpu);

	if (!task->array) {
		task->cpu = cpu;
		return 1;
	}
	if (task->cpus_allowed.bits[0] & BIT(task->cpu))
		return 1;
	if (task == rq->curr || to == rq)
		return 0;
	if (!spin_trylock(&to->lock))
		return -1;
	deactivate(rq, task);
	task->cpu = cpu;
	activate(to, task);
	check_preempt(to, task);
	spin_unlock(&to->lock);
	return 1;
}

/* @cpus NULL: those that it has. */
static bool leave(struct task_struct *task, const unsigned long *cpus)
{
	unsigned long flags;
	struct rq *rq;
	int done;

	for (;;) {
		rq = task_rq_lock(task, &flags);
		if (cpus)
			task->cpus_allowed.bits[0] = *cpus;
		done = try_to_leave(rq, task);
		task_rq_unlock(rq, &flags);
		if (done >= 0)
			return done;
		cpu_relax();
	}
}

bool sched_set_cpus(struct task_struct *task, unsigned long cpus)
{
	return leave(task, &cpus);
}

bool sched_leave(struct task_struct *task)
{
	return leave(task, NULL);
}
