/*
 * async_test.c - what was put off is done, in order, by a thread that then
 * goes.
 */
#include <kunit/test.h>
#include <linux/async.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/fault-inject.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/settle.h>

static struct {
	int order[8], n;
	struct task_struct *by;
	async_cookie_t cookie;
} seen;

static void note(void *number, async_cookie_t cookie)
{
	seen.order[seen.n++] = (int)(long)number;
	seen.by = current;
	seen.cookie = cookie;
}

static DECLARE_COMPLETION(all_asked);

static void slow(void *number, async_cookie_t cookie)
{
	wait_for_completion_timeout(&all_asked, 20 * HZ);
	note(number, cookie);
}

/* One that puts off another one, and asks whether all is done. */
static void nested(void *number, async_cookie_t cookie)
{
	async_schedule(note, number + 1);
	async_synchronize_full();		/* not for itself */
	note(number, cookie);
}

static int async_init(struct kunit *test)
{
	memset(&seen, 0, sizeof(seen));
	return 0;
}

static void in_order(struct kunit *test)
{
	async_cookie_t first, last;

	reinit_completion(&all_asked);
	first = async_schedule(slow, (void *)1);
	async_schedule(nested, (void *)2);	/* and 3, behind 4 */
	last = async_schedule(note, (void *)4);
	KUNIT_EXPECT_EQ(test, last, first + 2);
	complete(&all_asked);
	async_synchronize_full();
	KUNIT_ASSERT_EQ(test, seen.n, 4);
	KUNIT_EXPECT_EQ(test, seen.order[0], 1);
	KUNIT_EXPECT_EQ(test, seen.order[1], 2);
	KUNIT_EXPECT_EQ(test, seen.order[2] + seen.order[3], 7);
	KUNIT_EXPECT_PTR_NE(test, seen.by, current);
}

static void nothing_to_wait_for(struct kunit *test)
{
	async_synchronize_full();
	async_synchronize_full();
	KUNIT_EXPECT_EQ(test, seen.n, 0);
}

/* Each allocation fails once: it is done all the same, and nothing stays. */
static void without_memory(struct kunit *test)
{
	unsigned long free = settled_free_pages();
	unsigned int n, left = 0;

	fault_inject_begin();
	for (n = 1; n < 20 && !left; n++) {
		seen.n = 0;
		fault_inject_nth(n);
		async_schedule(note, (void *)5);
		left = fault_inject_left();
		fault_inject_nth(0);
		async_synchronize_full();
		KUNIT_EXPECT_EQ(test, seen.n, 1);
	}
	fault_inject_end();
	KUNIT_EXPECT_GT(test, n, 2u);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), free);
}

static struct kunit_case async_cases[] = {
	KUNIT_CASE(in_order),
	KUNIT_CASE(nothing_to_wait_for),
	KUNIT_CASE(without_memory),
	{}
};

static struct kunit_suite async_suite = {
	.name = "async",
	.init = async_init,
	.test_cases = async_cases,
};
kunit_test_suite(async_suite);
