/*
 * proc_open.c - opening what fs/proc.c has, and reading the oldest kind.
 *
 * An entry may be removed while a file on it is open: the file keeps it, and
 * the module that made it. (Linux lets that go, and answers -EIO from then on.)
 *
 *	read_proc(page, &start, off, count, &eof, data) returns n:
 *	  start NULL     the page has the file from its beginning, n bytes so far
 *	  start in page  the n bytes at start are those from off on
 *	(a number too small for an address moved `off` by itself: nobody missed it)
 *
 * Invariant: file->private_data is the module's; file->pde is the entry.
 * Locking: none, a file has one user. Context: process.
 * Linux: fs/proc/inode.c; until 3.9 fs/proc/generic.c.
 * gdb: `break proc_open_path`, `break read_old`.
 */
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "file.h"
#include "proc.h"

/* ---- read_proc, write_proc ---- */

static ssize_t old_bytes(struct proc_dir_entry *e, char *page, char **at,
			 size_t len, loff_t pos)
{
	char *start = NULL;
	int eof = 0, n;

	n = e->read_proc(page, &start, pos, len, &eof, e->data);
	if (n <= 0)
		return n;
	*at = page;
	if (start >= page && start < page + PAGE_SIZE) {
		*at = start;
	} else if (n <= pos) {
		return 0;			/* all of it was read before */
	} else {
		*at += pos;
		n -= pos;
	}
	return min_t(size_t, min_t(size_t, n, len), page + PAGE_SIZE - *at);
}

static ssize_t read_old(struct file *file, char __user *buf, size_t len,
			loff_t *pos)
{
	struct proc_dir_entry *e = file->pde;
	char *page, *at;
	ssize_t n;

	if (*pos >= PAGE_SIZE * 256)
		return 0;
	page = (char *)get_zeroed_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	n = old_bytes(e, page, &at, min_t(size_t, len, PAGE_SIZE - 1024), *pos);
	if (n > 0 && copy_to_user(buf, at, n))
		n = -EFAULT;
	if (n > 0)
		*pos += n;
	free_page((unsigned long)page);
	return n;
}

static ssize_t write_old(struct file *file, const char __user *buf, size_t len,
			 loff_t *pos)
{
	struct proc_dir_entry *e = file->pde;

	return e->write_proc ? e->write_proc(file, buf, len, e->data) : -EIO;
}

static const struct file_operations old_ops = {
	.read = read_old,
	.write = write_old,
};

/* ---- show, seq_operations ---- */

static int open_show(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *e = file->pde;

	return single_open(file, e->show, e->data);
}

static const struct file_operations show_ops = {
	.open = open_show,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

static int open_seq(struct inode *inode, struct file *file)
{
	struct proc_dir_entry *e = file->pde;
	int err;

	err = seq_open(file, e->seq_ops);
	if (!err)
		((struct seq_file *)file->private_data)->private = e->data;
	return err;
}

static const struct file_operations seq_ops = {
	.open = open_seq,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = seq_release,
};

/* ---- the file ---- */

/* Which operations an entry is used with; NULL: it was made without any. */
static const struct file_operations *choose(const struct proc_dir_entry *e)
{
	if (e->proc_fops)
		return e->proc_fops;
	if (e->read_proc || e->write_proc)
		return &old_ops;
	if (e->show)
		return &show_ops;
	return e->seq_ops ? &seq_ops : NULL;
}

struct file *proc_open_path(const char *path, int flags)
{
	struct proc_dir_entry *e = proc_get_entry(path + strlen("/proc/"));
	const struct file_operations *fops;
	struct inode inode;
	int err = 0;

	if (!e)
		return ERR_PTR(-ENOENT);
	fops = choose(e);
	if (S_ISDIR(e->mode))
		err = -EISDIR;
	else if (!fops)
		err = -EIO;
	else if (!try_module_get(e->owner))
		err = -ENOENT;
	else if (!fops_get(fops)) {
		module_put(e->owner);
		err = -ENOENT;
	}
	if (err) {
		proc_put_entry(e);
		return ERR_PTR(err);
	}
	inode = (struct inode) { .i_mode = e->mode, .i_private = e->data,
				 .i_size = e->size };
	return file_open_on(fops, e->owner, e, &inode, path, flags);
}
