/*
 * rcu.c - when has everybody stopped reading?
 *
 * A reader has preemption off, and so cannot leave its CPU. A tick that
 * interrupts a CPU with preempt_count 0 proves that no reader is there. A grace
 * period begins with a mark for each CPU that is online, each CPU takes its own
 * mark away at such a tick, and the last one ends it:
 *
 *	    start       CPU 1 quiet   CPU 0 quiet: the end
 *	------|--------------|-------------|-------> callbacks of before `start`
 *	CPU 0: ...reader..............]
 *
 * Callbacks of a CPU: `next` (new) -> `wait` (for grace period number `batch`)
 * -> called in RCU_SOFTIRQ. What comes while a period runs waits for the next
 * one. So a callback comes after one to three periods, of a tick or two each.
 *
 * Invariants: gp_completed <= gp_started <= gp_completed + 1; gp_mask is not
 * empty iff they differ. Locking: rcu_lock for these, interrupts off; lists
 * belong to their CPU with interrupts off.
 * Linux: kernel/rcupdate.c of 2.6, the classic RCU.
 * gdb: `p rcu`, `km-percpu rcu_lists`.
 */
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#define KFREE_OFFSET_MAX	4096	/* smaller functions are offsets */

static struct {
	spinlock_t lock;
	unsigned long started;		/* number of the newest period */
	unsigned long completed;	/* of the newest that is over */
	unsigned long wanted;		/* somebody waits for this one */
	unsigned long mask;		/* CPUs not yet seen quiet */
} rcu = { .lock = __SPIN_LOCK_INITIALIZER(rcu.lock) };

struct rcu_list {
	struct rcu_head *first;		/* NULL: none */
	struct rcu_head **end;		/* where the next one goes */
};

struct rcu_cpu {
	struct rcu_list next;		/* since the last look */
	struct rcu_head *wait;		/* for period `batch` */
	unsigned long batch;
	unsigned long queued, called;	/* callbacks since boot */
};

static DEFINE_PER_CPU(struct rcu_cpu, rcu_lists);
DEFINE_PER_CPU(int, rcu_wants_switch);

void (*rcu_free_object)(void *object);

unsigned long get_completed_rcu(void)
{
	return READ_ONCE(rcu.completed);
}

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	struct rcu_cpu *mine;
	unsigned long flags;

	head->next = NULL;
	head->func = func;
	local_irq_save(flags);
	mine = this_cpu_ptr(&rcu_lists);
	if (mine->next.first)
		*mine->next.end = head;
	else
		mine->next.first = head;
	mine->next.end = &head->next;
	mine->queued++;
	local_irq_restore(flags);
}
EXPORT_SYMBOL(call_rcu);

/* With rcu.lock, when somebody wants a period and none runs. */
static void start_period(void)
{
	rcu.started++;
	rcu.mask = cpu_online_bits;
}

/* A period that begins after this moment: its number. */
static unsigned long want_period(void)
{
	unsigned long flags, number;

	spin_lock_irqsave(&rcu.lock, flags);
	number = rcu.started + 1;
	rcu.wanted = number;
	if (rcu.started == rcu.completed)
		start_period();
	spin_unlock_irqrestore(&rcu.lock, flags);
	return number;
}

/* This CPU has no reader at this moment. */
static void note_quiet(void)
{
	unsigned long me = 1UL << smp_processor_id();

	if (!(READ_ONCE(rcu.mask) & me))
		return;
	spin_lock(&rcu.lock);
	if (rcu.mask & me) {
		rcu.mask &= ~me;
		if (!rcu.mask) {
			rcu.completed = rcu.started;
			if ((long)(rcu.wanted - rcu.completed) > 0)
				start_period();
		}
	}
	spin_unlock(&rcu.lock);
}

void rcu_note_switch(void)
{
	this_cpu_write(rcu_wants_switch, 0);
	note_quiet();
}

void rcu_tick(void)
{
	struct rcu_cpu *mine = this_cpu_ptr(&rcu_lists);

	if (preempt_count() == HARDIRQ_OFFSET) {
		note_quiet();
	} else if (READ_ONCE(rcu.mask) & 1UL << smp_processor_id()) {
		this_cpu_write(rcu_wants_switch, 1);
		set_need_resched();
	}
	if (mine->next.first ||
	    (mine->wait && (long)(READ_ONCE(rcu.completed) - mine->batch) >= 0))
		raise_softirq_irqoff(RCU_SOFTIRQ);
}

static void call_all(struct rcu_head *head, struct rcu_cpu *mine)
{
	struct rcu_head *next;

	for (; head; head = next) {
		unsigned long offset = (unsigned long)head->func;

		next = head->next;		/* head will be gone */
		if (offset < KFREE_OFFSET_MAX)
			rcu_free_object((void *)head - offset);
		else
			head->func(head);
		WRITE_ONCE(mine->called, mine->called + 1);
	}
}

static void rcu_action(struct softirq_action *self)
{
	struct rcu_cpu *mine = this_cpu_ptr(&rcu_lists);
	struct rcu_head *ready = NULL;

	local_irq_disable();
	if (mine->wait && (long)(rcu.completed - mine->batch) >= 0) {
		ready = mine->wait;
		mine->wait = NULL;
	}
	if (!mine->wait && mine->next.first) {
		mine->wait = mine->next.first;
		mine->next.first = NULL;
		mine->batch = want_period();
	}
	local_irq_enable();
	call_all(ready, mine);
}

struct rcu_waiter {
	struct rcu_head head;
	struct completion done;
};

static void wake_waiter(struct rcu_head *head)
{
	complete(&container_of(head, struct rcu_waiter, head)->done);
}

void synchronize_rcu(void)
{
	struct rcu_waiter w;

	might_sleep();
	if (system_state < SYSTEM_RUNNING)	/* one CPU, no other reader */
		return;
	init_completion(&w.done);
	call_rcu(&w.head, wake_waiter);
	wait_for_completion(&w.done);
}
EXPORT_SYMBOL(synchronize_rcu);

/*
 * Callbacks of a CPU are called in the order of queueing: counting is enough.
 */
void rcu_barrier(void)
{
	unsigned int cpu;

	might_sleep();
	for_each_possible_cpu(cpu) {
		struct rcu_cpu *c = per_cpu_ptr(&rcu_lists, cpu);
		unsigned long until = READ_ONCE(c->queued);

		while ((long)(READ_ONCE(c->called) - until) < 0)
			schedule_timeout_uninterruptible(1);
	}
}
EXPORT_SYMBOL(rcu_barrier);

static int __init rcu_init(void)
{
	open_softirq(RCU_SOFTIRQ, rcu_action);
	return 0;
}
core_initcall(rcu_init);
