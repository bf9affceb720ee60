/*
 * watchdog.c - a CPU that gets nowhere is told, by itself or by its neighbour.
 *
 *	soft lockup	ticks come, but for 20 s no other thread could be chosen:
 *			preemption is off, or a softirq does not end
 *	hard lockup	for 10 s its neighbour's ticks did not come: interrupts
 *			are off there
 *
 * Each tick looks at what it interrupted. Nothing special: the CPU could have
 * switched, all is well. Else it counts; after a second it asks for another
 * thread to be chosen, and whether that request is still open is the proof. It
 * also looks whether the next CPU has ticked since last time. That one cannot
 * speak for itself: an NMI gets through, and leaves its registers here.
 *
 * A report names the thread and shows where it is. When twice the time is over
 * it is given up, as if it had failed by itself: where it is in a thread, the
 * machine goes on without that. A lock that it held stays held.
 *
 * watchdog_thresh=N makes it N seconds and twice that; 0 (or nowatchdog)
 * switches it off. On one CPU nobody sees a hard lockup.
 *
 * Invariant: a CPU writes its own counters only; `asked` is given to one
 * neighbour at a time. Context: the tick, interrupts off. Price: 15
 * instructions a tick. Counterpart in Linux: kernel/watchdog*.c.
 * gdb:	p watchdog_thresh
 *	km-percpu watches
 */
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/kstrtox.h>
#include <linux/oops.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/watchdog.h>
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/irq_regs.h>
#include <asm/processor.h>
#include <asm/ptrace.h>
#include <asm/unwind.h>

#define ASK_AFTER	HZ		/* ticks until we ask for a switch */
#define NMI_WAIT	1000000		/* looks until an NMI counts as lost */

enum { IDLE, SHOW, GIVE_UP };		/* what the neighbour's NMI is to do */

struct watch {
	unsigned int ticks;		/* of this CPU since boot */
	unsigned int stuck;		/* of them in a row without a switch */
	unsigned int neighbour;		/* ticks of the next CPU, as last seen */
	unsigned int missed;		/* our ticks since those changed */
	int asked;			/* by the neighbour: IDLE, SHOW, .. */
	struct pt_regs regs;		/* where we were then */
	unsigned long sp;		/* and with this stack pointer */
};

static DEFINE_PER_CPU(struct watch, watches);

unsigned int watchdog_thresh = 10;

static int __init watchdog_setup(char *arg)
{
	unsigned int n;

	if (!arg || kstrtouint(arg, 10, &n) || n > 3600)
		return -EINVAL;
	watchdog_thresh = n;
	return 0;
}
early_param("watchdog_thresh", watchdog_setup);

static int __init nowatchdog_setup(char *arg)
{
	watchdog_thresh = 0;
	return 0;
}
early_param("nowatchdog", nowatchdog_setup);

static void keep_regs(struct watch *w, const struct pt_regs *regs)
{
	w->regs = *regs;
	w->sp = kernel_stack_pointer(regs);
}

/* Where give_up() sent the thread: as if it had failed here by itself. */
static void __noreturn stuck_thread(void)
{
	struct watch *w = this_cpu_ptr(&watches);
	struct oops o = {
		.why = "stuck for too long: given up by the watchdog",
		.regs = &w->regs,
		.ip = w->regs.ip,
		.sp = w->sp,
		.bp = w->regs.bp,
	};

	die_oops(&o);
}

/* The thread that @regs interrupted goes on in stuck_thread(). */
static void give_up(struct watch *w, struct pt_regs *regs)
{
	keep_regs(w, regs);
	w->stuck = 0;
	regs->ip = (unsigned long)stuck_thread;
}

static void show_stuck(const struct pt_regs *regs)
{
	struct unwind_state s;

	printk(KERN_EMERG "eip %08lx %pS   eflags %08lx\n", regs->ip,
	       (void *)regs->ip, regs->flags);
	printk(KERN_EMERG "eax %08lx  ebx %08lx  ecx %08lx  edx %08lx\n",
	       regs->ax, regs->bx, regs->cx, regs->dx);
	printk(KERN_EMERG "esi %08lx  edi %08lx  ebp %08lx\n", regs->si,
	       regs->di, regs->bp);
	unwind_start_regs(&s, regs);
	printk(KERN_EMERG "backtrace:\n");
	show_trace(KERN_EMERG, &s);
}

/* ---- this CPU: ticks come ---- */

/* @count: preempt_count of what was interrupted. */
static void soft_lockup(struct watch *w, int count)
{
	struct pt_regs *regs = get_irq_regs();

	pr_emerg("BUG: soft lockup - CPU#%d stuck for %us! [%s:%d]\n",
		 smp_processor_id(), w->stuck / HZ, current->comm,
		 current->pid);
	pr_emerg("preempt_count %#x%s\n", count,
		 count & SOFTIRQ_OFFSET ? ": in a softirq" : "");
	lockdep_print_held();
	if (w->stuck >= 4 * watchdog_thresh * HZ && !(count & ~PREEMPT_MASK) &&
	    oops_can_recover())
		give_up(w, regs);
	else
		show_stuck(regs);
}

static void check_this_cpu(struct watch *w)
{
	int count = preempt_count() - HARDIRQ_OFFSET;

	if (likely(!count)) {
		w->stuck = 0;
		return;
	}
	if (++w->stuck < ASK_AFTER)
		return;
	if (w->stuck == ASK_AFTER)
		set_need_resched();
	else if (!need_resched())		/* it could, after all */
		w->stuck = 0;
	else if (w->stuck % (2 * watchdog_thresh * HZ) == 0)
		soft_lockup(w, count);
}

/* ---- the next CPU: do its ticks come? ---- */

bool watchdog_nmi(struct pt_regs *regs)
{
	struct watch *w = this_cpu_ptr(&watches);

	if (w->asked == IDLE)
		return false;
	if (w->asked == GIVE_UP && !in_interrupt() && oops_can_recover())
		give_up(w, regs);
	else
		keep_regs(w, regs);
	smp_store_release(&w->asked, IDLE);
	return true;
}

/* Ask @cpu by NMI; false if even that does not get through. */
static bool ask(struct watch *w, int cpu, int what)
{
	int i;

	WRITE_ONCE(w->asked, what);
	apic_send(cpu, APIC_DM_NMI);
	for (i = 0; i < NMI_WAIT && READ_ONCE(w->asked); i++)
		cpu_relax();
	return !READ_ONCE(w->asked);
}

static void hard_lockup(struct watch *w, int cpu)
{
	const struct task_struct *task = per_cpu(current_task, cpu);
	unsigned int secs = w->missed / HZ;
	struct watch *there = per_cpu_ptr(&watches, cpu);
	bool last = secs >= 2 * watchdog_thresh;

	pr_emerg("BUG: hard lockup - CPU#%d has interrupts off for %us! [%s:%d]\n",
		 cpu, secs, task->comm, task->pid);
	if (!ask(there, cpu, last ? GIVE_UP : SHOW))
		pr_emerg("CPU %d does not even answer an NMI\n", cpu);
	else if (!last)
		show_stuck(&there->regs);
}

static int next_cpu(void)
{
	int cpu = smp_processor_id();

	do
		cpu = (cpu + 1) % NR_CPUS;
	while (!cpu_online(cpu));
	return cpu;
}

static void check_neighbour(struct watch *w)
{
	int cpu = next_cpu();
	unsigned int ticks = READ_ONCE(per_cpu(watches, cpu).ticks);

	if (ticks != w->neighbour || !ticks) {	/* or it has not begun */
		w->neighbour = ticks;
		w->missed = 0;
	} else if (++w->missed % (watchdog_thresh * HZ) == 0) {
		hard_lockup(w, cpu);
	}
}

void watchdog_tick(void)
{
	struct watch *w = this_cpu_ptr(&watches);

	w->ticks++;
	if (!watchdog_thresh)
		return;
	check_this_cpu(w);
	if (num_online_cpus() > 1 && !oops_in_progress)
		check_neighbour(w);
}
