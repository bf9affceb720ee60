/*
 * crash KIND of DMA: each rule of a mapping, broken once.
 *
 * Model: a buffer of 1000 bytes is given to a device that reaches 32 bits, and
 * one thing is done wrong to it. Most of it shows with dma_debug only: in the
 * debug build, or after dma_debug=1.
 *
 * Locking & context: process context, no lock held.
 * In Linux: lib/test_... has nothing; CONFIG_DMA_API_DEBUG finds them.
 * Watch it: (gdb) break dma_misuse
 */
#include "crash.h"
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "../mm/dma.h"
#include "internal.h"

#define BYTES	1000

static u64 mask = DMA_BIT_MASK(32);
static struct device dev = { .init_name = "crash", .dma_mask = &mask };

static char *buf;
static dma_addr_t handle;

/* The buffer, mapped. */
static __always_inline int give(enum dma_data_direction dir)
{
	if (!dma_debug)
		say("dma_debug is off: this will pass, as it does on any PC. "
		    "Boot with dma_debug=1.\n");
	buf = kzalloc(BYTES, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	handle = dma_map_single(&dev, buf, BYTES, dir);
	if (!dma_mapping_error(&dev, handle))
		return 0;
	kfree(buf);
	return -EIO;
}

static __always_inline int take(size_t size, enum dma_data_direction dir)
{
	dma_unmap_single(&dev, handle, size, dir);
	kfree(buf);
	return 0;
}

int crash_dmatwice(void)
{
	int err = give(DMA_TO_DEVICE);

	if (err)
		return err;
	dma_unmap_single(&dev, handle, BYTES, DMA_TO_DEVICE);
	return take(BYTES, DMA_TO_DEVICE);
}

int crash_dmasize(void)
{
	return give(DMA_TO_DEVICE) ?: take(BYTES / 2, DMA_TO_DEVICE);
}

int crash_dmadir(void)
{
	return give(DMA_TO_DEVICE) ?: take(BYTES, DMA_FROM_DEVICE);
}

/* The device may have read it before, or after. */
int crash_dmawrite(void)
{
	int err = give(DMA_TO_DEVICE);

	if (err)
		return err;
	buf[BYTES / 2] = 'X';
	return take(BYTES, DMA_TO_DEVICE);
}

/* What the device wrote is looked at without asking for it. */
int crash_dmasync(void)
{
	int err = give(DMA_FROM_DEVICE);

	if (err)
		return err;
	memset(__va(handle), 'D', BYTES);	/* the device */
	say("before the sync the CPU reads %#04x", buf[0]);
	dma_sync_single_for_cpu(&dev, handle, BYTES, DMA_FROM_DEVICE);
	say(", after it %#04x\n", buf[0]);
	return take(BYTES, DMA_FROM_DEVICE);
}

int crash_dmafree(void)
{
	int err = give(DMA_FROM_DEVICE);

	if (err)
		return err;
	kfree(buf);
	dma_unmap_single(&dev, handle, BYTES, DMA_FROM_DEVICE);
	return 0;
}

int crash_dmastack(void)
{
	char local[64];

	handle = dma_map_single(&dev, local, sizeof(local), DMA_FROM_DEVICE);
	return dma_mapping_error(&dev, handle) ? -EIO : 0;
}

int crash_dmavmalloc(void)
{
	buf = vmalloc(BYTES);
	if (!buf)
		return -ENOMEM;
	handle = dma_map_single(&dev, buf, BYTES, DMA_TO_DEVICE);
	vfree(buf);
	return dma_mapping_error(&dev, handle) ? -EIO : 0;
}

int crash_dmapool(void)
{
	struct dma_pool *pool = dma_pool_create("crash", &dev, 64, 0, 0);
	void *block = pool ? dma_pool_alloc(pool, GFP_KERNEL, &handle) : NULL;

	if (block) {
		dma_pool_free(pool, block, handle);
		dma_pool_free(pool, block, handle);
	}
	dma_pool_destroy(pool);
	return block ? 0 : -ENOMEM;
}
