/*
 * lab_dma - buffers for a device: coherent, and streaming.
 *
 * The device is invented: nothing reads or writes the buffers, but all that
 * must be said about them is said, and `dma_debug` would tell of a mistake.
 */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

static int size = 1024;
module_param(size, int, 0444);
MODULE_PARM_DESC(size, "of the buffers, in bytes");

static u64 mask = DMA_BIT_MASK(32);
static struct device dev = {
	.init_name = "lab_dma0",
	.dma_mask = &mask,
	.coherent_dma_mask = DMA_BIT_MASK(32),
};

static enum dma_data_direction direction = DMA_TO_DEVICE;

static void output(char *kbuf, dma_addr_t handle, int size, char *string)
{
	int differ = (unsigned long)kbuf - PAGE_OFFSET != handle;

	if (direction != DMA_TO_DEVICE)
		strlcpy(kbuf, string, size);
	pr_info("%s: size %d, the handle is %s\n", string, size,
		differ ? "another address" : "the buffer's physical address");
}

static int test_coherent(void)
{
	dma_addr_t handle;
	char *kbuf;

	pr_info("\nTesting dma_alloc_coherent()..........\n\n");
	kbuf = dma_alloc_coherent(&dev, size, &handle, GFP_KERNEL);
	if (!kbuf)
		return -ENOMEM;
	output(kbuf, handle, size, "This is the dma_alloc_coherent() string");
	dma_free_coherent(&dev, size, kbuf, handle);
	return 0;
}

static int test_single(void)
{
	dma_addr_t handle;
	char *kbuf;

	/* dma_map/unmap_single */

	pr_info("\nTesting dma_map_single()................\n\n");
	kbuf = kmalloc(size, GFP_KERNEL);
	if (!kbuf)
		return -ENOMEM;
	/* All the data to write is there before the buffer is mapped. */
	strcpy(kbuf, "all of it");
	handle = dma_map_single(&dev, kbuf, size, direction);
	if (dma_mapping_error(&dev, handle)) {
		kfree(kbuf);
		return -EIO;
	}
	output(kbuf, handle, size, "This is the dma_map_single() string");
	dma_unmap_single(&dev, handle, size, direction);
	kfree(kbuf);
	return 0;
}

static int test_pool(void)
{
	struct dma_pool *pool;
	dma_addr_t handle;
	char *kbuf;

	pr_info("\nTesting dma_pool_alloc()................\n\n");
	pool = dma_pool_create("lab_dma", &dev, 64, 64, 0);
	if (!pool)
		return -ENOMEM;
	kbuf = dma_pool_alloc(pool, GFP_KERNEL, &handle);
	if (kbuf) {
		output(kbuf, handle, 64, "This is the dma_pool_alloc() string");
		dma_pool_free(pool, kbuf, handle);
	}
	dma_pool_destroy(pool);
	return kbuf ? 0 : -ENOMEM;
}

static int __init dma_init(void)
{
	int err = test_coherent();

	if (!err)
		err = test_single();
	if (!err)
		err = test_pool();
	return err;
}

static void __exit dma_exit(void)
{
	pr_info("dma: bye\n");
}

module_init(dma_init);
module_exit(dma_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("buffers for a device: coherent, and streaming");
