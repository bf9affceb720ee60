/*
 * bus.h - a kind of bus, the drivers for what sits on it, and how each device
 * finds its driver; fs/bus.c.
 */
#ifndef _LINUX_DEVICE_BUS_H
#define _LINUX_DEVICE_BUS_H

#include <linux/lockdep.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct device;
struct device_driver;
struct kobj_uevent_env;
struct bus_private;
struct dev_pm_ops;
struct driver_private;
struct module;

struct bus_type {
	const char *name;
	int (*match)(struct device *dev, struct device_driver *drv);
	int (*probe)(struct device *dev);	/* or the driver's */
	void (*remove)(struct device *dev);	/* the same */
	/* There is nobody outside the kernel to tell: never called. */
	int (*uevent)(struct device *dev, struct kobj_uevent_env *env);
	int (*hotplug)(struct device *dev, char **envp, int num_envp,
		       char *buffer, int buffer_size);	/* 2.6 */
	struct bus_private *p;		/* while it is registered */
	struct lock_class_key lock_key;	/* probe() may use another bus */
};

struct device_driver {
	const char *name;
	struct bus_type *bus;
	struct module *owner;
	int (*probe)(struct device *dev);
	int (*remove)(struct device *dev);
	const struct dev_pm_ops *pm;	/* never used: nothing sleeps */
	struct driver_private *p;	/* while it is registered */
};

/*
 * /sys/bus/NAME: 0, -EEXIST, -EINVAL, -ENOMEM. Its devices and drivers go
 * before it does. All of these may sleep.
 */
int bus_register(struct bus_type *bus);
void bus_unregister(struct bus_type *bus);

/*
 * /sys/bus/NAME/drivers/DRIVER; probe() is called for each device of the bus
 * that match() says yes to and that nobody drives. 0; -EINVAL: no such bus;
 * -EEXIST,
 * -ENOMEM. Nothing to drive is no error. Behind driver_unregister(), remove()
 * has been called for each that it drove.
 */
int driver_register(struct device_driver *drv);
/*
 * The same for a bus that registers it for @caller, who is told what he
 * forgets.
 */
int __driver_register(struct device_driver *drv, unsigned long caller);
void driver_unregister(struct device_driver *drv);

/*
 * What device_add() and device_del() call. -EINVAL: its bus is not registered.
 */
int bus_add_device(struct device *dev);
void bus_remove_device(struct device *dev);

/* ---- their files ---- */

struct bus_attribute {
	struct attribute attr;
	ssize_t (*show)(struct bus_type *bus, char *buf);
	ssize_t (*store)(struct bus_type *bus, const char *buf, size_t count);
};

struct driver_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device_driver *drv, char *buf);
	ssize_t (*store)(struct device_driver *drv, const char *buf,
			 size_t count);
};

/* Since 6.4 the bus is const for its files. */
#define __BUS_SHOW(fn) _Generic((fn),					\
	ssize_t (*)(const struct bus_type *, char *):			\
		(ssize_t (*)(struct bus_type *, char *))(fn),		\
	default: (fn))
#define __BUS_STORE(fn) _Generic((fn),					\
	ssize_t (*)(const struct bus_type *, const char *, size_t):	\
		(ssize_t (*)(struct bus_type *, const char *, size_t))(fn), \
	default: (fn))
#define BUS_ATTR(_name, _mode, _show, _store)				\
	struct bus_attribute bus_attr_##_name = __ATTR(_name, _mode,	\
		__BUS_SHOW(_show), __BUS_STORE(_store))
#define BUS_ATTR_RO(_name)	BUS_ATTR(_name, 0444, _name##_show, NULL)
#define BUS_ATTR_WO(_name)	BUS_ATTR(_name, 0200, NULL, _name##_store)
#define BUS_ATTR_RW(_name) \
	BUS_ATTR(_name, 0644, _name##_show, _name##_store)

#define DRIVER_ATTR(_name, _mode, _show, _store) \
	struct driver_attribute driver_attr_##_name = \
		__ATTR(_name, _mode, _show, _store)
#define DRIVER_ATTR_RO(_name) \
	struct driver_attribute driver_attr_##_name = __ATTR_RO(_name)
#define DRIVER_ATTR_WO(_name) \
	struct driver_attribute driver_attr_##_name = __ATTR_WO(_name)
#define DRIVER_ATTR_RW(_name) \
	struct driver_attribute driver_attr_##_name = __ATTR_RW(_name)

int bus_create_file(struct bus_type *bus, struct bus_attribute *attr);
void bus_remove_file(struct bus_type *bus, struct bus_attribute *attr);
int driver_create_file(struct device_driver *drv,
		       const struct driver_attribute *attr);
void driver_remove_file(struct device_driver *drv,
			const struct driver_attribute *attr);

#endif
