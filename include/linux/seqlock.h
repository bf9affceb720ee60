/*
 * seqlock.h - readers that read again if a writer came in between.
 *
 *	do {
 *		seq = read_seqbegin(&lock);
 *		... copy ...
 *	} while (read_seqretry(&lock, seq));
 *
 * The writer makes the number odd, writes, makes it even. Readers write
 * nothing, so they don't slow the writer; for data without pointers, that is
 * small and read far more often than written.
 */
#ifndef _LINUX_SEQLOCK_H
#define _LINUX_SEQLOCK_H

#include <linux/spinlock.h>
#include <asm/barrier.h>
#include <asm/processor.h>

/* The number alone: writers exclude each other in some other way. */
typedef struct seqcount {
	unsigned int sequence;		/* odd: being written */
} seqcount_t;

typedef struct {
	seqcount_t seqcount;
	spinlock_t lock;		/* one writer at a time */
} seqlock_t;

#define SEQCNT_ZERO(name)	{ 0 }
#define __SEQLOCK_UNLOCKED(name) \
	{ .lock = __SPIN_LOCK_INITIALIZER((name).lock) }
#define SEQLOCK_UNLOCKED	{ .lock = SPIN_LOCK_UNLOCKED }
#define DEFINE_SEQLOCK(name)	seqlock_t name = __SEQLOCK_UNLOCKED(name)
#define seqcount_init(s)	do { (s)->sequence = 0; } while (0)
#define seqlock_init(sl) \
	do { seqcount_init(&(sl)->seqcount); \
	     spin_lock_init(&(sl)->lock); } while (0)

static inline unsigned int read_seqcount_begin(const seqcount_t *s)
{
	unsigned int seq;

	while ((seq = READ_ONCE(s->sequence)) & 1)
		cpu_relax();
	smp_rmb();
	return seq;
}

static inline int read_seqcount_retry(const seqcount_t *s, unsigned int start)
{
	smp_rmb();
	return READ_ONCE(s->sequence) != start;
}

/* Preemption off: a reader that took the CPU would wait for us for ever. */
static inline void write_seqcount_begin(seqcount_t *s)
{
	preempt_disable();
	WRITE_ONCE(s->sequence, s->sequence + 1);
	smp_wmb();
}

static inline void write_seqcount_end(seqcount_t *s)
{
	smp_wmb();
	WRITE_ONCE(s->sequence, s->sequence + 1);
	preempt_enable();
}

#define read_seqbegin(sl)	read_seqcount_begin(&(sl)->seqcount)
#define read_seqretry(sl, start) \
	read_seqcount_retry(&(sl)->seqcount, start)

static inline void write_seqlock(seqlock_t *sl)
{
	spin_lock(&sl->lock);
	write_seqcount_begin(&sl->seqcount);
}

static inline void write_sequnlock(seqlock_t *sl)
{
	write_seqcount_end(&sl->seqcount);
	spin_unlock(&sl->lock);
}

#define write_seqlock_irqsave(sl, flags) \
	do { local_irq_save(flags); write_seqlock(sl); } while (0)
#define write_sequnlock_irqrestore(sl, flags) \
	__rw_unlock_then(write_sequnlock, sl, local_irq_restore(flags))
#define write_seqlock_irq(sl) \
	do { local_irq_disable(); write_seqlock(sl); } while (0)
#define write_sequnlock_irq(sl) \
	__rw_unlock_then(write_sequnlock, sl, local_irq_enable())
#define write_seqlock_bh(sl) \
	do { local_bh_disable(); write_seqlock(sl); } while (0)
#define write_sequnlock_bh(sl) \
	do { write_sequnlock(sl); local_bh_enable(); } while (0)

#endif
