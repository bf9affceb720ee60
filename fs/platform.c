/*
 * platform.c - a bus for what no bus finds: a device is there because somebody
 * says so, and a driver is its driver because they have the same name.
 *
 *	"thing", 0     /sys/devices/thing.0     driver "thing", or one in whose
 *	"thing", -1    /sys/devices/thing       id_table there is a "thing"
 *
 * The bus comes with the first device or driver, and stays.
 *
 * Invariant: what platform_device_alloc() made, and copies of what was added to
 * it, go with its last reference.
 * Locking: the bus's own (fs/bus.c); start_mutex for its beginning. Context:
 * process.
 * Linux: drivers/base/platform.c.
 * gdb: `break platform_probe`, `p *platform_bus_type.p`.
 */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

/* ---- the bus ---- */

static const struct platform_device_id *
find_id(const struct platform_device_id *id, const char *name)
{
	for (; id && id->name[0]; id++)
		if (!strcmp(id->name, name))
			return id;
	return NULL;
}

static int platform_match(struct device *dev, struct device_driver *drv)
{
	struct platform_device *pdev = to_platform_device(dev);
	struct platform_driver *pdrv = to_platform_driver(drv);

	pdev->id_entry = find_id(pdrv->id_table, pdev->name);
	return pdrv->id_table ? pdev->id_entry != NULL :
				!strcmp(pdev->name, drv->name);
}

static int platform_probe(struct device *dev)
{
	struct platform_driver *pdrv = to_platform_driver(dev->driver);

	return pdrv->probe ? pdrv->probe(to_platform_device(dev)) : 0;
}

static void platform_remove(struct device *dev)
{
	struct platform_driver *pdrv = to_platform_driver(dev->driver);

	if (pdrv->remove)
		pdrv->remove(to_platform_device(dev));
}

struct bus_type platform_bus_type = {
	.name = "platform",
	.match = platform_match,
	.probe = platform_probe,
	.remove = platform_remove,
};
EXPORT_SYMBOL(platform_bus_type);

static int start(void)
{
	static DEFINE_MUTEX(start_mutex);
	int err = 0;

	mutex_lock(&start_mutex);
	if (!platform_bus_type.p)
		err = bus_register(&platform_bus_type);
	mutex_unlock(&start_mutex);
	return err;
}

int __platform_driver_register(struct platform_driver *drv,
			       struct module *owner)
{
	int err = start();

	if (err)
		return err;
	drv->driver.owner = owner;
	drv->driver.bus = &platform_bus_type;
	return __driver_register(&drv->driver, _RET_IP_);
}
EXPORT_SYMBOL(__platform_driver_register);

void platform_driver_unregister(struct platform_driver *drv)
{
	driver_unregister(&drv->driver);
}
EXPORT_SYMBOL(platform_driver_unregister);

/* ---- devices ---- */

static void free_device(struct device *dev)
{
	struct platform_device *pdev = to_platform_device(dev);

	kfree(pdev->resource);
	kfree(dev->platform_data);
	kfree(pdev->name);
	kfree(pdev);
}

struct platform_device *platform_device_alloc(const char *name, int id)
{
	struct platform_device *pdev = kzalloc(sizeof(*pdev), GFP_KERNEL);

	if (!pdev)
		return NULL;
	pdev->name = kstrdup(name, GFP_KERNEL);
	if (!pdev->name) {
		kfree(pdev);
		return NULL;
	}
	pdev->id = id;
	device_initialize(&pdev->dev);
	pdev->dev.release = free_device;
	return pdev;
}
EXPORT_SYMBOL(platform_device_alloc);

int platform_device_add_resources(struct platform_device *pdev,
				  const struct resource *res, unsigned int num)
{
	struct resource *copy = NULL;

	if (res) {
		copy = kmemdup(res, array_size(num, sizeof(*res)), GFP_KERNEL);
		if (!copy)
			return -ENOMEM;
	}
	kfree(pdev->resource);
	pdev->resource = copy;
	pdev->num_resources = num;
	return 0;
}
EXPORT_SYMBOL(platform_device_add_resources);

int platform_device_add_data(struct platform_device *pdev, const void *data,
			     size_t size)
{
	void *copy = NULL;

	if (data) {
		copy = kmemdup(data, size, GFP_KERNEL);
		if (!copy)
			return -ENOMEM;
	}
	kfree(pdev->dev.platform_data);
	pdev->dev.platform_data = copy;
	return 0;
}
EXPORT_SYMBOL(platform_device_add_data);

static int add(struct platform_device *pdev, unsigned long caller)
{
	int err = start();

	if (!err && pdev->id == PLATFORM_DEVID_NONE)
		err = dev_set_name(&pdev->dev, "%s", pdev->name);
	else if (!err)
		err = dev_set_name(&pdev->dev, "%s.%d", pdev->name, pdev->id);
	if (err)
		return err;
	pdev->dev.bus = &platform_bus_type;
	err = device_add(&pdev->dev);
	if (!err)
		pdev->dev.kobj.caller = leftover_home(caller);
	return err;
}

int platform_device_add(struct platform_device *pdev)
{
	return add(pdev, _RET_IP_);
}
EXPORT_SYMBOL(platform_device_add);

int platform_device_register(struct platform_device *pdev)
{
	device_initialize(&pdev->dev);
	return add(pdev, _RET_IP_);
}
EXPORT_SYMBOL(platform_device_register);

void platform_device_del(struct platform_device *pdev)
{
	device_del(&pdev->dev);
}
EXPORT_SYMBOL(platform_device_del);

void platform_device_put(struct platform_device *pdev)
{
	if (!IS_ERR_OR_NULL(pdev))
		put_device(&pdev->dev);
}
EXPORT_SYMBOL(platform_device_put);

void platform_device_unregister(struct platform_device *pdev)
{
	if (IS_ERR_OR_NULL(pdev))
		return;
	platform_device_del(pdev);
	platform_device_put(pdev);
}
EXPORT_SYMBOL(platform_device_unregister);

struct platform_device *
platform_device_register_resndata(struct device *parent, const char *name,
				  int id, const struct resource *res,
				  unsigned int num, const void *data,
				  size_t size)
{
	struct platform_device *pdev = platform_device_alloc(name, id);
	int err;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	pdev->dev.parent = parent;
	err = platform_device_add_resources(pdev, res, num);
	if (!err)
		err = platform_device_add_data(pdev, data, size);
	if (!err)
		err = add(pdev, _RET_IP_);
	if (!err)
		return pdev;
	platform_device_put(pdev);
	return ERR_PTR(err);
}
EXPORT_SYMBOL(platform_device_register_resndata);

/* ---- what they have ---- */

struct resource *platform_get_resource(struct platform_device *pdev,
				       unsigned int type, unsigned int n)
{
	for (u32 i = 0; i < pdev->num_resources; i++) {
		struct resource *r = &pdev->resource[i];

		if (resource_type(r) == type && n-- == 0)
			return r;
	}
	return NULL;
}
EXPORT_SYMBOL(platform_get_resource);

struct resource *platform_get_resource_byname(struct platform_device *pdev,
					      unsigned int type,
					      const char *name)
{
	for (u32 i = 0; i < pdev->num_resources; i++) {
		struct resource *r = &pdev->resource[i];

		if (resource_type(r) == type && r->name &&
		    !strcmp(r->name, name))
			return r;
	}
	return NULL;
}
EXPORT_SYMBOL(platform_get_resource_byname);

int platform_get_irq(struct platform_device *pdev, unsigned int n)
{
	struct resource *r = platform_get_resource(pdev, IORESOURCE_IRQ, n);

	return r ? (int)r->start : -ENXIO;
}
EXPORT_SYMBOL(platform_get_irq);
