/*
 * sched.h - threads, and what the scheduler does with them.
 */
#ifndef K896_LINUX_SCHED_H
#define K896_LINUX_SCHED_H

#include_next <linux/sched.h>
#include_next <linux/sched/types.h>

#include <linux/instruction_pointer.h>
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>
#include <linux/rculist.h>
#include <linux/rwlock.h>
#include <linux/signal_types.h>
#include <linux/spinlock_types.h>
#include <linux/timekeeping.h>

/* What a thread waits for. */
#define TASK_RUNNING		0	/* nothing: runs, or could run */
#define TASK_INTERRUPTIBLE	1	/* an event, or a signal */
#define TASK_UNINTERRUPTIBLE	2	/* an event */
#define TASK_DEAD		4	/* nothing any more */
#define TASK_NORMAL		(TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
/* Distinctions that SIGKILL and load averages would make. */
#define TASK_KILLABLE		TASK_UNINTERRUPTIBLE
#define TASK_IDLE		TASK_UNINTERRUPTIBLE

#define MAX_SCHEDULE_TIMEOUT	0x7fffffffL

/*
 * Priorities, smaller is better: 0-23 are fixed ones, which run until they
 * sleep; 24-63 are nice -20 to 19, which share the CPU in turns.
 */
#define MAX_PRIO	64
#define MAX_RT_PRIO	24
#define NICE_TO_PRIO(nice)	(MAX_RT_PRIO + 20 + (nice))
#define DEFAULT_PRIO	NICE_TO_PRIO(0)

#define TASK_COMM_LEN	16

#define THREAD_SIZE	PAGE_SIZE	/* a stack */
#define THREAD_ALIGN	THREAD_SIZE

/* What a thread's allocations may not do until it says otherwise. */
#define PF_MEMALLOC		0x00000800	/* may use up the reserve */
#define PF_MEMALLOC_NOFS	0x00040000	/* enter no file system */
#define PF_MEMALLOC_NOIO	0x00080000	/* start no I/O */
#define PF_KTHREAD		0x00200000	/* all of them are */

struct kernel_jmpbuf;

struct task_struct {
	/* Touched by every switch. */
	long state;			/* TASK_*; changed by itself or a waker */
	unsigned long sp;		/* its stack pointer while it waits */
	struct mm_struct *mm;		/* its own address space: none */
	struct mm_struct *active_mm;	/* the one it borrows */
	struct list_head run_list;	/* in a queue of its CPU's runqueue */
	struct prio_array *array;	/* that queue's array, NULL: not queued */
	unsigned int prio;		/* 0 best .. MAX_PRIO - 1 */
	unsigned int cpu;		/* whose runqueue it belongs to */
	int time_slice;			/* ticks left of its turn */
	struct sigpending pending;	/* signals that came */

	/* The rest. */
	union {				/* the CPUs that it may use */
		cpumask_t cpus_allowed;
		cpumask_t cpus_mask;	/* as it is called today, */
		cpumask_t cpus_ptr[1];	/* and to be read through */
	};
	void *stack;			/* its page, NULL: the boot stack */
	unsigned long nvcsw;		/* switches because it waited */
	unsigned long nivcsw;		/* because it was preempted */
	unsigned long ticks;		/* that found it running */
	int pid;			/* 0: an idle thread */
	unsigned int flags;		/* PF_* */
	atomic_t usage;			/* references to this structure */
	struct list_head tasks;		/* all threads, by pid */
	char comm[TASK_COMM_LEN];	/* its name */
	int tgid;			/* pid: each is a process of its own */
	uid_t uid, euid;		/* in whose name: 0 */
	unsigned long allowed;		/* signals that it takes */
	const struct cred *cred;	/* the same: &init_cred */
	unsigned long min_flt, maj_flt;	/* page faults: none yet */
	sigset_t blocked;		/* signals for later: none */
	struct signal_struct *signal;	/* &init_signals */
	struct task_struct *parent;	/* &init_task */
	struct kernel_jmpbuf *recovery;	/* where it goes on after an oops */
	int recovery_count;		/* with this preempt_count */
	unsigned int fail_nth;		/* its allocation that is to fail */
	struct lockdep_task lockdep;	/* held locks; nothing in release */
};

/* What the threads of a process would share. */
struct signal_struct {
	struct tty_struct *tty;		/* its terminal: none */
};
extern struct signal_struct init_signals;

DECLARE_PER_CPU(struct task_struct *, current_task);
#define current	this_cpu_read(current_task)

extern struct task_struct init_task;	/* boot, then CPU 0's idle thread */
extern struct list_head task_list;	/* all of them, by task->tasks */
extern rwlock_t tasklist_lock;	/* protects that list; RCU does for reading */

/* A plain store; then one that no later load passes (before a test). */
#define __set_current_state(s)	do { current->state = (s); } while (0)
#define set_current_state(s)	do { xchg(&current->state, (s)); } while (0)
#define set_task_state(task, s)	do { xchg(&(task)->state, (s)); } while (0)

#define task_pid_nr(task)	((task)->pid)
#define task_tgid_nr(task)	((task)->tgid)
#define task_pid_vnr(task)	((task)->pid)
#define task_cpu(task)		READ_ONCE((task)->cpu)
#define get_task_comm(buf, task)	strscpy(buf, (task)->comm, sizeof(buf))
#define task_is_running(task)	(READ_ONCE((task)->state) == TASK_RUNNING)

/* R: runs or could; S, D: waits, as TASK_INTERRUPTIBLE or not; Z: dead. */
static inline char task_state_to_char(const struct task_struct *task)
{
	long state = READ_ONCE(task->state);

	return state == TASK_RUNNING ? 'R' : state == TASK_INTERRUPTIBLE ? 'S' :
	       state == TASK_UNINTERRUPTIBLE ? 'D' : 'Z';
}

/* All threads but the idle ones; under tasklist_lock or rcu_read_lock(). */
#define for_each_process(p) \
	list_for_each_entry_rcu(p, &task_list, tasks) if (!(p)->pid) {} else

/* Each thread is a process of its own: what there is more of in Linux. */
#define thread_group_leader(task)	((void)(task), true)
#define get_nr_threads(task)		((void)(task), 1)
#define next_thread(task)		(task)
#define for_each_thread(p, t)		for ((t) = (p); (t); (t) = NULL)
#define for_each_process_thread(p, t) \
	for_each_process(p) for_each_thread(p, t)
#define do_each_thread(p, t) \
	for_each_process(p) if (((t) = (p)) == NULL) {} else do
#define while_each_thread(p, t)	while (((t) = next_thread(t)) != (p))

/*
 * schedule - give up the CPU; return when this thread is chosen again. With a
 * state other than TASK_RUNNING that needs somebody's wake_up_process().
 * yield: let others of the same priority run first. Both from process context
 * with preemption and interrupts on only.
 */
void schedule(void);
void yield(void);
/* A preemption asked for: whatever its state, the thread stays runnable. */
#define cond_resched() \
	({ might_sleep(); need_resched() ? (preempt_schedule(), 1) : 0; })

/*
 * Make @task runnable: 1 if it was waiting, 0 if not. Any context, any CPU.
 * wake_up_new_task is for the first time: where least is to do just now.
 */
int wake_up_process(struct task_struct *task);
int wake_up_state(struct task_struct *task, unsigned int state);
void wake_up_new_task(struct task_struct *task);

/* A turn of the clock on this CPU: from its timer interrupt. */
void scheduler_tick(void);

/* Must this CPU choose again at the next opportunity? */
#define need_resched()	(!(raw_pcpu_read(__preempt_count) & PREEMPT_NO_RESCHED))

/* Change a thread's priority; nice -20 (best) to 19. Any context. */
void set_task_prio(struct task_struct *task, unsigned int prio);
#define set_user_nice(task, nice)	set_task_prio(task, NICE_TO_PRIO(nice))
#define task_nice(task)	((int)(task)->prio - MAX_RT_PRIO - 20)

/*
 * The same in the words of POSIX: FIFO and RR with 1 to 99 (best) are the fixed
 * priorities, which are 24 here, so that some are the same; what else there is
 * shares the CPU, with 0. -EINVAL. Any context.
 */
static inline int sched_setscheduler(struct task_struct *task, int policy,
				     const struct sched_param *param)
{
	bool fixed = policy == SCHED_FIFO || policy == SCHED_RR;
	int p = param->sched_priority;

	if (fixed ? p < 1 || p > 99 : p)
		return -EINVAL;
	set_task_prio(task, fixed ? (99 - p) * MAX_RT_PRIO / 99 :
				    DEFAULT_PRIO);
	return 0;
}
#define sched_setscheduler_nocheck	sched_setscheduler
/* Above all that share the CPU; well above; and back among them. */
#define sched_set_fifo_low(task)	set_task_prio(task, MAX_RT_PRIO - 1)
#define sched_set_fifo(task)		set_task_prio(task, MAX_RT_PRIO / 2)
#define sched_set_normal(task, nice)	set_user_nice(task, nice)

/*
 * set_cpus_allowed_ptr - from now on @task runs on the CPUs of @mask only; on
 * return it does, wherever it was. 0; -EINVAL if none of them is online, or
 * @task is an idle thread; -ENOMEM, and all is as it was: to drive a running
 * thread away takes another one. May sleep. kernel/affinity.c.
 */
int set_cpus_allowed_ptr(struct task_struct *task, const struct cpumask *mask);
/* 2.6's, by value. */
static inline int set_cpus_allowed(struct task_struct *task, cpumask_t mask)
{
	return set_cpus_allowed_ptr(task, &mask);
}
/*
 * What is below it, in any context: sched_set_cpus gives @task other CPUs and
 * moves it if it does not run just now, sched_leave does the latter only.
 * False: it runs where it may not.
 */
bool sched_set_cpus(struct task_struct *task, unsigned long cpus);
bool sched_leave(struct task_struct *task);

/*
 * Fill in @task to start at @fn(@arg) on @stack, one page. It belongs to the
 * CPU that has the least to do, and is not runnable yet.
 */
void sched_fork(struct task_struct *task, void *stack, const char *name,
		void (*fn)(void *arg), void *arg);
/* End the calling kernel thread, as if its function had returned @code. */
void do_exit(long code) __noreturn;
/* End the calling thread; its memory goes where sched_set_reaper said. */
void task_exit(void) __noreturn;
/* @fn gets each dead thread, off its stack for good, with interrupts off. */
void sched_set_reaper(void (*fn)(struct task_struct *dead));

/* Make the calling context this CPU's idle thread; never returns. */
void cpu_idle_entry(void) __noreturn;
/*
 * TSC ticks that @cpu has slept since boot for want of work: the time between
 * two readings of it, taken from that of the TSC, is what the CPU has worked.
 * Any context; 0 without a TSC.
 */
u64 cpu_idle_cycles(unsigned int cpu);
/* Give @cpu the idle thread @task, before it starts. */
void init_idle(struct task_struct *task, unsigned int cpu);
/* The boot context becomes a thread, the runqueues become usable. */
#ifndef MODULE			/* names that a module may have */
void sched_init(void);
#endif
unsigned long nr_context_switches(void);
unsigned int cpu_nr_running(unsigned int cpu);
/* Threads that @cpu has taken from others. */
unsigned long cpu_nr_pulled(unsigned int cpu);

/* Ask @cpu to choose again; kernel/ipi.c for other CPUs. */
void resched_cpu(unsigned int cpu);

static inline void get_task_struct(struct task_struct *task)
{
	atomic_inc(&task->usage);
}

void put_task_struct(struct task_struct *task);

/*
 * Sleep for @jiffies, or until woken: with TASK_UNINTERRUPTIBLE in these two;
 * schedule_timeout() itself wants the state set before. What is left is
 * returned. MAX_SCHEDULE_TIMEOUT: for ever.
 */
long schedule_timeout(long jiffies);
long schedule_timeout_interruptible(long jiffies);
long schedule_timeout_uninterruptible(long jiffies);

/*
 * "BUG: @what, by @caller", the context in words and a backtrace. Any context.
 */
void context_bug(const char *what, unsigned long caller) __cold;

#define schedule_timeout_killable(j)	schedule_timeout_uninterruptible(j)
#define schedule_timeout_idle(j)	schedule_timeout_uninterruptible(j)
#define io_schedule()		schedule()
#define io_schedule_timeout(j)	schedule_timeout(j)

/* Has a signal come that it has not taken yet? See linux/signal.h. */
static inline int signal_pending(struct task_struct *task)
{
	return unlikely(READ_ONCE(task->pending.signal.sig[0]) != 0);
}

/* A SIGKILL, for those threads that take it. */
static inline int fatal_signal_pending(struct task_struct *task)
{
	return READ_ONCE(task->pending.signal.sig[0]) >> (SIGKILL - 1) & 1;
}

/* If others wait for this CPU let them, without the lock: 1 if so. */
#define cond_resched_lock(lock) ({					\
	int __waited = need_resched();					\
	if (__waited) {							\
		spin_unlock(lock);					\
		cond_resched();						\
		spin_lock(lock);					\
	}								\
	__waited; })

/*
 * 2.6's way to a thread: call @fn(@arg) in a new one, which runs at once. Its
 * pid, or -Exxx. @flags meant what it shares with its maker; kernel threads
 * share everything. daemonize() gives the calling thread a name. May sleep.
 */
int kernel_thread(int (*fn)(void *), void *arg, unsigned long flags);
__printf(1, 2)
void daemonize(const char *name, ...);
#define CLONE_KERNEL	(CLONE_FS | CLONE_FILES | CLONE_SIGHAND)

/* What 2.6 had here. */
#ifdef MODULE
#include <linux/signal.h>
#endif

#endif
