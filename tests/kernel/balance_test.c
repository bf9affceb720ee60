/*
 * balance_test.c - threads spread over the CPUs, unless they are bound. All of
 * them spin and count the CPUs they are on; with one CPU there is nothing to
 * spread, and the counts must come all the same.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include "team.h"

#define PATIENCE	(20 * HZ)

struct spinner {
	struct task_struct *task;
	unsigned long rounds;
	unsigned long cpus;		/* a bit for each it was on */
};

static struct spinner free_ones[2 * NR_CPUS], bound[NR_CPUS];
static DEFINE_PER_CPU(unsigned long, spins);	/* of the free ones */
static bool over;			/* no more spinning: wait for the end */

static void note_round(struct spinner *s)
{
	unsigned long cpu = get_cpu();

	s->cpus |= BIT(cpu);
	if (s >= free_ones && s < free_ones + ARRAY_SIZE(free_ones))
		this_cpu_inc(spins);
	put_cpu();
	WRITE_ONCE(s->rounds, s->rounds + 1);
}

static int spin_and_note(void *data)
{
	while (!READ_ONCE(over)) {
		note_round(data);
		udelay(50);
	}
	wait_to_be_stopped();
	return 0;
}

static void new_spinner(struct kunit *test, struct spinner *s, int cpu)
{
	memset(s, 0, sizeof(*s));
	s->task = kthread_create(spin_and_note, s, "spin");
	KUNIT_ASSERT_FALSE(test, IS_ERR(s->task));
	if (cpu >= 0)
		kthread_bind(s->task, cpu);
}

static void clear_spins(void)
{
	int cpu;

	over = false;
	for_each_possible_cpu(cpu)
		per_cpu(spins, cpu) = 0;
}

/* Have the first @n free ones run, and on every CPU one of them? */
static bool all_work(int n)
{
	int cpu;

	for_each_online_cpu(cpu)
		if (!READ_ONCE(per_cpu(spins, cpu)))
			return false;
	while (n--)
		if (!READ_ONCE(free_ones[n].rounds))
			return false;
	return true;
}

static void wait_and_see(struct kunit *test, int n)
{
	u64 end = get_jiffies_64() + PATIENCE;
	int cpu, i;

	while (!all_work(n) && get_jiffies_64() < end)
		msleep(20);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_NE(test, per_cpu(spins, cpu), 0ul);
	for (i = 0; i < n; i++)
		KUNIT_EXPECT_NE(test, free_ones[i].rounds, 0ul);
}

static void stop_all(struct spinner *s, int n)
{
	WRITE_ONCE(over, true);
	for (; n--; s++)
		kthread_stop(s->task);
}

/* New ones start where least is to do: each CPU has something at once. */
static void balance_new(struct kunit *test)
{
	int n = num_online_cpus(), i, cpu;
	unsigned int most = 0, least = UINT_MAX;

	clear_spins();
	for (i = 0; i < 2 * n; i++) {
		new_spinner(test, &free_ones[i], -1);
		wake_up_new_task(free_ones[i].task);
	}
	for_each_online_cpu(cpu) {
		most = max(most, cpu_nr_running(cpu));
		least = min(least, cpu_nr_running(cpu));
	}
	KUNIT_EXPECT_GE(test, least, 1u);
	KUNIT_EXPECT_LE(test, most, 4u);
	wait_and_see(test, 2 * n);
	stop_all(free_ones, 2 * n);
}

/* All in one queue, then free to go: idle CPUs come and take them. */
static void heap_on_one(struct kunit *test, int n, int cpu)
{
	int i;

	for (i = 0; i < n; i++)
		new_spinner(test, &free_ones[i], cpu);
	for (i = 0; i < n; i++)
		wake_up_process(free_ones[i].task);
	for (i = 0; i < n; i++)
		WRITE_ONCE(free_ones[i].task->cpus_allowed.bits[0], ~0UL);
}

static unsigned long all_pulled(void)
{
	unsigned long sum = 0;
	int cpu;

	for_each_online_cpu(cpu)
		sum += cpu_nr_pulled(cpu);
	return sum;
}

static void balance_idle(struct kunit *test)
{
	int n = num_online_cpus();
	unsigned long before = all_pulled();

	clear_spins();
	heap_on_one(test, 2 * n, n - 1);
	wait_and_see(test, 2 * n);
	KUNIT_EXPECT_GE(test, all_pulled() - before, n - 1ul);
	stop_all(free_ones, 2 * n);
}

/* No CPU is idle: a bound one spins on each. These stay, the others spread. */
static void balance_busy(struct kunit *test)
{
	int n = num_online_cpus(), i;

	clear_spins();
	for (i = 0; i < n; i++) {
		new_spinner(test, &bound[i], i);
		wake_up_process(bound[i].task);
	}
	heap_on_one(test, 2 * n, n - 1);
	wait_and_see(test, 2 * n);
	stop_all(free_ones, 2 * n);
	for (i = 0; i < n; i++) {
		KUNIT_EXPECT_NE(test, bound[i].rounds, 0ul);
		KUNIT_EXPECT_EQ(test, bound[i].cpus, BIT(i));
		KUNIT_EXPECT_EQ(test, bound[i].task->cpu, i);
	}
	stop_all(bound, n);
}

/* Threads that sleep and wake all the time, while others move about. */
static int sleep_and_note(void *data)
{
	while (!kthread_should_stop()) {
		note_round(data);
		schedule_timeout_interruptible(1);
	}
	return 0;
}

static void balance_sleepers(struct kunit *test)
{
	int n = 2 * num_online_cpus(), i;
	static unsigned long before[2 * NR_CPUS];

	clear_spins();
	for (i = 0; i < n; i++) {
		memset(&free_ones[i], 0, sizeof(free_ones[i]));
		free_ones[i].task = kthread_run(i % 2 ? sleep_and_note :
						spin_and_note, &free_ones[i],
						"sleep");
		KUNIT_ASSERT_FALSE(test, IS_ERR(free_ones[i].task));
	}
	msleep(300);
	for (i = 0; i < n; i++)
		before[i] = READ_ONCE(free_ones[i].rounds);
	for (i = 0; i < n; i++)
		for (int t = 0; t < 1000 &&
		     READ_ONCE(free_ones[i].rounds) == before[i]; t++)
			msleep(10);
	for (i = 0; i < n; i++)
		KUNIT_EXPECT_GT(test, READ_ONCE(free_ones[i].rounds), before[i]);
	stop_all(free_ones, n);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(balance_new),
	KUNIT_CASE(balance_idle),
	KUNIT_CASE(balance_busy),
	KUNIT_CASE(balance_sleepers),
	{}
};

static struct kunit_suite suite = {
	.name = "balance",
	.test_cases = cases,
};
kunit_test_suite(suite);
