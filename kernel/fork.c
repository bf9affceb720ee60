/*
 * fork.c - how a thread begins, as the scheduler sees it: a description, a
 * stack that looks as if it had been switched away from, and a CPU.
 *
 *   top of the stack:  0             the backtrace ends here
 *                      thread_start  where __switch_to "returns"
 *                      0             ebp
 *                      fn            ebx
 *                      arg           esi
 *   sp ->              0             edi
 *
 * Memory for both comes from the caller (kernel/kthread.c); nothing here
 * allocates. A new thread sleeps, in no queue, until wake_up_new_task() finds
 * the CPU with the fewest threads for it: only then is it known when it starts.
 *
 * Invariants: pids never come again; who is in task_list has a stack.
 * Locking: tasklist_lock for the list and the pids, rq->lock for a thread's
 * CPU.
 * Linux: kernel/fork.c, sched_fork() and wake_up_new_task() in kernel/sched.c.
 * gdb: `break sched_fork`, `km-threads`.
 */
#include <linux/bug.h>
#include <linux/cred.h>
#include <linux/export.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <asm/page.h>
#include "rq.h"

void thread_start(void);	/* kernel/cpu/switch.S */

/* The stack of a thread that has just "called" __switch_to. */
static unsigned long first_frame(void *stack, void (*fn)(void *), void *arg)
{
	unsigned long *sp = stack + PAGE_SIZE;

	*--sp = 0;				/* the backtrace ends here */
	*--sp = (unsigned long)thread_start;	/* where it "returns" */
	*--sp = 0;				/* ebp */
	*--sp = (unsigned long)fn;		/* ebx */
	*--sp = (unsigned long)arg;		/* esi */
	*--sp = 0;				/* edi */
	return (unsigned long)sp;
}

void sched_fork(struct task_struct *task, void *stack, const char *name,
		void (*fn)(void *arg), void *arg)
{
	static int last_pid;
	unsigned long flags;

	memset(task, 0, sizeof(*task));
	task->state = TASK_UNINTERRUPTIBLE;
	task->stack = stack;
	task->sp = first_frame(stack, fn, arg);
	task->active_mm = current->active_mm;
	task->prio = DEFAULT_PRIO;
	task->time_slice = turn_of(task);
	task->cpus_allowed.bits[0] = ~0UL;
	task->cpu = raw_smp_processor_id();
	task->cpu = least_loaded(task);
	atomic_set(&task->usage, 1);
	task->flags = PF_KTHREAD;
	task->signal = &init_signals;
	task->parent = &init_task;
	task->cred = &init_cred;
	strscpy(task->comm, name, sizeof(task->comm));
	write_lock_irqsave(&tasklist_lock, flags);
	task->pid = task->tgid = ++last_pid;
	list_add_tail_rcu(&task->tasks, &task_list);
	write_unlock_irqrestore(&tasklist_lock, flags);
}

void wake_up_new_task(struct task_struct *task)
{
	sched_leave(task);
	wake_up_process(task);
}
EXPORT_SYMBOL(wake_up_new_task);
