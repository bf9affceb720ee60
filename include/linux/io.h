/*
 * io.h - ports and device memory: <asm/io.h>, and physical memory that is no
 * device's.
 */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <linux/types.h>
#include <asm/io.h>

/* How memremap() is to cache; the first that can be had, if several. */
#define MEMREMAP_WB	0x1UL		/* as memory */
#define MEMREMAP_WT	0x2UL		/* reads cached, writes go through */
#define MEMREMAP_WC	0x4UL		/* writes gathered */

/*
 * memremap - a pointer, without __iomem, to @size bytes at physical @phys that
 * behave like memory: a firmware's table, a card's RAM. Of low RAM its address
 * in the direct map, with MEMREMAP_WB only. NULL, with a report, for high RAM
 * (kmap is for that), for what is partly RAM, and as ioremap. May sleep.
 * memunmap() ends it.
 */
void *memremap(resource_size_t phys, size_t size, unsigned long flags);
void memunmap(void *addr);

#endif
