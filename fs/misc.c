/*
 * misc.c - character devices that need one number only, under one major.
 *
 * A mouse, a watchdog, a lab's device: each would waste a major. They register
 * with a minor, or ask for any; opening 10:minor finds the one it belongs to
 * and puts its operations into the file, which then never comes by here again.
 *
 * Invariant: a minor stands in misc_list once.
 * Locking: misc_mutex; it is not held while a driver's open runs. Context:
 * process. Linux: drivers/char/misc.c.
 * gdb: `break misc_open`, `p misc_list`.
 */
#include <linux/cdev.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>

#define DYNAMIC_MINORS	64		/* 63 .. 0 are given out */

static LIST_HEAD(misc_list);
static DEFINE_MUTEX(misc_mutex);
static struct class *misc_class;

static struct miscdevice *find(int minor)
{
	struct miscdevice *m;

	list_for_each_entry(m, &misc_list, list)
		if (m->minor == minor)
			return m;
	return NULL;
}

static int misc_open(struct inode *inode, struct file *file)
{
	const struct file_operations *fops = NULL;
	struct miscdevice *m;

	mutex_lock(&misc_mutex);
	m = find(iminor(inode));
	if (m)
		fops = fops_get(m->fops);
	mutex_unlock(&misc_mutex);
	if (!fops)
		return -ENODEV;
	file->private_data = m;
	replace_fops(file, fops);
	return fops->open ? fops->open(inode, file) : 0;
}

static const struct file_operations misc_fops = {
	.open = misc_open,
	.llseek = noop_llseek,
};

/* 0 with m->minor, or -EBUSY. With misc_mutex. */
static int take_minor(struct miscdevice *m)
{
	int minor;

	if (m->minor != MISC_DYNAMIC_MINOR)
		return find(m->minor) ? -EBUSY : 0;
	for (minor = DYNAMIC_MINORS - 1; minor >= 0 && find(minor); minor--)
		;
	if (minor < 0)
		return -EBUSY;
	m->minor = minor;
	return 0;
}

int misc_register(struct miscdevice *m)
{
	bool dynamic = m->minor == MISC_DYNAMIC_MINOR;
	struct device *dev;
	int err;

	might_sleep();
	mutex_lock(&misc_mutex);
	err = take_minor(m);
	if (err)
		goto out;
	dev = device_create(misc_class, m->parent, MKDEV(MISC_MAJOR, m->minor),
			    m, "%s", m->nodename ?: m->name);
	err = PTR_ERR_OR_ZERO(dev);
	if (!err) {
		m->this_device = dev;
		list_add_tail(&m->list, &misc_list);
	} else if (dynamic) {
		m->minor = MISC_DYNAMIC_MINOR;
	}
out:
	mutex_unlock(&misc_mutex);
	return err;
}
EXPORT_SYMBOL(misc_register);

int misc_deregister(struct miscdevice *m)
{
	might_sleep();
	mutex_lock(&misc_mutex);
	list_del(&m->list);
	device_destroy(misc_class, MKDEV(MISC_MAJOR, m->minor));
	mutex_unlock(&misc_mutex);
	return 0;
}
EXPORT_SYMBOL(misc_deregister);

static unsigned int misc_callbacks(unsigned long start, unsigned long end,
				   char *first)
{
	struct miscdevice *m;
	unsigned int n = 0;

	mutex_lock(&misc_mutex);
	list_for_each_entry(m, &misc_list, list)
		if ((leftover_is((unsigned long)m, start, end) ||
		     leftover_is((unsigned long)m->fops, start, end)) && !n++)
			snprintf(first, LEFTOVER_NAME, "%.40s", m->name);
	mutex_unlock(&misc_mutex);
	return n;
}
LEFTOVER_KIND(misc_kind, "misc device", misc_callbacks);

static int __init misc_init(void)
{
	static struct cdev misc_cdev;	/* kmalloc's: a page for one */
	dev_t first = MKDEV(MISC_MAJOR, 0);
	int err = register_chrdev_region(first, 256, "misc");

	cdev_init(&misc_cdev, &misc_fops);
	if (!err)
		err = cdev_add(&misc_cdev, first, 256);
	if (err)
		return err;
	misc_class = class_create("misc");
	return PTR_ERR_OR_ZERO(misc_class);
}
subsys_initcall(misc_init);
