/*
 * blk_request.c - the driver's side: the next request, its memory, its end.
 *
 *	while ((rq = blk_fetch_request(q))) {	(in request_fn, and when the
 *		n = blk_rq_map_sg(q, rq, sg);	 interrupt has ended the last)
 *		... start the device, return ...
 *	}
 *	interrupt:	__blk_end_request(rq, error, bytes)
 *
 * Told is always how far it got from the front: the bios that end within these
 * bytes are ended, in an interrupt perhaps; of the next one the rest is still to
 * come, and blk_rq_map_sg() gives that rest. A part that failed doesn't end the
 * bio: its other sectors may be wanted, or written; in the end it is told.
 *
 * Invariants: a request is in `dispatch` from peek on, in `started` from fetch
 * on, and then the driver's until all its bytes are ended.
 * Locking: the queue's, except for the forms that take it. Context: any.
 * Linux: block/blk-core.c, blk-merge.c. gdb: `break __blk_end_request`,
 * `km-blk`.
 */
#include <linux/blkdev.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include "blk.h"

struct request *blk_peek_request(struct request_queue *q)
{
	return q->stopped ? NULL : elv_next(q);
}
EXPORT_SYMBOL(blk_peek_request);

void blk_start_request(struct request *rq)
{
	struct request_queue *q = rq->q;

	list_move_tail(&rq->queuelist, &q->started);
	rq->started = true;
	q->nr_started++;
}
EXPORT_SYMBOL(blk_start_request);

struct request *blk_fetch_request(struct request_queue *q)
{
	struct request *rq = blk_peek_request(q);

	if (rq)
		blk_start_request(rq);
	return rq;
}
EXPORT_SYMBOL(blk_fetch_request);

static bool is_started(struct request *rq)
{
	return !WARN(!rq->started, "request at %llu: the driver doesn't have it\n",
		     rq->__sector);
}

void blk_requeue_request(struct request_queue *q, struct request *rq)
{
	if (!is_started(rq))
		return;
	rq->started = false;
	q->nr_started--;
	list_move(&rq->queuelist, &q->dispatch);
}
EXPORT_SYMBOL(blk_requeue_request);

/* ---- calling the driver ---- */

void __blk_run_queue(struct request_queue *q)
{
	if (q->running) {
		q->rerun = true;
		return;
	}
	q->running = true;
	do {
		q->rerun = false;
		if (!q->stopped && (q->nr_waiting || !list_empty(&q->dispatch)))
			q->request_fn(q);
	} while (q->rerun);
	q->running = false;
}
EXPORT_SYMBOL(__blk_run_queue);

void blk_run_queue(struct request_queue *q)
{
	unsigned long flags;

	spin_lock_irqsave(q->queue_lock, flags);
	__blk_run_queue(q);
	spin_unlock_irqrestore(q->queue_lock, flags);
}
EXPORT_SYMBOL(blk_run_queue);

void blk_stop_queue(struct request_queue *q)
{
	q->stopped = true;
}
EXPORT_SYMBOL(blk_stop_queue);

void blk_start_queue(struct request_queue *q)
{
	q->stopped = false;
	__blk_run_queue(q);
}
EXPORT_SYMBOL(blk_start_queue);

/* ---- the end ---- */

/* The first of @rq has ended or got on by up to @bytes: by how many? */
static unsigned int end_first_bio(struct request *rq, int error,
				  unsigned int bytes)
{
	struct bio *bio = rq->bio;
	unsigned int n = min(bytes, bio->bi_size);

	if (error && !bio->bi_error)
		bio->bi_error = error;
	bio_advance(bio, n);
	if (bio->bi_size)
		return n;
	rq->bio = bio->bi_next;
	if (error) {
		rq->part->bd_stats.errors++;
		if (rq->part->bd_partno)
			rq->rq_disk->part[0].bd_stats.errors++;
	}
	bio_endio(bio, bio->bi_error);
	return n;
}

bool __blk_end_request(struct request *rq, int error, unsigned int bytes)
{
	struct request_queue *q = rq->q;

	if (!is_started(rq))
		return false;
	bytes = min(bytes, rq->__data_len);
	blk_account_done(rq, error ? 0 : bytes);
	if (rq_data_dir(rq) == WRITE)
		rq->rq_disk->unflushed = true;
	rq->__sector += bytes >> SECTOR_SHIFT;
	rq->__data_len -= bytes;
	while (bytes)
		bytes -= end_first_bio(rq, error, bytes);
	if (rq->__data_len)
		return true;
	if (rq->bio)			/* a flush: no bytes, but an end */
		end_first_bio(rq, error, 0);
	list_del(&rq->queuelist);
	q->nr_started--;
	blk_account_end(rq);
	blk_free_request(q, rq);
	return false;
}
EXPORT_SYMBOL(__blk_end_request);

bool blk_end_request(struct request *rq, int error, unsigned int bytes)
{
	struct request_queue *q = rq->q;
	unsigned long flags;
	bool more;

	spin_lock_irqsave(q->queue_lock, flags);
	more = __blk_end_request(rq, error, bytes);
	spin_unlock_irqrestore(q->queue_lock, flags);
	return more;
}
EXPORT_SYMBOL(blk_end_request);

void __blk_end_request_all(struct request *rq, int error)
{
	__blk_end_request(rq, error, rq->__data_len);
}
EXPORT_SYMBOL(__blk_end_request_all);

void blk_end_request_all(struct request *rq, int error)
{
	blk_end_request(rq, error, rq->__data_len);
}
EXPORT_SYMBOL(blk_end_request_all);

/* ---- its memory ---- */

/* Puts the first bytes at @addr into the last of @nr segments, or in a new one. */
static unsigned int add_segment(struct request_queue *q, struct scatterlist *sg,
				int *nr, struct page *page, unsigned long addr,
				unsigned int len)
{
	struct scatterlist *last = sg + *nr - 1;

	len = blk_segment_len(q, addr, len);
	if (*nr && sg_phys(last) + last->length == addr &&
	    (addr & q->seg_boundary_mask) &&
	    last->length < q->max_segment_size &&
	    PageHighMem(sg_page(last)) == PageHighMem(page)) {
		len = min(len, q->max_segment_size - last->length);
		last->length += len;
		return len;
	}
	sg_set_page(last + 1, page, len, offset_in_page(addr));
	sg_unmark_end(last + 1);
	++*nr;
	return len;
}

int blk_rq_map_sg(struct request_queue *q, struct request *rq,
		  struct scatterlist *sg)
{
	struct req_iterator iter;
	struct bio_vec bv;
	int nr = 0;

	rq_for_each_segment(bv, rq, iter) {
		unsigned long addr = page_to_phys(bv.bv_page) + bv.bv_offset;

		while (bv.bv_len) {
			unsigned int n = add_segment(q, sg, &nr,
						     pfn_to_page(PFN_DOWN(addr)),
						     addr, bv.bv_len);

			addr += n;
			bv.bv_len -= n;
		}
	}
	if (nr)
		sg_mark_end(sg + nr - 1);
	return nr;
}
EXPORT_SYMBOL(blk_rq_map_sg);
