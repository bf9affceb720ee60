/*
 * sysfs.c - the files of /sys: one value each, asked from its kobject.
 *
 *	/sys/kernel/lab/hits
 *	     ------ ---	kobjects, from parent to child	(fs/kobject.c)
 *		        ---- an attribute of the last: show() makes the text,
 *			     store() gets what is written
 *
 * A file is found when it is used, not when it is opened: what has been removed
 * meanwhile is -ENODEV. Who is in show() or store() is counted, file by file;
 * whoever removes one waits until they are through, so that behind a remove
 * their code may go. A store() may remove other files and kobjects. (One that
 * removes its own would wait for itself; in Linux, too.)
 *
 * Invariant: a file hangs on a kobject that is in /sys, under a name that no
 * other of its directory has.
 * Locking: sysfs_mutex, not held while a show() or store() runs. Context:
 * process.
 * Linux: fs/sysfs/file.c, fs/kernfs.
 * gdb: `break sysfs_create_file`, `p sysfs_kobjects`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>
#include "sysfs.h"

static DECLARE_WAIT_QUEUE_HEAD(sysfs_idle);

/* ---- who is in a show() or store() ---- */

void sysfs_put_file(struct sysfs_file *f)
{
	bool idle;

	mutex_lock(&sysfs_mutex);
	idle = !--f->users;
	mutex_unlock(&sysfs_mutex);
	if (idle)			/* and perhaps freed */
		wake_up_all(&sysfs_idle);
}

void sysfs_end_files(struct list_head *files)
{
	struct sysfs_file *f, *next;

	list_for_each_entry_safe(f, next, files, list) {
		wait_event(sysfs_idle, !READ_ONCE(f->users));
		kfree(f);
	}
}

/* ---- attributes of kobjects ---- */

static ssize_t kobj_show(struct kobject *kobj, struct attribute *attr,
			 char *page)
{
	struct kobj_attribute *a =
		container_of(attr, struct kobj_attribute, attr);

	return a->show ? a->show(kobj, a, page) : -EIO;
}

static ssize_t kobj_store(struct kobject *kobj, struct attribute *attr,
			  const char *buf, size_t count)
{
	struct kobj_attribute *a =
		container_of(attr, struct kobj_attribute, attr);

	return a->store ? a->store(kobj, a, buf, count) : -EIO;
}

const struct sysfs_ops kobj_sysfs_ops = {
	.show = kobj_show,
	.store = kobj_store,
};
EXPORT_SYMBOL(kobj_sysfs_ops);

/* ---- making and removing files ---- */

bool sysfs_is_in(const struct sysfs_file *f, const char *dir)
{
	return f->dir == dir || (f->dir && dir && !strcmp(f->dir, dir));
}

struct sysfs_file *sysfs_find_file(struct kobject *kobj, const char *dir,
				   const char *name)
{
	struct sysfs_file *f;

	list_for_each_entry(f, &kobj->files, list)
		if (sysfs_is_in(f, dir) && !strcmp(f->attr->name, name))
			return f;
	return NULL;
}

static int add_file(struct kobject *kobj, const char *dir,
		    const struct attribute *attr)
{
	struct sysfs_file *f = kmalloc(sizeof(*f), GFP_KERNEL);
	int err = 0;

	if (!f)
		return -ENOMEM;
	f->attr = attr;
	f->dir = dir;
	f->users = 0;
	mutex_lock(&sysfs_mutex);
	if (!kobj->in_sysfs)
		err = -ENOENT;
	else if (sysfs_find_file(kobj, dir, attr->name) ||
		 (!dir && sysfs_child(kobj, attr->name, strlen(attr->name))))
		err = -EEXIST;
	else
		list_add_tail(&f->list, &kobj->files);
	mutex_unlock(&sysfs_mutex);
	if (err)
		kfree(f);
	return err;
}

static void drop_file(struct kobject *kobj, const char *dir,
		      const struct attribute *attr)
{
	struct sysfs_file *f;
	LIST_HEAD(gone);

	mutex_lock(&sysfs_mutex);
	f = sysfs_find_file(kobj, dir, attr->name);
	if (f)
		list_move(&f->list, &gone);
	mutex_unlock(&sysfs_mutex);
	sysfs_end_files(&gone);
}

int sysfs_create_file(struct kobject *kobj, const struct attribute *attr)
{
	return add_file(kobj, NULL, attr);
}
EXPORT_SYMBOL(sysfs_create_file);

void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)
{
	drop_file(kobj, NULL, attr);
}
EXPORT_SYMBOL(sysfs_remove_file);

void sysfs_remove_group(struct kobject *kobj,
			const struct attribute_group *group)
{
	for (int i = 0; group->attrs[i]; i++)
		drop_file(kobj, group->name, group->attrs[i]);
}
EXPORT_SYMBOL(sysfs_remove_group);

int sysfs_create_group(struct kobject *kobj,
		       const struct attribute_group *group)
{
	int err = 0;

	for (int i = 0; group->attrs[i] && !err; i++)
		if (!group->is_visible ||
		    group->is_visible(kobj, group->attrs[i], i))
			err = add_file(kobj, group->name, group->attrs[i]);
	if (err)
		sysfs_remove_group(kobj, group);
	return err;
}
EXPORT_SYMBOL(sysfs_create_group);

int sysfs_create_groups(struct kobject *kobj,
			const struct attribute_group **groups)
{
	int err = 0;

	for (int i = 0; groups && groups[i] && !err; i++) {
		err = sysfs_create_group(kobj, groups[i]);
		while (err && i--)
			sysfs_remove_group(kobj, groups[i]);
	}
	return err;
}
EXPORT_SYMBOL(sysfs_create_groups);

void sysfs_remove_groups(struct kobject *kobj,
			 const struct attribute_group **groups)
{
	for (int i = 0; groups && groups[i]; i++)
		sysfs_remove_group(kobj, groups[i]);
}
EXPORT_SYMBOL(sysfs_remove_groups);

int sysfs_default_files(struct kobject *kobj)
{
	const struct kobj_type *type = kobj->ktype;
	int err = 0;

	if (!type)
		return 0;
	for (int i = 0; type->default_attrs && type->default_attrs[i]; i++)
		err = err ?: add_file(kobj, NULL, type->default_attrs[i]);
	return err ?: sysfs_create_groups(kobj, type->default_groups);
}

/* ---- what a show() writes with ---- */

int sysfs_emit(char *page, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vscnprintf(page, PAGE_SIZE, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(sysfs_emit);

int sysfs_emit_at(char *page, int at, const char *fmt, ...)
{
	va_list args;
	int n;

	if (WARN(at < 0 || at >= PAGE_SIZE, "sysfs_emit_at: byte %d\n", at))
		return 0;
	va_start(args, fmt);
	n = vscnprintf(page + at, PAGE_SIZE - at, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(sysfs_emit_at);
