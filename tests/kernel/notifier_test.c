/*
 * notifier_test.c - suites `notifier`: who is told, in which order, and who
 * stops it; and `refcount`: counts that know two mistakes.
 */
#include <kunit/test.h>
#include <linux/kref.h>
#include <linux/notifier.h>

static char told[8];			/* by whom, in their order */
static int answer;			/* of the second one */

static void note(char who)
{
	size_t n = strlen(told);

	if (n < sizeof(told) - 1)
		told[n] = who;
}

static int first(struct notifier_block *nb, unsigned long action, void *data)
{
	note('1');
	return NOTIFY_OK;
}

static int second(struct notifier_block *nb, unsigned long action, void *data)
{
	note('0' + action);
	return answer;
}

static int third(struct notifier_block *nb, unsigned long action, void *data)
{
	note(*(char *)data);
	return NOTIFY_DONE;
}

static struct notifier_block one = { .notifier_call = first, .priority = 10 };
static struct notifier_block two = { .notifier_call = second };
static struct notifier_block three = { .notifier_call = third, .priority = -1 };

static int begin(struct kunit *test)
{
	memset(told, 0, sizeof(told));
	answer = NOTIFY_DONE;
	return 0;
}

static void test_order(struct kunit *test)
{
	static RAW_NOTIFIER_HEAD(chain);

	KUNIT_EXPECT_EQ(test, raw_notifier_call_chain(&chain, 7, "x"),
			NOTIFY_DONE);
	raw_notifier_chain_register(&chain, &two);
	raw_notifier_chain_register(&chain, &three);
	raw_notifier_chain_register(&chain, &one);
	raw_notifier_call_chain(&chain, 7, "x");
	KUNIT_EXPECT_STREQ(test, told, "17x");
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_unregister(&chain, &two), 0);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_unregister(&chain, &two),
			-ENOENT);
	raw_notifier_call_chain(&chain, 7, "y");
	KUNIT_EXPECT_STREQ(test, told, "17x1y");
	raw_notifier_chain_unregister(&chain, &one);
	raw_notifier_chain_unregister(&chain, &three);
	KUNIT_EXPECT_NULL(test, chain.head);
}

static void test_stop(struct kunit *test)
{
	static BLOCKING_NOTIFIER_HEAD(chain);

	blocking_notifier_chain_register(&chain, &one);
	blocking_notifier_chain_register(&chain, &two);
	blocking_notifier_chain_register(&chain, &three);
	answer = NOTIFY_STOP;
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&chain, 2, "x"),
			NOTIFY_STOP);
	KUNIT_EXPECT_STREQ(test, told, "12");
	answer = notifier_from_errno(-ENODEV);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(
			blocking_notifier_call_chain(&chain, 2, "x")),
			-ENODEV);
	KUNIT_EXPECT_STREQ(test, told, "1212");
	blocking_notifier_chain_unregister(&chain, &one);
	blocking_notifier_chain_unregister(&chain, &two);
	blocking_notifier_chain_unregister(&chain, &three);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(NOTIFY_OK), 0);
	KUNIT_EXPECT_EQ(test, notifier_from_errno(0), NOTIFY_OK);
}

static void test_atomic(struct kunit *test)
{
	static ATOMIC_NOTIFIER_HEAD(chain);

	atomic_notifier_chain_register(&chain, &three);
	atomic_notifier_chain_register(&chain, &two);
	preempt_disable();
	atomic_notifier_call_chain(&chain, 4, "z");
	preempt_enable();
	KUNIT_EXPECT_STREQ(test, told, "4z");
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&chain, &three),
			0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&chain, &two),
			0);
}

static void test_count(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(1);

	refcount_inc(&r);
	refcount_add(3, &r);
	KUNIT_EXPECT_EQ(test, refcount_read(&r), 5);
	KUNIT_EXPECT_FALSE(test, refcount_sub_and_test(3, &r));
	KUNIT_EXPECT_FALSE(test, refcount_dec_if_one(&r));
	KUNIT_EXPECT_TRUE(test, refcount_dec_not_one(&r));
	KUNIT_EXPECT_FALSE(test, refcount_dec_not_one(&r));
	KUNIT_EXPECT_TRUE(test, refcount_inc_not_zero(&r));
	refcount_dec(&r);
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_FALSE(test, refcount_inc_not_zero(&r));
	KUNIT_EXPECT_EQ(test, refcount_read(&r), 0);
	refcount_set(&r, 1);
	KUNIT_EXPECT_TRUE(test, refcount_dec_if_one(&r));
}

/* A mistake is told once a boot; what it does to the count it always does. */
static void test_saturates(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(0);

	refcount_inc(&r);			/* of nothing */
	KUNIT_EXPECT_EQ(test, refcount_read(&r), (u32)REFCOUNT_SATURATED);
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_test(&r));
	refcount_set(&r, 0);
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_EQ(test, refcount_read(&r), (u32)REFCOUNT_SATURATED);
	refcount_set(&r, REFCOUNT_MAX);
	refcount_inc(&r);			/* one too many */
	KUNIT_EXPECT_EQ(test, refcount_read(&r), (u32)REFCOUNT_SATURATED);
}

static void test_last_takes_lock(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(2);
	static DEFINE_MUTEX(mutex);

	KUNIT_EXPECT_FALSE(test, refcount_dec_and_mutex_lock(&r, &mutex));
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&mutex));
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_mutex_lock(&r, &mutex));
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&mutex));
	mutex_unlock(&mutex);
}

static int released;

static void release(struct kref *kref)
{
	released++;
}

static void test_kref(struct kunit *test)
{
	struct kref kref;

	released = 0;
	kref_init(&kref);
	kref_get(&kref);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, release), 0);
	KUNIT_EXPECT_EQ(test, kref_read(&kref), 1);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, release), 1);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_EXPECT_FALSE(test, kref_get_unless_zero(&kref));
}

static struct kunit_case notifier_cases[] = {
	KUNIT_CASE(test_order),
	KUNIT_CASE(test_stop),
	KUNIT_CASE(test_atomic),
	{}
};

static struct kunit_suite notifier_suite = {
	.name = "notifier",
	.init = begin,
	.test_cases = notifier_cases,
};

static struct kunit_case refcount_cases[] = {
	KUNIT_CASE(test_count),
	KUNIT_CASE(test_saturates),
	KUNIT_CASE(test_last_takes_lock),
	KUNIT_CASE(test_kref),
	{}
};

static struct kunit_suite refcount_suite = {
	.name = "refcount",
	.test_cases = refcount_cases,
};
kunit_test_suites(&notifier_suite, &refcount_suite);
