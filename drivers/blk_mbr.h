/*
 * blk_mbr.h - what a partition table says; drivers/blk_mbr.c.
 */
#ifndef _BLK_MBR_H
#define _BLK_MBR_H

#include <linux/types.h>

#define MBR_SECTOR	512
#define MBR_PARTS	16		/* 1-4 primary, 5-15 logical; 0 unused */

struct mbr_part {
	sector_t start, nr;		/* nr 0: there is none */
	u8 type;			/* 5, 0xf, 0x85: an extended one */
};

struct mbr_disk {
	const char *name;		/* for messages */
	sector_t capacity;		/* in sectors */
	/* 512 bytes of @sector into @buf: 0 or -Exxx. */
	int (*read)(void *data, sector_t sector, u8 *buf);
	void *data;			/* the reader's */
	u8 *buf;			/* room for a sector */
};

/*
 * mbr_parse - the partitions of @disk, by their number: how many, 0 where there
 * is no table, or -Exxx where it can't be read. Nothing that is on the disk is
 * believed: what lies outside is left out or clipped, with a message.
 */
int mbr_parse(const struct mbr_disk *disk, struct mbr_part parts[MBR_PARTS]);
bool mbr_is_extended(u8 type);

#endif
