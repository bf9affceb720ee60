/*
 * platform_device.h - devices that no bus finds: somebody says that they are
 * there. fs/platform.c.
 *
 *	pdev = platform_device_register_simple("thing", 0, res, 1);
 *
 *	static struct platform_driver thing = {
 *		.probe = probe, .remove = remove, .driver.name = "thing",
 *	};
 *	module_platform_driver(thing);
 */
#ifndef _LINUX_PLATFORM_DEVICE_H
#define _LINUX_PLATFORM_DEVICE_H

#include <linux/device.h>
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/pm.h>

#define PLATFORM_DEVID_NONE	(-1)	/* the only one of its name */
#define PLATFORM_NAME_SIZE	20

struct platform_device_id {
	char name[PLATFORM_NAME_SIZE];
	unsigned long driver_data;
};

struct platform_device {
	const char *name;
	int id;				/* which of them: "thing.0", or NONE */
	struct device dev;
	u32 num_resources;
	struct resource *resource;
	const struct platform_device_id *id_entry;	/* of the driver's table */
};
#define to_platform_device(d)	container_of(d, struct platform_device, dev)

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	int (*remove)(struct platform_device *pdev);
	/* There is no such moment: never called. */
	void (*shutdown)(struct platform_device *pdev);
	int (*suspend)(struct platform_device *pdev, pm_message_t state);
	int (*resume)(struct platform_device *pdev);
	struct device_driver driver;
	const struct platform_device_id *id_table;	/* ends with "" */
};
#define to_platform_driver(d)	container_of(d, struct platform_driver, driver)

extern struct bus_type platform_bus_type;

/* All of these may sleep; 0 or -Exxx as of device_add(), driver_register(). */

/* One of the caller's own memory, which dev.release() gives back. */
int platform_device_register(struct platform_device *pdev);
void platform_device_unregister(struct platform_device *pdev);

/*
 * One that its last reference frees: alloc, then add, or put. NULL: no memory.
 */
struct platform_device *platform_device_alloc(const char *name, int id);
int platform_device_add_resources(struct platform_device *pdev,
				  const struct resource *res, unsigned int num);
int platform_device_add_data(struct platform_device *pdev, const void *data,
			     size_t size);
int platform_device_add(struct platform_device *pdev);
void platform_device_del(struct platform_device *pdev);
void platform_device_put(struct platform_device *pdev);
/* All of that; or ERR_PTR. */
struct platform_device *
platform_device_register_resndata(struct device *parent, const char *name,
				  int id, const struct resource *res,
				  unsigned int num, const void *data,
				  size_t size);
#define platform_device_register_simple(name, id, res, num) \
	platform_device_register_resndata(NULL, name, id, res, num, NULL, 0)
#define platform_device_register_data(parent, name, id, data, size) \
	platform_device_register_resndata(parent, name, id, NULL, 0, data, size)

int __platform_driver_register(struct platform_driver *drv,
			       struct module *owner);
#define platform_driver_register(drv) \
	__platform_driver_register(drv, THIS_MODULE)
void platform_driver_unregister(struct platform_driver *drv);
#define module_platform_driver(drv)					\
static int __init drv##_register(void)					\
{									\
	return platform_driver_register(&(drv));			\
}									\
module_init(drv##_register);						\
static void __exit drv##_unregister(void)				\
{									\
	platform_driver_unregister(&(drv));				\
}									\
module_exit(drv##_unregister)

/*
 * The @n-th resource of that type, or NULL; an interrupt's number, or -ENXIO.
 */
struct resource *platform_get_resource(struct platform_device *pdev,
				       unsigned int type, unsigned int n);
struct resource *platform_get_resource_byname(struct platform_device *pdev,
					      unsigned int type,
					      const char *name);
int platform_get_irq(struct platform_device *pdev, unsigned int n);

static inline void *platform_get_drvdata(const struct platform_device *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

static inline void platform_set_drvdata(struct platform_device *pdev, void *data)
{
	dev_set_drvdata(&pdev->dev, data);
}

#define dev_get_platdata(dev)	((dev)->platform_data)
#define platform_get_device_id(pdev)	((pdev)->id_entry)

#endif
