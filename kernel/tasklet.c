/*
 * tasklet.c - small functions that run once, soon, as a softirq.
 *
 * Each CPU has two lists, for TASKLET_SOFTIRQ and HI_SOFTIRQ. tasklet_schedule
 * sets TASKLET_STATE_SCHED; who changed it from 0 puts the tasklet on the list
 * of its CPU. The softirq takes the whole list; for each tasklet it takes
 * TASKLET_STATE_RUN, clears SCHED, and calls the function. One that runs on
 * another CPU just now, or is disabled, goes back on the list.
 *
 * Invariants: on a list iff SCHED is set; its function runs on the CPU that set
 * RUN, on no other. Locking: the two state bits; each list belongs to its CPU
 * with interrupts off. Counterpart in Linux: kernel/softirq.c.
 * gdb:	km-percpu tasklets
 *	break run_tasklets
 */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <asm/processor.h>

struct tasklet_list {
	struct tasklet_struct *first;	/* NULL: none */
	struct tasklet_struct *last;	/* if there is a first */
};

static DEFINE_PER_CPU(struct tasklet_list, tasklets);
static DEFINE_PER_CPU(struct tasklet_list, hi_tasklets);

void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long data),
		  unsigned long data)
{
	*t = (struct tasklet_struct){ .func = func, .data = data };
}
EXPORT_SYMBOL(tasklet_init);

void tasklet_setup(struct tasklet_struct *t,
		   void (*callback)(struct tasklet_struct *t))
{
	*t = (struct tasklet_struct){ .callback = callback,
				      .data = (unsigned long)t };
}
EXPORT_SYMBOL(tasklet_setup);

/* At the end of this CPU's list for softirq @nr. */
static void append(struct tasklet_struct *t, unsigned int nr)
{
	struct tasklet_list *list;
	unsigned long flags;

	local_irq_save(flags);
	list = this_cpu_ptr(nr == HI_SOFTIRQ ? &hi_tasklets : &tasklets);
	t->next = NULL;
	if (list->first)
		list->last->next = t;
	else
		list->first = t;
	list->last = t;
	raise_softirq_irqoff(nr);
	local_irq_restore(flags);
}

void tasklet_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		append(t, TASKLET_SOFTIRQ);
}
EXPORT_SYMBOL(tasklet_schedule);

void tasklet_hi_schedule(struct tasklet_struct *t)
{
	if (!test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		append(t, HI_SOFTIRQ);
}
EXPORT_SYMBOL(tasklet_hi_schedule);

/* Run it here and now: false if it runs elsewhere or may not. */
static bool run_tasklet(struct tasklet_struct *t)
{
	void (*func)(unsigned long) = t->func;
	int before = preempt_count();
	bool ran = false;

	if (test_and_set_bit(TASKLET_STATE_RUN, &t->state))
		return false;
	if (!atomic_read(&t->count)) {
		clear_bit(TASKLET_STATE_SCHED, &t->state);
		t->func(t->data);
		check_preempt_balance(before, "tasklet", func);
		ran = true;
	}
	clear_bit(TASKLET_STATE_RUN, &t->state);
	return ran;
}

static void run_tasklets(struct tasklet_list *list, unsigned int nr)
{
	struct tasklet_struct *t, *next;

	local_irq_disable();
	t = list->first;
	list->first = NULL;
	local_irq_enable();
	for (; t; t = next) {
		next = t->next;
		if (!run_tasklet(t))
			append(t, nr);
	}
}

static void tasklet_action(struct softirq_action *self)
{
	run_tasklets(this_cpu_ptr(&tasklets), TASKLET_SOFTIRQ);
}

static void tasklet_hi_action(struct softirq_action *self)
{
	run_tasklets(this_cpu_ptr(&hi_tasklets), HI_SOFTIRQ);
}

void tasklet_disable_nosync(struct tasklet_struct *t)
{
	atomic_inc(&t->count);
}
EXPORT_SYMBOL(tasklet_disable_nosync);

void tasklet_disable(struct tasklet_struct *t)
{
	atomic_inc(&t->count);
	while (test_bit(TASKLET_STATE_RUN, &t->state))
		cpu_relax();
}
EXPORT_SYMBOL(tasklet_disable);

void tasklet_enable(struct tasklet_struct *t)
{
	if (WARN(!atomic_add_unless(&t->count, -1, 0),
		 "tasklet_enable: %ps is not disabled\n", t->func))
		return;
}
EXPORT_SYMBOL(tasklet_enable);

void tasklet_kill(struct tasklet_struct *t)
{
	might_sleep();
	while (test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		schedule_timeout_uninterruptible(1);
	while (test_bit(TASKLET_STATE_RUN, &t->state))
		cpu_relax();
	clear_bit(TASKLET_STATE_SCHED, &t->state);
}
EXPORT_SYMBOL(tasklet_kill);

static int __init tasklets_init(void)
{
	open_softirq(TASKLET_SOFTIRQ, tasklet_action);
	open_softirq(HI_SOFTIRQ, tasklet_hi_action);
	return 0;
}
core_initcall(tasklets_init);
