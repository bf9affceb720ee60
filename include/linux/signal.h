/*
 * signal.h - a word to a thread that sleeps: leave off waiting;
 * kernel/signal.c.
 *
 *	allow_signal(SIGINT);			the thread that takes it
 *	if (wait_event_interruptible(wq, ready))
 *		return -ERESTARTSYS;
 *
 *	send_sig(SIGINT, task, 0);		whoever wants it to leave off
 */
#ifndef K896_LINUX_SIGNAL_H
#define K896_LINUX_SIGNAL_H

#include <linux/signal_types.h>
#include_next <linux/signal.h>
#include <linux/sched.h>

#define sigmask(sig)	(1UL << ((sig) - 1))

/*
 * @sig (1-31) to @task: 0, also when it takes no such signal, -EINVAL. Signal 0
 * is none: only asked, is there such a thread? @priv is Linux's, and means
 * nothing here. Any context; who sends it to another has a reference.
 */
int send_sig(int sig, struct task_struct *task, int priv);
/* The same by number, 2.6's name: -ESRCH: there is no such thread. */
int kill_proc(int pid, int sig, int priv);

/* The calling thread takes @sig, or takes it no more. Process context. */
void allow_signal(int sig);
void disallow_signal(int sig);
/* One that has come, which is forgotten; 0: none. Process context. */
int kernel_dequeue_signal(void);
/* All that have come are forgotten. */
void flush_signals(struct task_struct *task);

#endif
