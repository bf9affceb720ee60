/*
 * demo_percpu.c - `demo percpu`: a counter that all CPUs count up at once.
 *
 * Three ways: a plain load and store, the same under a spinlock, and one
 * counter a CPU. The first is wrong, the second slow, the third neither. The
 * window between load and store is widened on purpose, so that the error shows
 * in every run and not once a week.
 *
 * Locking & context: that is what it shows; threads, one a CPU.
 * In Linux: local_t and this_cpu_inc() against a shared counter.
 * Watch it: (gdb) break demo_percpu
 *           (gdb) km-percpu
 */
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/timekeeping.h>
#include <linux/wait.h>
#include <asm/barrier.h>
#include <asm/processor.h>
#include "internal.h"

#define DURATION	(300 * NSEC_PER_MSEC)	/* of each way */
#define WINDOW	100		/* looks between load and store */

enum way { PLAIN, LOCKED, PER_CPU, NR_WAYS };

static const char *const way_name[NR_WAYS] = {
	"shared, no lock", "shared, spinlock", "one a CPU",
};

static volatile unsigned long shared;
static DEFINE_SPINLOCK(shared_lock);
static DEFINE_PER_CPU(unsigned long, apart);

static enum way way;
static atomic_t ready;			/* threads at the start line */
static volatile bool go;
static atomic_t left;			/* threads that still count */
static atomic_t made;			/* counts of all threads */
static u64 end;				/* when they stop */
static DECLARE_WAIT_QUEUE_HEAD(all_done);

/* Some work, the same for all three ways. */
static void dawdle(void)
{
	for (volatile int i = 0; i < WINDOW; )
		i++;
}

/* Load, wait a little, store: what somebody stored in between is lost. */
static void add_slowly(void)
{
	unsigned long seen = shared;

	dawdle();
	shared = seen + 1;
}

static void add_one(void)
{
	switch (way) {
	case PLAIN:
		add_slowly();
		break;
	case LOCKED:
		spin_lock(&shared_lock);
		add_slowly();
		spin_unlock(&shared_lock);
		break;
	default:
		dawdle();
		this_cpu_inc(apart);
	}
}

static int counter_thread(void *unused)
{
	int counts = 0;

	atomic_inc(&ready);
	while (!go)
		yield();
	while (ktime_get_ns() < end) {
		add_one();
		counts++;
	}
	atomic_add(counts, &made);
	if (atomic_dec_and_test(&left))
		wake_up(&all_done);
	return 0;
}

static unsigned long counted(void)
{
	unsigned long sum = 0;
	unsigned int cpu;

	if (way != PER_CPU)
		return shared;
	for_each_possible_cpu(cpu)
		sum += per_cpu(apart, cpu);
	return sum;
}

static void reset(enum way w)
{
	unsigned int cpu;

	way = w;
	shared = 0;
	for_each_possible_cpu(cpu)
		per_cpu(apart, cpu) = 0;
	atomic_set(&ready, 0);
	atomic_set(&made, 0);
	go = false;
}

/* One thread a CPU, two on a machine with one; how many there are. */
static int start_threads(void)
{
	unsigned int cpu, started = 0;
	int least = num_online_cpus() == 1 ? 2 : 1;

	atomic_set(&left, num_online_cpus() * least);
	for_each_online_cpu(cpu)
		for (int i = 0; i < least; i++) {
			struct task_struct *task =
				kthread_create(counter_thread, NULL, "count/%u", cpu);

			if (IS_ERR(task)) {
				atomic_dec(&left);
				continue;
			}
			kthread_bind(task, cpu);
			wake_up_process(task);
			started++;
		}
	return started;
}

/* One way; its line of the table. 0 or -Exxx. */
static int run_way(enum way w)
{
	int threads, counts;
	u64 start;

	reset(w);
	threads = start_threads();
	if (!threads)
		return -ENOMEM;
	while (atomic_read(&ready) < threads)
		yield();
	start = ktime_get_ns();
	end = start + DURATION;
	smp_wmb();			/* who sees `go` sees `end` */
	go = true;
	wait_event(all_done, atomic_read(&left) == 0);
	counts = atomic_read(&made);
	say("  %-18s %10ld %10d %12llu\n", way_name[w],
	    (long)(counts - counted()), counts, counts ?
	    div_u64((ktime_get_ns() - start) * threads, counts) : 0);
	return 0;
}

static int demo_percpu(void)
{
	int err;

	say("%u CPUs count at once, for 0.3 seconds. Each counts by loading,\n"
	    "adding one and storing, with a short pause in between:\n\n",
	    num_online_cpus());
	say("  %-18s %10s %10s %12s\n", "counter", "lost", "of",
	    "ns each");
	for (enum way w = PLAIN; w < NR_WAYS; w++) {
		err = run_way(w);
		if (err)
			return err;
	}
	if (num_online_cpus() == 1)
		say("\n(On one CPU two threads count. When a tick comes in between,\n"
		    "the other one's whole turn is lost: boot with CPUS=2 to see\n"
		    "them do it at the same time.)\n");
	say("\nWithout the lock a CPU stores over what another stored since it\n"
	    "loaded: counts are lost. With it nothing is lost, and all wait for\n"
	    "each other. One counter a CPU needs no lock: nobody else writes it,\n"
	    "and this_cpu_inc() is one instruction that no interrupt can split.\n"
	    "The price is a sum over all CPUs for who wants to know the total.\n");
	return 0;
}
DEMO(percpu, "one counter, many CPUs: wrong, slow, and right", demo_percpu);

