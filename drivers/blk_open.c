/*
 * blk_open.c - disks and partitions are opened by name, and closed.
 *
 * The first who opens a removable disk has it asked whether the medium is still
 * the same; if not, all that is remembered of the old one is forgotten, and
 * capacity and partitions are found out anew. The last who closes a device
 * waits until what was written is on the medium.
 *
 * Invariants: openers is the sum of all bd_openers of the disk; while it isn't
 * 0 partitions stay as they are. Who has a device open has a reference to its
 * disk.
 * Locking: block_mutex to find it; then, without that, disk->open_mutex.
 * Context: process, sleeps. Linux: fs/block_dev.c.
 * gdb: `break blkdev_get_by_path`, `break check_medium`.
 */
#include <linux/async.h>
#include <linux/bits.h>
#include <linux/blkdev.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "blk.h"

/* ---- what others remember of a disk ---- */

static const struct blk_cache_ops *cache_ops;	/* the buffer cache's */

void blk_set_cache(const struct blk_cache_ops *ops)
{
	cache_ops = ops;
}

static int sync_cache(struct block_device *bdev)
{
	return cache_ops ? cache_ops->sync(bdev) : blkdev_issue_flush(bdev);
}

void blk_forget_cache(struct gendisk *disk, int first)
{
	for (int i = first; cache_ops && i < DISK_MAX_PARTS; i++)
		if (!i || disk->part[i].bd_valid)
			cache_ops->invalidate(&disk->part[i]);
}

/* Buffers that others have written past: the disk's, when a partition was. */
static void drop_stale(struct gendisk *disk)
{
	for (int i = 0; cache_ops && i < DISK_MAX_PARTS; i++)
		if (disk->part[i].bd_block_size &&
		    (disk->written_by & ~BIT(i)))
			cache_ops->drop(&disk->part[i]);
	disk->written_by = 0;
}

/* ---- names ---- */

/* A name that ends in a digit wants a letter before the number. */
static const char *separator(const struct gendisk *disk)
{
	return isdigit(disk->disk_name[strlen(disk->disk_name) - 1]) ? "p" : "";
}

const char *bdevname(struct block_device *bdev, char *buf)
{
	struct gendisk *disk = bdev->bd_disk;

	if (bdev->bd_partno)
		snprintf(buf, BDEVNAME_SIZE, "%.24s%s%u", disk->disk_name,
			 separator(disk), bdev->bd_partno);
	else
		strscpy(buf, disk->disk_name, BDEVNAME_SIZE);
	return buf;
}
EXPORT_SYMBOL(bdevname);

/* The number of the partition of @disk that @name means; -1: none. */
static int name_to_partno(const struct gendisk *disk, const char *name)
{
	size_t len = strlen(disk->disk_name);
	const char *sep = separator(disk);
	unsigned int number;

	if (strncmp(name, disk->disk_name, len))
		return -1;
	name += len;
	if (!*name)
		return 0;
	if (strncmp(name, sep, strlen(sep)))
		return -1;
	name += strlen(sep);
	if (!isdigit(*name) || *name == '0' || kstrtouint(name, 10, &number) ||
	    number >= DISK_MAX_PARTS)
		return -1;
	return number;
}

/* The device @name, with a reference to its disk; NULL: no such. */
static struct block_device *find_bdev(const char *name)
{
	struct block_device *found = NULL;
	struct gendisk *disk;

	mutex_lock(&block_mutex);
	list_for_each_entry(disk, &block_disks, list) {
		int number = name_to_partno(disk, name);

		if (number < 0)
			continue;
		get_disk(disk);
		found = &disk->part[number];
		break;
	}
	mutex_unlock(&block_mutex);
	return found;
}

/* ---- opening ---- */

/* Nobody has it open: is it still the same medium? 0 or -Exxx. */
static int check_medium(struct gendisk *disk)
{
	const struct block_device_operations *fops = disk->fops;
	int err = 0;

	if (!(disk->flags & GENHD_FL_REMOVABLE) || !fops ||
	    !fops->media_changed || !fops->media_changed(disk))
		return 0;
	blk_forget_cache(disk, 0);
	if (fops->revalidate_disk)
		err = fops->revalidate_disk(disk);
	if (err)
		set_capacity(disk, 0);
	blk_read_partitions(disk);
	return err;
}

static int open_locked(struct block_device *bdev, fmode_t mode)
{
	struct gendisk *disk = bdev->bd_disk;
	int err = 0;

	if (!disk->alive)
		return -ENODEV;
	if (!disk->openers) {
		drop_stale(disk);
		err = check_medium(disk);
	}
	if (err)
		return err;
	if (!get_capacity(disk))
		return -ENOMEDIUM;
	if (!bdev->bd_valid)
		return -ENODEV;
	if ((mode & FMODE_WRITE) && disk->read_only)
		return -EROFS;
	if (disk->fops && disk->fops->open)
		err = disk->fops->open(bdev, mode);
	if (err)
		return err;
	bdev->bd_openers++;
	disk->openers++;
	return 0;
}

struct block_device *blkdev_get_by_path(const char *path, fmode_t mode)
{
	struct block_device *bdev;
	struct gendisk *disk;
	int err;

	async_synchronize_full();
	bdev = find_bdev(strstarts(path, "/dev/") ? path + 5 : path);
	if (!bdev)
		return ERR_PTR(-ENODEV);
	disk = bdev->bd_disk;
	mutex_lock(&disk->open_mutex);
	err = open_locked(bdev, mode);
	mutex_unlock(&disk->open_mutex);
	if (!err)
		return bdev;
	put_disk(disk);
	return ERR_PTR(err);
}
EXPORT_SYMBOL(blkdev_get_by_path);

int blkdev_put(struct block_device *bdev, fmode_t mode)
{
	struct gendisk *disk = bdev->bd_disk;
	int err = 0;

	might_sleep();
	mutex_lock(&disk->open_mutex);
	if (WARN_ON(!bdev->bd_openers)) {
		mutex_unlock(&disk->open_mutex);
		return -EINVAL;
	}
	if (!disk->alive)
		err = mode & FMODE_WRITE ? -EIO : 0;	/* did it all arrive? */
	else if (bdev->bd_openers == 1)
		err = sync_cache(bdev);
	bdev->bd_openers--;
	if (!--disk->openers && !disk->alive)
		blk_forget_cache(disk, 0);	/* what came after its end */
	if (disk->fops && disk->fops->release)
		disk->fops->release(disk, mode);
	mutex_unlock(&disk->open_mutex);
	put_disk(disk);
	return err;
}
EXPORT_SYMBOL(blkdev_put);

int blkdev_reread_part(struct block_device *bdev)
{
	struct gendisk *disk = bdev->bd_disk;
	int err = 0;

	mutex_lock(&disk->open_mutex);
	if (disk->openers != disk->part[0].bd_openers)
		err = -EBUSY;
	else
		err = sync_cache(&disk->part[0]);
	if (!err) {
		blk_forget_cache(disk, 1);	/* they may lie elsewhere now */
		blk_read_partitions(disk);
	}
	mutex_unlock(&disk->open_mutex);
	return err;
}
EXPORT_SYMBOL(blkdev_reread_part);
