/*
 * team.c - threads of a test, one on every CPU, that begin at the same moment.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "team.h"

static struct {
	struct task_struct *thread[NR_CPUS];
	int (*fn)(void);
	bool go;
	atomic_t busy, faults;
} team;
static DECLARE_WAIT_QUEUE_HEAD(team_line);

void wait_to_be_stopped(void)
{
	wait_event(team_line, kthread_should_stop());
}

/* The caller lets go of the thread with put_task_struct(). */
struct task_struct *start_and_let_wait(struct kunit *test, int (*fn)(void *),
				       void *data)
{
	struct task_struct *task = kthread_create(fn, data, "helper");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	wake_up_new_task(task);
	KUNIT_EXPECT_TRUE(test, eventually(READ_ONCE(task->state) !=
					   TASK_RUNNING));
	return task;
}

static cpumask_t allowed;		/* CPUs of who stays here */

void stay_here(void)
{
	preempt_disable();
	allowed = current->cpus_allowed;
	current->cpus_allowed = *cpumask_of(smp_processor_id());
	preempt_enable();
}

void move_on(void)
{
	current->cpus_allowed = allowed;
}

static int team_member(void *unused)
{
	wait_event(team_line, READ_ONCE(team.go));
	atomic_add(team.fn(), &team.faults);
	atomic_dec(&team.busy);
	wake_up_all(&team_line);
	wait_to_be_stopped();
	return 0;
}

void team_start(struct kunit *test, int (*fn)(void))
{
	int cpu;

	team.fn = fn;
	team.go = false;
	atomic_set(&team.busy, num_online_cpus());
	atomic_set(&team.faults, 0);
	for_each_online_cpu(cpu) {
		team.thread[cpu] = kthread_create(team_member, NULL,
						  "smp-test/%d", cpu);
		KUNIT_ASSERT_FALSE(test, IS_ERR(team.thread[cpu]));
		kthread_bind(team.thread[cpu], cpu);
		wake_up_process(team.thread[cpu]);
	}
}

void team_run(void)
{
	WRITE_ONCE(team.go, true);
	wake_up_all(&team_line);
	wait_event(team_line, !atomic_read(&team.busy));
}

void team_end(void)
{
	int cpu;

	for_each_online_cpu(cpu)
		kthread_stop(team.thread[cpu]);
}

int team_faults(void)
{
	return atomic_read(&team.faults);
}
