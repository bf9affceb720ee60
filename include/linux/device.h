/*
 * device.h - what all devices have in common, whatever bus they sit on.
 */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <asm/page.h>
#include <linux/device/bus.h>
#include <linux/kdev_t.h>
#include <linux/kobject.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/types.h>

struct class;
struct module;

#define BUS_ID_SIZE	20

struct device {
	struct kobject kobj;		/* its directory of /sys */
	struct device *parent;		/* what it hangs on; NULL: nothing */
	const char *init_name;		/* as in messages */
	char bus_id[BUS_ID_SIZE];	/* until 2.6.30: its name */
	struct bus_type *bus;		/* what it sits on; NULL: none */
	struct list_head bus_node;	/* in the list of its bus */
	struct device_driver *driver;	/* who drives it; NULL: nobody */
	void *driver_data;		/* the driver's own */
	void *platform_data;
	u64 *dma_mask;			/* addresses it can reach */
	u64 coherent_dma_mask;		/* the same for coherent memory */
	dev_t devt;			/* its number, if it has one */
	struct class *class;
	void (*release)(struct device *dev);	/* nobody holds it any more */
};

static inline const char *dev_name(const struct device *dev)
{
	if (dev && dev->kobj.name)
		return dev->kobj.name;
	return dev && dev->init_name ? dev->init_name : "(no device)";
}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

#define dev_driver_string(dev) \
	((dev)->driver ? (dev)->driver->name : "no driver")
#define dev_printk(level, dev, fmt, ...) \
	printk(level "%s %s: " fmt, dev_driver_string(dev), dev_name(dev), \
	       ##__VA_ARGS__)
#define dev_err(dev, fmt, ...)	dev_printk(KERN_ERR, dev, fmt, ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...)	\
	dev_printk(KERN_WARNING, dev, fmt, ##__VA_ARGS__)
#define dev_notice(dev, fmt, ...) \
	dev_printk(KERN_NOTICE, dev, fmt, ##__VA_ARGS__)
#define dev_info(dev, fmt, ...)	dev_printk(KERN_INFO, dev, fmt, ##__VA_ARGS__)
#define dev_dbg(dev, fmt, ...) \
	do { if (0) dev_printk(KERN_DEBUG, dev, fmt, ##__VA_ARGS__); } while (0)

/* ---- a device's files in /sys; fs/device.c. All may sleep. ---- */

typedef ssize_t (*device_show_old)(struct device *dev, char *buf);
typedef ssize_t (*device_store_old)(struct device *dev, const char *buf,
				    size_t count);

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr,
			char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t count);
	device_show_old show_old;	/* until 2.6.12, if they are set */
	device_store_old store_old;
};

/* The functions' types say whether they take the attribute. */
#define __DEVICE_FN(fn, old)		_Generic((fn), old: NULL, default: (fn))
#define __DEVICE_FN_OLD(fn, old)	_Generic((fn), old: (fn), default: NULL)
#define DEVICE_ATTR(_name, _mode, _show, _store)			\
	struct device_attribute dev_attr_##_name = {			\
		.attr = { .name = __stringify(_name), .mode = (_mode) }, \
		.show = __DEVICE_FN(_show, device_show_old),		\
		.store = __DEVICE_FN(_store, device_store_old),		\
		.show_old = __DEVICE_FN_OLD(_show, device_show_old),	\
		.store_old = __DEVICE_FN_OLD(_store, device_store_old) }
#define DEVICE_ATTR_RO(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RO(_name)
#define DEVICE_ATTR_RW(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_RW(_name)
#define DEVICE_ATTR_WO(_name) \
	struct device_attribute dev_attr_##_name = __ATTR_WO(_name)

int device_create_file(struct device *dev, const struct device_attribute *attr);
void device_remove_file(struct device *dev,
			const struct device_attribute *attr);

/*
 * A device of the caller's own, in zeroed memory, with a name: into
 * /sys/devices, or below its parent, and to the drivers of its bus. 0, -EEXIST,
 * -EINVAL. Fails or not, put_device() is its end; device_unregister() is
 * device_del() and that.
 */
#define dev_set_name(dev, ...)	kobject_set_name(&(dev)->kobj, __VA_ARGS__)
void device_initialize(struct device *dev);
int device_add(struct device *dev);
int device_register(struct device *dev);
void device_del(struct device *dev);
void device_unregister(struct device *dev);
struct device *get_device(struct device *dev);
void put_device(struct device *dev);

extern struct kobject *devices_kobj;	/* /sys/devices */

/* ---- names in /dev; fs/devnode.c. All may sleep. ---- */

struct class {				/* a kind of device, as in messages */
	const char *name;
	struct module *owner;
	unsigned int nr_devices;	/* that device_create() made of it */
};

/* class_create(THIS_MODULE, "name") as until 6.3, or ("name"); or ERR_PTR. */
struct class *__class_create(struct module *owner, const char *name);
#define class_create(...) \
	__class_create_n(__VA_ARGS__, 2, 1, 0)(__VA_ARGS__)
#define __class_create_n(a, b, n, ...)	__class_create_##n
#define __class_create_2(owner, name)	__class_create(owner, name)
#define __class_create_1(name)		__class_create(NULL, name)
void class_destroy(struct class *class);

/*
 * A node in /dev of that name, for the device with the number @devt. The
 * device, or ERR_PTR(-EEXIST, -ENOMEM).
 */
__printf(5, 6)
struct device *device_create(struct class *class, struct device *parent,
			     dev_t devt, void *drvdata, const char *fmt, ...);
void device_destroy(struct class *class, dev_t devt);

#endif
