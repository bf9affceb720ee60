/*
 * irq.c - who gets an interrupt.
 *
 * 16 lines. Each has a list of actions (more than one if all of them agreed to
 * share), a nesting count of disable_irq(), and counters per CPU. do_IRQ(), on
 * the interrupt stack with interrupts off, calls each action in turn until all
 * have been asked; then the controller is told that the line is done.
 *
 * Better a dead device than a dead machine: a line that nobody owns up to in
 * 99900 of 100000 interrupts is switched off. One whose handler owns up, but
 * never tells the device, comes again at once, and what it interrupted does not
 * get on by one instruction. Seen 5000 times within seconds, that is reported
 * and the line rests until the next tick, so that others get their turn. It
 * stays on: it has an owner, who may come to his senses.
 *
 * Actions come from a small pool: the list must be changed without allocating,
 * because this lies below mm/.
 *
 * An interrupt may be on its way to CPU 0 when another one masks its line.
 * After disable_irq() its handlers don't run all the same: it is noted, and
 * comes again with enable_irq().
 *
 * Invariants: a line is unmasked iff it has an action, depth is 0, and it is
 * neither off nor at rest; or it is probed (irq_probe.c). An action is on one
 * list. Locking: irq_lock over all lists and masks, taken with interrupts off;
 * do_IRQ walks the lists without it: an action is linked when complete, and
 * after unlinking free_irq waits until no CPU is in that line's handlers.
 * Counterpart in Linux: kernel/irq/{handle,manage}.c.
 * gdb:	p irq_desc[1]
 *	break do_IRQ if regs->orig_ax == -34	(IRQ 1)
 */
#define pr_fmt(fmt) "irq: " fmt

#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/irq.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/leftover.h>
#include <linux/monitor.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/seq_file.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <asm/barrier.h>
#include <asm/irq_regs.h>
#include <asm/ptrace.h>
#include <asm/setup.h>
#include <asm/traps.h>
#include "irq_desc.h"

#define NR_ACTIONS	48

/* A line is judged after so many interrupts: */
#define WINDOW		100000
#define UNHANDLED_MAX	99900	/* more of them nobody's: off with it */
/* So many at one and the same place, within this time, are a storm: */
#define STORM		5000
#define STORM_TICKS	(5 * HZ)

typedef unsigned int irq_counts_t[NR_IRQS];

struct irq_desc irq_desc[NR_IRQS];
static struct irqaction actions[NR_ACTIONS];
const struct irq_chip *irq_chip;
DEFINE_SPINLOCK(irq_lock);

unsigned int irq_spurious_count;

DEFINE_PER_CPU(struct pt_regs *, irq_regs);
EXPORT_PER_CPU_SYMBOL(irq_regs);

static DEFINE_PER_CPU(irq_counts_t, irq_counts);
DEFINE_PER_CPU(unsigned long, irq_stack_top) =
	(unsigned long)irq_stack + PAGE_SIZE;

void irq_set_chip(const struct irq_chip *c)
{
	irq_chip = c;
}

unsigned int kstat_irqs_cpu(unsigned int irq, int cpu)
{
	return per_cpu(irq_counts, cpu)[irq];
}

bool irq_switched_off(unsigned int irq)
{
	return irq < NR_IRQS && READ_ONCE(irq_desc[irq].off);
}

/* Under irq_lock. */
static void unmask_if_wanted(unsigned int irq)
{
	const struct irq_desc *desc = &irq_desc[irq];

	if (desc->action && !desc->depth && !desc->off && !desc->resting)
		irq_chip->unmask(irq);
}

static void switch_off(struct irq_desc *desc, unsigned int irq)
{
	struct irqaction *a;

	spin_lock(&irq_lock);
	printk(KERN_ALERT "handlers:%s\n", desc->action ? "" : " none");
	for (a = desc->action; a; a = a->next)
		printk(KERN_ALERT "  %ps of %s\n", a->handler, a->name);
	dump_stack_lvl(KERN_ALERT);
	printk(KERN_ALERT "Disabling IRQ #%u\n", irq);
	desc->off = true;
	irq_chip->mask(irq);
	spin_unlock(&irq_lock);
}

/*
 * Interrupts that nobody owns up to now and then are noise (an edge latched
 * while its handler did the work already). Nearly all of them: a broken line.
 */
static noinline void judge(struct irq_desc *desc, unsigned int irq)
{
	unsigned long ticks = jiffies - desc->since;

	if (desc->unhandled > UNHANDLED_MAX) {
		printk(KERN_ALERT "irq %u: nobody cared: %u of %u interrupts, in %lu ticks\n",
			 irq, desc->unhandled, desc->count, ticks);
		switch_off(desc, irq);
	}
	desc->count = desc->unhandled = 0;
	desc->since = jiffies;
}

static void end_rests(struct timer_list *unused)
{
	unsigned long flags;

	spin_lock_irqsave(&irq_lock, flags);
	for (unsigned int irq = 0; irq < NR_IRQS; irq++) {
		if (!irq_desc[irq].resting)
			continue;
		irq_desc[irq].resting = false;
		unmask_if_wanted(irq);
	}
	spin_unlock_irqrestore(&irq_lock, flags);
}

static DEFINE_TIMER(rest_timer, end_rests);

/* Mask the line for a tick; one report in five seconds. */
static noinline void let_rest(struct irq_desc *desc, unsigned int irq,
			      const struct pt_regs *regs)
{
	static unsigned long next_report;

	spin_lock(&irq_lock);
	if (!next_report || time_after(jiffies, next_report)) {
		next_report = jiffies + STORM_TICKS;
		printk(KERN_ERR "irq %u: storm: %u interrupts, and %pS has not got on: does %ps tell the device?\n",
		       irq, STORM, (void *)regs->ip,
		       desc->action ? desc->action->handler : NULL);
		printk(KERN_ERR "irq %u: rests until the next tick, each time\n",
		       irq);
	}
	desc->resting = true;
	irq_chip->mask(irq);
	spin_unlock(&irq_lock);
	mod_timer(&rest_timer, jiffies + 1);
}

/*
 * Has what @irq interrupted got on since the last time? The idle loop is always
 * found in one place, and counts its rounds. (The tick's line must not rest:
 * nothing would wake it.)
 */
static __always_inline void note_place(struct irq_desc *desc, unsigned int irq)
{
	const struct pt_regs *regs = get_irq_regs();
	unsigned long place = regs->ip + this_cpu_read(idle_rounds);

	if (likely(place != desc->place)) {
		desc->place = place;
		desc->at_place = 0;
	} else if (unlikely(++desc->at_place == 1)) {
		desc->place_since = jiffies;
	} else if (unlikely(desc->at_place >= STORM)) {
		if (jiffies - desc->place_since < STORM_TICKS &&
		    irq != TIMER_IRQ)
			let_rest(desc, irq, regs);
		desc->at_place = 0;
	}
}

/* All handlers of the line; was it anybody's? */
static bool call_handlers(struct irq_desc *desc, unsigned int irq)
{
	int before = preempt_count();
	irqreturn_t mine = IRQ_NONE;
	struct irqaction *a;

	for (a = READ_ONCE(desc->action); a; a = READ_ONCE(a->next)) {
		mine |= a->handler(irq, a->dev_id);
		check_preempt_balance(before, "interrupt handler", a->handler);
		if (WARN_ONCE(!irqs_disabled(), "%ps switched interrupts on\n",
			      a->handler))
			local_irq_disable();
	}
	return mine;
}

bool irq_retrigger(unsigned int irq)
{
	if (irq >= NR_IRQS || !irq_chip || !irq_chip->retrigger)
		return false;
	irq_chip->retrigger(irq);
	return true;
}

/* It was on its way when the line was disabled. */
static noinline bool came_late(struct irq_desc *desc, unsigned int irq)
{
	bool late;

	spin_lock(&irq_lock);
	late = desc->depth;
	desc->late |= late;
	if (desc->probed)
		irq_chip->mask(irq);	/* nobody tells the device */
	spin_unlock(&irq_lock);
	return late;
}

static void handle_irq(unsigned int irq)
{
	struct irq_desc *desc = &irq_desc[irq];

	if (irq_chip->spurious(irq)) {
		irq_spurious_count++;
		return;
	}
	this_cpu_inc(irq_counts[irq]);
	WRITE_ONCE(desc->running, desc->running + 1);
	smp_mb();	/* before list and depth are read: synchronize_irq() */
	if (likely(!READ_ONCE(desc->depth)) || !came_late(desc, irq))
		desc->unhandled += !call_handlers(desc, irq);
	WRITE_ONCE(desc->running, desc->running - 1);
	note_place(desc, irq);
	if (unlikely(++desc->count == WINDOW))
		judge(desc, irq);
	irq_chip->eoi(irq);
}

/* Called by entry.S for every vector that is not an exception. */
void do_IRQ(struct pt_regs *regs)
{
	unsigned int vector = ~regs->orig_ax;
	unsigned int irq = vector - FIRST_EXTERNAL_VECTOR;

	if (this_cpu_read(idle_halted))
		idle_wakes();
	irq_enter();
	this_cpu_write(irq_regs, regs);
	if (likely(irq < NR_IRQS && irq_chip)) {
		handle_irq(irq);
	} else if (!handle_local_vector(vector)) {
		irq_spurious_count++;
		pr_warn_once("vector %#x belongs to nobody\n", vector);
	}
	irq_exit();
}

/* Under irq_lock. */
static struct irqaction *new_action(void)
{
	unsigned int i;

	for (i = 0; i < NR_ACTIONS; i++)
		if (!actions[i].handler)
			return &actions[i];
	return NULL;
}

/* Under irq_lock: 0 and *a linked at the end of the line's list, or why not. */
static int add_action(unsigned int irq, const struct irqaction *wanted)
{
	struct irqaction **link = &irq_desc[irq].action;
	struct irqaction *a;

	for (; *link; link = &(*link)->next)
		if (!((*link)->flags & wanted->flags & IRQF_SHARED))
			return -EBUSY;
	a = new_action();
	if (!a)
		return -ENOMEM;
	*a = *wanted;
	smp_wmb();
	WRITE_ONCE(*link, a);
	if (irq_desc[irq].action == a) {
		irq_desc[irq].off = false;	/* a new chance */
		irq_desc[irq].late = false;
		irq_desc[irq].count = irq_desc[irq].unhandled = 0;
		irq_desc[irq].since = jiffies;
		unmask_if_wanted(irq);
	}
	return 0;
}

int request_irq(unsigned int irq, irq_handler_arg_t handler,
		unsigned long flags, const char *name, void *dev_id)
{
	const struct irqaction wanted = {
		.handler = handler.fn, .flags = flags, .name = name,
		.dev_id = dev_id,
	};
	unsigned long irq_flags;
	int err;

	if (irq >= NR_IRQS || irq == CASCADE_IRQ || !handler.fn || !irq_chip)
		return -EINVAL;
	if ((flags & IRQF_SHARED) && !dev_id)
		return -EINVAL;
	spin_lock_irqsave(&irq_lock, irq_flags);
	err = add_action(irq, &wanted);
	spin_unlock_irqrestore(&irq_lock, irq_flags);
	return err;
}
EXPORT_SYMBOL(request_irq);

const void *free_irq(unsigned int irq, void *dev_id)
{
	struct irqaction **link, *a = NULL;
	const char *name = NULL;
	unsigned long flags;

	if (WARN_ON(irq >= NR_IRQS || in_interrupt()))
		return NULL;
	spin_lock_irqsave(&irq_lock, flags);
	for (link = &irq_desc[irq].action; *link; link = &(*link)->next) {
		if ((*link)->dev_id != dev_id)
			continue;
		a = *link;
		WRITE_ONCE(*link, a->next);
		break;
	}
	if (a && !irq_desc[irq].action)
		irq_chip->mask(irq);
	spin_unlock_irqrestore(&irq_lock, flags);
	if (WARN(!a, "free_irq: line %u has no handler for %p\n", irq, dev_id))
		return NULL;
	synchronize_irq(irq);
	name = a->name;
	WRITE_ONCE(a->handler, NULL);
	return name;
}
EXPORT_SYMBOL(free_irq);

void synchronize_irq(unsigned int irq)
{
	smp_mb();	/* unlinked or disabled, before `running` is read */
	while (irq < NR_IRQS && READ_ONCE(irq_desc[irq].running))
		cpu_relax();
}
EXPORT_SYMBOL(synchronize_irq);

void disable_irq_nosync(unsigned int irq)
{
	unsigned long flags;

	if (irq >= NR_IRQS || irq == CASCADE_IRQ)
		return;
	spin_lock_irqsave(&irq_lock, flags);
	if (!irq_desc[irq].depth++)
		irq_chip->mask(irq);
	spin_unlock_irqrestore(&irq_lock, flags);
}
EXPORT_SYMBOL(disable_irq_nosync);

void disable_irq(unsigned int irq)
{
	disable_irq_nosync(irq);
	synchronize_irq(irq);
}
EXPORT_SYMBOL(disable_irq);

void irq_one_off_less(unsigned int irq)
{
	struct irq_desc *desc = &irq_desc[irq];

	if (--desc->depth)
		return;
	unmask_if_wanted(irq);
	if (desc->late && desc->action)
		irq_retrigger(irq);
	desc->late = false;
}

void enable_irq(unsigned int irq)
{
	unsigned long flags;

	if (irq >= NR_IRQS || irq == CASCADE_IRQ)
		return;
	spin_lock_irqsave(&irq_lock, flags);
	if (!WARN(!irq_desc[irq].depth, "enable_irq: line %u is not off\n", irq))
		irq_one_off_less(irq);
	spin_unlock_irqrestore(&irq_lock, flags);
}
EXPORT_SYMBOL(enable_irq);

static int interrupts_show(struct seq_file *m, void *v)
{
	struct irqaction *a;
	unsigned int irq;
	int cpu;

	seq_puts(m, "    ");
	for_each_online_cpu(cpu)
		seq_printf(m, "       CPU%-4d", cpu);
	seq_putc(m, '\n');
	for (irq = 0; irq < NR_IRQS; irq++) {
		a = irq_desc[irq].action;
		if (!a)
			continue;
		seq_printf(m, "%3u:", irq);
		for_each_online_cpu(cpu)
			seq_printf(m, " %10u", kstat_irqs_cpu(irq, cpu));
		seq_printf(m, "  %8s  %s", irq_chip->name, a->name);
		while ((a = a->next))
			seq_printf(m, ", %s", a->name);
		if (irq_desc[irq].off)
			seq_puts(m, " (switched off)");
		seq_putc(m, '\n');
	}
	show_local_vectors(m);
	seq_printf(m, "ERR: %10u\n", irq_spurious_count);
	return 0;
}
PROC_SHOW(interrupts, interrupts_show,
	  "interrupts by line, and who handles them");

unsigned int irq_callbacks(unsigned long start, unsigned long end, char *first)
{
	unsigned int n = 0;
	unsigned long flags;

	spin_lock_irqsave(&irq_lock, flags);
	for (int i = 0; i < NR_ACTIONS; i++)
		if (leftover_is((unsigned long)actions[i].handler, start,
				end) && !n++)
			snprintf(first, LEFTOVER_NAME, "%s of %.30s",
				 "request_irq()", actions[i].name);
	spin_unlock_irqrestore(&irq_lock, flags);
	return n;
}
