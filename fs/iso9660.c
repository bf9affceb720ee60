/*
 * ISO 9660: the file system of CDs. Read only, with Rock Ridge and Joliet
 * names.
 *
 * Model: made in one go, and never changed: a file is a run of blocks of 2048
 * bytes, so its directory record says all there is to know. No table is needed.
 *
 *	block 16 ..  descriptors: primary, others (Joliet), the end
 *	             the primary one has the root's directory record in it
 *	directory    records, one behind the other, none across two blocks:
 *	             length | first block | size | date | flags | name | more
 *
 * Names are in capitals, "GRUB.CFG;1". Two extensions give better ones: Rock
 * Ridge in the rest of each record (fs/rock.c), Joliet a second tree of
 * directories with names of 16-bit characters. We take the first of them that
 * there is. Numbers are written twice, in both byte orders; we read the little
 * one.
 *
 * Invariants: blocks are compared with the volume's size before they are read;
 * a record lies within its block, a name within its record.
 * Locking & context: as fs/volume.c. A record is read into vol->iso.record.
 * In Linux: fs/isofs/inode.c, fs/isofs/dir.c, fs/isofs/joliet.c.
 * Watch it: (gdb) break iso_readdir
 *           (gdb) p vol->iso
 */

#include "rock.h"
#include <asm/unaligned.h>
#include <linux/buffer_head.h>
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>

#define BLOCK		2048
#define FIRST		16		/* descriptor */
#define MAX_DESCRIPTORS	32
#define MAX_DIR		(8 << 20)	/* bytes of a directory */

enum { PRIMARY = 1, SUPPLEMENTARY = 2, END = 255 };	/* descriptors */
enum { DIRECTORY = 2, MORE_PIECES = 0x80 };		/* a record's flags */

/* ---- descriptors ---- */

/* Joliet says which characters it has by an escape sequence, one of three. */
static bool is_joliet(const u8 *d)
{
	return d[88] == '%' && d[89] == '/' &&
	       (d[90] == '@' || d[90] == 'C' || d[90] == 'E');
}

static int primary(struct volume *vol, const u8 *d)
{
	struct iso_volume *iso = &vol->iso;
	u32 size = get_unaligned_le16(d + 128);

	if (size != BLOCK)
		return vol_error(vol, -EIO, "ISO 9660 with blocks of %u bytes "
				 "is not supported", size);
	iso->nr_blocks = get_unaligned_le32(d + 80);
	iso->root_start = get_unaligned_le32(d + 158) + d[157];
	iso->root_size = get_unaligned_le32(d + 166);
	return 0;
}

/* One descriptor: 1, go on; 0: it is the last; -EIO. */
static int descriptor(struct volume *vol, const u8 *d)
{
	struct iso_volume *iso = &vol->iso;

	if (memcmp(d + 1, "CD001", 5) || d[0] == END)
		return 0;
	if (d[0] == PRIMARY && !iso->nr_blocks)
		return primary(vol, d) ?: 1;
	if (d[0] == SUPPLEMENTARY && is_joliet(d)) {
		iso->joliet_start = get_unaligned_le32(d + 158) + d[157];
		iso->joliet_size = get_unaligned_le32(d + 166);
	}
	return 1;
}

static int read_descriptors(struct volume *vol)
{
	struct buffer_head *bh;
	int status = 1;

	for (u32 i = FIRST; status > 0 && i < FIRST + MAX_DESCRIPTORS &&
	     i < vol->nr_blocks; i++) {
		bh = vol_bread(vol, i);
		if (!bh)
			return -EIO;
		status = descriptor(vol, (u8 *)bh->b_data);
		brelse(bh);
	}
	return status < 0 ? status : vol->iso.nr_blocks ? 0 : -EINVAL;
}

static int iso_open(struct volume *vol)
{
	struct iso_volume *iso = &vol->iso;
	int error;

	memset(iso, 0, sizeof(*iso));
	vol_set_block_size(vol, BLOCK);
	error = read_descriptors(vol);
	if (!error)
		error = rock_detect(vol);
	if (!error && !iso->rock && iso->joliet_start) {
		iso->joliet = true;
		iso->root_start = iso->joliet_start;
		iso->root_size = iso->joliet_size;
	}
	return error;
}

/* ---- files ---- */

static void iso_root(struct volume *vol, struct vol_entry *root)
{
	root->start = vol->iso.root_start;
	root->size = min(vol->iso.root_size, (u32)MAX_DIR);
}

static int iso_block(struct vol_file *f, u32 index, u32 *block)
{
	u32 start = f->entry.start, end = f->vol->iso.nr_blocks;

	if (index >= end || start >= end - index)
		return vol_error(f->vol, -EIO, "its block %u, of %u, is behind "
				 "the end of the volume", index, start);
	*block = start + index;
	return 0;
}

/* ---- directories ---- */

/*
 * read_record - the next record of @dir into vol->iso.record, zeroes behind it:
 * 1, 0: there are no more, -EIO
 *
 * A record of length 0 says: the next one is in the next block.
 */
static int read_record(struct vol_file *dir)
{
	u8 *r = dir->vol->iso.record;
	u32 at;
	ssize_t n;

	memset(r, 0, sizeof(dir->vol->iso.record));
	for (;;) {
		at = dir->pos % BLOCK;
		n = vol_read(dir, r, 1);
		if (n <= 0)
			return n;
		if (r[0])
			break;
		dir->pos += BLOCK - at - 1;
	}
	if (r[0] >= 34 && at + r[0] <= BLOCK)
		n = vol_read(dir, r + 1, r[0] - 1);
	else
		n = 0;
	if (n >= 0 && (n != r[0] - 1 || !r[32] || 33 + r[32] > r[0]))
		return vol_error(dir->vol, -EIO, "nonsense in the directory at "
				 "block %u", dir->entry.start);
	return n < 0 ? n : 1;
}

/* The name that the record itself has, made readable. */
static void plain_name(const struct iso_volume *iso, char *name)
{
	const u8 *from = iso->record + 33;
	u32 step = iso->joliet ? 2 : 1, n = 0;

	for (u32 i = 0; i + step <= iso->record[32]; i += step) {
		u32 c = iso->joliet ? get_unaligned_be16(from + i) : from[i];

		if (c == ';')			/* a version: always 1 */
			break;
		name[n++] = iso->joliet ? vol_char(c) : tolower(vol_char(c));
	}
	if (n > 1 && name[n - 1] == '.' && !iso->joliet)
		n--;				/* "MAKEFILE.;1" */
	if (!n)
		name[n++] = '?';
	name[n] = '\0';
}

/* Seven bytes: local time, years since 1900. */
static struct vol_time iso_time(const u8 *d)
{
	struct vol_time t = {
		.year = 1900 + d[0], .month = d[1], .day = d[2],
		.hour = d[3], .minute = d[4], .second = d[5],
	};

	if (t.month > 12 || t.day < 1 || t.day > 31 || t.hour > 23 ||
	    t.minute > 59 || t.second > 59)
		t.month = 0;
	return t;
}

static void fill(const struct iso_volume *iso, struct vol_entry *e)
{
	const u8 *r = iso->record;

	e->alias[0] = '\0';
	e->start = get_unaligned_le32(r + 2) + r[1];
	e->size = get_unaligned_le32(r + 10);
	e->time = iso_time(r + 18);
	e->mode = r[25] & DIRECTORY ? S_IFDIR | 0555 : S_IFREG | 0444;
	e->odd = r[25] & MORE_PIECES || r[26] || r[27];
	if (r[32] == 1 && r[33] <= 1)		/* the directory, its parent */
		strcpy(e->name, r[33] ? ".." : ".");
	else
		plain_name(iso, e->name);
}

static int iso_readdir(struct vol_file *dir, struct vol_entry *entry)
{
	struct iso_volume *iso = &dir->vol->iso;
	int status;

	for (;;) {
		status = read_record(dir);
		if (status <= 0)
			return status;
		fill(iso, entry);
		status = iso->rock ? rock_read(dir->vol, entry) : 1;
		if (S_ISDIR(entry->mode))
			entry->size = min(entry->size, (u32)MAX_DIR);
		if (status)
			return status;
	}
}

const struct vol_type iso9660_type = {
	.name = "ISO 9660", .open = iso_open, .root = iso_root,
	.readdir = iso_readdir, .block = iso_block,
};
