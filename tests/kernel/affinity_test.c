/*
 * affinity_test.c - suite `affinity`: a thread's CPUs, changed while it runs,
 * waits for its turn, or sleeps. On return it is where it may be, and is never
 * seen elsewhere again. With one CPU there is nowhere to go; the answers must
 * come.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/fault-inject.h>
#include <linux/kthread.h>
#include <linux/oops.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "team.h"

/* Who asks for itself is there when the call returns. */
static void affinity_self(struct kunit *test)
{
	cpumask_t before = *current->cpus_ptr;
	int cpu;

	for (int round = 0; round < 3; round++)
		for_each_online_cpu(cpu) {
			KUNIT_ASSERT_EQ(test, set_cpus_allowed_ptr(current,
						cpumask_of(cpu)), 0);
			KUNIT_EXPECT_EQ(test, smp_processor_id(), cpu);
			KUNIT_EXPECT_EQ(test, task_cpu(current), cpu);
			yield();
			KUNIT_EXPECT_EQ(test, smp_processor_id(), cpu);
		}
	/* where it is already, or with others besides: it may stay */
	cpu = smp_processor_id();
	KUNIT_EXPECT_EQ(test, set_cpus_allowed(current, before), 0);
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&current->cpus_mask, &before));
}

static void affinity_refused(struct kunit *test)
{
	cpumask_t before = current->cpus_allowed, nowhere = CPU_MASK_NONE;
	unsigned int cpu;

	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current, &nowhere), -EINVAL);
	for (cpu = 0; cpu < NR_CPUS && cpu_online(cpu); cpu++)
		;
	if (cpu < NR_CPUS)
		KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current,
						cpumask_of(cpu)), -EINVAL);
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(&init_task, cpumask_of(0)),
			-EINVAL);
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&current->cpus_allowed, &before));
}

static int only_wait(void *unused)
{
	wait_to_be_stopped();
	return 0;
}

/* Bound too late, and to a CPU that isn't there: told, and it goes on. */
static void affinity_bound_to_none(struct kunit *test)
{
	unsigned int warned = warn_count, none = num_possible_cpus();
	struct task_struct *task;

	if (none >= NR_CPUS)
		kunit_skip(test, "all CPUs are there");
	stay_here();
	task = kthread_create(only_wait, NULL, "nowhere");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	kthread_bind(task, smp_processor_id());
	preempt_disable();		/* it waits for its turn here */
	wake_up_process(task);
	kthread_bind(task, none);
	preempt_enable();
	move_on();
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);
	kthread_stop(task);
}

struct spinner {
	struct task_struct *task;
	unsigned long rounds;
	int must;			/* where it has to be, -1: anywhere */
	unsigned long wrong;		/* rounds in which it was not */
	bool sleeps;
};

static int spin(void *data)
{
	struct spinner *s = data;

	while (!kthread_should_stop()) {
		int cpu = get_cpu(), must = READ_ONCE(s->must);

		if (must >= 0 && cpu != must)
			s->wrong++;
		put_cpu();
		WRITE_ONCE(s->rounds, s->rounds + 1);
		if (s->sleeps)
			schedule_timeout_interruptible(1);
		else
			yield();
	}
	return 0;
}

static void start(struct kunit *test, struct spinner *s, bool sleeps)
{
	*s = (struct spinner){ .must = -1, .sleeps = sleeps };
	s->task = kthread_run(spin, s, "spin");
	KUNIT_ASSERT_FALSE(test, IS_ERR(s->task));
	KUNIT_ASSERT_TRUE(test, eventually(READ_ONCE(s->rounds)));
}

/* Moved to @cpu: it goes on there, and from the return on only there. */
static void move(struct kunit *test, struct spinner *s, int cpu)
{
	unsigned long rounds;

	WRITE_ONCE(s->must, -1);
	KUNIT_ASSERT_EQ(test, set_cpus_allowed_ptr(s->task, cpumask_of(cpu)), 0);
	WRITE_ONCE(s->must, cpu);
	KUNIT_EXPECT_EQ(test, task_cpu(s->task), cpu);
	rounds = READ_ONCE(s->rounds);
	KUNIT_ASSERT_TRUE(test, eventually(READ_ONCE(s->rounds) > rounds + 2));
	KUNIT_EXPECT_EQ(test, READ_ONCE(s->wrong), 0ul);
}

/* One that runs all the time, and one that mostly sleeps. */
static void affinity_others(struct kunit *test)
{
	struct spinner s[2];
	int cpu;

	start(test, &s[0], false);
	start(test, &s[1], true);
	for (int round = 0; round < 2; round++)
		for_each_online_cpu(cpu) {
			move(test, &s[0], cpu);
			move(test, &s[1], cpu);
		}
	kthread_stop(s[0].task);
	kthread_stop(s[1].task);
}

/* Several on one CPU: all but one wait there for their turn. */
static void affinity_queued(struct kunit *test)
{
	static struct spinner s[4];
	int last = 0, cpu;

	for (int i = 0; i < ARRAY_SIZE(s); i++) {
		start(test, &s[i], false);
		move(test, &s[i], 0);
	}
	for_each_online_cpu(cpu)
		last = cpu;
	for (int i = 0; i < ARRAY_SIZE(s); i++)
		move(test, &s[i], last);
	for (int i = 0; i < ARRAY_SIZE(s); i++)
		kthread_stop(s[i].task);
}

/* The thread that would drive it away can't be made: all is as before. */
static void affinity_no_memory(struct kunit *test)
{
	cpumask_t before = current->cpus_allowed;
	int here, there, error;

	if (num_online_cpus() < 2)
		kunit_skip(test, "no CPU to go to");
	stay_here();
	here = smp_processor_id();
	move_on();
	KUNIT_ASSERT_EQ(test, set_cpus_allowed_ptr(current, cpumask_of(here)),
			0);
	there = cpumask_any_but(cpu_online_mask, here);
	kthread_drain_cache();		/* no old stack to be had */
	fault_inject_begin();
	fault_inject_nth(1);
	error = set_cpus_allowed_ptr(current, cpumask_of(there));
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_EQ(test, error, -ENOMEM);
	KUNIT_EXPECT_EQ(test, smp_processor_id(), here);
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&current->cpus_allowed,
					      cpumask_of(here)));
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current, &before), 0);
}

static struct spinner wanted;
static atomic_t pulled, pull_errors;

static int pull_it_about(void *data)
{
	int cpu;

	for (int i = 0; i < 50; i++)
		for_each_online_cpu(cpu)
			if (set_cpus_allowed_ptr(wanted.task, cpumask_of(cpu)))
				atomic_inc(&pull_errors);
	atomic_inc(&pulled);
	wait_to_be_stopped();
	return 0;
}

/* Everybody wants it elsewhere: nobody waits for ever, it goes on, it obeys. */
static void affinity_contended(struct kunit *test)
{
	struct task_struct *puller[3];

	atomic_set(&pulled, 0);
	atomic_set(&pull_errors, 0);
	start(test, &wanted, false);
	for (int i = 0; i < ARRAY_SIZE(puller); i++) {
		puller[i] = kthread_run(pull_it_about, NULL, "puller");
		KUNIT_ASSERT_FALSE(test, IS_ERR(puller[i]));
	}
	KUNIT_EXPECT_TRUE(test, eventually(atomic_read(&pulled) ==
					   ARRAY_SIZE(puller)));
	KUNIT_EXPECT_EQ(test, atomic_read(&pull_errors), 0);
	for (int i = 0; i < ARRAY_SIZE(puller); i++)
		kthread_stop(puller[i]);
	for (int i = 0; i < 2; i++)
		move(test, &wanted, 0);
	kthread_stop(wanted.task);
}

/* POSIX's words for priorities; what would be better is better here. */
static void affinity_policies(struct kunit *test)
{
	struct sched_param p = { .sched_priority = 1 };
	unsigned int before = current->prio, low, prio;

	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_FIFO, &p), 0);
	low = current->prio;
	KUNIT_EXPECT_LT(test, low, (unsigned int)MAX_RT_PRIO);
	for (; p.sched_priority < 100; p.sched_priority++) {
		prio = current->prio;
		KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_RR, &p),
				0);
		KUNIT_EXPECT_LE(test, current->prio, prio);
	}
	KUNIT_EXPECT_EQ(test, current->prio, 0u);
	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_FIFO, &p),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_NORMAL, &p),
			-EINVAL);
	p.sched_priority = 0;
	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_FIFO, &p),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, current->prio, 0u);
	KUNIT_EXPECT_EQ(test, sched_setscheduler(current, SCHED_NORMAL, &p), 0);
	KUNIT_EXPECT_EQ(test, current->prio, (unsigned int)DEFAULT_PRIO);
	sched_set_fifo(current);
	prio = current->prio;
	sched_set_fifo_low(current);
	KUNIT_EXPECT_LT(test, prio, current->prio);
	KUNIT_EXPECT_LT(test, current->prio, (unsigned int)MAX_RT_PRIO);
	sched_set_normal(current, 5);
	KUNIT_EXPECT_EQ(test, task_nice(current), 5);
	set_task_prio(current, before);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(affinity_self),
	KUNIT_CASE(affinity_refused),
	KUNIT_CASE(affinity_bound_to_none),
	KUNIT_CASE(affinity_others),
	KUNIT_CASE(affinity_queued),
	KUNIT_CASE(affinity_no_memory),
	KUNIT_CASE(affinity_contended),
	KUNIT_CASE(affinity_policies),
	{}
};

static struct kunit_suite suite = {
	.name = "affinity",
	.test_cases = cases,
};
kunit_test_suite(suite);
