/*
 * FAT: which clusters a file has. Read only; FAT12, FAT16 and FAT32.
 *
 * Model: a medium is cut into sectors, the rest behind the tables into clusters
 * of a few sectors each, numbered from 2. The file allocation table has an
 * entry for each cluster: the number of the one that follows in the same file.
 *
 *	boot sector | FAT | FAT again | root directory | cluster 2 | 3 | 4 ...
 *	                                (not in FAT32)
 *	directory: README.TXT starts at 2     FAT:  [2] = 4  [3] = 0  [4] = end
 *	           so it is in 2, 4                          free
 *
 * An entry has 12, 16 or 32 bits: how many decides the number of clusters
 * alone, nothing else on the medium. Entries of 12 bits lie across bytes and
 * sectors.
 *
 * Invariants: a cluster is used only if 2 <= it < nr_clusters + 2, and then it
 * lies on the device: the boot sector is checked for that, and refused else. A
 * chain that runs in a circle ends with -EIO after at most three times round.
 * Locking & context: as fs/volume.c.
 * In Linux: fs/fat/inode.c (fat_fill_super), fs/fat/cache.c, fs/fat/fatent.c.
 * Watch it: (gdb) break fat_block
 *           (gdb) p vol->fat
 */

#include "fat.h"
#include <asm/unaligned.h>
#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>

#define MAX_FAT12	4084		/* clusters; one more and it is FAT16 */
#define MAX_FAT16	65524
#define MAX_FAT32	0x0ffffff0

/* ---- the boot sector ---- */

struct boot {				/* its numbers */
	u32 sector_size, cluster_sectors, reserved, nr_fats;
	u32 root_entries, sectors, fat_sectors;
	u32 flags, version, root_cluster;	/* FAT32 */
	bool fat32, signature;
	u8 jump, media;
};

static void read_boot(const u8 *s, struct boot *b)
{
	b->jump = s[0];
	b->sector_size = get_unaligned_le16(s + 11);
	b->cluster_sectors = s[13];
	b->reserved = get_unaligned_le16(s + 14);
	b->nr_fats = s[16];
	b->root_entries = get_unaligned_le16(s + 17);
	b->sectors = get_unaligned_le16(s + 19);
	if (!b->sectors)
		b->sectors = get_unaligned_le32(s + 32);
	b->media = s[21];
	b->fat_sectors = get_unaligned_le16(s + 22);
	b->fat32 = !b->fat_sectors;
	if (b->fat32)
		b->fat_sectors = get_unaligned_le32(s + 36);
	b->flags = b->fat32 ? get_unaligned_le16(s + 40) : 0;
	b->version = b->fat32 ? get_unaligned_le16(s + 42) : 0;
	b->root_cluster = b->fat32 ? get_unaligned_le32(s + 44) : 0;
	b->signature = get_unaligned_le16(s + 510) == 0xaa55;
}

/* Each number by itself. */
static int check_numbers(struct volume *vol, const struct boot *b)
{
	if (!b->signature)
		return vol_error(vol, -EINVAL, "no boot signature");
	if (b->jump != 0xeb && b->jump != 0xe9)
		return vol_error(vol, -EINVAL, "it begins with 0x%02x, not "
				 "with a jump", b->jump);
	if (!is_power_of_2(b->sector_size) || b->sector_size < 512 ||
	    b->sector_size > 4096)
		return vol_error(vol, -EINVAL, "sectors of %u bytes",
				 b->sector_size);
	if (b->sector_size < vol->block_size)
		return vol_error(vol, -EINVAL, "sectors of %u bytes on a "
				 "device with %u", b->sector_size,
				 vol->block_size);
	if (!is_power_of_2(b->cluster_sectors))
		return vol_error(vol, -EINVAL, "clusters of %u sectors",
				 b->cluster_sectors);
	if (!b->reserved)
		return vol_error(vol, -EINVAL, "no reserved sector");
	if (b->nr_fats < 1 || b->nr_fats > 2)
		return vol_error(vol, -EINVAL, "%u FATs", b->nr_fats);
	if (b->media != 0xf0 && b->media < 0xf8)
		return vol_error(vol, -EINVAL, "medium of kind 0x%02x",
				 b->media);
	if (!b->fat_sectors)
		return vol_error(vol, -EINVAL, "a FAT without sectors");
	if (b->root_entries % (b->sector_size / 32) ||
	    !b->root_entries != b->fat32)
		return vol_error(vol, -EINVAL, "a root directory of %u "
				 "entries", b->root_entries);
	if (b->version || (b->flags & 0x80 && (b->flags & 15) >= b->nr_fats))
		return vol_error(vol, -EINVAL, "FAT32 of version %u, flags "
				 "0x%x", b->version, b->flags);
	return 0;
}

/* How much lies behind the tables: 0, or -EINVAL. */
static int count_clusters(struct volume *vol, const struct boot *b)
{
	struct fat_volume *fat = &vol->fat;
	u64 data = b->reserved + (u64)b->nr_fats * b->fat_sectors +
		   b->root_entries / (b->sector_size / 32);

	if (!b->sectors || b->sectors > vol->nr_blocks)
		return vol_error(vol, -EINVAL, "%u sectors on a medium of "
				 "%llu", b->sectors, vol->nr_blocks);
	if (data >= b->sectors ||
	    b->sectors - data < b->cluster_sectors)
		return vol_error(vol, -EINVAL, "no clusters: the tables end at "
				 "sector %llu of %u", data, b->sectors);
	fat->data_start = data;
	fat->nr_clusters = (b->sectors - data) >> ilog2(b->cluster_sectors);
	fat->bits = b->fat32 ? 32 : fat->nr_clusters > MAX_FAT12 ? 16 : 12;
	if (fat->nr_clusters > (b->fat32 ? MAX_FAT32 : MAX_FAT16))
		return vol_error(vol, -EINVAL, "%u clusters are too many",
				 fat->nr_clusters);
	if ((u64)b->fat_sectors * b->sector_size * 8 <
	    (u64)(fat->nr_clusters + 2) * fat->bits)
		return vol_error(vol, -EINVAL, "the FAT is too small: %u "
				 "sectors for %u clusters", b->fat_sectors,
				 fat->nr_clusters);
	return 0;
}

static bool is_cluster(const struct fat_volume *fat, u32 cluster)
{
	return cluster >= 2 && cluster - 2 < fat->nr_clusters;
}

static int fat_open(struct volume *vol)
{
	struct fat_volume *fat = &vol->fat;
	struct buffer_head *bh = vol_bread(vol, 0);
	struct boot b;
	int error;

	if (!bh)
		return -EIO;
	read_boot((u8 *)bh->b_data, &b);
	brelse(bh);
	error = check_numbers(vol, &b);
	if (error)
		return error;
	vol_set_block_size(vol, b.sector_size);
	error = count_clusters(vol, &b);
	if (error)
		return error;
	fat->cluster_blocks = b.cluster_sectors;
	fat->fat_start = b.reserved;
	fat->fat_blocks = b.fat_sectors;
	fat->nr_fats = b.nr_fats;
	if (b.flags & 0x80) {			/* only one is kept */
		fat->fat_start += (b.flags & 15) * b.fat_sectors;
		fat->nr_fats = 1;
	}
	fat->root_start = b.reserved + b.nr_fats * b.fat_sectors;
	fat->root_entries = b.root_entries;
	fat->root_cluster = b.root_cluster;
	if (b.fat32 && !is_cluster(fat, b.root_cluster))
		return vol_error(vol, -EINVAL, "a root directory in cluster "
				 "%u of %u", b.root_cluster, fat->nr_clusters);
	return 0;
}

/* ---- the table ---- */

/* @len bytes of the FAT, from one sector; of the copy, if need be. */
static int read_table(struct volume *vol, u32 offset, void *to, u32 len)
{
	struct fat_volume *fat = &vol->fat;
	u32 block = fat->fat_start + offset / vol->block_size;
	struct buffer_head *bh = NULL;

	for (u32 i = 0; i < fat->nr_fats && !bh; i++)
		bh = vol_bread(vol, block + i * fat->fat_blocks);
	if (!bh)
		return -EIO;
	memcpy(to, bh->b_data + offset % vol->block_size, len);
	brelse(bh);
	return 0;
}

/* The entry of @cluster, which is one. */
static int read_entry(struct volume *vol, u32 cluster, u32 *entry)
{
	u32 bits = vol->fat.bits, offset = cluster * (bits / 4) / 2;
	u8 raw[4] = { 0 };
	int error;

	if (bits == 12) {
		error = read_table(vol, offset, raw, 1);
		if (!error)
			error = read_table(vol, offset + 1, raw + 1, 1);
	} else {
		error = read_table(vol, offset, raw, bits / 8);
	}
	*entry = get_unaligned_le32(raw);
	if (bits == 12)
		*entry = cluster & 1 ? *entry >> 4 : *entry & 0xfff;
	if (bits == 32)
		*entry &= 0x0fffffff;		/* the top four are reserved */
	return error;
}

/* One cluster on: 0, 1 at the end of the chain, -EIO. */
static int next_cluster(struct vol_file *f)
{
	struct volume *vol = f->vol;
	u32 next, last = f->cluster, bits = vol->fat.bits;
	u32 bad = 0x0ffffff7 & (bits == 32 ? ~0u : (1u << bits) - 1);
	int error = read_entry(vol, last, &next);

	if (error)
		return error;
	if (next > bad)
		return 1;
	if (next == bad)
		return vol_error(vol, -EIO, "bad cluster behind cluster %u",
				 last);
	if (!is_cluster(&vol->fat, next))
		return vol_error(vol, -EIO, "cluster %u is followed by %u, "
				 "which is none", last, next);
	if (next == f->mark)
		return vol_error(vol, -EIO, "the chain of clusters runs in a "
				 "circle, through cluster %u", next);
	f->cluster = next;
	f->index++;
	/* Brent: a mark that moves ever more rarely meets every circle. */
	if (f->index == f->next_mark) {
		f->mark = next;
		f->next_mark *= 2;
	}
	return 0;
}

/* Back to the start of the chain. */
static int first_cluster(struct vol_file *f)
{
	u32 start = f->entry.start;

	if (!is_cluster(&f->vol->fat, start))
		return vol_error(f->vol, -EIO, "begins in cluster %u, which is "
				 "none", start);
	f->cluster = f->mark = start;
	f->index = 0;
	f->next_mark = 1;
	return 0;
}

/* Which block of the medium is the file's @index-th? */
static int fat_block(struct vol_file *f, u32 index, u32 *block)
{
	struct fat_volume *fat = &f->vol->fat;
	u32 want = index / fat->cluster_blocks;
	bool dir = S_ISDIR(f->entry.mode);
	int status = 0;

	if (dir && !f->entry.start) {		/* has a place of its own */
		*block = fat->root_start + index;
		return 0;
	}
	if (!f->cluster || want < f->index)
		status = first_cluster(f);
	while (!status && f->index < want)
		status = next_cluster(f);
	if (status == 1 && !dir)
		return vol_error(f->vol, -EIO, "its chain of clusters ends "
				 "early, at cluster %u", f->cluster);
	*block = fat->data_start + (f->cluster - 2) * fat->cluster_blocks +
		 index % fat->cluster_blocks;
	return status;
}

const struct vol_type fat_type = {
	.name = "FAT", .open = fat_open, .root = fat_root,
	.readdir = fat_readdir, .block = fat_block,
};
