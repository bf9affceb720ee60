/*
 * poll.h - may one read or write now? A driver's poll answers with bits, after
 * it has named the queues that are woken when the answer changes. fs/poll.c;
 * `dev poll /dev/x` asks, `dev poll /dev/x in 1000` waits.
 */
#ifndef K896_LINUX_POLL_H
#define K896_LINUX_POLL_H

#include_next <linux/poll.h>
#include_next <linux/eventpoll.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

typedef struct poll_table_struct {
	/* Called for each queue, where somebody is to wait. */
	void (*_qproc)(struct file *file, wait_queue_head_t *queue,
		       struct poll_table_struct *table);
	unsigned int _key;		/* what he waits for */
} poll_table;

static inline void poll_wait(struct file *file, wait_queue_head_t *queue,
			     poll_table *table)
{
	if (table && table->_qproc && queue)
		table->_qproc(file, queue, table);
}

/* What its driver answers now; @pt NULL: nobody is to wait. May sleep. */
unsigned int vfs_poll(struct file *file, struct poll_table_struct *pt);
/*
 * Waits until one of @events (POLLIN, ...), an error or a hang-up is there, at
 * most
 * @timeout ticks (0: only asks): what is there, perhaps nothing; -EINTR,
 * -ENOMEM.
 */
int vfs_poll_wait(struct file *file, unsigned int events, long timeout);

#endif
