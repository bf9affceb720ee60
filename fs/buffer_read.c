/*
 * buffer_read.c - blocks come from the disk, and the next ones with them.
 *
 *   reads 7, 8, 9 ...   a miss at 7:  reads 7
 *                       a miss at 8:  where this reader went on: 8 to 11
 *                       a miss at 12: 12 to 27, then 64 ... up to 128 KB
 *
 * A request costs the same whether it is for one block or for a hundred (a
 * floppy turns once, whatever is wanted of the track). So who reads one after
 * the other gets each time four times as many, ahead of what he asked for, in
 * one bio. They are unlocked as they have come, and nobody waits for them who
 * doesn't need them. Where two take turns (a file and the table that says where
 * it goes on), each has a window of his own.
 *
 * What could not be read ahead is nobody's error yet: who wants that block
 * reads it alone, and hears of it.
 *
 * Invariants: a buffer on its way is locked and has a user more.
 * Locking: BH_Lock; the windows are hints, without a lock. Context: process;
 * the end of a bio any. Linux: fs/buffer.c, mm/readahead.c.
 * gdb: `break read_run`, `break end_run`.
 */
#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/wait.h>
#include "buffer.h"

#define MOST_AHEAD	(128 << 10)	/* bytes in one go */

static DECLARE_WAIT_QUEUE_HEAD(buffer_wait);	/* until one is unlocked */

/* ---- one at a time ---- */

bool trylock_buffer(struct buffer_head *bh)
{
	return !test_and_set_bit_lock(BH_Lock, &bh->b_state);
}

void lock_buffer(struct buffer_head *bh)
{
	might_sleep();
	wait_event(buffer_wait, trylock_buffer(bh));
}
EXPORT_SYMBOL(lock_buffer);

static void wake_waiters(void)
{
	smp_mb();			/* unlocked, then: who waits? */
	if (waitqueue_active(&buffer_wait))
		wake_up_all(&buffer_wait);
}

void unlock_buffer(struct buffer_head *bh)
{
	WARN_ON_ONCE(!buffer_locked(bh));
	clear_bit_unlock(BH_Lock, &bh->b_state);
	wake_waiters();
}
EXPORT_SYMBOL(unlock_buffer);

void wait_on_buffer(struct buffer_head *bh)
{
	might_sleep();
	wait_event(buffer_wait, !buffer_locked(bh));
}
EXPORT_SYMBOL(wait_on_buffer);

/* ---- neighbours in one bio ---- */

/* All of a bio have come, or none is known to. Any context. */
static void end_run(struct bio *bio, int error)
{
	struct buffer_head *bh = bio->bi_private, *next;
	unsigned int n = bh->b_run;

	bio_put(bio);
	for (; n--; bh = next) {
		next = list_next_entry(bh, b_io);
		bh->b_end(bh, error);
	}
	wake_waiters();
}

void buffer_submit(int rw, struct buffer_head *first, unsigned int n,
		   void (*end)(struct buffer_head *bh, int error))
{
	struct bio *bio = bio_alloc(GFP_NOIO, n);
	struct buffer_head *bh = first;

	bio->bi_bdev = first->b_bdev;
	bio->bi_sector = first->b_blocknr * (first->b_size >> SECTOR_SHIFT);
	bio->bi_private = first;
	bio->bi_end_io = end_run;
	first->b_run = n;
	for (; n--; bh = list_next_entry(bh, b_io)) {
		set_bit(BH_Req, &bh->b_state);
		bh->b_end = end;
		bio_add_page(bio, virt_to_page(bh->b_data), bh->b_size,
			     offset_in_page(bh->b_data));
	}
	submit_bio(rw, bio);
}

/* ---- reading ---- */

/* @bh has been read, or not; its user of buffer_submit() goes. Any context. */
static void end_read(struct buffer_head *bh, int error)
{
	unsigned long flags;

	if (!error)
		set_bit(BH_Uptodate, &bh->b_state);
	spin_lock_irqsave(&buffer_lock, flags);
	clear_bit_unlock(BH_Lock, &bh->b_state);
	bh = buffer_drop(bh);
	spin_unlock_irqrestore(&buffer_lock, flags);
	buffer_free(bh);
}

/* One that may be read along with the others, locked; NULL: stop there. */
static struct buffer_head *get_ahead(struct buffer_head *first, unsigned int i)
{
	struct buffer_head *bh = buffer_try_get(first->b_bdev,
						first->b_blocknr + i,
						first->b_size);

	if (!bh)
		return NULL;
	if (!buffer_uptodate(bh) && trylock_buffer(bh)) {
		if (!buffer_uptodate(bh))
			return bh;
		unlock_buffer(bh);
	}
	brelse(bh);
	return NULL;
}

/* @first, locked, and up to @n - 1 behind it. */
static void read_run(struct buffer_head *first, unsigned int n)
{
	struct buffer_head *bh;
	unsigned int i;

	INIT_LIST_HEAD(&first->b_io);
	for (i = 1; i < n && (bh = get_ahead(first, i)); i++)
		list_add_tail(&bh->b_io, &first->b_io);
	buffer_stats.reads += i;
	buffer_stats.ahead += i - 1;
	atomic_inc(&first->b_count);
	buffer_submit(READ, first, i, end_read);
}

/* How many to read at @block of @bdev, where there is a miss. */
static unsigned int window_at(struct block_device *bdev, sector_t block,
			      unsigned int size)
{
	unsigned int most = min(MOST_AHEAD / size, (unsigned int)BIO_MAX_VECS);
	typeof(&bdev->bd_ahead[0]) ahead = bdev->bd_ahead;

	if (ahead[0].next != block && ahead[1].next != block) {
		ahead[1] = ahead[0];	/* a new reader */
		ahead[0].window = 1;
	} else {
		if (ahead[0].next != block)
			swap(ahead[0], ahead[1]);
		ahead[0].window = clamp(ahead[0].window * 4, 4u, most);
	}
	ahead[0].next = block + ahead[0].window;
	return ahead[0].window;
}

/* Read @bh, and @n - 1 behind it; is it there now? */
static bool read_and_wait(struct buffer_head *bh, unsigned int n)
{
	lock_buffer(bh);
	if (buffer_uptodate(bh)) {	/* somebody has read it meanwhile */
		unlock_buffer(bh);
		return true;
	}
	read_run(bh, n);
	wait_on_buffer(bh);
	return buffer_uptodate(bh);
}

struct buffer_head *__bread(struct block_device *bdev, sector_t block,
			    unsigned int size)
{
	struct buffer_head *bh = __getblk(bdev, block, size);
	unsigned int n;

	if (!bh || buffer_uptodate(bh))
		return bh;
	n = window_at(bdev, block, size);
	if (read_and_wait(bh, n) || (n > 1 && read_and_wait(bh, 1)))
		return bh;
	buffer_stats.errors++;
	brelse(bh);
	return NULL;
}
EXPORT_SYMBOL(__bread);
