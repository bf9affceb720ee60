/*
 * ksoftirqd.c - the stacks that softirqs run on, and a thread on each CPU that
 * goes on with them when there is no end of them.
 *
 * softirq.c runs ten rounds at the end of an interrupt, then wakes the thread:
 * being one among others, it leaves them their share of the CPU. Until these
 * exist (the boot), softirqs run on whatever stack there is, in interrupts
 * only.
 *
 * No locks: each thread touches its own CPU's pending softirqs. Linux:
 * kernel/softirq.c. gdb: `break ksoftirqd_main`, `km-percpu ksoftirqd`.
 */
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/sched.h>

static int ksoftirqd_main(void *unused)
{
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!local_softirq_pending())
			schedule();
		__set_current_state(TASK_RUNNING);
		while (local_softirq_pending()) {
			do_softirq();
			cond_resched();
		}
	}
	return 0;
}

/* @cpu may not run yet: the thread starts when it is woken first. */
static int __init prepare(unsigned int cpu)
{
	char *stack = alloc_stack("softirq");
	struct task_struct *thread;

	if (!stack)
		return -ENOMEM;
	per_cpu(softirq_stack_top, cpu) = (unsigned long)stack + PAGE_SIZE;
	thread = kthread_create(ksoftirqd_main, NULL, "ksoftirqd/%u", cpu);
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	kthread_bind(thread, cpu);
	per_cpu(ksoftirqd, cpu) = thread;
	return 0;
}

static int __init softirq_threads_init(void)
{
	unsigned int cpu;
	int err;

	for_each_possible_cpu(cpu) {
		err = prepare(cpu);
		if (err)
			return err;
	}
	return 0;
}
core_initcall(softirq_threads_init);
