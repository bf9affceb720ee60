/*
 * ls: the files of a directory on a floppy, a disk or a CD.
 *
 * Model: entries are shown as they come, in the order of the medium, as sorting
 * them would take memory for all. `ls -l` begins with what the volume is.
 *
 * Invariants: a name is printable, fs/volume.c sees to that.
 * Locking & context: prompt only.
 * In Linux: coreutils.
 * Watch it: (gdb) break ls_directory
 *           (gdb) p r->entry
 */

#include "files.h"
#include "../fs/file.h"
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/stat.h>
#include <linux/string.h>

#define SCREEN	80			/* columns */

static void show_mode(u16 mode)
{
	static const char letters[] = "rwxrwxrwx";
	char text[11];

	text[0] = S_ISDIR(mode) ? 'd' : S_ISLNK(mode) ? 'l' : '-';
	for (int i = 0; i < 9; i++)
		text[i + 1] = mode & 0400 >> i ? letters[i] : '-';
	text[10] = '\0';
	say("%s ", text);
}

static void show_long(const struct vol_entry *e)
{
	const struct vol_time *t = &e->time;

	show_mode(e->mode);
	if (S_ISDIR(e->mode))
		say("%10s ", "-");
	else
		say("%10u ", e->size);
	if (t->month)
		say("%04u-%02u-%02u %02u:%02u ", t->year, t->month, t->day,
		    t->hour, t->minute);
	else
		say("%16s ", "-");
	say("%s\n", e->name);
}

/* A name, in columns of 16; returns where the cursor is. */
static unsigned int show_short(const struct vol_entry *e, unsigned int column)
{
	bool dir = S_ISDIR(e->mode);
	unsigned int len = strlen(e->name) + dir;
	unsigned int at = column ? round_up(column + 2, 16) : 0;

	if (at && at + len > SCREEN) {
		say("\n");
		at = column = 0;
	}
	say("%*s%s%s", at - column, "", e->name, dir ? "/" : "");
	return at + len;
}

/* What the volume is, as the first line of a long listing. */
static void show_volume(const struct volume *vol)
{
	if (vol->type == &fat_type)
		say("%s: FAT%u, %u clusters of %u bytes\n", vol->device,
		    vol->fat.bits, vol->fat.nr_clusters,
		    vol->fat.cluster_blocks * vol->block_size);
	else if (vol->type == &iso9660_type)
		say("%s: ISO 9660, %u blocks of %u bytes, %s names\n",
		    vol->device, vol->iso.nr_blocks, vol->block_size,
		    vol->iso.rock ? "Rock Ridge" :
		    vol->iso.joliet ? "Joliet" : "plain");
}

static int ls_directory(struct reader *r, const char *path, bool details)
{
	const char *name = r->entry.name;
	unsigned int column = 0, n = 0;
	int status;

	if (details)
		show_volume(&r->vol);
	while ((status = vol_readdir(&r->file, &r->entry)) > 0) {
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		if (details)
			show_long(&r->entry);
		else
			column = show_short(&r->entry, column);
		if (++n % 256 == 0 && interrupted()) {
			say("\n");
			return complain("ls", path, "interrupted", -EINTR);
		}
	}
	if (column)
		say("\n");
	return status ? complain("ls", path, r->vol.why, status) : 0;
}

static void show_sys(const char *name, bool is_dir)
{
	say("%s%s\n", name, is_dir ? "/" : "");
}

static int ls_sys(const char *path)
{
	int err = sysfs_list(path, show_sys);

	return err ? complain("ls", path, err == -ENOTDIR ?
			      "is a file: cat shows it" : "no such directory",
			      err) : 0;
}

static int ls_one(const char *path, bool details)
{
	struct reader *r;
	int error = 0;

	if (strcmp(path, "/proc") == 0 || strcmp(path, "/proc/") == 0)
		return monitor_run("lsproc");
	if (strcmp(path, "/dev") == 0 || strcmp(path, "/dev/") == 0)
		return monitor_run("dev");
	if (strcmp(path, "/sys") == 0 || strstarts(path, "/sys/"))
		return ls_sys(path);
	r = start_reader("ls", path);
	if (IS_ERR(r))
		return PTR_ERR(r);
	if (S_ISDIR(r->file.entry.mode))
		error = ls_directory(r, path, details);
	else if (details)
		show_long(&r->file.entry);
	else
		say("%s\n", r->file.entry.name);
	end_reader(r);
	return error;
}

static int ls_cmd(int argc, char **argv)
{
	bool details = argc > 1 && strcmp(argv[1], "-l") == 0;
	int i, error, first = 0;

	if (argc < 2 + details)
		return usage("ls");
	for (i = 1 + details; i < argc; i++) {
		error = ls_one(argv[i], details);
		if (!first)
			first = error;
	}
	return first;
}
MONITOR_CMD(ls, "[-l] DEVICE:/PATH ...", "files of a floppy, a disk or a CD\n"
	    "  FAT and ISO 9660, as in `ls fd0:` or `ls -l cdrom:/boot`; -l "
	    "with sizes and\n  dates. `lsblk` lists the devices. `ls /dev`, `/proc`, `/sys`: what\n"
	    "  drivers and the kernel have there", ls_cmd);
