/*
 * miscdevice.h - a device that needs one number only: they share major 10;
 * fs/misc.c.
 */
#ifndef _LINUX_MISCDEVICE_H
#define _LINUX_MISCDEVICE_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/types.h>

#define MISC_MAJOR		10
#define MISC_DYNAMIC_MINOR	255

struct file_operations;

struct miscdevice {
	int minor;			/* MISC_DYNAMIC_MINOR: any */
	const char *name;		/* of its node in /dev */
	const struct file_operations *fops;
	struct list_head list;
	struct device *parent;
	struct device *this_device;	/* made by misc_register */
	const char *nodename;		/* in /dev, if not name */
	umode_t mode;
};

/*
 * 0 and a node in /dev; -EBUSY: the number is taken, or none is free; -ENOMEM.
 * An open file's private_data is @misc. Both may sleep.
 */
int misc_register(struct miscdevice *misc);
int misc_deregister(struct miscdevice *misc);

#define module_misc_device(misc)					\
	static int __init misc##_init(void)				\
	{ return misc_register(&misc); }				\
	static void __exit misc##_exit(void)				\
	{ misc_deregister(&misc); }					\
	module_init(misc##_init);					\
	module_exit(misc##_exit)

#endif
