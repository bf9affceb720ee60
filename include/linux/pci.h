/*
 * pci.h - PCI devices: who is there, where their registers are, and drivers for
 * them. See drivers/pci.c, drivers/pci_driver.c. The registers' numbers are in
 * <linux/pci_regs.h>.
 *
 *	static int probe(struct pci_dev *dev, const struct pci_device_id *id)
 *	{
 *		int err = pci_enable_device(dev);
 *		if (err)
 *			return err;
 *		err = pci_request_regions(dev, "mine");	(-EBUSY: taken)
 *		regs = pci_iomap(dev, 0, 0);
 *		...
 *	}
 */
#ifndef K896_LINUX_PCI_H
#define K896_LINUX_PCI_H

#include <linux/pci_regs.h>

#include <linux/device.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/list.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/pci_ids.h>
#include <linux/types.h>
#include <linux/atomic.h>

/* A device's place on its bus: 5 bits of slot, 3 of function. */
#define PCI_DEVFN(slot, fn)	(((slot) & 0x1f) << 3 | ((fn) & 0x07))
#define PCI_SLOT(devfn)		((devfn) >> 3 & 0x1f)
#define PCI_FUNC(devfn)		((devfn) & 0x07)

#define PCI_ROM_RESOURCE	6	/* after the six BARs */
#define PCI_BRIDGE_RESOURCES	7	/* ports, memory, prefetchable */
#define PCI_NUM_RESOURCES	10
#define DEVICE_COUNT_RESOURCE	PCI_NUM_RESOURCES
#define PCI_STD_NUM_BARS	6

struct pci_bus {
	struct list_head node;		/* in pci_root_buses, or in parent's */
	struct pci_bus *parent;		/* NULL: the root */
	struct list_head children;	/* buses behind bridges */
	struct list_head devices;	/* by bus_list */
	struct pci_dev *self;		/* the bridge that leads here */
	unsigned char number;
	char name[16];			/* "PCI Bus 01" */
};

struct pci_driver;

struct pci_dev {
	struct list_head global_list;	/* all of them, as found */
	struct list_head bus_list;	/* of its bus */
	struct pci_bus *bus;		/* where it sits */
	struct pci_bus *subordinate;	/* a bridge: where it leads */
	unsigned int devfn;		/* slot and function */
	unsigned short vendor, device;
	unsigned short subsystem_vendor, subsystem_device;
	unsigned int class;		/* class, subclass, interface */
	u8 revision;
	u8 hdr_type;			/* PCI_HEADER_TYPE_*, without the bit */
	u8 multifunction;		/* there are functions beside 0 */
	u8 pin;				/* interrupt pin, 1-4; 0: none */
	unsigned int irq;		/* line as the firmware wired it; 0 */
	struct pci_driver *driver;	/* NULL: nobody's yet */
	u64 dma_mask;
	struct device dev;
	struct resource resource[PCI_NUM_RESOURCES];	/* BARs, ROM, windows */
	atomic_t enable_cnt;		/* pci_enable_device() calls */
	atomic_t refs;			/* pci_dev_get() */
	char name[16];			/* "0000:00:02.0" */
	bool busmaster;
};

struct pci_driver {
	struct list_head node;		/* in the list of drivers */
	const char *name;
	const struct pci_device_id *id_table;	/* ends with {} */
	int (*probe)(struct pci_dev *dev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *dev);
	void (*shutdown)(struct pci_dev *dev);
	struct device_driver driver;
};

#define to_pci_dev(d)		container_of(d, struct pci_dev, dev)
#define pci_name(dev)		((const char *)(dev)->name)

#define PCI_DEVICE(vend, dev) \
	.vendor = (vend), .device = (dev), \
	.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_DEVICE_CLASS(cls, mask) \
	.class = (cls), .class_mask = (mask), .vendor = PCI_ANY_ID, \
	.device = PCI_ANY_ID, .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID
#define PCI_VDEVICE(vend, dev)	PCI_DEVICE(PCI_VENDOR_ID_##vend, dev)
#define DEFINE_PCI_DEVICE_TABLE(t)	const struct pci_device_id t[]

/* ---- configuration space ---- */

extern bool pci_present_flag;
/* Whether there is a PCI bus at all. */
#define pci_present()		pci_present_flag

/*
 * A register of @where (0-255, aligned) of a device. 0, or
 * PCIBIOS_BAD_REGISTER_NUMBER. Where no device is ones are read. Any context.
 */
int pci_bus_read_config_byte(struct pci_bus *bus, unsigned int devfn, int where,
			     u8 *val);
int pci_bus_read_config_word(struct pci_bus *bus, unsigned int devfn, int where,
			     u16 *val);
int pci_bus_read_config_dword(struct pci_bus *bus, unsigned int devfn,
			      int where, u32 *val);
int pci_bus_write_config_byte(struct pci_bus *bus, unsigned int devfn,
			      int where, u8 val);
int pci_bus_write_config_word(struct pci_bus *bus, unsigned int devfn,
			      int where, u16 val);
int pci_bus_write_config_dword(struct pci_bus *bus, unsigned int devfn,
			       int where, u32 val);

#define pci_read_config_byte(dev, where, val) \
	pci_bus_read_config_byte((dev)->bus, (dev)->devfn, where, val)
#define pci_read_config_word(dev, where, val) \
	pci_bus_read_config_word((dev)->bus, (dev)->devfn, where, val)
#define pci_read_config_dword(dev, where, val) \
	pci_bus_read_config_dword((dev)->bus, (dev)->devfn, where, val)
#define pci_write_config_byte(dev, where, val) \
	pci_bus_write_config_byte((dev)->bus, (dev)->devfn, where, val)
#define pci_write_config_word(dev, where, val) \
	pci_bus_write_config_word((dev)->bus, (dev)->devfn, where, val)
#define pci_write_config_dword(dev, where, val) \
	pci_bus_write_config_dword((dev)->bus, (dev)->devfn, where, val)

#define PCIBIOS_SUCCESSFUL		0x00
#define PCIBIOS_BAD_REGISTER_NUMBER	0x87

/*
 * Where capability @cap (PCI_CAP_ID_*) is in configuration space; 0: nowhere.
 */
int pci_find_capability(struct pci_dev *dev, int cap);

/* ---- finding devices ---- */

extern struct list_head pci_devices, pci_root_buses;

#define for_each_pci_dev(d) \
	while ((d = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, d)) != NULL)

/*
 * The next device after @from (NULL: the first) of that kind, PCI_ANY_ID fits
 * all; a reference is taken, that to @from is given back. NULL: no more.
 * pci_find_device and pci_find_class are 2.4's, without references.
 */
struct pci_dev *pci_get_device(unsigned int vendor, unsigned int device,
			       struct pci_dev *from);
struct pci_dev *pci_get_subsys(unsigned int vendor, unsigned int device,
			       unsigned int ss_vendor, unsigned int ss_device,
			       struct pci_dev *from);
struct pci_dev *pci_get_class(unsigned int class, struct pci_dev *from);
struct pci_dev *pci_get_domain_bus_and_slot(int domain, unsigned int bus,
					    unsigned int devfn);
struct pci_dev *pci_find_device(unsigned int vendor, unsigned int device,
				struct pci_dev *from);
struct pci_dev *pci_find_class(unsigned int class, struct pci_dev *from);
#define pci_get_bus_and_slot(bus, devfn) \
	pci_get_domain_bus_and_slot(0, bus, devfn)
struct pci_dev *pci_dev_get(struct pci_dev *dev);
void pci_dev_put(struct pci_dev *dev);

/* ---- resources ---- */

#define pci_resource_start(dev, bar)	((dev)->resource[bar].start)
#define pci_resource_end(dev, bar)	((dev)->resource[bar].end)
#define pci_resource_flags(dev, bar)	((dev)->resource[bar].flags)
#define pci_resource_len(dev, bar) \
	((dev)->resource[bar].flags ? resource_size(&(dev)->resource[bar]) : 0)

/*
 * Claim one BAR, or all there are, for @name: 0, or -EBUSY with nothing
 * claimed. A BAR that does not exist is no error.
 */
int pci_request_region(struct pci_dev *dev, int bar, const char *name);
void pci_release_region(struct pci_dev *dev, int bar);
int pci_request_regions(struct pci_dev *dev, const char *name);
void pci_release_regions(struct pci_dev *dev);

/*
 * Addresses for @max bytes (0: all) of a BAR, for ioread8 and so on: ports and
 * memory alike. NULL as ioremap, and for a BAR that isn't there.
 */
void __iomem *pci_iomap(struct pci_dev *dev, int bar, unsigned long max);
void __iomem *pci_iomap_wc(struct pci_dev *dev, int bar, unsigned long max);
void pci_iounmap(struct pci_dev *dev, void __iomem *addr);
#define pci_ioremap_bar(dev, bar)	pci_iomap(dev, bar, 0)

/* ---- drivers ---- */

/*
 * Make @dev answer at its addresses; -EINVAL when it was given none. Counted:
 * pci_disable_device ends it with the last. pci_set_master lets it do DMA.
 */
int pci_enable_device(struct pci_dev *dev);
void pci_disable_device(struct pci_dev *dev);
void pci_set_master(struct pci_dev *dev);
void pci_clear_master(struct pci_dev *dev);

/*
 * Offer @driver each device of its table that nobody drives: probe() returns 0
 * to take it. 0, also when there is none; -EINVAL without name, table or probe.
 * pci_unregister_driver calls remove() for each it has. May sleep.
 */
int pci_register_driver(struct pci_driver *driver);
void pci_unregister_driver(struct pci_driver *driver);
#define pci_module_init(driver)	pci_register_driver(driver)

const struct pci_device_id *pci_match_id(const struct pci_device_id *ids,
					 struct pci_dev *dev);

static inline void *pci_get_drvdata(struct pci_dev *dev)
{
	return dev_get_drvdata(&dev->dev);
}

static inline void pci_set_drvdata(struct pci_dev *dev, void *data)
{
	dev_set_drvdata(&dev->dev, data);
}

#define module_pci_driver(drv)						\
static int __init drv##_init(void)					\
{									\
	return pci_register_driver(&drv);				\
}									\
module_init(drv##_init);						\
static void __exit drv##_exit(void)					\
{									\
	pci_unregister_driver(&drv);					\
}									\
module_exit(drv##_exit)

#include <linux/pci-dma-compat.h>

/* A driver for PCI used to find the DMA API's old names here. */
#ifdef MODULE
#include <linux/pci-dma-compat.h>
#endif

#endif
