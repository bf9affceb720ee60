/*
 * demo dma16: what the limits of 16 MB and 64 KB do, and who keeps them.
 *
 * Model: channel 1 of the 8237, masked all the time: its registers are written
 * with addresses that it can't hold, and read back. Nothing is transferred.
 * Then the same buffers are mapped, and the DMA API finds them a place.
 *
 * Invariants: gives back all it takes.
 * Locking & context: prompt only; the registers under the dma lock.
 * In Linux: arch/x86/include/asm/dma.h, kernel/dma/swiotlb.c.
 * Watch it: (gdb) break swiotlb_map
 *           (gdb) km-dma
 */

#include "internal.h"
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <asm/dma.h>
#include "../drivers/dma8237.h"
#include "../mm/dma.h"

#define CHANNEL	1
#define BYTES	1024

/* What the chip makes of @addr. */
static unsigned int chip_has(unsigned int addr)
{
	unsigned long flags = claim_dma_lock();
	unsigned int has;

	dma_clear_flip_flop(CHANNEL);
	dma_write_page(CHANNEL, addr);
	dma_write_addr(CHANNEL, addr);
	dma_clear_flip_flop(CHANNEL);
	has = dma_read_addr(CHANNEL);
	release_dma_lock(flags);
	return has;
}

/* ---- 16 MB ---- */

static void show_too_high(void *buf)
{
	unsigned int addr = __pa(buf), has = chip_has(addr);

	say("A buffer of kmalloc() at %#010x. Channel %d has a page register of 8"
	    "\nbits and a counter of 16; written there and read back:\n\n",
	    addr, CHANNEL);
	say("    wanted %#010x   the chip has %#010x%s\n\n", addr, has,
	    addr == has ? "   (this machine has no memory above 16 MB)" : "");
	if (addr != has)
		say("The upper 8 bits are gone. The transfer would go through, to"
		    " frame %#x:\n%s. That is what ZONE_DMA is for.\n",
		    has >> PAGE_SHIFT,
		    page_count(pfn_to_page(has >> PAGE_SHIFT)) ?
		    "memory of somebody else" : "memory that is free today");
}

/* ---- 64 KB ---- */

static void show_crossing(void *block)
{
	unsigned int addr = __pa(block) + ISA_FRAME - BYTES / 2;

	say("\nA buffer of %d bytes at %#010x, well below 16 MB. The counter "
	    "counts, the\npage register doesn't:\n\n", BYTES, addr);
	say("    bytes 0-%d      go to %#010x ... %#010x\n", BYTES / 2 - 1,
	    addr, addr + BYTES / 2 - 1);
	say("    bytes %d-%d   go to %#010x, not %#010x\n\n", BYTES / 2,
	    BYTES - 1, chip_has(addr & ~(ISA_FRAME - 1)), addr + BYTES / 2);
	say("16 bits count to 64 KB and begin again (channels 5-7 count words: "
	    "128 KB).\n");
}

/* ---- what to do ---- */

static void show_mapped(const char *what, char *buf)
{
	dma_addr_t handle;

	memset(buf, 'M', BYTES);
	handle = dma_map_single(NULL, buf, BYTES, DMA_FROM_DEVICE);
	if (dma_mapping_error(NULL, handle)) {
		say("    %-22s %#010lx: no bounce buffer is free\n", what,
		    __pa(buf));
		return;
	}
	say("    %-22s %#010lx -> %#010x   %s\n", what, __pa(buf), handle,
	    handle == __pa(buf) ? "as it is" : "bounced");
	memset(__va(handle), 'D', BYTES);	/* the device */
	dma_unmap_single(NULL, handle, BYTES, DMA_FROM_DEVICE);
	if (memchr_inv(buf, 'D', BYTES))
		say("    BUT what the device wrote did not arrive\n");
}

static void show_ways(char *high, char *block)
{
	say("\ndma_map_single(NULL, ...): NULL is ISA, whose limits are known:\n\n");
	show_mapped("above 16 MB", high);
	show_mapped("across 64 KB", block + ISA_FRAME - BYTES / 2);
	show_mapped("GFP_DMA, in a frame", block);
	say("\nA bounce buffer (swiotlb) takes the place of what is out of reach; "
	    "what the\ndevice writes there is copied when it is unmapped. GFP_DMA "
	    "spares the copy%s.\n", dma_debug ? "\n(not now: dma_debug "
	    "bounces everything)" : "");
}

static int with_buffers(char *high, char *block)
{
	int err = request_dma(CHANNEL, "demo");

	if (err) {
		say("channel %d is somebody's: see `dma`\n", CHANNEL);
		return err;
	}
	show_too_high(high);
	show_crossing(block);
	free_dma(CHANNEL);
	show_ways(high, block);
	return 0;
}

static int demo_dma16(void)
{
	unsigned long high = __get_free_page(GFP_KERNEL);
	unsigned long block = __get_free_pages(GFP_KERNEL | GFP_DMA, 5);
	int err = -ENOMEM;

	if (high && block)
		err = with_buffers((char *)high, (char *)block);
	else
		say("no memory: a page, or 128 KB below 16 MB\n");
	free_pages(block, 5);
	free_page(high);
	return err;
}
DEMO(dma16, "what the limits of 16 MB and 64 KB do", demo_dma16);
