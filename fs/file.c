/*
 * file.c - open files: what the prompt and a driver have to do with each other.
 *
 *	dev read /dev/scull 100
 *	   |  filp_open("/dev/scull")     fs/devnode.c: which number is that?
 *	   |      chrdev_open()           fs/chrdev.c: who drives that number?
 *	   |          file_open_on()      ->open()
 *	   |  vfs_read()                  ->read(file, buf, 100, &pos)
 *	   |  filp_close()                ->flush(), ->release()
 *
 * A struct file is one use of a device: where it stands (f_pos), how it was
 * opened, and private_data for the driver. inode and dentry are what a driver
 * asks its numbers from; without a tree of directories each file carries its
 * own.
 *
 * Until there are processes a driver's "user memory" is the kernel's: a __user
 * pointer given to it is a buffer of the caller's, and copy_to_user() copies
 * there.
 *
 * Invariant: as long as a file is open, its module can't go: the file has a
 * reference of f_op's owner and of the cdev's or the proc entry's.
 * Locking: files_mutex over the list of open files; a file itself has one user.
 * No lock is held while a driver's code runs. Context: process.
 * Linux: fs/open.c, fs/read_write.c, fs/ioctl.c.
 * gdb: `break file_open_on`, `p *file->f_op`.
 */
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include "file.h"
#include "proc.h"

static LIST_HEAD(open_files);
static DEFINE_MUTEX(files_mutex);

/* ---- open, close ---- */

static void put_file(struct file *file)
{
	mutex_lock(&files_mutex);
	list_del(&file->list);
	mutex_unlock(&files_mutex);
	fops_put(file->f_op);
	module_put(file->owner);
	if (file->pde)
		proc_put_entry(file->pde);
	kfree(file);
}

static void set_up(struct file *file, const struct inode *inode,
		   const char *path, int flags)
{
	int access = flags & O_ACCMODE;

	file->opener = current;
	strscpy(file->name, path, sizeof(file->name));
	file->f_flags = flags;
	if (access != O_WRONLY)
		file->f_mode |= FMODE_READ;
	if (access != O_RDONLY)
		file->f_mode |= FMODE_WRITE;
	file->own_inode = *inode;
	file->f_inode = &file->own_inode;
	file->own_dentry.d_inode = &file->own_inode;
	file->own_dentry.d_parent = &file->own_dentry;
	file->own_dentry.d_name.name = kbasename(file->name);
	file->own_dentry.d_name.len = strlen(kbasename(file->name));
	file->f_path.dentry = &file->own_dentry;
}

struct file *file_open_on(const struct file_operations *fops,
			  struct module *owner, struct proc_dir_entry *pde,
			  const struct inode *inode, const char *path,
			  int flags)
{
	struct file *file = kzalloc(sizeof(*file), GFP_KERNEL);
	int err;

	if (!file) {
		fops_put(fops);
		module_put(owner);
		if (pde)
			proc_put_entry(pde);
		return ERR_PTR(-ENOMEM);
	}
	file->f_op = fops;
	file->owner = owner;
	file->pde = pde;
	set_up(file, inode, path, flags);
	mutex_lock(&files_mutex);
	list_add_tail(&file->list, &open_files);
	mutex_unlock(&files_mutex);
	err = fops->open ? fops->open(file->f_inode, file) : 0;
	if (!err)
		return file;
	put_file(file);
	return ERR_PTR(err < 0 ? err : -EIO);
}

struct file *filp_open(const char *path, int flags, umode_t mode)
{
	might_sleep();
	if (strlen(path) >= sizeof_field(struct file, name))
		return ERR_PTR(-ENAMETOOLONG);
	if (strstarts(path, "/proc/"))
		return proc_open_path(path, flags);
	if (strstarts(path, "/sys/"))
		return sysfs_open_path(path, flags);
	if (strstarts(path, "/dev/"))
		return devnode_open_path(path, flags);
	return ERR_PTR(-ENOENT);
}
EXPORT_SYMBOL(filp_open);

int filp_close(struct file *file, fl_owner_t id)
{
	int err = 0;

	might_sleep();
	if (file->f_op->flush)
		err = file->f_op->flush(file, id);
	if (file->f_flags & FASYNC)
		file_set_async(file, false);
	if (file->f_op->release)
		file->f_op->release(file->f_inode, file);
	put_file(file);
	return err;
}
EXPORT_SYMBOL(filp_close);

struct file *file_abandon(bool (*kept)(const struct file *file))
{
	struct file *file, *found = NULL;

	mutex_lock(&files_mutex);
	list_for_each_entry(file, &open_files, list)
		if (!found && file->opener == current && !kept(file))
			found = file;
	mutex_unlock(&files_mutex);
	if (found) {
		pr_err("%s: closed, without its driver's release\n",
			found->name);
		put_file(found);
	}
	return found;
}

/* ---- read, write, seek, ioctl ---- */

ssize_t vfs_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	if (!(file->f_mode & FMODE_READ))
		return -EBADF;
	if (!file->f_op->read)
		return -EINVAL;
	if (*pos < 0 || (ssize_t)len < 0)
		return -EINVAL;
	return file->f_op->read(file, buf, len, pos);
}
EXPORT_SYMBOL(vfs_read);

ssize_t vfs_write(struct file *file, const char __user *buf, size_t len,
		  loff_t *pos)
{
	if (!(file->f_mode & FMODE_WRITE))
		return -EBADF;
	if (!file->f_op->write)
		return -EINVAL;
	if (*pos < 0 || (ssize_t)len < 0)
		return -EINVAL;
	return file->f_op->write(file, buf, len, pos);
}
EXPORT_SYMBOL(vfs_write);

ssize_t kernel_read(struct file *file, void *buf, size_t len, loff_t *pos)
{
	return vfs_read(file, (char __force __user *)buf, len, pos);
}
EXPORT_SYMBOL(kernel_read);

ssize_t kernel_write(struct file *file, const void *buf, size_t len,
		     loff_t *pos)
{
	return vfs_write(file, (const char __force __user *)buf, len, pos);
}
EXPORT_SYMBOL(kernel_write);

/* Who says nothing about it can be sought in, as before 2.6.37. */
loff_t vfs_llseek(struct file *file, loff_t offset, int whence)
{
	if (file->f_op->llseek)
		return file->f_op->llseek(file, offset, whence);
	return default_llseek(file, offset, whence);
}
EXPORT_SYMBOL(vfs_llseek);

long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	long err = -ENOTTY;

	if (file->f_op->unlocked_ioctl)
		err = file->f_op->unlocked_ioctl(file, cmd, arg);
	else if (file->f_op->ioctl)
		err = file->f_op->ioctl(file->f_inode, file, cmd, arg);
	return err == -ENOIOCTLCMD ? -ENOTTY : err;
}
EXPORT_SYMBOL(vfs_ioctl);

/* ---- who asks ---- */

void for_each_open_file(void (*fn)(struct file *file, void *arg), void *arg)
{
	struct file *file;

	mutex_lock(&files_mutex);
	list_for_each_entry(file, &open_files, list)
		fn(file, arg);
	mutex_unlock(&files_mutex);
}

/* A driver that names no owner in its operations isn't kept by its files. */
static unsigned int file_callbacks(unsigned long start, unsigned long end,
				   char *first)
{
	struct file *file;
	unsigned int n = 0;

	mutex_lock(&files_mutex);
	list_for_each_entry(file, &open_files, list)
		if (leftover_is((unsigned long)file->f_op, start, end) && !n++)
			strscpy(first, file->name, LEFTOVER_NAME);
	mutex_unlock(&files_mutex);
	return n;
}
LEFTOVER_KIND(file_kind, "open file", file_callbacks);
