/*
 * bus.c - buses: who drives which device.
 *
 *	bus_register(&bus)		/sys/bus/NAME
 *	driver_register(&drv)		/sys/bus/NAME/drivers/DRIVER
 *	device_register(&dev)		dev.bus = &bus; /sys/bus/NAME/devices: a line
 *
 * Whoever comes second, device or driver, is shown to all of the others:
 * match() of the bus says whether the two fit, probe() of the driver whether it
 * takes the device. (In Linux `devices` is a directory of links; there are no
 * links here.)
 *
 * Invariants: dev->driver is set exactly while a probe() runs or has accepted;
 * a device of the list has been added and not yet deleted.
 * Locking: a bus's own mutex, over its lists, match(), probe() and remove(): a
 * probe() that registers with its own bus would wait for itself; another bus is
 * fine. Context: process.
 * Linux: drivers/base/bus.c, dd.c, driver.c.
 * gdb: `break offer`, `p *dev->bus->p`.
 */
#define pr_fmt(fmt) "bus: " fmt

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/leftover.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct bus_private {
	struct kobject kobj;		/* /sys/bus/NAME */
	struct kobject *drivers_dir;	/* .../drivers */
	struct bus_type *bus;
	struct mutex lock;
	struct list_head devices;	/* by dev->bus_node */
	struct list_head drivers;	/* of driver_private */
};

struct driver_private {
	struct kobject kobj;		/* .../drivers/DRIVER */
	struct device_driver *driver;
	struct list_head list;
};

static struct kobject *buses_kobj;	/* /sys/bus, from the first one on */
static DEFINE_MUTEX(buses_mutex);

/* ---- a device and a driver ---- */

/* With the bus's lock, to a driver: a device that nobody drives. */
static void offer(struct device *dev, struct device_driver *drv)
{
	struct bus_type *bus = dev->bus;
	int err = 0;

	if (bus->match && bus->match(dev, drv) <= 0)
		return;
	dev->driver = drv;
	if (bus->probe)
		err = bus->probe(dev);
	else if (drv->probe)
		err = drv->probe(dev);
	if (!err)
		return;
	dev->driver = NULL;
	if (err != -ENODEV && err != -ENXIO)
		pr_warn("%s: %s does not drive it: error %d\n", dev_name(dev),
			drv->name, err);
}

static void take_away(struct device *dev)
{
	struct device_driver *drv = dev->driver;

	if (!drv)
		return;
	if (dev->bus->remove)
		dev->bus->remove(dev);
	else if (drv->remove)
		drv->remove(dev);
	dev->driver = NULL;
	dev->driver_data = NULL;
}

int bus_add_device(struct device *dev)
{
	struct bus_private *p = dev->bus->p;
	struct driver_private *d;

	if (!p)
		return -EINVAL;
	get_device(dev);		/* the list's reference */
	mutex_lock(&p->lock);
	list_add_tail(&dev->bus_node, &p->devices);
	list_for_each_entry(d, &p->drivers, list) {
		if (dev->driver)
			break;
		offer(dev, d->driver);
	}
	mutex_unlock(&p->lock);
	return 0;
}

void bus_remove_device(struct device *dev)
{
	struct bus_private *p = dev->bus->p;

	if (WARN(!p, "bus %s went before its device %s\n", dev->bus->name,
		 dev_name(dev))) {
		put_device(dev);	/* the list is no more */
		return;
	}
	mutex_lock(&p->lock);
	take_away(dev);
	list_del_init(&dev->bus_node);
	mutex_unlock(&p->lock);
	put_device(dev);
}

/* ---- drivers ---- */

static ssize_t driver_show(struct kobject *kobj, struct attribute *attr,
			   char *page)
{
	struct driver_attribute *a =
		container_of(attr, struct driver_attribute, attr);

	return a->show ? a->show(container_of(kobj, struct driver_private,
					      kobj)->driver, page) : -EIO;
}

static ssize_t driver_store(struct kobject *kobj, struct attribute *attr,
			    const char *buf, size_t count)
{
	struct driver_attribute *a =
		container_of(attr, struct driver_attribute, attr);

	return a->store ? a->store(container_of(kobj, struct driver_private,
						kobj)->driver, buf, count) :
			  -EIO;
}

static void driver_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct driver_private, kobj));
}

static const struct sysfs_ops driver_ops = {
	.show = driver_show,
	.store = driver_store,
};
static const struct kobj_type driver_type = {
	.release = driver_release,
	.sysfs_ops = &driver_ops,
};

int __driver_register(struct device_driver *drv, unsigned long caller)
{
	struct bus_private *p = drv->bus ? drv->bus->p : NULL;
	struct driver_private *d;
	struct device *dev;
	int err;

	if (!p)
		return -EINVAL;
	d = kzalloc(sizeof(*d), GFP_KERNEL);
	if (!d)
		return -ENOMEM;
	d->driver = drv;
	err = kobject_init_and_add(&d->kobj, &driver_type, p->drivers_dir,
				   "%s", drv->name);
	if (err) {
		kobject_put(&d->kobj);
		return err;
	}
	d->kobj.caller = leftover_home(caller);
	drv->p = d;
	mutex_lock(&p->lock);
	list_add_tail(&d->list, &p->drivers);
	list_for_each_entry(dev, &p->devices, bus_node)
		if (!dev->driver)
			offer(dev, drv);
	mutex_unlock(&p->lock);
	return 0;
}

int driver_register(struct device_driver *drv)
{
	return __driver_register(drv, _RET_IP_);
}
EXPORT_SYMBOL(driver_register);

/* Off the list, and away from its devices. */
static void take_from_bus(struct device_driver *drv)
{
	struct bus_private *p = drv->bus->p;
	struct device *dev;

	mutex_lock(&p->lock);
	list_del(&drv->p->list);
	list_for_each_entry(dev, &p->devices, bus_node)
		if (dev->driver == drv)
			take_away(dev);
	mutex_unlock(&p->lock);
}

void driver_unregister(struct device_driver *drv)
{
	struct driver_private *d = drv->p;

	if (WARN(!d, "driver %s is not registered\n", drv->name))
		return;
	if (!WARN(!drv->bus->p, "bus %s went before its driver %s\n",
		  drv->bus->name, drv->name))
		take_from_bus(drv);
	drv->p = NULL;
	kobject_del(&d->kobj);
	kobject_put(&d->kobj);
}
EXPORT_SYMBOL(driver_unregister);

/* ---- buses ---- */

static ssize_t bus_show(struct kobject *kobj, struct attribute *attr,
			char *page)
{
	struct bus_attribute *a =
		container_of(attr, struct bus_attribute, attr);

	return a->show ? a->show(container_of(kobj, struct bus_private,
					      kobj)->bus, page) : -EIO;
}

static ssize_t bus_store(struct kobject *kobj, struct attribute *attr,
			 const char *buf, size_t count)
{
	struct bus_attribute *a =
		container_of(attr, struct bus_attribute, attr);

	return a->store ? a->store(container_of(kobj, struct bus_private,
						kobj)->bus, buf, count) : -EIO;
}

static void bus_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct bus_private, kobj));
}

static ssize_t devices_show(struct bus_type *bus, char *page)
{
	struct device *dev;
	int n = 0;

	mutex_lock(&bus->p->lock);
	list_for_each_entry(dev, &bus->p->devices, bus_node)
		if (n < PAGE_SIZE)
			n += sysfs_emit_at(page, n, "%s: %s\n", dev_name(dev),
					   dev_driver_string(dev));
	mutex_unlock(&bus->p->lock);
	return n;
}

static BUS_ATTR_RO(devices);
static struct attribute *bus_attrs[] = { &bus_attr_devices.attr, NULL };

static const struct sysfs_ops bus_ops = {
	.show = bus_show,
	.store = bus_store,
};
static const struct kobj_type bus_ktype = {
	.release = bus_release,
	.sysfs_ops = &bus_ops,
	.default_attrs = bus_attrs,
};

/* /sys/bus, which stays; NULL: no memory. */
static struct kobject *buses(void)
{
	mutex_lock(&buses_mutex);
	if (!buses_kobj)
		buses_kobj = kobject_create_and_add("bus", NULL);
	mutex_unlock(&buses_mutex);
	return buses_kobj;
}

int bus_register(struct bus_type *bus)
{
	struct kobject *all = buses();
	struct bus_private *p;
	int err;

	if (WARN(bus->p, "bus %s is registered already\n", bus->name))
		return -EEXIST;
	p = all ? kzalloc(sizeof(*p), GFP_KERNEL) : NULL;
	if (!p)
		return -ENOMEM;
	p->bus = bus;
	INIT_LIST_HEAD(&p->devices);
	INIT_LIST_HEAD(&p->drivers);
	__mutex_init(&p->lock, bus->name, &bus->lock_key);
	bus->p = p;			/* its files ask for it at once */
	err = kobject_init_and_add(&p->kobj, &bus_ktype, all, "%s", bus->name);
	if (err)
		goto put;
	p->kobj.caller = leftover_home(_RET_IP_);
	p->drivers_dir = kobject_create_and_add("drivers", &p->kobj);
	if (p->drivers_dir)
		return 0;
	err = -ENOMEM;
	kobject_del(&p->kobj);
put:
	bus->p = NULL;
	kobject_put(&p->kobj);
	return err;
}
EXPORT_SYMBOL(bus_register);

void bus_unregister(struct bus_type *bus)
{
	struct bus_private *p = bus->p;

	if (WARN(!p, "bus %s is not registered\n", bus->name))
		return;
	WARN(!list_empty(&p->devices) || !list_empty(&p->drivers),
	     "bus %s goes before its devices and drivers\n", bus->name);
	kobject_put(p->drivers_dir);
	kobject_del(&p->kobj);
	bus->p = NULL;
	kobject_put(&p->kobj);
}
EXPORT_SYMBOL(bus_unregister);

/* ---- their files ---- */

int bus_create_file(struct bus_type *bus, struct bus_attribute *attr)
{
	return bus->p ? sysfs_create_file(&bus->p->kobj, &attr->attr) : -EINVAL;
}
EXPORT_SYMBOL(bus_create_file);

void bus_remove_file(struct bus_type *bus, struct bus_attribute *attr)
{
	if (bus->p)
		sysfs_remove_file(&bus->p->kobj, &attr->attr);
}
EXPORT_SYMBOL(bus_remove_file);

int driver_create_file(struct device_driver *drv,
		       const struct driver_attribute *attr)
{
	return drv->p ? sysfs_create_file(&drv->p->kobj, &attr->attr) : -EINVAL;
}
EXPORT_SYMBOL(driver_create_file);

void driver_remove_file(struct device_driver *drv,
			const struct driver_attribute *attr)
{
	if (drv->p)
		sysfs_remove_file(&drv->p->kobj, &attr->attr);
}
EXPORT_SYMBOL(driver_remove_file);
