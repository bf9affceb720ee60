/*
 * dma.c - memory changes hands: to a device, and back.
 *
 *        CPU's                        the device's
 *   +-----------+   dma_map_*    +------------------+
 *   | read and  | -------------> |  hands off: it   |
 *   |   write   | <------------- |  reads or writes |
 *   +-----------+  dma_unmap_*   +------------------+
 *         ^       dma_sync_*_for_cpu   |
 *         +----------------------------+   and _for_device: there again
 *
 * A device knows no virtual addresses, no page tables and no 64 KB carry: it is
 * given a bus address, here the physical one, and goes from there. What it
 * can't reach (above its mask; for ISA above 16 MB or across a 64 KB frame) is
 * bounced through swiotlb.c: copied to a place in reach when mapped, back when
 * unmapped.
 *
 * On a PC caches see what devices do (they are coherent), so a mapping that is
 * not bounced costs nothing but the questions. For that very reason mistakes
 * would not show: with dma_debug everything is bounced, a missing sync gives
 * old data, and every pair is checked (debug/dma_debug.c).
 *
 * Invariant: between map and unmap nothing of the mapping is stored here; all
 * that unmapping needs is its address, size and direction.
 * Price: a pair of dma_map_single and dma_unmap_single takes 63 instructions.
 * Locking: none of its own. Context: any.
 * Linux: kernel/dma/mapping.c and direct.c; arch/i386/kernel/pci-dma.c in 2.6.
 * gdb: `break dma_map_slow`, `km-dma`.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include "internal.h"
#include "dma.h"
#include "slab.h"			/* caller_if_cold() */

/* ---- one piece ---- */

/* Bounced, watched, or refused. */
static noinline dma_addr_t dma_map_slow(struct device *dev, phys_addr_t phys,
					size_t size,
					enum dma_data_direction dir,
					enum dma_kind kind,
					unsigned long caller)
{
	dma_addr_t addr;

	if (!size || !valid_dma_direction(dir)) {
		dma_misuse(size ? "mapped in no direction" : "nothing mapped",
			   dev, phys, size, dir, caller);
		return DMA_MAPPING_ERROR;
	}
	addr = swiotlb_map(dev, phys, size, caller);
	if (addr == DMA_MAPPING_ERROR &&
	    dma_reaches(dev, phys, phys + size - 1))
		addr = phys;
	if (addr != DMA_MAPPING_ERROR && dma_debug)
		dma_debug_map(dev, phys, addr, size, dir, kind, caller);
	return addr;
}

/*
 * The plain case, for which nothing is to be done. (Size 0 makes the last byte
 * stand before the first.)
 */
static __always_inline bool is_plain(const struct device *dev, u32 first,
				     u32 last, enum dma_data_direction dir)
{
	barrier();			/* what was written is in memory */
	return last >= first && !dma_debug && valid_dma_direction(dir) &&
	       dma_reaches(dev, first, last);
}

static __caller_inline dma_addr_t map(struct device *dev, u32 phys,
				      size_t size, enum dma_data_direction dir,
				      enum dma_kind kind)
{
	if (likely(is_plain(dev, phys, phys + size - 1, dir)))
		return phys;
	return dma_map_slow(dev, phys, size, dir, kind, caller_if_cold());
}

static noinline void dma_unmap_slow(struct device *dev, dma_addr_t addr,
				    size_t size, enum dma_data_direction dir,
				    enum dma_kind kind, unsigned long caller)
{
	if (dma_debug &&
	    !dma_debug_unmap(dev, addr, size, dir, kind, caller))
		return;
	if (is_swiotlb_buffer(addr))
		swiotlb_unmap(addr, size, dir, caller);
}

static __caller_inline void unmap(struct device *dev, dma_addr_t addr,
				  size_t size, enum dma_data_direction dir,
				  enum dma_kind kind)
{
	if (unlikely(dma_debug || is_swiotlb_buffer(addr)))
		dma_unmap_slow(dev, addr, size, dir, kind, caller_if_cold());
	barrier();			/* what the device wrote is read anew */
}

/* Is it in the direct map at all? If not, what is it, then? */
static noinline dma_addr_t dma_map_single_slow(struct device *dev, void *ptr,
					       size_t size,
					       enum dma_data_direction dir,
					       unsigned long caller)
{
	unsigned long lowmem = __pa(high_memory), phys = __pa(ptr);

	if (phys < lowmem && size <= lowmem - phys)
		return dma_map_slow(dev, phys, size, dir, DMA_SINGLE, caller);
	dma_misuse("mapped what is not in the direct map", dev,
		   (unsigned long)ptr, size, dir, caller);
	describe_address((unsigned long)ptr);
	return DMA_MAPPING_ERROR;
}

dma_addr_t dma_map_single(struct device *dev, void *ptr, size_t size,
			  enum dma_data_direction dir)
{
	u32 first = __pa(ptr), last = first + size - 1;

	if (likely(last < __pa(high_memory) && is_plain(dev, first, last, dir)))
		return first;
	return dma_map_single_slow(dev, ptr, size, dir, caller_if_cold());
}
EXPORT_SYMBOL(dma_map_single);

void dma_unmap_single(struct device *dev, dma_addr_t addr, size_t size,
		      enum dma_data_direction dir)
{
	unmap(dev, addr, size, dir, DMA_SINGLE);
}
EXPORT_SYMBOL(dma_unmap_single);

dma_addr_t dma_map_page(struct device *dev, struct page *page, size_t offset,
			size_t size, enum dma_data_direction dir)
{
	return map(dev, page_to_phys(page) + offset, size, dir, DMA_SINGLE);
}
EXPORT_SYMBOL(dma_map_page);

void dma_unmap_page(struct device *dev, dma_addr_t addr, size_t size,
		    enum dma_data_direction dir)
{
	unmap(dev, addr, size, dir, DMA_SINGLE);
}
EXPORT_SYMBOL(dma_unmap_page);

/* ---- many ---- */

static __always_inline void unmap_sg(struct device *dev,
				     struct scatterlist *sglist, int nents,
				     enum dma_data_direction dir)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sglist, sg, nents, i)
		unmap(dev, sg->dma_address, sg->dma_length, dir, DMA_SG);
}

int dma_map_sg(struct device *dev, struct scatterlist *sglist, int nents,
	       enum dma_data_direction dir)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sglist, sg, nents, i) {
		sg->dma_length = sg->length;
		sg->dma_address = map(dev, sg_phys(sg), sg->length, dir,
				      DMA_SG);
		if (sg->dma_address == DMA_MAPPING_ERROR) {
			unmap_sg(dev, sglist, i, dir);
			return 0;
		}
	}
	return nents;
}
EXPORT_SYMBOL(dma_map_sg);

void dma_unmap_sg(struct device *dev, struct scatterlist *sglist, int nents,
		  enum dma_data_direction dir)
{
	unmap_sg(dev, sglist, nents, dir);
}
EXPORT_SYMBOL(dma_unmap_sg);

/* ---- for a look in between ---- */

static void sync(struct device *dev, dma_addr_t addr, size_t size,
		 enum dma_data_direction dir, bool for_cpu,
		 unsigned long caller)
{
	barrier();
	if (dma_debug)
		dma_debug_sync(dev, addr, size, dir, for_cpu, caller);
	if (is_swiotlb_buffer(addr) &&
	    dir != (for_cpu ? DMA_TO_DEVICE : DMA_FROM_DEVICE))
		swiotlb_sync(addr, size, for_cpu, caller);
}

void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	sync(dev, addr, size, dir, true, _RET_IP_);
}
EXPORT_SYMBOL(dma_sync_single_for_cpu);

void dma_sync_single_for_device(struct device *dev, dma_addr_t addr,
				size_t size, enum dma_data_direction dir)
{
	sync(dev, addr, size, dir, false, _RET_IP_);
}
EXPORT_SYMBOL(dma_sync_single_for_device);

static void sync_sg(struct device *dev, struct scatterlist *sglist, int nents,
		    enum dma_data_direction dir, bool for_cpu,
		    unsigned long caller)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sglist, sg, nents, i)
		sync(dev, sg->dma_address, sg->dma_length, dir, for_cpu,
		     caller);
}

void dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sglist,
			 int nents, enum dma_data_direction dir)
{
	sync_sg(dev, sglist, nents, dir, true, _RET_IP_);
}
EXPORT_SYMBOL(dma_sync_sg_for_cpu);

void dma_sync_sg_for_device(struct device *dev, struct scatterlist *sglist,
			    int nents, enum dma_data_direction dir)
{
	sync_sg(dev, sglist, nents, dir, false, _RET_IP_);
}
EXPORT_SYMBOL(dma_sync_sg_for_device);
