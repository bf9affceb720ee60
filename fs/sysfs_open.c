/*
 * sysfs_open.c - /sys from a path: opening, reading and writing its files, and
 * what a directory has.
 *
 * Invariant: an open file has the name of its attribute and, as long as that is
 * in /sys, its kobject; what that has it asks each time (fs/sysfs.c says why).
 * show() is called by a read of the beginning; those behind it go on in that
 * text.
 * Locking: sysfs_mutex over the walk and the open files. Context: process.
 * Linux: fs/sysfs/file.c, fs/kernfs/file.c.
 * gdb: `break sysfs_open_path`, `p open_attributes`.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "file.h"
#include "sysfs.h"

struct open_attribute {
	struct list_head list;		/* in open_attributes */
	struct kobject *kobj;		/* NULL: not in /sys any more */
	char dir[KOBJ_NAME_LEN];	/* its group's directory, or "" */
	char name[KOBJ_NAME_LEN];
	char *text;			/* a page, from the first read on */
	size_t len;
};

static LIST_HEAD(open_attributes);

void sysfs_forget(struct kobject *kobj)
{
	struct open_attribute *o;

	list_for_each_entry(o, &open_attributes, list)
		if (o->kobj == kobj)
			o->kobj = NULL;
}

/*
 * As far into the tree as kobjects go: the last of them in *kobj (NULL: /sys
 * itself), what of @path is behind it returned. With sysfs_mutex.
 */
static const char *walk(const char *path, struct kobject **kobj)
{
	struct kobject *child;
	size_t len;

	*kobj = NULL;
	for (;;) {
		path += strspn(path, "/");
		len = strcspn(path, "/");
		child = len ? sysfs_child(*kobj, path, len) : NULL;
		if (!child)
			return path;
		*kobj = child;
		path += len;
	}
}

static struct sysfs_file *find(struct open_attribute *o)
{
	return sysfs_find_file(o->kobj, o->dir[0] ? o->dir : NULL, o->name);
}

static bool is_group(struct kobject *kobj, const char *name)
{
	struct sysfs_file *f;

	list_for_each_entry(f, &kobj->files, list)
		if (sysfs_is_in(f, name))
			return true;
	return false;
}

/* Fill in @o, and list it. With sysfs_mutex. */
static int look_up(const char *path, struct open_attribute *o)
{
	const char *rest = walk(path + strlen("/sys"), &o->kobj);
	const char *slash = strchr(rest, '/');

	if (!*rest)
		return -EISDIR;
	if (!o->kobj)
		return -ENOENT;
	if (slash)
		strscpy(o->dir, rest,
			min_t(size_t, slash - rest + 1, sizeof(o->dir)));
	strscpy(o->name, slash ? slash + 1 : rest, sizeof(o->name));
	if (!find(o))
		return !slash && is_group(o->kobj, rest) ? -EISDIR : -ENOENT;
	list_add(&o->list, &open_attributes);
	return 0;
}

/* ---- the file's operations ---- */

/* What it is just now, with us as a user, and its kobject; or NULL. */
static struct sysfs_file *get_file(struct open_attribute *o,
				   struct kobject **kobj)
{
	struct sysfs_file *f;

	mutex_lock(&sysfs_mutex);
	*kobj = o->kobj;
	f = *kobj ? find(o) : NULL;
	if (f)
		f->users++;
	mutex_unlock(&sysfs_mutex);
	return f;
}

/* The text into @page, or what @page has to it: bytes, or -Exxx. */
static ssize_t use_attribute(struct file *file, char *page, size_t count,
			     bool store)
{
	const struct sysfs_ops *ops;
	struct sysfs_file *f;
	struct attribute *attr;
	struct kobject *kobj;
	ssize_t n = -EIO;

	f = get_file(file->private_data, &kobj);
	if (!f)
		return -ENODEV;
	attr = (struct attribute *)f->attr;
	ops = kobj->ktype ? kobj->ktype->sysfs_ops : NULL;
	if (ops && store && ops->store)
		n = ops->store(kobj, attr, page, count);
	else if (ops && !store && ops->show)
		n = ops->show(kobj, attr, page);
	sysfs_put_file(f);
	return n;
}

/* The text as it is now, for this read and those that go on from it. */
static ssize_t fill(struct file *file, struct open_attribute *o)
{
	ssize_t n;

	o->len = 0;
	if (!o->text)
		o->text = (char *)__get_free_page(GFP_KERNEL);
	if (!o->text)
		return -ENOMEM;
	memset(o->text, 0, PAGE_SIZE);
	n = use_attribute(file, o->text, 0, false);
	if (WARN(n >= (ssize_t)PAGE_SIZE, "%s: show() says %zd bytes\n",
		 file->name, n))
		n = PAGE_SIZE - 1;
	if (n > 0)
		o->len = n;
	return n;
}

static ssize_t sysfs_read(struct file *file, char __user *buf, size_t len,
			  loff_t *pos)
{
	struct open_attribute *o = file->private_data;
	ssize_t n = 0;

	if (!o->text || !*pos)
		n = fill(file, o);
	return n < 0 ? n :
	       simple_read_from_buffer(buf, len, pos, o->text, o->len);
}

static ssize_t sysfs_write(struct file *file, const char __user *buf,
			   size_t len, loff_t *pos)
{
	char *page = (char *)get_zeroed_page(GFP_KERNEL);
	ssize_t n = -EFAULT;

	if (!page)
		return -ENOMEM;
	len = min_t(size_t, len, PAGE_SIZE - 1);
	if (!copy_from_user(page, buf, len))
		n = use_attribute(file, page, len, true);
	free_page((unsigned long)page);
	if (n > 0)
		*pos += n;
	return n;
}

static void let_go(struct open_attribute *o)
{
	mutex_lock(&sysfs_mutex);
	list_del(&o->list);
	mutex_unlock(&sysfs_mutex);
	free_page((unsigned long)o->text);
	kfree(o);
}

static int sysfs_release(struct inode *inode, struct file *file)
{
	let_go(file->private_data);
	return 0;
}

static int sysfs_open(struct inode *inode, struct file *file)
{
	file->private_data = inode->i_private;
	return 0;
}

static const struct file_operations sysfs_fops = {
	.open = sysfs_open,
	.read = sysfs_read,
	.write = sysfs_write,
	.release = sysfs_release,
};

struct file *sysfs_open_path(const char *path, int flags)
{
	struct inode inode = { .i_mode = S_IFREG | 0644 };
	struct open_attribute *o;
	struct file *file;
	int err;

	o = kzalloc(sizeof(*o), GFP_KERNEL);
	if (!o)
		return ERR_PTR(-ENOMEM);
	mutex_lock(&sysfs_mutex);
	err = look_up(path, o);
	mutex_unlock(&sysfs_mutex);
	if (err) {
		kfree(o);
		return ERR_PTR(err);
	}
	inode.i_private = o;
	file = file_open_on(&sysfs_fops, NULL, NULL, &inode, path, flags);
	if (IS_ERR(file))
		let_go(o);
	return file;
}

/* ---- directories ---- */

static void list_files(struct kobject *kobj, const char *dir, sysfs_name *fn)
{
	const char *last = NULL;
	struct sysfs_file *f;

	list_for_each_entry(f, &kobj->files, list) {
		if (sysfs_is_in(f, dir))
			fn(f->attr->name, false);
		else if (!dir && (!last || strcmp(last, f->dir)))
			fn(last = f->dir, true);
	}
}

int sysfs_list(const char *path, sysfs_name *fn)
{
	struct kobject *kobj, *child;
	const char *rest;
	int err = 0;

	mutex_lock(&sysfs_mutex);
	rest = walk(path + strlen("/sys"), &kobj);
	if (*rest && (!kobj || !is_group(kobj, rest)))
		err = kobj && sysfs_find_file(kobj, NULL, rest) ? -ENOTDIR :
								  -ENOENT;
	if (!err && !*rest)
		list_for_each_entry(child, &sysfs_kobjects, list)
			if (child->parent == kobj)
				fn(child->name, true);
	if (!err && kobj)
		list_files(kobj, *rest ? rest : NULL, fn);
	mutex_unlock(&sysfs_mutex);
	return err;
}
