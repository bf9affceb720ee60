/*
 * rwlock.c - waiting for a lock that is read by many or written by one.
 *
 *	state	[ readers: 24 bits | writer: 8 bits ]	queue: a ticket lock
 *
 * A reader adds itself first and looks at the writer's byte afterwards; zero,
 * and it is in. Otherwise it takes itself off and joins the queue, where
 * waiting writers stand too; only the head of the queue watches the state. A
 * writer at the head marks RW_WAITING: from then on readers queue up behind it,
 * so that they cannot starve it. A reader in an interrupt does not queue: it
 * waits only for a writer that has the lock, which is on another CPU.
 *
 * Invariant: RW_WAITING is set only by the holder of the queue, RW_WRITER only
 * while there are no readers in. Context: any, preemption off.
 * Counterpart in Linux: kernel/locking/qrwlock.c.
 * gdb:	break arch_write_lock_slow
 *	p/x lock->raw.state
 */
#include <linux/export.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>

static void wait_for_writer(arch_rwlock_t *lock)
{
	while ((READ_ONCE(lock->state) & RW_WMASK) == RW_WRITER)
		cpu_relax();
	barrier();
}

void arch_read_lock_slow(arch_rwlock_t *lock)
{
	if (in_interrupt()) {
		wait_for_writer(lock);
		return;
	}
	arch_read_unlock(lock);
	arch_spin_lock(&lock->queue);
	xadd(&lock->state, RW_READER);
	wait_for_writer(lock);
	arch_spin_unlock(&lock->queue);
}
EXPORT_SYMBOL(arch_read_lock_slow);

/* One try by the head of the queue. */
static bool write_lock_step(arch_rwlock_t *lock)
{
	u32 seen = READ_ONCE(lock->state);

	if (!(seen & ~RW_WAITING))
		return cmpxchg(&lock->state, seen, RW_WRITER) == seen;
	if (!(seen & RW_WMASK))
		cmpxchg(&lock->state, seen, seen | RW_WAITING);
	return false;
}

void arch_write_lock_slow(arch_rwlock_t *lock)
{
	arch_spin_lock(&lock->queue);
	while (!write_lock_step(lock))
		cpu_relax();
	arch_spin_unlock(&lock->queue);
}
EXPORT_SYMBOL(arch_write_lock_slow);
