/*
 * blk_part_test.c - partitions of a disk, and a medium that is changed: each
 * sector where it belongs, nothing of the old medium left.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#define SECTORS		256

static struct {
	struct gendisk *disk;
	u8 (*medium)[SECTOR_SIZE];	/* what is in the drive */
	bool changed, empty;
	int asked, opened, closed;
} drive;

static void serve(struct request_queue *q)
{
	struct request *rq;

	while ((rq = blk_fetch_request(q))) {
		u8 *at = drive.medium[blk_rq_pos(rq)];
		struct req_iterator iter;
		struct bio_vec bv;

		rq_for_each_segment(bv, rq, iter) {
			void *mem = page_address(bv.bv_page) + bv.bv_offset;

			memcpy(rq_data_dir(rq) ? at : mem,
			       rq_data_dir(rq) ? mem : at, bv.bv_len);
			at += bv.bv_len;
		}
		__blk_end_request_all(rq, 0);
	}
}

static int media_changed(struct gendisk *disk)
{
	bool was = drive.changed;

	drive.asked++;
	drive.changed = false;
	return was;
}

static int revalidate(struct gendisk *disk)
{
	if (drive.empty)
		return -ENOMEDIUM;
	set_capacity(disk, SECTORS);
	return 0;
}

static int drive_open(struct block_device *bdev, fmode_t mode)
{
	drive.opened++;
	return 0;
}

static int drive_release(struct gendisk *disk, fmode_t mode)
{
	drive.closed++;
	return 0;
}

static const struct block_device_operations fops = {
	.open = drive_open,
	.release = drive_release,
	.media_changed = media_changed,
	.revalidate_disk = revalidate,
};

/* An entry of the table on the medium. */
static void put(int i, u8 type, u32 start, u32 nr)
{
	u8 *p = drive.medium[0] + 446 + 16 * i;

	memset(p, 0, 16);
	p[4] = type;
	memcpy(p + 8, &start, 4);
	memcpy(p + 12, &nr, 4);
	drive.medium[0][510] = 0x55;
	drive.medium[0][511] = 0xaa;
}

static int part_init(struct kunit *test)
{
	memset(&drive, 0, sizeof(drive));
	drive.medium = vzalloc(SECTORS * SECTOR_SIZE);
	drive.disk = alloc_disk(DISK_MAX_PARTS);
	if (!drive.medium || !drive.disk)
		return -ENOMEM;
	drive.disk->queue = blk_init_queue(serve, NULL);
	if (!drive.disk->queue)
		return -ENOMEM;
	strscpy(drive.disk->disk_name, "zip", DISK_NAME_LEN);
	drive.disk->fops = &fops;
	drive.disk->flags = GENHD_FL_REMOVABLE;
	for (int i = 1; i < SECTORS; i++)
		memset(drive.medium[i], i, SECTOR_SIZE);
	put(0, 0x83, 10, 20);
	put(2, 0x83, 40, 1000);			/* to the end: 216 */
	set_capacity(drive.disk, SECTORS);
	add_disk(drive.disk);
	return 0;
}

static void part_exit(struct kunit *test)
{
	if (drive.disk->alive)
		del_gendisk(drive.disk);
	blk_cleanup_queue(drive.disk->queue);
	put_disk(drive.disk);
	vfree(drive.medium);
}

static struct block_device *open_it(const char *name)
{
	return blkdev_get_by_path(name, FMODE_READ | FMODE_WRITE);
}

static void close_it(struct block_device *bdev)
{
	blkdev_put(bdev, FMODE_READ | FMODE_WRITE);
}

static int first_byte(struct block_device *bdev, sector_t sector)
{
	struct buffer_head *bh = __bread(bdev, sector, 512);
	int c = bh ? (u8)bh->b_data[0] : -1;

	brelse(bh);
	return c;
}

static void each_in_its_place(struct kunit *test)
{
	struct block_device *zip1 = open_it("zip1"), *zip3 = open_it("zip3");
	struct buffer_head *bh;

	KUNIT_ASSERT_FALSE(test, IS_ERR(zip1));
	KUNIT_ASSERT_FALSE(test, IS_ERR(zip3));
	KUNIT_EXPECT_EQ(test, PTR_ERR(open_it("zip2")), (long)-ENODEV);
	KUNIT_EXPECT_EQ(test, PTR_ERR(open_it("zip5")), (long)-ENODEV);
	KUNIT_EXPECT_EQ(test, zip1->bd_nr, 20ull);
	KUNIT_EXPECT_EQ(test, zip3->bd_nr, 216ull);
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 0), 10);
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 19), 29);
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 20), -1);
	KUNIT_EXPECT_EQ(test, first_byte(zip3, 215), 255);
	bh = __bread(zip3, 2, 512);
	memset(bh->b_data, 99, 512);
	mark_buffer_dirty(bh);
	brelse(bh);
	KUNIT_EXPECT_EQ(test, sync_blockdev(zip3), 0);
	KUNIT_EXPECT_EQ(test, (int)drive.medium[42][0], 99);
	KUNIT_EXPECT_EQ(test, (int)drive.medium[41][511], 41);
	KUNIT_EXPECT_EQ(test, zip3->bd_stats.ios[WRITE], 1ul);
	KUNIT_EXPECT_EQ(test, zip1->bd_stats.ios[WRITE], 0ul);
	KUNIT_EXPECT_EQ(test, drive.disk->part[0].bd_stats.ios[WRITE], 1ul);
	close_it(zip1);
	close_it(zip3);
	KUNIT_EXPECT_EQ(test, drive.opened, 2);
	KUNIT_EXPECT_EQ(test, drive.closed, 2);
	KUNIT_EXPECT_EQ(test, drive.asked, 1);	/* by the first only */
}

/* Written as a partition, read as part of the disk, and without any buffers. */
static void written_past_buffers(struct kunit *test)
{
	struct block_device *bdev = open_it("zip");
	struct buffer_head *bh;

	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	KUNIT_EXPECT_EQ(test, first_byte(bdev, 12), 12);
	close_it(bdev);
	bdev = open_it("zip1");
	bh = __bread(bdev, 2, 512);
	KUNIT_ASSERT_NOT_NULL(test, bh);
	bh->b_data[0] = 77;
	mark_buffer_dirty(bh);
	brelse(bh);
	close_it(bdev);				/* syncs */
	bdev = open_it("zip");
	KUNIT_EXPECT_EQ(test, first_byte(bdev, 12), 77);
	drive.disk->written_by = ~0ul;		/* as a bio of somebody's does */
	drive.medium[12][0] = 78;
	close_it(bdev);
	bdev = open_it("zip");
	KUNIT_EXPECT_EQ(test, first_byte(bdev, 12), 78);
	close_it(bdev);
}

static void table_read_anew(struct kunit *test)
{
	struct block_device *zip = open_it("zip"), *zip1 = open_it("zip1");

	KUNIT_ASSERT_FALSE(test, IS_ERR(zip));
	KUNIT_ASSERT_FALSE(test, IS_ERR(zip1));
	put(0, 0, 0, 0);
	put(1, 0x06, 100, 5);
	put(2, 0x06, 50, 5);
	KUNIT_EXPECT_EQ(test, blkdev_reread_part(zip), -EBUSY);
	close_it(zip1);
	zip1 = open_it("zip3");			/* remembered, where it was */
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 0), 40);
	close_it(zip1);
	KUNIT_EXPECT_EQ(test, blkdev_reread_part(zip), 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(open_it("zip1")), (long)-ENODEV);
	zip1 = open_it("zip2");
	KUNIT_ASSERT_FALSE(test, IS_ERR(zip1));
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 0), 100);
	close_it(zip1);
	zip1 = open_it("zip3");
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 0), 50);
	close_it(zip1);
	close_it(zip);
}

static void another_medium(struct kunit *test)
{
	struct block_device *zip1 = open_it("zip1");

	KUNIT_ASSERT_FALSE(test, IS_ERR(zip1));
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 5), 15);
	close_it(zip1);
	memset(drive.medium[0], 0, SECTOR_SIZE);
	put(0, 0x83, 60, 20);
	zip1 = open_it("zip1");			/* nobody says so: remembered */
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 5), 15);
	close_it(zip1);
	drive.changed = true;
	zip1 = open_it("zip1");
	KUNIT_ASSERT_FALSE(test, IS_ERR(zip1));
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 5), 65);
	close_it(zip1);
	KUNIT_EXPECT_EQ(test, PTR_ERR(open_it("zip3")), (long)-ENODEV);
}

/* Gone while a buffer is dirty and somebody has it open: nothing stays. */
static void gone_while_dirty(struct kunit *test)
{
	struct block_device *zip1 = open_it("zip1");
	struct buffer_head *bh;

	KUNIT_ASSERT_FALSE(test, IS_ERR(zip1));
	bh = __bread(zip1, 3, 512);
	KUNIT_ASSERT_NOT_NULL(test, bh);
	mark_buffer_dirty(bh);
	del_gendisk(drive.disk);
	KUNIT_EXPECT_FALSE(test, buffer_dirty(bh));
	KUNIT_EXPECT_EQ(test, first_byte(zip1, 3), -1);
	KUNIT_EXPECT_EQ(test, sync_blockdev(zip1), -EIO);
	brelse(bh);
	KUNIT_EXPECT_EQ(test, blkdev_put(zip1, FMODE_READ | FMODE_WRITE), -EIO);
	KUNIT_EXPECT_EQ(test, drive.disk->openers, 0);
}

static void no_medium(struct kunit *test)
{
	struct block_device *zip;

	drive.changed = drive.empty = true;
	KUNIT_EXPECT_EQ(test, PTR_ERR(open_it("zip")), (long)-ENOMEDIUM);
	KUNIT_EXPECT_EQ(test, PTR_ERR(open_it("zip1")), (long)-ENOMEDIUM);
	KUNIT_EXPECT_EQ(test, drive.disk->openers, 0);
	drive.changed = true;
	drive.empty = false;
	zip = open_it("zip");
	KUNIT_ASSERT_FALSE(test, IS_ERR(zip));
	KUNIT_EXPECT_EQ(test, get_capacity(drive.disk), (sector_t)SECTORS);
	close_it(zip);
}

static struct kunit_case part_cases[] = {
	KUNIT_CASE(each_in_its_place),
	KUNIT_CASE(written_past_buffers),
	KUNIT_CASE(table_read_anew),
	KUNIT_CASE(another_medium),
	KUNIT_CASE(gone_while_dirty),
	KUNIT_CASE(no_medium),
	{}
};

static struct kunit_suite part_suite = {
	.name = "blk_part",
	.init = part_init,
	.exit = part_exit,
	.test_cases = part_cases,
};
kunit_test_suite(part_suite);
