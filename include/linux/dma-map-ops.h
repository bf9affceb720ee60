/*
 * dma-map-ops.h - how a device's addresses are made. There is one way,
 * mm/dma.c.
 */
#ifndef _LINUX_DMA_MAP_OPS_H
#define _LINUX_DMA_MAP_OPS_H

#include <linux/dma-mapping.h>

struct dma_map_ops;

#define set_dma_ops(dev, ops)	do { (void)(dev); (void)(ops); } while (0)
#define get_dma_ops(dev)	((void)(dev), (const struct dma_map_ops *)NULL)

#endif
