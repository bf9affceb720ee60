/*
 * blk_disk.c - disks: announced by their drivers, and gone again.
 *
 *   hda  part[0]  the whole disk		"hda"
 *        part[1]  the first partition		"hda1"
 *
 * add_disk() has the partitions read and puts the disk in the list, and from
 * then on it can be opened (blk_open.c). A disk that is gone answers -EIO; its
 * memory, and its queue's, stay until the last who has it open has closed.
 *
 * Invariants: alive disks stand in block_disks, in the order of their numbers.
 * Locking: block_mutex over the list and the numbers. Context: process.
 * Linux: block/genhd.c. gdb: `break add_disk`, `km-blk`.
 */
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include "blk.h"

LIST_HEAD(block_disks);
DEFINE_MUTEX(block_mutex);
static unsigned long disks_added;	/* ever, for their numbers */

struct gendisk *alloc_disk(int minors)
{
	struct gendisk *disk = kzalloc(sizeof(*disk), GFP_KERNEL);

	if (!disk)
		return NULL;
	disk->minors = minors;
	for (int i = 0; i < DISK_MAX_PARTS; i++) {
		disk->part[i].bd_disk = disk;
		disk->part[i].bd_partno = i;
		mutex_init(&disk->part[i].bd_write_mutex);
	}
	disk->part[0].bd_valid = true;
	mutex_init(&disk->open_mutex);
	mutex_init(&disk->flush_mutex);
	INIT_LIST_HEAD(&disk->list);
	atomic_set(&disk->refs, 1);
	return disk;
}
EXPORT_SYMBOL(alloc_disk);

void get_disk(struct gendisk *disk)
{
	atomic_inc(&disk->refs);
}
EXPORT_SYMBOL(get_disk);

void put_disk(struct gendisk *disk)
{
	if (!disk || !atomic_dec_and_test(&disk->refs))
		return;
	WARN(disk->alive, "put_disk(%s): del_gendisk() comes first\n",
	     disk->disk_name);
	if (disk->added)
		blk_put_queue(disk->queue);
	kfree(disk);
}
EXPORT_SYMBOL(put_disk);

void add_disk(struct gendisk *disk)
{
	might_sleep();
	if (WARN_ON(!disk->queue || disk->alive))
		return;
	blk_get_queue(disk->queue);
	disk->added = disk->alive = true;
	mutex_lock(&disk->open_mutex);
	blk_read_partitions(disk);
	mutex_unlock(&disk->open_mutex);
	mutex_lock(&block_mutex);
	disk->number = disks_added++;
	list_add_tail(&disk->list, &block_disks);
	mutex_unlock(&block_mutex);
}
EXPORT_SYMBOL(add_disk);

struct gendisk *next_disk(struct gendisk *before)
{
	struct gendisk *disk, *found = NULL;

	mutex_lock(&block_mutex);
	list_for_each_entry(disk, &block_disks, list) {
		if (before && disk->number <= before->number)
			continue;
		get_disk(disk);
		found = disk;
		break;
	}
	mutex_unlock(&block_mutex);
	put_disk(before);
	return found;
}
EXPORT_SYMBOL(next_disk);

void del_gendisk(struct gendisk *disk)
{
	might_sleep();
	if (WARN_ON(!disk->alive))
		return;
	mutex_lock(&block_mutex);
	list_del_init(&disk->list);
	mutex_unlock(&block_mutex);
	mutex_lock(&disk->open_mutex);
	disk->alive = false;
	blk_forget_cache(disk, 0);
	mutex_unlock(&disk->open_mutex);
}
EXPORT_SYMBOL(del_gendisk);

void set_capacity(struct gendisk *disk, sector_t sectors)
{
	disk->part[0].bd_nr = sectors;
}
EXPORT_SYMBOL(set_capacity);

sector_t get_capacity(struct gendisk *disk)
{
	return disk->part[0].bd_nr;
}
EXPORT_SYMBOL(get_capacity);

void set_disk_ro(struct gendisk *disk, int flag)
{
	disk->read_only = flag;
}
EXPORT_SYMBOL(set_disk_ro);
