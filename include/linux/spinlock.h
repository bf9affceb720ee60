/*
 * spinlock.h - mutual exclusion by waiting in a loop. Between lock and unlock
 * nothing may sleep; a lock that an interrupt handler takes too must be taken
 * with interrupts off (_irq, _irqsave), or the handler waits for ever on the
 * CPU that holds it.
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <linux/compiler.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>
#include <linux/spinlock_types.h>
#include <asm/spinlock.h>

#define spin_lock_init(lock) \
	do { *(lock) = __SPIN_LOCK_UNLOCKED(lock); } while (0)

static __always_inline void spin_lock(spinlock_t *lock) __acquires(lock)
{
	preempt_disable();
	arch_spin_lock(&lock->raw);
	__acquire(lock);
}

static __always_inline void spin_unlock(spinlock_t *lock) __releases(lock)
{
	__release(lock);
	arch_spin_unlock(&lock->raw);
	preempt_enable();
}

static __always_inline int spin_trylock(spinlock_t *lock)
{
	preempt_disable();
	if (arch_spin_trylock(&lock->raw))
		return 1;
	preempt_enable();
	return 0;
}

#define spin_lock_irqsave(lock, flags) \
	do { local_irq_save(flags); spin_lock(lock); } while (0)
#define spin_unlock_irqrestore(lock, flags) \
	do { spin_unlock(lock); local_irq_restore(flags); } while (0)
#define spin_lock_irq(lock) \
	do { local_irq_disable(); spin_lock(lock); } while (0)
#define spin_unlock_irq(lock) \
	do { spin_unlock(lock); local_irq_enable(); } while (0)

#define spin_is_locked(lock)	arch_spin_is_locked(&(lock)->raw)
#define assert_spin_locked(lock)	BUG_ON(!spin_is_locked(lock))

#define raw_spin_lock_init	spin_lock_init
#define raw_spin_lock		spin_lock
#define raw_spin_unlock		spin_unlock
#define raw_spin_lock_irqsave	spin_lock_irqsave
#define raw_spin_unlock_irqrestore	spin_unlock_irqrestore

#endif
