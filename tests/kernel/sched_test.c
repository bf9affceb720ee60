/*
 * sched_test.c - threads: made, run, switched, preempted, woken, stopped.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/oops.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include "mm_test.h"
#include "team.h"

#define PATIENCE	(20 * HZ)

static int sched_init_test(struct kunit *test)
{
	stay_here();
	return 0;
}

static void sched_exit_test(struct kunit *test)
{
	move_on();
}

static int return_it(void *data)
{
	return (int)(long)data;
}

static int until_stopped(void *data)
{
	int *rounds = data;

	while (!kthread_should_stop()) {
		++*rounds;
		yield();
	}
	return *rounds;
}

static void sched_runs_and_stops(struct kunit *test)
{
	u64 end = get_jiffies_64() + PATIENCE;
	static int rounds;
	struct task_struct *task;
	int result;

	rounds = 0;
	task = kthread_run(until_stopped, &rounds, "t-%s", "stop");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_STREQ(test, task->comm, "t-stop");
	KUNIT_EXPECT_PTR_EQ(test, task->mm, NULL);
	KUNIT_EXPECT_PTR_EQ(test, task->active_mm, &init_mm);
	while (READ_ONCE(rounds) < 10 && get_jiffies_64() < end)
		yield();
	KUNIT_EXPECT_GE(test, rounds, 10);
	result = kthread_stop(task);
	KUNIT_EXPECT_EQ(test, result, rounds);
}

/* Stopped before it ever ran: its function is not called. */
static void sched_stop_unborn(struct kunit *test)
{
	struct task_struct *task = kthread_create(return_it, (void *)7, "t");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_EQ(test, kthread_stop(task), -EINTR);
}

/* A better thread runs at once; an equal or worse one does not. */
static int note_it(void *data)
{
	*(int *)data = 1;
	return 0;
}

static struct task_struct *waiting_thread(int *noted, int nice)
{
	struct task_struct *task = kthread_create(note_it, noted, "t-prio");

	*noted = 0;
	if (!IS_ERR(task)) {
		set_user_nice(task, nice);
		kthread_bind(task, smp_processor_id());
	}
	return task;
}

static void sched_priorities(struct kunit *test)
{
	static int better, worse;
	struct task_struct *a = waiting_thread(&better, -5);
	struct task_struct *b = waiting_thread(&worse, 5);

	KUNIT_ASSERT_FALSE(test, IS_ERR(a) || IS_ERR(b));
	preempt_disable();
	current->time_slice = 1000;	/* else its end could be now */
	wake_up_process(b);
	wake_up_process(a);
	KUNIT_EXPECT_EQ(test, better, 0);
	KUNIT_EXPECT_TRUE(test, need_resched());
	preempt_enable();
	KUNIT_EXPECT_EQ(test, better, 1);
	KUNIT_EXPECT_EQ(test, worse, 0);
	for (int i = 0; i < 1000 && !worse; i++)
		yield();
	KUNIT_EXPECT_EQ(test, worse, 1);
}

/* Two that never give up the CPU get turns all the same. */
static int spin_until(void *data)
{
	volatile unsigned long *count = data;

	while (!kthread_should_stop())
		++*count;
	return 0;
}

static void sched_turns(struct kunit *test)
{
	static unsigned long counts[2];
	struct task_struct *a, *b;
	u64 end = get_jiffies_64() + PATIENCE;

	counts[0] = counts[1] = 0;
	a = kthread_run(spin_until, &counts[0], "t-spin0");
	b = kthread_run(spin_until, &counts[1], "t-spin1");
	KUNIT_ASSERT_FALSE(test, IS_ERR(a) || IS_ERR(b));
	while ((!counts[0] || !counts[1]) && get_jiffies_64() < end)
		yield();
	KUNIT_EXPECT_EQ(test, kthread_stop(a), 0);
	KUNIT_EXPECT_EQ(test, kthread_stop(b), 0);
	KUNIT_EXPECT_NE(test, counts[0], 0ul);
	KUNIT_EXPECT_NE(test, counts[1], 0ul);
}

struct ping {
	wait_queue_head_t wq;
	int turn;			/* whose: 0 or 1 */
	int rounds;
};

static int pong(void *data)
{
	struct ping *p = data;

	while (!kthread_should_stop()) {
		wait_event(p->wq, p->turn == 1 || kthread_should_stop());
		p->rounds++;
		p->turn = 0;
		wake_up_all(&p->wq);
	}
	return 0;
}

static void sched_wait_queue(struct kunit *test)
{
	static struct ping p;
	struct task_struct *task;

	init_waitqueue_head(&p.wq);
	p.turn = p.rounds = 0;
	task = kthread_run(pong, &p, "t-pong");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	for (int i = 0; i < 200; i++) {
		p.turn = 1;
		wake_up_all(&p.wq);
		wait_event(p.wq, p.turn == 0);
	}
	KUNIT_EXPECT_EQ(test, p.rounds, 200);
	p.turn = 1;
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 0);
}

/* Of exclusive waiters each wake_up wakes one, in the order they came. */
static struct {
	wait_queue_head_t wq;
	int order[4], woken, queued;
} ex;

static int exclusive_waiter(void *data)
{
	DEFINE_WAIT(wait);

	prepare_to_wait_exclusive(&ex.wq, &wait, TASK_UNINTERRUPTIBLE);
	ex.queued++;
	schedule();
	finish_wait(&ex.wq, &wait);
	ex.order[ex.woken] = (int)(long)data;
	ex.woken++;
	return 0;
}

static void sched_exclusive(struct kunit *test)
{
	memset(&ex, 0, sizeof(ex));
	init_waitqueue_head(&ex.wq);
	for (long i = 0; i < 4; i++) {
		struct task_struct *task =
			kthread_create(exclusive_waiter, (void *)i, "t-ex");

		KUNIT_ASSERT_FALSE(test, IS_ERR(task));
		kthread_bind(task, smp_processor_id());
		wake_up_process(task);
		while (ex.queued == i)
			yield();
	}
	for (int i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, ex.woken, i);
		wake_up(&ex.wq);
		for (int tries = 0; tries < 1000 && ex.woken == i; tries++)
			yield();
		KUNIT_EXPECT_EQ(test, ex.order[i], i);
	}
	KUNIT_EXPECT_EQ(test, ex.woken, 4);
}

/*
 * Being made to give up the CPU is not waiting: nobody would wake us. (An
 * interrupt just between the two lines may do what cond_resched was to do.)
 */
static void sched_no_wait(struct kunit *test)
{
	int resched = 0;

	set_current_state(TASK_UNINTERRUPTIBLE);
	for (int i = 0; i < 10 && !resched; i++) {
		set_need_resched();
		resched = cond_resched();
	}
	yield();
	__set_current_state(TASK_RUNNING);
	KUNIT_EXPECT_EQ(test, resched, 1);
	KUNIT_EXPECT_EQ(test, cond_resched(), 0);
}

/* A condition may take what it finds: it counts the first time it is true. */
static bool take(int *tokens)
{
	return *tokens && (*tokens)--;
}

static void wake_it(struct timer_list *unused)
{
	ex.queued = 1;
	wake_up(&ex.wq);
}

static void sched_wait_timeout(struct kunit *test)
{
	static DEFINE_TIMER(timer, wake_it);
	int tokens = 1;

	memset(&ex, 0, sizeof(ex));
	init_waitqueue_head(&ex.wq);
	KUNIT_EXPECT_EQ(test, wait_event_timeout(ex.wq, take(&tokens), 5), 5l);
	KUNIT_EXPECT_EQ(test, wait_event_timeout(ex.wq, take(&tokens), 2), 0l);
	mod_timer(&timer, jiffies + 2);
	KUNIT_EXPECT_GT(test, wait_event_timeout(ex.wq, take(&ex.queued),
						 PATIENCE), 0l);
	KUNIT_EXPECT_EQ(test, ex.queued, 0);
	KUNIT_EXPECT_EQ(test, wait_event_timeout(ex.wq, true, 0), 1l);
	KUNIT_EXPECT_EQ(test, wait_event_timeout(ex.wq, false, 0), 0l);
}

/*
 * Threads that end in a waiting state while another CPU wakes them. A wake-up
 * that came too late would bring back a dead one, and BUG.
 */
static int end_waiting(void *data)
{
	set_current_state(TASK_INTERRUPTIBLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_INTERRUPTIBLE);
	}
	return 0;
}

static void sched_late_wake(struct kunit *test)
{
	unsigned int oopses = oops_count;

	for (int i = 0; i < 200; i++) {
		struct task_struct *task =
			kthread_create(end_waiting, NULL, "t-late");

		KUNIT_ASSERT_FALSE(test, IS_ERR(task));
		kthread_bind(task, num_online_cpus() - 1);
		wake_up_process(task);
		if (i % 3)
			yield();
		kthread_stop(task);
	}
	KUNIT_EXPECT_EQ(test, oops_count, oopses);
}

static int sleep_until_stopped(void *data)
{
	while (!kthread_should_stop())
		schedule_timeout_uninterruptible(1);
	return 0;
}

/*
 * Many live and die; stacks and structures are used again, nothing is lost. In
 * every tenth round they sleep on all CPUs, else they run on this one.
 */
static void sched_many(struct kunit *test)
{
	unsigned long before = 0;

	for (int round = 0; round < 20; round++) {
		static struct task_struct *tasks[40];
		static int rounds[40];

		for (int i = 0; i < 40; i++) {
			tasks[i] = kthread_create(round % 10 ? until_stopped :
						  sleep_until_stopped,
						  &rounds[i], "t-%d", i);
			KUNIT_ASSERT_FALSE(test, IS_ERR(tasks[i]));
			if (round % 10)
				kthread_bind(tasks[i], smp_processor_id());
			wake_up_new_task(tasks[i]);
		}
		for (int i = 0; i < 40; i++)
			kthread_stop(tasks[i]);
		if (round == 1)
			before = settled_free_pages();
	}
	KUNIT_EXPECT_GE(test, settled_free_pages() + 2, before);
}

/* A stack that was used deeply serves a thread that does not. */
static noinline int use_stack(void *data)
{
	char room[200], *all = room;
	int below;

	OPTIMIZER_HIDE_VAR(all);	/* else two bytes of it would do */
	WRITE_ONCE(all[0], 0);
	below = data ? use_stack(data - 1) : 0;
	WRITE_ONCE(all[1], below); /* after the call: no loop instead of it */
	return below + READ_ONCE(all[0]);
}

static unsigned int depth_of_thread(struct kunit *test, long depth)
{
	struct task_struct *task = kthread_create(use_stack, (void *)depth,
						  "t-deep");
	unsigned int used;

	if (IS_ERR(task))
		return 0;
	kthread_bind(task, smp_processor_id());
	get_task_struct(task);
	wake_up_process(task);
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(task->state) == TASK_DEAD));
	used = stack_used(task->stack);
	put_task_struct(task);
	return used;
}

static void sched_depth(struct kunit *test)
{
	unsigned int deep = depth_of_thread(test, 8);
	unsigned int flat = depth_of_thread(test, 0);

	KUNIT_EXPECT_GE(test, deep, 1600u);
	KUNIT_EXPECT_LT(test, flat, 1000u);
	KUNIT_EXPECT_NE(test, flat, 0u);
}

static int oops_here(void *data)
{
	int *volatile nowhere = (int *)8;

	*nowhere = 1;
	return 0;
}

/* A thread that oopses ends alone. */
static void sched_oops_ends_thread(struct kunit *test)
{
	struct task_struct *task = kthread_create(oops_here, NULL, "t-oops");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	wake_up_process(task);
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(task->state) == TASK_DEAD));
	put_task_struct(task);
}

static struct kunit_case sched_cases[] = {
	KUNIT_CASE(sched_runs_and_stops),
	KUNIT_CASE(sched_stop_unborn),
	KUNIT_CASE(sched_priorities),
	KUNIT_CASE(sched_turns),
	KUNIT_CASE(sched_wait_queue),
	KUNIT_CASE(sched_exclusive),
	KUNIT_CASE(sched_no_wait),
	KUNIT_CASE(sched_wait_timeout),
	KUNIT_CASE(sched_late_wake),
	KUNIT_CASE(sched_many),
	KUNIT_CASE(sched_depth),
	KUNIT_CASE(sched_oops_ends_thread),
	{}
};

static struct kunit_suite sched_suite = {
	.name = "sched",
	.init = sched_init_test,
	.exit = sched_exit_test,
	.test_cases = sched_cases,
};
kunit_test_suite(sched_suite);
