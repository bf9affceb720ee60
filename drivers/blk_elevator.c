/*
 * blk_elevator.c - what waits is merged, sorted, and waits not too long.
 *
 *   bio 40-47 --+      sorted   [8-15] [32-39] [64-79]      by sector
 *               |                       + 40-47: behind it
 *               +----> fifo     [64-79] [8-15] [32-39]      by age
 *
 * A bio that begins where a waiting request ends joins it at the back, one that
 * ends where a request begins joins at the front; if that closes the gap
 * between two requests, they become one. The driver gets requests upwards from
 * where the last one ended, and begins anew at the lowest: so a head goes over
 * the disk in one direction, and back in one go. But whoever waits in front of
 * a head that is kept busy behind it would wait for ever: a request has a
 * deadline, half a second for a read (somebody waits for it), five for a write.
 * When one has passed, the way goes on from there, for BATCH requests at least.
 *
 * Invariants: sorted and fifo hold the same requests; what is in `dispatch` or
 * with the driver doesn't change any more. Two requests that touch the same
 * sectors may pass each other: whoever cares waits for the first.
 * Locking: the queue's, everywhere. Context: any.
 * Linux: block/elevator.c, deadline-iosched.c.
 * gdb: `break elv_next`, `km-blk`.
 */
#include <linux/blkdev.h>
#include <linux/jiffies.h>
#include "blk.h"

#define BATCH		16		/* in a row after a deadline */

static const unsigned int expires[] = {
	[READ] = HZ / 2, [WRITE] = 5 * HZ,
};

#define node_rq(node)	rb_entry_safe(node, struct request, rb_node)

/* The last that begins at or before @sector and the first behind: or NULL. */
static void find_place(struct request_queue *q, sector_t sector,
		       struct request **before, struct request **behind)
{
	struct rb_node *node = q->sorted.rb_node;

	*before = *behind = NULL;
	while (node) {
		struct request *rq = node_rq(node);

		if (sector < rq->__sector) {
			*behind = rq;
			node = node->rb_left;
		} else {
			*before = rq;
			node = node->rb_right;
		}
	}
}

static void insert_sorted(struct request_queue *q, struct request *new)
{
	struct rb_node **link = &q->sorted.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = new->__sector < node_rq(parent)->__sector ?
			&parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&new->rb_node, parent, link);
	rb_insert_color(&new->rb_node, &q->sorted);
}

static void stop_waiting(struct request_queue *q, struct request *rq)
{
	rb_erase(&rq->rb_node, &q->sorted);
	list_del(&rq->queuelist);
	q->nr_waiting--;
}

void elv_add(struct request_queue *q, struct request *rq)
{
	int dir = rq_data_dir(rq);

	if (rq->cmd_flags & REQ_FLUSH) {	/* no place of its own */
		list_add_tail(&rq->queuelist, &q->dispatch);
		return;
	}
	rq->deadline = jiffies + expires[dir];
	insert_sorted(q, rq);
	list_add_tail(&rq->queuelist, &q->fifo[dir]);
	q->nr_waiting++;
}

/* ---- merging ---- */

/* May @rq become so much longer? */
static bool room_for(struct request_queue *q, const struct request *rq,
		     unsigned int bytes, unsigned int segs)
{
	return rq->__data_len + bytes <= q->max_sectors << SECTOR_SHIFT &&
	       rq->nr_phys_segments + segs <= q->max_segments;
}

/* Does @rq go where, and for whom, @bio goes? */
static bool same_kind(const struct request *rq, const struct bio *bio)
{
	return rq_data_dir(rq) == bio_data_dir(bio) && rq->part == bio->bi_bdev;
}

/* @behind begins where @rq ends now: one request of both, if that may be. */
static void join(struct request_queue *q, struct request *rq,
		 struct request *behind)
{
	if (!behind || rq_end(rq) != behind->__sector ||
	    rq_data_dir(rq) != rq_data_dir(behind) || rq->part != behind->part ||
	    !room_for(q, rq, behind->__data_len, behind->nr_phys_segments))
		return;
	rq->biotail->bi_next = behind->bio;
	rq->biotail = behind->biotail;
	rq->__data_len += behind->__data_len;
	rq->nr_phys_segments += behind->nr_phys_segments;
	if (time_before(behind->deadline, rq->deadline)) {
		rq->deadline = behind->deadline;
		list_move(&rq->queuelist, &behind->queuelist);
	}
	stop_waiting(q, behind);
	blk_account_merge(behind);
	blk_free_request(q, behind);
}

static bool merge_back(struct request_queue *q, struct request *rq,
		       struct bio *bio, unsigned int segs)
{
	if (!rq || rq_end(rq) != bio_disk_sector(bio) || !same_kind(rq, bio) ||
	    !room_for(q, rq, bio->bi_size, segs))
		return false;
	rq->biotail->bi_next = bio;
	rq->biotail = bio;
	rq->__data_len += bio->bi_size;
	rq->nr_phys_segments += segs;
	return true;
}

static bool merge_front(struct request_queue *q, struct request *rq,
			struct bio *bio, unsigned int segs)
{
	if (!rq || rq->__sector != bio_disk_sector(bio) + bio_sectors(bio) ||
	    !same_kind(rq, bio) || !room_for(q, rq, bio->bi_size, segs))
		return false;
	bio->bi_next = rq->bio;
	rq->bio = bio;
	rq->__sector -= bio_sectors(bio);	/* its place stays the same */
	rq->__data_len += bio->bi_size;
	rq->nr_phys_segments += segs;
	return true;
}

bool elv_merge(struct request_queue *q, struct bio *bio, unsigned int segs)
{
	struct request *before, *behind;

	if (!q->nr_waiting || (bio->bi_rw & REQ_FLUSH))
		return false;
	find_place(q, bio_disk_sector(bio), &before, &behind);
	if (merge_back(q, before, bio, segs)) {
		blk_account_bio_merge(before);
		join(q, before, behind);
		return true;
	}
	if (!merge_front(q, behind, bio, segs))
		return false;
	blk_account_bio_merge(behind);
	return true;
}

/* ---- whose turn it is ---- */

/*
 * Of the two oldest the one that should have been served first, if it should.
 */
static struct request *overdue(struct request_queue *q)
{
	struct request *rd = list_first_entry_or_null(&q->fifo[READ],
						      struct request, queuelist);
	struct request *wr = list_first_entry_or_null(&q->fifo[WRITE],
						      struct request, queuelist);
	struct request *rq = rd;

	if (!rd || (wr && time_before(wr->deadline, rd->deadline)))
		rq = wr;
	return rq && time_after_eq(jiffies, rq->deadline) ? rq : NULL;
}

/* The next one on the way upwards, or the lowest; of equals the oldest. */
static struct request *next_upwards(struct request_queue *q)
{
	struct request *before, *behind = NULL;

	if (q->head)
		find_place(q, q->head - 1, &before, &behind);
	return behind ?: node_rq(rb_first(&q->sorted));
}

struct request *elv_next(struct request_queue *q)
{
	struct request *rq = NULL;

	if (!list_empty(&q->dispatch))
		return list_first_entry(&q->dispatch, struct request, queuelist);
	if (!q->nr_waiting)
		return NULL;
	if (q->batch > 0)
		q->batch--;
	else if ((rq = overdue(q)))
		q->batch = BATCH - 1;
	rq = rq ?: next_upwards(q);
	stop_waiting(q, rq);
	list_add(&rq->queuelist, &q->dispatch);
	q->head = rq_end(rq);
	return rq;
}
