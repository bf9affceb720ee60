/*
 * blk_part.c - the partitions of a disk, read from the disk.
 *
 * Each is a block_device of its own beside the whole disk's, number 0, with
 * where it begins and how long it is; a bio's sectors count from there. They
 * are read when the disk is added and when its medium has changed, never while
 * somebody has one open.
 *
 * Invariants: a valid partition lies on the disk. Locking: disk->open_mutex.
 * Context: process, sleeps. Linux: fs/partitions/check.c.
 * gdb: `break blk_read_partitions`, `p disk->part`.
 */
#include <linux/blkdev.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include "blk.h"
#include "blk_mbr.h"

struct part_reader {
	struct gendisk *disk;
	unsigned int block;		/* the medium's, in bytes */
	u8 *buf;			/* one of them */
};

/* The medium's block that @sector is in, and of that the sector. */
static int read_sector(void *data, sector_t sector, u8 *to)
{
	struct part_reader *r = data;
	unsigned int mask = (r->block >> SECTOR_SHIFT) - 1;
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);
	int err;

	bio->bi_bdev = &r->disk->part[0];
	bio->bi_sector = sector & ~(sector_t)mask;
	bio_add_page(bio, virt_to_page(r->buf), r->block,
		     offset_in_page(r->buf));
	err = submit_bio_wait(READ, bio);
	bio_put(bio);
	if (!err)
		memcpy(to, r->buf + ((unsigned int)(sector & mask) <<
				     SECTOR_SHIFT), SECTOR_SIZE);
	return err;
}

static void forget(struct gendisk *disk)
{
	for (int i = 1; i < DISK_MAX_PARTS; i++) {
		disk->part[i].bd_valid = false;
		disk->part[i].bd_nr = 0;
	}
}

static void take_over(struct gendisk *disk, const struct mbr_part *parts)
{
	char names[96] = "";
	size_t len = 0;

	for (int i = 1; i < min(disk->minors, DISK_MAX_PARTS); i++) {
		struct block_device *bdev = &disk->part[i];
		char name[BDEVNAME_SIZE];

		if (!parts[i].nr)
			continue;
		bdev->bd_start = parts[i].start;
		bdev->bd_nr = parts[i].nr;
		bdev->bd_type = parts[i].type;
		bdev->bd_valid = true;
		len += scnprintf(names + len, sizeof(names) - len, " %s",
				 bdevname(bdev, name));
	}
	pr_info("%s:%s\n", disk->disk_name, names);
}

void blk_read_partitions(struct gendisk *disk)
{
	struct part_reader reader = {
		.disk = disk,
		.block = queue_logical_block_size(disk->queue),
	};
	struct mbr_disk mbr = {
		.name = disk->disk_name,
		.capacity = get_capacity(disk),
		.read = read_sector,
		.data = &reader,
	};
	struct mbr_part *parts;

	forget(disk);
	if (disk->minors <= 1 || !mbr.capacity)
		return;
	parts = kmalloc_array(MBR_PARTS, sizeof(*parts), GFP_KERNEL);
	reader.buf = kmalloc(reader.block, GFP_KERNEL);
	mbr.buf = kmalloc(MBR_SECTOR, GFP_KERNEL);
	if (!parts || !reader.buf || !mbr.buf)
		pr_warn("%s: no memory to read its partitions\n",
			disk->disk_name);
	else if (mbr_parse(&mbr, parts) > 0)
		take_over(disk, parts);
	kfree(mbr.buf);
	kfree(reader.buf);
	kfree(parts);
}
