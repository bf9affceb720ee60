/* Readers that sleep, and who waits for them: but not they for him. */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/srcu.h>

DEFINE_STATIC_SRCU(things);
static int through;

static int writer(void *unused)
{
	synchronize_srcu(&things);
	WRITE_ONCE(through, 1);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static bool writer_waits(void)
{
	return mutex_is_locked(&things.mutex);
}

static void a_reader_nests(struct kunit *test)
{
	struct task_struct *task;
	int outer, inner;

	through = 0;
	outer = srcu_read_lock(&things);
	task = kthread_run(writer, NULL, "srcu");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	while (!writer_waits())
		msleep(1);
	msleep(20);
	inner = srcu_read_lock(&things);	/* though somebody waits */
	KUNIT_EXPECT_EQ(test, READ_ONCE(through), 0);
	srcu_read_unlock(&things, inner);
	KUNIT_EXPECT_EQ(test, READ_ONCE(through), 0);
	srcu_read_unlock(&things, outer);
	while (!READ_ONCE(through))
		msleep(1);
	kthread_stop(task);
}

static void nobody_there(struct kunit *test)
{
	struct srcu_struct mine;
	int side;

	KUNIT_EXPECT_EQ(test, init_srcu_struct(&mine), 0);
	synchronize_srcu(&mine);
	side = srcu_read_lock(&mine);
	srcu_read_unlock(&mine, side);
	synchronize_srcu(&mine);
	KUNIT_EXPECT_EQ(test, atomic_read(&mine.readers[0]), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&mine.readers[1]), 0);
	cleanup_srcu_struct(&mine);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(a_reader_nests),
	KUNIT_CASE(nobody_there),
	{}
};

static struct kunit_suite suite = {
	.name = "srcu",
	.test_cases = cases,
};
kunit_test_suite(suite);
