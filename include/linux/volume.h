/*
 * volume.h - files of a medium with a file system, read only; fs/volume.c.
 *
 *	struct volume *vol = kmalloc(sizeof(*vol), GFP_KERNEL);
 *
 *	error = vol_open(vol, "fd0");
 *	if (!error)
 *		error = vol_lookup(vol, "/README.TXT", &file);
 *	if (!error)
 *		n = vol_read(&file, buf, sizeof(buf));
 *	if (error < 0 || n < 0)
 *		pr_info("%s\n", vol->why);		(in words)
 *	vol_close(vol);			(only after vol_open() gave 0)
 *
 * Nothing stays mounted: a volume is open while somebody reads, and a floppy
 * may be changed when nobody does. What was read is kept by the buffer cache.
 */
#ifndef K896_LINUX_VOLUME_H
#define K896_LINUX_VOLUME_H

#include <linux/compiler.h>
#include <linux/types.h>

#define VOL_NAME_MAX	255		/* characters of one name */
#define VOL_WHY_SIZE	128

struct block_device;
struct buffer_head;
struct vol_file;
struct volume;

struct vol_time {			/* as written there; month 0: none */
	u16 year;
	u8 month, day, hour, minute, second;
};

struct vol_entry {			/* of a directory */
	char name[VOL_NAME_MAX + 1];	/* printable ASCII, '?' for others */
	char alias[13];			/* its other name, FAT's 8.3, or "" */
	u16 mode;			/* S_IFDIR, S_IFREG, S_IFLNK, 0444 */
	bool odd;			/* pieces that we can't put together */
	u32 size;			/* of a file, in bytes */
	u32 start;			/* first cluster or block */
	struct vol_time time;
};

struct vol_file {			/* a file or directory being read */
	struct volume *vol;
	struct vol_entry entry;		/* what its directory says of it */
	u32 size;			/* bytes to read, at most */
	u32 pos;			/* of the next byte */
	/* A FAT file's place in its chain of clusters: */
	u32 index;			/* how many clusters came before ... */
	u32 cluster;			/* ... this one */
	u32 mark;			/* an earlier one: seen again, a circle */
	u32 next_mark;			/* index that gets the mark then */
};

/* What a file system gives to fs/volume.c. All may sleep. */
struct vol_type {
	const char *name;
	/* 0; -EINVAL: it isn't one, -EIO; with vol->why. */
	int (*open)(struct volume *vol);
	/* Fills in where the root directory is: start, size. */
	void (*root)(struct volume *vol, struct vol_entry *root);
	/* 1 with the next entry, "." and ".." too; 0: no more; -EIO. */
	int (*readdir)(struct vol_file *dir, struct vol_entry *entry);
	/* 0, 1: the directory ends here, -EIO; which block it is. */
	int (*block)(struct vol_file *f, u32 index, u32 *block);
	/* Instead of block(), where files aren't blocks of a device. */
	ssize_t (*read)(struct vol_file *f, void *buf, size_t len);
};

struct fat_volume {
	u32 nr_clusters;		/* they are 2 .. nr_clusters + 1 */
	u32 fat_start, fat_blocks;	/* the first FAT, and its size */
	u32 root_start, root_entries;	/* root directory of FAT12, FAT16 */
	u32 root_cluster;		/* of FAT32 */
	u32 data_start;			/* cluster 2 */
	u8 cluster_blocks;		/* blocks a cluster */
	u8 bits;			/* 12, 16 or 32: of an entry */
	u8 nr_fats;			/* copies that are kept alike */
};

struct iso_volume {
	u32 nr_blocks;			/* of the volume */
	u32 root_start, root_size;	/* its directory */
	u32 joliet_start, joliet_size;	/* Joliet's, 0: there is none */
	bool joliet;			/* we use that */
	bool rock;			/* POSIX names beside the plain ones */
	u8 skip;			/* bytes in front of those */
	u8 record[256];			/* of a directory, being read */
};

struct volume {
	struct block_device *bdev;
	const struct vol_type *type;
	u64 nr_blocks;			/* of the device, of block_size each */
	u32 block_size;			/* of its file system: 512 .. 4096 */
	char device[32];		/* its name, "fd0" */
	char why[VOL_WHY_SIZE];		/* the last error, in words */
	struct vol_entry seen, found;	/* while a name is looked for */
	union {
		struct fat_volume fat;
		struct iso_volume iso;
	};
};

extern const struct vol_type fat_type, iso9660_type;

/*
 * vol_open - look what is on a device: FAT12, FAT16, FAT32 or ISO 9660
 *
 * @device is a name of the block layer, "fd0", "hda1", or "cdrom": the first CD
 * drive; or "initramfs": the files that came with the kernel. 0, or -Exxx with
 * vol->why; then there is nothing to close. -EINVAL: no file system that we
 * know. Both may sleep.
 */
int vol_open(struct volume *vol, const char *device);
void vol_close(struct volume *vol);

/*
 * vol_lookup - the file or directory at @path, names divided by '/'
 *
 * Upper and lower case are the same, unless both names exist. 0, -ENOENT,
 * -ENOTDIR, -EIO, with vol->why. May sleep.
 */
int vol_lookup(struct volume *vol, const char *path, struct vol_file *file);

/*
 * vol_start - begin to read what an entry of a directory is about: 0 or -EIO.
 */
int vol_start(struct volume *vol, const struct vol_entry *entry,
	      struct vol_file *file);

/*
 * vol_read - the next bytes of a file: how many, 0 at its end, or -Exxx with
 * vol->why. vol_readdir - the next entry of a directory: 1, 0 at its end,
 * -Exxx. Both may sleep.
 */
ssize_t vol_read(struct vol_file *file, void *buf, size_t len);
int vol_readdir(struct vol_file *dir, struct vol_entry *entry);

/* ---- for file systems ---- */

/* @type has files without a device; vol_open(vol, type->name). One, at boot. */
void vol_register(const struct vol_type *type);

/* A block of the medium, NULL with vol->why. brelse() gives it back. */
struct buffer_head *vol_bread(struct volume *vol, u32 block);
/* Says why, returns @error. */
int vol_error(struct volume *vol, int error, const char *fmt, ...)
	__printf(3, 4);
/* One character of a name as it is shown: '?' if it isn't printable. */
char vol_char(u32 c);
/* From now on blocks have @size bytes. */
void vol_set_block_size(struct volume *vol, u32 size);

#endif
