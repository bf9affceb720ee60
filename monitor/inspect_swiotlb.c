/*
 * swiotlb and dma_debug: what is bounced now, and what devices own now.
 *
 * Model: a line for each mapping, copied under its lock and printed outside. So
 * the list is true line by line, not as a whole.
 *
 *	swiotlb: 1024 KB at 0x00e00000, 512 slots of 2 KB: 2 used, 6 at most
 *	bounced 14 times, 57344 bytes copied, refused 0 times
 *	address     in place of   size  device          mapped by
 *	0x00e00000  0x07eab000    4096  NULL: ISA       demo_dma16
 *
 * Locking & context: swiotlb_lock, dma_debug_lock, each line anew. Static
 * copies: prompt only.
 * In Linux: /sys/kernel/debug/swiotlb, /sys/kernel/debug/dma-api/dump.
 * Watch it: (gdb) km-dma
 */

#include "internal.h"
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include "../mm/dma.h"

/* ---- swiotlb ---- */

/* The first mapping at slot @i or after it; false: there is none. */
static bool look_at_slot(unsigned int *i, struct io_tlb_slot *seen)
{
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&swiotlb_lock, flags);
	while (!found && *i < swiotlb.nslots) {
		*seen = swiotlb.slots[*i];
		found = seen->first == *i + 1;
		*i += !found;
	}
	spin_unlock_irqrestore(&swiotlb_lock, flags);
	return found;
}

static int swiotlb_show(struct seq_file *m, void *v)
{
	static struct io_tlb_slot seen;
	unsigned int i;

	if (!swiotlb.bytes) {
		seq_printf(m, "swiotlb: no memory to bounce through\n");
		return 0;
	}
	seq_printf(m, "swiotlb: %u KB at %#010x, %u slots of %u KB: %u used, "
		   "%u at most\n", swiotlb.bytes / 1024, swiotlb.start,
		   swiotlb.nslots, IO_TLB_SIZE / 1024, swiotlb.used,
		   swiotlb.peak);
	seq_printf(m, "bounced %lu times, %llu bytes copied, refused %lu times\n",
		   swiotlb.maps, swiotlb.copied, swiotlb.full);
	for (i = 0; look_at_slot(&i, &seen); i++) {
		if (!i)
			seq_printf(m, "address     in place of   size  device"
				   "          mapped by\n");
		seq_printf(m, "%#010x  %#010llx  %6zu  %-14s  %ps\n",
			   swiotlb.start + (i << IO_TLB_SHIFT), seen.orig,
			   seen.size, dma_dev_name(seen.dev), (void *)seen.caller);
	}
	return 0;
}
PROC_SHOW(swiotlb, swiotlb_show,
	  "bounce buffers: what takes whose place now\n"
	  "  A device that can't reach a buffer gets one below 16 MB in its "
	  "place. Boot with\n  swiotlb=SLOTS for another size.");

/* ---- dma_debug ---- */

/* The @i-th mapping by address; false: there are no more. */
static bool look_at_entry(unsigned int i, struct dma_entry *seen)
{
	struct rb_node *node;
	unsigned long flags;

	spin_lock_irqsave(&dma_debug_lock, flags);
	node = rb_first(&dma_entries);
	while (node && i--)
		node = rb_next(node);
	if (node)
		*seen = *rb_entry(node, struct dma_entry, node);
	spin_unlock_irqrestore(&dma_debug_lock, flags);
	return node;
}

static const char *const kinds[] = { "single", "sg", "coherent" };

static int dma_debug_show(struct seq_file *m, void *v)
{
	static struct dma_entry seen;
	unsigned int i;

	if (!dma_debug) {
		seq_printf(m, "dma_debug is off: boot with dma_debug=1, or take"
			   " the debug build\n");
		return 0;
	}
	seq_printf(m, "dma_debug is on; misuses reported: %u\n", dma_bugs);
	for (i = 0; look_at_entry(i, &seen); i++) {
		if (!i)
			seq_printf(m, "address     memory        size  direction"
				   "    how       device          mapped by\n");
		seq_printf(m, "%#010x  %#010llx  %6zu  %-11s  %-8s  %-14s  "
			   "%ps\n", seen.addr, seen.phys, seen.size,
			   dma_dir_name(seen.dir), kinds[seen.kind],
			   dma_dev_name(seen.dev), (void *)seen.caller);
	}
	if (!i)
		seq_printf(m, "no device owns any memory now\n");
	return 0;
}
PROC_SHOW(dma_debug, dma_debug_show,
	  "which memory devices own now\n"
	  "  With dma_debug=1 each mapping is bounced on purpose, kept, and "
	  "compared with its\n  end. `crash dmatwice` and others show reports.");
