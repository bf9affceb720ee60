/*
 * devnode.c - /dev: names for the numbers of character devices.
 *
 *	device_create(class, NULL, MKDEV(240, 0), NULL, "scull%d", 0)
 *	     -> /dev/scull0 is 240:0
 *
 * In Linux a daemon makes the nodes when it hears of a device; here that is one
 * step. A driver that makes none, as all did before 2.6, can be opened by what
 * it has: /dev/NAME is the first number of the region called NAME, /dev/NAME2
 * its third, /dev/240:3 any. (There one would call mknod by hand.)
 *
 * Invariants: a name and a number stand here once; a class is freed when the
 * last of its devices has gone, not before.
 * Locking: nodes_mutex. Context: process. Linux: drivers/base/core.c,
 * devtmpfs.c.
 * gdb: `break device_create`, `p nodes`.
 */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "file.h"

struct node {
	struct list_head list;		/* in nodes, by name */
	struct device dev;
	unsigned long caller;		/* who has made it */
	char name[32];
};

struct class_node {
	struct class class;
	struct kobject *kobj;		/* /sys/class/NAME */
	struct list_head list;		/* in classes */
	unsigned long caller;
};

static struct kobject *class_kobj;	/* /sys/class */
static LIST_HEAD(nodes);
static LIST_HEAD(classes);
static DEFINE_MUTEX(nodes_mutex);

/* ---- classes ---- */

struct class *__class_create(struct module *owner, const char *name)
{
	struct class_node *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (!c)
		return ERR_PTR(-ENOMEM);
	c->kobj = kobject_create_and_add(name, class_kobj);
	if (!c->kobj) {
		kfree(c);
		return ERR_PTR(-EEXIST);
	}
	c->class.name = name;
	c->class.owner = owner;
	c->caller =
		leftover_home((unsigned long)__builtin_return_address(0));
	mutex_lock(&nodes_mutex);
	list_add_tail(&c->list, &classes);
	mutex_unlock(&nodes_mutex);
	return &c->class;
}
EXPORT_SYMBOL(__class_create);

void class_destroy(struct class *class)
{
	struct class_node *c = container_of(class, struct class_node, class);

	if (IS_ERR_OR_NULL(class))
		return;
	if (WARN(class->nr_devices, "class_destroy(%s): %u of its devices are still there\n",
		 class->name, class->nr_devices))
		return;
	mutex_lock(&nodes_mutex);
	list_del(&c->list);
	mutex_unlock(&nodes_mutex);
	kobject_put(c->kobj);
	kfree(c);
}
EXPORT_SYMBOL(class_destroy);

static int __init class_start(void)
{
	class_kobj = kobject_create_and_add("class", NULL);
	return 0;
}
core_initcall(class_start);

/* ---- nodes ---- */

static void free_node(struct device *dev)
{
	kfree(container_of(dev, struct node, dev));
}

/* Its directory: /sys/class/NAME/node; of no class, /sys/devices/node. */
static int add_directory(struct node *n)
{
	struct class *class = n->dev.class;

	return kobject_add(&n->dev.kobj, class ?
			   container_of(class, struct class_node, class)->kobj :
			   devices_kobj, "%s", n->name);
}

/* 0 or -EEXIST. With nodes_mutex. */
static int insert(struct node *new)
{
	struct list_head *at = &nodes;
	struct node *n;

	list_for_each_entry(n, &nodes, list) {
		if (!strcmp(n->name, new->name) ||
		    n->dev.devt == new->dev.devt)
			return -EEXIST;
		if (strcmp(n->name, new->name) < 0)
			at = &n->list;
	}
	list_add(&new->list, at);
	if (new->dev.class)
		new->dev.class->nr_devices++;
	return 0;
}

/* With nodes_mutex. */
static void take_out(struct node *n)
{
	list_del(&n->list);
	if (n->dev.class)
		n->dev.class->nr_devices--;
}

struct device *device_create(struct class *class, struct device *parent,
			     dev_t devt, void *drvdata, const char *fmt, ...)
{
	struct node *n;
	va_list args;
	int err;

	if (IS_ERR(class))		/* whoever made it did not look */
		return ERR_CAST(class);
	n = kzalloc(sizeof(*n), GFP_KERNEL);
	if (!n)
		return ERR_PTR(-ENOMEM);
	va_start(args, fmt);
	vsnprintf(n->name, sizeof(n->name), fmt, args);
	va_end(args);
	n->caller =
		leftover_home((unsigned long)__builtin_return_address(0));
	device_initialize(&n->dev);
	n->dev.release = free_node;
	n->dev.init_name = n->name;
	n->dev.parent = parent;
	n->dev.class = class;
	n->dev.devt = devt;
	n->dev.driver_data = drvdata;
	mutex_lock(&nodes_mutex);
	err = insert(n);
	mutex_unlock(&nodes_mutex);
	if (!err) {
		err = add_directory(n);
		if (!err)
			return &n->dev;
		mutex_lock(&nodes_mutex);
		take_out(n);
		mutex_unlock(&nodes_mutex);
	}
	put_device(&n->dev);
	return ERR_PTR(err);
}
EXPORT_SYMBOL(device_create);

void device_destroy(struct class *class, dev_t devt)
{
	struct node *n, *found = NULL;

	mutex_lock(&nodes_mutex);
	list_for_each_entry(n, &nodes, list)
		if (n->dev.class == class && n->dev.devt == devt)
			found = n;
	if (found)
		take_out(found);
	mutex_unlock(&nodes_mutex);
	if (found)
		device_unregister(&found->dev);
}
EXPORT_SYMBOL(device_destroy);

/* ---- from a name to a number ---- */

static int node_by_name(const char *name, dev_t *dev)
{
	struct node *n;
	int err = -ENOENT;

	mutex_lock(&nodes_mutex);
	list_for_each_entry(n, &nodes, list)
		if (!strcmp(n->name, name)) {
			*dev = n->dev.devt;
			err = 0;
		}
	mutex_unlock(&nodes_mutex);
	return err;
}

/* "240:3" */
static int parse_number(const char *name, dev_t *dev)
{
	unsigned int major, minor;
	int n = 0;

	if (sscanf(name, "%u:%u%n", &major, &minor, &n) < 2 || name[n])
		return -ENOENT;
	if (minor >> MINORBITS || major >> (32 - MINORBITS))
		return -ENXIO;
	*dev = MKDEV(major, minor);
	return 0;
}

struct file *devnode_open_path(const char *path, int flags)
{
	const char *name = path + strlen("/dev/");
	dev_t dev;
	int err = node_by_name(name, &dev);

	if (err)
		err = chrdev_by_name(name, &dev);
	if (err)
		err = parse_number(name, &dev);
	return err ? ERR_PTR(err) : chrdev_open(dev, path, flags);
}

/* ---- who asks ---- */

void for_each_devnode(void (*fn)(dev_t dev, const char *name, void *arg),
		      void *arg)
{
	struct node *n;

	mutex_lock(&nodes_mutex);
	list_for_each_entry(n, &nodes, list)
		fn(n->dev.devt, n->name, arg);
	mutex_unlock(&nodes_mutex);
}

static unsigned int devnode_callbacks(unsigned long start, unsigned long end,
				      char *first)
{
	struct class_node *c;
	unsigned int found = 0;
	struct node *n;

	mutex_lock(&nodes_mutex);
	list_for_each_entry(n, &nodes, list)
		if (leftover_is(n->caller, start, end) && !found++)
			snprintf(first, LEFTOVER_NAME, "/dev/%s", n->name);
	list_for_each_entry(c, &classes, list)
		if (leftover_is(c->caller, start, end) && !found++)
			snprintf(first, LEFTOVER_NAME, "class \"%.40s\"",
				 c->class.name);
	mutex_unlock(&nodes_mutex);
	return found;
}
LEFTOVER_KIND(devnode_kind, "device node", devnode_callbacks);
