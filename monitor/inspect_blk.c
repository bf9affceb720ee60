/*
 * lsblk, diskstats, partitions: the disks, what they have done, how long they
 * are.
 *
 *	NAME    MAJ:MIN RM   SIZE RO TYPE MODEL
 *	hda       3:0    0    64M  0 disk QEMU HARDDISK
 *	|-hda1    3:1    0    31M  0 part
 *	`-hda2    3:2    0    33M  0 part
 *
 * Model: diskstats and partitions are Linux's lines, to be read by programs
 * made for those; lsblk is for people. All three wait until the drives have
 * been looked for.
 *
 * Invariants: reads only. Locking & context: block_mutex; may sleep.
 * In Linux: /proc/diskstats, /proc/partitions, lsblk of util-linux.
 * Watch it: (gdb) break diskstats_show
 *           (gdb) km-blk
 */

#include "internal.h"
#include <linux/async.h>
#include <linux/blkdev.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mutex.h>

typedef void (*show_bdev)(struct seq_file *m, struct block_device *bdev);

/* Of each disk itself and its partitions. */
static int show_all(struct seq_file *m, show_bdev show)
{
	struct gendisk *disk;

	mutex_lock(&block_mutex);
	list_for_each_entry(disk, &block_disks, list)
		for (int i = 0; i < DISK_MAX_PARTS; i++)
			if (disk->part[i].bd_valid)
				show(m, &disk->part[i]);
	mutex_unlock(&block_mutex);
	return 0;
}

static unsigned int minor(struct block_device *bdev)
{
	return bdev->bd_disk->first_minor + bdev->bd_partno;
}

/* ---- diskstats, partitions ---- */

static unsigned int ms(u64 ns)
{
	return div_u64(ns, 1000000);
}

static void diskstats_line(struct seq_file *m, struct block_device *bdev)
{
	struct disk_stats s = bdev->bd_stats;
	char name[BDEVNAME_SIZE];

	seq_printf(m, "%4d %7d %s %lu %lu %llu %u %lu %lu %llu %u %u %u %u\n",
		   bdev->bd_disk->major, minor(bdev), bdevname(bdev, name),
		   s.ios[READ], s.merges[READ], s.sectors[READ],
		   ms(s.nsecs[READ]), s.ios[WRITE], s.merges[WRITE],
		   s.sectors[WRITE], ms(s.nsecs[WRITE]), s.in_flight,
		   ms(s.busy_ns), ms(s.weighted_ns));
}

static int diskstats_show(struct seq_file *m, void *v)
{
	async_synchronize_full();
	return show_all(m, diskstats_line);
}
PROC_SHOW(diskstats, diskstats_show, "what the disks have done\n"
	  "  A line a disk or partition: numbers, name; reads, merged reads, "
	  "sectors\n  read, ms of reading; the same of writing; requests under "
	  "way, ms with one\n  under way, the same times how many there were.");

static void partitions_line(struct seq_file *m, struct block_device *bdev)
{
	char name[BDEVNAME_SIZE];

	if (bdev->bd_nr)
		seq_printf(m, "%4d  %7d %10llu %s\n", bdev->bd_disk->major,
			   minor(bdev), bdev->bd_nr / 2, bdevname(bdev, name));
}

static int partitions_show(struct seq_file *m, void *v)
{
	async_synchronize_full();
	seq_printf(m, "major minor  #blocks  name\n\n");
	return show_all(m, partitions_line);
}
PROC_SHOW(partitions, partitions_show, "disks and partitions, in KB");

/* ---- lsblk ---- */

/* In the largest unit that leaves a digit in front, as "1.4M" or "64M". */
static const char *size_text(char *buf, size_t len, sector_t sectors)
{
	u64 tenths = sectors * 5;		/* of a KB */
	const char *unit = "KMGT";

	for (; tenths >= 10240 && unit[1]; unit++)
		tenths = div_u64(tenths, 1024);
	if (tenths % 10 && tenths < 1000)
		snprintf(buf, len, "%llu.%u%c", div_u64(tenths, 10),
			 (u32)tenths % 10, *unit);
	else
		snprintf(buf, len, "%llu%c", div_u64(tenths, 10), *unit);
	return buf;
}

static bool is_last(struct block_device *bdev)
{
	for (int i = bdev->bd_partno + 1; i < DISK_MAX_PARTS; i++)
		if (bdev->bd_disk->part[i].bd_valid)
			return false;
	return true;
}

static const char *type_of(struct block_device *bdev)
{
	if (bdev->bd_partno)
		return "part";
	return bdev->bd_disk->flags & GENHD_FL_CD ? "rom" : "disk";
}

static void lsblk_line(struct seq_file *m, struct block_device *bdev)
{
	struct gendisk *disk = bdev->bd_disk;
	const char *branch = !bdev->bd_partno ? "" :
			     is_last(bdev) ? "`-" : "|-";
	char name[BDEVNAME_SIZE], size[16];
	const char *model = bdev->bd_partno || !disk->model ? "" : disk->model;

	seq_printf(m, "%s%-*s %3d:%-3d %2d %6s %2d %s%s%s\n", branch,
		   8 - (int)strlen(branch), bdevname(bdev, name), disk->major,
		   minor(bdev), !!(disk->flags & GENHD_FL_REMOVABLE),
		   size_text(size, sizeof(size), bdev->bd_nr), disk->read_only,
		   type_of(bdev), *model ? " " : "", model);
}

static int lsblk_show(struct seq_file *m, void *v)
{
	async_synchronize_full();
	if (list_empty(&block_disks))
		seq_printf(m, "there are no disks; `ramdisk 1024` makes one\n");
	else
		seq_printf(m, "%-8s %-7s RM   SIZE RO TYPE MODEL\n", "NAME",
			   "MAJ:MIN");
	return show_all(m, lsblk_line);
}
PROC_SHOW(lsblk, lsblk_show, "disks and partitions\n"
	  "  RM: the medium can be changed; RO: it can't be written. A removable "
	  "disk's\n  size is that of the medium it was opened with last.");
