/*
 * buffer_test.c - the buffer cache over ram0: what is written arrives, what
 * fails is told and kept, what nobody needs goes.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/brd.h>
#include <linux/buffer_head.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/fault-inject.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/settle.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include "team.h"
#include "../../fs/buffer.h"

#define KB		512
#define SIZE		1024u

static struct block_device *bdev;

static int buffer_init(struct kunit *test)
{
	int err = brd_create(KB);

	if (err)
		return err;
	bdev = blkdev_get_by_path("ram0", FMODE_READ | FMODE_WRITE);
	return PTR_ERR_OR_ZERO(bdev);
}

static void buffer_exit(struct kunit *test)
{
	fail_make_request.probability = 0;
	if (!IS_ERR_OR_NULL(bdev))
		blkdev_put(bdev, FMODE_READ | FMODE_WRITE);
	brd_destroy();
}

/* From now on @times requests fail; -1: all. */
static void fail_requests(int times)
{
	fail_make_request.interval = 1;
	fail_make_request.probability = times ? 100 : 0;
	atomic_set(&fail_make_request.times, times);
	atomic_set(&fail_make_request.space, 0);
}

/* Block @nr filled with @c, dirty. */
static bool put_block(sector_t nr, u8 c)
{
	struct buffer_head *bh = __getblk(bdev, nr, SIZE);

	if (!bh)
		return false;
	lock_buffer(bh);
	memset(bh->b_data, c, SIZE);
	set_buffer_uptodate(bh);
	unlock_buffer(bh);
	mark_buffer_dirty(bh);
	brelse(bh);
	return true;
}

/* The first byte of block @nr, of the disk itself; -1: an error. */
static int byte_on_disk(sector_t nr)
{
	u8 *buf = kmalloc(SIZE, GFP_KERNEL);
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);
	int c = -1;

	bio->bi_bdev = bdev;
	bio->bi_sector = nr * (SIZE / SECTOR_SIZE);
	bio_add_page(bio, virt_to_page(buf), SIZE, offset_in_page(buf));
	if (!submit_bio_wait(READ, bio))
		c = buf[0] == buf[SIZE - 1] ? buf[0] : -2;
	bio_put(bio);
	kfree(buf);
	return c;
}

static void written_by_sync(struct kunit *test)
{
	unsigned long ios = bdev->bd_stats.ios[WRITE];

	for (int i = 0; i < 100; i++)
		KUNIT_ASSERT_TRUE(test, put_block(99 - i, i));
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 100ul);
	KUNIT_EXPECT_EQ(test, byte_on_disk(99), 0);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), 0);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 0ul);
	for (int i = 0; i < 100; i++)
		KUNIT_EXPECT_EQ(test, byte_on_disk(99 - i), i);
	/* 100 KB in a row, 64 KB a request at most */
	KUNIT_EXPECT_LE(test, bdev->bd_stats.ios[WRITE] - ios, 2ul);
}

static void one_for_all(struct kunit *test)
{
	struct buffer_head *a = __bread(bdev, 7, SIZE);
	struct buffer_head *b = __getblk(bdev, 7, SIZE);

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_EXPECT_PTR_EQ(test, a, b);
	KUNIT_EXPECT_TRUE(test, buffer_uptodate(a));
	KUNIT_EXPECT_EQ(test, atomic_read(&a->b_count), 2);
	brelse(b);
	brelse(a);
	brelse(NULL);
	KUNIT_EXPECT_NULL(test, __bread(bdev, KB, SIZE));
	KUNIT_EXPECT_NULL(test, __bread(bdev, ~0ull, SIZE));
	KUNIT_EXPECT_NULL(test, __getblk(bdev, 1, 1000));
	KUNIT_EXPECT_NULL(test, __getblk(bdev, 1, 8192));
}

static void read_ahead(struct kunit *test)
{
	unsigned long ios = bdev->bd_stats.ios[READ];
	struct buffer_head *bh;

	for (int i = 0; i < KB; i++) {
		bh = __bread(bdev, i, SIZE);
		KUNIT_ASSERT_NOT_NULL(test, bh);
		brelse(bh);
	}
	/* 1, 4, 16, 64 blocks, then 128 KB in two requests each time */
	KUNIT_EXPECT_LE(test, bdev->bd_stats.ios[READ] - ios, 12ul);
	ios = bdev->bd_stats.ios[READ];
	for (int i = KB; i--; brelse(bh))
		bh = __bread(bdev, i, SIZE);
	KUNIT_EXPECT_EQ(test, bdev->bd_stats.ios[READ], ios);
}

static void two_readers(struct kunit *test)
{
	unsigned long ios = bdev->bd_stats.ios[READ];

	for (int i = 0; i < 128; i++) {
		brelse(__bread(bdev, i, SIZE));
		brelse(__bread(bdev, 200 + i, SIZE));
	}
	KUNIT_EXPECT_LE(test, bdev->bd_stats.ios[READ] - ios, 16ul);
}

static void random_reads_one(struct kunit *test)
{
	unsigned long reads = buffer_stats.reads;

	for (int i = 0; i < 20; i++)
		brelse(__bread(bdev, (i * 37 + 5) % KB, SIZE));
	KUNIT_EXPECT_EQ(test, buffer_stats.reads - reads, 20ul);
}

static void error_is_told(struct kunit *test)
{
	KUNIT_ASSERT_TRUE(test, put_block(3, 33));
	KUNIT_ASSERT_TRUE(test, put_block(4, 44));
	fail_requests(-1);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), -EIO);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), -EIO);
	KUNIT_EXPECT_EQ(test, sys_sync(), -EIO);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 2ul);
	KUNIT_EXPECT_NULL(test, __bread(bdev, 100, SIZE));
	fail_requests(0);
	KUNIT_EXPECT_EQ(test, sys_sync(), 0);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 0ul);
	KUNIT_EXPECT_EQ(test, byte_on_disk(3), 33);
	KUNIT_EXPECT_EQ(test, byte_on_disk(4), 44);
}

/* The bio of four fails, then the first of them alone; three are written. */
static void bad_block_alone(struct kunit *test)
{
	for (int i = 0; i < 4; i++)
		KUNIT_ASSERT_TRUE(test, put_block(10 + i, 60 + i));
	fail_requests(2);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), -EIO);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 1ul);
	KUNIT_EXPECT_EQ(test, byte_on_disk(10), 0);
	KUNIT_EXPECT_EQ(test, byte_on_disk(13), 63);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), 0);
	KUNIT_EXPECT_EQ(test, byte_on_disk(10), 60);
}

static void one_buffer(struct kunit *test)
{
	struct buffer_head *bh = __bread(bdev, 20, SIZE);

	KUNIT_ASSERT_NOT_NULL(test, bh);
	KUNIT_ASSERT_TRUE(test, put_block(21, 21));
	bh->b_data[0] = bh->b_data[SIZE - 1] = 20;
	mark_buffer_dirty(bh);
	fail_requests(-1);
	KUNIT_EXPECT_EQ(test, sync_dirty_buffer(bh), -EIO);
	KUNIT_EXPECT_TRUE(test, buffer_dirty(bh));
	fail_requests(0);
	KUNIT_EXPECT_EQ(test, sync_dirty_buffer(bh), 0);
	KUNIT_EXPECT_FALSE(test, buffer_dirty(bh));
	KUNIT_EXPECT_EQ(test, byte_on_disk(20), 20);
	KUNIT_EXPECT_EQ(test, byte_on_disk(21), 0);
	brelse(bh);
}

static void medium_gone(struct kunit *test)
{
	struct buffer_head *bh = __bread(bdev, 5, SIZE), *again;
	unsigned long lost = buffer_stats.lost;

	KUNIT_ASSERT_NOT_NULL(test, bh);
	KUNIT_ASSERT_TRUE(test, put_block(6, 6));
	invalidate_bdev(bdev);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr, 0ul);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 0ul);
	KUNIT_EXPECT_EQ(test, buffer_stats.lost - lost, 1ul);
	mark_buffer_dirty(bh);			/* too late */
	KUNIT_EXPECT_FALSE(test, buffer_dirty(bh));
	again = __bread(bdev, 5, SIZE);
	KUNIT_EXPECT_PTR_NE(test, again, bh);
	brelse(again);
	brelse(bh);
	KUNIT_EXPECT_EQ(test, byte_on_disk(6), 0);
}

static void one_size(struct kunit *test)
{
	struct buffer_head *bh = __bread(bdev, 5, SIZE), *other;

	KUNIT_ASSERT_NOT_NULL(test, bh);
	KUNIT_EXPECT_NULL(test, __bread(bdev, 5, 512));
	brelse(bh);
	KUNIT_ASSERT_TRUE(test, put_block(8, 88));
	other = __bread(bdev, 17, 512);		/* writes block 8 first */
	KUNIT_ASSERT_NOT_NULL(test, other);
	KUNIT_EXPECT_EQ(test, (int)other->b_data[0], 88);
	brelse(other);
}

static void memory_back(struct kunit *test)
{
	struct buffer_head *bh = __bread(bdev, 5, SIZE);

	KUNIT_ASSERT_NOT_NULL(test, bh);
	for (int i = 0; i < 64; i++)
		brelse(__bread(bdev, 64 + i, SIZE));
	KUNIT_ASSERT_TRUE(test, put_block(8, 8));
	KUNIT_EXPECT_GE(test, buffer_stats.nr, 66ul);
	shrink_slab(GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr, 2ul);	/* used, dirty */
	brelse(bh);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), 0);
	shrink_slab(GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr, 0ul);
	KUNIT_EXPECT_EQ(test, buffer_stats.bytes, 0ul);
}

static void flushed_when_old(struct kunit *test)
{
	struct buffer_head *bh;

	KUNIT_ASSERT_TRUE(test, put_block(30, 30));
	msleep(50);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 1ul);
	bh = __getblk(bdev, 30, SIZE);
	bh->b_dirtied -= 10 * HZ;
	brelse(bh);
	KUNIT_EXPECT_TRUE(test, eventually(!buffer_stats.nr_dirty));
	KUNIT_EXPECT_EQ(test, byte_on_disk(30), 30);
}

/* No memory, and who asks has a dirty buffer locked: the others are written. */
static void without_memory_and_locked(struct kunit *test)
{
	struct buffer_head *mine = __bread(bdev, 40, SIZE), *bh;

	KUNIT_ASSERT_NOT_NULL(test, mine);
	KUNIT_ASSERT_TRUE(test, put_block(41, 41));
	mark_buffer_dirty(mine);
	lock_buffer(mine);
	fault_inject_begin();
	fault_inject_nth(1);
	bh = __getblk(bdev, 300, SIZE);
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_NOT_NULL(test, bh);
	KUNIT_EXPECT_TRUE(test, buffer_dirty(mine));
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 1ul);
	KUNIT_EXPECT_EQ(test, byte_on_disk(41), 41);
	unlock_buffer(mine);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), 0);
	brelse(bh);
	brelse(mine);
}

static void held_up(struct kunit *test)
{
	unsigned long background = dirty_background, limit = dirty_limit;
	unsigned long most = 0;

	dirty_background = 32 * SIZE;
	dirty_limit = 64 * SIZE;
	for (int i = 0; i < KB; i++) {
		KUNIT_EXPECT_TRUE(test, put_block(i, i));
		most = max(most, buffer_stats.dirty_bytes);
	}
	KUNIT_EXPECT_LE(test, most, dirty_limit + SIZE);
	dirty_background = background;
	dirty_limit = limit;
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), 0);
	KUNIT_EXPECT_EQ(test, byte_on_disk(300), 300 & 0xff);
}

static void without_memory(struct kunit *test)
{
	unsigned int n, left = 0;

	fault_inject_begin();
	for (n = 1; n < 100 && !left; n++) {
		struct buffer_head *bh;

		invalidate_bdev(bdev);
		fault_inject_nth(n);
		brelse(__bread(bdev, 0, SIZE));
		bh = __bread(bdev, 1, SIZE);
		if (bh) {
			mark_buffer_dirty(bh);
			KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), 0);
			brelse(bh);
		}
		left = fault_inject_left();
		fault_inject_nth(0);
	}
	fault_inject_end();
	KUNIT_EXPECT_GT(test, n, 4u);
	KUNIT_EXPECT_GT(test, left, 0u);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 0ul);
}

/*
 * A thread on each CPU has every NR_CPUS-th block: writes it, reads it again,
 * syncs, lets memory be taken, while requests fail. In the end all is on the
 * disk.
 */
#define ROUNDS	300

static u8 written[KB];			/* by block: the last byte put there */

static int hammer(void)
{
	unsigned int me = smp_processor_id();
	u32 rnd = me + 1;
	int faults = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct buffer_head *bh;
		unsigned int nr;

		rnd = rnd * 1664525 + 1013904223;
		nr = (rnd >> 8) % (KB / NR_CPUS) * NR_CPUS + me;
		if (rnd >> 31) {
			written[nr] = rnd >> 16;
			faults += !put_block(nr, written[nr]);
		} else {
			bh = __bread(bdev, nr, SIZE);
			faults += bh && (u8)bh->b_data[SIZE / 2] != written[nr];
			brelse(bh);
		}
		if (!(rnd >> 8 & 31))
			sync_blockdev(bdev);
		if (!(rnd >> 16 & 31))
			shrink_slab(GFP_KERNEL);
	}
	return faults;
}

static void from_all_cpus(struct kunit *test)
{
	memset(written, 0, sizeof(written));
	fail_requests(40);
	fail_make_request.probability = 10;
	team_start(test, hammer);
	team_run();
	team_end();
	fail_requests(0);
	KUNIT_EXPECT_EQ(test, team_faults(), 0);
	KUNIT_EXPECT_EQ(test, sync_blockdev(bdev), 0);
	for (int i = 0; i < KB; i++)
		KUNIT_EXPECT_EQ(test, byte_on_disk(i), (int)written[i]);
}

static void nothing_kept(struct kunit *test)
{
	unsigned long free = 0, objects = 0;

	for (int round = 0; round < 2; round++) {
		if (round) {
			buffer_exit(test);
			free = settled_free_pages();
			objects = slab_objects_in_use();
			KUNIT_ASSERT_EQ(test, buffer_init(test), 0);
		}
		for (int i = 0; i < 100; i++)
			put_block(i, i);
	}
	buffer_exit(test);
	bdev = NULL;
	KUNIT_EXPECT_EQ(test, settled_free_pages(), free);
	KUNIT_EXPECT_EQ(test, slab_objects_in_use(), objects);
}

static struct kunit_case buffer_cases[] = {
	KUNIT_CASE(written_by_sync),
	KUNIT_CASE(one_for_all),
	KUNIT_CASE(read_ahead),
	KUNIT_CASE(two_readers),
	KUNIT_CASE(random_reads_one),
	KUNIT_CASE(error_is_told),
	KUNIT_CASE(bad_block_alone),
	KUNIT_CASE(one_buffer),
	KUNIT_CASE(medium_gone),
	KUNIT_CASE(one_size),
	KUNIT_CASE(memory_back),
	KUNIT_CASE(flushed_when_old),
	KUNIT_CASE(without_memory_and_locked),
	KUNIT_CASE(held_up),
	KUNIT_CASE(without_memory),
	KUNIT_CASE(from_all_cpus),
	KUNIT_CASE(nothing_kept),
	{}
};

static struct kunit_suite buffer_suite = {
	.name = "buffer",
	.init = buffer_init,
	.exit = buffer_exit,
	.test_cases = buffer_cases,
};
kunit_test_suite(buffer_suite);
