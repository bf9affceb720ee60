/*
 * device.h - what all devices have in common, whatever bus they sit on.
 */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/kdev_t.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/types.h>

struct class;
struct module;

struct device_driver {
	const char *name;
};

struct device {
	struct device *parent;		/* what it hangs on; NULL: nothing */
	const char *init_name;		/* as in messages */
	struct device_driver *driver;	/* who drives it; NULL: nobody */
	void *driver_data;		/* the driver's own */
	void *platform_data;
	u64 *dma_mask;			/* addresses it can reach */
	u64 coherent_dma_mask;		/* the same for coherent memory */
	dev_t devt;			/* its number, if it has one */
	struct class *class;
};

static inline const char *dev_name(const struct device *dev)
{
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
 * A node in /dev of that name, for the device with the number @devt. The device,
 * or ERR_PTR(-EEXIST, -ENOMEM).
 */
__printf(5, 6)
struct device *device_create(struct class *class, struct device *parent,
			     dev_t devt, void *drvdata, const char *fmt, ...);
void device_destroy(struct class *class, dev_t devt);

#endif
