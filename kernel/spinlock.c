/*
 * spinlock.c - waiting for a spinlock, and not for ever.
 *
 * Taking a free lock is inline, four instructions (asm/spinlock.h). Where
 * somebody holds it we come here by way of kernel/cpu/spin.S, which saves all
 * registers, so that a lock costs its caller none. The ticket says when it is
 * our turn.
 *
 * Nobody may hold a spinlock for seconds: after watchdog_thresh of them the
 * lock, its waiter and the way there are reported. After twice the time the
 * waiter is given up, if it is a thread and the last in the queue, so that its
 * ticket can be taken back: the deadlock of one lock that is taken twice ends
 * like any other mistake. (The debug build's lock checker tells it at once.)
 *
 * Context: any. Counterpart in Linux: kernel/locking/spinlock_debug.c.
 * gdb:	break spin_lock_wait
 *	p/x *lock
 */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/ktime.h>
#include <linux/oops.h>
#include <linux/panic.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/timekeeping.h>
#include <linux/watchdog.h>

#define LOOKS		4096	/* between two looks at the clock */

/* A report takes locks, too: one that it waits for is not reported again. */
static DEFINE_PER_CPU(bool, reporting);

static void report(const arch_spinlock_t *lock, u8 mine)
{
	pr_emerg("BUG: spinlock lockup suspected on CPU#%d, %s/%d\n",
		 smp_processor_id(), current->comm, current->pid);
	pr_emerg("lock %p (%pS): owner has ticket %u, ours is %u, the next %u\n",
		 lock, lock, lock->owner, mine, lock->next);
	lockdep_print_held();
	dump_stack_lvl(KERN_EMERG);
}

/* Leave the queue, if nobody stands behind us. */
static bool leave_queue(arch_spinlock_t *lock, u8 mine)
{
	u16 seen = READ_ONCE(lock->tickets);

	return (u8)(seen >> 8) == (u8)(mine + 1) && (u8)seen != mine &&
	       cmpxchg(&lock->tickets, seen,
		       (u16)(mine << 8 | (u8)seen)) == seen;
}

/* @secs have gone by in the queue. */
static void waited(arch_spinlock_t *lock, u8 mine, unsigned int secs)
{
	if (!watchdog_thresh || secs % watchdog_thresh ||
	    this_cpu_read(reporting))
		return;
	this_cpu_write(reporting, true);
	report(lock, mine);
	this_cpu_write(reporting, false);
	if (secs >= 2 * watchdog_thresh && !in_interrupt() &&
	    oops_can_recover())
		BUG_ON_MSG(leave_queue(lock, mine),
			   "deadlock: %s/%d waits for a spinlock that nobody gives back",
			   current->comm, current->pid);
}

void spin_lock_wait(arch_spinlock_t *lock, u8 mine);

/* From kernel/cpu/spin.S: until @lock's owner has the ticket @mine. */
void spin_lock_wait(arch_spinlock_t *lock, u8 mine)
{
	unsigned int looks = 0, secs = 0;
	u64 start = 0;

	while (READ_ONCE(lock->owner) != mine) {
		cpu_relax();
		if (likely(++looks % LOOKS))
			continue;
		if (!start)
			start = sched_clock();
		if (sched_clock() - start < (secs + 1ULL) * NSEC_PER_SEC)
			continue;
		waited(lock, mine, ++secs);
	}
}

/* Called by the inline code, in its own way; kernel/cpu/spin.S. */
extern void spin_lock_slow(void);
EXPORT_SYMBOL(spin_lock_slow);
