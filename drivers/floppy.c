/*
 * floppy.c - floppy disks fd0 and fd1: what the block layer asks for, brought
 * to the controller one by one.
 *
 *   request: sectors 30-60, pieces of memory A, B, ...
 *      |
 *      +-- A --dma_map_page--> handle --+-- 30-35, rest of the cylinder --> FDC
 *      |                                '-- 36-45, the next one ----------> FDC
 *      '-- B ...
 *
 * There is one controller and one thread, which serves both drives by turns. A
 * command moves what one piece of memory and one cylinder have in common: up to
 * 36 sectors, both heads, in two turns of the disk. The DMA API sees to it that
 * a piece lies where an ISA device reaches it, below 16 MB and in one 64 KB
 * frame, or is bounced. The queue is not told of the frame: it would cut there,
 * if need be in the middle of a sector, and a sector goes by one command.
 *
 * A piece that fails is gone through once more sector by sector: the good ones
 * arrive, and only the bad one is answered with -EIO. Without a medium, or with
 * one that is protected, or without an answer, the rest of the request fails at
 * once. A piece for which there is no bounce buffer is tried in halves.
 *
 * Drives are looked for after the prompt stands, media when somebody opens one.
 *
 * Locking: fdc_mutex over a piece, a look; then queue_lock, for both queues.
 * Context: process. Linux: drivers/block/floppy.c, whose thread is a workqueue.
 * gdb: `p drives`, `break serve_piece`.
 */
#define pr_fmt(fmt) "floppy: " fmt

#include <linux/async.h>
#include <linux/blkdev.h>
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/printk.h>
#include <linux/scatterlist.h>
#include <linux/sched.h>
#include "floppy.h"

#define FLOPPY_MAJOR	2
#define MAX_SECTORS	128
#define MAX_PIECES	32
#define MAX_PIECE	0x10000		/* bytes; what can be bounced at once */

static struct floppy_drive drives[FLOPPY_DRIVES];
static DEFINE_SPINLOCK(queue_lock);
static struct task_struct *floppy_thread;
static struct scatterlist pieces[MAX_PIECES];	/* the thread's */

/* ---- requests ---- */

/* The first @bytes of @piece, at @sector; how many went well, or -Exxx. */
static int serve_piece(struct floppy_drive *d, bool write, unsigned int sector,
		       struct scatterlist *piece, unsigned int bytes)
{
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	unsigned int done = 0, n;
	dma_addr_t handle;
	int error = 0;

	handle = dma_map_page(NULL, sg_page(piece), piece->offset, bytes, dir);
	if (dma_mapping_error(NULL, handle))
		return -ENOMEM;
	while (done < bytes && !error) {
		n = min((bytes - done) / SECTOR_SIZE,
			floppy_cylinder_rest(d, sector + done / SECTOR_SIZE));
		error = floppy_move(d, write, sector + done / SECTOR_SIZE, n,
				    handle + done);
		if (!error)
			done += n * SECTOR_SIZE;
	}
	dma_unmap_page(NULL, handle, bytes, dir);
	return done ? : error;
}

/* Can no other sector go better either? */
static bool hopeless(int error)
{
	return error == -ENOMEDIUM || error == -EROFS || error == -ETIMEDOUT;
}

static int serve_some(struct floppy_drive *d, struct request *rq,
		      unsigned int limit)
{
	int done = -ENOMEDIUM;

	mutex_lock(&fdc_mutex);
	if (d->geometry && blk_rq_map_sg(d->queue, rq, pieces) > 0)
		done = serve_piece(d, rq_data_dir(rq) == WRITE, blk_rq_pos(rq),
				   &pieces[0], min(pieces[0].length, limit));
	floppy_rest(d);
	mutex_unlock(&fdc_mutex);
	return done;
}

static void serve(struct request *rq)
{
	struct floppy_drive *d = rq->rq_disk->private_data;
	unsigned int limit = MAX_PIECE;	/* of a piece, in bytes */
	bool more = true;
	int done;

	while (more) {
		done = serve_some(d, rq, limit);
		if (done > 0) {
			more = blk_end_request(rq, 0, done);
		} else if (hopeless(done)) {
			blk_end_request_all(rq, done);
			return;
		} else if (limit > SECTOR_SIZE) {
			limit = done == -ENOMEM ? limit / 2 : SECTOR_SIZE;
		} else {
			more = blk_end_request(rq, done, SECTOR_SIZE);
		}
	}
}

/* The other drive's turn, if it wants one. */
static struct request *next_request(void)
{
	static unsigned int last;
	struct request *rq = NULL;

	spin_lock_irq(&queue_lock);
	for (unsigned int i = 1; !rq && i <= FLOPPY_DRIVES; i++) {
		struct floppy_drive *d = &drives[(last + i) % FLOPPY_DRIVES];

		if (d->queue)
			rq = blk_fetch_request(d->queue);
		if (rq)
			last = d->nr;
	}
	spin_unlock_irq(&queue_lock);
	return rq;
}

static int floppy_main(void *unused)
{
	struct request *rq;

	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		rq = next_request();
		if (rq) {
			__set_current_state(TASK_RUNNING);
			serve(rq);
		} else if (kthread_should_stop()) {
			__set_current_state(TASK_RUNNING);
			return 0;
		} else {
			schedule();
		}
	}
}

static void floppy_request(struct request_queue *q)
{
	wake_up_process(floppy_thread);
}

/* ---- media ---- */

static int floppy_media_changed(struct gendisk *disk)
{
	struct floppy_drive *d = disk->private_data;
	bool changed;

	mutex_lock(&fdc_mutex);
	changed = floppy_changed(d);
	mutex_unlock(&fdc_mutex);
	return changed;
}

static int floppy_revalidate(struct gendisk *disk)
{
	struct floppy_drive *d = disk->private_data;
	int error;

	mutex_lock(&fdc_mutex);
	error = floppy_look(d);
	mutex_unlock(&fdc_mutex);
	set_capacity(disk, error ? 0 : d->geometry->sectors);
	set_disk_ro(disk, !error && d->protected);
	return error;
}

static const struct block_device_operations floppy_fops = {
	.media_changed = floppy_media_changed,
	.revalidate_disk = floppy_revalidate,
};

/* ---- drives ---- */

static int add_drive(struct floppy_drive *d)
{
	d->disk = alloc_disk(1);
	if (!d->disk)
		return -ENOMEM;
	d->queue = blk_init_queue(floppy_request, &queue_lock);
	if (!d->queue) {
		put_disk(d->disk);
		d->disk = NULL;
		return -ENOMEM;
	}
	blk_queue_max_hw_sectors(d->queue, MAX_SECTORS);
	blk_queue_max_segments(d->queue, MAX_PIECES);
	blk_queue_max_segment_size(d->queue, MAX_PIECE);
	d->disk->major = FLOPPY_MAJOR;
	d->disk->first_minor = d->nr;
	snprintf(d->disk->disk_name, DISK_NAME_LEN, "fd%u", d->nr);
	d->disk->fops = &floppy_fops;
	d->disk->queue = d->queue;
	d->disk->private_data = d;
	d->disk->flags = GENHD_FL_REMOVABLE;
	d->disk->model = d->kind->name;
	add_disk(d->disk);
	return 0;
}

/* What is found is only logged: somebody may be typing by now. */
static void floppy_probe(void *unused, async_cookie_t cookie)
{
	struct task_struct *thread;
	bool any = false;

	for (unsigned int nr = 0; nr < FLOPPY_DRIVES; nr++)
		any |= floppy_drive_init(&drives[nr], nr);
	if (!any || fdc_probe())
		return;
	thread = kthread_create(floppy_main, NULL, "floppy");
	if (IS_ERR(thread)) {
		fdc_release();
		return;
	}
	floppy_thread = thread;
	wake_up_process(thread);
	for (unsigned int nr = 0; nr < FLOPPY_DRIVES; nr++) {
		struct floppy_drive *d = &drives[nr];

		if (d->kind && !add_drive(d))
			printk(KERN_DEBUG pr_fmt("fd%u: %s at a %s\n"), nr,
			       d->kind->name, fdc_name());
	}
}

static int __init floppy_init(void)
{
	async_schedule(floppy_probe, NULL);
	return 0;
}
device_initcall(floppy_init);
