/*
 * dma_notes_test.c - the notes' own lines about DMA, as their readers type them.
 * Each stands above its test, and below it what had to be filled in: missing
 * arguments and declarations, no more.
 */
#include <linux/dma-mapping.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "../../mm/dma.h"
#include "mm_test.h"

static struct device dev;		/* says nothing of itself */
static size_t size = 10 * PAGE_SIZE;
static int direction = DMA_TO_DEVICE;
static bool in_place;			/* the handle was kbuf's own */

/*
 * The notes call it and leave it out. Their source writes a string into the
 * buffer that has just been given to the device: works on a PC, and is against
 * the rule two lines above it ("no other operation are performed by driver on
 * buffer"). dma_debug says so.
 */
static void output(char *kbuf, dma_addr_t handle, size_t size, char *string)
{
	unsigned long diff = (unsigned long)kbuf - handle;

	pr_info("     kbuf=%12p, handle=%12p, size = %d\n", kbuf,
		(void *)(unsigned long)handle, (int)size);
	pr_info("     (kbuf-handle)= %12p, %12lu, PAGE_OFFSET=%12lu, compare=%lu\n",
		(void *)diff, diff, PAGE_OFFSET, diff - PAGE_OFFSET);
	in_place = diff == PAGE_OFFSET;
	strcpy(kbuf, string);
	kbuf[size - 1]++;		/* in case it stood there before */
	pr_info("     string written was, %s\n", kbuf);
}

/*
 *	pr_info("\nTesting dma_map_single()................\n\n");
 *	kbuf = kmalloc(size, GFP_KERNEL);
 *	handle = dma_map_single(&dev, kbuf, size, direction);
 *	output(kbuf, handle, size, "This is the dma_map_single() string");
 *	dma_unmap_single(&dev, handle, size, direction);
 *	kfree(kbuf);
 *
 * Filled in: what the variables are, and output().
 */
static void notes_dma_map_single(struct kunit *test)
{
	unsigned int bugs = dma_bugs;
	dma_addr_t handle;
	char *kbuf;

	pr_info("\nTesting dma_map_single()................\n\n");
	kbuf = kmalloc(size, GFP_KERNEL);
	handle = dma_map_single(&dev, kbuf, size, direction);
	output(kbuf, handle, size, "This is the dma_map_single() string");
	dma_unmap_single(&dev, handle, size, direction);
	kfree(kbuf);
	KUNIT_EXPECT_EQ(test, dma_bugs - bugs, dma_debug ? 1U : 0U);
	KUNIT_EXPECT_TRUE(test, in_place || dma_debug);
}

/*
 *	dma_map_single(dev, dma_handle, size, direction); --- map single buffer to device
 *	"a buffer being written to a device cannot be mapped until it contains
 *	all the data to write"
 *
 * With `dma_handle` for the buffer, as it stands there. Filled in: the order.
 */
static void give_to(struct kunit *test, struct device *dev, char *dma_handle)
{
	dma_addr_t bus;

	strcpy(dma_handle, "all the data to write");
	bus = dma_map_single(dev, dma_handle, size, direction);
	KUNIT_ASSERT_FALSE(test, dma_mapping_error(dev, bus));
	KUNIT_EXPECT_STREQ(test, (char *)__va(bus), "all the data to write");
	dma_unmap_single(dev, bus, size, direction);
}

static void notes_contains_all(struct kunit *test)
{
	unsigned int bugs = dma_bugs;
	char *dma_handle = kmalloc(size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dma_handle);
	give_to(test, &dev, dma_handle);
	kfree(dma_handle);
	KUNIT_EXPECT_EQ(test, dma_bugs, bugs);
}

/*
 * "The GFP_DMA flag is used to specify that the allocator must satisfy the
 * request from ZONE_DMA. [...] Normally, you combine this flag with the
 * GFP_ATOMIC or GFP_KERNEL flag."
 */
static void notes_gfp_dma(struct kunit *test)
{
	static const gfp_t with[] = { GFP_ATOMIC, GFP_KERNEL };
	dma_addr_t bus;
	void *buf;

	for (int i = 0; i < 2; i++) {
		buf = kmalloc(512, with[i] | GFP_DMA);
		KUNIT_ASSERT_NOT_NULL(test, buf);
		KUNIT_EXPECT_LT(test, __pa(buf), 0x1000000UL);
		bus = dma_map_single(NULL, buf, 512, DMA_FROM_DEVICE);
		KUNIT_EXPECT_TRUE(test, dma_debug || bus == __pa(buf));
		dma_unmap_single(NULL, bus, 512, DMA_FROM_DEVICE);
		kfree(buf);
	}
}

/* The names of the notes' time. */
static void notes_pci_names(struct kunit *test)
{
	struct pci_dev *pdev = NULL;	/* ISA */
	unsigned int bugs = dma_bugs;
	dma_addr_t bus;
	void *buf = pci_alloc_consistent(pdev, PAGE_SIZE, &bus);

	KUNIT_ASSERT_NOT_NULL(test, buf);
	KUNIT_EXPECT_LT(test, bus, 0x1000000U);
	pci_free_consistent(pdev, PAGE_SIZE, buf, bus);
	buf = kmalloc(64, GFP_KERNEL | GFP_DMA);
	KUNIT_ASSERT_NOT_NULL(test, buf);
	bus = pci_map_single(pdev, buf, 64, PCI_DMA_FROMDEVICE);
	KUNIT_EXPECT_FALSE(test, pci_dma_mapping_error(bus));
	pci_dma_sync_single_for_cpu(pdev, bus, 64, PCI_DMA_FROMDEVICE);
	pci_unmap_single(pdev, bus, 64, PCI_DMA_FROMDEVICE);
	kfree(buf);
	KUNIT_EXPECT_EQ(test, dma_bugs, bugs);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(notes_dma_map_single),
	KUNIT_CASE(notes_contains_all),
	KUNIT_CASE(notes_gfp_dma),
	KUNIT_CASE(notes_pci_names),
	{}
};

static struct kunit_suite suite = {
	.name = "dma_notes",
	.test_cases = cases,
};
kunit_test_suite(suite);
