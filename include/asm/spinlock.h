/*
 * spinlock.h - take and give back a ticket lock. Four instructions to take a
 * free one, one to release it: only the owner writes `owner`, so no lock
 * prefix. Who has to wait does so in kernel/spinlock.c.
 */
#ifndef _ASM_SPINLOCK_H
#define _ASM_SPINLOCK_H

#include <asm/spinlock_types.h>
#include <asm/processor.h>
#include <asm/cmpxchg.h>

static __always_inline void arch_spin_lock(arch_spinlock_t *lock)
{
	u16 mine = xadd(&lock->tickets, (u16)0x0100);

	if (unlikely((u8)mine != (u8)(mine >> 8)))
		asm volatile("call spin_lock_slow"
			     : : "a" (mine), "d" (lock) : "memory", "cc");
	barrier();
}

static __always_inline bool arch_spin_trylock(arch_spinlock_t *lock)
{
	u16 seen = READ_ONCE(lock->tickets);

	if ((u8)seen != (u8)(seen >> 8))
		return false;
	return cmpxchg(&lock->tickets, seen, (u16)(seen + 0x0100)) == seen;
}

static __always_inline void arch_spin_unlock(arch_spinlock_t *lock)
{
	asm volatile("incb %0" : "+m" (lock->owner) : : "memory", "cc");
}

static __always_inline bool arch_spin_is_locked(arch_spinlock_t *lock)
{
	u16 seen = READ_ONCE(lock->tickets);

	return (u8)seen != (u8)(seen >> 8);
}

/* Where there is a writer, or for a writer anybody: kernel/rwlock.c. */
void arch_read_lock_slow(arch_rwlock_t *lock);
void arch_write_lock_slow(arch_rwlock_t *lock);

static __always_inline void arch_read_lock(arch_rwlock_t *lock)
{
	if (unlikely(xadd(&lock->state, RW_READER) & RW_WMASK))
		arch_read_lock_slow(lock);
}

static __always_inline bool arch_read_trylock(arch_rwlock_t *lock)
{
	u32 seen = READ_ONCE(lock->state), old;

	/* again when another reader came or went: only a writer keeps us out */
	for (; !(seen & RW_WMASK); seen = old) {
		old = cmpxchg(&lock->state, seen, seen + RW_READER);
		if (old == seen)
			return true;
	}
	return false;
}

static __always_inline void arch_read_unlock(arch_rwlock_t *lock)
{
	asm volatile("lock; subl %1,%0" : "+m" (lock->state)
		     : "i" (RW_READER) : "memory", "cc");
}

static __always_inline bool arch_write_trylock(arch_rwlock_t *lock)
{
	return cmpxchg(&lock->state, 0, RW_WRITER) == 0;
}

static __always_inline void arch_write_lock(arch_rwlock_t *lock)
{
	if (unlikely(!arch_write_trylock(lock)))
		arch_write_lock_slow(lock);
}

/* Readers that wait have added themselves: only the writer's byte is ours. */
static __always_inline void arch_write_unlock(arch_rwlock_t *lock)
{
	asm volatile("movb $0,%0" : "=m" (*(u8 *)&lock->state) : : "memory");
}

#endif
