/*
 * floppy_test.c - the floppy drive as it is in this machine: empty, with a
 * medium, with a protected one; and a controller that loses its voice.
 *
 * What is written is put back: the medium may be somebody's.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/highmem.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <asm/io.h>
#include "../../drivers/floppy.h"
#include "mm_test.h"
#include "team.h"

#define FLOPPY_IRQ	6
#define PIECES		8		/* pages of one bio */
#define FIRST		20		/* then it goes over three cylinders */

static struct block_device *fd0;
static bool writable;

/* Opened for writing if it can be. */
static int open_fd0(struct kunit *test)
{
	fd0 = blkdev_get_by_path("fd0", FMODE_READ | FMODE_WRITE);
	writable = !IS_ERR(fd0);
	if (PTR_ERR(fd0) == -EROFS)
		fd0 = blkdev_get_by_path("fd0", FMODE_READ);
	return 0;
}

static void close_fd0(struct kunit *test)
{
	if (!IS_ERR_OR_NULL(fd0))
		blkdev_put(fd0, writable ? FMODE_READ | FMODE_WRITE : FMODE_READ);
}

static void needs_medium(struct kunit *test)
{
	if (IS_ERR(fd0))
		kunit_skip(test, "no medium in the drive");
}

static void free_all(struct page **pages)
{
	for (int i = 0; i < PIECES; i++)
		if (pages[i])
			__free_page(pages[i]);
}

/* From all zones there are, in turn. */
static void alloc_all(struct kunit *test, struct page **pages)
{
	static const gfp_t flags[] = { GFP_KERNEL, GFP_DMA, GFP_HIGHUSER };

	for (int i = 0; i < PIECES; i++)
		pages[i] = alloc_page(flags[i % 3] | __GFP_ZERO);
	for (int i = 0; i < PIECES; i++)
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
}

static int move(int rw, sector_t sector, struct page **pages, int n)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, n);
	int error;

	bio->bi_bdev = fd0;
	bio->bi_sector = sector;
	for (int i = 0; i < n; i++)
		bio_add_page(bio, pages[i], PAGE_SIZE, 0);
	error = submit_bio_wait(rw, bio);
	bio_put(bio);
	return error;
}

static void fill(struct page **pages, u8 seed)
{
	for (int i = 0; i < PIECES; i++) {
		u8 *p = kmap(pages[i]);

		for (unsigned int at = 0; at < PAGE_SIZE; at++)
			p[at] = seed + 7 * i + at + (at >> 8);
		kunmap(pages[i]);
	}
}

static bool same(struct page **a, struct page **b)
{
	bool good = true;

	for (int i = 0; i < PIECES; i++) {
		good &= !memcmp(kmap(a[i]), kmap(b[i]), PAGE_SIZE);
		kunmap(a[i]);
		kunmap(b[i]);
	}
	return good;
}

static void floppy_empty_drive(struct kunit *test)
{
	unsigned long began = jiffies;

	if (PTR_ERR(fd0) == -ENODEV)
		kunit_skip(test, "no floppy drive");
	if (!IS_ERR(fd0))
		kunit_skip(test, "there is a medium");
	KUNIT_EXPECT_EQ(test, PTR_ERR(fd0), (long)-ENOMEDIUM);
	fd0 = blkdev_get_by_path("fd0", FMODE_READ);
	KUNIT_EXPECT_EQ(test, PTR_ERR(fd0), (long)-ENOMEDIUM);
	/* two commands that nothing answers would take four seconds */
	KUNIT_EXPECT_TRUE(test, time_before(jiffies, began + 4 * HZ));
	KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path("fd7", FMODE_READ)),
			(long)-ENODEV);
}

static struct page *saved[PIECES], *written[PIECES], *read[PIECES];

/* Pages of all zones, across cylinders: the bytes that went come back. */
static void floppy_any_memory(struct kunit *test)
{
	needs_medium(test);
	alloc_all(test, saved);
	alloc_all(test, written);
	alloc_all(test, read);
	KUNIT_EXPECT_EQ(test, move(READ, FIRST, saved, PIECES), 0);
	if (writable) {
		fill(written, 1);
		KUNIT_EXPECT_EQ(test, move(WRITE, FIRST, written, PIECES), 0);
		KUNIT_EXPECT_EQ(test, move(READ, FIRST, read, PIECES), 0);
		KUNIT_EXPECT_TRUE(test, same(written, read));
		KUNIT_EXPECT_EQ(test, move(WRITE, FIRST, saved, PIECES), 0);
	} else {
		KUNIT_EXPECT_EQ(test, move(WRITE, FIRST, saved, PIECES),
				-EROFS);
	}
	KUNIT_EXPECT_EQ(test, move(READ, FIRST, read, PIECES), 0);
	KUNIT_EXPECT_TRUE(test, same(saved, read));
	free_all(saved);
	free_all(written);
	free_all(read);
}

static void one_done(struct bio *bio, int error)
{
	if (error)
		*(int *)page_address(bio->bi_io_vec->bv_page) = error;
	complete(bio->bi_private);
	bio_put(bio);
}

static void start_read(struct block_device *bdev, sector_t sector,
		       struct page *page, struct completion *done)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);

	bio->bi_bdev = bdev;
	bio->bi_sector = sector;
	bio->bi_end_io = one_done;
	bio->bi_private = done;
	bio_add_page(bio, page, PAGE_SIZE, 0);
	submit_bio(READ, bio);
}

/* Asked at once, served by turns: each at its own rate, cylinder and motor. */
static void floppy_both_drives(struct kunit *test)
{
	struct block_device *both[2] = { fd0 };
	DECLARE_COMPLETION_ONSTACK(done);

	needs_medium(test);
	both[1] = blkdev_get_by_path("fd1", FMODE_READ);
	if (IS_ERR(both[1]))
		kunit_skip(test, "no second medium");
	alloc_all(test, saved);
	for (int i = 0; i < PIECES; i++) {
		read[i] = alloc_page(GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, read[i]);
	}
	for (int i = 0; i < PIECES; i++) {
		fd0 = both[i % 2];
		KUNIT_EXPECT_EQ(test, move(READ, 50 * i, &saved[i], 1), 0);
	}
	fd0 = both[0];
	for (int i = 0; i < PIECES; i++)
		start_read(both[i % 2], 50 * i, read[i], &done);
	for (int i = 0; i < PIECES; i++)
		wait_for_completion(&done);
	KUNIT_EXPECT_TRUE(test, same(saved, read));
	free_all(saved);
	free_all(read);
	blkdev_put(both[1], FMODE_READ);
}

static void floppy_the_last_sector(struct kunit *test)
{
	struct page *page;
	sector_t end;

	needs_medium(test);
	page = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	end = get_capacity(fd0->bd_disk);
	KUNIT_EXPECT_EQ(test, move(READ, end - 8, &page, 1), 0);
	KUNIT_EXPECT_EQ(test, move(READ, end - 7, &page, 1), -EIO);
	__free_page(page);
}

/* One sector by the driver itself, past the block layer's questions. */
static int move_directly(struct floppy_drive *d, bool write, unsigned int sector)
{
	void *buf = kzalloc(SECTOR_SIZE, GFP_KERNEL);
	dma_addr_t handle = dma_map_single(NULL, buf, SECTOR_SIZE,
					   DMA_BIDIRECTIONAL);
	int error;

	mutex_lock(&fdc_mutex);
	error = floppy_move(d, write, sector, 1, handle);
	floppy_rest(d);
	mutex_unlock(&fdc_mutex);
	dma_unmap_single(NULL, handle, SECTOR_SIZE, DMA_BIDIRECTIONAL);
	kfree(buf);
	return error;
}

/* The drive looks for it, four times, the last after a reset. */
static void floppy_no_such_cylinder(struct kunit *test)
{
	struct page *page;
	unsigned int resets = fdc_resets;
	struct floppy_drive *d;

	needs_medium(test);
	d = fd0->bd_disk->private_data;
	KUNIT_EXPECT_EQ(test, move_directly(d, false, 83 * 2 *
					    d->geometry->per_track), -EIO);
	KUNIT_EXPECT_TRUE(test, fdc_resets > resets);
	page = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, move(READ, 8, &page, 1), 0);
	__free_page(page);
}

/* The medium says it, whoever wants to write: and it is asked only once. */
static void floppy_protected(struct kunit *test)
{
	unsigned int resets = fdc_resets;

	needs_medium(test);
	if (writable)
		kunit_skip(test, "the medium is not protected");
	KUNIT_EXPECT_EQ(test, move_directly(fd0->bd_disk->private_data, true, 0),
			-EROFS);
	KUNIT_EXPECT_EQ(test, fdc_resets, resets);
}

/* No interrupt comes: an error in time, and the next one works again. */
static void floppy_without_interrupts(struct kunit *test)
{
	unsigned long began;
	struct page *page;

	needs_medium(test);
	page = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, move(READ, 0, &page, 1), 0);
	disable_irq(FLOPPY_IRQ);
	began = jiffies;
	KUNIT_EXPECT_EQ(test, move(READ, 40, &page, 1), -ETIMEDOUT);
	KUNIT_EXPECT_TRUE(test, time_before(jiffies, began + 20 * HZ));
	enable_irq(FLOPPY_IRQ);
	KUNIT_EXPECT_EQ(test, move(READ, 40, &page, 1), 0);
	__free_page(page);
}

/* Somebody resets the controller: an interrupt that nobody waits for. */
static void floppy_reset_behind_our_back(struct kunit *test)
{
	unsigned int before = fdc_spurious, resets = fdc_resets;
	struct page *page;

	needs_medium(test);
	page = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	mutex_lock(&fdc_mutex);
	outb(0x00, 0x3f2);
	udelay(20);
	outb(0x0c, 0x3f2);
	mutex_unlock(&fdc_mutex);
	KUNIT_EXPECT_TRUE(test, eventually(fdc_spurious == before + 1));
	KUNIT_EXPECT_EQ(test, move(READ, 100, &page, 1), 0);
	KUNIT_EXPECT_EQ(test, fdc_resets, resets + 1);
	__free_page(page);
}

static struct kunit_case floppy_cases[] = {
	KUNIT_CASE(floppy_empty_drive),
	KUNIT_CASE(floppy_any_memory),
	KUNIT_CASE(floppy_both_drives),
	KUNIT_CASE(floppy_the_last_sector),
	KUNIT_CASE(floppy_no_such_cylinder),
	KUNIT_CASE(floppy_protected),
	KUNIT_CASE_SLOW(floppy_without_interrupts),
	KUNIT_CASE(floppy_reset_behind_our_back),
	{}
};

static struct kunit_suite floppy_suite = {
	.name = "floppy",
	.init = open_fd0,
	.exit = close_fd0,
	.test_cases = floppy_cases,
};
kunit_test_suite(floppy_suite);
