/*
 * blk_mbr.c - partition tables as the PC has them since 1983.
 *
 *   sector 0:  446 bytes of code | 4 entries of 16 bytes | 55 aa
 *   an entry:  80 or 00 | 3 | type | 3 | first sector (4) | sectors (4)
 *
 * Four are few, so one entry may be "extended": a range whose first sector has
 * a table with the first logical partition, and a link to where the next such
 * table is. That is a chain on a disk that anybody may have written: each table
 * is read once, and all must lie in the range. The extended entry itself
 * becomes two sectors long, so that nobody writes over what it holds.
 *
 * Invariants: what is returned lies on the disk and isn't empty.
 * Locking: none. Context: that of its reader. Linux: fs/partitions/msdos.c.
 * gdb: `break mbr_parse`, `break read_chain`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include "blk_mbr.h"

#define TABLE		446		/* where it begins in its sector */
#define ENTRY		16
#define PRIMARY		4

struct entry {
	u8 boot;			/* 0x80: boot from it, 0: don't */
	u8 type;			/* 0: not used */
	u32 start, nr;
};

bool mbr_is_extended(u8 type)
{
	return type == 0x05 || type == 0x0f || type == 0x85;
}

static u32 le32(const u8 *p)
{
	return p[0] | p[1] << 8 | p[2] << 16 | (u32)p[3] << 24;
}

static struct entry get_entry(const u8 *sector, int i)
{
	const u8 *p = sector + TABLE + i * ENTRY;

	return (struct entry){ p[0], p[4], le32(p + 8), le32(p + 12) };
}

/* A file system's boot sector has the same two bytes at its end. */
static bool is_table(const u8 *sector)
{
	if (sector[510] != 0x55 || sector[511] != 0xaa)
		return false;
	for (int i = 0; i < PRIMARY; i++)
		if (get_entry(sector, i).boot & 0x7f)
			return false;
	return true;
}

/* Notes partition @number, or as much of it as lies before @end. */
static int note(const struct mbr_disk *disk, struct mbr_part *parts, int number,
		const struct entry *e, sector_t start, sector_t end)
{
	sector_t nr = e->nr;

	if (start >= end || !start) {
		pr_warn("%s: partition %d at sector %llu is not on the disk: left out\n",
			disk->name, number, start);
		return 0;
	}
	if (nr > end - start) {
		pr_warn("%s: partition %d ends behind the disk: %llu sectors less\n",
			disk->name, number, nr - (end - start));
		nr = end - start;
	}
	if (mbr_is_extended(e->type))
		nr = min_t(sector_t, nr, 2);
	parts[number] = (struct mbr_part){ start, nr, e->type };
	return 1;
}

/* Has the chain been at @sector before? */
static bool seen(const sector_t *been, int n, sector_t sector)
{
	while (n--)
		if (been[n] == sector)
			return true;
	return false;
}

/*
 * The logical partitions of the extended range @from .. @end. Its frame is
 * big enough without its caller's.
 */
static noinline int read_chain(const struct mbr_disk *disk,
			       struct mbr_part *parts, sector_t from,
			       sector_t end)
{
	sector_t been[MBR_PARTS], at = from;
	int number = PRIMARY + 1, n, found = 0;

	for (n = 0; n < MBR_PARTS && number < MBR_PARTS; n++) {
		struct entry e, link = { 0 };

		if (at >= end || seen(been, n, at)) {
			pr_warn("%s: the chain of tables goes astray at sector %llu\n",
				disk->name, at);
			break;
		}
		been[n] = at;
		if (disk->read(disk->data, at, disk->buf) ||
		    !is_table(disk->buf))
			break;
		for (int i = 0; i < PRIMARY && number < MBR_PARTS; i++) {
			e = get_entry(disk->buf, i);
			if (!e.type || !e.nr)
				continue;
			if (!mbr_is_extended(e.type))
				found += note(disk, parts, number++, &e,
					      at + e.start, end);
			else if (!link.nr)
				link = e;
		}
		if (!link.nr)
			break;
		at = from + link.start;
	}
	return found;
}

static int read_primary(const struct mbr_disk *disk, struct mbr_part *parts)
{
	struct entry e[PRIMARY];
	bool chained = false;
	int found = 0, i;

	for (i = 0; i < PRIMARY; i++)
		e[i] = get_entry(disk->buf, i);
	for (i = 0; i < PRIMARY; i++) {
		sector_t end = min((sector_t)e[i].start + e[i].nr,
				   disk->capacity);

		if (!e[i].type || !e[i].nr ||
		    !note(disk, parts, i + 1, &e[i], e[i].start,
			  disk->capacity))
			continue;
		found++;
		if (!mbr_is_extended(e[i].type) || chained)
			continue;
		chained = true;		/* one chain a disk */
		found += read_chain(disk, parts, e[i].start, end);
	}
	return found;
}

int mbr_parse(const struct mbr_disk *disk, struct mbr_part parts[MBR_PARTS])
{
	int err;

	memset(parts, 0, MBR_PARTS * sizeof(*parts));
	if (!disk->capacity)
		return 0;
	err = disk->read(disk->data, 0, disk->buf);
	if (err)
		return err;
	return is_table(disk->buf) ? read_primary(disk, parts) : 0;
}
