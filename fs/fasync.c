/*
 * fasync.c - a signal to whoever wants to hear when a file can be read.
 *
 *	file_set_async(file, true)	f_owner = current, ->fasync(fd, file, 1)
 *	    fasync_helper()		the driver's list gets an entry
 *	kill_fasync(&list, SIGIO, POLL_IN)	later, from anywhere: to each owner
 *
 * The signal says that something came, not where: poll tells that.
 *
 * Invariants: a file stands in a driver's list once. It is taken off, at the
 * latest, when it is closed; f_owner is a reference, while FASYNC is set.
 * Locking: fasync_lock over all lists, interrupts off: drivers call
 * kill_fasync() from interrupts. Context: fasync_helper process, kill_fasync
 * any.
 * Linux: fs/fcntl.c. gdb: `break kill_fasync`, `p **list`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "file.h"

static DEFINE_SPINLOCK(fasync_lock);

/* Where @file stands in the list, or its end. With fasync_lock. */
static struct fasync_struct **find(struct file *file,
				   struct fasync_struct **list)
{
	while (*list && (*list)->fa_file != file)
		list = &(*list)->fa_next;
	return list;
}

static int take_off(struct file *file, struct fasync_struct **list)
{
	struct fasync_struct **at, *gone;
	unsigned long flags;

	spin_lock_irqsave(&fasync_lock, flags);
	at = find(file, list);
	gone = *at;
	if (gone)
		*at = gone->fa_next;
	spin_unlock_irqrestore(&fasync_lock, flags);
	kfree(gone);
	return gone != NULL;
}

int fasync_helper(int fd, struct file *file, int on,
		  struct fasync_struct **list)
{
	struct fasync_struct *new, **at;
	unsigned long flags;
	bool is_new;

	might_sleep();
	if (!on)
		return take_off(file, list);
	new = kzalloc(sizeof(*new), GFP_KERNEL);
	if (!new)
		return -ENOMEM;
	new->fa_file = file;
	new->fa_fd = fd;
	spin_lock_irqsave(&fasync_lock, flags);
	at = find(file, list);
	is_new = !*at;
	if (is_new)
		*at = new;
	else
		(*at)->fa_fd = fd;
	spin_unlock_irqrestore(&fasync_lock, flags);
	if (!is_new)
		kfree(new);
	return is_new;
}
EXPORT_SYMBOL(fasync_helper);

void kill_fasync(struct fasync_struct **list, int sig, int band)
{
	struct fasync_struct *fa;
	unsigned long flags;

	spin_lock_irqsave(&fasync_lock, flags);
	for (fa = *list; fa; fa = fa->fa_next)
		if (fa->fa_file->f_owner)
			send_sig(sig, fa->fa_file->f_owner, 0);
	spin_unlock_irqrestore(&fasync_lock, flags);
}
EXPORT_SYMBOL(kill_fasync);

int file_set_async(struct file *file, bool on)
{
	int err;

	if (!file->f_op->fasync)
		return -EINVAL;
	if (on == !!(file->f_flags & FASYNC))
		return 0;
	if (on) {
		get_task_struct(current);
		file->f_owner = current;
	}
	err = file->f_op->fasync(-1, file, on);
	if (on && err >= 0) {
		file->f_flags |= FASYNC;
		return 0;
	}
	file->f_flags &= ~FASYNC;
	put_task_struct(file->f_owner);
	file->f_owner = NULL;
	return min(err, 0);
}
