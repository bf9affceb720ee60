/*
 * pci.c - which devices are there, and at which addresses they answer.
 *
 * Buses are walked slot by slot: function 0 of each, the other seven where the
 * device says that it has several, and through each bridge to the bus behind
 * it.
 *
 *	bus 0: host bridge, ISA bridge, VGA, ..., bridge --> bus 1: ...
 *
 * A device has up to six regions of ports or memory, each behind a base address
 * register (BAR). The firmware has chosen the addresses. The size is asked for
 * by writing ones: bits that stay 0 are those that the device decodes itself.
 *
 *	BAR	0xfd000008   write 0xffffffff, read 0xff000008
 *		= memory, prefetchable, at 0xfd000000    -> 16 MB
 *
 * Each region goes into the tree of kernel/resource.c, under the window of its
 * bridge if it has one: so `iomem` shows them, and two drivers can't have one.
 * Addresses are never changed here: what the firmware left out stays out.
 *
 * Invariants: pci_devices is in the order of bus, slot and function; what is in
 * it stays (there is no hot-plugging).
 * Locking: the lists are made at boot and then only read.
 * Linux: drivers/pci/probe.c. gdb: `km-pci`, `break pci_init`.
 */
#define pr_fmt(fmt) "pci: " fmt

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include "drivers.h"

LIST_HEAD(pci_devices);
EXPORT_SYMBOL(pci_devices);
LIST_HEAD(pci_root_buses);
EXPORT_SYMBOL(pci_root_buses);

static unsigned int nr_buses;

/* ---- base address registers ---- */

/* What register @where keeps of all ones, and what is in it now. */
static u32 __init probe_register(struct pci_dev *dev, int where, u32 ones,
				 u32 *now)
{
	u32 mask;

	pci_read_config_dword(dev, where, now);
	pci_write_config_dword(dev, where, ones);
	pci_read_config_dword(dev, where, &mask);
	pci_write_config_dword(dev, where, *now);
	return mask;
}

/* The region that begins at @base and decodes the bits of @mask, or none. */
static void __init set_region(struct pci_dev *dev, int nr, u64 base, u64 mask,
			      unsigned long flags)
{
	struct resource *r = &dev->resource[nr];

	if (!mask)
		return;
	r->name = pci_name(dev);
	r->start = base & mask;
	r->end = r->start + (mask & -mask) - 1;
	r->flags = flags | (r->start ? 0 : IORESOURCE_UNSET);
}

/* BAR @nr; how many registers it takes: 2 for a 64-bit address. */
static int __init read_bar(struct pci_dev *dev, int nr)
{
	int where = PCI_BASE_ADDRESS_0 + 4 * nr;
	u32 low, mask_low, high = 0, mask_high = ~0U;
	unsigned long flags;

	mask_low = probe_register(dev, where, ~0U, &low);
	if (mask_low & PCI_BASE_ADDRESS_SPACE_IO) {
		set_region(dev, nr, low, mask_low & 0xfffc, IORESOURCE_IO |
			   (low & ~(u32)PCI_BASE_ADDRESS_IO_MASK));
		return 1;
	}
	flags = IORESOURCE_MEM | (low & ~(u32)PCI_BASE_ADDRESS_MEM_MASK);
	if (low & PCI_BASE_ADDRESS_MEM_PREFETCH)
		flags |= IORESOURCE_PREFETCH;
	if ((low & PCI_BASE_ADDRESS_MEM_TYPE_MASK) ==
	    PCI_BASE_ADDRESS_MEM_TYPE_64) {
		flags |= IORESOURCE_MEM_64;
		mask_high = probe_register(dev, where + 4, ~0U, &high);
	}
	mask_low &= (u32)PCI_BASE_ADDRESS_MEM_MASK;
	set_region(dev, nr, (u64)high << 32 | low,
		   mask_low || (flags & IORESOURCE_MEM_64) ?
		   (u64)mask_high << 32 | mask_low : 0, flags);
	return flags & IORESOURCE_MEM_64 ? 2 : 1;
}

static void __init read_rom(struct pci_dev *dev, int where)
{
	u32 now, mask;

	mask = probe_register(dev, where, (u32)PCI_ROM_ADDRESS_MASK, &now);
	set_region(dev, PCI_ROM_RESOURCE, now,
		   mask & (u32)PCI_ROM_ADDRESS_MASK ?
		   0xffffffffULL << 32 | (mask & (u32)PCI_ROM_ADDRESS_MASK) : 0,
		   IORESOURCE_MEM | IORESOURCE_READONLY |
		   (now & PCI_ROM_ADDRESS_ENABLE ? 0 : IORESOURCE_DISABLED));
}

/* The device must not answer while its registers hold nonsense. */
static void __init read_bars(struct pci_dev *dev, int nr, int rom)
{
	u16 command;

	pci_read_config_word(dev, PCI_COMMAND, &command);
	pci_write_config_word(dev, PCI_COMMAND, command &
			      ~(PCI_COMMAND_IO | PCI_COMMAND_MEMORY));
	for (int bar = 0; bar < nr; )
		bar += read_bar(dev, bar);
	read_rom(dev, rom);
	pci_write_config_word(dev, PCI_COMMAND, command);
}

/* ---- bridges ---- */

static void __init set_window(struct pci_dev *dev, int nr, u64 start, u64 end,
			      unsigned long flags)
{
	struct resource *r = &dev->resource[PCI_BRIDGE_RESOURCES + nr];

	if (start > end || !end)
		return;			/* closed */
	r->start = start;
	r->end = end;
	r->flags = flags;
	r->name = dev->subordinate ? dev->subordinate->name : pci_name(dev);
}

/* What a bridge lets through to the other side. */
static void __init read_windows(struct pci_dev *dev)
{
	u16 start, end;
	u8 low, high;

	pci_read_config_byte(dev, PCI_IO_BASE, &low);
	pci_read_config_byte(dev, PCI_IO_LIMIT, &high);
	if (low | high)
		set_window(dev, 0, (low & 0xf0) << 8,
			   (high & 0xf0) << 8 | 0xfff, IORESOURCE_IO);
	pci_read_config_word(dev, PCI_MEMORY_BASE, &start);
	pci_read_config_word(dev, PCI_MEMORY_LIMIT, &end);
	if (start | end)
		set_window(dev, 1, (u64)(start & 0xfff0) << 16,
			   (u64)(end & 0xfff0) << 16 | 0xfffff, IORESOURCE_MEM);
	pci_read_config_word(dev, PCI_PREF_MEMORY_BASE, &start);
	pci_read_config_word(dev, PCI_PREF_MEMORY_LIMIT, &end);
	if (start | end)
		set_window(dev, 2, (u64)(start & 0xfff0) << 16,
			   (u64)(end & 0xfff0) << 16 | 0xfffff,
			   IORESOURCE_MEM | IORESOURCE_PREFETCH);
}

/* ---- devices ---- */

static void __init insert_regions(struct pci_dev *dev)
{
	for (int i = 0; i < PCI_NUM_RESOURCES; i++) {
		struct resource *r = &dev->resource[i];

		if (!r->flags || (r->flags & (IORESOURCE_UNSET |
					      IORESOURCE_DISABLED)))
			continue;
		if (insert_resource(r->flags & IORESOURCE_IO ?
				    &ioport_resource : &iomem_resource, r))
			pr_warn("%s: region %d, [%#llx-%#llx], lies across another\n",
				pci_name(dev), i, (u64)r->start, (u64)r->end);
	}
}

static void __init read_header(struct pci_dev *dev)
{
	u32 class;
	u8 line;

	pci_read_config_dword(dev, PCI_CLASS_REVISION, &class);
	dev->class = class >> 8;
	dev->revision = class & 0xff;
	pci_read_config_byte(dev, PCI_INTERRUPT_PIN, &dev->pin);
	pci_read_config_byte(dev, PCI_INTERRUPT_LINE, &line);
	dev->irq = dev->pin && line != 0xff ? line : 0;
	if (dev->hdr_type == PCI_HEADER_TYPE_NORMAL) {
		pci_read_config_word(dev, PCI_SUBSYSTEM_VENDOR_ID,
				     &dev->subsystem_vendor);
		pci_read_config_word(dev, PCI_SUBSYSTEM_ID,
				     &dev->subsystem_device);
		read_bars(dev, PCI_STD_NUM_BARS, PCI_ROM_ADDRESS);
	} else if (dev->hdr_type == PCI_HEADER_TYPE_BRIDGE) {
		read_bars(dev, 2, PCI_ROM_ADDRESS1);
	}
}

/* The device at @devfn, if there is one; NULL: none, or no memory for it. */
static struct pci_dev *__init new_device(struct pci_bus *bus,
					 unsigned int devfn)
{
	struct pci_dev *dev;
	u32 id;
	u8 type;

	pci_bus_read_config_dword(bus, devfn, PCI_VENDOR_ID, &id);
	if (id + 1 <= 1 || (id & 0xffff) == 0xffff)
		return NULL;
	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return NULL;
	dev->bus = bus;
	dev->devfn = devfn;
	dev->vendor = id & 0xffff;
	dev->device = id >> 16;
	dev->dma_mask = 0xffffffff;
	dev->dev.dma_mask = &dev->dma_mask;
	dev->dev.coherent_dma_mask = 0xffffffff;
	dev->dev.init_name = dev->name;
	atomic_set(&dev->refs, 1);
	snprintf(dev->name, sizeof(dev->name), "0000:%02x:%02x.%u", bus->number,
		 PCI_SLOT(devfn), PCI_FUNC(devfn));
	pci_read_config_byte(dev, PCI_HEADER_TYPE, &type);
	dev->hdr_type = type & 0x7f;
	dev->multifunction = type >> 7;
	read_header(dev);
	list_add_tail(&dev->global_list, &pci_devices);
	list_add_tail(&dev->bus_list, &bus->devices);
	return dev;
}

static void __init scan_bus(struct pci_bus *bus);

static struct pci_bus *__init new_bus(struct pci_bus *parent,
				      struct pci_dev *bridge, u8 number)
{
	struct pci_bus *bus = kzalloc(sizeof(*bus), GFP_KERNEL);

	if (!bus)
		return NULL;
	bus->parent = parent;
	bus->self = bridge;
	bus->number = number;
	INIT_LIST_HEAD(&bus->children);
	INIT_LIST_HEAD(&bus->devices);
	snprintf(bus->name, sizeof(bus->name), "PCI Bus %02x", number);
	list_add_tail(&bus->node, parent ? &parent->children : &pci_root_buses);
	nr_buses++;
	return bus;
}

/* Through a bridge: numbers only ascend, or the walk would never end. */
static void __init scan_bridge(struct pci_dev *dev)
{
	u8 number;

	pci_read_config_byte(dev, PCI_SECONDARY_BUS, &number);
	if (number > dev->bus->number) {
		dev->subordinate = new_bus(dev->bus, dev, number);
		read_windows(dev);
	}
	insert_regions(dev);
	if (dev->subordinate)
		scan_bus(dev->subordinate);
}

static void __init scan_bus(struct pci_bus *bus)
{
	for (unsigned int devfn = 0; devfn < 256; devfn++) {
		struct pci_dev *dev = new_device(bus, devfn);

		if (dev && dev->hdr_type == PCI_HEADER_TYPE_BRIDGE)
			scan_bridge(dev);
		else if (dev)
			insert_regions(dev);
		if (!PCI_FUNC(devfn) && !(dev && dev->multifunction))
			devfn |= 7;
	}
}

static int __init pci_init(void)
{
	struct pci_bus *root;
	struct list_head *node;
	unsigned int devices = 0;

	if (!pci_probe_mechanism()) {
		pr_info("no PCI here\n");
		return 0;
	}
	root = new_bus(NULL, NULL, 0);
	if (!root)
		return -ENOMEM;
	scan_bus(root);
	list_for_each(node, &pci_devices)
		devices++;
	pr_info("%u devices on %u bus%s\n", devices, nr_buses,
		nr_buses == 1 ? "" : "es");
	return 0;
}
subsys_initcall(pci_init);
