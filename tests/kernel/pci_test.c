/*
 * pci_test.c - configuration space, regions, and a driver for the VGA card in
 * the way of the textbooks.
 */
#include <linux/errno.h>
#include <linux/pci.h>
#include "mm_test.h"

static void need_pci(struct kunit *test)
{
	if (!pci_present())
		kunit_skip(test, "no PCI here");
}

/* What the list says is what the device says. */
static void pci_config_space(struct kunit *test)
{
	struct pci_dev *dev = NULL;
	u16 vendor, device;
	u32 both, bad;
	u8 low;

	need_pci(test);
	for_each_pci_dev(dev) {
		KUNIT_EXPECT_EQ(test, pci_read_config_word(dev, PCI_VENDOR_ID,
				&vendor), PCIBIOS_SUCCESSFUL);
		pci_read_config_word(dev, PCI_DEVICE_ID, &device);
		pci_read_config_dword(dev, PCI_VENDOR_ID, &both);
		pci_read_config_byte(dev, PCI_VENDOR_ID, &low);
		KUNIT_EXPECT_EQ(test, vendor, dev->vendor);
		KUNIT_EXPECT_EQ(test, device, dev->device);
		KUNIT_EXPECT_EQ(test, both, (u32)device << 16 | vendor);
		KUNIT_EXPECT_EQ(test, low, (u8)vendor);
		KUNIT_EXPECT_EQ(test, pci_read_config_dword(dev, 2, &bad),
				PCIBIOS_BAD_REGISTER_NUMBER);
		KUNIT_EXPECT_EQ(test, bad, ~0u);
		KUNIT_EXPECT_EQ(test, pci_read_config_word(dev, 256, &vendor),
				PCIBIOS_BAD_REGISTER_NUMBER);
	}
}

/* Found by each of the ways, and every reference given back. */
static void pci_finding(struct kunit *test)
{
	struct pci_dev *dev = NULL, *first, *again;
	int n = 0, listed = 0;
	struct list_head *node;

	need_pci(test);
	list_for_each(node, &pci_devices)
		listed++;
	for_each_pci_dev(dev)
		n++;
	KUNIT_EXPECT_EQ(test, n, listed);
	first = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, NULL);
	KUNIT_ASSERT_NOT_NULL(test, first);
	again = pci_get_bus_and_slot(first->bus->number, first->devfn);
	KUNIT_EXPECT_PTR_EQ(test, again, first);
	pci_dev_put(again);
	KUNIT_EXPECT_PTR_EQ(test, pci_find_device(first->vendor, first->device,
						  NULL), first);
	KUNIT_EXPECT_PTR_EQ(test, pci_find_class(first->class, NULL), first);
	KUNIT_EXPECT_NULL(test, pci_get_device(0x1234, 0x9999, NULL));
	KUNIT_EXPECT_EQ(test, atomic_read(&first->refs), 2);
	pci_dev_put(first);
	pci_dev_put(first);			/* once too often: a warning */
	KUNIT_EXPECT_EQ(test, atomic_read(&first->refs), 1);
	KUNIT_EXPECT_TRUE(test, pci_dev_get(NULL) == NULL);
	pci_dev_put(NULL);
}

/* Sizes are powers of two, addresses multiples of them; none is in RAM. */
static void pci_regions(struct kunit *test)
{
	struct pci_dev *dev = NULL;
	u16 before, after;

	need_pci(test);
	for_each_pci_dev(dev)
		for (int bar = 0; bar < PCI_STD_NUM_BARS; bar++) {
			u64 len = pci_resource_len(dev, bar);
			u64 start = pci_resource_start(dev, bar);

			if (!len)
				continue;
			KUNIT_EXPECT_EQ(test, len & (len - 1), 0ull);
			KUNIT_EXPECT_EQ(test, start & (len - 1), 0ull);
			if (pci_resource_flags(dev, bar) & IORESOURCE_MEM)
				KUNIT_EXPECT_NULL(test, find_resource(
					&iomem_resource, start, start + len - 1,
					"System RAM"));
		}
	dev = pci_get_device(PCI_ANY_ID, PCI_ANY_ID, NULL);
	KUNIT_ASSERT_NOT_NULL(test, dev);
	pci_read_config_word(dev, PCI_COMMAND, &before);
	KUNIT_EXPECT_EQ(test, pci_enable_device(dev), 0);
	pci_set_master(dev);
	pci_clear_master(dev);
	pci_disable_device(dev);
	pci_disable_device(dev);		/* a warning */
	pci_read_config_word(dev, PCI_COMMAND, &after);
	pci_write_config_word(dev, PCI_COMMAND, before);
	pci_dev_put(dev);
}

/* ---- a driver ---- */

static int probed, removed, regions_twice;
static u16 dispi_id;

static int vga_probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	void __iomem *regs;
	int err = pci_enable_device(dev);

	if (err)
		return err;
	err = pci_request_regions(dev, "vga-test");
	if (err)
		goto disable;
	regions_twice = pci_request_regions(dev, "vga-test-2");
	regs = pci_iomap(dev, 2, 0);
	if (!regs) {
		err = -ENOMEM;
		goto release;
	}
	dispi_id = ioread16(regs + 0x500);
	pci_iounmap(dev, regs);
	pci_set_drvdata(dev, &probed);
	probed = id->driver_data;
	return 0;
release:
	pci_release_regions(dev);
disable:
	pci_disable_device(dev);
	return err;
}

static void vga_remove(struct pci_dev *dev)
{
	removed += pci_get_drvdata(dev) == &probed;
	pci_release_regions(dev);
	pci_disable_device(dev);
}

static const struct pci_device_id vga_ids[] = {
	{ PCI_DEVICE(0x1234, 0x5678) },
	{ PCI_DEVICE(PCI_VENDOR_ID_BOCHS, PCI_DEVICE_ID_BOCHS_VGA),
	  .driver_data = 42 },
	{}
};
MODULE_DEVICE_TABLE(pci, vga_ids);

static struct pci_driver vga_driver = {
	.name = "vga-test", .id_table = vga_ids, .probe = vga_probe,
	.remove = vga_remove,
};

static int second_probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	return 0;
}

static struct pci_driver second_driver = {
	.name = "second", .id_table = vga_ids, .probe = second_probe,
};

static void pci_textbook_driver(struct kunit *test)
{
	struct pci_dev *dev = pci_find_device(PCI_VENDOR_ID_BOCHS,
					      PCI_DEVICE_ID_BOCHS_VGA, NULL);
	struct pci_driver empty = { .name = "empty" };

	if (!dev || pci_resource_len(dev, 2) < 0x600)
		kunit_skip(test, "not QEMU's VGA card");
	probed = removed = 0;
	KUNIT_EXPECT_EQ(test, pci_register_driver(&empty), -EINVAL);
	KUNIT_EXPECT_EQ(test, pci_register_driver(&vga_driver), 0);
	KUNIT_EXPECT_EQ(test, probed, 42);
	KUNIT_EXPECT_EQ(test, regions_twice, -EBUSY);
	KUNIT_EXPECT_EQ(test, dispi_id & 0xfff0, 0xb0c0);
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, &vga_driver);
	KUNIT_EXPECT_EQ(test, pci_register_driver(&second_driver), 0);
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, &vga_driver);
	pci_unregister_driver(&second_driver);
	pci_unregister_driver(&vga_driver);
	KUNIT_EXPECT_EQ(test, removed, 1);
	KUNIT_EXPECT_NULL(test, dev->driver);
	KUNIT_EXPECT_EQ(test, pci_request_regions(dev, "free again"), 0);
	pci_release_regions(dev);
}

static struct kunit_case pci_cases[] = {
	KUNIT_CASE(pci_config_space),
	KUNIT_CASE(pci_finding),
	KUNIT_CASE(pci_regions),
	KUNIT_CASE(pci_textbook_driver),
	{}
};

static struct kunit_suite pci_suite = {
	.name = "pci", .test_cases = pci_cases,
};
kunit_test_suite(pci_suite);
