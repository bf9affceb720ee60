/*
 * lockdep_test.c - each rule of locking, broken on purpose: the checker tells,
 * once, and names both places. And what is allowed it lets pass.
 */
#include <kunit/test.h>
#include <linux/interrupt.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include "said.h"

static struct kmsg_dump_iter log;
static unsigned int before;

static int lockdep_init(struct kunit *test)
{
	if (!CONFIG_LOCKDEP)
		return 0;
	said_from_here(&log);
	before = lockdep_reports;
	return 0;
}

/* Is @text in the log since the case began? */
static bool said(const char *text)
{
	return said_since(&log, text);
}

#define EXPECT_REPORTS(n, text) do {					\
	KUNIT_EXPECT_EQ(test, before + (n), lockdep_reports);		\
	KUNIT_EXPECT_TRUE(test, said(text));				\
} while (0)

#define NEEDS_CHECKER() do {						\
	if (!CONFIG_LOCKDEP)						\
		kunit_skip(test, "the lock checker is in the debug build"); \
	if (runs > 1)							\
		kunit_skip(test, "told already in this boot, and once is enough"); \
} while (0)

static unsigned int runs;		/* of this suite since boot */

static int count_runs(struct kunit_suite *suite)
{
	runs++;
	return 0;
}

static DEFINE_SPINLOCK(first);
static DEFINE_SPINLOCK(second);
static DEFINE_SPINLOCK(third);

static void nest(spinlock_t *outer, spinlock_t *inner)
{
	spin_lock(outer);
	spin_lock(inner);
	spin_unlock(inner);
	spin_unlock(outer);
}

static void wrong_order(struct kunit *test)
{
	NEEDS_CHECKER();
	nest(&first, &second);
	nest(&first, &second);
	KUNIT_EXPECT_EQ(test, before, lockdep_reports);
	nest(&second, &first);
	EXPECT_REPORTS(1, "locks in the wrong order");
	KUNIT_EXPECT_TRUE(test, said("first is wanted at nest"));
	KUNIT_EXPECT_TRUE(test, said("with second held since nest"));
	KUNIT_EXPECT_TRUE(test, said("second at nest"));
	nest(&second, &first);			/* told already */
	KUNIT_EXPECT_EQ(test, before + 1, lockdep_reports);
}

static DEFINE_MUTEX(m1);
static DEFINE_MUTEX(m2);
static DEFINE_MUTEX(m3);

static void nest_mutex(struct mutex *outer, struct mutex *inner)
{
	mutex_lock(outer);
	mutex_lock(inner);
	mutex_unlock(inner);
	mutex_unlock(outer);
}

/* A circle of three: no two of them are ever taken both ways. */
static void circle_of_three(struct kunit *test)
{
	NEEDS_CHECKER();
	nest_mutex(&m1, &m2);
	nest_mutex(&m2, &m3);
	KUNIT_EXPECT_EQ(test, before, lockdep_reports);
	nest_mutex(&m3, &m1);
	EXPECT_REPORTS(1, "m3 at nest_mutex");
	KUNIT_EXPECT_TRUE(test, said("m2 at nest_mutex"));
}

static DEFINE_SPINLOCK(by_softirq);

static void locking_action(struct softirq_action *self)
{
	spin_lock(&by_softirq);
	spin_unlock(&by_softirq);
}

static void run_test_softirq(void)
{
	local_bh_disable();
	raise_softirq(TEST_SOFTIRQ);
	local_bh_enable();
}

static void unsafe_from_softirqs(struct kunit *test)
{
	NEEDS_CHECKER();
	open_softirq(TEST_SOFTIRQ, locking_action);
	run_test_softirq();
	spin_lock_bh(&by_softirq);
	spin_unlock_bh(&by_softirq);
	KUNIT_EXPECT_EQ(test, before, lockdep_reports);
	spin_lock(&by_softirq);
	spin_unlock(&by_softirq);
	EXPECT_REPORTS(1, "a lock of softirqs is not safe");
	KUNIT_EXPECT_TRUE(test, said("taken in a softirq at locking_action"));
	KUNIT_EXPECT_TRUE(test, said("on at unsafe_from_softirqs"));
}

static DEFINE_SPINLOCK(by_irq);
static DEFINE_SPINLOCK(plain);

static void as_interrupt(spinlock_t *lock)
{
	unsigned long flags;

	local_irq_save(flags);
	irq_enter();
	spin_lock(lock);
	spin_unlock(lock);
	irq_exit();
	local_irq_restore(flags);
}

/* The interrupt's lock is taken safely, but waits for one that is not. */
static void unsafe_by_way_of_another(struct kunit *test)
{
	unsigned long flags;

	NEEDS_CHECKER();
	as_interrupt(&by_irq);
	spin_lock(&plain);
	spin_unlock(&plain);
	KUNIT_EXPECT_EQ(test, before, lockdep_reports);
	spin_lock_irqsave(&by_irq, flags);
	spin_lock(&plain);
	spin_unlock(&plain);
	spin_unlock_irqrestore(&by_irq, flags);
	EXPECT_REPORTS(1, "a lock of interrupts is not safe");
	KUNIT_EXPECT_TRUE(test, said("plain: taken with interrupts on at"));
}

static DEFINE_RWLOCK(read_by_irq);

static void read_in_interrupt(void)
{
	unsigned long flags;

	local_irq_save(flags);
	irq_enter();
	read_lock(&read_by_irq);
	read_unlock(&read_by_irq);
	irq_exit();
	local_irq_restore(flags);
}

/* Interrupts that only read leave plain read_lock() to others. */
static void readers_in_interrupts(struct kunit *test)
{
	NEEDS_CHECKER();
	read_in_interrupt();
	read_lock(&read_by_irq);
	read_unlock(&read_by_irq);
	KUNIT_EXPECT_EQ(test, before, lockdep_reports);
	write_lock(&read_by_irq);
	write_unlock(&read_by_irq);
	EXPECT_REPORTS(1, "read_by_irq: taken with interrupts on");
}

static void not_held(struct kunit *test)
{
	NEEDS_CHECKER();
	spin_lock(&third);
	spin_unlock(&third);
	preempt_disable();
	arch_spin_lock(&third.raw);		/* by somebody else */
	spin_unlock(&third);
	EXPECT_REPORTS(1, "given back by one who does not hold it");
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&third));
}

struct pair {
	spinlock_t lock;
};

static void make(struct pair *p)
{
	spin_lock_init(&p->lock);
}

static void two_of_one_kind(struct kunit *test)
{
	static struct pair a, b;

	NEEDS_CHECKER();
	make(&a);
	make(&b);
	spin_lock(&a.lock);
	spin_lock_nested(&b.lock, 1);
	spin_unlock(&b.lock);
	spin_unlock(&a.lock);
	KUNIT_EXPECT_EQ(test, before, lockdep_reports);
	nest(&a.lock, &b.lock);
	EXPECT_REPORTS(1, "two of one kind");
}

/* Trying does not wait: no order, no report. */
static void trying(struct kunit *test)
{
	static DEFINE_SPINLOCK(x);
	static DEFINE_SPINLOCK(y);

	NEEDS_CHECKER();
	nest(&x, &y);
	spin_lock(&y);
	KUNIT_EXPECT_TRUE(test, spin_trylock(&x));
	KUNIT_EXPECT_TRUE(test, lockdep_is_held(&x) && lockdep_is_held(&y));
	spin_unlock(&x);
	spin_unlock(&y);
	KUNIT_EXPECT_FALSE(test, lockdep_is_held(&y));
	KUNIT_EXPECT_EQ(test, before, lockdep_reports);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(wrong_order),
	KUNIT_CASE(circle_of_three),
	KUNIT_CASE(unsafe_from_softirqs),
	KUNIT_CASE(unsafe_by_way_of_another),
	KUNIT_CASE(readers_in_interrupts),
	KUNIT_CASE(not_held),
	KUNIT_CASE(two_of_one_kind),
	KUNIT_CASE(trying),
	{}
};

static struct kunit_suite suite = {
	.name = "lockdep",
	.suite_init = count_runs,
	.init = lockdep_init,
	.test_cases = cases,
};
kunit_test_suite(suite);
