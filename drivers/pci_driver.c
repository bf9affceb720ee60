/*
 * pci_driver.c - devices found again, claimed, switched on, and driven.
 *
 * pci.c has made the list of devices; here is what drivers do with it. A driver
 * registers with a table of what it can drive; each device that fits and that
 * nobody drives is offered to its probe(). Most of the rest is one bit or one
 * range per function:
 *
 *	pci_enable_device   command register: answer at ports, at memory
 *	pci_set_master	    the same: may do DMA
 *	pci_request_regions its ranges of `iomem` and `ioports`: claimed
 *	pci_iomap	    ... and reached: ioremap(), or a port's number
 *
 * Invariants: dev->driver is set exactly while its probe() has accepted.
 * Locking: driver_mutex for drivers and dev->driver; the list of devices does
 * not change. Context: process, as drivers sleep.
 * Linux: drivers/pci/pci-driver.c, search.c, pci.c; lib/pci_iomap.c.
 * gdb: `km-pci`, `break pci_register_driver`.
 */
#define pr_fmt(fmt) "pci: " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/printk.h>

static LIST_HEAD(drivers);
static DEFINE_MUTEX(driver_mutex);

/* ---- finding ---- */

struct pci_dev *pci_dev_get(struct pci_dev *dev)
{
	if (dev)
		atomic_inc(&dev->refs);
	return dev;
}
EXPORT_SYMBOL(pci_dev_get);

/* The list itself holds one reference: to give that back is a mistake. */
void pci_dev_put(struct pci_dev *dev)
{
	if (!dev)
		return;
	if (WARN(atomic_read(&dev->refs) <= 1,
		 "pci_dev_put(%s): once too often, by %pS\n", pci_name(dev),
		 (void *)_RET_IP_))
		return;
	atomic_dec(&dev->refs);
}
EXPORT_SYMBOL(pci_dev_put);

static bool fits(unsigned int want, unsigned int is)
{
	return want == PCI_ANY_ID || want == is;
}

static bool matches(const struct pci_device_id *id, const struct pci_dev *dev)
{
	return fits(id->vendor, dev->vendor) && fits(id->device, dev->device) &&
	       fits(id->subvendor, dev->subsystem_vendor) &&
	       fits(id->subdevice, dev->subsystem_device) &&
	       !((id->class ^ dev->class) & id->class_mask);
}

/* The first device behind @from that fits; NULL: none. */
static struct pci_dev *next_match(const struct pci_device_id *id,
				  struct pci_dev *from)
{
	struct list_head *at = from ? &from->global_list : &pci_devices;

	for (at = at->next; at != &pci_devices; at = at->next) {
		struct pci_dev *dev = list_entry(at, struct pci_dev,
						 global_list);

		if (matches(id, dev))
			return dev;
	}
	return NULL;
}

static struct pci_dev *get_next(const struct pci_device_id *id,
				struct pci_dev *from)
{
	struct pci_dev *dev = pci_dev_get(next_match(id, from));

	pci_dev_put(from);
	return dev;
}

struct pci_dev *pci_get_subsys(unsigned int vendor, unsigned int device,
			       unsigned int ss_vendor, unsigned int ss_device,
			       struct pci_dev *from)
{
	return get_next(&(struct pci_device_id){
		.vendor = vendor, .device = device, .subvendor = ss_vendor,
		.subdevice = ss_device }, from);
}
EXPORT_SYMBOL(pci_get_subsys);

struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device,
			       struct pci_dev *from)
{
	return get_next(&(struct pci_device_id){ PCI_DEVICE(vendor, device) },
			from);
}
EXPORT_SYMBOL(pci_get_device);

struct pci_dev *pci_get_class(unsigned int class, struct pci_dev *from)
{
	return get_next(&(struct pci_device_id){
		PCI_DEVICE_CLASS(class, ~0U) }, from);
}
EXPORT_SYMBOL(pci_get_class);

struct pci_dev *pci_find_device(unsigned int vendor, unsigned int device,
				struct pci_dev *from)
{
	return next_match(&(struct pci_device_id){ PCI_DEVICE(vendor, device) },
			  from);
}
EXPORT_SYMBOL(pci_find_device);

struct pci_dev *pci_find_class(unsigned int class, struct pci_dev *from)
{
	return next_match(&(struct pci_device_id){
		PCI_DEVICE_CLASS(class, ~0U) }, from);
}
EXPORT_SYMBOL(pci_find_class);

struct pci_dev *pci_get_domain_bus_and_slot(int domain, unsigned int bus,
					    unsigned int devfn)
{
	struct pci_dev *dev;

	list_for_each_entry(dev, &pci_devices, global_list)
		if (!domain && dev->bus->number == bus && dev->devfn == devfn)
			return pci_dev_get(dev);
	return NULL;
}
EXPORT_SYMBOL(pci_get_domain_bus_and_slot);

/* ---- switching on ---- */

/* Set @set and clear @clear in the command register. */
static void change_command(struct pci_dev *dev, u16 set, u16 clear)
{
	u16 command;

	pci_read_config_word(dev, PCI_COMMAND, &command);
	pci_write_config_word(dev, PCI_COMMAND, (command & ~clear) | set);
}

/* The bits that such a device needs; -EINVAL: a region has no address. */
static int command_for(const struct pci_dev *dev)
{
	int command = 0;

	for (int i = 0; i < PCI_ROM_RESOURCE; i++) {
		unsigned long flags = dev->resource[i].flags;

		if (flags & IORESOURCE_UNSET)
			return -EINVAL;
		if (flags & IORESOURCE_IO)
			command |= PCI_COMMAND_IO;
		if (flags & IORESOURCE_MEM)
			command |= PCI_COMMAND_MEMORY;
	}
	return command;
}

int pci_enable_device(struct pci_dev *dev)
{
	int command = command_for(dev);

	if (command < 0) {
		pr_warn("%s: the firmware gave it no address, so it stays off\n",
			pci_name(dev));
		return command;
	}
	if (atomic_inc_return(&dev->enable_cnt) == 1)
		change_command(dev, command, 0);
	return 0;
}
EXPORT_SYMBOL(pci_enable_device);

/*
 * No more DMA. It goes on answering: the firmware or the console may need it.
 */
void pci_disable_device(struct pci_dev *dev)
{
	if (WARN(!atomic_read(&dev->enable_cnt),
		 "pci_disable_device(%s): it is not enabled, by %pS\n",
		 pci_name(dev), (void *)_RET_IP_))
		return;
	if (atomic_dec_and_test(&dev->enable_cnt))
		pci_clear_master(dev);
}
EXPORT_SYMBOL(pci_disable_device);

void pci_set_master(struct pci_dev *dev)
{
	change_command(dev, PCI_COMMAND_MASTER, 0);
	dev->busmaster = true;
}
EXPORT_SYMBOL(pci_set_master);

void pci_clear_master(struct pci_dev *dev)
{
	change_command(dev, 0, PCI_COMMAND_MASTER);
	dev->busmaster = false;
}
EXPORT_SYMBOL(pci_clear_master);

/* ---- its regions ---- */

static struct resource *tree_of(const struct pci_dev *dev, int bar)
{
	return pci_resource_flags(dev, bar) & IORESOURCE_IO ?
		&ioport_resource : &iomem_resource;
}

int pci_request_region(struct pci_dev *dev, int bar, const char *name)
{
	resource_size_t len = pci_resource_len(dev, bar);

	if (!len)
		return 0;
	return __request_region(tree_of(dev, bar), pci_resource_start(dev, bar),
				len, name) ? 0 : -EBUSY;
}
EXPORT_SYMBOL(pci_request_region);

void pci_release_region(struct pci_dev *dev, int bar)
{
	resource_size_t len = pci_resource_len(dev, bar);

	if (len)
		__release_region(tree_of(dev, bar),
				 pci_resource_start(dev, bar), len);
}
EXPORT_SYMBOL(pci_release_region);

int pci_request_regions(struct pci_dev *dev, const char *name)
{
	int bar, err = 0;

	for (bar = 0; bar < PCI_STD_NUM_BARS && !err; bar++)
		err = pci_request_region(dev, bar, name);
	if (!err)
		return 0;
	for (bar--; bar--; )		/* the failed one has none */
		pci_release_region(dev, bar);
	return err;
}
EXPORT_SYMBOL(pci_request_regions);

void pci_release_regions(struct pci_dev *dev)
{
	for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		pci_release_region(dev, bar);
}
EXPORT_SYMBOL(pci_release_regions);

static void __iomem *map_bar(struct pci_dev *dev, int bar, unsigned long max,
			     bool wc)
{
	resource_size_t start = pci_resource_start(dev, bar);
	resource_size_t len = pci_resource_len(dev, bar);

	if (bar < 0 || bar >= PCI_STD_NUM_BARS || !len || !start)
		return NULL;
	if (max && max < len)
		len = max;
	if (pci_resource_flags(dev, bar) & IORESOURCE_IO)
		return ioport_map(start, len);
	return wc ? ioremap_wc(start, len) : ioremap(start, len);
}

void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long max)
{
	return map_bar(dev, bar, max, false);
}
EXPORT_SYMBOL(pci_iomap);

void __iomem *pci_iomap_wc(struct pci_dev *dev, int bar, unsigned long max)
{
	return map_bar(dev, bar, max, true);
}
EXPORT_SYMBOL(pci_iomap_wc);

void pci_iounmap(struct pci_dev *dev, void __iomem *addr)
{
	if ((unsigned long __force)addr >= PIO_RESERVED)
		iounmap(addr);
}
EXPORT_SYMBOL(pci_iounmap);

/* ---- drivers ---- */

const struct pci_device_id *pci_match_id(const struct pci_device_id *ids,
					 struct pci_dev *dev)
{
	for (; ids && (ids->vendor || ids->subvendor || ids->class_mask); ids++)
		if (matches(ids, dev))
			return ids;
	return NULL;
}
EXPORT_SYMBOL(pci_match_id);

/* Offer @dev to @driver. */
static void try_driver(struct pci_driver *driver, struct pci_dev *dev)
{
	const struct pci_device_id *id = pci_match_id(driver->id_table, dev);
	int err;

	if (!id || dev->driver)
		return;
	dev->driver = driver;
	dev->dev.driver = &driver->driver;
	err = driver->probe(pci_dev_get(dev), id);
	if (!err)
		return;
	dev->driver = NULL;
	dev->dev.driver = NULL;
	pci_dev_put(dev);
	if (err != -ENODEV && err != -ENXIO)
		pr_warn("%s: driver %s fails with %d\n", pci_name(dev),
			driver->name, err);
}

int pci_register_driver(struct pci_driver *driver)
{
	struct pci_dev *dev;

	if (!driver->name || !driver->id_table || !driver->probe)
		return -EINVAL;
	driver->driver.name = driver->name;
	mutex_lock(&driver_mutex);
	list_add_tail(&driver->node, &drivers);
	list_for_each_entry(dev, &pci_devices, global_list)
		try_driver(driver, dev);
	mutex_unlock(&driver_mutex);
	return 0;
}
EXPORT_SYMBOL(pci_register_driver);

void pci_unregister_driver(struct pci_driver *driver)
{
	struct pci_dev *dev;

	mutex_lock(&driver_mutex);
	list_for_each_entry(dev, &pci_devices, global_list) {
		if (dev->driver != driver)
			continue;
		if (driver->remove)
			driver->remove(dev);
		dma_check_device(&dev->dev);
		dev->driver = NULL;
		dev->dev.driver = NULL;
		pci_dev_put(dev);
	}
	list_del(&driver->node);
	mutex_unlock(&driver_mutex);
}
EXPORT_SYMBOL(pci_unregister_driver);
