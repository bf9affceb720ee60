/*
 * locks_test.c - each kind of lock: it keeps others out, lets them in again in
 * the right order, and tells who uses it wrongly. Helpers are threads; they run
 * on other CPUs where there are any.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/oops.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include "team.h"

#define NR_HELPERS	4
#define ROUNDS		500
#define FEWEST		50	/* of each, where time is up */

static struct {
	struct completion ready;	/* helpers say so */
	struct completion go;		/* and wait for this */
	struct completion finished;
	int counter, inside, overlaps;	/* of the contest */
	atomic_t rounds;
	unsigned long end;		/* jiffies: who has FEWEST may stop */
	int order[NR_HELPERS + 1], nr;	/* who got it, one after the other */
} shared;

static DEFINE_SPINLOCK(spin);
static DEFINE_RWLOCK(rw);
static DEFINE_MUTEX(mutex);
static DECLARE_MUTEX(sem);
static DECLARE_RWSEM(rwsem);
static DEFINE_SEQLOCK(seq);

static int locks_init(struct kunit *test)
{
	memset(&shared, 0, sizeof(shared));
	init_completion(&shared.ready);
	init_completion(&shared.go);
	init_completion(&shared.finished);
	return 0;
}

static void start(struct kunit *test, int (*fn)(void *), int nr)
{
	long i;

	for (i = 0; i < nr; i++)
		KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(fn, (void *)i,
							     "helper/%ld", i)));
}

static void wait_for(struct completion *x, int nr)
{
	while (nr--)
		wait_for_completion(x);
}

/* Two in here at once, or a lost update: the lock failed. */
static void critical_section(int i)
{
	int seen = shared.counter;

	if (shared.inside++)
		shared.overlaps++;
	if (i % 16 == 0)
		udelay(20);
	shared.counter = seen + 1;
	shared.inside--;
}

static void contest(struct kunit *test, int (*fn)(void *))
{
	start(test, fn, NR_HELPERS);
	shared.end = jiffies + HZ / 2;
	complete_all(&shared.go);
	wait_for(&shared.finished, NR_HELPERS);
	KUNIT_EXPECT_GE(test, shared.counter, NR_HELPERS * FEWEST);
	KUNIT_EXPECT_EQ(test, atomic_read(&shared.rounds), shared.counter);
	KUNIT_EXPECT_EQ(test, 0, shared.overlaps);
	KUNIT_EXPECT_EQ(test, 0, preempt_count());
}

/*
 * All rounds take milliseconds, unless virtual CPUs share too few real ones:
 * then who has the next ticket may be away for a turn of the host's, each time.
 */
static bool one_more(int i)
{
	if (i == ROUNDS || (i >= FEWEST && time_after(jiffies, shared.end)))
		return false;
	atomic_inc(&shared.rounds);
	return true;
}

#define CONTESTANT(name, lock, unlock)					\
static int name##_contestant(void *unused)				\
{									\
	wait_for_completion(&shared.go);				\
	for (int i = 0; one_more(i); i++) {				\
		lock;							\
		critical_section(i);					\
		unlock;							\
		if (i % 8 == 0)						\
			yield();					\
	}								\
	complete(&shared.finished);					\
	return 0;							\
}									\
static void name##_keeps_out(struct kunit *test)			\
{									\
	contest(test, name##_contestant);				\
}

CONTESTANT(spin, spin_lock(&spin), spin_unlock(&spin))
CONTESTANT(spin_bh, spin_lock_bh(&spin), spin_unlock_bh(&spin))
CONTESTANT(spin_irq, spin_lock_irq(&spin), spin_unlock_irq(&spin))
CONTESTANT(write, write_lock(&rw), write_unlock(&rw))
CONTESTANT(mutex, mutex_lock(&mutex), mutex_unlock(&mutex))
CONTESTANT(sem, down(&sem), up(&sem))
CONTESTANT(rwsem, down_write(&rwsem), up_write(&rwsem))

/* Could it be taken without waiting? Then it is given back. */
#define COULD(trylock, unlock, lock)	({				\
	bool __could = false;						\
	if (trylock(lock)) {						\
		unlock(lock);						\
		__could = true;						\
	}								\
	__could; })

static void spin_forms(struct kunit *test)
{
	static spinlock_t lock;
	unsigned long flags;

	spin_lock_init(&lock);
	spin_lock_irqsave(&lock, flags);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&lock) && irqs_disabled());
	KUNIT_EXPECT_FALSE(test, COULD(spin_trylock, spin_unlock, &lock));
	KUNIT_EXPECT_EQ(test, 1, preempt_count());
	spin_unlock_irqrestore(&lock, flags);
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&lock) || irqs_disabled());
	spin_lock_bh(&lock);
	KUNIT_EXPECT_TRUE(test, in_softirq());
	spin_unlock_bh(&lock);
	KUNIT_EXPECT_TRUE(test, COULD(spin_trylock, spin_unlock, &lock));
	KUNIT_EXPECT_TRUE(test, preemptible());
}

static void rwlock_forms(struct kunit *test)
{
	unsigned long flags;

	read_lock(&rw);
	KUNIT_EXPECT_FALSE(test, COULD(write_trylock, write_unlock, &rw));
	KUNIT_EXPECT_TRUE(test, arch_read_trylock(&rw.raw));
	arch_read_unlock(&rw.raw);
	read_unlock(&rw);
	write_lock_irqsave(&rw, flags);
	KUNIT_EXPECT_FALSE(test, COULD(read_trylock, read_unlock, &rw));
	KUNIT_EXPECT_FALSE(test, COULD(write_trylock, write_unlock, &rw));
	write_unlock_irqrestore(&rw, flags);
	KUNIT_EXPECT_EQ(test, 0, rw.raw.state);
	KUNIT_EXPECT_TRUE(test, preemptible());
}

/* Readers do not keep each other out, not even for the moment of a count. */
static int reading_contestant(void *unused)
{
	wait_for_completion(&shared.go);
	for (int i = 0; i < 50000; i++) {
		if (read_trylock(&rw))
			read_unlock(&rw);
		else
			shared.overlaps++;
	}
	complete(&shared.finished);
	return 0;
}

static void readers_all_come_in(struct kunit *test)
{
	start(test, reading_contestant, NR_HELPERS);
	complete_all(&shared.go);
	wait_for(&shared.finished, NR_HELPERS);
	KUNIT_EXPECT_EQ(test, 0, shared.overlaps);
	KUNIT_EXPECT_EQ(test, 0, rw.raw.state);
}

/* Who waits for the lock gets it before who comes later; the first keeps it. */
static int queued_for_mutex(void *n)
{
	mutex_lock(&mutex);
	if (!n)
		wait_for_completion(&shared.go);
	shared.order[shared.nr++] = (long)n;
	mutex_unlock(&mutex);
	complete(&shared.finished);
	return 0;
}

static void mutex_in_order(struct kunit *test)
{
	long i;

	mutex_lock(&mutex);
	for (i = 0; i < NR_HELPERS; i++)
		put_task_struct(start_and_let_wait(test, queued_for_mutex,
						   (void *)i));
	KUNIT_EXPECT_EQ(test, 0, shared.nr);
	mutex_unlock(&mutex);
	KUNIT_EXPECT_FALSE(test, mutex_trylock(&mutex));
	complete(&shared.go);
	wait_for(&shared.finished, NR_HELPERS);
	for (i = 0; i < NR_HELPERS; i++)
		KUNIT_EXPECT_EQ(test, i, shared.order[i]);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&mutex));
}

static int mutex_holder(void *unused)
{
	mutex_lock(&mutex);
	complete(&shared.ready);
	wait_for_completion(&shared.go);
	mutex_unlock(&mutex);
	complete(&shared.finished);
	return 0;
}

static void mutex_wrong_use(struct kunit *test)
{
	unsigned int warned = warn_count;

	mutex_lock(&mutex);
	mutex_unlock(&mutex);
	mutex_unlock(&mutex);			/* not held */
	KUNIT_EXPECT_EQ(test, warned + 1, warn_count);
	start(test, mutex_holder, 1);
	wait_for(&shared.ready, 1);
	mutex_unlock(&mutex);			/* not ours */
	KUNIT_EXPECT_EQ(test, warned + 2, warn_count);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&mutex));
	complete(&shared.go);
	wait_for(&shared.finished, 1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&mutex));
}

static void semaphore_counts(struct kunit *test)
{
	struct semaphore three;
	unsigned long before;

	sema_init(&three, 3);
	KUNIT_EXPECT_EQ(test, 0, down_trylock(&three));
	down(&three);
	KUNIT_EXPECT_EQ(test, 0, down_interruptible(&three));
	KUNIT_EXPECT_EQ(test, 1, down_trylock(&three));
	before = jiffies;
	KUNIT_EXPECT_EQ(test, -ETIME, down_timeout(&three, 3));
	KUNIT_EXPECT_GE(test, jiffies - before, 3);
	up(&three);
	KUNIT_EXPECT_EQ(test, 0, down_timeout(&three, 3));
	KUNIT_EXPECT_TRUE(test, list_empty(&three.wait_list));
}

static void up_later(struct timer_list *t)
{
	up(&sem);
	complete(&shared.finished);
}

/* The other side may be an interrupt. */
static void up_from_a_timer(struct kunit *test)
{
	static struct timer_list t;

	timer_setup(&t, up_later, 0);
	down(&sem);
	mod_timer(&t, jiffies + 2);
	down(&sem);
	wait_for(&shared.finished, 1);
	up(&sem);
	KUNIT_EXPECT_EQ(test, 1, sem.count);
}

static int queued_for_rwsem(void *n)
{
	bool write = (long)n == 1;

	if (write)
		down_write(&rwsem);
	else
		down_read(&rwsem);
	shared.order[shared.nr++] = (long)n;
	if (write)
		up_write(&rwsem);
	else
		up_read(&rwsem);
	complete(&shared.finished);
	return 0;
}

/* A reader, then a writer, then a reader that must not overtake it. */
static void rwsem_in_order(struct kunit *test)
{
	long i;

	down_read(&rwsem);
	for (i = 0; i < 3; i++)
		put_task_struct(start_and_let_wait(test, queued_for_rwsem,
						   (void *)i));
	KUNIT_EXPECT_EQ(test, 1, shared.nr);	/* only the first reader */
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&rwsem));
	up_read(&rwsem);
	wait_for(&shared.finished, 3);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, i, shared.order[i]);
	down_write(&rwsem);
	KUNIT_EXPECT_FALSE(test, down_write_trylock(&rwsem));
	downgrade_write(&rwsem);
	KUNIT_EXPECT_EQ(test, 1, rwsem.count);
	up_read(&rwsem);
	KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&rwsem));
}

static void rwsem_wrong_use(struct kunit *test)
{
	unsigned int warned = warn_count;

	up_write(&rwsem);
	KUNIT_EXPECT_EQ(test, warned + 1, warn_count);
	up_read(&rwsem);
	KUNIT_EXPECT_EQ(test, warned + 2, warn_count);
	KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&rwsem));
}

static void completions(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(x);

	KUNIT_EXPECT_EQ(test, 0, wait_for_completion_timeout(&x, 2));
	complete(&x);
	complete(&x);
	wait_for_completion(&x);
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&x));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&x));
	complete_all(&x);
	wait_for_completion(&x);
	KUNIT_EXPECT_GE(test, wait_for_completion_timeout(&x, 5), 1);
	KUNIT_EXPECT_TRUE(test, completion_done(&x));
	reinit_completion(&x);
	KUNIT_EXPECT_FALSE(test, completion_done(&x));
	KUNIT_EXPECT_TRUE(test, list_empty(&x.wait.head));
}

static int a, b;			/* equal, under seq */

static int seq_writer(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		write_seqlock(&seq);
		a++;
		udelay(1);
		b++;
		write_sequnlock(&seq);
		if (i % 8 == 0)
			yield();
	}
	complete(&shared.finished);
	return 0;
}

static void seqlock(struct kunit *test)
{
	int first, second, differ = 0;
	unsigned int s;

	start(test, seq_writer, 1);
	while (!try_wait_for_completion(&shared.finished)) {
		do {
			s = read_seqbegin(&seq);
			first = READ_ONCE(a);
			second = READ_ONCE(b);
		} while (read_seqretry(&seq, s));
		differ += first != second;
		yield();
	}
	KUNIT_EXPECT_EQ(test, 0, differ);
	KUNIT_EXPECT_EQ(test, a, b);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(spin_forms),
	KUNIT_CASE(spin_keeps_out),
	KUNIT_CASE(spin_bh_keeps_out),
	KUNIT_CASE(spin_irq_keeps_out),
	KUNIT_CASE(rwlock_forms),
	KUNIT_CASE(write_keeps_out),
	KUNIT_CASE(mutex_keeps_out),
	KUNIT_CASE(readers_all_come_in),
	KUNIT_CASE(mutex_in_order),
	KUNIT_CASE(mutex_wrong_use),
	KUNIT_CASE(sem_keeps_out),
	KUNIT_CASE(semaphore_counts),
	KUNIT_CASE(up_from_a_timer),
	KUNIT_CASE(rwsem_keeps_out),
	KUNIT_CASE(rwsem_in_order),
	KUNIT_CASE(rwsem_wrong_use),
	KUNIT_CASE(completions),
	KUNIT_CASE(seqlock),
	{}
};

static struct kunit_suite suite = {
	.name = "locks",
	.init = locks_init,
	.test_cases = cases,
};
kunit_test_suite(suite);
