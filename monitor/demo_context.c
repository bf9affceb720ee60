/*
 * demo context: one function, called from everywhere, says where it is.
 *
 * Model: look() runs in a thread, with a spinlock, in a tasklet, a timer, a
 * work and in an interrupt, and notes what the CPU says about itself. It only
 * notes: the table is printed afterwards, by a thread, which may take its time.
 * In each context it also takes a page in the way that is allowed there. At the
 * end a thread sleeps where it must not, and the kernel's report is the demo.
 *
 * Invariants: what is taken is given back; nothing is armed at the end.
 * Locking & context: prompt only; notes are read when their writer is through.
 * In Linux: include/linux/preempt.h, kernel/sched/core.c (__might_sleep).
 * Watch it: (gdb) break look
 *           (gdb) break context_bug
 */

#include "internal.h"
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#define FREE_LINE	5	/* LPT2 or a sound card, once */

enum { THREAD, SPINLOCK, BH_OFF, IRQS_OFF, WORK, TASKLET, TIMER, IRQ,
       NR_PLACES };

static const char *const place_name[NR_PLACES] = {
	"thread", "  with a spinlock", "  softirqs off", "  interrupts off",
	"work", "tasklet", "timer", "interrupt",
};

struct note {
	char comm[TASK_COMM_LEN];	/* whose thread it is, or was */
	const char *stack;		/* which one */
	unsigned int depth;		/* bytes of it in use */
	unsigned int count;		/* preempt_count */
	bool off;			/* interrupts */
	bool sleep;			/* may */
	bool page;			/* the allocation worked */
};

static struct note notes[NR_PLACES];
static DEFINE_SPINLOCK(demo_lock);

static bool same_stack(unsigned long addr, unsigned long top)
{
	return !((addr ^ (top - 1)) & PAGE_MASK);
}

static const char *which_stack(unsigned long addr)
{
	if (same_stack(addr, this_cpu_read(irq_stack_top)))
		return "interrupts'";
	if (same_stack(addr, this_cpu_read(softirq_stack_top)))
		return "softirqs'";
	return "its own";
}

/* Any context: looks, and writes nothing but the note. */
static noinline void look(int place)
{
	unsigned long here = (unsigned long)__builtin_frame_address(0);
	struct note *n = &notes[place];
	struct page *page;

	strscpy(n->comm, current->comm, sizeof(n->comm));
	n->stack = which_stack(here);
	n->depth = PAGE_SIZE - offset_in_page(here);
	n->count = preempt_count();
	n->off = irqs_disabled();
	n->sleep = preemptible();
	page = alloc_page(n->sleep ? GFP_KERNEL : GFP_ATOMIC);
	n->page = page;
	if (page)
		__free_page(page);
}

static void look_in_tasklet(unsigned long data)
{
	look(TASKLET);
}

static void look_in_timer(struct timer_list *timer)
{
	look(TIMER);
}

static void look_in_work(struct work_struct *work)
{
	look(WORK);
}

static irqreturn_t look_in_irq(int irq, void *dev_id)
{
	look(IRQ);
	return IRQ_HANDLED;
}

static void look_from_a_thread(void)
{
	look(THREAD);
	spin_lock(&demo_lock);
	look(SPINLOCK);
	spin_unlock(&demo_lock);
	local_bh_disable();
	look(BH_OFF);
	local_bh_enable();
	local_irq_disable();
	look(IRQS_OFF);
	local_irq_enable();
}

/* An `int` on a line that nobody uses: the same gate as a device's. */
static int look_from_an_interrupt(void)
{
	int dev, err = request_irq(FREE_LINE, look_in_irq, 0, "demo", &dev);

	if (err)
		return err;
	asm volatile("int %0" : : "i" (ISA_IRQ_VECTOR(FREE_LINE)) : "memory");
	free_irq(FREE_LINE, &dev);
	return 0;
}

static int look_from_everywhere(void)
{
	static DECLARE_TASKLET(tasklet, look_in_tasklet, 0);
	static DECLARE_WORK(work, look_in_work);
	static struct timer_list timer;

	look_from_a_thread();
	schedule_work(&work);
	flush_work(&work);
	tasklet_schedule(&tasklet);
	tasklet_kill(&tasklet);
	timer_setup(&timer, look_in_timer, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(30);
	del_timer_sync(&timer);
	return look_from_an_interrupt();
}

static void say_note(int place)
{
	const struct note *n = &notes[place];

	say("  %-17s %#7x  %-4s %-11s %4u  %-11s %-5s %s\n", place_name[place],
	    n->count, n->off ? "off" : "on", n->stack, n->depth, n->comm,
	    n->sleep ? "yes" : "no", n->sleep ? "GFP_KERNEL" : "GFP_ATOMIC");
}

static noinline void sleep_with_a_lock(void)
{
	spin_lock(&demo_lock);
	msleep(10);
	spin_unlock(&demo_lock);
}

static int demo_context(void)
{
	int err, place;
	bool all = true;

	memset(notes, 0, sizeof(notes));
	err = look_from_everywhere();
	if (err)
		return err;
	say("One function, look(), called from everywhere, and what it saw:\n\n"
	    "  %-17s %7s  %-4s %-11s %4s  %-11s %-5s %s\n", "called from",
	    "count", "irqs", "stack", "used", "current", "sleep", "memory by");
	for (place = 0; place < NR_PLACES; place++) {
		say_note(place);
		all &= notes[place].page;
	}
	say("\ncount is preempt_count: 0x1 preemption off, 0x100 in a softirq\n"
	    "(0x200: softirqs off), 0x10000 in an interrupt. Sleeping means to\n"
	    "give the CPU to another thread, and only a thread with a count of\n"
	    "0 and interrupts on can be one that comes back. `current` of a\n"
	    "softirq or interrupt is whoever happened to run: not its business.\n"
	    "GFP_KERNEL may sleep; GFP_ATOMIC never does, may use the reserve,\n"
	    "and may fail.\n\n"
	    "Now a thread sleeps with a spinlock held. It works, this time: who\n"
	    "wants the lock meanwhile would wait for ever. The kernel says:\n\n");
	sleep_with_a_lock();
	say("\nTry: crash irqsleep; crash irqalloc; crash putcpu; crash "
	    "unbalanced\n");
	return all ? 0 : -ENOMEM;
}
DEMO(context, "thread, softirq, interrupt: who may do what", demo_context);
