/*
 * task_list_test.c - walking over the threads: all of them, and those that end
 * meanwhile.
 */
#include <kunit/test.h>
#include <linux/cred.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/cpumask.h>
#include <linux/smp.h>
#include <asm/sections.h>

#define PATIENCE	(20 * HZ)

static int at_once(void *result)
{
	return (int)(long)result;
}

static int until_stopped(void *unused)
{
	while (!kthread_should_stop())
		msleep(10);
	return 0;
}

/* The ways to walk agree, and leave the idle threads out. */
static void walks(struct kunit *test)
{
	struct task_struct *p, *t;
	int processes = 0, threads = 0, both = 0, idle = 0, me = 0;

	read_lock(&tasklist_lock);
	for_each_process(p) {
		processes++;
		idle += !p->pid;
		me += p == current;
	}
	for_each_process_thread(p, t) {
		threads++;
		KUNIT_EXPECT_PTR_EQ(test, p, t);
	}
	do_each_thread(p, t) {
		both += get_nr_threads(p);
	} while_each_thread(p, t);
	read_unlock(&tasklist_lock);
	KUNIT_EXPECT_GT(test, processes, 1);
	KUNIT_EXPECT_EQ(test, threads, processes);
	KUNIT_EXPECT_EQ(test, both, processes);
	KUNIT_EXPECT_EQ(test, idle, 0);
	KUNIT_EXPECT_EQ(test, me, 1);
}

static void what_a_thread_is(struct kunit *test)
{
	struct task_struct *t = kthread_run(until_stopped, NULL, "whose");

	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	KUNIT_EXPECT_EQ(test, task_state_to_char(current), 'R');
	KUNIT_EXPECT_TRUE(test, task_is_running(current));
	KUNIT_EXPECT_EQ(test, __kuid_val(t->cred->uid), 0u);
	KUNIT_EXPECT_EQ(test, __kuid_val(task_euid(t)), 0u);
	KUNIT_EXPECT_EQ(test, t->pending.signal.sig[0], 0ul);
	KUNIT_EXPECT_EQ(test, t->blocked.sig[0], 0ul);
	KUNIT_EXPECT_EQ(test, t->min_flt + t->maj_flt, 0ul);
	kthread_stop(t);
}

/* A dead thread with a reference is what it was, whoever is born meanwhile. */
static void who_is_held_stays(struct kunit *test)
{
	struct task_struct *held = kthread_create(until_stopped, NULL, "held");
	struct task_struct *t;
	int pid, err;

	KUNIT_ASSERT_FALSE(test, IS_ERR(held));
	pid = held->pid;
	get_task_struct(held);
	kthread_stop(held);
	for (int i = 0; i < 40; i++) {
		t = kthread_run(at_once, (void *)7l, "next");
		KUNIT_ASSERT_FALSE(test, IS_ERR(t));
		KUNIT_EXPECT_PTR_NE(test, t, held);
		get_task_struct(t);
		err = kthread_stop(t);		/* -EINTR: it was too early */
		KUNIT_EXPECT_TRUE(test, err == 7 || err == -EINTR);
		put_task_struct(t);
	}
	kthread_drain_cache();
	KUNIT_EXPECT_EQ(test, held->pid, pid);
	KUNIT_EXPECT_STREQ(test, held->comm, "held");
	put_task_struct(held);
	kthread_drain_cache();
}

static struct task_struct *listed(int pid)
{
	struct task_struct *p;

	for_each_process(p)
		if (p->pid == pid)
			return p;
	return NULL;
}

/*
 * A reader stands on a thread while that dies on another CPU: from there the
 * walk goes on to the end, and a reference may still be taken.
 */
static void who_dies_under_a_reader(struct kunit *test)
{
	u64 end = get_jiffies_64() + PATIENCE;
	struct task_struct *t, *p;
	unsigned int cpu;
	int pid, rest = 0;

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	t = kthread_create(at_once, NULL, "reader's");
	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	pid = t->pid;
	rcu_read_lock();
	cpu = cpumask_any_but(cpu_online_mask, smp_processor_id());
	kthread_bind(t, cpu);
	p = listed(pid);
	KUNIT_EXPECT_PTR_EQ(test, p, t);
	wake_up_new_task(t);
	while (listed(pid) && get_jiffies_64() < end)
		cpu_relax();
	KUNIT_EXPECT_NULL(test, listed(pid));
	list_for_each_entry_continue(p, &task_list, tasks)
		rest++;
	get_task_struct(t);
	KUNIT_EXPECT_EQ(test, t->pid, pid);
	rcu_read_unlock();
	KUNIT_EXPECT_LT(test, rest, 100);
	kthread_drain_cache();
	KUNIT_EXPECT_STREQ(test, t->comm, "reader's");
	put_task_struct(t);
	kthread_drain_cache();
}

/* Many that end at once wait for their turn without end, and without memory. */
static void crowds(struct kunit *test)
{
	for (int i = 0; i < 300; i++) {
		struct task_struct *t = kthread_run(at_once, NULL, "crowd");

		KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	}
	kthread_drain_cache();
}

/* The kernel's own address space says where its image is. */
static void where_the_kernel_is(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, init_mm.start_code, (unsigned long)_text);
	KUNIT_EXPECT_EQ(test, init_mm.end_code, (unsigned long)_etext);
	KUNIT_EXPECT_EQ(test, init_mm.end_data, (unsigned long)_edata);
	KUNIT_EXPECT_EQ(test, init_mm.brk, (unsigned long)_end);
	KUNIT_EXPECT_EQ(test, init_mm.map_count, 0);
}

static struct kunit_case task_list_cases[] = {
	KUNIT_CASE(walks),
	KUNIT_CASE(what_a_thread_is),
	KUNIT_CASE(who_is_held_stays),
	KUNIT_CASE(who_dies_under_a_reader),
	KUNIT_CASE(crowds),
	KUNIT_CASE(where_the_kernel_is),
	{ }
};

static struct kunit_suite task_list_suite = {
	.name = "task_list",
	.test_cases = task_list_cases,
};
kunit_test_suite(task_list_suite);
