/*
 * softirq.c - what an interrupt leaves for a moment later.
 *
 * A handler runs with interrupts off, so it should be short: it marks the rest
 * of its work in this CPU's softirq_pending, and that runs as soon as the last
 * handler has returned, with interrupts on:
 *
 *	interrupt --> handler: raise_softirq(n) --> irq_exit --> action n
 *
 * Also at local_bh_enable(). If softirqs are raised again and again while they
 * run, ten rounds are enough: the CPU's ksoftirqd thread goes on, and other
 * threads get their turn beside it.
 *
 * Three stacks: the handler's, the thread's, and one for softirqs. Softirqs are
 * interrupted, and each interrupt begins at the top of the interrupt stack: so
 * they must not be started from a frame that still lies there. irq_exit() looks
 * where it is; entry.S calls irq_return() once it is back on the thread's.
 *
 * Invariants: at most one run at a time on a CPU (in_serving_softirq); a set
 * bit of softirq_pending runs within a tick. Locking: none, all is this CPU's
 * own with interrupts off. Counterpart in Linux: kernel/softirq.c.
 * gdb:	p softirq_vec
 *	break run_softirqs
 */
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <asm/page.h>

#define MAX_ROUNDS	10	/* then it is ksoftirqd's */

typedef unsigned int softirq_counts_t[NR_SOFTIRQS];

static struct softirq_action softirq_vec[NR_SOFTIRQS];
static DEFINE_PER_CPU(softirq_counts_t, softirq_counts);

DEFINE_PER_CPU(unsigned int, softirq_pending);
DEFINE_PER_CPU(unsigned long, softirq_stack_top);
DEFINE_PER_CPU(struct task_struct *, ksoftirqd);

const char *const softirq_names[NR_SOFTIRQS] = {
	[HI_SOFTIRQ] = "HI", [TIMER_SOFTIRQ] = "TIMER",
	[TASKLET_SOFTIRQ] = "TASKLET", [SCHED_SOFTIRQ] = "SCHED",
	[RCU_SOFTIRQ] = "RCU", [TEST_SOFTIRQ] = "TEST",
};

void open_softirq(int nr, void (*action)(struct softirq_action *self))
{
	softirq_vec[nr].action = action;
}
EXPORT_SYMBOL(open_softirq);

unsigned int kstat_softirqs_cpu(unsigned int nr, int cpu)
{
	return per_cpu(softirq_counts, cpu)[nr];
}

static void wake_ksoftirqd(void)
{
	struct task_struct *thread = this_cpu_read(ksoftirqd);

	if (thread)
		wake_up_process(thread);
}

void raise_softirq_irqoff(unsigned int nr)
{
	this_cpu_or(softirq_pending, 1U << nr);
	if (!in_interrupt())		/* no irq_exit will come by */
		wake_ksoftirqd();
}
EXPORT_SYMBOL(raise_softirq_irqoff);

void raise_softirq(unsigned int nr)
{
	unsigned long flags;

	local_irq_save(flags);
	raise_softirq_irqoff(nr);
	local_irq_restore(flags);
}
EXPORT_SYMBOL(raise_softirq);

static void run_one(unsigned int nr)
{
	struct softirq_action *h = &softirq_vec[nr];
	int before = preempt_count();

	if (unlikely(!h->action)) {
		/* another CPU may tick before the initcalls of CPU 0 */
		WARN_ONCE(system_state >= SYSTEM_RUNNING,
			  "softirq %s has no function\n", softirq_names[nr]);
		return;
	}
	this_cpu_inc(softirq_counts[nr]);
	h->action(h);
	check_preempt_balance(before, "softirq", h->action);
}

/* Interrupts off on entry and return, on between; on the softirq stack. */
static void run_softirqs(void)
{
	int rounds = MAX_ROUNDS;
	unsigned int todo;

	preempt_count_add(SOFTIRQ_OFFSET);
	do {
		todo = this_cpu_xchg(softirq_pending, 0);
		local_irq_enable();
		for (; todo; todo &= todo - 1)
			run_one(__builtin_ctz(todo));
		local_irq_disable();
	} while (this_cpu_read(softirq_pending) && --rounds);
	preempt_count_sub(SOFTIRQ_OFFSET);
	if (!rounds)
		wake_ksoftirqd();
}

/* Call @fn on the stack that ends at @top, and come back. */
static void call_on_stack(void (*fn)(void), unsigned long top)
{
	asm volatile("xchgl %%esp, %0\n\t"
		     "call *%1\n\t"
		     "movl %0, %%esp"
		     : "+b" (top)
		     : "D" (fn)
		     : "eax", "ecx", "edx", "memory", "cc");
}

static void softirqs_on_own_stack(void)
{
	unsigned long top = this_cpu_read(softirq_stack_top);

	if (top)
		call_on_stack(run_softirqs, top);
	else
		run_softirqs();
}

void do_softirq(void)
{
	unsigned long flags;

	if (in_interrupt())
		return;
	local_irq_save(flags);
	if (this_cpu_read(softirq_pending))
		softirqs_on_own_stack();
	local_irq_restore(flags);
}
EXPORT_SYMBOL(do_softirq);

void irq_return(void)
{
	if (!in_interrupt() && this_cpu_read(softirq_pending))
		softirqs_on_own_stack();
}

void irq_exit(void)
{
	unsigned long here = (unsigned long)__builtin_frame_address(0);

	preempt_count_sub(HARDIRQ_OFFSET);
	if (((this_cpu_read(irq_stack_top) - 1) ^ here) & PAGE_MASK)
		irq_return();
}

void local_bh_enable(void)
{
	WARN_ON_ONCE(in_irq() || irqs_disabled());
	if (WARN(softirq_count() < SOFTIRQ_DISABLE_OFFSET,
		 "local_bh_enable without a local_bh_disable\n"))
		return;
	/* one less, but no other thread in between */
	preempt_count_sub(SOFTIRQ_DISABLE_OFFSET - PREEMPT_OFFSET);
	if (unlikely(!in_interrupt() && this_cpu_read(softirq_pending)))
		do_softirq();
	preempt_enable();
}
EXPORT_SYMBOL(local_bh_enable);
