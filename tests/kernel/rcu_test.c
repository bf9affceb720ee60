/*
 * rcu_test.c - what is unlinked stays as long as somebody may read it.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#define MAGIC	0x5eed5eed

struct thing {
	unsigned int magic;		/* MAGIC while it may be read */
	struct rcu_head rcu;
	struct list_head list;
};

static struct thing *head;
static int called;

static void forget(struct rcu_head *rcu)
{
	struct thing *t = container_of(rcu, struct thing, rcu);

	t->magic = 0;
	called++;
	kfree(t);
}

static struct thing *new_thing(void)
{
	struct thing *t = kmalloc(sizeof(*t), GFP_KERNEL);

	if (t)
		t->magic = MAGIC;
	return t;
}

static void callback_waits_for_reader(struct kunit *test)
{
	struct thing *t = new_thing();
	unsigned long start;

	KUNIT_ASSERT_NOT_NULL(test, t);
	called = 0;
	rcu_read_lock();
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_held());
	call_rcu(&t->rcu, forget);
	for (start = jiffies; jiffies - start < 5; )
		cpu_relax();
	KUNIT_EXPECT_EQ(test, 0, called);	/* we still read */
	KUNIT_EXPECT_EQ(test, MAGIC, t->magic);
	rcu_read_unlock();
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, 1, called);
}

static void synchronize(struct kunit *test)
{
	unsigned long before = get_completed_rcu();

	synchronize_rcu();
	KUNIT_EXPECT_GT(test, get_completed_rcu(), before);
}

static void frees(struct kunit *test)
{
	struct thing *t = new_thing();

	KUNIT_ASSERT_NOT_NULL(test, t);
	kfree_rcu(t, rcu);
	t = new_thing();
	KUNIT_ASSERT_NOT_NULL(test, t);
	kfree_rcu(t);
	rcu_barrier();				/* the suite's check: no leak */
}

/*
 * It gives way after a millisecond: the writer waits for all who read, and on
 * one CPU that would be three time slices.
 */
static int reader(void *wrong)
{
	struct thing *t;

	for (int i = 1; !kthread_should_stop(); i++) {
		rcu_read_lock();
		t = rcu_dereference(head);
		udelay(30);
		if (t->magic != MAGIC)
			++*(int *)wrong;
		rcu_read_unlock();
		if (i % 32)
			cond_resched();
		else
			yield();
	}
	return 0;
}

/* Readers on all CPUs, a writer that replaces what they read. */
static void replaced_under_readers(struct kunit *test)
{
	struct task_struct *readers[3];
	struct thing *old;
	int i, wrong = 0;

	head = new_thing();
	KUNIT_ASSERT_NOT_NULL(test, head);
	for (i = 0; i < 3; i++)
		readers[i] = kthread_run(reader, &wrong, "reader/%d", i);
	for (i = 0; i < 20; i++) {
		old = head;
		rcu_assign_pointer(head, new_thing());
		if (i % 2) {
			synchronize_rcu();
			forget(&old->rcu);
		} else {
			call_rcu(&old->rcu, forget);
		}
	}
	for (i = 0; i < 3; i++)
		kthread_stop(readers[i]);
	KUNIT_EXPECT_EQ(test, 0, wrong);
	rcu_barrier();
	kfree(head);
}

static void lists(struct kunit *test)
{
	struct thing a = { .magic = 1 }, b = { .magic = 2 }, *pos;
	LIST_HEAD(things);
	unsigned int sum = 0;

	list_add_rcu(&a.list, &things);
	list_add_tail_rcu(&b.list, &things);
	list_for_each_entry_rcu(pos, &things, list) {
		sum = sum * 10 + pos->magic;
		if (pos == &a)
			list_del_rcu(&a.list);	/* a still leads on */
	}
	KUNIT_EXPECT_EQ(test, 12, sum);
	KUNIT_EXPECT_TRUE(test, list_is_singular(&things));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(callback_waits_for_reader),
	KUNIT_CASE(synchronize),
	KUNIT_CASE(frees),
	KUNIT_CASE(replaced_under_readers),
	KUNIT_CASE(lists),
	{}
};

static struct kunit_suite suite = {
	.name = "rcu",
	.test_cases = cases,
};
kunit_test_suite(suite);
