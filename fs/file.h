#ifndef FS_FILE_H
#define FS_FILE_H

/* What the kinds of open file share: fs/file.c and those it asks. */

#include <linux/fs.h>

/* fs/devnode.c: "/dev/NAME"; fs/proc.c: "/proc/NAME"; fs/sysfs_open.c: "/sys/...".
 * As filp_open(). */
struct file *sysfs_open_path(const char *path, int flags);
struct file *devnode_open_path(const char *path, int flags);
struct file *proc_open_path(const char *path, int flags);

/*
 * After its driver has crashed: a file that the calling thread has opened and
 * that is not @kept is no more open, but its driver, who may hold anything,
 * isn't asked. Its address, for a comparison; NULL: there is none.
 */
struct file *file_abandon(bool (*kept)(const struct file *file));

/*
 * fs/fasync.c: the calling thread gets a signal from now on, or nobody any
 * more. 0;
 * -EINVAL: the driver sends none; what its fasync() says.
 */
int file_set_async(struct file *file, bool on);

/* fs/chrdev.c: the device with that number. As filp_open(). */
struct file *chrdev_open(dev_t dev, const char *path, int flags);

/*
 * fs/chrdev.c: the number that a device without a node goes by, "scull" or
 * "scull2", from the name that its numbers were registered for. 0 or -ENOENT.
 */
int chrdev_by_name(const char *name, dev_t *dev);

/*
 * fs/sysfs_open.c: what the directory @path, "/sys" or "/sys/...", has, each to
 * @fn, which asks nothing of this directory's. 0, -ENOENT, -ENOTDIR.
 */
typedef void (sysfs_name)(const char *name, bool is_dir);
int sysfs_list(const char *path, sysfs_name *fn);

/* With what it walks locked: @fn asks nothing of this directory's. */
void for_each_open_file(void (*fn)(struct file *file, void *arg), void *arg);
void for_each_chrdev(void (*fn)(dev_t from, unsigned int count,
				const char *name, bool driven, void *arg),
		     void *arg);
void for_each_devnode(void (*fn)(dev_t dev, const char *name, void *arg),
		      void *arg);

#endif
