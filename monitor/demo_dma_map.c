/*
 * demo dma_map: the notes' example, line by line: a buffer gets a bus address,
 * is used, and is the CPU's again.
 *
 * Model: the lines of the notes stand in notes_lines() as they were written;
 * output() is what they call. It writes to the buffer while the device owns it:
 * with dma_debug that is reported, as it should be.
 *
 * Invariants: gives back all it takes.
 * Locking & context: prompt only.
 * In Linux: Documentation/core-api/dma-api-howto.rst.
 * Watch it: (gdb) break dma_map_single
 *           (gdb) km-dma
 */

#include "internal.h"
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "../mm/dma.h"

static struct device dev = { .init_name = "demo" };
static const size_t size = 10 * PAGE_SIZE;
static const int direction = DMA_TO_DEVICE;

static void output(char *kbuf, dma_addr_t handle, size_t size,
		   const char *string)
{
	say("    kbuf %p, a virtual address: what the CPU says\n", kbuf);
	say("    handle %#010x, a bus address: what the device is told\n",
	    handle);
	if (handle == __pa(kbuf))
		say("    the difference is PAGE_OFFSET, %#lx: no copy, the "
		    "memory itself\n", (unsigned long)kbuf - handle);
	else
		say("    %#010lx is where kbuf lies: the device gets a copy\n",
		    __pa(kbuf));
	strcpy(kbuf, string);
	say("    kbuf now:            \"%s\"\n", kbuf);
	say("    the device would see \"%s\"\n", (char *)__va(handle));
}

static int notes_lines(void)
{
	dma_addr_t handle;
	char *kbuf;

	kbuf = kzalloc(size, GFP_KERNEL);
	if (!kbuf)
		return -ENOMEM;
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

static int demo_dma_map(void)
{
	int err;

	say("    kbuf = kmalloc(size, GFP_KERNEL);\n"
	    "    handle = dma_map_single(&dev, kbuf, size, direction);\n"
	    "    output(kbuf, handle, size, \"This is the dma_map_single() "
	    "string\");\n"
	    "    dma_unmap_single(&dev, handle, size, direction);\n"
	    "    kfree(kbuf);\n\n");
	err = notes_lines();
	if (err)
		return err;
	say("\noutput() writes between map and unmap, when the buffer is the "
	    "device's. %s\n", dma_debug ?
	    "dma_debug\nis on: the device saw nothing of it, and it was "
	    "reported." :
	    "On a\nPC that passes. Boot with dma_debug=1 and run it again.");
	return 0;
}
DEMO(dma_map, "the notes' dma_map_single(), line by line", demo_dma_map);
