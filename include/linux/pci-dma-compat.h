/*
 * pci-dma-compat.h - the DMA API's names of the time when only PCI had one: a
 * pci_dev (NULL: ISA) instead of a device.
 */
#ifndef _LINUX_PCI_DMA_COMPAT_H
#define _LINUX_PCI_DMA_COMPAT_H

#include <linux/dma-mapping.h>

#define __PCI_DMA_DEV(pdev)	((pdev) ? &(pdev)->dev : NULL)

#define pci_alloc_consistent(pdev, size, handle) \
	dma_alloc_coherent(__PCI_DMA_DEV(pdev), size, handle, GFP_ATOMIC)
#define pci_zalloc_consistent(pdev, size, handle) \
	pci_alloc_consistent(pdev, size, handle)
#define pci_free_consistent(pdev, size, vaddr, handle) \
	dma_free_coherent(__PCI_DMA_DEV(pdev), size, vaddr, handle)
#define pci_map_single(pdev, ptr, size, dir) \
	dma_map_single(__PCI_DMA_DEV(pdev), ptr, size, \
		       (enum dma_data_direction)(dir))
#define pci_unmap_single(pdev, addr, size, dir) \
	dma_unmap_single(__PCI_DMA_DEV(pdev), addr, size, \
			 (enum dma_data_direction)(dir))
#define pci_map_page(pdev, page, offset, size, dir) \
	dma_map_page(__PCI_DMA_DEV(pdev), page, offset, size, \
		     (enum dma_data_direction)(dir))
#define pci_unmap_page(pdev, addr, size, dir) \
	dma_unmap_page(__PCI_DMA_DEV(pdev), addr, size, \
		       (enum dma_data_direction)(dir))
#define pci_map_sg(pdev, sg, nents, dir) \
	dma_map_sg(__PCI_DMA_DEV(pdev), sg, nents, \
		   (enum dma_data_direction)(dir))
#define pci_unmap_sg(pdev, sg, nents, dir) \
	dma_unmap_sg(__PCI_DMA_DEV(pdev), sg, nents, \
		     (enum dma_data_direction)(dir))
#define pci_dma_sync_single_for_cpu(pdev, addr, size, dir) \
	dma_sync_single_for_cpu(__PCI_DMA_DEV(pdev), addr, size, \
				(enum dma_data_direction)(dir))
#define pci_dma_sync_single_for_device(pdev, addr, size, dir) \
	dma_sync_single_for_device(__PCI_DMA_DEV(pdev), addr, size, \
				   (enum dma_data_direction)(dir))
#define pci_dma_sync_sg_for_cpu(pdev, sg, nents, dir) \
	dma_sync_sg_for_cpu(__PCI_DMA_DEV(pdev), sg, nents, \
			    (enum dma_data_direction)(dir))
#define pci_dma_sync_sg_for_device(pdev, sg, nents, dir) \
	dma_sync_sg_for_device(__PCI_DMA_DEV(pdev), sg, nents, \
			       (enum dma_data_direction)(dir))
#define pci_dma_mapping_error(...)	dma_mapping_error(__VA_ARGS__)
#define pci_dma_supported(pdev, mask) \
	dma_supported(__PCI_DMA_DEV(pdev), mask)
#define pci_set_dma_mask(pdev, mask)	dma_set_mask(&(pdev)->dev, mask)
#define pci_set_consistent_dma_mask(pdev, mask) \
	dma_set_coherent_mask(&(pdev)->dev, mask)

#define DECLARE_PCI_UNMAP_ADDR(name)	DEFINE_DMA_UNMAP_ADDR(name);
#define DECLARE_PCI_UNMAP_LEN(name)	DEFINE_DMA_UNMAP_LEN(name);
#define pci_unmap_addr(ptr, name)		dma_unmap_addr(ptr, name)
#define pci_unmap_addr_set(ptr, name, val)	dma_unmap_addr_set(ptr, name, val)
#define pci_unmap_len(ptr, name)		dma_unmap_len(ptr, name)
#define pci_unmap_len_set(ptr, name, val)	dma_unmap_len_set(ptr, name, val)

#endif
