/*
 * signal.c - a word to a thread that sleeps: leave off waiting.
 *
 *	send_sig(SIGINT, task)		task->pending |= the signal's bit
 *					wake it, if it sleeps TASK_INTERRUPTIBLE
 *	the thread			signal_pending(): home with -ERESTARTSYS
 *
 * There are no processes, so no handler runs and nobody is killed: a signal is
 * a bit that stays until the thread takes it (kernel_dequeue_signal) or forgets
 * it. While one is there, sleeping TASK_INTERRUPTIBLE is no sleep: schedule()
 * comes back at once. As in Linux a kernel thread takes none until it says
 * which (allow_signal); the prompt takes SIGINT for Ctrl-C, and SIGIO.
 *
 * Invariant: pending has no bit that `allowed` had not when it was sent.
 * Locking: none but the bits' own; a sender stores before it wakes, under the
 * lock of the runqueue, and schedule() looks under that lock: no order loses
 * one.
 * Context: sending any, taking process.
 * Linux: kernel/signal.c. gdb: `p/x task->pending`, `break send_sig`.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/signal.h>
#include <linux/spinlock.h>

#define LAST_SIGNAL	31		/* those behind it are queued, in Linux */

static bool is_signal(int sig)
{
	return sig >= 1 && sig <= LAST_SIGNAL;
}

int send_sig(int sig, struct task_struct *task, int priv)
{
	if (!is_signal(sig))
		return sig ? -EINVAL : 0;
	if (!(READ_ONCE(task->allowed) & sigmask(sig)))
		return 0;
	set_bit(sig - 1, &task->pending.signal.sig[0]);
	wake_up_state(task, TASK_INTERRUPTIBLE);
	return 0;
}
EXPORT_SYMBOL(send_sig);

int kill_proc(int pid, int sig, int priv)
{
	struct task_struct *p;
	unsigned long flags;
	int err = -ESRCH;

	read_lock_irqsave(&tasklist_lock, flags);
	for_each_process(p)
		if (p->pid == pid)
			err = send_sig(sig, p, priv);
	read_unlock_irqrestore(&tasklist_lock, flags);
	return err;
}
EXPORT_SYMBOL(kill_proc);

void allow_signal(int sig)
{
	if (is_signal(sig))
		current->allowed |= sigmask(sig);
}
EXPORT_SYMBOL(allow_signal);

void disallow_signal(int sig)
{
	if (!is_signal(sig))
		return;
	current->allowed &= ~sigmask(sig);
	clear_bit(sig - 1, &current->pending.signal.sig[0]);
}
EXPORT_SYMBOL(disallow_signal);

int kernel_dequeue_signal(void)
{
	int sig = ffs(READ_ONCE(current->pending.signal.sig[0]));

	if (sig)
		clear_bit(sig - 1, &current->pending.signal.sig[0]);
	return sig;
}
EXPORT_SYMBOL(kernel_dequeue_signal);

void flush_signals(struct task_struct *task)
{
	xchg(&task->pending.signal.sig[0], 0);
}
EXPORT_SYMBOL(flush_signals);
