/*
 * blk_queue.c - queues: made, told their driver's limits, and ended.
 *
 * The end is the part that needs care. From `dead` on nobody gets in; what
 * waits fails, and so does who sleeps for a request; what the driver has is
 * waited for, as it is in a device's hands. Only then may the driver, and the
 * lock that it lent, go. The structure stays until the last disk that points to
 * it has gone.
 *
 * Invariants: a dead queue has no requests and nobody in submit_bio() when
 * blk_cleanup_queue() returns. Limits don't change while there are requests.
 * Locking: queue_lock; blk_queues_lock over the list of all. Context: process,
 * sleeps. Linux: block/blk-core.c, blk-settings.c.
 * gdb: `break blk_cleanup_queue`, `km-blk`.
 */
#include <linux/blkdev.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/log2.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "blk.h"

#define NR_REQUESTS	128		/* of a queue */
#define RESERVE		4		/* of them always there */

LIST_HEAD(blk_queues);
DEFINE_SPINLOCK(blk_queues_lock);

/* ---- the beginning and the end ---- */

static void set_defaults(struct request_queue *q)
{
	q->nr_requests = NR_REQUESTS;
	q->max_sectors = 1024;
	q->max_segments = 128;
	q->max_segment_size = 65536;
	q->seg_boundary_mask = 0xffffffff;
	q->logical_block_size = SECTOR_SIZE;
}

struct request_queue *blk_init_queue(request_fn_proc *fn, spinlock_t *lock)
{
	struct request_queue *q = NULL;

	if (!blk_pools_init())
		q = kzalloc(sizeof(*q), GFP_KERNEL);
	if (!q)
		return NULL;
	if (mempool_init(&q->pool, RESERVE, mempool_kmalloc, mempool_kfree,
			 (void *)sizeof(struct request))) {
		kfree(q);
		return NULL;
	}
	spin_lock_init(&q->own_lock);
	q->queue_lock = lock ?: &q->own_lock;
	q->request_fn = fn;
	q->sorted = RB_ROOT;
	INIT_LIST_HEAD(&q->fifo[READ]);
	INIT_LIST_HEAD(&q->fifo[WRITE]);
	INIT_LIST_HEAD(&q->dispatch);
	INIT_LIST_HEAD(&q->started);
	init_waitqueue_head(&q->wait);
	init_waitqueue_head(&q->drained);
	atomic_set(&q->refs, 1);
	set_defaults(q);
	spin_lock_irq(&blk_queues_lock);
	list_add_tail(&q->list, &blk_queues);
	spin_unlock_irq(&blk_queues_lock);
	return q;
}
EXPORT_SYMBOL(blk_init_queue);

void blk_get_queue(struct request_queue *q)
{
	atomic_inc(&q->refs);
}

void blk_put_queue(struct request_queue *q)
{
	if (!atomic_dec_and_test(&q->refs))
		return;
	spin_lock_irq(&blk_queues_lock);
	list_del(&q->list);
	spin_unlock_irq(&blk_queues_lock);
	mempool_exit(&q->pool);
	kfree(q);
}

/* All that waits fails. With the lock. */
static void fail_waiting(struct request_queue *q)
{
	struct request *rq;

	while ((rq = elv_next(q))) {
		blk_start_request(rq);
		__blk_end_request_all(rq, -EIO);
	}
}

void blk_cleanup_queue(struct request_queue *q)
{
	might_sleep();
	spin_lock_irq(q->queue_lock);
	q->dead = true;
	fail_waiting(q);
	spin_unlock_irq(q->queue_lock);
	wake_up_all(&q->wait);
	wait_event(q->drained, !atomic_read(&q->users) &&
		   !READ_ONCE(q->nr_allocated));
	spin_lock_irq(q->queue_lock);	/* who ended the last one is out of it */
	spin_unlock_irq(q->queue_lock);
	q->queue_lock = &q->own_lock;	/* the driver's may go now */
	blk_put_queue(q);
}
EXPORT_SYMBOL(blk_cleanup_queue);

/* ---- limits ---- */

/* Room for one of the medium's blocks, in whole sectors. */
static unsigned int sane(unsigned int bytes)
{
	WARN_ON_ONCE(bytes < SECTOR_SIZE);
	return max_t(unsigned int, bytes & ~(SECTOR_SIZE - 1), SECTOR_SIZE);
}

void blk_queue_max_hw_sectors(struct request_queue *q, unsigned int sectors)
{
	q->max_sectors = clamp(sectors, 1u, 65536u);
}
EXPORT_SYMBOL(blk_queue_max_hw_sectors);

void blk_queue_max_segments(struct request_queue *q, unsigned int segments)
{
	q->max_segments = max(segments, 1u);
}
EXPORT_SYMBOL(blk_queue_max_segments);

void blk_queue_max_segment_size(struct request_queue *q, unsigned int bytes)
{
	q->max_segment_size = sane(bytes);
}
EXPORT_SYMBOL(blk_queue_max_segment_size);

void blk_queue_segment_boundary(struct request_queue *q, unsigned long mask)
{
	q->seg_boundary_mask = mask | (SECTOR_SIZE - 1);
}
EXPORT_SYMBOL(blk_queue_segment_boundary);

void blk_queue_logical_block_size(struct request_queue *q, unsigned int bytes)
{
	if (WARN_ON_ONCE(!is_power_of_2(bytes) || bytes < SECTOR_SIZE))
		return;
	q->logical_block_size = bytes;
}
EXPORT_SYMBOL(blk_queue_logical_block_size);

unsigned int queue_logical_block_size(struct request_queue *q)
{
	return q->logical_block_size;
}
EXPORT_SYMBOL(queue_logical_block_size);

void blk_queue_flush(struct request_queue *q, unsigned int flush)
{
	q->flush = flush & REQ_FLUSH;
}
EXPORT_SYMBOL(blk_queue_flush);
