/*
 * signal_test.c - a signal ends each kind of sleep that says it may be ended,
 * comes it before or during the sleep, and nothing of the waiting is left
 * behind.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/semaphore.h>
#include <linux/signal.h>
#include <linux/wait.h>
#include "team.h"

static DECLARE_WAIT_QUEUE_HEAD(never);
static DECLARE_COMPLETION(not_done);
static DEFINE_SEMAPHORE(taken, 0);
static DEFINE_MUTEX(held);
static bool go_on;

static int by_wait_event(void)
{
	return wait_event_interruptible(never, go_on);
}

static int by_wait_exclusive(void)
{
	return wait_event_interruptible_exclusive(never, go_on);
}

static int by_wait_timeout(void)
{
	return wait_event_interruptible_timeout(never, go_on, 1000 * HZ);
}

static int by_schedule(void)
{
	DEFINE_WAIT(wait);

	while (!go_on && !signal_pending(current)) {
		prepare_to_wait(&never, &wait, TASK_INTERRUPTIBLE);
		if (!go_on)
			schedule();
		finish_wait(&never, &wait);
	}
	return signal_pending(current) ? -ERESTARTSYS : 0;
}

static int by_semaphore(void)
{
	return down_interruptible(&taken);
}

static int by_mutex(void)
{
	return mutex_lock_interruptible(&held);
}

static int by_completion(void)
{
	return wait_for_completion_interruptible(&not_done);
}

static int by_completion_timeout(void)
{
	return wait_for_completion_interruptible_timeout(&not_done, 1000 * HZ);
}

static int by_msleep(void)
{
	return msleep_interruptible(1000000) > 900000 ? -EINTR : 0;
}

static const struct way {
	int (*sleep)(void);
	int err;
} ways[] = {
	{ by_wait_event, -ERESTARTSYS }, { by_wait_exclusive, -ERESTARTSYS },
	{ by_wait_timeout, -ERESTARTSYS }, { by_schedule, -ERESTARTSYS },
	{ by_semaphore, -EINTR }, { by_mutex, -EINTR },
	{ by_completion, -ERESTARTSYS },
	{ by_completion_timeout, -ERESTARTSYS }, { by_msleep, -EINTR },
};

/* It takes SIGINT, not SIGTERM: the first thing that ends its sleep. */
static int sleeper(void *data)
{
	const struct way *way = data;
	int err;

	allow_signal(SIGINT);
	err = way->sleep();
	flush_signals(current);
	wait_to_be_stopped();
	return err;
}

static void check_nothing_left(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&never));
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&not_done.wait));
	KUNIT_EXPECT_TRUE(test, list_empty(&held.wait_list));
	KUNIT_EXPECT_TRUE(test, list_empty(&taken.wait_list));
}

static void a_signal_ends_the_sleep(struct kunit *test)
{
	struct task_struct *task;

	mutex_lock(&held);
	for (int i = 0; i < ARRAY_SIZE(ways); i++) {
		task = start_and_let_wait(test, sleeper, (void *)&ways[i]);
		KUNIT_ASSERT_NOT_NULL(test, task);
		KUNIT_EXPECT_EQ(test, send_sig(SIGTERM, task, 0), 0);
		KUNIT_EXPECT_EQ(test, task->pending.signal.sig[0], 0ul);
		KUNIT_EXPECT_EQ(test, kill_proc(task->pid, SIGINT, 0), 0);
		KUNIT_EXPECT_TRUE(test, eventually(!task->pending.signal.sig[0]));
		KUNIT_EXPECT_EQ_MSG(test, kthread_stop(task), ways[i].err,
				    "way %d", i);
		check_nothing_left(test);
	}
	KUNIT_EXPECT_EQ(test, held.owner & 1, 0ul);
	mutex_unlock(&held);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&held));
	KUNIT_EXPECT_EQ(test, mutex_lock_interruptible(&held), 0);
	mutex_unlock(&held);
}

/* With one pending, each of them comes back by itself. */
static void one_that_came_before(struct kunit *test)
{
	int n = ARRAY_SIZE(ways);
	unsigned long allowed = current->allowed;

	allow_signal(SIGINT);
	for (int i = 0; i < n; i++) {
		if (ways[i].sleep == by_mutex || ways[i].sleep == by_msleep)
			continue;	/* free; has not begun to sleep */
		KUNIT_EXPECT_EQ(test, send_sig(SIGINT, current, 0), 0);
		KUNIT_EXPECT_EQ_MSG(test, ways[i].sleep(), ways[i].err,
				    "way %d", i);
		KUNIT_EXPECT_EQ(test, kernel_dequeue_signal(), SIGINT);
	}
	check_nothing_left(test);
	KUNIT_EXPECT_EQ(test, kernel_dequeue_signal(), 0);
	current->allowed = allowed;
}

/* What is there, or may be had, comes before the signal. */
static void what_is_there_is_taken(struct kunit *test)
{
	unsigned long allowed = current->allowed;
	struct completion done;

	init_completion(&done);
	complete(&done);
	allow_signal(SIGINT);
	send_sig(SIGINT, current, 0);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible(never, true), 0);
	KUNIT_EXPECT_GT(test, wait_event_interruptible_timeout(never, true, 5),
			0l);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible(&done), 0);
	KUNIT_EXPECT_EQ(test, mutex_lock_interruptible(&held), 0);
	mutex_unlock(&held);
	/* and who may not be interrupted is not */
	KUNIT_EXPECT_EQ(test, wait_event_timeout(never, false, 2), 0l);
	KUNIT_EXPECT_TRUE(test, signal_pending(current));
	disallow_signal(SIGINT);
	KUNIT_EXPECT_FALSE(test, signal_pending(current));
	current->allowed = allowed;
}

static int nr_woken;

static int count_it(wait_queue_t *wait, unsigned int mode, int sync, void *key)
{
	nr_woken++;
	return 1;
}

/* One that leaves although it was to be the only one woken lets the next be. */
static void a_wake_up_is_not_lost(struct kunit *test)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	DEFINE_WAIT_FUNC(next, count_it);
	DEFINE_WAIT(me);

	prepare_to_wait_exclusive(&wq, &me, TASK_INTERRUPTIBLE);
	add_wait_queue_exclusive(&wq, &next);
	nr_woken = 0;
	abort_exclusive_wait(&wq, &me);
	KUNIT_EXPECT_EQ(test, nr_woken, 0);
	remove_wait_queue(&wq, &next);
	prepare_to_wait_exclusive(&wq, &me, TASK_INTERRUPTIBLE);
	add_wait_queue_exclusive(&wq, &next);
	wake_up(&wq);				/* for me */
	KUNIT_EXPECT_EQ(test, nr_woken, 0);
	abort_exclusive_wait(&wq, &me);
	KUNIT_EXPECT_EQ(test, nr_woken, 1);
	remove_wait_queue(&wq, &next);
	KUNIT_EXPECT_EQ(test, current->state, (long)TASK_RUNNING);
}

static void what_is_no_signal(struct kunit *test)
{
	unsigned long allowed = current->allowed;

	KUNIT_EXPECT_EQ(test, send_sig(0, current, 0), 0);
	KUNIT_EXPECT_EQ(test, kill_proc(current->pid, 0, 0), 0);
	KUNIT_EXPECT_EQ(test, kill_proc(0x7fffffff, 0, 0), -ESRCH);
	KUNIT_EXPECT_EQ(test, send_sig(32, current, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, send_sig(-1, current, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, kill_proc(0x7fffffff, SIGINT, 0), -ESRCH);
	allow_signal(99);
	disallow_signal(99);
	KUNIT_EXPECT_FALSE(test, signal_pending(current));
	/* only one kind is fatal */
	allow_signal(SIGIO);
	allow_signal(SIGKILL);
	send_sig(SIGIO, current, 0);
	KUNIT_EXPECT_FALSE(test, fatal_signal_pending(current));
	send_sig(SIGKILL, current, 0);
	KUNIT_EXPECT_TRUE(test, fatal_signal_pending(current));
	flush_signals(current);
	current->allowed = allowed;
}

static struct kunit_case cases[] = {
	KUNIT_CASE(a_signal_ends_the_sleep), KUNIT_CASE(one_that_came_before),
	KUNIT_CASE(what_is_there_is_taken), KUNIT_CASE(a_wake_up_is_not_lost),
	KUNIT_CASE(what_is_no_signal), {}
};
static struct kunit_suite suite = { .name = "signal", .test_cases = cases };
kunit_test_suite(suite);
