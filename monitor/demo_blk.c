/*
 * demo blk: bios become requests, and requests wait for their turn.
 *
 * Model: a disk in memory whose queue is stopped, so that what waits can be
 * looked at; then it is started, and the ends of the bios say in which order
 * they were served.
 *
 * Invariants: the disk is the demo's own, and goes at its end.
 * Locking & context: prompt only; the queue's lock to look at what waits.
 * In Linux: nothing like it; blktrace shows the same of a real disk.
 * Watch it: (gdb) break elv_merge
 *           (gdb) km-blk
 */

#include "internal.h"
#include <linux/async.h>
#include <linux/blkdev.h>
#include <linux/brd.h>
#include <linux/buffer_head.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/mm.h>

#define KB		1024
#define SHOWN		16

static struct block_device *bdev;
static struct page *page;		/* where all bios read to */
static u32 served[SHOWN];		/* first sectors, in the order of ends */
static int nr_served;

/* ---- asking, and looking ---- */

static void note_end(struct bio *bio, int error)
{
	if (nr_served < SHOWN)
		served[nr_served++] = (unsigned long)bio->bi_private;
	bio_put(bio);
}

/* What waits, by sector. */
static void say_waiting(void)
{
	struct request_queue *q = bdev->bd_disk->queue;
	static struct { u32 first, last; } seen[SHOWN];
	struct rb_node *node;
	int n = 0;

	spin_lock_irq(q->queue_lock);
	for (node = rb_first(&q->sorted); node && n < SHOWN;
	     node = rb_next(node)) {
		struct request *rq = rb_entry(node, struct request, rb_node);

		seen[n].first = blk_rq_pos(rq);
		seen[n++].last = blk_rq_pos(rq) + blk_rq_sectors(rq) - 1;
	}
	spin_unlock_irq(q->queue_lock);
	for (int i = 0; i < n; i++)
		say(" [%u-%u]", seen[i].first, seen[i].last);
	say("\n");
}

static void ask(u32 sector, u32 sectors)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);

	bio->bi_bdev = bdev;
	bio->bi_sector = sector;
	bio->bi_private = (void *)sector;
	bio->bi_end_io = note_end;
	bio_add_page(bio, page, sectors * SECTOR_SIZE, 0);
	submit_bio(READ, bio);
}

static void ask_and_say(u32 sector, const char *what)
{
	ask(sector, 8);
	say("  read %3u-%-3u  %-28s", sector, sector + 7, what);
	say_waiting();
}

/* ---- the parts ---- */

static void show_merging(struct request_queue *q)
{
	say("A disk whose driver is busy: its queue is stopped. Eight sectors each:\n\n");
	spin_lock_irq(q->queue_lock);
	blk_stop_queue(q);
	spin_unlock_irq(q->queue_lock);
	ask_and_say(400, "the first");
	ask_and_say(800, "another");
	ask_and_say(408, "behind 400-407: joins it");
	ask_and_say(392, "in front of it: joins it");
	ask_and_say(424, "not a neighbour of any");
	ask_and_say(416, "closes the gap: one of two");
	ask_and_say(100, "the last to ask");
}

static void show_order(struct request_queue *q)
{
	say("\nSeven bios, three requests. The head stands behind sector %llu. The driver goes on:\n\n ",
	    q->head ? q->head - 1 : 0);
	nr_served = 0;
	spin_lock_irq(q->queue_lock);
	blk_start_queue(q);
	spin_unlock_irq(q->queue_lock);
	for (int i = 0; i < nr_served; i++)
		say(" %u", served[i]);
	say("\n\nUpwards from the head, then from the lowest again: in the order of the\n"
	    "sectors, not of asking.\n");
}

static void show_ahead(void)
{
	unsigned long before = bdev->bd_stats.ios[READ];

	for (int i = 256; i < 512; i++)
		brelse(__bread(bdev, i, 1024));
	say("\n256 blocks of a KB, one after the other, through the buffer cache:\n\n"
	    "  %lu requests, as more and more is read ahead\n",
	    bdev->bd_stats.ios[READ] - before);
	before = bdev->bd_stats.ios[READ];
	for (int i = 511; i >= 256; i--)
		brelse(__bread(bdev, i, 1024));
	say("  %lu requests for the same once more\n",
	    bdev->bd_stats.ios[READ] - before);
}

static int run_parts(void)
{
	struct request_queue *q = bdev->bd_disk->queue;

	page = alloc_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	ask(300, 8);			/* the head is at 308 */
	show_merging(q);
	show_order(q);
	show_ahead();
	__free_page(page);
	return 0;
}

static int demo_blk(void)
{
	int err;

	async_synchronize_full();
	err = brd_create(KB);
	if (err) {
		say(err == -EBUSY ? "there is a ram0 already: `ramdisk off`\n" :
		    "no memory for a disk of %d KB\n", KB);
		return err;
	}
	bdev = blkdev_get_by_path("ram0", FMODE_READ);
	err = PTR_ERR_OR_ZERO(bdev);
	if (!err) {
		err = run_parts();
		blkdev_put(bdev, FMODE_READ);
	}
	brd_destroy();
	return err;
}
DEMO(blk, "bios become requests; whose turn it is; reading ahead", demo_blk);
