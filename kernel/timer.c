/*
 * timer.c - functions that are called at a given tick.
 *
 * Each CPU has a wheel of 64 buckets; a timer hangs in number `expires % 64`,
 * however far away that is:
 *
 *	clk = 70	 6: [t 70] [t 134]	7: [t 71]	8:
 *			    due    two turns	   next tick
 *
 * At each tick one bucket is looked through: what is due runs, the rest waits
 * for another turn. Setting and deleting touch one short list: the price is
 * that a timer set for an hour is seen 5600 times on its way.
 *
 * A timer that is set moves to the wheel of the CPU that sets it, unless its
 * function is running on the old one. del_timer_sync() watches base->running.
 *
 * Invariants: a pending timer hangs on the wheel of the CPU in its flags; clk
 * is the next tick to be looked at. Locking: base->lock with interrupts off,
 * never two at once; functions run without it. TIMER_MIGRATING: between two
 * wheels, whoever wants the timer waits a moment.
 * Context: any. Counterpart in Linux: kernel/time/timer.c.
 * gdb:	km-percpu timer_bases
 *	break call_timer
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/leftover.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <asm/processor.h>

#define WHEEL_SIZE	64

struct timer_base {
	spinlock_t lock;		/* over all of this */
	unsigned long clk;		/* ticks before this one are done */
	struct timer_list *running;	/* whose function runs just now */
	struct hlist_head bucket[WHEEL_SIZE];
};

static DEFINE_PER_CPU(struct timer_base, timer_bases);

void init_timer(struct timer_list *timer)
{
	INIT_HLIST_NODE(&timer->entry);
	timer->flags = raw_smp_processor_id();
}
EXPORT_SYMBOL(init_timer);

/* The wheel that @timer belongs to, locked. */
static struct timer_base *lock_base(struct timer_list *timer,
				    unsigned long *flags)
	__acquires(&base->lock)
{
	struct timer_base *base;
	unsigned int seen;

	for (;;) {
		seen = READ_ONCE(timer->flags);
		if (!(seen & TIMER_MIGRATING)) {
			base = per_cpu_ptr(&timer_bases, seen & TIMER_CPUMASK);
			spin_lock_irqsave(&base->lock, *flags);
			if (timer->flags == seen)
				return base;
			spin_unlock_irqrestore(&base->lock, *flags);
		}
		cpu_relax();
	}
}

static void enqueue(struct timer_base *base, struct timer_list *timer)
{
	unsigned long when = timer->expires;

	if (time_before(when, base->clk))
		when = base->clk;
	hlist_add_head(&timer->entry, &base->bucket[when % WHEEL_SIZE]);
}

static int dequeue(struct timer_list *timer)
{
	if (!timer_pending(timer))
		return 0;
	hlist_del_init(&timer->entry);
	return 1;
}

/* From @base, which is locked, to @cpu's wheel, which is then. */
static struct timer_base *migrate(struct timer_list *timer,
				  struct timer_base *base, unsigned int cpu)
	__releases(&base->lock) __acquires(&to->lock)
{
	struct timer_base *to = per_cpu_ptr(&timer_bases, cpu);

	if (to == base || base->running == timer)
		return base;
	timer->flags |= TIMER_MIGRATING;
	spin_unlock_no_resched(&base->lock);
	preempt_enable_no_resched();	/* interrupts are off */
	spin_lock(&to->lock);
	WRITE_ONCE(timer->flags, cpu);
	return to;
}

static int start(struct timer_list *timer, unsigned long expires, int cpu,
		 bool only_pending)
{
	struct timer_base *base;
	unsigned long flags;
	int was;

	if (WARN(!timer->function, "a timer without a function\n"))
		return 0;
	base = lock_base(timer, &flags);
	was = dequeue(timer);
	if (was || !only_pending) {
		base = migrate(timer, base,
			       cpu < 0 ? raw_smp_processor_id() : cpu);
		timer->expires = expires;
		enqueue(base, timer);
	}
	spin_unlock_irqrestore(&base->lock, flags);
	return was;
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	return start(timer, expires, -1, false);
}
EXPORT_SYMBOL(mod_timer);

int mod_timer_pending(struct timer_list *timer, unsigned long expires)
{
	return start(timer, expires, -1, true);
}
EXPORT_SYMBOL(mod_timer_pending);

void add_timer_on(struct timer_list *timer, int cpu)
{
	if (WARN(timer_pending(timer), "add_timer: %ps is pending already\n",
		 timer->function))
		return;
	start(timer, timer->expires, cpu, false);
}
EXPORT_SYMBOL(add_timer_on);

void add_timer(struct timer_list *timer)
{
	add_timer_on(timer, -1);
}
EXPORT_SYMBOL(add_timer);

int del_timer(struct timer_list *timer)
{
	struct timer_base *base;
	unsigned long flags;
	int was;

	if (!timer_pending(timer))
		return 0;
	base = lock_base(timer, &flags);
	was = dequeue(timer);
	spin_unlock_irqrestore(&base->lock, flags);
	return was;
}
EXPORT_SYMBOL(del_timer);

int try_to_del_timer_sync(struct timer_list *timer)
{
	struct timer_base *base;
	unsigned long flags;
	int was = -1;

	base = lock_base(timer, &flags);
	if (base->running != timer)
		was = dequeue(timer);
	spin_unlock_irqrestore(&base->lock, flags);
	return was;
}
EXPORT_SYMBOL(try_to_del_timer_sync);

int del_timer_sync(struct timer_list *timer)
{
	int was;

	/* on the CPU that runs it there is no end to the wait */
	if (WARN(in_irq() || (in_serving_softirq() &&
		 this_cpu_ptr(&timer_bases)->running == timer),
		 "del_timer_sync(%ps) in %s\n", timer->function,
		 in_irq() ? "an interrupt" : "its own function"))
		return del_timer(timer);
	while ((was = try_to_del_timer_sync(timer)) < 0)
		cpu_relax();
	return was;
}
EXPORT_SYMBOL(del_timer_sync);

/* base->lock is held on entry and return, not while the function runs. */
static void call_timer(struct timer_base *base, struct timer_list *timer)
	__must_hold(&base->lock)
{
	void (*function)(unsigned long) = timer->function;
	unsigned long data = timer->data;
	int before;

	base->running = timer;
	spin_unlock_irq(&base->lock);
	before = preempt_count();
	function(data);			/* may free the timer */
	check_preempt_balance(before, "timer", function);
	spin_lock_irq(&base->lock);
	base->running = NULL;
}

/* Run what is due of one bucket; the rest hangs itself back into it. */
static void run_bucket(struct timer_base *base, unsigned long clk)
{
	struct hlist_head due;
	struct timer_list *timer;

	hlist_move_list(&base->bucket[clk % WHEEL_SIZE], &due);
	while (!hlist_empty(&due)) {
		timer = hlist_entry(due.first, struct timer_list, entry);
		hlist_del_init(&timer->entry);
		if (time_after(timer->expires, clk))
			enqueue(base, timer);
		else
			call_timer(base, timer);
	}
}

static void run_timers(struct softirq_action *self)
{
	struct timer_base *base = this_cpu_ptr(&timer_bases);

	spin_lock_irq(&base->lock);
	/* far behind, as after start-up: once around sees everything */
	if (time_after(jiffies, base->clk + WHEEL_SIZE))
		base->clk = jiffies - WHEEL_SIZE;
	while (time_after_eq(jiffies, base->clk))
		run_bucket(base, base->clk++);
	spin_unlock_irq(&base->lock);
}

void run_local_timers(void)
{
	raise_softirq_irqoff(TIMER_SOFTIRQ);
}

unsigned long round_jiffies(unsigned long j)
{
	return j + (HZ - j % HZ) % HZ;
}
EXPORT_SYMBOL(round_jiffies);

unsigned long round_jiffies_relative(unsigned long j)
{
	return round_jiffies(jiffies + j) - jiffies;
}
EXPORT_SYMBOL(round_jiffies_relative);

static int __init timers_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		spin_lock_init(&per_cpu(timer_bases, cpu).lock);
	open_softirq(TIMER_SOFTIRQ, run_timers);
	return 0;
}
core_initcall(timers_init);

unsigned int timer_callbacks(unsigned long start, unsigned long end,
			     char *first)
{
	struct timer_base *base;
	struct timer_list *timer;
	unsigned int n = 0;
	unsigned long flags;
	int cpu;

	for_each_possible_cpu(cpu) {
		base = per_cpu_ptr(&timer_bases, cpu);
		spin_lock_irqsave(&base->lock, flags);
		for (int i = 0; i < WHEEL_SIZE; i++)
			hlist_for_each_entry(timer, &base->bucket[i], entry)
				if ((leftover_is((unsigned long)timer->function,
						 start, end) ||
				     leftover_is((unsigned long)timer, start,
						 end)) && !n++)
					snprintf(first, LEFTOVER_NAME, "%ps",
						 timer->function);
		spin_unlock_irqrestore(&base->lock, flags);
	}
	return n;
}
