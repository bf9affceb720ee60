/*
 * blk_test.c - bios become requests: merged, sorted, cut by the queue's limits.
 *
 * What ends badly is in blk_error_test.c, disks that come and go in
 * blk_disk_test.c.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include "test_disk.h"
#include "../../drivers/blk.h"

static void neighbours_merge(struct kunit *test)
{
	struct disk_stats *stats = &td.disk->part[0].bd_stats;

	td_get_page(test);
	td_stop();
	td_ask(READ, 100, 8);
	td_ask(READ, 108, 8);			/* behind */
	td_ask(READ, 92, 8);			/* in front */
	td_ask(READ, 124, 8);			/* alone */
	KUNIT_EXPECT_EQ(test, td.q->nr_waiting, 2);
	td_ask(READ, 116, 8);			/* closes the gap */
	KUNIT_EXPECT_EQ(test, td.q->nr_waiting, 1);
	td_ask(WRITE, 132, 8);			/* another direction */
	KUNIT_EXPECT_EQ(test, td.q->nr_waiting, 2);
	KUNIT_EXPECT_EQ(test, stats->in_flight, 2);
	td_start();
	EXPECT_SERVED(test, { 92, 40 }, { 132, 8 });
	KUNIT_EXPECT_EQ(test, atomic_read(&td.ended), 6);
	KUNIT_EXPECT_EQ(test, atomic_read(&td.failed), 0);
	KUNIT_EXPECT_EQ(test, stats->ios[READ], 1);
	KUNIT_EXPECT_EQ(test, stats->merges[READ], 4);
	KUNIT_EXPECT_EQ(test, stats->sectors[READ], 40);
	KUNIT_EXPECT_EQ(test, stats->ios[WRITE], 1);
	KUNIT_EXPECT_EQ(test, stats->in_flight, 0);
	td_put_page();
}

static void one_way_over_the_disk(struct kunit *test)
{
	td_get_page(test);
	td_ask(READ, 200, 1);			/* the head is at 201 */
	td_stop();
	td_ask(READ, 300, 1);
	td_ask(READ, 100, 1);
	td_ask(WRITE, 400, 1);
	td_ask(READ, 50, 1);
	td_ask(READ, 201, 1);
	td_start();
	EXPECT_SERVED(test, { 200, 1 }, { 201, 1 }, { 300, 1 }, { 400, 1 },
		      { 50, 1 }, { 100, 1 });
	td_put_page();
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
 * One behind the other comes in front of the head, and would be served for
 * ever; the one behind it, whose time has come, is served next, then the way
 * goes on.
 */
static void nobody_starves(struct kunit *test)
{
	struct request *rq;

	td_get_page(test);
	td_ask(READ, 100, 1);
	td_stop();
	td_ask(READ, 10, 1);
	for (int i = 0; i < 8; i++) {
		td_ask(READ, 110 + 2 * i, 1);
		KUNIT_EXPECT_EQ(test, serve_one(), 110u + 2 * i);
	}
	rq = list_first_entry(&td.q->fifo[READ], struct request, queuelist);
	rq->deadline = jiffies;
	td_ask(READ, 200, 1);
	td_ask(READ, 12, 1);
	KUNIT_EXPECT_EQ(test, serve_one(), 10u);
	KUNIT_EXPECT_EQ(test, serve_one(), 12u);
	KUNIT_EXPECT_EQ(test, serve_one(), 200u);
	KUNIT_EXPECT_EQ(test, serve_one(), ~0u);
	td_put_page();
}

/* Two writes to one place are served in the order of asking. */
static void same_place_in_order(struct kunit *test)
{
	td_get_page(test);
	td_stop();
	td_ask(WRITE, 50, 2);
	td_ask(READ, 50, 4);
	td_ask(WRITE, 50, 8);
	td_start();
	EXPECT_SERVED(test, { 50, 2 }, { 50, 4 }, { 50, 8 });
	td_put_page();
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

static struct kunit_case blk_cases[] = {
	KUNIT_CASE(neighbours_merge),
	KUNIT_CASE(one_way_over_the_disk),
	KUNIT_CASE(nobody_starves),
	KUNIT_CASE(same_place_in_order),
	KUNIT_CASE(large_bios_are_cut),
	KUNIT_CASE(neighbours_are_one_segment),
	KUNIT_CASE(at_random),
	{}
};

static struct kunit_suite blk_suite = {
	.name = "blk",
	.init = test_disk_init,
	.exit = test_disk_exit,
	.test_cases = blk_cases,
};
kunit_test_suite(blk_suite);
