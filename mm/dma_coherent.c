/*
 * dma_coherent.c - memory that the CPU and a device share for as long as they
 * like, and how far a device reaches.
 *
 * A ring of descriptors, a table of a transfer's pieces: both sides read and
 * write it at any time, and nobody maps or syncs. On a PC that is ordinary
 * memory, from the zone that the device's coherent mask allows: whole pages,
 * zeroed, a power of two of them, so that up to 64 KB they never cross a 64 KB
 * frame. Pieces of a page are dmapool.c's.
 *
 * Invariant: what is given out is in the device's reach.
 * Price: 4 KB and back take 1,330 instructions, of which zeroing is 1,030.
 * Locking: none. Context: as @gfp says; freeing not from interrupts (where a
 * device's memory is remapped, that means page tables).
 * Linux: dma_alloc_coherent() in kernel/dma/mapping.c.
 * gdb: `break dma_alloc_coherent`, `km-dma`.
 */
#include <linux/hardirq.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include "internal.h"
#include "dma.h"

/* ---- masks ---- */

int dma_supported(struct device *dev, u64 mask)
{
	return mask >= ISA_MASK;	/* there is a zone for that */
}
EXPORT_SYMBOL(dma_supported);

int dma_set_mask(struct device *dev, u64 mask)
{
	if (!dev->dma_mask || !dma_supported(dev, mask))
		return -EIO;
	*dev->dma_mask = mask;
	return 0;
}
EXPORT_SYMBOL(dma_set_mask);

int dma_set_coherent_mask(struct device *dev, u64 mask)
{
	if (!dma_supported(dev, mask))
		return -EIO;
	dev->coherent_dma_mask = mask;
	return 0;
}
EXPORT_SYMBOL(dma_set_coherent_mask);

int dma_set_mask_and_coherent(struct device *dev, u64 mask)
{
	return dma_set_mask(dev, mask) ?: dma_set_coherent_mask(dev, mask);
}
EXPORT_SYMBOL(dma_set_mask_and_coherent);

u64 dma_get_mask(struct device *dev)
{
	if (!dev)
		return ISA_MASK;
	return dev->dma_mask ? *dev->dma_mask : DMA_BIT_MASK(32);
}
EXPORT_SYMBOL(dma_get_mask);

u64 dma_get_required_mask(struct device *dev)
{
	u64 last = PFN_PHYS((phys_addr_t)max_pfn) - 1;

	return DMA_BIT_MASK(fls64(last));
}
EXPORT_SYMBOL(dma_get_required_mask);

/* ---- memory ---- */

static u64 coherent_mask(const struct device *dev)
{
	if (!dev)
		return ISA_MASK;
	return dev->coherent_dma_mask ?: DMA_BIT_MASK(32);
}

/* From the zone that reaches furthest of those that are near enough. */
static struct page *alloc_in_reach(u64 mask, unsigned int order, gfp_t gfp)
{
	struct page *page;

	gfp &= ~(GFP_ZONEMASK | __GFP_COMP);
	if (mask > ISA_MASK) {
		page = alloc_pages(gfp | __GFP_ZERO, order);
		if (!page || page_to_phys(page) +
			     ((u64)PAGE_SIZE << order) - 1 <= mask)
			return page;
		__free_pages(page, order);
	}
	return alloc_pages(gfp | __GFP_DMA | __GFP_ZERO, order);
}

void *dma_alloc_coherent(struct device *dev, size_t size, dma_addr_t *handle,
			 gfp_t gfp)
{
	struct page *page;

	*handle = DMA_MAPPING_ERROR;
	if (!size) {
		dma_misuse("nothing allocated", dev, 0, 0, DMA_BIDIRECTIONAL,
			   _RET_IP_);
		return NULL;
	}
	page = alloc_in_reach(coherent_mask(dev), get_order(size), gfp);
	if (!page)
		return NULL;
	*handle = page_to_phys(page);
	if (dma_debug)
		dma_debug_map(dev, *handle, *handle, size, DMA_BIDIRECTIONAL,
			      DMA_COHERENT, _RET_IP_);
	return page_address(page);
}
EXPORT_SYMBOL(dma_alloc_coherent);

void dma_free_coherent(struct device *dev, size_t size, void *vaddr,
		       dma_addr_t handle)
{
	if (!vaddr)
		return;
	if (in_interrupt() || irqs_disabled())
		dma_misuse("dma_free_coherent where it may not sleep", dev,
			   handle, size, DMA_BIDIRECTIONAL, _RET_IP_);
	if (!virt_addr_valid(vaddr) || __pa(vaddr) != handle) {
		dma_misuse("dma_free_coherent of an address and a handle that are no pair",
			   dev, handle, size, DMA_BIDIRECTIONAL, _RET_IP_);
		describe_address((unsigned long)vaddr);
		return;
	}
	if (!dma_debug || dma_debug_unmap(dev, handle, size, DMA_BIDIRECTIONAL,
					  DMA_COHERENT, _RET_IP_))
		free_pages((unsigned long)vaddr, get_order(size));
}
EXPORT_SYMBOL(dma_free_coherent);
