/*
 * crasher.c - a driver of 2.6's form whose read follows a pointer to nowhere,
 * and whose init makes what the book's drivers make: numbers, a cdev, a file in
 * /sys.
 */
#include <linux/config.h>
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/cdev.h>
#include <linux/poll.h>
#include <linux/kobject.h>
#include <asm/uaccess.h>

static dev_t number;
static struct cdev cdev;
static struct kobject *kobj;
static int opened;
static int forgets;
module_param(forgets, int, S_IRUGO);

static int crasher_open(struct inode *inode, struct file *filp)
{
	opened++;
	return 0;
}

static noinline int follow(const int *pointer)
{
	return *pointer;			/* crashes here */
}

static ssize_t crasher_read(struct file *filp, char __user *buf, size_t count,
			    loff_t *pos)
{
	return follow((const int *)(long)*pos);	/* called here */
}

static unsigned int crasher_poll(struct file *filp, poll_table *wait)
{
	return POLLIN | POLLRDNORM;
}

static struct file_operations fops = {
	.owner = THIS_MODULE,
	.open = crasher_open,
	.read = crasher_read,
	.poll = crasher_poll,
};

static ssize_t opened_show(struct kobject *kobj, struct kobj_attribute *attr,
			   char *buf)
{
	return sprintf(buf, "opened %d times\n", opened);
}

static struct kobj_attribute opened_attr = __ATTR_RO(opened);

static int crasher_init(void)
{
	int err = alloc_chrdev_region(&number, 0, 1, "crasher");

	if (err)
		return err;
	cdev_init(&cdev, &fops);
	cdev.owner = THIS_MODULE;
	err = cdev_add(&cdev, number, 1);
	if (err)
		goto out;
	kobj = kobject_create_and_add("crasher", kernel_kobj);
	if (kobj)
		err = sysfs_create_file(kobj, &opened_attr.attr);
	if (kobj && !err)
		return 0;
	kobject_put(kobj);
	cdev_del(&cdev);
out:
	unregister_chrdev_region(number, 1);
	return err ? err : -ENOMEM;
}

static void crasher_exit(void)
{
	if (!forgets)
		kobject_put(kobj);
	cdev_del(&cdev);
	unregister_chrdev_region(number, 1);
}

module_init(crasher_init);
module_exit(crasher_exit);
MODULE_LICENSE("Dual BSD/GPL");
