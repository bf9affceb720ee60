/*
 * Rock Ridge: POSIX names on an ISO 9660 volume.
 *
 * Model: behind the name of a directory record there is room for others. What
 * stands there are pieces of a few bytes, each with two letters, its length, a
 * version:
 *
 *	SP  in the root's own record: there is more to read, @skip bytes in front
 *	NM  the name, or a piece of it		PX  the mode
 *	CE  it goes on in that block		ST  the end
 *	CL  a directory that was moved up, as eight levels are allowed at most; it
 *	    is read where it is. RE: what was moved up, not shown there
 *
 * Invariants: a piece lies within its area, an area within its block, and there
 * are at most MAX_AREAS of them for a record: they could run in a circle.
 * Locking & context: as fs/iso9660.c.
 * In Linux: fs/isofs/rock.c.
 * Watch it: (gdb) break rock_read
 *           (gdb) x/s entry->name
 */

#include "rock.h"
#include <asm/unaligned.h>
#include <linux/buffer_head.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>

#define BLOCK		2048
#define MAX_AREAS	16

struct area {				/* where the pieces go on */
	u32 block, offset, len;
};

struct rock {				/* what was read so far */
	struct vol_entry *entry;
	u32 name_len;			/* of what NM said */
	u32 child;			/* where the directory is; 0: here */
	bool hidden;
	struct area next;		/* len 0: there is no more */
};

static bool is(const u8 *piece, const char *letters, u32 min_len)
{
	return piece[0] == letters[0] && piece[1] == letters[1] &&
	       piece[2] >= min_len;
}

static void add_name(struct rock *rr, const u8 *piece)
{
	enum { CURRENT = 2, PARENT = 4 };	/* flags; those have names */

	if (piece[4] & (CURRENT | PARENT))
		return;
	for (u32 i = 5; i < piece[2] && rr->name_len < VOL_NAME_MAX; i++)
		rr->entry->name[rr->name_len++] = vol_char(piece[i]);
	if (rr->name_len)
		rr->entry->name[rr->name_len] = '\0';
}

/* Only the kinds that the rest of us knows; devices are empty files. */
static void set_mode(struct vol_entry *e, u32 mode)
{
	u32 kind = S_ISLNK(mode) ? S_IFLNK : e->mode & S_IFMT;

	e->mode = kind | (mode & 0777);
}

static void read_area(struct rock *rr, const u8 *at, u32 len)
{
	rr->next.len = 0;
	for (; len >= 4 && at[2] >= 4 && at[2] <= len;
	     len -= at[2], at += at[2]) {
		if (is(at, "ST", 4))
			break;
		if (is(at, "NM", 5))
			add_name(rr, at);
		else if (is(at, "PX", 12))
			set_mode(rr->entry, get_unaligned_le32(at + 4));
		else if (is(at, "CL", 12))
			rr->child = get_unaligned_le32(at + 4);
		else if (is(at, "RE", 4))
			rr->hidden = true;
		else if (is(at, "CE", 28))
			rr->next = (struct area){
				.block = get_unaligned_le32(at + 4),
				.offset = get_unaligned_le32(at + 12),
				.len = get_unaligned_le32(at + 20),
			};
	}
}

/* The area that CE named. */
static int read_next(struct volume *vol, struct rock *rr)
{
	struct area a = rr->next;
	struct buffer_head *bh;

	if (a.offset > BLOCK || a.len > BLOCK - a.offset)
		return vol_error(vol, -EIO, "a Rock Ridge area of %u bytes, %u "
				 "into its block", a.len, a.offset);
	bh = vol_bread(vol, a.block);
	if (!bh)
		return -EIO;
	read_area(rr, (u8 *)bh->b_data + a.offset, a.len);
	brelse(bh);
	return 0;
}

/* A directory that was moved: how long it is stands in its first record. */
static int follow_child(struct volume *vol, struct rock *rr)
{
	struct buffer_head *bh = vol_bread(vol, rr->child);

	if (!bh)
		return -EIO;
	rr->entry->start = rr->child;
	rr->entry->size = get_unaligned_le32(bh->b_data + 10);
	rr->entry->mode = S_IFDIR | 0555;
	brelse(bh);
	return 0;
}

/* Where the pieces of a record begin. */
static u32 first_piece(const struct iso_volume *iso)
{
	return round_up(33 + iso->record[32], 2) + iso->skip;
}

int rock_read(struct volume *vol, struct vol_entry *entry)
{
	const u8 *r = vol->iso.record;
	struct rock rr = { .entry = entry };
	u32 at = first_piece(&vol->iso);
	int error = 0;

	if (at < r[0])
		read_area(&rr, r + at, r[0] - at);
	for (int i = 0; i < MAX_AREAS && rr.next.len && !error; i++)
		error = read_next(vol, &rr);
	if (!error && rr.child)
		error = follow_child(vol, &rr);
	return error ? error : !rr.hidden;
}

int rock_detect(struct volume *vol)
{
	struct iso_volume *iso = &vol->iso;
	struct buffer_head *bh = vol_bread(vol, iso->root_start);
	const u8 *sp;
	u32 at;

	if (!bh)
		return -EIO;
	memcpy(iso->record, bh->b_data, sizeof(iso->record));
	brelse(bh);
	at = first_piece(iso);
	if (at + 7 > iso->record[0])
		return 0;
	sp = iso->record + at;
	iso->rock = is(sp, "SP", 7) && sp[4] == 0xbe && sp[5] == 0xef;
	iso->skip = iso->rock ? sp[6] : 0;
	return 0;
}
