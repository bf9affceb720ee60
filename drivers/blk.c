/*
 * blk.c - submit_bio(): bios become requests, and wait for the driver.
 *
 *   submit_bio --check--> cut to the limits --+--> joins a request that waits
 *                                             +--> a request of its own
 *                                             +--> none left: sleep for one
 *
 * A queue has nr_requests requests. Whoever wants one more sleeps until one is
 * over, the first to come first; that is what keeps a writer from filling the
 * memory with what a slow disk has to write. The first few come from a reserve,
 * so that with no memory left there is always one to wait for.
 *
 * Invariants: nr_waiting + nr_started + those in `dispatch` = nr_allocated.
 * Locking: queue_lock, interrupts off; a disk's flush_mutex over its flushes.
 * Context: submitting and flushing process, else any.
 * Linux: block/blk-core.c. gdb: `break submit_bio`, `km-blk`.
 */
#define pr_fmt(fmt) "blk: " fmt

#include <linux/bitops.h>
#include <linux/blkdev.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include "blk.h"

struct fault_attr fail_make_request = {
	.name = "fail_make_request",
	.interval = 1,
	.times = ATOMIC_INIT(1),
};

static int __init parse_fail_make_request(char *text)
{
	return setup_fault_attr(&fail_make_request, text) ? 0 : -EINVAL;
}
early_param("fail_make_request", parse_fail_make_request);

/* ---- requests come and go; with the lock ---- */

static struct request *new_request(struct request_queue *q, struct bio *bio,
				   unsigned int segs)
{
	struct request *rq;

	if (q->nr_allocated >= q->nr_requests)
		return NULL;
	rq = mempool_alloc(&q->pool, GFP_ATOMIC | __GFP_NOWARN);
	if (!rq)
		return NULL;
	q->nr_allocated++;
	rq->q = q;
	rq->rq_disk = bio->bi_bdev->bd_disk;
	rq->bio = rq->biotail = bio;
	rq->__sector = bio_disk_sector(bio);
	rq->__data_len = bio->bi_size;
	rq->cmd_flags = bio->bi_rw & (WRITE | REQ_FLUSH);
	rq->nr_phys_segments = segs;
	rq->started = false;
	rq->errors = 0;
	rq->special = NULL;
	rq->part = bio->bi_bdev;
	blk_account_start(rq);
	return rq;
}

void blk_free_request(struct request_queue *q, struct request *rq)
{
	mempool_free(rq, &q->pool);
	q->nr_allocated--;
	if (waitqueue_active(&q->wait))
		wake_up(&q->wait);
	if (q->dead && !q->nr_allocated)
		wake_up(&q->drained);
}

/* Until a request is over; the lock is dropped meanwhile. */
static noinline void wait_for_request(struct request_queue *q)
	__must_hold(q->queue_lock)
{
	DEFINE_WAIT(wait);

	prepare_to_wait_exclusive(&q->wait, &wait, TASK_UNINTERRUPTIBLE);
	spin_unlock_irq(q->queue_lock);
	schedule();
	finish_wait(&q->wait, &wait);
	spin_lock_irq(q->queue_lock);
}

/* A request of its own for @bio, if there is one to be had. */
static bool add_request(struct request_queue *q, struct bio *bio,
			unsigned int segs)
{
	struct request *rq = new_request(q, bio, segs);

	if (rq)
		elv_add(q, rq);
	return rq;
}

/*
 * @bio, which fits, into a request. Who comes while others wait waits behind
 * them; who was woken and finds one to join lets the next one have it.
 */
static void queue_bio(struct request_queue *q, struct bio *bio,
		      unsigned int segs)
{
	bool waited = false, queued;

	bio->bi_next = NULL;
	spin_lock_irq(q->queue_lock);
	for (;;) {
		queued = !q->dead && (elv_merge(q, bio, segs) ||
			 ((waited || !waitqueue_active(&q->wait)) &&
			  add_request(q, bio, segs)));
		if (queued || q->dead)
			break;
		wait_for_request(q);
		waited = true;
	}
	if (waited && q->nr_allocated < q->nr_requests)
		wake_up(&q->wait);
	if (queued)
		__blk_run_queue(q);
	spin_unlock_irq(q->queue_lock);
	if (!queued)
		bio_endio(bio, -EIO);
}

/* ---- what is asked for ---- */

static int refuse(struct bio *bio, const char *why, int err)
{
	char name[BDEVNAME_SIZE];

	printk_ratelimited(KERN_WARNING
			   "%s: %s of %u sectors at %llu: %s\n",
			   bdevname(bio->bi_bdev, name),
			   bio_data_dir(bio) ? "write" : "read",
			   bio_sectors(bio), bio->bi_sector, why);
	return err;
}

/* May it be? 0, or what to tell. */
static int check_bio(struct request_queue *q, struct bio *bio)
{
	struct block_device *bdev = bio->bi_bdev;
	unsigned int block = (q->logical_block_size >> SECTOR_SHIFT) - 1;

	if (unlikely(!bdev->bd_disk->alive))
		return -EIO;
	if (bio_data_dir(bio) == WRITE && bdev->bd_disk->read_only)
		return -EROFS;
	if (bio_sectors(bio) > bdev->bd_nr ||
	    bio->bi_sector > bdev->bd_nr - bio_sectors(bio))
		return refuse(bio, "past the end", -EIO);
	if (unlikely(((u32)bio_disk_sector(bio) | bio_sectors(bio)) & block))
		return refuse(bio, "not whole blocks", -EINVAL);
	if (unlikely(fail_make_request.probability) &&
	    should_fail(&fail_make_request, bio->bi_size))
		return refuse(bio, "fail_make_request", -EIO);
	return 0;
}

/* Portions that the driver takes, one after the other. */
static void cut_and_queue(struct request_queue *q, struct bio *bio)
{
	unsigned int segs, fits;

	for (;;) {
		fits = bio_fits(q, bio, &segs);
		if (fits == bio->bi_size) {
			queue_bio(q, bio, segs);
			return;
		}
		if (!fits)
			break;
		queue_bio(q, bio_split(bio, fits), segs);
	}
	bio_endio(bio, refuse(bio, "a block in too many pieces", -EINVAL));
}

/* Whose buffers say what is on the disk after this. */
static void note_writer(struct bio *bio)
{
	struct block_device *bdev = bio->bi_bdev;
	int who = bio->bi_rw & REQ_BUFFER ? bdev->bd_partno : DISK_MAX_PARTS;

	if (!test_bit(who, &bdev->bd_disk->written_by))
		set_bit(who, &bdev->bd_disk->written_by);
}

void submit_bio(int rw, struct bio *bio)
{
	struct request_queue *q = bio->bi_bdev->bd_disk->queue;
	int err;

	might_sleep();
	bio->bi_rw = rw;
	bio->bi_error = 0;
	atomic_set(&bio->bi_remaining, 1);
	if (bio_data_dir(bio) == WRITE)
		note_writer(bio);
	atomic_inc(&q->users);
	err = READ_ONCE(q->dead) ? -EIO : check_bio(q, bio);
	if (err || (!bio->bi_size && !(rw & REQ_FLUSH)))
		bio_endio(bio, err);
	else
		cut_and_queue(q, bio);
	if (atomic_dec_and_test(&q->users) && unlikely(READ_ONCE(q->dead)))
		wake_up(&q->drained);
}
EXPORT_SYMBOL(submit_bio);

static int flush_locked(struct gendisk *disk)
{
	struct bio *bio;
	int err;

	if (!disk->queue->flush || !READ_ONCE(disk->unflushed))
		return 0;
	disk->unflushed = false;	/* what is answered from now on */
	smp_mb();
	bio = bio_alloc(GFP_NOIO, 0);
	bio->bi_bdev = &disk->part[0];
	err = submit_bio_wait(WRITE | REQ_FLUSH, bio);
	bio_put(bio);
	if (err)
		disk->unflushed = true;
	return err;
}

int blkdev_issue_flush(struct block_device *bdev)
{
	struct gendisk *disk = bdev->bd_disk;
	int err;

	mutex_lock(&disk->flush_mutex);
	err = flush_locked(disk);
	mutex_unlock(&disk->flush_mutex);
	return err;
}
EXPORT_SYMBOL(blkdev_issue_flush);
