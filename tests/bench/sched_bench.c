/*
 * sched_bench.c - what a thread switch costs: yield() between two threads of
 * one priority, and a round of sleep and wake through a wait queue. Interrupts
 * are on, as both need them; a tick in the middle costs a fraction of a
 * percent.
 */
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/smp.h>
#include <linux/wait.h>
#include "bench.h"

static int other_yields(void *unused)
{
	while (!kthread_should_stop())
		yield();
	return 0;
}

/* Per switch: there and back are two. */
static long switch_row(void)
{
	struct task_struct *other = kthread_create(other_yields, NULL, "bench");
	u64 start;

	if (IS_ERR(other))
		return PTR_ERR(other);
	kthread_bind(other, smp_processor_id());
	wake_up_process(other);
	for (int i = 0; i < BENCH_WARM; i++)
		yield();
	start = rdtsc();
	for (int i = 0; i < BENCH_ROUNDS; i++)
		yield();
	start = rdtsc() - start;
	kthread_stop(other);
	return bench_round(start, 2 * BENCH_ROUNDS);
}
BENCH_ROW("switch", switch_row);

static DECLARE_WAIT_QUEUE_HEAD(ping_wait);
static DECLARE_WAIT_QUEUE_HEAD(pong_wait);
static volatile int ball;

static int other_waits(void *unused)
{
	while (!kthread_should_stop()) {
		wait_event(pong_wait, ball);
		ball = 0;
		wake_up(&ping_wait);
	}
	return 0;
}

/* A round: we wake it, sleep, it wakes us and sleeps. Half of that is one. */
static long switch_wake_row(void)
{
	struct task_struct *other = kthread_create(other_waits, NULL, "bench");
	u64 start;

	if (IS_ERR(other))
		return PTR_ERR(other);
	kthread_bind(other, smp_processor_id());
	wake_up_process(other);
	yield();
	start = rdtsc();
	for (int i = 0; i < BENCH_ROUNDS; i++) {
		ball = 1;
		wake_up(&pong_wait);
		wait_event(ping_wait, !ball);
	}
	start = rdtsc() - start;
	ball = 1;
	kthread_stop(other);
	return bench_round(start, 2 * BENCH_ROUNDS);
}
BENCH_ROW("switch_wake", switch_wake_row);
