/*
 * mod_devicetable.h - tables in which a driver says which devices are its.
 */
#ifndef _LINUX_MOD_DEVICETABLE_H
#define _LINUX_MOD_DEVICETABLE_H

#include <linux/types.h>

#define PCI_ANY_ID	(~0U)

struct pci_device_id {
	u32 vendor, device;		/* or PCI_ANY_ID */
	u32 subvendor, subdevice;
	u32 class, class_mask;		/* class, subclass, interface */
	unsigned long driver_data;	/* the driver's own */
};

#endif
