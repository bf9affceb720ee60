/*
 * blk_test.c - bios become requests: merged, sorted, cut, ended, or refused.
 *
 * The disk here is a buffer and a driver that keeps a log of what it is given.
 * With its queue stopped bios wait, and can be looked at; started, all is served
 * at once.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/brd.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/fault-inject.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>
#include "mm_test.h"
#include "../../drivers/blk.h"
#include "../../fs/buffer.h"
#include "said.h"

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
	if (td.disk->alive)
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

/* One to the driver at a time, as a disk takes them. */
static u32 serve_one(void)
{
	struct request *rq;
	u32 sector = ~0u;

	spin_lock_irq(td.q->queue_lock);
	td.q->stopped = false;
	rq = blk_fetch_request(td.q);
	td.q->stopped = true;
	if (rq) {
		sector = blk_rq_pos(rq);
		__blk_end_request_all(rq, 0);
	}
	spin_unlock_irq(td.q->queue_lock);
	return sector;
}

/*
 * One behind the other comes in front of the head, and would be served for ever;
 * the one behind it, whose time has come, is served next, then the way goes on.
 */
static void nobody_starves(struct kunit *test)
{
	struct request *rq;

	get_page_of(test);
	ask(READ, 100, 1);
	stop();
	ask(READ, 10, 1);
	for (int i = 0; i < 8; i++) {
		ask(READ, 110 + 2 * i, 1);
		KUNIT_EXPECT_EQ(test, serve_one(), 110u + 2 * i);
	}
	rq = list_first_entry(&td.q->fifo[READ], struct request, queuelist);
	rq->deadline = jiffies;
	ask(READ, 200, 1);
	ask(READ, 12, 1);
	KUNIT_EXPECT_EQ(test, serve_one(), 10u);
	KUNIT_EXPECT_EQ(test, serve_one(), 12u);
	KUNIT_EXPECT_EQ(test, serve_one(), 200u);
	KUNIT_EXPECT_EQ(test, serve_one(), ~0u);
	__free_page(page);
}

/* Two writes to one place are served in the order of asking. */
static void same_place_in_order(struct kunit *test)
{
	get_page_of(test);
	stop();
	ask(WRITE, 50, 2);
	ask(READ, 50, 4);
	ask(WRITE, 50, 8);
	start();
	EXPECT_SERVED(test, { 50, 2 }, { 50, 4 }, { 50, 8 });
	__free_page(page);
}

/* ---- limits ---- */

/* @pages of the buffer in one bio, each a page apart, from @sector on. */
static int scattered(int rw, struct page *pages, int nr, u32 sector)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, nr);
	int err;

	bio->bi_bdev = &td.disk->part[0];
	bio->bi_sector = sector;
	for (int i = 0; i < nr; i++)
		bio_add_page(bio, pages + 2 * i, PAGE_SIZE, 0);
	err = submit_bio_wait(rw, bio);
	bio_put(bio);
	return err;
}

static bool on_disk(struct page *pages, int nr, u32 sector)
{
	for (int i = 0; i < nr; i++)
		if (memcmp(page_address(pages + 2 * i), td.data +
			   sector * SECTOR_SIZE + i * PAGE_SIZE, PAGE_SIZE))
			return false;
	return true;
}

static void large_bios_are_cut(struct kunit *test)
{
	static const struct {
		u32 sectors, segs, size, mask, block;
	} limits[] = {
		{ 8, 128, 65536, ~0u, 512 },
		{ 1024, 2, 65536, ~0u, 512 },
		{ 1024, 128, 512, ~0u, 512 },
		{ 1024, 128, 1536, 0x7ff, 512 },
		{ 1024, 3, 65536, 0x3ff, 2048 },
		{ 7, 5, 4096, 0xfff, 2048 },
	};
	struct page *pages = alloc_pages(GFP_KERNEL, 5);

	KUNIT_ASSERT_NOT_NULL(test, pages);
	for (int i = 0; i < ARRAY_SIZE(limits); i++) {
		blk_queue_max_hw_sectors(td.q, limits[i].sectors);
		blk_queue_max_segments(td.q, limits[i].segs);
		blk_queue_max_segment_size(td.q, limits[i].size);
		blk_queue_segment_boundary(td.q, limits[i].mask);
		blk_queue_logical_block_size(td.q, limits[i].block);
		memset(page_address(pages), i + 1, 32 * PAGE_SIZE);
		((u8 *)page_address(pages))[5000] = 99;
		KUNIT_EXPECT_EQ(test, scattered(WRITE, pages, 16, 64), 0);
		KUNIT_EXPECT_TRUE(test, on_disk(pages, 16, 64));
		memset(td.data + 32768, i + 7, 65536);
		KUNIT_EXPECT_EQ(test, scattered(READ, pages, 16, 64), 0);
		KUNIT_EXPECT_TRUE(test, on_disk(pages, 16, 64));
		KUNIT_EXPECT_FALSE(test, td.broken);
	}
	__free_pages(pages, 5);
}

/* Pieces that follow one another become one segment, up to the limits. */
static void neighbours_are_one_segment(struct kunit *test)
{
	struct page *pages = alloc_pages(GFP_KERNEL, 4);
	struct bio *bio = bio_alloc(GFP_KERNEL, 16);

	KUNIT_ASSERT_NOT_NULL(test, pages);
	bio->bi_bdev = &td.disk->part[0];
	for (int i = 0; i < 64; i++)
		bio_add_page(bio, pages + i / 4, 1024, i % 4 * 1024);
	KUNIT_EXPECT_EQ(test, (int)bio->bi_vcnt, 1);
	KUNIT_EXPECT_EQ(test, submit_bio_wait(READ, bio), 0);
	KUNIT_EXPECT_EQ(test, td.served, 1);
	KUNIT_EXPECT_EQ(test, td.log[0].segs, 1);
	bio_put(bio);
	__free_pages(pages, 4);
	KUNIT_EXPECT_FALSE(test, td.broken);
}

/* Bios at random, with limits at random, against a copy. */
static void at_random(struct kunit *test)
{
	u8 *copy = vzalloc(KB << 10);
	struct page *pages = alloc_pages(GFP_KERNEL, 4);
	u32 rnd = 1;

	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_ASSERT_NOT_NULL(test, pages);
	for (int i = 0; i < 300; i++) {
		u32 sectors, offset, sector;
		struct bio *bio = bio_alloc(GFP_KERNEL, 1);
		u8 *buf = page_address(pages);

		rnd = rnd * 1664525 + 1013904223;
		sectors = 1 + (rnd >> 8) % 96;
		offset = (rnd >> 16) % 32 * SECTOR_SIZE;
		sector = (rnd >> 4) % (SECTORS - sectors);
		blk_queue_max_hw_sectors(td.q, 1 + (rnd >> 12) % 64);
		blk_queue_max_segments(td.q, 1 + (rnd >> 20) % 8);
		blk_queue_max_segment_size(td.q, 512 << (rnd >> 24) % 8);
		blk_queue_segment_boundary(td.q, (512 << (rnd >> 27) % 8) - 1);
		memset(buf, i, 16 * PAGE_SIZE);
		bio->bi_bdev = &td.disk->part[0];
		bio->bi_sector = sector;
		bio_add_page(bio, pages + offset / PAGE_SIZE,
			     sectors * SECTOR_SIZE, offset % PAGE_SIZE);
		KUNIT_EXPECT_EQ(test, submit_bio_wait(i & 1, bio), 0);
		bio_put(bio);
		if (i & 1)
			memset(copy + sector * SECTOR_SIZE, i,
			       sectors * SECTOR_SIZE);
		KUNIT_EXPECT_EQ(test, memcmp(buf + offset, copy +
				sector * SECTOR_SIZE, sectors * SECTOR_SIZE),
				0);
	}
	KUNIT_EXPECT_EQ(test, memcmp(copy, td.data, KB << 10), 0);
	KUNIT_EXPECT_FALSE(test, td.broken);
	__free_pages(pages, 4);
	vfree(copy);
}

/* ---- errors ---- */

/* Three bios in one request; the middle one has the bad sector. */
static void one_sector_fails(struct kunit *test)
{
	struct disk_stats *stats = &td.disk->part[0].bd_stats;

	get_page_of(test);
	td.bad = 105;
	stop();
	ask(READ, 96, 8);
	ask(READ, 104, 8);
	ask(READ, 112, 8);
	start();
	EXPECT_SERVED(test, { 96, 24 });
	KUNIT_EXPECT_EQ(test, atomic_read(&ended), 3);
	KUNIT_EXPECT_EQ(test, atomic_read(&failed), 1);
	KUNIT_EXPECT_EQ(test, stats->sectors[READ], 23);
	KUNIT_EXPECT_EQ(test, td.q->nr_allocated, 0);
	__free_page(page);
}

/* What was cut fails as a whole, once, when all parts are done. */
static void one_part_fails(struct kunit *test)
{
	get_page_of(test);
	blk_queue_max_hw_sectors(td.q, 2);
	td.bad = 13;
	ask(READ, 10, 8);
	KUNIT_EXPECT_EQ(test, td.served, 4);
	KUNIT_EXPECT_EQ(test, atomic_read(&ended), 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&failed), 1);
	__free_page(page);
}

static int ask_and_wait(int rw, sector_t sector, u32 sectors)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);
	int err;

	bio->bi_bdev = &td.disk->part[0];
	bio->bi_sector = sector;
	bio_add_page(bio, page, sectors * SECTOR_SIZE, 0);
	err = submit_bio_wait(rw, bio);
	bio_put(bio);
	return err;
}

static void refused(struct kunit *test)
{
	get_page_of(test);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, SECTORS - 8, 8), 0);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, SECTORS - 7, 8), -EIO);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, SECTORS, 1), -EIO);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, ~0ull, 1), -EIO);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, ~0ull - 7, 8), -EIO);
	KUNIT_EXPECT_EQ(test, ask_and_wait(WRITE, 1ull << 32, 1), -EIO);
	set_disk_ro(td.disk, 1);
	KUNIT_EXPECT_EQ(test, ask_and_wait(WRITE, 0, 1), -EROFS);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, 0, 1), 0);
	set_disk_ro(td.disk, 0);
	blk_queue_logical_block_size(td.q, 2048);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, 4, 4), 0);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, 4, 3), -EINVAL);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, 2, 4), -EINVAL);
	__free_page(page);
}

/* ---- full, and over ---- */

static int ask_many(void *unused)
{
	for (int i = 0; i < 8; i++)
		ask(WRITE, 20 * i, 1);
	return 0;
}

static void full_queue_sleeps(struct kunit *test)
{
	struct task_struct *task;

	get_page_of(test);
	td.q->nr_requests = 4;
	stop();
	task = kthread_create(ask_many, NULL, "asks");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	wake_up_process(task);
	msleep(50);
	KUNIT_EXPECT_EQ(test, td.q->nr_allocated, 4);
	KUNIT_EXPECT_EQ(test, task->state, (long)TASK_UNINTERRUPTIBLE);
	start();
	for (int i = 0; atomic_read(&ended) < 8 && i < 100; i++)
		msleep(10);
	KUNIT_EXPECT_EQ(test, atomic_read(&ended), 8);
	KUNIT_EXPECT_EQ(test, atomic_read(&failed), 0);
	while (task->state != TASK_DEAD)
		msleep(10);
	put_task_struct(task);
	__free_page(page);
}

/* What waits fails, and so does who sleeps for a request. */
static void end_of_a_queue(struct kunit *test)
{
	struct task_struct *task;

	get_page_of(test);
	td.q->nr_requests = 4;
	stop();
	task = kthread_run(ask_many, NULL, "asks");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	msleep(50);
	blk_get_queue(td.q);			/* for blk_exit() */
	blk_cleanup_queue(td.q);
	for (int i = 0; atomic_read(&ended) < 8 && i < 100; i++)
		msleep(10);
	KUNIT_EXPECT_EQ(test, atomic_read(&ended), 8);
	KUNIT_EXPECT_EQ(test, atomic_read(&failed), 8);
	KUNIT_EXPECT_EQ(test, td.served, 0);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, 0, 1), -EIO);
	__free_page(page);
}

/* A disk that goes answers who still has it open; its memory goes last. */
static void disk_goes_while_open(struct kunit *test)
{
	struct block_device *bdev;

	get_page_of(test);
	KUNIT_EXPECT_EQ(test, brd_create(64), 0);
	bdev = blkdev_get_by_path("/dev/ram0", FMODE_READ);
	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	KUNIT_EXPECT_EQ(test, brd_destroy(), -EBUSY);
	KUNIT_EXPECT_EQ(test, brd_create(64), -EBUSY);
	KUNIT_EXPECT_EQ(test, blkdev_put(bdev, FMODE_READ), 0);
	KUNIT_EXPECT_EQ(test, brd_destroy(), 0);
	KUNIT_EXPECT_EQ(test, brd_destroy(), -ENODEV);

	bdev = blkdev_get_by_path("test", FMODE_READ);
	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	del_gendisk(td.disk);
	KUNIT_EXPECT_EQ(test, ask_and_wait(READ, 0, 1), -EIO);
	KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path("test", FMODE_READ)),
			(long)-ENODEV);
	KUNIT_EXPECT_EQ(test, blkdev_put(bdev, FMODE_READ), 0);
	__free_page(page);
}

/* ---- a disk that comes and goes, whatever is under way ---- */

static struct gendisk *guest;
static struct timer_list guest_timer;	/* its "interrupt", a tick later */

static void guest_answers(struct timer_list *unused)
{
	struct request_queue *q = guest->queue;
	unsigned long flags;

	spin_lock_irqsave(q->queue_lock, flags);
	while (!list_empty(&q->started))
		__blk_end_request_all(list_first_entry(&q->started,
				      struct request, queuelist), 0);
	spin_unlock_irqrestore(q->queue_lock, flags);
}

static void guest_request(struct request_queue *q)
{
	while (blk_fetch_request(q))
		mod_timer(&guest_timer, jiffies + 1);
}

static bool guest_comes(void)
{
	guest = alloc_disk(1);
	if (!guest)
		return false;
	guest->queue = blk_init_queue(guest_request, NULL);
	if (!guest->queue) {
		put_disk(guest);
		return false;
	}
	blk_queue_flush(guest->queue, REQ_FLUSH);
	timer_setup(&guest_timer, guest_answers, 0);
	strscpy(guest->disk_name, "guest", DISK_NAME_LEN);
	set_capacity(guest, SECTORS);
	add_disk(guest);
	return true;
}

static void guest_goes(void)
{
	del_gendisk(guest);
	blk_cleanup_queue(guest->queue);
	del_timer_sync(&guest_timer);
	put_disk(guest);
}

/* Opens it, reads, changes, syncs, closes, again and again. */
static int visitor(void *opened)
{
	struct block_device *bdev;
	struct buffer_head *bh;

	while (!kthread_should_stop()) {
		bdev = blkdev_get_by_path("guest", FMODE_WRITE);
		if (IS_ERR(bdev)) {
			msleep(1);
			continue;
		}
		atomic_inc(opened);
		for (int i = 0; i < 8; i++) {
			bh = __bread(bdev, i * 4, 1024);
			if (!bh)
				break;
			mark_buffer_dirty(bh);
			brelse(bh);
			if (i == 4)
				sync_blockdev(bdev);
		}
		blkdev_put(bdev, FMODE_WRITE);
	}
	return 0;
}

static void comes_and_goes(struct kunit *test)
{
	struct task_struct *visitors[3];
	atomic_t opened = ATOMIC_INIT(0);
	unsigned long before = buffer_stats.nr;

	for (int i = 0; i < ARRAY_SIZE(visitors); i++)
		visitors[i] = kthread_run(visitor, &opened, "visitor/%d", i);
	for (int i = 0; i < 8; i++) {
		if (!guest_comes())
			continue;
		msleep(10 + i % 7 * 10);
		guest_goes();
	}
	for (int i = 0; i < ARRAY_SIZE(visitors); i++)
		if (!IS_ERR(visitors[i]))
			kthread_stop(visitors[i]);
	KUNIT_EXPECT_GT(test, atomic_read(&opened), 8);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr, before);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 0ul);
}

/* A medium that has all that was written is not told so again. */
static void flushed_once(struct kunit *test)
{
	struct block_device *bdev = &td.disk->part[0];

	get_page_of(test);
	blk_queue_flush(td.q, REQ_FLUSH);
	KUNIT_EXPECT_EQ(test, blkdev_issue_flush(bdev), 0);
	KUNIT_EXPECT_EQ(test, td.served, 0);	/* nothing was written */
	KUNIT_EXPECT_EQ(test, ask_and_wait(WRITE, 0, 1), 0);
	KUNIT_EXPECT_EQ(test, blkdev_issue_flush(bdev), 0);
	KUNIT_EXPECT_EQ(test, td.served, 2);
	KUNIT_EXPECT_EQ(test, blkdev_issue_flush(bdev), 0);
	KUNIT_EXPECT_EQ(test, td.served, 2);
	__free_page(page);
}

/* ---- misuse ---- */

static void not_from_atomic(struct kunit *test)
{
	struct kmsg_dump_iter log;

	get_page_of(test);
	said_from_here(&log);
	preempt_disable();
	ask(READ, 0, 1);
	preempt_enable();
	KUNIT_EXPECT_TRUE(test, said_since(&log, "submit_bio"));
	KUNIT_EXPECT_EQ(test, atomic_read(&ended), 1);
	__free_page(page);
}

static void opened_by_name(struct kunit *test)
{
	static const char *const wrong[] = {
		"", "tes", "test1", "testp1", "test2x", "/dev/", "dev/test",
		"/dev/test/", "test99999999999",
	};
	struct block_device *bdev;
	char name[BDEVNAME_SIZE];

	for (int i = 0; i < ARRAY_SIZE(wrong); i++)
		KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path(wrong[i],
				FMODE_READ)), (long)-ENODEV);
	bdev = blkdev_get_by_path("/dev/test", FMODE_READ | FMODE_WRITE);
	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	KUNIT_EXPECT_STREQ(test, bdevname(bdev, name), "test");
	KUNIT_EXPECT_EQ(test, bdev->bd_openers, 1);
	blkdev_put(bdev, FMODE_READ | FMODE_WRITE);
	set_disk_ro(td.disk, 1);
	KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path("test", FMODE_WRITE)),
			(long)-EROFS);
	set_capacity(td.disk, 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path("test", FMODE_READ)),
			(long)-ENOMEDIUM);
	KUNIT_EXPECT_EQ(test, td.disk->openers, 0);
}

/* Each allocation of making and taking away a disk fails once. */
static void without_memory(struct kunit *test)
{
	unsigned long free = 0, objects = 0;
	unsigned int n, left = 0;

	fault_inject_begin();
	for (n = 1; n < 200 && !left; n++) {
		fault_inject_nth(n);
		if (!brd_create(64))
			brd_destroy();
		left = fault_inject_left();
		fault_inject_nth(0);
		if (n == 1) {
			free = settled_free_pages();
			objects = slab_objects_in_use();
		}
	}
	fault_inject_end();
	KUNIT_EXPECT_GT(test, n, 16u);
	KUNIT_EXPECT_GT(test, left, 0u);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), free);
	KUNIT_EXPECT_EQ(test, slab_objects_in_use(), objects);
}

static struct kunit_case blk_cases[] = {
	KUNIT_CASE(neighbours_merge),
	KUNIT_CASE(one_way_over_the_disk),
	KUNIT_CASE(nobody_starves),
	KUNIT_CASE(same_place_in_order),
	KUNIT_CASE(large_bios_are_cut),
	KUNIT_CASE(neighbours_are_one_segment),
	KUNIT_CASE(at_random),
	KUNIT_CASE(one_sector_fails),
	KUNIT_CASE(one_part_fails),
	KUNIT_CASE(refused),
	KUNIT_CASE(full_queue_sleeps),
	KUNIT_CASE(end_of_a_queue),
	KUNIT_CASE(disk_goes_while_open),
	KUNIT_CASE(flushed_once),
	KUNIT_CASE(comes_and_goes),
	KUNIT_CASE(not_from_atomic),
	KUNIT_CASE(opened_by_name),
	KUNIT_CASE(without_memory),
	{}
};

static struct kunit_suite blk_suite = {
	.name = "blk",
	.init = blk_init,
	.exit = blk_exit,
	.test_cases = blk_cases,
};
kunit_test_suite(blk_suite);
