/*
 * workqueue_test.c - works are done once each, in order, by a thread.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/oops.h>
#include <linux/sched.h>
#include <linux/workqueue.h>
#include "team.h"

static struct {
	int calls, again, begun;
	bool process;			/* may sleep, not the tester */
	struct task_struct *tester;
	int order[4];
} seen;

static void note(void)
{
	seen.process = preemptible() && current != seen.tester;
	seen.calls++;
}

static void new_func(struct work_struct *work)
{
	note();
	if (seen.again && seen.again--)
		schedule_work(work);
}

static void old_func(void *data)
{
	note();
	*(int *)data += 1;
}

static void slow_func(struct work_struct *work)
{
	seen.begun++;
	msleep(30);
	note();
}

static int old_runs;
static DECLARE_WORK(new_work, new_func);
static DECLARE_WORK(old_work, old_func, &old_runs);
static DECLARE_WORK(slow_work, slow_func);
static DECLARE_DELAYED_WORK(delayed, new_func);

static int work_init(struct kunit *test)
{
	memset(&seen, 0, sizeof(seen));
	seen.tester = current;
	stay_here();
	return 0;
}

static void work_exit(struct kunit *test)
{
	move_on();
}

static void done_once(struct kunit *test)
{
	preempt_disable();			/* the worker waits */
	KUNIT_EXPECT_EQ(test, 1, schedule_work(&slow_work));
	KUNIT_EXPECT_EQ(test, 0, schedule_work(&slow_work));
	preempt_enable();
	flush_scheduled_work();
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
	KUNIT_EXPECT_TRUE(test, seen.process);
	KUNIT_EXPECT_FALSE(test, work_pending(&slow_work));
}

/* As drivers of 2.6 have it. */
static void old_style(struct kunit *test)
{
	struct work_struct mine;
	int runs = 0, before = old_runs;

	INIT_WORK(&mine, old_func, &runs);
	schedule_work(&mine);
	schedule_work(&old_work);
	flush_scheduled_work();
	KUNIT_EXPECT_EQ(test, 1, runs);
	KUNIT_EXPECT_EQ(test, before + 1, old_runs);
	schedule_delayed_work(&mine, 2);
	flush_work(&mine);			/* does not wait for the timer */
	KUNIT_EXPECT_EQ(test, 2, runs);
}

static void queues_itself(struct kunit *test)
{
	seen.again = 5;
	schedule_work(&new_work);
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls >= 6));
	flush_scheduled_work();
	KUNIT_EXPECT_EQ(test, 6, seen.calls);
}

static void delayed_work(struct kunit *test)
{
	local_bh_disable();			/* its timer waits */
	KUNIT_EXPECT_EQ(test, 1, schedule_delayed_work(&delayed, 3));
	KUNIT_EXPECT_EQ(test, 0, schedule_delayed_work(&delayed, 1));
	KUNIT_EXPECT_EQ(test, 0, seen.calls);
	local_bh_enable();
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls == 1));
	KUNIT_EXPECT_EQ(test, 0, mod_delayed_work(system_wq, &delayed, 100000));
	KUNIT_EXPECT_EQ(test, 1, mod_delayed_work(system_wq, &delayed, 1));
	KUNIT_EXPECT_TRUE(test, eventually(seen.calls == 2));
}

/* Its queue is gone, and what was freed belongs to others by now. */
static void outlives_its_queue(struct kunit *test)
{
	struct workqueue_struct *wq = create_singlethread_workqueue("short");
	struct work_struct **other[16];

	KUNIT_ASSERT_NOT_NULL(test, wq);
	queue_work(wq, &new_work);
	destroy_workqueue(wq);
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
	for (int i = 0; i < 16; i++) {
		other[i] = kunit_kmalloc(test, 64 << i % 3, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, other[i]);
		for (int n = 0; n < (64 << i % 3) / sizeof(void *); n++)
			other[i][n] = &new_work;
	}
	KUNIT_EXPECT_EQ(test, 0, flush_work(&new_work));
	KUNIT_EXPECT_EQ(test, 0, cancel_work_sync(&new_work));
}

/* Taken back while it waits; the worker may be quicker, but not each time. */
static void cancelled_in_the_list(struct kunit *test)
{
	int runs = 0, was = 0;

	for (; !was && runs < 100; runs += !was) {
		preempt_disable();
		schedule_work(&new_work);
		preempt_enable_no_resched();
		was = cancel_work_sync(&new_work);
	}
	KUNIT_EXPECT_EQ(test, 1, was);
	flush_scheduled_work();
	KUNIT_EXPECT_EQ(test, runs, seen.calls);
}

static void cancelled(struct kunit *test)
{
	schedule_delayed_work(&delayed, 100000);
	KUNIT_EXPECT_EQ(test, 1, cancel_delayed_work(&delayed));
	KUNIT_EXPECT_EQ(test, 0, cancel_delayed_work(&delayed));
	schedule_delayed_work(&delayed, 100000);
	KUNIT_EXPECT_EQ(test, 1, cancel_delayed_work_sync(&delayed));
	schedule_work(&slow_work);
	KUNIT_EXPECT_TRUE(test, eventually(seen.begun));
	KUNIT_EXPECT_EQ(test, 0, cancel_work_sync(&slow_work));
	KUNIT_EXPECT_EQ(test, 1, seen.calls);	/* it was waited for */
}

static int inside, most;		/* in the function at a time */

static void slow_alone(struct work_struct *work)
{
	most = max(most, ++inside);
	slow_func(work);
	inside--;
}

/* Queued by another CPU while it runs: later, and waited for all the same. */
static void never_twice_at_once(struct kunit *test)
{
	static DECLARE_WORK(work, slow_alone);

	if (num_online_cpus() < 2)
		kunit_skip(test, "one CPU has one worker");
	inside = most = 0;
	queue_work_on(0, system_wq, &work);
	KUNIT_EXPECT_TRUE(test, eventually(seen.begun == 1));
	KUNIT_EXPECT_EQ(test, 1, queue_work_on(1, system_wq, &work));
	flush_work(&work);
	KUNIT_EXPECT_EQ(test, 2, seen.calls);
	KUNIT_EXPECT_EQ(test, 1, most);
	queue_work_on(0, system_wq, &work);
	KUNIT_EXPECT_TRUE(test, eventually(seen.begun == 3));
	queue_work_on(1, system_wq, &work);
	cancel_work_sync(&work);
	KUNIT_EXPECT_EQ(test, 0, inside);
	flush_scheduled_work();
	KUNIT_EXPECT_LE(test, seen.calls, 4);
}

static DECLARE_COMPLETION(may_end);

static void waits_for_us(struct work_struct *work)
{
	seen.begun++;
	wait_for_completion(&may_end);
}

static DECLARE_DELAYED_WORK(held_up, waits_for_us);

static int takes_it_back(void *unused)
{
	cancel_delayed_work_sync(&held_up);
	wait_to_be_stopped();
	return 0;
}

/* Who takes a work back has it until it is through; nobody spins that long. */
static void asked_for_while_taken_back(struct kunit *test)
{
	struct task_struct *thread;

	reinit_completion(&may_end);
	schedule_delayed_work(&held_up, 0);
	KUNIT_EXPECT_TRUE(test, eventually(seen.begun == 1));
	thread = start_and_let_wait(test, takes_it_back, NULL);
	preempt_disable();
	KUNIT_EXPECT_EQ(test, 1, mod_delayed_work(system_wq, &held_up, 0));
	preempt_enable();
	complete(&may_end);
	kthread_stop(thread);
	flush_scheduled_work();
	KUNIT_EXPECT_EQ(test, 1, seen.begun);
	KUNIT_EXPECT_FALSE(test, delayed_work_pending(&held_up));
}

/* On a CPU that isn't there it runs all the same. */
static void no_such_cpu(struct kunit *test)
{
	static const int cpus[] = { WORK_CPU_UNBOUND, NR_CPUS - 1, -1,
				    INT_MAX };

	for (int i = 0; i < ARRAY_SIZE(cpus); i++) {
		KUNIT_EXPECT_EQ(test, 1, schedule_work_on(cpus[i], &new_work));
		flush_scheduled_work();
		KUNIT_EXPECT_EQ(test, i + 1, seen.calls);
	}
}

struct numbered {
	struct work_struct work;
	int number;
};

static void append_number(struct work_struct *work)
{
	seen.order[seen.calls++] =
		container_of(work, struct numbered, work)->number;
}

/* One thread: in the order of queueing. From an interrupt context too. */
static void own_queue(struct kunit *test)
{
	struct workqueue_struct *wq = create_singlethread_workqueue("test");
	static struct numbered n[4];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, wq);
	local_bh_disable();
	for (i = 0; i < 4; i++) {
		n[i].number = i + 1;
		INIT_WORK(&n[i].work, append_number);
		queue_work(wq, &n[i].work);
	}
	local_bh_enable();
	destroy_workqueue(wq);			/* everything is done first */
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, i + 1, seen.order[i]);
	wq = alloc_workqueue("many-%d", WQ_MEM_RECLAIM, 0, 7);
	KUNIT_ASSERT_NOT_NULL(test, wq);
	queue_work(wq, &new_work);
	flush_workqueue(wq);
	KUNIT_EXPECT_EQ(test, 5, seen.calls);
	destroy_workqueue(wq);
}

static void waits_for_itself(struct work_struct *work)
{
	note();
	flush_scheduled_work();
}

static void wrong_use(struct kunit *test)
{
	static DECLARE_WORK(bad, waits_for_itself);
	unsigned int warned = warn_count;

	schedule_work(&bad);
	KUNIT_EXPECT_TRUE(test, eventually(warn_count == warned + 1));
	KUNIT_EXPECT_EQ(test, 1, seen.calls);
	flush_scheduled_work();
}

static struct kunit_case cases[] = {
	KUNIT_CASE(done_once),
	KUNIT_CASE(old_style),
	KUNIT_CASE(queues_itself),
	KUNIT_CASE(delayed_work),
	KUNIT_CASE(outlives_its_queue),
	KUNIT_CASE(cancelled),
	KUNIT_CASE(cancelled_in_the_list),
	KUNIT_CASE(never_twice_at_once),
	KUNIT_CASE(asked_for_while_taken_back),
	KUNIT_CASE(no_such_cpu),
	KUNIT_CASE(own_queue),
	KUNIT_CASE(wrong_use),
	{}
};

static struct kunit_suite suite = {
	.name = "workqueue",
	.init = work_init,
	.exit = work_exit,
	.test_cases = cases,
};
kunit_test_suite(suite);
