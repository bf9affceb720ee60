/* Timers in nanoseconds: never early, as often as asked for, and stopped. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/oops.h>
#include <linux/time.h>

static struct hrtimer timer;
static DECLARE_COMPLETION(done);
static int calls, early;
static u64 periods;

static enum hrtimer_restart called(struct hrtimer *t)
{
	early += hrtimer_cb_get_time(t) < hrtimer_get_expires(t);
	if (++calls < 5) {
		periods += hrtimer_forward_now(t, ms_to_ktime(3));
		return HRTIMER_RESTART;
	}
	complete(&done);
	return HRTIMER_NORESTART;
}

static void goes_on_until_it_says_no(struct kunit *test)
{
	calls = early = 0;
	periods = 0;
	reinit_completion(&done);
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = called;
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&timer));
	hrtimer_start(&timer, ktime_set(0, 5 * NSEC_PER_MSEC),
		      HRTIMER_MODE_REL);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, calls, 5);
	KUNIT_EXPECT_EQ(test, early, 0);
	KUNIT_EXPECT_GE(test, periods, 4);
	hrtimer_cancel(&timer);		/* its function has returned by then */
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&timer));
}

static void is_stopped(struct kunit *test)
{
	calls = 0;
	hrtimer_setup(&timer, called, CLOCK_REALTIME, HRTIMER_MODE_REL);
	hrtimer_start(&timer, ktime_set(3600, 0), HRTIMER_MODE_REL);
	KUNIT_EXPECT_TRUE(test, hrtimer_active(&timer));
	KUNIT_EXPECT_GT(test, hrtimer_get_remaining(&timer), 0);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&timer), 1);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&timer), 0);
	KUNIT_EXPECT_EQ(test, calls, 0);
}

/* A time that is never stays never, however it is given. */
static void never_is_not_now(struct kunit *test)
{
	calls = 0;
	hrtimer_setup(&timer, called, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	KUNIT_EXPECT_EQ(test, ktime_set(KTIME_SEC_MAX + 1, 0), KTIME_MAX);
	KUNIT_EXPECT_EQ(test, ktime_add_safe(KTIME_MAX, 1), KTIME_MAX);
	hrtimer_start(&timer, KTIME_MAX, HRTIMER_MODE_REL);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires(&timer), KTIME_MAX);
	msleep(30);
	KUNIT_EXPECT_EQ(test, calls, 0);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&timer), 1);
}

static int stopped_inside;

static enum hrtimer_restart stops_itself(struct hrtimer *t)
{
	stopped_inside = hrtimer_cancel(t);
	complete(&done);
	return HRTIMER_NORESTART;
}

/* Its function can't wait for itself: it is told so, and goes on. */
static void does_not_wait_for_itself(struct kunit *test)
{
	unsigned int warned = warn_count;

	reinit_completion(&done);
	stopped_inside = -1;
	hrtimer_setup(&timer, stops_itself, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer_start(&timer, 0, HRTIMER_MODE_REL);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, stopped_inside, 0);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);
	hrtimer_cancel(&timer);
}

static void forward_counts_intervals(struct kunit *test)
{
	hrtimer_setup(&timer, called, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
	hrtimer_set_expires(&timer, 1000);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 999, 100), 0);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 1000, 100), 1);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires(&timer), 1100);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 1350, 100), 3);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires(&timer), 1400);
}

static struct kunit_case hrtimer_cases[] = {
	KUNIT_CASE(goes_on_until_it_says_no),
	KUNIT_CASE(is_stopped),
	KUNIT_CASE(never_is_not_now),
	KUNIT_CASE(does_not_wait_for_itself),
	KUNIT_CASE(forward_counts_intervals),
	{}
};

static struct kunit_suite hrtimer_suite = {
	.name = "hrtimer",
	.test_cases = hrtimer_cases,
};
kunit_test_suite(hrtimer_suite);
