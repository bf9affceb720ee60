/*
 * partitions.h - a small disk with any table on it, and what must hold of what
 * mbr_parse() makes of it.
 */
#ifndef PARTITIONS_H
#define PARTITIONS_H

#include <linux/errno.h>
#include <linux/string.h>
#include "../../drivers/blk_mbr.h"

#define DISK_SECTORS	64		/* that are there; the rest is zero */

struct test_disk {
	u8 data[DISK_SECTORS][MBR_SECTOR];
	int reads, bad;			/* so many; this sector can't be, -1 */
	sector_t capacity;
};

static struct test_disk td;
static struct mbr_part parts[MBR_PARTS];

static int read_test(void *data, sector_t sector, u8 *buf)
{
	struct test_disk *d = data;

	CHECK(sector < d->capacity);
	CHECK(++d->reads <= 20);
	if (sector == (sector_t)d->bad)
		return -EIO;
	if (sector < DISK_SECTORS)
		memcpy(buf, d->data[sector], MBR_SECTOR);
	else
		memset(buf, 0, MBR_SECTOR);
	return 0;
}

static int parse(void)
{
	static u8 buf[MBR_SECTOR];
	struct mbr_disk disk = { .name = "test", .capacity = td.capacity,
				 .read = read_test, .data = &td, .buf = buf };
	int found, n = 0;

	td.reads = 0;
	memset(parts, 0xaa, sizeof(parts));
	found = mbr_parse(&disk, parts);
	CHECK(!parts[0].nr);
	for (int i = 1; i < MBR_PARTS; i++) {
		if (!parts[i].nr)
			continue;
		n++;
		CHECK(parts[i].start && parts[i].type);
		CHECK(parts[i].start < td.capacity);
		CHECK(parts[i].nr <= td.capacity - parts[i].start);
	}
	CHECK(found < 0 ? !n : found == n);
	return found;
}

#endif
