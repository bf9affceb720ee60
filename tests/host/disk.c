/*
 * disk.c - the block layer for the file systems' host tests: one device, "fd0",
 * whose medium is a piece of memory.
 *
 * Each buffer that is read is a copy in memory of its own, exactly as large as
 * asked for: reading behind its end, or after brelse(), is reported. There is
 * no cache.
 */
#include "host.h"
#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>

long long host_bad_sector = -1;
int host_disk_held;
u32 host_disk_reads;

static struct gendisk disk;
static struct block_device bdev = { .bd_disk = &disk };
static const char *medium;
static u32 logical_block;

void host_disk(void *image, size_t size, u32 block)
{
	medium = image;
	bdev.bd_nr = size / SECTOR_SIZE;
	logical_block = block;
	disk.flags = block == 2048 ? GENHD_FL_CD : 0;
	host_bad_sector = -1;
	host_disk_held = host_disk_reads = 0;
}

struct block_device *blkdev_get_by_path(const char *path, fmode_t mode)
{
	if (strcmp(path, "fd0") && !(disk.flags && strcmp(path, "hdc") == 0))
		return ERR_PTR(-ENODEV);
	if (!medium)
		return ERR_PTR(-ENOMEDIUM);
	bdev.bd_openers++;
	return &bdev;
}

int blkdev_put(struct block_device *dev, fmode_t mode)
{
	CHECK(dev == &bdev && dev->bd_openers == 1);
	dev->bd_openers--;
	return 0;
}

unsigned int queue_logical_block_size(struct request_queue *q)
{
	return logical_block;
}

struct buffer_head *__bread(struct block_device *dev, sector_t block,
			    unsigned int size)
{
	u64 at = block * size;
	long long bad = host_bad_sector * SECTOR_SIZE;
	struct buffer_head *bh;

	CHECK(size >= logical_block && size <= 4096 && is_power_of_2(size));
	CHECK(at + size <= bdev.bd_nr * SECTOR_SIZE);
	host_disk_reads++;
	if (bad >= 0 && bad >= at && bad < at + size)
		return NULL;
	bh = host_malloc(sizeof(*bh));
	*bh = (struct buffer_head){ .b_bdev = dev, .b_blocknr = block,
				    .b_size = size };
	bh->b_data = host_malloc(size);
	memcpy(bh->b_data, medium + at, size);
	host_disk_held++;
	return bh;
}

void brelse(struct buffer_head *bh)
{
	if (!bh)
		return;
	host_disk_held--;
	host_free(bh->b_data);
	host_free(bh);
}
