/*
 * buffer_flush.c - the thread that writes what has been dirty for long enough.
 *
 * It sleeps while nothing is dirty. Then it looks once a second: what is older
 * than FLUSH_AGE goes; and when more than dirty_background bytes are dirty, it
 * is woken, and all goes. What could not be written is left to sync, which
 * tells somebody: trying again and again would keep a broken disk busy.
 *
 * Who makes more dirty than can be written, dirty_limit bytes, is held up in
 * __getblk(), a second at most: a disk that is broken doesn't stop others.
 *
 * Invariants: dirty_background < dirty_limit. Locking: buffer_lock; a reference
 * keeps the disk that is being written. Context: a thread; throttling process.
 * Linux: mm/page-writeback.c, fs/fs-writeback.c.
 * gdb: `break flush_old`, `p buffer_stats`.
 */
#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/wait.h>
#include "buffer.h"

#define FLUSH_AGE	(5 * HZ)	/* as long a change may wait */

unsigned long dirty_background, dirty_limit;
static DECLARE_WAIT_QUEUE_HEAD(flusher_wait);	/* the flusher sleeps here */
static DECLARE_WAIT_QUEUE_HEAD(throttle_wait);	/* who made too much dirty */

void buffer_wake_flusher(void)
{
	wake_up(&flusher_wait);
}

void buffer_wake_throttled(void)
{
	if (waitqueue_active(&throttle_wait))
		wake_up_all(&throttle_wait);
}

static bool too_much(void)
{
	return READ_ONCE(buffer_stats.dirty_bytes) > dirty_background;
}

/* Whose buffer waits longest, if that is too long: with a reference. */
static struct block_device *oldest_device(unsigned long until)
{
	struct buffer_head *bh;
	struct block_device *bdev = NULL;

	spin_lock_irq(&buffer_lock);
	list_for_each_entry(bh, &buffer_dirty, b_dirty) {
		if (test_bit(BH_Write_EIO, &bh->b_state))
			continue;	/* has been tried: sync says so */
		if (!time_after(bh->b_dirtied, until)) {
			bdev = bh->b_bdev;
			get_disk(bdev->bd_disk);
		}
		break;
	}
	spin_unlock_irq(&buffer_lock);
	return bdev;
}

/*
 * Was there anything to do? What fails is not tried twice, so there is an end.
 */
static bool flush_old(void)
{
	struct block_device *bdev;
	unsigned long until;
	bool any = false;

	for (;; any = true) {
		until = too_much() ? jiffies : jiffies - FLUSH_AGE;
		bdev = oldest_device(until);
		if (!bdev)
			return any;
		buffer_write_dirty(bdev, until);
		put_disk(bdev->bd_disk);
	}
}

static int flusher(void *unused)
{
	for (;;) {
		wait_event_interruptible(flusher_wait, buffer_stats.nr_dirty);
		if (flush_old())
			wait_event_interruptible_timeout(flusher_wait,
							 too_much(), HZ);
		else
			schedule_timeout_interruptible(HZ);
	}
	return 0;
}

/*
 * Too much is dirty: let the flusher catch up, but don't hang on a broken disk.
 */
void buffer_throttle(void)
{
	if (likely(READ_ONCE(buffer_stats.dirty_bytes) <= dirty_limit))
		return;
	wake_up(&flusher_wait);
	wait_event_timeout(throttle_wait, READ_ONCE(buffer_stats.dirty_bytes) <=
			   dirty_limit, HZ);
}

int buffer_flusher_start(void)
{
	return PTR_ERR_OR_ZERO(kthread_run(flusher, NULL, "flush"));
}
