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
 * bytes are ended, in an interrupt perhaps; of the next one the rest is still
 * to come, and blk_rq_map_sg() gives that rest. A part that failed doesn't end
 * the bio: its other sectors may be wanted, or written; in the end it is told.
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
	if (bytes && rq_data_dir(rq) == WRITE)
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

/* Does a segment end where (@page, @offset) is? */
static inline bool ends_at(const struct scatterlist *sg,
			   const struct page *page, unsigned int offset)
{
	unsigned int end = sg->offset + sg->length;

	return sg->page + (end >> PAGE_SHIFT) == page &&
	       offset_in_page(end) == offset;
}

/* How much of what is at @addr, where @sg ends, may lengthen it. */
static unsigned int room_in(const struct request_queue *q,
			    const struct scatterlist *sg, unsigned long addr)
{
	if (!(addr & q->seg_boundary_mask) || PageHighMem(sg->page) !=
	    PageHighMem(pfn_to_page(PFN_DOWN(addr))))
		return 0;
	return q->max_segment_size - sg->length;
}

/*
 * @len bytes of (@page, @offset) to @sg, where @joins, and into new ones behind
 * it; the last one.
 */
static noinline struct scatterlist *add_piece(struct request_queue *q,
		struct scatterlist *sg, bool joins, struct page *page,
		unsigned int offset, unsigned int len)
{
	unsigned long addr = (page_to_pfn(page) << PAGE_SHIFT) + offset;
	unsigned int n, room;

	for (; len; len -= n, addr += n, joins = true) {
		n = blk_segment_len(q, addr, len);
		room = joins ? room_in(q, sg, addr) : 0;
		if (room) {
			n = min(n, room);
			sg->length += n;
		} else {
			sg_set_page(++sg, pfn_to_page(PFN_DOWN(addr)), n,
				    offset_in_page(addr));
			sg_unmark_end(sg);
		}
	}
	return sg;
}

/* The pieces of @bio behind @last, which is in front of @first at the start. */
static struct scatterlist *map_bio(struct request_queue *q, struct bio *bio,
				   struct scatterlist *first,
				   struct scatterlist *last)
{
	unsigned int in_page = blk_takes_pages(q) ? PAGE_SIZE : 0;
	struct bio_vec *bv = bio->bi_io_vec + bio->bi_idx;
	unsigned int left = bio->bi_size, skip = bio->bi_skip;

	for (; left; bv++, skip = 0) {
		unsigned int len = min(bv->bv_len - skip, left);
		unsigned int offset = bv->bv_offset + skip;
		struct page *page = bv->bv_page + (offset >> PAGE_SHIFT);
		bool joins;

		offset = offset_in_page(offset);
		joins = last >= first && ends_at(last, page, offset);
		left -= len;
		if (joins || offset + len > in_page) {
			last = add_piece(q, last, joins, page, offset, len);
			continue;
		}
		sg_set_page(++last, page, len, offset);
		sg_unmark_end(last);
	}
	return last;
}

int blk_rq_map_sg(struct request_queue *q, struct request *rq,
		  struct scatterlist *sg)
{
	struct scatterlist *last = sg - 1;

	for (struct bio *bio = rq->bio; bio; bio = bio->bi_next)
		last = map_bio(q, bio, sg, last);
	if (last >= sg)
		sg_mark_end(last);
	return last + 1 - sg;
}
EXPORT_SYMBOL(blk_rq_map_sg);
