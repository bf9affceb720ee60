/*
 * dma.h - what the files of DMA tell each other: dma.c, swiotlb.c, dmapool.c,
 * debug/dma_debug.c.
 */
#ifndef _MM_DMA_H
#define _MM_DMA_H

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/rbtree.h>

/* What ISA reaches, in one transfer. */
#define ISA_MASK	0x00ffffffU
#define ISA_FRAME	0x10000U

/*
 * Does the device reach all bytes from @first to @last? One that says nothing
 * of itself reaches all there is.
 */
static __always_inline bool dma_reaches(const struct device *dev, u32 first,
					u32 last)
{
	const u64 *mask;

	if (!dev)
		return last <= ISA_MASK && first / ISA_FRAME == last / ISA_FRAME;
	mask = dev->dma_mask;
	return !mask || last <= (u32)*mask || *mask >> 32;
}

/* ---- dma_misuse.c ---- */

extern unsigned int dma_bugs;		/* misuses reported so far */

const char *dma_dev_name(const struct device *dev);
const char *dma_dir_name(enum dma_data_direction dir);
/* Report a misuse: what it is, of which bytes, by whom. */
void dma_misuse(const char *what, struct device *dev, unsigned long addr,
		size_t size, enum dma_data_direction dir, unsigned long caller);

/* ---- swiotlb.c ---- */

#define IO_TLB_SHIFT	11
#define IO_TLB_SIZE	(1U << IO_TLB_SHIFT)	/* bytes of a slot */

struct io_tlb_slot {
	unsigned int first;		/* where its mapping begins, + 1; 0: free */
	unsigned int nslots;		/* of the mapping; in the first slot */
	phys_addr_t orig;		/* whose place it takes */
	size_t size;
	size_t copied;			/* bytes, so far */
	struct device *dev;
	unsigned long caller;
};

struct swiotlb {
	dma_addr_t start;		/* where it lies: below 16 MB ... */
	unsigned int bytes;		/* ... and how large it is; 0: none */
	void *vaddr;
	unsigned int nslots, used, peak;	/* slots there are, taken, most */
	unsigned int next;		/* where to look first */
	unsigned long maps, full;	/* mappings made, refused */
	u64 copied;			/* bytes */
	struct io_tlb_slot *slots;
};
extern struct swiotlb swiotlb;
extern spinlock_t swiotlb_lock;		/* protects it */

/* Put the pool aside; once, at boot. */
int swiotlb_init(void);

static __always_inline bool is_swiotlb_buffer(dma_addr_t addr)
{
	return addr - swiotlb.start < swiotlb.bytes;
}

/*
 * A buffer in the device's reach in place of @size bytes at @orig, with their
 * contents: where it is, or DMA_MAPPING_ERROR when none is free. Any context.
 */
dma_addr_t swiotlb_map(struct device *dev, phys_addr_t orig, size_t size,
		       unsigned long caller);
/* What the device wrote goes to where it belongs, if @dir says so; the end. */
void swiotlb_unmap(dma_addr_t addr, size_t size, enum dma_data_direction dir,
		   unsigned long caller);
/*
 * Copy @size bytes from @addr on, as the CPU or the device wants to see them.
 */
void swiotlb_sync(dma_addr_t addr, size_t size, bool for_cpu,
		  unsigned long caller);

/* ---- debug/dma_debug.c ---- */

enum dma_kind { DMA_SINGLE, DMA_SG, DMA_COHERENT };

struct dma_entry {			/* a mapping that lasts */
	struct rb_node node;		/* by addr */
	struct device *dev;
	dma_addr_t addr;		/* the device's */
	phys_addr_t phys;		/* the memory's */
	size_t size;
	enum dma_data_direction dir;
	enum dma_kind kind;
	bool cpu;			/* synced for the CPU: it may look */
	u32 crc;			/* of the memory, when it went away */
	unsigned long caller;
};

extern bool dma_debug;			/* dma_debug=: is it on */
extern struct rb_root dma_entries;	/* mappings that last ... */
extern spinlock_t dma_debug_lock;	/* ... and their lock */
/* A new mapping; called with dma_debug on. */
void dma_debug_map(struct device *dev, phys_addr_t phys, dma_addr_t addr,
		   size_t size, enum dma_data_direction dir,
		   enum dma_kind kind, unsigned long caller);
/* Its end: false where there is nothing that could be ended. */
bool dma_debug_unmap(struct device *dev, dma_addr_t addr, size_t size,
		     enum dma_data_direction dir, enum dma_kind kind,
		     unsigned long caller);
void dma_debug_sync(struct device *dev, dma_addr_t addr, size_t size,
		    enum dma_data_direction dir, bool for_cpu,
		    unsigned long caller);

/* ---- dmapool.c ---- */

struct dma_page {			/* of a pool */
	struct list_head list;		/* in pool->pages */
	void *vaddr;			/* where the CPU has it ... */
	dma_addr_t handle;		/* ... and the device */
	unsigned int used;		/* blocks that are out */
	unsigned long map[];		/* which */
};

struct dma_pool {
	struct list_head list;		/* in dma_pools */
	spinlock_t lock;		/* over pages and what is in them */
	struct list_head pages;		/* those with free blocks first */
	struct device *dev;
	size_t size;			/* of a block, with its alignment */
	size_t allocation;		/* of a page, bytes */
	size_t boundary;		/* blocks don't cross multiples of it */
	unsigned int per_boundary;	/* blocks between two of them */
	unsigned int per_page;		/* blocks in a page */
	unsigned int nr_pages, used;	/* of all pages */
	unsigned long caller;
	char name[32];
};

extern struct list_head dma_pools;
extern struct mutex dma_pools_lock;

#endif
