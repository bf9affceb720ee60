/*
 * Files on a medium: which file system is there, from a path to a file, from a
 * place in the file to a block of the device.
 *
 * Model: a directory is a file, too. A file system answers two questions about
 * one: which block of the medium is its n-th (block), and what do its bytes say
 * (readdir). All else is here, once.
 *
 *	vol_lookup "/boot/kernel"        vol_read, at byte pos
 *	  root -> readdir ... "boot"       type->block(pos / block_size)
 *	    boot -> readdir ... "kernel"     vol_bread -> __bread: cache or disk
 *
 * The medium is never trusted: what it says is a number that is compared with
 * the size of the device before anything is read.
 *
 * Invariants: no buffer is held between two calls; nothing is allocated; each
 * error leaves a sentence in vol->why. A name is printable ASCII of at most
 * VOL_NAME_MAX characters, without a '/'.
 * Locking & context: one user a volume. May sleep.
 * In Linux: fs/namei.c, fs/read_write.c; get_block() of a file system.
 * Watch it: (gdb) break vol_lookup
 *           (gdb) p *vol
 */

#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/volume.h>

int vol_error(struct volume *vol, int error, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(vol->why, sizeof(vol->why), fmt, args);
	va_end(args);
	return error;
}

char vol_char(u32 c)
{
	return c >= ' ' && c < 0x7f && c != '/' ? c : '?';
}

/* ---- the device ---- */

static const struct vol_type *memory_type;	/* files without one */

void vol_register(const struct vol_type *type)
{
	memory_type = type;
}

void vol_set_block_size(struct volume *vol, u32 size)
{
	vol->block_size = size;
	vol->nr_blocks = vol->bdev->bd_nr >> (ilog2(size) - SECTOR_SHIFT);
}

struct buffer_head *vol_bread(struct volume *vol, u32 block)
{
	struct buffer_head *bh;
	u64 sector = (u64)block << (ilog2(vol->block_size) - SECTOR_SHIFT);

	if (block >= vol->nr_blocks) {
		vol_error(vol, -EIO, "sector %llu is beyond the end of the "
			  "medium", sector);
		return NULL;
	}
	bh = __bread(vol->bdev, block, vol->block_size);
	if (!bh)
		vol_error(vol, -EIO, "read error at sector %llu", sector);
	return bh;
}

/* The first CD drive; one without a CD, if there are only such. */
static struct block_device *open_cdrom(struct volume *vol)
{
	struct block_device *bdev, *empty = ERR_PTR(-ENODEV);
	char name[4] = "hda";

	for (; name[2] <= 'd'; name[2]++) {
		bdev = blkdev_get_by_path(name, FMODE_READ);
		if (PTR_ERR(bdev) == -ENOMEDIUM)
			empty = bdev;
		if (IS_ERR(bdev))
			continue;
		if (bdev->bd_disk->flags & GENHD_FL_CD) {
			strscpy(vol->device, name, sizeof(vol->device));
			return bdev;
		}
		blkdev_put(bdev, FMODE_READ);
	}
	return empty;
}

static int open_device(struct volume *vol, const char *device)
{
	strscpy(vol->device, device, sizeof(vol->device));
	if (strcmp(device, "cdrom") == 0)
		vol->bdev = open_cdrom(vol);
	else
		vol->bdev = blkdev_get_by_path(device, FMODE_READ);
	switch (PTR_ERR_OR_ZERO(vol->bdev)) {
	case 0:
		return 0;
	case -ENODEV:
		return vol_error(vol, -ENODEV, "no such device (`lsblk` lists "
				 "them)");
	case -ENOMEDIUM:
		return vol_error(vol, -ENOMEDIUM, "no medium");
	}
	return vol_error(vol, PTR_ERR(vol->bdev), "cannot be opened (%pe)",
			 vol->bdev);
}

int vol_open(struct volume *vol, const char *device)
{
	u32 sector;
	int error;

	memset(vol, 0, sizeof(*vol));
	if (memory_type && strcmp(device, memory_type->name) == 0) {
		vol->type = memory_type;
		return memory_type->open(vol);
	}
	error = open_device(vol, device);
	if (error)
		return error;
	sector = queue_logical_block_size(vol->bdev->bd_disk->queue);
	vol_set_block_size(vol, sector);
	vol->type = &fat_type;
	error = fat_type.open(vol);
	if (error == -EINVAL) {
		/* Why it isn't FAT is worth telling if it is neither. */
		strscpy(vol->seen.name, vol->why, sizeof(vol->seen.name));
		vol->type = &iso9660_type;
		error = iso9660_type.open(vol);
		if (error == -EINVAL)
			vol_error(vol, error, "not a FAT or ISO 9660 file "
				  "system (%s)", vol->seen.name);
	}
	if (error)
		vol_close(vol);
	else
		vol->why[0] = '\0';		/* that it isn't FAT, if so */
	return error;
}

void vol_close(struct volume *vol)
{
	if (vol->bdev)
		blkdev_put(vol->bdev, FMODE_READ);
	vol->bdev = NULL;
}

/* ---- files ---- */

int vol_start(struct volume *vol, const struct vol_entry *entry,
	      struct vol_file *file)
{
	memset(file, 0, sizeof(*file));
	file->vol = vol;
	file->entry = *entry;
	file->size = entry->size;
	if (S_ISLNK(entry->mode))
		return vol_error(vol, -ELOOP, "a symbolic link, they aren't "
				 "followed");
	if (entry->odd)
		return vol_error(vol, -EOPNOTSUPP, "is in several pieces, that "
				 "is not supported");
	if (S_ISREG(entry->mode) && vol->bdev &&
	    entry->size > vol->nr_blocks << ilog2(vol->block_size))
		return vol_error(vol, -EIO, "is larger than its medium (%u "
				 "bytes)", entry->size);
	return 0;
}

ssize_t vol_read(struct vol_file *file, void *buf, size_t len)
{
	struct volume *vol = file->vol;
	struct buffer_head *bh;
	u32 block, offset, n;
	size_t done = 0;
	int status;

	if (vol->type->read)
		return vol->type->read(file, buf, len);
	while (done < len && file->pos < file->size) {
		status = vol->type->block(file, file->pos / vol->block_size,
					  &block);
		if (status)
			return status < 0 ? status : (ssize_t)done;
		bh = vol_bread(vol, block);
		if (!bh)
			return -EIO;
		offset = file->pos % vol->block_size;
		n = min3((u32)(len - done), vol->block_size - offset,
			 file->size - file->pos);
		memcpy((char *)buf + done, bh->b_data + offset, n);
		brelse(bh);
		done += n;
		file->pos += n;
	}
	return done;
}

int vol_readdir(struct vol_file *dir, struct vol_entry *entry)
{
	return dir->vol->type->readdir(dir, entry);
}

/*
 * find - the entry of that name in @dir, into vol->found
 *
 * A name that is the same to the letter wins over one that differs in case.
 */
static int find(struct vol_file *dir, const char *name, size_t len)
{
	struct volume *vol = dir->vol;
	struct vol_entry *seen = &vol->seen;
	bool found = false;
	int status;

	while ((status = vol_readdir(dir, seen)) > 0) {
		bool whole = strlen(seen->name) == len;

		if (whole && memcmp(seen->name, name, len) == 0) {
			vol->found = *seen;
			return 0;
		}
		if (found || !((whole && !strncasecmp(seen->name, name, len)) ||
			       (strlen(seen->alias) == len &&
				!strncasecmp(seen->alias, name, len))))
			continue;
		vol->found = *seen;
		found = true;
	}
	if (status < 0 || found)
		return status;
	return vol_error(vol, -ENOENT, "no such file or directory");
}

int vol_lookup(struct volume *vol, const char *path, struct vol_file *file)
{
	size_t len;
	bool at_root = true;
	int error;

	memset(&vol->found, 0, sizeof(vol->found));
	strcpy(vol->found.name, "/");
	vol->found.mode = S_IFDIR | 0555;
	vol->type->root(vol, &vol->found);
	error = vol_start(vol, &vol->found, file);
	for (path += strspn(path, "/"); !error && *path;
	     path += len + strspn(path + len, "/")) {
		len = strcspn(path, "/");
		if (!S_ISDIR(file->entry.mode))
			return vol_error(vol, -ENOTDIR, "%s is not a directory",
					 file->entry.name);
		/* A FAT's root has no entries for itself. */
		if (at_root && len <= 2 && strncmp(path, "..", len) == 0)
			continue;
		error = find(file, path, len);
		if (error)
			return error;
		at_root = false;
		error = vol_start(vol, &vol->found, file);
	}
	return error;
}
