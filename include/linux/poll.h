/*
 * poll.h - may one read or write now? A driver's poll answers with bits, after it
 * has named the queues that are woken when the answer changes.
 *
 * `dev poll /dev/x` asks. It does not wait: nobody puts himself on the queues.
 */
#ifndef K896_LINUX_POLL_H
#define K896_LINUX_POLL_H

#include_next <linux/poll.h>
#include_next <linux/eventpoll.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

typedef unsigned int __poll_t;

typedef struct poll_table_struct {
	/* Called for each queue, where somebody is to wait. */
	void (*_qproc)(struct file *file, wait_queue_head_t *queue,
		       struct poll_table_struct *table);
	__poll_t _key;			/* what he waits for */
} poll_table;

static inline void poll_wait(struct file *file, wait_queue_head_t *queue,
			     poll_table *table)
{
	if (table && table->_qproc && queue)
		table->_qproc(file, queue, table);
}

#endif
