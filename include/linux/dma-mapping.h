/*
 * dma-mapping.h - memory that a device reads or writes by itself; mm/dma.c.
 *
 * A device knows bus addresses, reaches only what its mask allows, and does not
 * ask the CPU. So memory changes hands:
 *
 *	handle = dma_map_single(dev, buf, len, DMA_FROM_DEVICE);
 *	if (dma_mapping_error(dev, handle))
 *		return -ENOMEM;
 *	... from here buf is the device's: don't touch it ...
 *	dma_unmap_single(dev, handle, len, DMA_FROM_DEVICE);
 *	... and from here it is the CPU's again ...
 *
 * A buffer that the device can't reach is bounced (mm/swiotlb.c). @dev NULL
 * means the rules of ISA: below 16 MB, and in one 64 KB frame.
 */
#ifndef _LINUX_DMA_MAPPING_H
#define _LINUX_DMA_MAPPING_H

#include <linux/device.h>
#include <linux/dma-direction.h>
#include <linux/dmapool.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/scatterlist.h>
#include <linux/types.h>
#include <linux/cache.h>

#define DMA_BIT_MASK(n)	((n) == 64 ? ~0ULL : (1ULL << (n)) - 1)
#define DMA_64BIT_MASK	DMA_BIT_MASK(64)
#define DMA_32BIT_MASK	DMA_BIT_MASK(32)
#define DMA_24BIT_MASK	DMA_BIT_MASK(24)

/* What dma_map_*() give when they can't. */
#define DMA_MAPPING_ERROR	(~(dma_addr_t)0)

/*
 * dma_map_single - give @size bytes at @ptr, in the direct map, to the device:
 * where it finds them, or DMA_MAPPING_ERROR when they are out of its reach and
 * no bounce buffer is free, and, with a report, for memory that can't be mapped
 * (a stack, vmalloc's, a module's). Any context.
 * dma_map_page() is the same for @size bytes from @offset in @page, which may
 * lie in high memory. Unmapping takes the same size and direction.
 */
dma_addr_t dma_map_single(struct device *dev, void *ptr, size_t size,
			  enum dma_data_direction dir);
void dma_unmap_single(struct device *dev, dma_addr_t addr, size_t size,
		      enum dma_data_direction dir);
dma_addr_t dma_map_page(struct device *dev, struct page *page, size_t offset,
			size_t size, enum dma_data_direction dir);
void dma_unmap_page(struct device *dev, dma_addr_t addr, size_t size,
		    enum dma_data_direction dir);

/* Of the address alone before 2.6.27, of device and address since: both fit. */
#define dma_mapping_error(first, ...)					\
	((void)(first), __DMA_ADDR(first, ##__VA_ARGS__, first) ==	\
			DMA_MAPPING_ERROR)
#define __DMA_ADDR(first, addr, ...)	(addr)

/*
 * The same for the pieces of a scatter list; how many the device is to be told
 * of, 0 when it could not be done. Unmap with the @nents of the mapping.
 */
int dma_map_sg(struct device *dev, struct scatterlist *sg, int nents,
	       enum dma_data_direction dir);
void dma_unmap_sg(struct device *dev, struct scatterlist *sg, int nents,
		  enum dma_data_direction dir);

/*
 * While a mapping lasts: give it back to the CPU for a look, and to the device
 * again. Any context.
 */
void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir);
void dma_sync_single_for_device(struct device *dev, dma_addr_t addr,
				size_t size, enum dma_data_direction dir);
#define dma_sync_single_range_for_cpu(dev, addr, offset, size, dir) \
	dma_sync_single_for_cpu(dev, (addr) + (offset), size, dir)
#define dma_sync_single_range_for_device(dev, addr, offset, size, dir) \
	dma_sync_single_for_device(dev, (addr) + (offset), size, dir)
#define dma_sync_single(dev, addr, size, dir) \
	dma_sync_single_for_cpu(dev, addr, size, dir)
#define dma_sync_sg(dev, sg, nents, dir) \
	dma_sync_sg_for_cpu(dev, sg, nents, dir)
void dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg, int nents,
			 enum dma_data_direction dir);
void dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg,
			    int nents, enum dma_data_direction dir);

/*
 * dma_alloc_coherent - zeroed pages that the CPU and the device share as they
 * like: where the CPU has them, and in @handle where the device does. NULL
 * without memory. Sleeps if @gfp allows. dma_free_coherent() takes them back,
 * not from interrupts.
 */
void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *handle,
			 gfp_t gfp);
void dma_free_coherent(struct device *dev, size_t size, void *vaddr,
		       dma_addr_t handle);

/*
 * Which addresses the device can reach: 0, or -EIO where no memory is there.
 * dma_set_mask() is for streaming, dma_set_coherent_mask() for coherent memory.
 */
int dma_set_mask(struct device *dev, u64 mask);
int dma_set_coherent_mask(struct device *dev, u64 mask);
int dma_set_mask_and_coherent(struct device *dev, u64 mask);
int dma_supported(struct device *dev, u64 mask);
u64 dma_get_mask(struct device *dev);
/* The smallest mask with which the device reaches all memory there is. */
u64 dma_get_required_mask(struct device *dev);

/*
 * Its driver has let go of @dev: report the mappings that last all the same.
 * (With dma_debug; else they aren't known.) Any context.
 */
void dma_check_device(struct device *dev);

/* Every cache on this bus sees what devices do; lines are of this size. */
#define dma_get_cache_alignment()	L1_CACHE_BYTES
#define dma_is_consistent(dev, addr)	1
#define dma_alloc_noncoherent(dev, size, handle, gfp) \
	dma_alloc_coherent(dev, size, handle, gfp)
#define dma_free_noncoherent(dev, size, vaddr, handle) \
	dma_free_coherent(dev, size, vaddr, handle)
#define dma_zalloc_coherent(dev, size, handle, gfp) \
	dma_alloc_coherent(dev, size, handle, gfp)

/* What a driver keeps of a mapping until it unmaps it. */
#define DEFINE_DMA_UNMAP_ADDR(name)	dma_addr_t name
#define DEFINE_DMA_UNMAP_LEN(name)	u32 name
#define dma_unmap_addr(ptr, name)		((ptr)->name)
#define dma_unmap_addr_set(ptr, name, val)	((ptr)->name = (val))
#define dma_unmap_len(ptr, name)		((ptr)->name)
#define dma_unmap_len_set(ptr, name, val)	((ptr)->name = (val))

#endif
