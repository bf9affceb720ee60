/*
 * affinity.c - the CPUs that a thread may use, changed at any time.
 *
 * A thread that sleeps or waits for its turn is moved by whoever asks
 * (kernel/balance.c). One that runs can't be: its registers are in its CPU. So
 * a second thread is made, of the best priority and bound to that CPU. When it
 * runs there the first one does not, and it moves it like any other that waits:
 *
 *	CPU 0: A runs ---------|  |mover: A belongs to CPU 1 | ...
 *	CPU 1: idle --------------------------------| A runs
 *
 * A may be who asks: it waits meanwhile, and wakes on the other CPU. Only an A
 * of that same best priority keeps the mover waiting, until it sleeps or
 * yields.
 *
 * Invariant: after a change, the thread runs on none of the other CPUs any
 * more.
 * Locking: none of its own; two who change the same thread: the later mask
 * counts, and both return when it is obeyed. Context: process, sleeps;
 * kthread_bind any.
 * Price: a bare change some 100 instructions, a running thread's some 3000.
 * Linux: set_cpus_allowed_ptr() and migration_cpu_stop() in
 * kernel/sched/core.c, where the movers are there for good
 * (kernel/stop_machine.c).
 * gdb: `break try_to_leave`, `km-threads`.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kthread.h>
#include <linux/sched.h>

struct move {
	struct task_struct *task;	/* to be off this CPU */
	struct completion done;
};

static int move_away(void *data)
{
	struct move *move = data;

	sched_leave(move->task);
	complete(&move->done);
	return 0;
}

/* Off @cpu with @task, if it is there. */
static int drive_away(struct task_struct *task, unsigned int cpu)
{
	struct move move = { .task = task };
	struct task_struct *mover;

	mover = kthread_create(move_away, &move, "mover/%u", cpu);
	if (IS_ERR(mover))
		return PTR_ERR(mover);
	init_completion(&move.done);
	set_task_prio(mover, 0);
	kthread_bind(mover, cpu);
	wake_up_process(mover);
	wait_for_completion(&move.done);
	return 0;
}

int set_cpus_allowed_ptr(struct task_struct *task, const struct cpumask *mask)
{
	unsigned long before = task->cpus_allowed.bits[0];
	int error = 0;

	might_sleep();
	if (!task->pid || !cpumask_intersects(mask, cpu_online_mask))
		return -EINVAL;
	if (sched_set_cpus(task, mask->bits[0]))
		return 0;
	do
		error = drive_away(task, task_cpu(task));
	while (!error && !sched_leave(task));
	if (error && cpumask_equal(&task->cpus_allowed, mask))
		sched_set_cpus(task, before);	/* unless another changed it */
	return error;
}
EXPORT_SYMBOL(set_cpus_allowed_ptr);

void kthread_bind_mask(struct task_struct *task, const struct cpumask *mask)
{
	WARN(!sched_set_cpus(task, mask->bits[0]), "%s runs already\n",
	     task->comm);
}
EXPORT_SYMBOL(kthread_bind_mask);

void kthread_bind(struct task_struct *task, unsigned int cpu)
{
	kthread_bind_mask(task, cpumask_of(cpu));
}
EXPORT_SYMBOL(kthread_bind);
