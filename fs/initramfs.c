/*
 * initramfs.c - the files that come with the kernel: / at the prompt.
 *
 * The boot loader brings a cpio archive as a boot module (several are read one
 * after another). It stays where the loader put it, in memory that nobody is
 * given, and is never copied: at boot a table is made of what is in it, and a
 * file is read out of the archive itself. Read only.
 *
 *   file[0] "etc"          a directory      start of an entry is its index + 1;
 *   file[1] "etc/motd"     -> 0xc04a3f10    0 is the root, which has none
 *
 * Invariants: after the boot the table does not change; names have no '/' at
 * their ends.
 * Locking: none needed. Context: process. An archive that makes no sense from
 * some place on is told, and what stands before it is kept.
 * Linux: init/initramfs.c, which unpacks into a ramfs.
 * gdb: `p *files@nr_files`, `break initramfs_init`.
 */
#define pr_fmt(fmt) "initramfs: " fmt

#include <linux/cpio.h>
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/volume.h>
#include <asm/bootinfo.h>

#define MAX_FILES	4096

static struct cpio_entry *files;	/* with names as they are shown */
static unsigned int nr_files;

/* ---- boot ---- */

/* Addresses for a boot module: loaders put it low, but nothing says so. */
static const char *__init map_module(const struct boot_module *m)
{
	unsigned long first = PHYS_PFN(m->start);
	unsigned long n = PHYS_PFN(PAGE_ALIGN(m->end)) - first;
	struct page **pages;
	char *addr;

	if (m->end <= __pa(high_memory))
		return __va(m->start);
	pages = kvmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return NULL;
	for (unsigned long i = 0; i < n; i++)
		pages[i] = pfn_to_page(first + i);
	addr = vmap(pages, n, VM_MAP, PAGE_KERNEL_RO);
	kvfree(pages);
	return addr ? addr + offset_in_page(m->start) : NULL;
}

/* "./lib/", "/lib" -> "lib"; "." and "/" -> "". */
static const char *__init plain_name(const char *name)
{
	while (*name == '/' || (*name == '.' && (name[1] == '/' || !name[1])))
		name++;
	return name;
}

static void __init add_archive(const char *image, size_t size)
{
	struct cpio_entry e;
	const char *why;
	size_t at = 0;
	int status;

	while ((status = cpio_next(image, size, &at, &e, &why)) > 0) {
		e.name = plain_name(e.name);
		if (!*e.name || e.name[strlen(e.name) - 1] == '/')
			continue;
		if (nr_files == MAX_FILES) {
			pr_warn("more than %d files: the rest is left out\n",
				MAX_FILES);
			return;
		}
		files[nr_files++] = e;
	}
	if (status)
		pr_warn("%s, at byte %zu of %zu: the rest is left out\n", why,
			at, size);
}

static unsigned int __init count_entries(const char *image, size_t size)
{
	struct cpio_entry e;
	const char *why;
	unsigned int n = 0;
	size_t at = 0;

	while (cpio_next(image, size, &at, &e, &why) > 0)
		n++;
	return n;
}

static int __init add_module(const struct boot_module *m)
{
	size_t size = m->end - m->start;
	struct cpio_entry *more;
	const char *image;

	if (m->end <= m->start)
		return 0;
	image = map_module(m);
	if (!image)
		return -ENOMEM;
	if (!is_cpio(image, size)) {
		pr_warn("boot module \"%.40s\" is no cpio archive (newc)\n",
			m->cmdline);
		return 0;
	}
	more = krealloc(files, (nr_files + min(count_entries(image, size),
					       (unsigned int)MAX_FILES)) *
			sizeof(*files) ?: 1, GFP_KERNEL);
	if (!more)
		return -ENOMEM;
	files = more;
	add_archive(image, size);
	return 0;
}

/* ---- as a volume ---- */

static void fill_entry(struct vol_entry *entry, unsigned int i)
{
	const struct cpio_entry *e = &files[i];

	memset(entry, 0, sizeof(*entry));
	strscpy(entry->name, kbasename(e->name), sizeof(entry->name));
	entry->mode = e->mode;
	entry->size = e->size;
	entry->start = i + 1;
}

static int ramfs_open(struct volume *vol)
{
	if (!nr_files)
		return vol_error(vol, -ENOENT, "the loader brought no files "
				 "(`make run` does)");
	return 0;
}

static void ramfs_root(struct volume *vol, struct vol_entry *root)
{
	root->start = 0;
}

/* Is file @i in the directory with that index, and not deeper? */
static bool is_in(unsigned int i, unsigned int dir)
{
	const char *name = files[i].name, *path = dir ? files[dir - 1].name : "";
	size_t len = strlen(path);

	if (dir && (strncmp(name, path, len) || name[len++] != '/'))
		return false;
	return !strchr(name + len, '/');
}

static int ramfs_readdir(struct vol_file *dir, struct vol_entry *entry)
{
	while (dir->pos < nr_files) {
		unsigned int i = dir->pos++;

		if (!is_in(i, dir->entry.start))
			continue;
		fill_entry(entry, i);
		return 1;
	}
	return 0;
}

static ssize_t ramfs_read(struct vol_file *file, void *buf, size_t len)
{
	const struct cpio_entry *e = &files[file->entry.start - 1];
	size_t n = min(len, (size_t)(e->size - file->pos));

	memcpy(buf, e->data + file->pos, n);
	file->pos += n;
	return n;
}

static const struct vol_type initramfs_type = {
	.name = "initramfs",
	.open = ramfs_open,
	.root = ramfs_root,
	.readdir = ramfs_readdir,
	.read = ramfs_read,
};

/* ---- both ---- */

static int __init initramfs_init(void)
{
	int err = 0;

	for (int i = 0; i < boot_info.nr_mods && !err; i++)
		err = add_module(&boot_info.mods[i]);
	vol_register(&initramfs_type);
	return err;
}
subsys_initcall(initramfs_init);
