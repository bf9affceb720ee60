/*
 * blk.h - what the files of the block layer know of each other.
 *
 *   blk_bio.c		bios: made, cut, ended
 *   blk.c		submit_bio(): into requests
 *   blk_queue.c	queues: made, limits, the end
 *   blk_elevator.c	what waits: merged, sorted, whose turn it is
 *   blk_request.c	the driver's side
 *   blk_stat.c		what is counted
 *   blk_disk.c		disks: there, gone
 *   blk_open.c		names, opening, media
 *   blk_part.c		a disk's partitions
 *   blk_mbr.c		what a partition table says
 *
 * Lock order: disks_mutex > disk->open_mutex > queue_lock > the driver's own,
 * wait queues, pools.
 */
#ifndef _BLK_H
#define _BLK_H

#include <linux/blkdev.h>
#include <linux/mm.h>

/* blk_bio.c: the pools, made by the first queue at the latest; 0 or -ENOMEM. */
int blk_pools_init(void);
/* A part of @bio is done, with @error; the last one calls bi_end_io. */
void bio_endio(struct bio *bio, int error);
/* Go on @bytes further in @bio. */
void bio_advance(struct bio *bio, unsigned int bytes);
/* The first @bytes of @bio as one of its own, which ends into @bio. */
struct bio *bio_split(struct bio *bio, unsigned int bytes);
/*
 * How much of @bio one request of @q may hold, and in how many segments; 0: not
 * even one block of the medium.
 */
unsigned int bio_fits(struct request_queue *q, struct bio *bio,
		      unsigned int *segs);

/* Is what lies in one page always one segment? */
static inline bool blk_takes_pages(const struct request_queue *q)
{
	return q->max_segment_size >= PAGE_SIZE &&
	       q->seg_boundary_mask >= PAGE_SIZE - 1;
}

/* Where a piece lies; all of RAM has 32-bit addresses. */
static inline unsigned long bv_addr(const struct bio_vec *bv)
{
	return (page_to_pfn(bv->bv_page) << PAGE_SHIFT) + bv->bv_offset;
}

/* Of the @len bytes at @addr those that one segment may hold. */
static inline unsigned int blk_segment_len(const struct request_queue *q,
					   unsigned long addr, unsigned int len)
{
	unsigned long room = q->seg_boundary_mask -
			     (addr & q->seg_boundary_mask);

	len = min(len, q->max_segment_size);
	return len - 1 <= room ? len : room + 1;
}

/* blk_elevator.c: all with the queue's lock. Does @bio join what waits? */
bool elv_merge(struct request_queue *q, struct bio *bio, unsigned int segs);
void elv_add(struct request_queue *q, struct request *rq);
/* The one whose turn it is, from now on in the dispatch list; NULL: none. */
struct request *elv_next(struct request_queue *q);
static inline sector_t rq_end(const struct request *rq)
{
	return rq->__sector + (rq->__data_len >> SECTOR_SHIFT);
}

/* Where @bio begins on its disk. */
static inline sector_t bio_disk_sector(const struct bio *bio)
{
	return bio->bi_sector + bio->bi_bdev->bd_start;
}

/* blk.c: a request goes; with the queue's lock. */
void blk_free_request(struct request_queue *q, struct request *rq);
/* blk_queue.c */
void blk_get_queue(struct request_queue *q);
void blk_put_queue(struct request_queue *q);
extern struct list_head blk_queues;	/* all, for inspection */
extern spinlock_t blk_queues_lock;	/* over that list */

/* blk_stat.c: with the queue's lock. */
void blk_account_start(struct request *rq);
void blk_account_bio_merge(struct request *rq);	/* a bio has joined it */
void blk_account_merge(struct request *rq);	/* it has joined another */
void blk_account_done(struct request *rq, unsigned int bytes);
void blk_account_end(struct request *rq);

/*
 * blk_open.c: the buffers of the parts of @disk from @first on, dirty ones too.
 */
void blk_forget_cache(struct gendisk *disk, int first);
/*
 * blk_part.c: what the table on @disk says, into its part[]. With open_mutex,
 * or before anybody can open it. May sleep.
 */
void blk_read_partitions(struct gendisk *disk);

#endif
