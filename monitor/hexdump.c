/*
 * hexdump DISK SECTOR [COUNT]: what is written on a disk.
 *
 *	00000200  eb 3c 90 6d 6b 66 73 2e  66 61 74 00 02 04 01 00  |.<.mkfs.fat.....|
 *	*
 *
 * Model: the lines of `hexdump -C`, addresses counted from the beginning of the
 * disk; a line like the one before is `*`. Read by way of the buffer cache.
 *
 * Locking & context: process context, may sleep.
 * In Linux: hexdump -C -s -n /dev/hda.
 * Watch it: (gdb) break hexdump_cmd
 *           (gdb) break __bread
 */

#include "internal.h"
#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/string.h>

#define ROW	16

static void dump_row(u64 at, const u8 *p)
{
	say("%08llx ", at);
	for (int i = 0; i < ROW; i++)
		say("%s%02x", i && i % 8 == 0 ? "  " : " ", p[i]);
	say("  |");
	for (int i = 0; i < ROW; i++)
		say("%c", isascii(p[i]) && isprint(p[i]) ? p[i] : '.');
	say("|\n");
}

/* @last is the row before; @repeats: the last line was a `*`. */
static void dump_sector(u64 at, const u8 *p, u8 *last, int *repeats)
{
	for (int i = 0; i < SECTOR_SIZE; i += ROW) {
		bool same = *repeats >= 0 && !memcmp(last, p + i, ROW);

		if (!same)
			dump_row(at + i, p + i);
		else if (!*repeats)
			say("*\n");
		*repeats = same;
		memcpy(last, p + i, ROW);
	}
}

static int dump(struct block_device *bdev, u64 sector, unsigned long count)
{
	unsigned int size = bdev->bd_block_size ?:
			    queue_logical_block_size(bdev->bd_disk->queue);
	unsigned int in_block = size / SECTOR_SIZE;
	int repeats = -1;
	u8 last[ROW];

	for (; count--; sector++) {
		struct buffer_head *bh = __bread(bdev, (u32)sector / in_block,
						 size);

		if (!bh) {
			say("hexdump: sector %llu can't be read\n", sector);
			return -EIO;
		}
		dump_sector(sector * SECTOR_SIZE, (u8 *)bh->b_data +
			    (u32)sector % in_block * SECTOR_SIZE, last,
			    &repeats);
		brelse(bh);
	}
	say("%08llx\n", sector * SECTOR_SIZE);
	return 0;
}

static int hexdump_cmd(int argc, char **argv)
{
	unsigned long sector, count = 1;
	struct block_device *bdev;
	int err;

	if (argc < 3 || argc > 4 || parse_ulong(argv[2], ~0UL, &sector) ||
	    (argc == 4 && parse_ulong(argv[3], 4096, &count)))
		return usage("hexdump");
	bdev = blkdev_get_by_path(argv[1], FMODE_READ);
	if (IS_ERR(bdev)) {
		say("hexdump: %s: %pe\n", argv[1], bdev);
		return PTR_ERR(bdev);
	}
	err = dump(bdev, sector, count);
	blkdev_put(bdev, FMODE_READ);
	return err;
}
MONITOR_CMD(hexdump, "DISK SECTOR [COUNT]", "what is written on a disk\n"
	    "  As `hexdump -C`: address on the disk, bytes, characters. "
	    "lsblk shows which\n  disks there are.", hexdump_cmd);
