/*
 * buffer_write.c - what was changed goes to the disk: soon, or now.
 *
 *   mark_buffer_dirty --> buffer_dirty [oldest] ... [newest]
 *                            |
 *     the flusher: those older than 5 s, or all when there are too many
 *     sync:        all that are dirty when it begins
 *                            |
 *   a batch of one device, sorted, neighbours in one bio, and waited for
 *
 * A buffer leaves the list before it is written: who changes it meanwhile marks
 * it again. If a bio fails each of its buffers is written once more alone, so
 * that a bad block takes none of its neighbours along; what then fails is dirty
 * again, as old as it was, and whoever called sync is told. So 0 from sync
 * means: all of it is on the disk, and a flush has put it on the medium.
 *
 * Invariants: BH_Dirty iff in buffer_dirty. One batch of a device at a time, so
 * who has bd_write_mutex knows that nothing else is on its way.
 * Locking: bd_write_mutex, then buffer_lock. Context: process, sleeps.
 * Linux: fs/buffer.c.
 * gdb: `km-buffer`, `break write_batch`.
 */
#define pr_fmt(fmt) "buffer: " fmt

#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/list_sort.h>
#include <linux/printk.h>
#include "buffer.h"

#define BATCH		256		/* buffers that are on their way at once */

LIST_HEAD(buffer_dirty);
static atomic_t last_pass;		/* rounds of writing so far */

/* ---- dirty or clean ---- */

void mark_buffer_dirty(struct buffer_head *bh)
{
	unsigned long flags;
	bool wake = false;

	set_bit(BH_Uptodate, &bh->b_state);
	spin_lock_irqsave(&buffer_lock, flags);
	if (!buffer_dirty(bh) && !test_bit(BH_Gone, &bh->b_state)) {
		set_bit(BH_Dirty, &bh->b_state);
		bh->b_dirtied = jiffies;
		list_add_tail(&bh->b_dirty, &buffer_dirty);
		wake = !buffer_stats.nr_dirty++;
		buffer_stats.dirty_bytes += bh->b_size;
		wake |= buffer_stats.dirty_bytes > dirty_background;
	}
	spin_unlock_irqrestore(&buffer_lock, flags);
	if (wake)
		buffer_wake_flusher();
}
EXPORT_SYMBOL(mark_buffer_dirty);

void buffer_clean(struct buffer_head *bh)
{
	clear_bit(BH_Dirty, &bh->b_state);
	list_del_init(&bh->b_dirty);
	buffer_stats.nr_dirty--;
	buffer_stats.dirty_bytes -= bh->b_size;
}

/* Could not be written: dirty as before, and the first to be tried again. */
static void dirty_again(struct buffer_head *bh)
{
	unsigned long flags;

	spin_lock_irqsave(&buffer_lock, flags);
	if (!buffer_dirty(bh) && !test_bit(BH_Gone, &bh->b_state)) {
		set_bit(BH_Dirty, &bh->b_state);
		list_add(&bh->b_dirty, &buffer_dirty);
		buffer_stats.nr_dirty++;
		buffer_stats.dirty_bytes += bh->b_size;
	}
	spin_unlock_irqrestore(&buffer_lock, flags);
}

/* ---- a batch ---- */

/* Any context. */
static void end_write(struct buffer_head *bh, int error)
{
	if (error)
		set_bit(BH_Write_EIO, &bh->b_state);
	else
		clear_bit(BH_Write_EIO, &bh->b_state);
	clear_bit_unlock(BH_Lock, &bh->b_state);
}

/*
 * The dirty ones of @bdev, marked before @until and not yet seen in this @pass:
 * out of the list, one user more, into @batch. How many. With @lock those that
 * can be locked at once, and are then.
 */
static int collect(struct block_device *bdev, unsigned long until,
		   unsigned long pass, bool lock, struct list_head *batch)
{
	struct buffer_head *bh, *next;
	int n = 0;

	spin_lock_irq(&buffer_lock);
	list_for_each_entry_safe(bh, next, &buffer_dirty, b_dirty) {
		if (bh->b_bdev != bdev || bh->b_pass == pass ||
		    time_after(bh->b_dirtied, until))
			continue;
		if (lock && !trylock_buffer(bh))
			continue;
		buffer_clean(bh);
		bh->b_pass = pass;
		atomic_inc(&bh->b_count);
		list_add_tail(&bh->b_io, batch);
		if (++n == BATCH)
			break;
	}
	spin_unlock_irq(&buffer_lock);
	return n;
}

static int by_block(void *unused, const struct list_head *a,
		    const struct list_head *b)
{
	sector_t x = list_entry(a, struct buffer_head, b_io)->b_blocknr;
	sector_t y = list_entry(b, struct buffer_head, b_io)->b_blocknr;

	return x < y ? -1 : x > y;
}

/* How many in a row, from @first on, are neighbours. */
static unsigned int run_length(struct list_head *batch,
			       struct buffer_head *first)
{
	struct buffer_head *bh = list_next_entry(first, b_io);
	unsigned int n = 1;

	while (&bh->b_io != batch && n < BIO_MAX_VECS &&
	       bh->b_blocknr == first->b_blocknr + n) {
		bh = list_next_entry(bh, b_io);
		n++;
	}
	return n;
}

/*
 * Each of them is locked for its way, if it isn't yet, and the last one seen is
 * returned.
 */
static struct buffer_head *submit_run(struct buffer_head *first, unsigned int n,
				      bool locked)
{
	struct buffer_head *bh = first;

	for (unsigned int i = 0; i < n; i++) {
		if (i)
			bh = list_next_entry(bh, b_io);
		if (!locked)
			lock_buffer(bh);
	}
	buffer_submit(WRITE | REQ_BUFFER, first, n, end_write);
	buffer_stats.writes += n;
	return bh;
}

/* 0, or -EIO: the buffer is dirty again. */
static int finish(struct buffer_head *bh, bool again)
{
	int err = 0;

	wait_on_buffer(bh);
	if (again && test_bit(BH_Write_EIO, &bh->b_state)) {
		/* alone; it may have been a neighbour */
		submit_run(bh, 1, false);
		wait_on_buffer(bh);
	}
	if (test_bit(BH_Write_EIO, &bh->b_state)) {
		dirty_again(bh);
		buffer_stats.errors++;
		err = -EIO;
	}
	list_del(&bh->b_io);
	brelse(bh);
	return err;
}

static int write_batch(struct list_head *batch, bool locked)
{
	struct buffer_head *bh, *next;
	int err = 0;

	list_sort(NULL, batch, by_block);
	list_for_each_entry(bh, batch, b_io)
		bh = submit_run(bh, run_length(batch, bh), locked);
	list_for_each_entry(bh, batch, b_io)
		wait_on_buffer(bh);	/* then nobody walks along b_io */
	list_for_each_entry_safe(bh, next, batch, b_io)
		err = finish(bh, !locked) ?: err;
	buffer_wake_throttled();
	return err;
}

static int report(struct block_device *bdev, int err)
{
	char name[BDEVNAME_SIZE];

	if (err)
		printk_ratelimited(KERN_WARNING
				   "buffer: %s: not all could be written\n",
				   bdevname(bdev, name));
	return err;
}

int buffer_write_dirty(struct block_device *bdev, unsigned long until)
{
	unsigned long pass = atomic_inc_return(&last_pass);
	LIST_HEAD(batch);
	int err = 0;

	mutex_lock(&bdev->bd_write_mutex);
	while (collect(bdev, until, pass, false, &batch))
		err = write_batch(&batch, false) ?: err;
	mutex_unlock(&bdev->bd_write_mutex);
	return report(bdev, err);
}

/*
 * Without waiting for anybody: our caller may hold a buffer's lock that whoever
 * writes just now is waiting for.
 */
void buffer_write_some(struct block_device *bdev)
{
	unsigned long pass = atomic_inc_return(&last_pass);
	LIST_HEAD(batch);
	int err = 0;

	if (!mutex_trylock(&bdev->bd_write_mutex))
		return;
	while (collect(bdev, jiffies, pass, true, &batch))
		err = write_batch(&batch, true) ?: err;
	mutex_unlock(&bdev->bd_write_mutex);
	report(bdev, err);
}

/* ---- sync ---- */

int sync_blockdev(struct block_device *bdev)
{
	int err;

	might_sleep();
	if (!bdev->bd_disk->alive)
		return -EIO;		/* what was dirty is forgotten */
	err = buffer_write_dirty(bdev, jiffies);
	return report(bdev, blkdev_issue_flush(bdev)) ?: err;
}
EXPORT_SYMBOL(sync_blockdev);

int sync_dirty_buffer(struct buffer_head *bh)
{
	struct block_device *bdev = bh->b_bdev;
	bool dirty;
	int err = 0;

	mutex_lock(&bdev->bd_write_mutex);
	spin_lock_irq(&buffer_lock);
	dirty = buffer_dirty(bh);
	if (dirty)
		buffer_clean(bh);
	spin_unlock_irq(&buffer_lock);
	if (dirty) {
		submit_run(bh, 1, false);
		wait_on_buffer(bh);
		if (test_bit(BH_Write_EIO, &bh->b_state)) {
			dirty_again(bh);
			err = -EIO;
		}
	}
	mutex_unlock(&bdev->bd_write_mutex);
	return report(bdev, err);
}
EXPORT_SYMBOL(sync_dirty_buffer);

int sys_sync(void)
{
	struct gendisk *disk = NULL;
	int err = 0;

	might_sleep();
	while ((disk = next_disk(disk)))
		for (int i = 0; i < DISK_MAX_PARTS; i++)
			if (disk->part[i].bd_valid)
				err = sync_blockdev(&disk->part[i]) ?: err;
	return err;
}
EXPORT_SYMBOL(sys_sync);
