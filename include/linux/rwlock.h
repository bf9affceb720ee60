/*
 * rwlock.h - a spinlock for many readers or one writer; the rules of
 * spinlock.h. A writer that waits keeps new readers out, except those in
 * interrupts: they may have interrupted a reader, and would wait for ever. So
 * interrupt handlers that only read allow plain read_lock() elsewhere; but a
 * reader must not take the lock for reading again.
 */
#ifndef _LINUX_RWLOCK_H
#define _LINUX_RWLOCK_H

#include <linux/spinlock.h>

#define rwlock_init(lock)						\
do {									\
	static struct lock_class_key __lock_key;			\
	*(lock) = __RW_LOCK_UNLOCKED(lock);				\
	lockdep_init_map(&(lock)->dep_map, #lock, &__lock_key);		\
} while (0)

static __always_inline void read_lock(rwlock_t *lock) __acquires(lock)
{
	preempt_disable();
	spin_acquire(lock, LOCK_SHARED);
	arch_read_lock(&lock->raw);
	__acquire(lock);
}

static __always_inline int read_trylock(rwlock_t *lock)
{
	preempt_disable();
	if (arch_read_trylock(&lock->raw)) {
		spin_acquire(lock, LOCK_SHARED | LOCK_TRY);
		__acquire(lock);
		return 1;
	}
	preempt_enable();
	return 0;
}

static __always_inline void read_unlock(rwlock_t *lock) __releases(lock)
{
	__release(lock);
	spin_release(lock);
	arch_read_unlock(&lock->raw);
	preempt_enable();
}

static __always_inline void write_lock(rwlock_t *lock) __acquires(lock)
{
	preempt_disable();
	spin_acquire(lock, 0);
	arch_write_lock(&lock->raw);
	__acquire(lock);
}

static __always_inline int write_trylock(rwlock_t *lock)
{
	preempt_disable();
	if (arch_write_trylock(&lock->raw)) {
		spin_acquire(lock, LOCK_TRY);
		__acquire(lock);
		return 1;
	}
	preempt_enable();
	return 0;
}

static __always_inline void write_unlock(rwlock_t *lock) __releases(lock)
{
	__release(lock);
	spin_release(lock);
	arch_write_unlock(&lock->raw);
	preempt_enable();
}

#define read_lock_irqsave(lock, flags) \
	do { local_irq_save(flags); read_lock(lock); } while (0)
#define read_lock_irq(lock) \
	do { local_irq_disable(); read_lock(lock); } while (0)
#define read_lock_bh(lock) \
	do { local_bh_disable(); read_lock(lock); } while (0)
#define write_lock_irqsave(lock, flags) \
	do { local_irq_save(flags); write_lock(lock); } while (0)
#define write_lock_irq(lock) \
	do { local_irq_disable(); write_lock(lock); } while (0)
#define write_lock_bh(lock) \
	do { local_bh_disable(); write_lock(lock); } while (0)

/* The count stays up by one until interrupts are on again. */
#define __rw_unlock_then(op, lock, then) \
	do { preempt_disable(); op(lock); then; preempt_enable(); } while (0)
#define read_unlock_irqrestore(lock, flags) \
	__rw_unlock_then(read_unlock, lock, local_irq_restore(flags))
#define read_unlock_irq(lock) \
	__rw_unlock_then(read_unlock, lock, local_irq_enable())
#define read_unlock_bh(lock) \
	do { read_unlock(lock); local_bh_enable(); } while (0)
#define write_unlock_irqrestore(lock, flags) \
	__rw_unlock_then(write_unlock, lock, local_irq_restore(flags))
#define write_unlock_irq(lock) \
	__rw_unlock_then(write_unlock, lock, local_irq_enable())
#define write_unlock_bh(lock) \
	do { write_unlock(lock); local_bh_enable(); } while (0)

DEFINE_LOCK_GUARD_1(read_lock, rwlock_t, read_lock(_T->lock),
		    read_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(write_lock, rwlock_t, write_lock(_T->lock),
		    write_unlock(_T->lock))

#endif
