/*
 * dma-direction.h - which way data goes, as seen from memory.
 */
#ifndef _LINUX_DMA_DIRECTION_H
#define _LINUX_DMA_DIRECTION_H

enum dma_data_direction {
	DMA_BIDIRECTIONAL = 0,		/* not known, or both ways */
	DMA_TO_DEVICE = 1,		/* the device reads memory */
	DMA_FROM_DEVICE = 2,		/* the device writes memory */
	DMA_NONE = 3,			/* no mapping has it: to find mistakes */
};

/* The names of the time when only PCI could do it. */
#define PCI_DMA_BIDIRECTIONAL	DMA_BIDIRECTIONAL
#define PCI_DMA_TODEVICE	DMA_TO_DEVICE
#define PCI_DMA_FROMDEVICE	DMA_FROM_DEVICE
#define PCI_DMA_NONE		DMA_NONE

static inline int valid_dma_direction(enum dma_data_direction dir)
{
	return (unsigned int)dir <= DMA_FROM_DEVICE;
}

#endif
