/*
 * context.c - what this CPU is in the middle of, and whether it may sleep.
 *
 * Each CPU counts in one number (linux/preempt.h) how deep it is in interrupts
 * and how often preemption was switched off. Zero, with interrupts on, is an
 * ordinary context: only there may anything sleep. might_sleep() says so in
 * everything that can, whether or not it does this time: so the mistake shows
 * on the first run, not on the one in a thousand that really had to wait.
 *
 * No locks: each CPU changes its own number. Linux: preempt_count and
 * __might_sleep() in kernel/sched/core.c.
 * gdb: `km-percpu __preempt_count`, `break __might_sleep`.
 */
#include <linux/export.h>
#include <linux/irqflags.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <asm/cmpxchg.h>

DEFINE_PER_CPU(int, __preempt_count) = PREEMPT_NO_RESCHED;
EXPORT_SYMBOL(__preempt_count);

/* The boot's own thread; mm/ gives it its address space to borrow. */
struct task_struct init_task = {
	.prio = MAX_PRIO,
	.cpus_allowed = 1,
	.usage = ATOMIC_INIT(1),
	.comm = "swapper/0",
};

DEFINE_PER_CPU(struct task_struct *, current_task) = &init_task;
EXPORT_SYMBOL(current_task);

enum system_states system_state;
EXPORT_SYMBOL(system_state);

/*
 * Report, once, that @caller does @what where sleeping is forbidden. During the
 * boot nothing else runs, so sleeping functions may be called and never sleep.
 */
void __might_sleep(const char *what, unsigned long caller)
{
	static bool said;

	if (system_state < SYSTEM_RUNNING || preemptible() || xchg(&said, true))
		return;
	pr_alert("BUG: %s may sleep, but preempt_count is %#x and interrupts are %s, by %pS\n",
		 what, preempt_count(), irqs_disabled() ? "off" : "on",
		 (void *)caller);
	lockdep_print_held();
	dump_stack();
}
EXPORT_SYMBOL(__might_sleep);
