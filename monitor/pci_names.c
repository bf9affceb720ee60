/*
 * pci_names.c - names for the numbers of PCI: classes, makers, devices.
 *
 * The classes are the standard's. Of the thousands of makers and devices in the
 * world those that QEMU and Bochs have; others appear as their number, as in
 * any lspci that does not know them.
 *
 * In Linux: the file pci.ids of pciutils.
 * Watch it: (gdb) break pci_class_name
 *           (gdb) p device_names
 */

#include "internal.h"
#include <linux/kernel.h>
#include <linux/pci_ids.h>

struct number_name {
	u32 number;
	const char *name;
};

static const struct number_name class_names[] = {
	{ 0x0000, "Non-VGA unclassified device" },
	{ 0x0001, "VGA compatible unclassified device" },
	{ 0x0100, "SCSI storage controller" },
	{ 0x0101, "IDE interface" },
	{ 0x0102, "Floppy disk controller" },
	{ 0x0106, "SATA controller" },
	{ 0x0108, "Non-Volatile memory controller" },
	{ 0x0180, "Mass storage controller" },
	{ 0x0200, "Ethernet controller" },
	{ 0x0280, "Network controller" },
	{ 0x0300, "VGA compatible controller" },
	{ 0x0380, "Display controller" },
	{ 0x0400, "Multimedia video controller" },
	{ 0x0401, "Multimedia audio controller" },
	{ 0x0403, "Audio device" },
	{ 0x0500, "RAM memory" },
	{ 0x0600, "Host bridge" },
	{ 0x0601, "ISA bridge" },
	{ 0x0602, "EISA bridge" },
	{ 0x0604, "PCI bridge" },
	{ 0x0680, "Bridge" },
	{ 0x0700, "Serial controller" },
	{ 0x0701, "Parallel controller" },
	{ 0x0780, "Communication controller" },
	{ 0x0880, "System peripheral" },
	{ 0x0900, "Keyboard controller" },
	{ 0x0c03, "USB controller" },
	{ 0x0c05, "SMBus" },
	{ 0x00ff, "Unassigned class" },
};

static const struct number_name vendor_names[] = {
	{ PCI_VENDOR_ID_CIRRUS, "Cirrus Logic" },
	{ 0x1022, "Advanced Micro Devices, Inc. [AMD]" },
	{ 0x1033, "NEC Corporation" },
	{ 0x106b, "Apple Inc." },
	{ 0x108e, "Oracle/SUN" },
	{ PCI_VENDOR_ID_REALTEK, "Realtek Semiconductor Co., Ltd." },
	{ 0x1274, "Ensoniq" },
	{ 0x15ad, "VMware" },
	{ PCI_VENDOR_ID_REDHAT_QUMRANET, "Red Hat, Inc." },
	{ PCI_VENDOR_ID_REDHAT, "Red Hat, Inc." },
	{ PCI_VENDOR_ID_INTEL, "Intel Corporation" },
};

static const struct number_name device_names[] = {
	{ 0x101300b8, "GD 5446" },
	{ 0x10222000, "79c970 [PCnet32 LANCE]" },
	{ 0x10ec8029, "RTL-8029(AS)" },
	{ 0x10ec8139, "RTL-8100/8101L/8139 PCI Fast Ethernet Adapter" },
	{ 0x12745000, "ES1370 [AudioPCI]" },
	{ 0x15ad0405, "SVGA II Adapter" },
	{ 0x1af41000, "Virtio network device" },
	{ 0x1af41001, "Virtio block device" },
	{ 0x1af41003, "Virtio console" },
	{ 0x1b360001, "QEMU PCI-PCI bridge" },
	{ 0x1b360002, "QEMU PCI 16550A Adapter" },
	{ 0x1b360005, "QEMU PCI Test Device" },
	{ 0x80861000, "82542 Gigabit Ethernet Controller (Fiber)" },
	{ 0x8086100e, "82540EM Gigabit Ethernet Controller" },
	{ 0x80861237, "440FX - 82441FX PMC [Natoma]" },
	{ 0x80862415, "82801AA AC'97 Audio Controller" },
	{ 0x80862668, "82801FB/FBM/FR/FW/FRW (ICH6 Family) High Definition Audio Controller" },
	{ 0x80862918, "82801IB (ICH9) LPC Interface Controller" },
	{ 0x80862922, "82801IR/IO/IH (ICH9R/DO/DH) 6 port SATA Controller [AHCI mode]" },
	{ 0x80862930, "82801I (ICH9 Family) SMBus Controller" },
	{ 0x808629c0, "82G33/G31/P35/P31 Express DRAM Controller" },
	{ 0x80867000, "82371SB PIIX3 ISA [Natoma/Triton II]" },
	{ 0x80867010, "82371SB PIIX3 IDE [Natoma/Triton II]" },
	{ 0x80867020, "82371SB PIIX3 USB [Natoma/Triton II]" },
	{ 0x80867110, "82371AB/EB/MB PIIX4 ISA" },
	{ 0x80867113, "82371AB/EB/MB PIIX4 ACPI" },
};

static const char *find(const struct number_name *names, unsigned int n,
			u32 number)
{
	for (; n--; names++)
		if (names->number == number)
			return names->name;
	return NULL;
}

const char *pci_class_name(unsigned int class)
{
	return find(class_names, ARRAY_SIZE(class_names), class) ?:
	       "Unclassified device";
}

const char *pci_vendor_name(unsigned int vendor)
{
	return find(vendor_names, ARRAY_SIZE(vendor_names), vendor);
}

const char *pci_device_name(unsigned int vendor, unsigned int device)
{
	return find(device_names, ARRAY_SIZE(device_names),
		    vendor << 16 | device);
}
