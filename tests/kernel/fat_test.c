/*
 * fat_test.c - a floppy with two files, made by hand on a disk in memory, read
 * by way of the block layer and its buffers. What media can have in them is
 * tests/host/fat_test.c's.
 */
#include <kunit/test.h>
#include <asm/unaligned.h>
#include <linux/blkdev.h>
#include <linux/brd.h>
#include <linux/buffer_head.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/volume.h>

#define KB	64			/* of the medium */

/* Sectors: boot, FAT, FAT, root; cluster 2 is sector 4. */
static void put_sector(struct kunit *test, u32 sector, const void *data,
		       size_t offset, size_t len)
{
	struct block_device *bdev = blkdev_get_by_path("ram0", FMODE_WRITE);
	struct buffer_head *bh;

	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	bh = __bread(bdev, sector, SECTOR_SIZE);
	if (bh) {
		memcpy(bh->b_data + offset, data, len);
		mark_buffer_dirty(bh);
		brelse(bh);
	}
	KUNIT_EXPECT_EQ(test, blkdev_put(bdev, FMODE_WRITE), 0);
	KUNIT_ASSERT_NOT_NULL(test, bh);
}

/* A directory record; all zero but for what is given. */
static void put_record(struct kunit *test, u32 number, const char *name,
		       u16 start, u32 size)
{
	u8 raw[32] = { 0 };

	memcpy(raw, name, 11);
	put_unaligned_le16(start, raw + 26);
	put_unaligned_le32(size, raw + 28);
	put_sector(test, 3, raw, number * 32, 32);
}

static void make_floppy(struct kunit *test)
{
	static const u8 boot[] = {
		0xeb, 0x3c, 0x90, 'k', '8', '9', '6', ' ', ' ', ' ', ' ',
		0, 2,				/* bytes a sector */
		1, 1, 0, 2,			/* cluster, reserved, FATs */
		16, 0, KB * 2, 0,		/* root entries, sectors */
		0xf8, 1, 0,			/* medium, sectors a FAT */
	};
	/* Two entries of 12 bits in three bytes: 2 -> 4 -> end, 3: end. */
	static const u8 table[] = { 0xf8, 0xff, 0xff, 4, 0xf0, 0xff, 0xff,
				    0x0f };

	put_sector(test, 0, boot, 0, sizeof(boot));
	put_sector(test, 0, "\x55\xaa", 510, 2);
	put_sector(test, 1, table, 0, sizeof(table));
	put_record(test, 0, "TWO     TXT", 2, 600);
	put_record(test, 1, "ONE     TXT", 3, 5);
	put_sector(test, 4, "first", 0, 5);
	put_sector(test, 6, "second", 0, 6);
	put_sector(test, 5, "third", 0, 5);
}

struct fixture {
	struct volume vol;
	struct vol_file file;
	struct vol_entry entry;
	char buf[700];
};

static int fat_init(struct kunit *test)
{
	int error = brd_create(KB);

	test->priv = NULL;
	if (error == -EBUSY)
		kunit_skip(test, "ram0 is in use");
	KUNIT_ASSERT_EQ(test, error, 0);
	test->priv = kunit_kzalloc(test, sizeof(struct fixture), GFP_KERNEL);
	return 0;
}

static void fat_exit(struct kunit *test)
{
	if (test->priv)
		brd_destroy();
}

static void fat_read_by_blocks(struct kunit *test)
{
	struct fixture *f = test->priv;

	KUNIT_ASSERT_NOT_NULL(test, f);
	make_floppy(test);
	KUNIT_ASSERT_EQ(test, vol_open(&f->vol, "ram0"), 0);
	KUNIT_EXPECT_EQ(test, f->vol.fat.bits, 12);
	KUNIT_EXPECT_EQ(test, vol_lookup(&f->vol, "/two.txt", &f->file), 0);
	KUNIT_EXPECT_EQ(test, vol_read(&f->file, f->buf, 700), 600);
	KUNIT_EXPECT_STREQ(test, f->buf, "first");
	KUNIT_EXPECT_STREQ(test, f->buf + 512, "second");
	KUNIT_EXPECT_EQ(test, vol_read(&f->file, f->buf, 700), 0);
	KUNIT_EXPECT_EQ(test, vol_lookup(&f->vol, "ONE.TXT", &f->file), 0);
	KUNIT_EXPECT_EQ(test, vol_read(&f->file, f->buf, 700), 5);
	KUNIT_EXPECT_EQ(test, vol_lookup(&f->vol, "NONE.TXT", &f->file),
			-ENOENT);
	vol_close(&f->vol);
}

static void fat_directory(struct kunit *test)
{
	struct fixture *f = test->priv;

	KUNIT_ASSERT_NOT_NULL(test, f);
	make_floppy(test);
	KUNIT_ASSERT_EQ(test, vol_open(&f->vol, "ram0"), 0);
	KUNIT_EXPECT_EQ(test, vol_lookup(&f->vol, "/", &f->file), 0);
	KUNIT_EXPECT_EQ(test, vol_readdir(&f->file, &f->entry), 1);
	KUNIT_EXPECT_STREQ(test, f->entry.name, "TWO.TXT");
	KUNIT_EXPECT_EQ(test, f->entry.size, 600u);
	KUNIT_EXPECT_EQ(test, vol_readdir(&f->file, &f->entry), 1);
	KUNIT_EXPECT_STREQ(test, f->entry.name, "ONE.TXT");
	KUNIT_EXPECT_EQ(test, vol_readdir(&f->file, &f->entry), 0);
	KUNIT_EXPECT_EQ(test, vol_readdir(&f->file, &f->entry), 0);
	vol_close(&f->vol);
}

/* What is on it is asked each time: another medium is another volume. */
static void fat_no_file_system(struct kunit *test)
{
	struct fixture *f = test->priv;

	KUNIT_ASSERT_NOT_NULL(test, f);
	KUNIT_EXPECT_EQ(test, vol_open(&f->vol, "ram0"), -EINVAL);
	KUNIT_EXPECT_STREQ(test, f->vol.why, "not a FAT or ISO 9660 file "
			   "system (no boot signature)");
	make_floppy(test);
	KUNIT_EXPECT_EQ(test, vol_open(&f->vol, "ram0"), 0);
	vol_close(&f->vol);
	put_sector(test, 0, "\0", 13, 1);
	KUNIT_EXPECT_EQ(test, vol_open(&f->vol, "ram0"), -EINVAL);
	KUNIT_EXPECT_EQ(test, vol_open(&f->vol, "ram7"), -ENODEV);
}

/* A chain that leads back, found while it is read. */
static void fat_circle(struct kunit *test)
{
	struct fixture *f = test->priv;

	KUNIT_ASSERT_NOT_NULL(test, f);
	make_floppy(test);
	put_record(test, 0, "TWO     TXT", 2, 60000);
	put_sector(test, 1, "\x02\x00", 6, 2);		/* 4 -> 2 */
	KUNIT_ASSERT_EQ(test, vol_open(&f->vol, "ram0"), 0);
	KUNIT_EXPECT_EQ(test, vol_lookup(&f->vol, "two.txt", &f->file), 0);
	KUNIT_EXPECT_EQ(test, vol_read(&f->file, f->buf, 700), 700);
	KUNIT_EXPECT_EQ(test, vol_read(&f->file, f->buf, 700), 700);
	KUNIT_EXPECT_EQ(test, vol_read(&f->file, f->buf, 700), -EIO);
	KUNIT_EXPECT_STREQ(test, f->vol.why, "the chain of clusters runs in a "
			   "circle, through cluster 2");
	vol_close(&f->vol);
}

static struct kunit_case fat_cases[] = {
	KUNIT_CASE(fat_read_by_blocks), KUNIT_CASE(fat_directory),
	KUNIT_CASE(fat_no_file_system), KUNIT_CASE(fat_circle), {}
};

static struct kunit_suite fat_suite = {
	.name = "fat", .init = fat_init, .exit = fat_exit,
	.test_cases = fat_cases,
};
kunit_test_suite(fat_suite);
