/*
 * device.c - devices as directories of /sys, and their attributes as files
 * there.
 *
 *	device_register(&dev)		/sys/devices/NAME
 *	device_create_file(&dev, &a)	/sys/devices/NAME/a
 *	device_unregister(&dev)		gone; dev.release() when nobody holds it
 *
 * Its driver is the affair of its bus (fs/bus.c); PCI, older here than that,
 * does it itself (drivers/pci_driver.c).
 *
 * Invariant: a device is in /sys between device_add() and device_del().
 * Locking: the kobject's. Context: process.
 * Linux: drivers/base/core.c.
 * gdb: `break device_add`, `p *devices_kobj`.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kobject.h>

struct kobject *devices_kobj;
EXPORT_SYMBOL(devices_kobj);

static ssize_t show(struct kobject *kobj, struct attribute *attr, char *page)
{
	struct device_attribute *a =
		container_of(attr, struct device_attribute, attr);
	struct device *dev = container_of(kobj, struct device, kobj);

	if (a->show_old)
		return a->show_old(dev, page);
	return a->show ? a->show(dev, a, page) : -EIO;
}

static ssize_t store(struct kobject *kobj, struct attribute *attr,
		     const char *buf, size_t count)
{
	struct device_attribute *a =
		container_of(attr, struct device_attribute, attr);
	struct device *dev = container_of(kobj, struct device, kobj);

	if (a->store_old)
		return a->store_old(dev, buf, count);
	return a->store ? a->store(dev, a, buf, count) : -EIO;
}

static void release(struct kobject *kobj)
{
	struct device *dev = container_of(kobj, struct device, kobj);

	if (dev->release)
		dev->release(dev);
	else
		pr_warn("device %s: it has no release()\n", dev_name(dev));
}

static const struct sysfs_ops device_ops = { .show = show, .store = store };
static const struct kobj_type device_type = {
	.release = release,
	.sysfs_ops = &device_ops,
};

void device_initialize(struct device *dev)
{
	kobject_init(&dev->kobj, &device_type);
}
EXPORT_SYMBOL(device_initialize);

int device_add(struct device *dev)
{
	char name[KOBJ_NAME_LEN];
	int err;

	strscpy(name, dev->kobj.name ?: dev->init_name ?: dev->bus_id,
		sizeof(name));
	err = kobject_add(&dev->kobj,
			  dev->parent && dev->parent->kobj.in_sysfs ?
			  &dev->parent->kobj : devices_kobj, "%s", name);
	if (!err && dev->bus) {
		err = bus_add_device(dev);
		if (err)
			kobject_del(&dev->kobj);
	}
	return err;
}
EXPORT_SYMBOL(device_add);

int device_register(struct device *dev)
{
	device_initialize(dev);
	return device_add(dev);
}
EXPORT_SYMBOL(device_register);

void device_del(struct device *dev)
{
	if (dev->bus && dev->kobj.in_sysfs)
		bus_remove_device(dev);
	kobject_del(&dev->kobj);
}
EXPORT_SYMBOL(device_del);

void device_unregister(struct device *dev)
{
	device_del(dev);
	put_device(dev);
}
EXPORT_SYMBOL(device_unregister);

struct device *get_device(struct device *dev)
{
	if (dev)
		kobject_get(&dev->kobj);
	return dev;
}
EXPORT_SYMBOL(get_device);

void put_device(struct device *dev)
{
	if (dev)
		kobject_put(&dev->kobj);
}
EXPORT_SYMBOL(put_device);

int device_create_file(struct device *dev, const struct device_attribute *attr)
{
	return sysfs_create_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL(device_create_file);

void device_remove_file(struct device *dev,
			const struct device_attribute *attr)
{
	sysfs_remove_file(&dev->kobj, &attr->attr);
}
EXPORT_SYMBOL(device_remove_file);

static int __init devices_start(void)
{
	devices_kobj = kobject_create_and_add("devices", NULL);
	return 0;
}
core_initcall(devices_start);
