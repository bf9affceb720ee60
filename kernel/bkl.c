/*
 * bkl.c - the big kernel lock of 2.6, for the code that still takes it.
 *
 * Model: a mutex, and how often its holder has taken it. Only the first
 * lock_kernel() of a thread takes the mutex, only the last unlock_kernel()
 * gives it back.
 *
 * Invariants: bkl_depth is changed by the holder alone.
 * Locking, context: process context; it sleeps. Linux let go of the lock while
 * its holder slept, which this one does not.
 * Linux: lib/kernel_lock.c (up to 2.6.38).
 * gdb: `p bkl_owner->comm`, `p bkl_depth`.
 */
#include <linux/export.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/smp_lock.h>

static DEFINE_MUTEX(bkl);
static struct task_struct *bkl_owner;	/* NULL: nobody */
static unsigned int bkl_depth;

void lock_kernel(void)
{
	if (READ_ONCE(bkl_owner) != current) {
		mutex_lock(&bkl);
		bkl_owner = current;
	}
	bkl_depth++;
}
EXPORT_SYMBOL(lock_kernel);

void unlock_kernel(void)
{
	if (WARN_ON(READ_ONCE(bkl_owner) != current))
		return;
	if (--bkl_depth)
		return;
	bkl_owner = NULL;
	mutex_unlock(&bkl);
}
EXPORT_SYMBOL(unlock_kernel);

bool kernel_locked(void)
{
	return READ_ONCE(bkl_owner) != NULL;
}
EXPORT_SYMBOL(kernel_locked);
