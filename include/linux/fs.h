/*
 * fs.h - an open file and what its driver does with it; fs/file.c, fs/chrdev.c.
 *
 * There are no processes yet: the one who opens is the prompt (`dev`, `cat`),
 * and the memory that a driver copies to and from is the kernel's.
 *
 * Both generations of file_operations are one structure here: a driver fills in
 * ioctl or unlocked_ioctl, and whoever calls it takes what is there.
 */
#ifndef K896_LINUX_FS_H
#define K896_LINUX_FS_H

#include_next <linux/fs.h>
#include <linux/blkdev.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/ioctl.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/semaphore.h>
#include <linux/signal.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/types.h>

struct cdev;
struct dentry;
struct file;
struct inode;
struct iovec;
struct kiocb;
struct poll_table_struct;
struct proc_dir_entry;
struct vm_area_struct;

typedef void *fl_owner_t;
typedef int (*filldir_t)(void *, const char *, int, loff_t, u64, unsigned int);

struct inode {
	umode_t i_mode;			/* S_IFCHR or S_IFREG, and who may */
	dev_t i_rdev;			/* of a device: which */
	unsigned long i_ino;
	loff_t i_size;
	struct cdev *i_cdev;		/* of a character device */
	void *i_private;		/* proc: its entry's data */
};

struct qstr {
	const char *name;
	unsigned int len;
};

struct dentry {
	struct inode *d_inode;
	struct dentry *d_parent;
	struct qstr d_name;
};

struct path {
	struct dentry *dentry;
};

struct file {
	const struct file_operations *f_op;
	struct path f_path;
	struct inode *f_inode;
	loff_t f_pos;			/* of the next byte */
	unsigned int f_flags;		/* O_RDONLY, O_NONBLOCK, ... */
	fmode_t f_mode;			/* FMODE_READ, FMODE_WRITE */
	void *private_data;		/* the driver's */
	struct list_head list;		/* in open_files */
	struct task_struct *f_owner;	/* who gets SIGIO, with FASYNC */
	struct module *owner;		/* of the cdev or entry, or NULL */
	struct task_struct *opener;	/* who has opened it */
	struct proc_dir_entry *pde;	/* of a file in /proc */
	char name[96];			/* as it was opened */
	struct dentry own_dentry;	/* there is no tree of directories: ... */
	struct inode own_inode;		/* ... each file has its own */
};
#define f_dentry	f_path.dentry

struct file_operations {
	struct module *owner;		/* stays while a file is open */
	loff_t (*llseek)(struct file *, loff_t, int whence);
	ssize_t (*read)(struct file *, char __user *, size_t, loff_t *);
	ssize_t (*write)(struct file *, const char __user *, size_t, loff_t *);
	int (*readdir)(struct file *, void *, filldir_t);
	unsigned int (*poll)(struct file *, struct poll_table_struct *);
	int (*ioctl)(struct inode *, struct file *, unsigned int cmd,
		     unsigned long arg);		/* until 2.6.35 */
	long (*unlocked_ioctl)(struct file *, unsigned int cmd,
			       unsigned long arg);	/* since 2.6.11 */
	long (*compat_ioctl)(struct file *, unsigned int cmd,
			     unsigned long arg);
	int (*mmap)(struct file *, struct vm_area_struct *);
	int (*open)(struct inode *, struct file *);
	int (*flush)(struct file *, fl_owner_t id);
	int (*release)(struct inode *, struct file *);
	int (*fsync)(struct file *, loff_t from, loff_t to, int datasync);
	int (*fasync)(int fd, struct file *, int on);
	ssize_t (*readv)(struct file *, const struct iovec *, unsigned long,
			 loff_t *);			/* until 2.6.18 */
	ssize_t (*writev)(struct file *, const struct iovec *, unsigned long,
			  loff_t *);
	ssize_t (*aio_read)(struct kiocb *, char __user *, size_t, loff_t);
	ssize_t (*aio_write)(struct kiocb *, const char __user *, size_t,
			     loff_t);			/* until 2.6.18 */
};

static inline struct inode *file_inode(const struct file *file)
{
	return file->f_inode;
}

static inline unsigned int iminor(const struct inode *inode)
{
	return MINOR(inode->i_rdev);
}

static inline unsigned int imajor(const struct inode *inode)
{
	return MAJOR(inode->i_rdev);
}

static inline loff_t i_size_read(const struct inode *inode)
{
	return inode->i_size;
}

/*
 * The operations, and their module with them; NULL: it is going. Any context.
 */
static inline const struct file_operations *
fops_get(const struct file_operations *fops)
{
	return fops && try_module_get(fops->owner) ? fops : NULL;
}

static inline void fops_put(const struct file_operations *fops)
{
	if (fops)
		module_put(fops->owner);
}

/*
 * In open: from here on the file has other operations; the reference is ours.
 */
static inline void replace_fops(struct file *file,
				const struct file_operations *fops)
{
	fops_put(file->f_op);
	file->f_op = fops;
}

/* The dentry that a file was opened by: it has one of its own. */
static inline struct dentry *file_dentry(const struct file *file)
{
	return file->f_path.dentry;
}

static inline struct inode *d_inode(const struct dentry *dentry)
{
	return dentry->d_inode;
}

/* ---- a driver's list of files whose owner wants a signal; fs/fasync.c ---- */

struct fasync_struct {
	struct fasync_struct *fa_next;
	struct file *fa_file;
	int fa_fd;
};

/*
 * @file into *list, or off it: 1 if that changed something, 0 if not, -ENOMEM.
 * May sleep.
 */
int fasync_helper(int fd, struct file *file, int on,
		  struct fasync_struct **list);
/* @sig to the owners of the files in *list; @band is Linux's. Any context. */
void kill_fasync(struct fasync_struct **list, int sig, int band);

/* ---- numbers and drivers; fs/chrdev.c. All may sleep. ---- */

/* @count numbers from @from on are @name's: 0, -EBUSY, -EINVAL, -ENOMEM. */
int register_chrdev_region(dev_t from, unsigned int count, const char *name);
/* The same under a major that is free; *dev is the first. */
int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count,
			const char *name);
void unregister_chrdev_region(dev_t from, unsigned int count);

/*
 * Numbers and cdev in one. @major 0: any free one, which is returned; else 0.
 * -EBUSY, -EINVAL, -ENOMEM.
 */
int __register_chrdev(unsigned int major, unsigned int baseminor,
		      unsigned int count, const char *name,
		      const struct file_operations *fops);
int __unregister_chrdev(unsigned int major, unsigned int baseminor,
			unsigned int count, const char *name);
#define register_chrdev(major, name, fops) \
	__register_chrdev(major, 0, 256, name, fops)
/* 0, -EINVAL: @name has no such numbers. (Of no type since 2.6.23.) */
#define unregister_chrdev(major, name) \
	__unregister_chrdev(major, 0, 256, name)

/* ---- open files; fs/file.c. All may sleep. ---- */

/*
 * The file at "/dev/NAME" or "/proc/NAME": or ERR_PTR(-ENOENT), -ENXIO where
 * nobody drives the device, what its open says. filp_close() when done.
 */
struct file *filp_open(const char *path, int flags, umode_t mode);
int filp_close(struct file *file, fl_owner_t id);
/* Bytes done or -Exxx; -EBADF: not opened for that, -EINVAL: it has no such. */
ssize_t vfs_read(struct file *file, char __user *buf, size_t len, loff_t *pos);
ssize_t vfs_write(struct file *file, const char __user *buf, size_t len,
		  loff_t *pos);
ssize_t kernel_read(struct file *file, void *buf, size_t len, loff_t *pos);
ssize_t kernel_write(struct file *file, const void *buf, size_t len,
		     loff_t *pos);
/* The new place or -Exxx. */
loff_t vfs_llseek(struct file *file, loff_t offset, int whence);
/* What the driver returns; -ENOTTY where it takes none. */
long vfs_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

/*
 * For the two kinds of file: one that filp_open() is to open with @fops, of
 * which, of @owner and of @pde (both may be NULL) the caller has a reference
 * that is the file's from then on, also when this fails. ERR_PTR(-ENOMEM), or
 * what its open says.
 */
struct file *file_open_on(const struct file_operations *fops,
			  struct module *owner, struct proc_dir_entry *pde,
			  const struct inode *inode, const char *path,
			  int flags);

/* ---- ready-made operations ---- */

loff_t no_llseek(struct file *file, loff_t offset, int whence);
loff_t noop_llseek(struct file *file, loff_t offset, int whence);
loff_t default_llseek(struct file *file, loff_t offset, int whence);
loff_t generic_file_llseek(struct file *file, loff_t offset, int whence);
loff_t fixed_size_llseek(struct file *file, loff_t offset, int whence,
			 loff_t size);
int nonseekable_open(struct inode *inode, struct file *file);
/*
 * private_data = i_private. LDD3's simple has one of its own: tools/modules.mk.
 */
#ifndef OWN_SIMPLE_OPEN
int simple_open(struct inode *inode, struct file *file);
#endif

/*
 * From or to a buffer of @available bytes, moving *pos: bytes done or -EFAULT.
 */
ssize_t simple_read_from_buffer(void __user *to, size_t count, loff_t *pos,
				const void *from, size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *pos,
			       const void __user *from, size_t count);

#endif
