/*
 * demo floppy: one sector on its way, from the buffer to the residue register.
 *
 * Model: what the driver does for a request, step by step, with a look at DMA
 * channel 2 in between. Then a sector that isn't there: the residue is how much
 * did not come.
 *
 * Invariants: reads only; gives back all it takes.
 * Locking & context: prompt only; the controller under fdc_mutex.
 * In Linux: drivers/block/floppy.c, setup_DMA() and read_interrupt().
 * Watch it: (gdb) break dma_map_single
 *           (gdb) km-dma8237 2
 */

#include "internal.h"
#include <linux/blkdev.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <asm/dma.h>
#include "../drivers/floppy.h"

#define CHANNEL	2
#define BYTES	1024			/* two sectors */

static void show_channel(const char *when)
{
	struct dma_channel c;

	dma_channel_read(CHANNEL, &c);
	say("    %-18s %s %#010x, the next byte at %#010x, %4u to come\n",
	    when, c.mode == DMA_MODE_WRITE ? "from" : "to", c.addr, c.now,
	    c.left);
}

/* As start_dma() does it; but nobody asks for bytes yet. */
static void set_channel(unsigned int addr)
{
	unsigned long flags = claim_dma_lock();

	disable_dma(CHANNEL);
	clear_dma_ff(CHANNEL);
	set_dma_mode(CHANNEL, DMA_MODE_READ);
	set_dma_addr(CHANNEL, addr);
	set_dma_count(CHANNEL, BYTES);
	release_dma_lock(flags);
}

/* One beyond the last of a track. */
static void read_nothing(struct floppy_drive *d, unsigned int addr)
{
	u8 sector = d->geometry->per_track + 1;
	struct fdc_transfer t = {
		.drive = d->nr, .sector = sector, .last = sector,
		.gap = d->geometry->gap, .addr = addr, .bytes = BYTES,
	};

	fdc_transfer(&t);
	say("\nNow sector %u of a track that has %u. The disk controller doesn't "
	    "find it, and\nsays so; that nothing came the other one knows:\n\n",
	    sector, d->geometry->per_track);
	show_channel("afterwards");
	say("    status %02x %02x %02x, residue %u of %u\n", t.st0, t.st1, t.st2,
	    t.residue, t.bytes);
}

static int read_sectors(struct floppy_drive *d, void *buf)
{
	const u8 *bytes = buf;
	dma_addr_t handle = dma_map_single(NULL, buf, BYTES, DMA_FROM_DEVICE);
	int error;

	if (dma_mapping_error(NULL, handle))
		return -ENOMEM;
	say("A buffer of %d bytes at %#010lx. dma_map_single(NULL, ...) answers "
	    "%#010llx:\n%s\n\n", BYTES, __pa(buf), (u64)handle,
	    handle == __pa(buf) ? "the device can reach it as it is." :
	    "it lies beyond ISA's reach, or dma_debug is on: a bounce buffer.");
	mutex_lock(&fdc_mutex);
	set_channel(handle);
	show_channel("the channel set");
	error = floppy_move(d, false, 0, BYTES / SECTOR_SIZE, handle);
	show_channel("after two sectors");
	dma_sync_single_for_cpu(NULL, handle, BYTES, DMA_FROM_DEVICE);
	say("\nThe end of the first: %02x %02x; of a disk that boots it would be "
	    "55 aa.\n", bytes[510], bytes[511]);
	if (!error)
		read_nothing(d, handle);
	floppy_rest(d);
	mutex_unlock(&fdc_mutex);
	dma_unmap_single(NULL, handle, BYTES, DMA_FROM_DEVICE);
	return error;
}

static int demo_floppy(void)
{
	struct block_device *fd0 = blkdev_get_by_path("fd0", FMODE_READ);
	void *buf;
	int error;

	if (IS_ERR(fd0)) {
		say("%s. Give the machine a floppy: make run FLOPPY=1\n",
		    PTR_ERR(fd0) == -ENOMEDIUM ? "There is nothing in fd0" :
		    "There is no floppy drive");
		return 0;
	}
	buf = kmalloc(BYTES, GFP_KERNEL);
	error = buf ? read_sectors(fd0->bd_disk->private_data, buf) : -ENOMEM;
	kfree(buf);
	blkdev_put(fd0, FMODE_READ);
	return error;
}
DEMO(floppy, "a sector by DMA, from the buffer to the residue register",
     demo_floppy);
