/*
 * lab_chardev - a character device, /dev/lab: what is written can be read.
 *
 *	dev write /dev/lab "some text"
 *	dev read /dev/lab 100
 *	dev ioctl /dev/lab 0x4c01 &0		how much is in it
 *	dev ioctl /dev/lab 0x4c02		empty it
 */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define LAB_SIZE	4096
#define LAB_GET_SIZE	0x4c01
#define LAB_CLEAR	0x4c02

static dev_t first;
static struct cdev lab_cdev;
static struct class *lab_class;
static DEFINE_MUTEX(lab_mutex);
static char *buffer;
static size_t used;

static int lab_open(struct inode *inode, struct file *file)
{
	pr_info("chardev: open, minor %u\n", iminor(inode));
	file->private_data = buffer;
	return 0;
}

static int lab_release(struct inode *inode, struct file *file)
{
	pr_info("chardev: release\n");
	return 0;
}

static ssize_t lab_read(struct file *file, char __user *buf, size_t count,
			loff_t *ppos)
{
	ssize_t n;

	mutex_lock(&lab_mutex);
	n = simple_read_from_buffer(buf, count, ppos, file->private_data, used);
	mutex_unlock(&lab_mutex);
	return n;
}

static ssize_t lab_write(struct file *file, const char __user *buf,
			 size_t count, loff_t *ppos)
{
	ssize_t n = -ENOSPC;

	mutex_lock(&lab_mutex);
	if (*ppos >= LAB_SIZE)
		goto out;
	n = min_t(size_t, count, LAB_SIZE - *ppos);
	if (copy_from_user(buffer + *ppos, buf, n)) {
		n = -EFAULT;
		goto out;
	}
	*ppos += n;
	used = max_t(size_t, used, *ppos);
out:
	mutex_unlock(&lab_mutex);
	return n;
}

static long lab_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	int n = used;

	switch (cmd) {
	case LAB_GET_SIZE:
		return copy_to_user((void __user *)arg, &n, sizeof(n)) ?
		       -EFAULT : 0;
	case LAB_CLEAR:
		memset(buffer, 0, LAB_SIZE);
		used = 0;
		return 0;
	}
	return -ENOTTY;
}

static const struct file_operations lab_fops = {
	.owner = THIS_MODULE,
	.open = lab_open,
	.release = lab_release,
	.read = lab_read,
	.write = lab_write,
	.unlocked_ioctl = lab_ioctl,
};

static int __init chardev_init(void)
{
	struct device *device;
	int err;

	buffer = kzalloc(LAB_SIZE, GFP_KERNEL);
	if (!buffer)
		return -ENOMEM;
	err = alloc_chrdev_region(&first, 0, 1, "lab");
	if (err)
		goto no_region;
	cdev_init(&lab_cdev, &lab_fops);
	lab_cdev.owner = THIS_MODULE;
	err = cdev_add(&lab_cdev, first, 1);
	if (err)
		goto no_cdev;
	lab_class = class_create(THIS_MODULE, "lab");
	if (IS_ERR(lab_class)) {
		err = PTR_ERR(lab_class);
		goto no_class;
	}
	device = device_create(lab_class, NULL, first, NULL, "lab");
	if (IS_ERR(device)) {
		err = PTR_ERR(device);
		goto no_device;
	}
	pr_info("chardev: /dev/lab is %d:%d\n", MAJOR(first), MINOR(first));
	return 0;
no_device:
	class_destroy(lab_class);
no_class:
	cdev_del(&lab_cdev);
no_cdev:
	unregister_chrdev_region(first, 1);
no_region:
	kfree(buffer);
	return err;
}

static void __exit chardev_exit(void)
{
	device_destroy(lab_class, first);
	class_destroy(lab_class);
	cdev_del(&lab_cdev);
	unregister_chrdev_region(first, 1);
	kfree(buffer);
	pr_info("chardev: bye\n");
}

module_init(chardev_init);
module_exit(chardev_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a character device, /dev/lab: what is written can be read");
