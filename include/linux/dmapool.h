/*
 * dmapool.h - small pieces of coherent memory, cut from pages; mm/dmapool.c.
 */
#ifndef _LINUX_DMAPOOL_H
#define _LINUX_DMAPOOL_H

#include <linux/gfp.h>
#include <linux/types.h>

struct device;
struct dma_pool;

/*
 * dma_pool_create - blocks of @size bytes for @dev (NULL: ISA), aligned to
 * @align (a power of two, 0 or 1: no wish), none of them across a multiple of
 * @boundary (a power of two; 0: no wish). NULL without memory, or where that
 * can't be. May sleep. dma_pool_destroy() ends it; blocks still out are
 * reported, and stay. NULL is allowed.
 */
struct dma_pool *dma_pool_create(const char *name, struct device *dev,
				 size_t size, size_t align, size_t boundary);
void dma_pool_destroy(struct dma_pool *pool);

/*
 * A block: where the CPU has it, and in @handle where the device does. NULL
 * without memory. Sleeps if @gfp allows; from interrupts with GFP_ATOMIC.
 * dma_pool_zalloc() fills it with zeroes. dma_pool_free(): any context.
 */
void *dma_pool_alloc(struct dma_pool *pool, gfp_t gfp, dma_addr_t *handle);
void *dma_pool_zalloc(struct dma_pool *pool, gfp_t gfp, dma_addr_t *handle);
void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t handle);

/* The names of the time when only PCI had them; @dev is a pci_dev. */
#define pci_pool		dma_pool
#define pci_pool_create(name, pdev, size, align, boundary) \
	dma_pool_create(name, &(pdev)->dev, size, align, boundary)
#define pci_pool_destroy(pool)			dma_pool_destroy(pool)
#define pci_pool_alloc(pool, gfp, handle)	dma_pool_alloc(pool, gfp, handle)
#define pci_pool_free(pool, vaddr, handle)	dma_pool_free(pool, vaddr, handle)

#endif
