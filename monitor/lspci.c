/*
 * lspci [-n|-nn] [-v] [-x] [[BUS:]SLOT[.FN]]: the PCI devices.
 *
 * Model: a line a device, in the words and the order of Linux's lspci; with -v
 * what the command register, the BARs and the capabilities say.
 *
 *	00:02.0 VGA compatible controller: Device 1234:1111 (rev 02)
 *
 * Invariants: reads only. Regions are those that the kernel found at boot.
 * Locking & context: prompt only; the list of devices does not change.
 * In Linux: lspci of pciutils.
 * Watch it: (gdb) break lspci_cmd
 *           (gdb) km-pci
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/pci.h>
#include <linux/string.h>

struct options {
	bool verbose, hex;
	int numbers;			/* 1: instead of names, 2: beside */
	int bus, slot, fn;		/* -1: any */
};

/* "Intel Corporation 440FX ..." or "Device 1234:1111", as lspci has it. */
static void say_device(unsigned int vendor, unsigned int device, int numbers)
{
	const char *maker = pci_vendor_name(vendor);
	const char *name = pci_device_name(vendor, device);

	if (numbers == 1)
		say("%04x:%04x", vendor, device);
	else if (!maker)
		say("Device %04x:%04x", vendor, device);
	else if (name)
		say("%s %s", maker, name);
	else
		say("%s Device %04x", maker, device);
	if (numbers == 2 && maker)
		say(" [%04x:%04x]", vendor, device);
}

static void say_line(const struct pci_dev *dev, const struct options *o)
{
	say("%02x:%02x.%u ", dev->bus->number, PCI_SLOT(dev->devfn),
	    PCI_FUNC(dev->devfn));
	if (o->numbers == 1)
		say("%04x: ", dev->class >> 8);
	else
		say("%s", pci_class_name(dev->class >> 8));
	if (o->numbers == 2)
		say(" [%04x]", dev->class >> 8);
	if (o->numbers != 1)
		say(": ");
	say_device(dev->vendor, dev->device, o->numbers);
	if (dev->revision)
		say(" (rev %02x)", dev->revision);
	if (o->verbose && dev->class & 0xff)
		say(" (prog-if %02x)", dev->class & 0xff);
	say("\n");
}

static void say_flags(struct pci_dev *dev)
{
	static const char *const speed[] = { "fast", "medium", "slow", "??" };
	u16 command, status;
	u8 latency;

	pci_read_config_word(dev, PCI_COMMAND, &command);
	pci_read_config_word(dev, PCI_STATUS, &status);
	pci_read_config_byte(dev, PCI_LATENCY_TIMER, &latency);
	say("\tFlags: %s%s%s devsel, latency %u",
	    command & PCI_COMMAND_MASTER ? "bus master, " : "",
	    status & PCI_STATUS_66MHZ ? "66MHz, " : "",
	    speed[status >> 9 & 3], latency);
	if (dev->irq)
		say(", IRQ %u", dev->irq);
	say("\n");
}

/* "[size=16M]" */
static void say_size(u64 size)
{
	const char *unit = "KMG";
	unsigned int n = 0;

	if (size < 1024) {
		say(" [size=%llu]\n", size);
		return;
	}
	for (size >>= 10; size >= 1024 && unit[n + 1]; size >>= 10)
		n++;
	say(" [size=%llu%c]\n", size, unit[n]);
}

static void say_region(struct pci_dev *dev, int nr, u16 command)
{
	const struct resource *r = &dev->resource[nr];
	bool io = r->flags & IORESOURCE_IO;
	u16 enable = io ? PCI_COMMAND_IO : PCI_COMMAND_MEMORY;

	if (!r->flags)
		return;
	say(nr == PCI_ROM_RESOURCE ? "\tExpansion ROM at " :
	    io ? "\tI/O ports at " : "\tMemory at ");
	if (r->flags & IORESOURCE_UNSET)
		say("<unassigned>");
	else
		say(io ? "%04llx" : "%08llx", (u64)r->start);
	if (!io && nr != PCI_ROM_RESOURCE)
		say(" (%d-bit, %sprefetchable)",
		    r->flags & IORESOURCE_MEM_64 ? 64 : 32,
		    r->flags & IORESOURCE_PREFETCH ? "" : "non-");
	if (!(command & enable) || (r->flags & IORESOURCE_DISABLED))
		say(" [disabled]");
	say_size(resource_size(r));
}

static void say_bridge(const struct pci_dev *dev)
{
	static const char *const what[] = {
		"I/O behind bridge", "Memory behind bridge",
		"Prefetchable memory behind bridge",
	};

	if (!dev->subordinate)
		return;
	say("\tBus: primary=%02x, secondary=%02x\n", dev->bus->number,
	    dev->subordinate->number);
	for (int i = 0; i < ARRAY_SIZE(what); i++) {
		const struct resource *r =
			&dev->resource[PCI_BRIDGE_RESOURCES + i];

		if (r->flags)
			say("\t%s: %08llx-%08llx\n", what[i], (u64)r->start,
			    (u64)r->end);
	}
}

static void say_capabilities(struct pci_dev *dev)
{
	static const struct {
		int id;
		const char *name;
	} known[] = {
		{ PCI_CAP_ID_PM, "Power Management" },
		{ PCI_CAP_ID_MSI, "MSI" },
		{ PCI_CAP_ID_VNDR, "Vendor Specific Information" },
		{ PCI_CAP_ID_EXP, "Express" },
		{ PCI_CAP_ID_MSIX, "MSI-X" },
		{ PCI_CAP_ID_SHPC, "Hot-plug capable" },
		{ PCI_CAP_ID_SLOTID, "Slot ID" },
	};

	for (int i = 0; i < ARRAY_SIZE(known); i++) {
		int at = pci_find_capability(dev, known[i].id);

		if (at)
			say("\tCapabilities: [%02x] %s\n", at, known[i].name);
	}
}

static void say_more(struct pci_dev *dev, const struct options *o)
{
	u16 command;

	if (dev->subsystem_vendor) {
		say("\tSubsystem: ");
		say_device(dev->subsystem_vendor, dev->subsystem_device,
			   o->numbers);
		say("\n");
	}
	say_flags(dev);
	pci_read_config_word(dev, PCI_COMMAND, &command);
	for (int nr = 0; nr <= PCI_ROM_RESOURCE; nr++)
		say_region(dev, nr, command);
	say_bridge(dev);
	say_capabilities(dev);
	if (dev->driver)
		say("\tKernel driver in use: %s\n", dev->driver->name);
}

/* The first 64 bytes, which are the same for all. */
static void say_hex(struct pci_dev *dev)
{
	u8 byte;

	for (int where = 0; where < 64; where++) {
		if (where % 16 == 0)
			say("%02x:", where);
		pci_read_config_byte(dev, where, &byte);
		say(where % 16 == 15 ? " %02x\n" : " %02x", byte);
	}
}

static int number(const char *s, unsigned int limit, int *val)
{
	unsigned int n;

	if (kstrtouint(s, 16, &n) || n > limit)
		return -EINVAL;
	*val = n;
	return 0;
}

/* "[BUS:][SLOT][.FN]", as lspci's -s. */
static int parse_place(char *s, struct options *o)
{
	char *colon = strchr(s, ':'), *dot = strchr(s, '.');
	int err = 0;

	if (dot) {
		*dot = '\0';
		err = number(dot + 1, 7, &o->fn);
	}
	if (colon) {
		*colon = '\0';
		err = err ?: number(s, 0xff, &o->bus);
		s = colon + 1;
	}
	return err ?: *s ? number(s, 0x1f, &o->slot) : 0;
}

static int parse_options(int argc, char **argv, struct options *o)
{
	for (int i = 1; i < argc; i++) {
		const char *letter = argv[i] + 1;

		if (argv[i][0] != '-') {
			if (parse_place(argv[i], o))
				return -EINVAL;
			continue;
		}
		for (; *letter; letter++) {
			if (*letter == 'v')
				o->verbose = true;
			else if (*letter == 'x')
				o->hex = true;
			else if (*letter == 'n')
				o->numbers = min(o->numbers + 1, 2);
			else if (*letter != 's')
				return -EINVAL;
		}
	}
	return 0;
}

static bool wanted(const struct pci_dev *dev, const struct options *o)
{
	return (o->bus < 0 || o->bus == dev->bus->number) &&
	       (o->slot < 0 || o->slot == PCI_SLOT(dev->devfn)) &&
	       (o->fn < 0 || o->fn == PCI_FUNC(dev->devfn));
}

static int lspci_cmd(int argc, char **argv)
{
	struct options o = { .bus = -1, .slot = -1, .fn = -1 };
	struct pci_dev *dev;

	if (parse_options(argc, argv, &o))
		return usage("lspci");
	if (!pci_present()) {
		say("lspci: this machine has no PCI\n");
		return 0;
	}
	list_for_each_entry(dev, &pci_devices, global_list) {
		if (!wanted(dev, &o))
			continue;
		say_line(dev, &o);
		if (o.verbose)
			say_more(dev, &o);
		if (o.hex)
			say_hex(dev);
		if (o.verbose || o.hex)
			say("\n");
	}
	return 0;
}
MONITOR_CMD(lspci, "[-n|-nn] [-v] [-x] [[BUS:]SLOT[.FN]]",
	    "the PCI devices, in the format of Linux's lspci\n"
	    "  -v: flags, regions and capabilities. -n: numbers for names, -nn:"
	    " both.\n"
	    "  -x: the first 64 bytes of configuration space.", lspci_cmd);
