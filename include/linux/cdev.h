/*
 * cdev.h - a character device as its driver makes it; fs/chrdev.c.
 *
 *	alloc_chrdev_region(&dev, 0, 4, "scull");	(numbers: four of them)
 *	cdev_init(&scull.cdev, &scull_fops);
 *	scull.cdev.owner = THIS_MODULE;
 *	cdev_add(&scull.cdev, dev, 4);			(from now on it can be opened)
 *	...
 *	cdev_del(&scull.cdev);
 *	unregister_chrdev_region(dev, 4);
 */
#ifndef _LINUX_CDEV_H
#define _LINUX_CDEV_H

#include <linux/device.h>
#include <linux/kdev_t.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/types.h>

struct file_operations;
struct inode;
struct module;

struct cdev {
	struct kobject kobj;		/* its name, for those who give one */
	struct module *owner;		/* stays while one of it is open */
	const struct file_operations *ops;
	struct list_head list;		/* in cdevs; inodes don't hang here */
	dev_t dev;			/* its first number ... */
	unsigned int count;		/* ... of so many; 0: not added */
	bool allocated;			/* by cdev_alloc: freed by cdev_del */
};

/* A cdev of the caller's own. Any context. */
void cdev_init(struct cdev *cdev, const struct file_operations *fops);
/* One that cdev_del() frees; NULL: no memory. May sleep. */
struct cdev *cdev_alloc(void);
/*
 * It answers to @count numbers from @dev on: 0, -EBUSY where one of them is
 * another's, -EINVAL. May sleep.
 */
int cdev_add(struct cdev *cdev, dev_t dev, unsigned int count);
/* Opened by nobody from now on; who has it open keeps it. May sleep. */
void cdev_del(struct cdev *cdev);

#endif
