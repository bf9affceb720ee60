/*
 * dma_misuse.c - DMA used wrongly: told, with who, what and how large.
 *
 * Whoever finds a mistake, at the mapping (dma.c), in a pool (dmapool.c) or by
 * comparing (debug/dma_debug.c), says it through here: one form for all.
 *
 * Invariant: nothing is put right here; dma_bugs counts every report.
 * Locking: none. Context: any. Linux: err_printk() in kernel/dma/debug.c.
 * gdb: `break dma_misuse`, `km-dma`.
 */
#include <linux/kernel.h>
#include <linux/printk.h>
#include "dma.h"

unsigned int dma_bugs;

const char *dma_dev_name(const struct device *dev)
{
	return dev ? dev_name(dev) : "NULL: ISA";
}

const char *dma_dir_name(enum dma_data_direction dir)
{
	static const char *const names[] = {
		"both ways", "to device", "from device", "no way"
	};

	return (unsigned int)dir < ARRAY_SIZE(names) ? names[dir] : "nonsense";
}

void dma_misuse(const char *what, struct device *dev, unsigned long addr,
		size_t size, enum dma_data_direction dir, unsigned long caller)
{
	dma_bugs++;
	pr_alert("BUG: DMA: %s, by %pS\n", what, (void *)caller);
	pr_alert("device %s, address %#lx, size %zu, direction %d: %s\n",
		 dma_dev_name(dev), addr, size, dir, dma_dir_name(dir));
	dump_stack();
}
