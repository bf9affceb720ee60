/*
 * pci_config.c - 256 bytes that every PCI device has, and how to reach them.
 *
 * Before it has an address a device must be found and asked. So each has a
 * place that needs none: configuration space, named by bus, slot and function.
 * Two ports are the way there (mechanism #1):
 *
 *   0xcf8   31 30    24 23    16 15    11 10   8 7        2 1 0
 *	    | 1 |  0  |   bus   |  slot  |  fn  | register  | 0 |
 *   0xcfc   the register, 1, 2 or 4 bytes of it
 *
 * Where nothing answers the bus reads as ones: no maker has the number 0xffff.
 *
 * Locking: config_lock, interrupts off: the two accesses are one. Any context.
 * Linux: arch/x86/pci/direct.c, drivers/pci/access.c.
 * gdb: `break pci_bus_write_config_dword`, `km-pci`.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/spinlock.h>
#include <asm/io.h>
#include "drivers.h"

#define CONFIG_ADDRESS	0xcf8
#define CONFIG_DATA	0xcfc
#define CONFIG_ENABLE	0x80000000

bool pci_present_flag;
EXPORT_SYMBOL(pci_present_flag);

static DEFINE_SPINLOCK(config_lock);

static u32 address(struct pci_bus *bus, unsigned int devfn, int where)
{
	return CONFIG_ENABLE | bus->number << 16 | devfn << 8 | (where & 0xfc);
}

static bool bad_register(int where, int size)
{
	return where < 0 || where > 255 || where % size;
}

#define CONFIG_ACCESS(name, type, bwl)					\
int pci_bus_read_config_##name(struct pci_bus *bus, unsigned int devfn,	\
			       int where, type *val)			\
{									\
	unsigned long flags;						\
									\
	*val = (type)~0;						\
	if (!pci_present_flag || bad_register(where, sizeof(type)))	\
		return PCIBIOS_BAD_REGISTER_NUMBER;			\
	spin_lock_irqsave(&config_lock, flags);				\
	outl(address(bus, devfn, where), CONFIG_ADDRESS);		\
	*val = in##bwl(CONFIG_DATA + where % 4);			\
	spin_unlock_irqrestore(&config_lock, flags);			\
	return PCIBIOS_SUCCESSFUL;					\
}									\
EXPORT_SYMBOL(pci_bus_read_config_##name);				\
									\
int pci_bus_write_config_##name(struct pci_bus *bus, unsigned int devfn, \
				int where, type val)			\
{									\
	unsigned long flags;						\
									\
	if (!pci_present_flag || bad_register(where, sizeof(type)))	\
		return PCIBIOS_BAD_REGISTER_NUMBER;			\
	spin_lock_irqsave(&config_lock, flags);				\
	outl(address(bus, devfn, where), CONFIG_ADDRESS);		\
	out##bwl(val, CONFIG_DATA + where % 4);				\
	spin_unlock_irqrestore(&config_lock, flags);			\
	return PCIBIOS_SUCCESSFUL;					\
}									\
EXPORT_SYMBOL(pci_bus_write_config_##name)

CONFIG_ACCESS(byte, u8, b);
CONFIG_ACCESS(word, u16, w);
CONFIG_ACCESS(dword, u32, l);

/* The address register keeps what is written; a machine without has no port. */
static bool __init address_register_there(void)
{
	u32 old = inl(CONFIG_ADDRESS), now;

	outl(CONFIG_ENABLE, CONFIG_ADDRESS);
	now = inl(CONFIG_ADDRESS);
	outl(old, CONFIG_ADDRESS);
	return now == CONFIG_ENABLE;
}

/* Somebody at the other end who makes sense: a host bridge, a VGA card, ... */
static bool __init somebody_there(void)
{
	for (unsigned int slot = 0; slot < 32; slot++) {
		outl(CONFIG_ENABLE | PCI_DEVFN(slot, 0) << 8, CONFIG_ADDRESS);
		if (inl(CONFIG_DATA) + 1 > 1)	/* neither 0 nor all ones */
			return true;
	}
	return false;
}

bool __init pci_probe_mechanism(void)
{
	unsigned long flags;

	spin_lock_irqsave(&config_lock, flags);
	pci_present_flag = address_register_there() && somebody_there();
	spin_unlock_irqrestore(&config_lock, flags);
	return pci_present_flag;
}

/* Capabilities are a list in configuration space; a broken one may circle. */
int pci_find_capability(struct pci_dev *dev, int cap)
{
	int first = dev->hdr_type == PCI_HEADER_TYPE_CARDBUS ?
		    PCI_CB_CAPABILITY_LIST : PCI_CAPABILITY_LIST;
	u16 status;
	u8 at, id;

	pci_read_config_word(dev, PCI_STATUS, &status);
	if (!(status & PCI_STATUS_CAP_LIST))
		return 0;
	pci_read_config_byte(dev, first, &at);
	for (int n = 0; n < 48 && (at &= ~3) >= 0x40; n++) {
		pci_read_config_byte(dev, at + PCI_CAP_LIST_ID, &id);
		if (id == 0xff)
			return 0;
		if (id == cap)
			return at;
		pci_read_config_byte(dev, at + PCI_CAP_LIST_NEXT, &at);
	}
	return 0;
}
EXPORT_SYMBOL(pci_find_capability);
