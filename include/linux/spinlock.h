/*
 * spinlock.h - mutual exclusion by waiting in a loop. Between lock and unlock
 * nothing may sleep; a lock that an interrupt handler takes too must be taken
 * with interrupts off (_irq, _irqsave), or the handler waits for ever on the
 * CPU that holds it. The same holds for tasklets and timers with _bh.
 *
 * Each form is made of the same three steps: keep others of this CPU away,
 * tell the lock checker (nothing in a release build), take the lock.
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <linux/atomic.h>
#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>
#include <asm/spinlock.h>

/* Each place that sets up locks makes a class of its own for the checker. */
#define spin_lock_init(lock)						\
do {									\
	static struct lock_class_key __lock_key;			\
	*(lock) = __SPIN_LOCK_UNLOCKED(lock);				\
	lockdep_init_map(&(lock)->dep_map, #lock, &__lock_key);		\
} while (0)

#define spin_acquire(lock, mode) \
	lock_acquire(&(lock)->dep_map, mode, _THIS_IP_)
#define spin_release(lock)	lock_release(&(lock)->dep_map, _THIS_IP_)

static __always_inline void spin_lock(spinlock_t *lock) __acquires(lock)
{
	preempt_disable();
	spin_acquire(lock, 0);
	arch_spin_lock(&lock->raw);
	__acquire(lock);
}

static __always_inline void spin_unlock(spinlock_t *lock) __releases(lock)
{
	__release(lock);
	spin_release(lock);
	arch_spin_unlock(&lock->raw);
	preempt_enable();
}

static __always_inline int spin_trylock(spinlock_t *lock)
{
	preempt_disable();
	if (arch_spin_trylock(&lock->raw)) {
		spin_acquire(lock, LOCK_TRY);
		__acquire(lock);
		return 1;
	}
	preempt_enable();
	return 0;
}

/* A second lock of the same class, in an order that the caller knows safe. */
static __always_inline void spin_lock_nested(spinlock_t *lock, int subclass)
	__acquires(lock)
{
	preempt_disable();
	spin_acquire(lock, subclass ? LOCK_NESTED : 0);
	arch_spin_lock(&lock->raw);
	__acquire(lock);
}

#define spin_lock_irqsave(lock, flags) \
	do { local_irq_save(flags); spin_lock(lock); } while (0)
#define spin_unlock_irqrestore(lock, flags) \
	do { spin_unlock_no_resched(lock); local_irq_restore(flags); \
	     preempt_enable(); } while (0)
#define spin_lock_irq(lock) \
	do { local_irq_disable(); spin_lock(lock); } while (0)
#define spin_unlock_irq(lock) \
	do { spin_unlock_no_resched(lock); local_irq_enable(); \
	     preempt_enable(); } while (0)
#define spin_lock_bh(lock) \
	do { local_bh_disable(); spin_lock(lock); } while (0)
#define spin_unlock_bh(lock) \
	do { spin_unlock(lock); local_bh_enable(); } while (0)
#define spin_trylock_irqsave(lock, flags) \
	({ local_irq_save(flags); \
	   spin_trylock(lock) ? 1 : ({ local_irq_restore(flags); 0; }); })
#define spin_trylock_irq(lock) \
	({ local_irq_disable(); \
	   spin_trylock(lock) ? 1 : ({ local_irq_enable(); 0; }); })
#define spin_trylock_bh(lock) \
	({ local_bh_disable(); \
	   spin_trylock(lock) ? 1 : ({ local_bh_enable(); 0; }); })

/* Given back; preemption stays off until interrupts are on again. */
static __always_inline void spin_unlock_no_resched(spinlock_t *lock)
	__releases(lock)
{
	__release(lock);
	spin_release(lock);
	arch_spin_unlock(&lock->raw);
}

#define spin_is_locked(lock)	arch_spin_is_locked(&(lock)->raw)
#define assert_spin_locked(lock)	BUG_ON(!spin_is_locked(lock))
/* Wait until whoever holds it now has given it back. */
#define spin_unlock_wait(lock) \
	do { while (spin_is_locked(lock)) cpu_relax(); } while (0)

#define raw_spin_lock_init	spin_lock_init
#define raw_spin_lock		spin_lock
#define raw_spin_unlock		spin_unlock
#define raw_spin_trylock	spin_trylock
#define raw_spin_lock_irq	spin_lock_irq
#define raw_spin_unlock_irq	spin_unlock_irq
#define raw_spin_lock_irqsave	spin_lock_irqsave
#define raw_spin_unlock_irqrestore	spin_unlock_irqrestore

#include <linux/rwlock.h>

/* One fewer: if it was the last, 1 with the lock taken. */
static inline int atomic_dec_and_lock(atomic_t *count, spinlock_t *lock)
{
	if (atomic_add_unless(count, -1, 1))
		return 0;
	spin_lock(lock);
	if (atomic_dec_and_test(count))
		return 1;
	spin_unlock(lock);
	return 0;
}

#define __SPIN_GUARD(name, type, in, out, ...) \
	DEFINE_LOCK_GUARD_1(name, type, in(_T->lock), out(_T->lock))
__SPIN_GUARD(spinlock, spinlock_t, spin_lock, spin_unlock)
DEFINE_LOCK_GUARD_1_COND(spinlock, _try, spin_trylock(_T->lock))
__SPIN_GUARD(spinlock_irq, spinlock_t, spin_lock_irq, spin_unlock_irq)
__SPIN_GUARD(spinlock_bh, spinlock_t, spin_lock_bh, spin_unlock_bh)
DEFINE_LOCK_GUARD_1(spinlock_irqsave, spinlock_t,
		    spin_lock_irqsave(_T->lock, _T->flags),
		    spin_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)
__SPIN_GUARD(raw_spinlock, raw_spinlock_t, raw_spin_lock, raw_spin_unlock)
__SPIN_GUARD(raw_spinlock_irq, raw_spinlock_t, raw_spin_lock_irq,
	     raw_spin_unlock_irq)
DEFINE_LOCK_GUARD_1(raw_spinlock_irqsave, raw_spinlock_t,
		    raw_spin_lock_irqsave(_T->lock, _T->flags),
		    raw_spin_unlock_irqrestore(_T->lock, _T->flags),
		    unsigned long flags)

#endif
