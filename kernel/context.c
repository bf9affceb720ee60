/*
 * context.c - what this CPU is in the middle of, and whether it may sleep.
 *
 * Each CPU counts in one number (linux/preempt.h) how deep it is in interrupts
 * and how often preemption was switched off. Zero, with interrupts on, is an
 * ordinary context: only there may anything sleep. might_sleep() says so in
 * everything that can, whether or not it does this time: so the mistake shows
 * on the first run, not on the one in a thousand that really had to wait. And
 * who calls a function of somebody else's (a thread's, a timer's, a handler)
 * looks whether the number is as before: a put_cpu_var() that was forgotten is
 * told at once, by the name of who forgot it, and does not stay.
 *
 * No locks: each CPU changes its own number. Linux: preempt_count and
 * __might_sleep() in kernel/sched/core.c.
 * gdb: `km-percpu __preempt_count`, `break __might_sleep`.
 */
#include <linux/cred.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/sprintf.h>

DEFINE_PER_CPU(int, __preempt_count) = PREEMPT_NO_RESCHED;
EXPORT_SYMBOL(__preempt_count);

const struct cred init_cred;		/* user 0 */
EXPORT_SYMBOL(init_cred);
struct signal_struct init_signals;
EXPORT_SYMBOL(init_signals);

/* The boot's own thread; mm/ gives it its address space to borrow. */
struct task_struct init_task = {
	.signal = &init_signals,
	.parent = &init_task,
	.cred = &init_cred,
	.prio = MAX_PRIO,
	.cpus_allowed = CPU_MASK_CPU0,
	.usage = ATOMIC_INIT(1),
	.comm = "swapper/0",
};
EXPORT_SYMBOL(init_task);

DEFINE_PER_CPU(struct task_struct *, current_task) = &init_task;
EXPORT_SYMBOL(current_task);

enum system_states system_state;
EXPORT_SYMBOL(system_state);

/* One report a second from each place: a loop must not bury the first. */
static bool said_just_now(unsigned long caller)
{
	static unsigned long last_caller, last;
	bool again = caller == last_caller && time_before(jiffies, last + HZ);

	if (!again) {
		last_caller = caller;
		last = jiffies;
	}
	return again;
}

void context_bug(const char *what, unsigned long caller)
{
	if (said_just_now(caller))
		return;
	pr_alert("BUG: %s, by %pS\n", what, (void *)caller);
	pr_alert("in %s, preempt_count %#x, interrupts %s, current %s/%d\n",
		 in_irq() ? "an interrupt" :
		 in_serving_softirq() ? "a softirq" : "a thread",
		 preempt_count(), irqs_disabled() ? "off" : "on",
		 current->comm, current->pid);
	lockdep_print_held();
	dump_stack_lvl(KERN_ALERT);
}
EXPORT_SYMBOL(context_bug);

/*
 * Report that @caller does @what where sleeping is forbidden. During the boot
 * nothing else runs, so sleeping functions may be called and never sleep.
 */
void __might_sleep(const char *what, unsigned long caller)
{
	char why[80];

	if (system_state < SYSTEM_RUNNING || preemptible())
		return;
	snprintf(why, sizeof(why), "%s may sleep, and must not here", what);
	context_bug(why, caller);
}
EXPORT_SYMBOL(__might_sleep);

static void (*unbalanced_hook)(int before, unsigned long fn);

void preempt_set_unbalanced(void (*hook)(int before, unsigned long fn))
{
	unbalanced_hook = hook;
}

void preempt_unbalanced(int before, const char *what, unsigned long fn)
{
	pr_alert("BUG: %s %ps: preempt_count was %#x, is %#x: put right\n", what,
		 (void *)fn, before, preempt_count());
	lockdep_print_held();
	if (unbalanced_hook)
		unbalanced_hook(before, fn);
	preempt_count_add(before - preempt_count());
}
EXPORT_SYMBOL(preempt_unbalanced);
