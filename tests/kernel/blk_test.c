/*
 * blk_test.c - bios become requests: merged, sorted, cut, ended, or refused.
 *
 * The disk here is a buffer and a driver that keeps a log of what it is given.
 * With its queue stopped bios wait, and can be looked at; started, all is served
 * at once.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "mm_test.h"

#define KB		256		/* of the disk */
#define SECTORS		(KB * 2)
#define LOG		64

static struct test_disk {
	struct gendisk *disk;
	struct request_queue *q;
	u8 *data;			/* what is on it */
	struct served {
		u32 sector, sectors;
		int dir;
		int segs;
	} log[LOG];
	int served;
	bool broken;			/* a limit was not kept */
	u32 bad;			/* this sector fails; 0: none does */
} td;

static struct scatterlist sgs[128];	/* under the queue's lock */

/* The device's side of one piece: bytes at @pos of the disk. */
static void move_piece(struct scatterlist *sg, u32 pos, int dir)
{
	struct request_queue *q = td.q;
	unsigned long addr = sg_phys(sg);

	td.broken |= sg->length > q->max_segment_size ||
		     (addr & ~q->seg_boundary_mask) !=
		     ((addr + sg->length - 1) & ~q->seg_boundary_mask);
	if (dir == READ)
		sg_copy_from_buffer(sg, 1, td.data + pos, sg->length);
	else
		sg_copy_to_buffer(sg, 1, td.data + pos, sg->length);
}

static void note_request(struct request *rq, int segs)
{
	struct request_queue *q = td.q;

	td.broken |= blk_rq_sectors(rq) > q->max_sectors ||
		     segs > q->max_segments || segs > rq->nr_phys_segments ||
		     blk_rq_bytes(rq) % q->logical_block_size;
	if (td.served < LOG)
		td.log[td.served++] = (struct served){
			blk_rq_pos(rq), blk_rq_sectors(rq), rq_data_dir(rq),
			segs };
}

/* Up to the bad sector, it alone, and what is behind it. */
static void end_with_error(struct request *rq)
{
	unsigned int before = (td.bad - (u32)blk_rq_pos(rq)) * SECTOR_SIZE;

	if (before)
		__blk_end_request(rq, 0, before);
	if (__blk_end_request(rq, -EIO, SECTOR_SIZE))
		__blk_end_request_all(rq, 0);
}

static void serve(struct request_queue *q)
{
	struct request *rq;

	while ((rq = blk_fetch_request(q))) {
		u32 pos = blk_rq_pos(rq) * SECTOR_SIZE;
		int segs = blk_rq_map_sg(q, rq, sgs);

		note_request(rq, segs);
		for (int i = 0; i < segs; pos += sgs[i++].length)
			move_piece(&sgs[i], pos, rq_data_dir(rq));
		if (td.bad && td.bad >= blk_rq_pos(rq) &&
		    td.bad < blk_rq_pos(rq) + blk_rq_sectors(rq))
			end_with_error(rq);
		else
			__blk_end_request_all(rq, 0);
	}
}

static int blk_init(struct kunit *test)
{
	memset(&td, 0, sizeof(td));
	td.data = vzalloc(KB << 10);
	td.q = blk_init_queue(serve, NULL);
	td.disk = alloc_disk(1);
	if (!td.data || !td.q || !td.disk)
		return -ENOMEM;
	td.disk->queue = td.q;
	strscpy(td.disk->disk_name, "test", DISK_NAME_LEN);
	set_capacity(td.disk, SECTORS);
	add_disk(td.disk);
	return 0;
}

static void blk_exit(struct kunit *test)
{
	del_gendisk(td.disk);
	blk_cleanup_queue(td.q);
	put_disk(td.disk);
	vfree(td.data);
}

static void stop(void)
{
	spin_lock_irq(td.q->queue_lock);
	blk_stop_queue(td.q);
	spin_unlock_irq(td.q->queue_lock);
}

static void start(void)
{
	spin_lock_irq(td.q->queue_lock);
	blk_start_queue(td.q);
	spin_unlock_irq(td.q->queue_lock);
}

/* ---- bios that nobody waits for ---- */

static struct page *page;		/* all of them read and write this */
static atomic_t ended, failed;

static void count_end(struct bio *bio, int error)
{
	atomic_inc(&ended);
	if (error)
		atomic_inc(&failed);
	bio_put(bio);
}

static void ask(int rw, u32 sector, u32 sectors)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);

	bio->bi_bdev = &td.disk->part[0];
	bio->bi_sector = sector;
	bio->bi_end_io = count_end;
	bio_add_page(bio, page, sectors * SECTOR_SIZE, 0);
	submit_bio(rw, bio);
}

static void get_page_of(struct kunit *test)
{
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, page);
	atomic_set(&ended, 0);
	atomic_set(&failed, 0);
}

static void expect_served(struct kunit *test, const u32 (*want)[2], int n)
{
	KUNIT_EXPECT_EQ(test, td.served, n);
	for (int i = 0; i < min(n, td.served); i++) {
		KUNIT_EXPECT_EQ(test, td.log[i].sector, want[i][0]);
		KUNIT_EXPECT_EQ(test, td.log[i].sectors, want[i][1]);
	}
}

#define EXPECT_SERVED(test, ...)					\
do {									\
	static const u32 __want[][2] = { __VA_ARGS__ };			\
	expect_served(test, __want, ARRAY_SIZE(__want));		\
} while (0)

static void neighbours_merge(struct kunit *test)
{
	struct disk_stats *stats = &td.disk->part[0].bd_stats;

	get_page_of(test);
	stop();
	ask(READ, 100, 8);
	ask(READ, 108, 8);			/* behind */
	ask(READ, 92, 8);			/* in front */
	ask(READ, 124, 8);			/* alone */
	KUNIT_EXPECT_EQ(test, td.q->nr_waiting, 2);
	ask(READ, 116, 8);			/* closes the gap */
	KUNIT_EXPECT_EQ(test, td.q->nr_waiting, 1);
	ask(WRITE, 132, 8);			/* another direction */
	KUNIT_EXPECT_EQ(test, td.q->nr_waiting, 2);
	KUNIT_EXPECT_EQ(test, stats->in_flight, 2);
	start();
	EXPECT_SERVED(test, { 92, 40 }, { 132, 8 });
	KUNIT_EXPECT_EQ(test, atomic_read(&ended), 6);
	KUNIT_EXPECT_EQ(test, atomic_read(&failed), 0);
	KUNIT_EXPECT_EQ(test, stats->ios[READ], 1);
	KUNIT_EXPECT_EQ(test, stats->merges[READ], 4);
	KUNIT_EXPECT_EQ(test, stats->sectors[READ], 40);
	KUNIT_EXPECT_EQ(test, stats->ios[WRITE], 1);
	KUNIT_EXPECT_EQ(test, stats->in_flight, 0);
	__free_page(page);
}

static void one_way_over_the_disk(struct kunit *test)
{
	get_page_of(test);
	ask(READ, 200, 1);			/* the head is at 201 */
	stop();
	ask(READ, 300, 1);
	ask(READ, 100, 1);
	ask(WRITE, 400, 1);
	ask(READ, 50, 1);
	ask(READ, 201, 1);
	start();
	EXPECT_SERVED(test, { 200, 1 }, { 201, 1 }, { 300, 1 }, { 400, 1 },
		      { 50, 1 }, { 100, 1 });
	__free_page(page);
}

static struct kunit_case blk_cases[] = {
	KUNIT_CASE(neighbours_merge),
	KUNIT_CASE(one_way_over_the_disk),
	{}
};

static struct kunit_suite blk_suite = {
	.name = "blk",
	.init = blk_init,
	.exit = blk_exit,
	.test_cases = blk_cases,
};
kunit_test_suite(blk_suite);
