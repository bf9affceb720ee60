/*
 * pci_ids.h - numbers of classes and makers that this kernel's code asks for.
 * `lspci` has names for some more (monitor/pci_names.c).
 */
#ifndef _LINUX_PCI_IDS_H
#define _LINUX_PCI_IDS_H

#define PCI_CLASS_STORAGE_IDE		0x0101
#define PCI_CLASS_NETWORK_ETHERNET	0x0200
#define PCI_CLASS_DISPLAY_VGA		0x0300
#define PCI_CLASS_BRIDGE_HOST		0x0600
#define PCI_CLASS_BRIDGE_ISA		0x0601
#define PCI_CLASS_BRIDGE_PCI		0x0604
#define PCI_CLASS_BRIDGE_OTHER		0x0680

#define PCI_VENDOR_ID_CIRRUS		0x1013
#define PCI_VENDOR_ID_REALTEK		0x10ec
#define PCI_VENDOR_ID_BOCHS		0x1234
#define PCI_DEVICE_ID_BOCHS_VGA		0x1111
#define PCI_VENDOR_ID_REDHAT		0x1b36
#define PCI_VENDOR_ID_REDHAT_QUMRANET	0x1af4
#define PCI_VENDOR_ID_INTEL		0x8086
#define PCI_DEVICE_ID_INTEL_82441	0x1237
#define PCI_DEVICE_ID_INTEL_82371SB_0	0x7000
#define PCI_DEVICE_ID_INTEL_82371SB_1	0x7010
#define PCI_DEVICE_ID_INTEL_82371AB_3	0x7113
#define PCI_DEVICE_ID_INTEL_82801AA_0	0x2410	/* bridge of the i810 */
#define PCI_DEVICE_ID_INTEL_82801AA_1	0x2411	/* its IDE */
#define PCI_DEVICE_ID_INTEL_82801AA_3	0x2413	/* SMBus: LDD3's pci_skel */

#endif
