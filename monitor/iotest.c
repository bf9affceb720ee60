/*
 * iotest: read and write sectors of a disk by hand, or many at random.
 *
 * Model: a sector that is written gets contents that its number and a second
 * one, the generation, determine; so what is read can be checked here, and the
 * image by somebody who knows nothing but the rule:
 *
 *	word i of sector s, generation g = s * 0x9e3779b1 + g * 0x85ebca6b
 *					   + i * 0x01010101	(32 bits)
 *
 * The requests go straight to the block layer, past the buffers.
 *
 * Invariants: only `write` and `random` change the disk, and both flush it.
 * Locking & context: process context, may sleep.
 * In Linux: nothing so small; fio --verify comes near.
 * Watch it: (gdb) break iotest_io
 *           (gdb) break submit_bio
 */

#include "internal.h"
#include "iotest.h"
#include <linux/async.h>
#include <linux/crc32.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/string.h>

#define MAX_SECTORS	2048
#define WORDS		(SECTOR_SIZE / sizeof(u32))

static u32 word_of(u32 sector, u32 gen, unsigned int i)
{
	return sector * 0x9e3779b1 + gen * 0x85ebca6b + i * 0x01010101;
}

void iotest_fill(struct page *page, unsigned int offset, u32 sector, u32 gen)
{
	unsigned int i = 0;

	while (i < WORDS) {
		void *addr = kmap_atomic(page + offset / PAGE_SIZE);

		do {
			*(u32 *)(addr + offset % PAGE_SIZE) =
				word_of(sector, gen, i++);
			offset += sizeof(u32);
		} while (i < WORDS && offset % PAGE_SIZE);
		kunmap_atomic(addr);
	}
}

bool iotest_holds(struct page *page, unsigned int offset, u32 sector, u32 gen)
{
	bool same = true;
	unsigned int i = 0;

	while (i < WORDS) {
		void *addr = kmap_atomic(page + offset / PAGE_SIZE);

		do {
			same &= *(u32 *)(addr + offset % PAGE_SIZE) ==
				word_of(sector, gen, i++);
			offset += sizeof(u32);
		} while (i < WORDS && offset % PAGE_SIZE);
		kunmap_atomic(addr);
	}
	return same;
}

int iotest_io(struct block_device *bdev, int rw, sector_t sector,
	      unsigned int sectors, struct page *page, unsigned int offset)
{
	unsigned int left = sectors * SECTOR_SIZE;
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);
	int err;

	bio->bi_bdev = bdev;
	bio->bi_sector = sector;
	page += offset / PAGE_SIZE;
	if (bio_add_page(bio, page, left, offset % PAGE_SIZE) == left)
		err = submit_bio_wait(rw, bio);
	else
		err = -EINVAL;
	bio_put(bio);
	return err;
}

/* ---- by hand ---- */

static u32 crc_of(struct page *page, unsigned int bytes)
{
	u32 crc = ~0U;

	for (; bytes; page++, bytes -= min_t(unsigned int, bytes, PAGE_SIZE)) {
		void *addr = kmap_atomic(page);

		crc = crc32_le(crc, addr, min_t(unsigned int, bytes,
						PAGE_SIZE));
		kunmap_atomic(addr);
	}
	return ~crc;
}

static int one(struct block_device *bdev, int rw, unsigned long sector,
	       unsigned long sectors, u32 gen)
{
	unsigned int order = get_order(sectors * SECTOR_SIZE);
	struct page *page = alloc_pages(GFP_HIGHUSER | __GFP_ZERO, order);
	unsigned long start = jiffies;
	int err;

	if (!page)
		return -ENOMEM;
	for (unsigned long i = 0; rw == WRITE && i < sectors; i++)
		iotest_fill(page, i * SECTOR_SIZE, sector + i, gen);
	err = iotest_io(bdev, rw, sector, sectors, page, 0);
	if (!err && rw == WRITE)
		err = blkdev_issue_flush(bdev);
	if (err)
		say("iotest: sectors %lu-%lu: %pe after %u ms\n", sector,
		    sector + sectors - 1, ERR_PTR(err),
		    jiffies_to_msecs(jiffies - start));
	else
		say("iotest: sectors %lu-%lu: crc32 %08x\n", sector,
		    sector + sectors - 1, crc_of(page, sectors * SECTOR_SIZE));
	__free_pages(page, order);
	return err;
}

static int parse_numbers(int argc, char **argv, unsigned long *numbers, int max)
{
	for (int i = 0; i < argc; i++)
		if (i == max || parse_ulong(argv[i], ~0U, &numbers[i]))
			return -EINVAL;
	return 0;
}

static int do_it(struct block_device *bdev, int argc, char **argv)
{
	unsigned long n[4] = { 4, 100, 1, 1 };

	if (parse_numbers(argc - 3, argv + 3, n, 4))
		return usage(argv[0]);
	if (!strcmp(argv[2], "random"))
		return iotest_random(bdev, n[0], n[1], n[2], n[3]);
	if (argc < 5 || !n[1] || n[1] > MAX_SECTORS)
		return usage(argv[0]);
	if (!strcmp(argv[2], "read") && argc == 5)
		return one(bdev, READ, n[0], n[1], 0);
	if (!strcmp(argv[2], "write") && argc == 6)
		return one(bdev, WRITE, n[0], n[1], n[2]);
	if (!strcmp(argv[2], "buffered") && argc == 6)
		return iotest_buffered(bdev, n[0], n[1], n[2]);
	return usage(argv[0]);
}

static int iotest_cmd(int argc, char **argv)
{
	struct block_device *bdev;
	fmode_t mode = FMODE_READ;
	int err;

	if (argc < 3)
		return usage(argv[0]);
	if (strcmp(argv[2], "read"))
		mode |= FMODE_WRITE;
	bdev = blkdev_get_by_path(argv[1], mode);
	if (IS_ERR(bdev)) {
		say("iotest: %s: %pe\n", argv[1], bdev);
		return PTR_ERR(bdev);
	}
	err = do_it(bdev, argc, argv);
	blkdev_put(bdev, mode);
	return err;
}
MONITOR_CMD(iotest, "DISK read SECTOR N | write SECTOR N GEN | buffered SECTOR N GEN | random MB OPS THREADS SEED",
	    "read or write sectors of a disk; its data are lost\n"
	    "  read: the crc32 of N sectors. write: contents made of their numbers\n"
	    "and GEN; buffered: the same by way of the buffer cache, and sync.\n"
	    "random: OPS of each of 1-8 THREADS in the first MB of the disk, all\n"
	    "sizes, alignments and zones; every read is checked.",
	    iotest_cmd);
