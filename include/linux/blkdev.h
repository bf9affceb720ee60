/*
 * blkdev.h - disks: requests on their way, and drivers that serve them;
 * drivers/blk.c.
 *
 *   reader --bio--> queue --merge, sort--> request --> driver --> interrupt
 *     ^                                                              |
 *     +------------------ bi_end_io <--- __blk_end_request ----------+
 *
 * A bio says: these pieces of memory, from this sector of that device on, one
 * way. Neighbours are merged into a request, requests wait in the order of
 * their sectors, and the driver takes them one at a time. Sectors are 512 bytes
 * everywhere, whatever the medium's own blocks are.
 */
#ifndef _LINUX_BLKDEV_H
#define _LINUX_BLKDEV_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/mempool.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>
#include <linux/scatterlist.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#define SECTOR_SHIFT	9
#define SECTOR_SIZE	(1 << SECTOR_SHIFT)

#define READ	0
#define WRITE	1
#define REQ_FLUSH	0x80		/* with WRITE and no data: see below */
#define REQ_BUFFER	0x100		/* by way of the buffer cache */

struct bio;
struct block_device;
struct fault_attr;
struct gendisk;
struct request;
struct request_queue;

/* ---- what is asked for ---- */

struct bio_vec {
	struct page *bv_page;		/* the first page; any zone */
	unsigned int bv_len;		/* in bytes, a multiple of 512; may go
					 * on in the frames behind it */
	unsigned int bv_offset;		/* where in that page it begins */
};

/* @error is 0 or -Exxx; may be called from interrupts. */
typedef void (bio_end_io_t)(struct bio *bio, int error);

struct bio {
	sector_t bi_sector;		/* first sector, of bi_bdev */
	struct block_device *bi_bdev;	/* a disk or a partition */
	struct bio *bi_next;		/* in its request */
	unsigned int bi_rw;		/* READ or WRITE */
	unsigned int bi_size;		/* bytes that are still to come */
	unsigned short bi_vcnt;		/* pieces in bi_io_vec */
	unsigned short bi_max_vecs;	/* pieces there is room for */
	struct bio_vec *bi_io_vec;
	bio_end_io_t *bi_end_io;	/* called once, when all is done */
	void *bi_private;		/* the caller's */

	/* The block layer's. */
	unsigned short bi_idx;		/* the first piece that isn't done */
	unsigned int bi_skip;		/* bytes of it that are */
	int bi_error;			/* what will be told: the first error */
	atomic_t bi_remaining;		/* parts that aren't done yet */
	struct bio_vec bi_inline_vecs[];	/* for small ones */
};

#define BIO_MAX_VECS	256		/* pieces of a bio, at most */

#define bio_data_dir(bio)	((bio)->bi_rw & 1)
#define bio_sectors(bio)	((bio)->bi_size >> SECTOR_SHIFT)

/*
 * bio_alloc - an empty bio with room for @nr_vecs pieces (BIO_MAX_VECS at most,
 * else NULL), from a pool: never NULL where @gfp allows sleeping. Use GFP_NOIO
 * where memory may be wanted for writing. bio_put() frees it, any context.
 */
struct bio *bio_alloc(gfp_t gfp, unsigned int nr_vecs);
void bio_put(struct bio *bio);
/*
 * Adds a piece: its length, or 0 where there is no room. What goes on where the
 * last one ends makes that one longer.
 */
int bio_add_page(struct bio *bio, struct page *page, unsigned int len,
		 unsigned int offset);

/*
 * submit_bio - ask for it; bi_end_io is called in any case, with -EIO for
 * sectors that aren't there, -EROFS for a write to what is read-only, -EINVAL
 * for what isn't made of the medium's blocks. However large it is: it is cut
 * into what the driver takes. May sleep while the queue is full, and calls the
 * driver. bi_size is what is still to come; bi_sector, too, moves on.
 * submit_bio_wait() sleeps until it is done: 0 or -Exxx; bi_end_io and
 * bi_private are its own.
 */
void submit_bio(int rw, struct bio *bio);
int submit_bio_wait(int rw, struct bio *bio);

/* ---- requests: what a driver sees ---- */

struct request {
	struct list_head queuelist;	/* in one of its queue's lists */
	struct rb_node rb_node;		/* while it waits: by sector */
	struct request_queue *q;
	struct gendisk *rq_disk;
	struct bio *bio;		/* the first that isn't done */
	struct bio *biotail;		/* the last */
	sector_t __sector;		/* where to go on, of the whole disk */
	unsigned int __data_len;	/* bytes that are still to come */
	unsigned int cmd_flags;		/* READ or WRITE, REQ_FLUSH */
	unsigned int nr_phys_segments;	/* at most, as blk_rq_map_sg() */
	bool started;			/* the driver has it */
	int errors;			/* the driver's count */
	void *special;			/* the driver's */
	struct block_device *part;	/* whose statistics it goes into */
	unsigned long deadline;		/* in jiffies: then it is its turn */
	u64 start_ns;			/* when it was queued, for diskstats */
};

/*
 * The pieces of memory of what is still to come of @rq, one after the other, as
 * struct bio_vec @bv: for drivers that copy by hand. @iter is a struct
 * req_iterator.
 */
struct req_iterator {
	struct bio *bio;		/* where we are, NULL: at the end */
	unsigned int idx, skip, left;	/* there: piece, bytes of it, of it all */
};

static inline void blk_iter_bio(struct req_iterator *iter, struct bio *bio)
{
	*iter = (struct req_iterator){ .bio = bio };
	if (!bio)
		return;
	iter->idx = bio->bi_idx;
	iter->skip = bio->bi_skip;
	iter->left = bio->bi_size;
}

static inline bool blk_iter_next(struct req_iterator *iter, struct bio_vec *bv)
{
	while (iter->bio && !iter->left)
		blk_iter_bio(iter, iter->bio->bi_next);
	if (!iter->bio)
		return false;
	*bv = iter->bio->bi_io_vec[iter->idx++];
	bv->bv_offset += iter->skip;
	bv->bv_page += bv->bv_offset >> PAGE_SHIFT;
	bv->bv_offset = offset_in_page(bv->bv_offset);
	bv->bv_len = min(bv->bv_len - iter->skip, iter->left);
	iter->skip = 0;
	iter->left -= bv->bv_len;
	return true;
}

#define rq_for_each_segment(bv, rq, iter)				\
	for (blk_iter_bio(&(iter), (rq)->bio); blk_iter_next(&(iter), &(bv)); )

#define rq_data_dir(rq)		((rq)->cmd_flags & 1)
#define blk_rq_pos(rq)		((rq)->__sector)
#define blk_rq_bytes(rq)	((rq)->__data_len)
#define blk_rq_sectors(rq)	((rq)->__data_len >> SECTOR_SHIFT)

/* Called with the queue's lock held, interrupts off, when there is work. */
typedef void (request_fn_proc)(struct request_queue *q);

struct request_queue {
	spinlock_t *queue_lock;		/* over all of this; often the driver's */
	spinlock_t own_lock;		/* or this one */
	request_fn_proc *request_fn;
	void *queuedata;		/* the driver's */

	struct rb_root sorted;		/* requests that wait, by sector */
	struct list_head fifo[2];	/* the same by age; [READ], [WRITE] */
	struct list_head dispatch;	/* whose turn it is: the next first */
	struct list_head started;	/* the driver has them */
	sector_t head;			/* where the last one ended */
	int batch;			/* so many more in a row from here */

	unsigned int nr_waiting;	/* in sorted */
	unsigned int nr_started;	/* in started */
	unsigned int nr_allocated;	/* requests there are, and ... */
	unsigned int nr_requests;	/* ... may be */
	wait_queue_head_t wait;		/* who wants one more */
	mempool_t pool;			/* requests */

	bool stopped;			/* blk_stop_queue() */
	bool running;			/* in request_fn now */
	bool rerun;			/* and then once more */
	bool dead;			/* blk_cleanup_queue() */
	atomic_t users;			/* in submit_bio() just now */
	wait_queue_head_t drained;	/* cleanup waits here */
	atomic_t refs;			/* who has a pointer to it */
	struct list_head list;		/* of all queues */

	unsigned int flush;		/* REQ_FLUSH: has a cache */
	unsigned int max_sectors;	/* limits of a request */
	unsigned int max_segments;
	unsigned int max_segment_size;
	unsigned long seg_boundary_mask;
	unsigned int logical_block_size;
};

/*
 * blk_init_queue - a queue whose driver is called with @lock (NULL: its own)
 * held. NULL without memory. blk_cleanup_queue() ends it: what waits fails with
 * -EIO, what the driver has is waited for. May sleep.
 */
struct request_queue *blk_init_queue(request_fn_proc *fn, spinlock_t *lock);
void blk_cleanup_queue(struct request_queue *q);

/*
 * A disk answers "written" when the data is in its cache. A queue that was told
 * @flush = REQ_FLUSH also gets requests without data, with that bit in
 * cmd_flags: end them (blk_end_request_all) when all that was answered before
 * is on the medium. Others never see one.
 */
void blk_queue_flush(struct request_queue *q, unsigned int flush);
/*
 * blkdev_issue_flush - have what was answered put on the medium: what sync does
 * at its end. 0, or the driver's -Exxx; 0 at once where no flush is needed. May
 * sleep.
 */
int blkdev_issue_flush(struct block_device *bdev);

/* What one request may be at most; before the disk is added. */
void blk_queue_max_hw_sectors(struct request_queue *q, unsigned int sectors);
void blk_queue_max_segments(struct request_queue *q, unsigned int segments);
void blk_queue_max_segment_size(struct request_queue *q, unsigned int bytes);
/* A piece never crosses a multiple of @mask + 1. */
void blk_queue_segment_boundary(struct request_queue *q, unsigned long mask);
/* The medium's own blocks: 512 or 2048; requests are multiples of them. */
void blk_queue_logical_block_size(struct request_queue *q, unsigned int bytes);
unsigned int queue_logical_block_size(struct request_queue *q);

/*
 * With the queue's lock held. blk_fetch_request() gives the next request to the
 * driver, NULL: there is none, or the queue is stopped. blk_peek_request() only
 * shows it, blk_start_request() then takes it. blk_requeue_request() puts one
 * back in front of all.
 */
struct request *blk_peek_request(struct request_queue *q);
void blk_start_request(struct request *rq);
struct request *blk_fetch_request(struct request_queue *q);
void blk_requeue_request(struct request_queue *q, struct request *rq);
/* Don't call the driver; call it again. */
void blk_stop_queue(struct request_queue *q);
void blk_start_queue(struct request_queue *q);
/* Call the driver, if there is work and the queue isn't stopped. */
void __blk_run_queue(struct request_queue *q);
void blk_run_queue(struct request_queue *q);	/* takes the lock */

/*
 * Tell that @bytes of it are done: with 0, or failed: with -Exxx. True while
 * there is more of it. The forms with two underscores want the queue's lock,
 * the others take it; any context.
 */
bool __blk_end_request(struct request *rq, int error, unsigned int bytes);
bool blk_end_request(struct request *rq, int error, unsigned int bytes);
void __blk_end_request_all(struct request *rq, int error);
void blk_end_request_all(struct request *rq, int error);

/*
 * blk_rq_map_sg - the pieces of memory of what is still to come, neighbours
 * joined within the queue's limits, into @sg (nr_phys_segments of them at
 * most): how many. The last is marked as the end.
 */
int blk_rq_map_sg(struct request_queue *q, struct request *rq,
		  struct scatterlist *sg);

/* ---- disks and partitions ---- */

#define DISK_NAME_LEN	32
#define DISK_MAX_PARTS	16		/* the whole disk is number 0 */

#define GENHD_FL_REMOVABLE	1	/* the medium may change */
#define GENHD_FL_CD		8	/* a CD-ROM drive */

struct disk_stats {			/* as in diskstats; [READ], [WRITE] */
	unsigned long ios[2];		/* requests done */
	unsigned long merges[2];	/* bios that joined a request */
	u64 sectors[2];
	u64 nsecs[2];			/* from queueing to the end */
	u64 busy_ns;			/* with a request under way */
	u64 weighted_ns;		/* the same times how many */
	u64 stamp_ns;			/* up to when both are counted */
	unsigned int in_flight;		/* requests queued and not done */
	unsigned long errors;		/* bios that failed */
};

struct block_device {			/* a disk or one of its partitions */
	struct gendisk *bd_disk;
	unsigned int bd_partno;		/* 0: the whole disk */
	sector_t bd_start, bd_nr;	/* its sectors, of the disk */
	unsigned char bd_type;		/* as in the partition table */
	bool bd_valid;			/* there is such a partition */
	unsigned int bd_openers;	/* blkdev_get() less blkdev_put() */
	struct disk_stats bd_stats;

	/* The buffer cache's. */
	struct mutex bd_write_mutex;	/* one writes dirty buffers at a time */
	unsigned int bd_block_size;	/* of its buffers; 0: there are none */
	struct {
		sector_t next;		/* who reads on here, ... */
		unsigned int window;	/* ... gets so many blocks */
	} bd_ahead[2];			/* two who read, one after the other */
};

struct block_device_operations {
	int (*open)(struct block_device *bdev, fmode_t mode);
	int (*release)(struct gendisk *disk, fmode_t mode);
	/*
	 * Has the medium changed since this was asked last? Asked when a
	 * removable disk is opened first, before open(). revalidate_disk() then
	 * finds out what there is: set_capacity(), or -ENOMEDIUM. Both may
	 * sleep.
	 */
	int (*media_changed)(struct gendisk *disk);
	int (*revalidate_disk)(struct gendisk *disk);
	void *owner;
};

struct gendisk {
	int major;			/* Linux's numbers: 2 floppy, 3 ide0 */
	int first_minor;
	int minors;			/* 1: no partitions */
	char disk_name[DISK_NAME_LEN];	/* "hda", "fd0" */
	struct block_device part[DISK_MAX_PARTS];
	const struct block_device_operations *fops;
	struct request_queue *queue;
	void *private_data;
	int flags;			/* GENHD_FL_* */
	bool read_only;
	const char *model;		/* for lsblk; NULL: not known */
	struct list_head list;		/* of all disks */
	unsigned long number;		/* how many were added before it */
	struct mutex open_mutex;	/* over openers, partitions, medium */
	unsigned int openers;		/* of the disk and all partitions */
	bool alive;			/* add_disk() .. del_gendisk() */
	bool added;			/* add_disk() has been */
	bool unflushed;			/* written since the last flush */
	unsigned long written_by;	/* since it was opened first: a bit for
					 * each part's buffers, one for others */
	struct mutex flush_mutex;	/* one flush at a time */
	atomic_t refs;			/* who has a pointer to it */
};

/*
 * The driver's way: alloc_disk(), fill in names, fops, queue, set_capacity()
 * (0: no medium), add_disk(): from then on it is read, partitions first, so the
 * driver must be ready. del_gendisk() ends it (who waits gets -EIO), put_disk()
 * frees it. May sleep.
 */
struct gendisk *alloc_disk(int minors);
void add_disk(struct gendisk *disk);
void del_gendisk(struct gendisk *disk);
void get_disk(struct gendisk *disk);	/* one reference more; any context */
void put_disk(struct gendisk *disk);
/*
 * The disk that was added next after @disk (NULL: the first), with a reference;
 * that to @disk goes. NULL: no more. Others may add and delete meanwhile.
 */
struct gendisk *next_disk(struct gendisk *disk);
void set_capacity(struct gendisk *disk, sector_t sectors);
sector_t get_capacity(struct gendisk *disk);
void set_disk_ro(struct gendisk *disk, int flag);

/* Bios that fail on purpose, of any disk: fault-inject.h. */
extern struct fault_attr fail_make_request;

/* All disks, in the order of add_disk(), and what protects the list. */
extern struct list_head block_disks;
extern struct mutex block_mutex;

/* What remembers blocks says so: the buffer cache. */
struct blk_cache_ops {
	int (*sync)(struct block_device *bdev);	/* 0, or -Exxx */
	void (*invalidate)(struct block_device *bdev);
	void (*drop)(struct block_device *bdev);	/* what isn't dirty */
};
void blk_set_cache(const struct blk_cache_ops *ops);

#define FMODE_READ	((__force fmode_t)1)
#define FMODE_WRITE	((__force fmode_t)2)

/*
 * blkdev_get_by_path - open "hda1", "fd0" or "/dev/hda1": the device, or
 * ERR_PTR: -ENODEV no such, -ENOMEDIUM, -EROFS. A changed medium is noticed
 * here, and its buffers are forgotten. Buffers stay when all have closed, but
 * for those of another part than the one that wrote: while both are open, the
 * buffers of a disk and of its partitions don't know of each other.
 * blkdev_put() ends it, and when it was the last waits until what was written
 * is on the disk: 0, or -Exxx;
 * -EIO to who wrote when the disk is gone. May sleep.
 */
struct block_device *blkdev_get_by_path(const char *path, fmode_t mode);
int blkdev_put(struct block_device *bdev, fmode_t mode);
/*
 * blkdev_reread_part - the table was changed: read the partitions anew. 0, or
 * -EBUSY while one of them is open. May sleep.
 */
int blkdev_reread_part(struct block_device *bdev);
/* Its name, "hda1", into @buf; returns @buf. */
const char *bdevname(struct block_device *bdev, char *buf);
#define BDEVNAME_SIZE	32

#endif
