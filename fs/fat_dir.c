/*
 * FAT's directories: names, long and short.
 *
 * Model: a directory is a file of records of 32 bytes. A short name has eight
 * letters and three, in capitals. A long one is written in front of it, from
 * its end to its beginning, 13 characters a record, each with a checksum of the
 * short name: a program that knows only short names changes those, and then the
 * long one no longer fits and is forgotten.
 *
 *	0x42 "e.txt"            sum 0x9c   2nd piece, the last (0x40)
 *	0x01 "A long file nam"  sum 0x9c   1st piece
 *	"ALONGF~1TXT"           size, date, first cluster
 *
 * A name in small letters only needs no long one: two bits say that the
 * letters, or the extension, are small.
 *
 * Invariants: a long name counts only if its pieces come one after the other,
 * to the first, with the checksum of the short name behind them.
 * Locking & context: as fs/volume.c.
 * In Linux: fs/fat/dir.c, fs/fat/namei_vfat.c.
 * Watch it: (gdb) break fat_readdir
 *           (gdb) p *entry
 */

#include "fat.h"
#include <asm/unaligned.h>
#include <linux/ctype.h>
#include <linux/stat.h>
#include <linux/string.h>

#define RECORD		32
#define MAX_DIR		(65536 * RECORD)	/* bytes of a directory */

#define ATTR_LABEL	0x08			/* the volume's name */
#define ATTR_DIR	0x10
#define ATTR_LONG	0x0f			/* a piece of a long name */
#define ATTR_MASK	0x3f
#define DELETED		0xe5
#define LAST_PIECE	0x40
#define LOWER_BASE	0x08			/* case bits */
#define LOWER_EXT	0x10

struct long_name {
	u8 expect;			/* the piece that comes next; 0: none */
	u8 sum;
	bool whole;			/* all pieces were there */
};

void fat_root(struct volume *vol, struct vol_entry *root)
{
	root->start = vol->fat.root_cluster;
	root->size = root->start ? MAX_DIR : vol->fat.root_entries * RECORD;
}

static u8 checksum(const u8 *short_name)
{
	u8 sum = 0;

	for (int i = 0; i < 11; i++)
		sum = (sum >> 1 | sum << 7) + short_name[i];
	return sum;
}

/* A piece of a long name, into its place in @name. */
static void add_piece(struct long_name *l, const u8 *raw, char *name)
{
	static const u8 places[13] = {
		1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30
	};
	u8 number = raw[0] & ~LAST_PIECE;

	if (raw[0] & LAST_PIECE) {
		*l = (struct long_name){ .expect = number, .sum = raw[13] };
		memset(name, 0, VOL_NAME_MAX + 1);
	}
	if (number < 1 || number > 20 || number != l->expect ||
	    l->sum != raw[13]) {
		*l = (struct long_name){ 0 };
		return;
	}
	for (u32 i = 0, at = (number - 1) * 13; i < 13; i++, at++) {
		u16 c = get_unaligned_le16(raw + places[i]);

		if (!c)
			break;
		if (at < VOL_NAME_MAX)
			name[at] = vol_char(c);
	}
	l->whole = number == 1;
	l->expect = number - 1;
}

/* "README  TXT" is README.TXT; a case bit makes small letters of it. */
static void short_name(const u8 *raw, char *name, u8 lower)
{
	int n = 0, end = 0;

	for (int i = 0; i < 11; i++) {
		u8 c = i == 0 && raw[0] == 0x05 ? DELETED : raw[i];
		u8 bit = i < 8 ? LOWER_BASE : LOWER_EXT;

		if (i == 8) {
			n = end;
			name[n++] = '.';
		}
		name[n++] = lower & bit ? tolower(vol_char(c)) : vol_char(c);
		if (c != ' ')
			end = n;
	}
	if (!end)
		name[end++] = '?';
	name[end] = '\0';
}

static struct vol_time fat_time(u16 date, u16 time)
{
	struct vol_time t = {
		.year = 1980 + (date >> 9), .month = date >> 5 & 15,
		.day = date & 31, .hour = time >> 11, .minute = time >> 5 & 63,
		.second = (time & 31) * 2,
	};

	if (t.month > 12 || !t.day || t.hour > 23 || t.minute > 59 ||
	    t.second > 59)
		t.month = 0;
	return t;
}

/* What a record says besides the name. */
static void fill(const struct volume *vol, const u8 *raw, struct vol_entry *e)
{
	bool parent = memcmp(raw, "..         ", 11) == 0;

	e->odd = false;
	e->time = fat_time(get_unaligned_le16(raw + 24),
			   get_unaligned_le16(raw + 22));
	e->start = get_unaligned_le16(raw + 26);
	if (vol->fat.bits == 32)
		e->start |= (u32)get_unaligned_le16(raw + 20) << 16;
	e->size = get_unaligned_le32(raw + 28);
	e->mode = S_IFREG | 0444;
	if (!(raw[11] & ATTR_DIR))
		return;
	e->mode = S_IFDIR | 0555;
	e->size = MAX_DIR;
	if (!e->start && parent) {		/* the root is meant */
		e->start = vol->fat.root_cluster;
		if (!e->start)
			e->size = vol->fat.root_entries * RECORD;
	} else if (!e->start) {
		e->start = 1;			/* which is no cluster */
	}
}

int fat_readdir(struct vol_file *dir, struct vol_entry *entry)
{
	struct long_name l = { 0 };
	u8 raw[RECORD];
	ssize_t n;

	while ((n = vol_read(dir, raw, RECORD)) == RECORD) {
		if (!raw[0])
			break;
		if (raw[0] != DELETED && (raw[11] & ATTR_MASK) == ATTR_LONG) {
			add_piece(&l, raw, entry->name);
			continue;
		}
		if (raw[0] == DELETED || raw[11] & ATTR_LABEL) {
			l.whole = false;
			continue;
		}
		entry->alias[0] = '\0';
		if (l.whole && l.sum == checksum(raw) && entry->name[0])
			short_name(raw, entry->alias, 0);
		else
			short_name(raw, entry->name, raw[12]);
		fill(dir->vol, raw, entry);
		return 1;
	}
	if (n >= 0)
		dir->size = dir->pos;		/* nothing behind the end */
	return n < 0 ? n : 0;
}
