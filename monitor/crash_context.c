/*
 * crash_context.c - `crash` with the rules of context: who may sleep, who may
 * hold what, who must give back what he took.
 *
 * Model: each breaks one rule in earnest: in a real thread, timer or interrupt
 * (an `int` on a line that nobody uses: the same gate, stack and handler).
 * Nobody is told beforehand; the report comes from the kernel's own checks.
 *
 * Invariants: what the kernel puts right is not put right here; threads are
 * waited for, so the report stands before the next prompt.
 * Locking & context: the prompt's thread.
 * In Linux: drivers/misc/lkdtm, lib/locking-selftest.c.
 * Watch it: (gdb) break context_bug
 *           (gdb) break preempt_unbalanced
 */

#include "crash.h"
#include "internal.h"
#include <asm/processor.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/lockdep.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#define FREE_LINE	5	/* LPT2 or a sound card, once */

static DEFINE_SPINLOCK(crash_lock);
static DEFINE_SPINLOCK(crash_lock2);
static DEFINE_PER_CPU(int, crash_count);

int crash_atomic(void)
{
	spin_lock(&crash_lock);
	msleep(10);
	spin_unlock(&crash_lock);
	return 0;
}

int crash_yield(void)
{
	spin_lock(&crash_lock);
	yield();
	spin_unlock(&crash_lock);
	return 0;
}

int crash_deadlock(void)
{
	static spinlock_t lock;

	spin_lock_init(&lock);		/* the last time left it locked */
	spin_lock_irq(&lock);
	spin_lock(&lock);		/* for ever */
	spin_unlock(&lock);
	spin_unlock_irq(&lock);
	return 0;
}

static noinline void lock_both(spinlock_t *outer, spinlock_t *inner)
{
	spin_lock(outer);
	spin_lock(inner);
	spin_unlock(inner);
	spin_unlock(outer);
}

int crash_order(void)
{
	lock_both(&crash_lock, &crash_lock2);
	lock_both(&crash_lock2, &crash_lock);
	if (CONFIG_LOCKDEP)
		return 0;
	say("nobody noticed: the lock checker is in the debug build\n");
	return -EOPNOTSUPP;
}

/* The command comes back with preemption off. */
int crash_putcpu(void)
{
	get_cpu_var(crash_count)++;
	return 0;
}

/* ---- in an interrupt ---- */

static int in_an_interrupt(irq_handler_t handler)
{
	int dev, err = request_irq(FREE_LINE, handler, 0, "crash", &dev);

	if (err)
		return err;
	asm volatile("int %0" : : "i" (ISA_IRQ_VECTOR(FREE_LINE)) : "memory");
	free_irq(FREE_LINE, &dev);
	return 0;
}

static irqreturn_t sleeping_handler(int irq, void *dev_id)
{
	msleep(10);
	return IRQ_HANDLED;
}

int crash_irqsleep(void)
{
	return in_an_interrupt(sleeping_handler);
}

static irqreturn_t allocating_handler(int irq, void *dev_id)
{
	kfree(kmalloc(64, GFP_KERNEL));
	return IRQ_HANDLED;
}

int crash_irqalloc(void)
{
	return in_an_interrupt(allocating_handler);
}

/* ---- in a thread ---- */

/* Start @fn and wait until it has come to its end, whichever way. */
static int in_a_thread(int (*fn)(void *), const char *name)
{
	struct task_struct *task = kthread_create(fn, NULL, "%s", name);

	if (IS_ERR(task))
		return PTR_ERR(task);
	get_task_struct(task);
	wake_up_process(task);
	while (READ_ONCE(task->state) != TASK_DEAD)
		msleep(10);
	put_task_struct(task);
	return 0;
}

static noinline int deeper(void *unused)
{
	int (*volatile again)(void *) = deeper;
	volatile char room[192];

	room[0] = 1;
	return again(NULL) + room[0];
}

int crash_overflow(void)
{
	return in_a_thread(deeper, "deep");
}

static int spin_for_ever(void *unused)
{
	preempt_disable();
	for (;;)
		cpu_relax();
	return 0;
}

int crash_softlockup(void)
{
	return in_a_thread(spin_for_ever, "spinner");
}

/* ---- everything that is called and must come back as it was ---- */

static int unbalanced_thread(void *unused)
{
	preempt_disable();
	return 0;
}

static void unbalanced_timer(struct timer_list *timer)
{
	preempt_disable();
}

static void unbalanced_tasklet(unsigned long data)
{
	get_cpu();
}

static void unbalanced_work(struct work_struct *work)
{
	preempt_disable();
}

static irqreturn_t unbalanced_handler(int irq, void *dev_id)
{
	preempt_enable_no_resched();		/* once too often */
	return IRQ_HANDLED;
}

int crash_unbalanced(void)
{
	static DECLARE_TASKLET(tasklet, unbalanced_tasklet, 0);
	static DECLARE_WORK(work, unbalanced_work);
	static struct timer_list timer;
	int err;

	timer_setup(&timer, unbalanced_timer, 0);
	mod_timer(&timer, jiffies + 1);
	tasklet_schedule(&tasklet);
	tasklet_kill(&tasklet);
	schedule_work(&work);
	flush_work(&work);
	msleep(30);
	err = in_an_interrupt(unbalanced_handler);
	return err ? err : in_a_thread(unbalanced_thread, "unbalanced");
}
