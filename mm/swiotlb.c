/*
 * swiotlb.c - bounce buffers: memory in reach, in place of memory that isn't.
 *
 *   buffer (high, above the mask,      map: copy    bounce buffer
 *   or across a 64 KB frame)         ------------>  (below 16 MB)  <--> device
 *                                    <------------
 *                                     unmap: copy
 *
 * The pool is one block of ZONE_DMA, put aside at boot: 1/64 of the memory,
 * from 64 KB to 1 MB (swiotlb=SLOTS asks for another size). It is divided into
 * slots of 2 KB; a mapping takes a run of them, the next free one round the
 * pool, and a run of up to 64 KB never crosses a 64 KB frame, so that ISA
 * devices can use any. A longer run is for others.
 *
 * Both copies are made whatever the direction: in, because the device may write
 * less than it was asked, and what it leaves out must not come back as somebody
 * else's bytes; out, if the device may have written.
 *
 * Invariants: the slots of a run name its first; `used` is how many are not
 * free. A run belongs to who mapped it: copying goes on without the lock.
 * Price: 4 KB given to a device that can't reach them take 1,540 instructions
 * instead of 63.
 * Locking: swiotlb_lock, interrupts off, over the slots. Context: any.
 * Linux: kernel/dma/swiotlb.c (a software I/O TLB, after the hardware one that
 * would remap instead of copying). gdb: `km-dma`, `break swiotlb_map`.
 */
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/params.h>
#include <linux/slab.h>
#include "internal.h"
#include "dma.h"

#define SLOTS_PER_FRAME	(ISA_FRAME >> IO_TLB_SHIFT)
#define MAX_ORDER_POOL	8		/* 1 MB */
#define MIN_ORDER_POOL	4		/* 64 KB, one frame */

struct swiotlb swiotlb;
DEFINE_SPINLOCK(swiotlb_lock);

static unsigned int wanted_slots __initdata;

static int __init parse_swiotlb(char *text)
{
	return kstrtouint(text ?: "", 0, &wanted_slots);
}
early_param("swiotlb", parse_swiotlb);

int __init swiotlb_init(void)
{
	unsigned long bytes = num_physpages * (PAGE_SIZE / 64);
	int order;

	if (wanted_slots)
		bytes = (unsigned long)wanted_slots << IO_TLB_SHIFT;
	order = clamp((int)get_order(bytes), MIN_ORDER_POOL, MAX_ORDER_POOL);
	swiotlb.slots = kcalloc(PAGE_SIZE << order >> IO_TLB_SHIFT,
				sizeof(*swiotlb.slots), GFP_KERNEL);
	if (!swiotlb.slots)
		return -ENOMEM;
	while (!swiotlb.vaddr && order >= MIN_ORDER_POOL)
		swiotlb.vaddr = (void *)__get_free_pages(
			GFP_KERNEL | __GFP_DMA | __GFP_NOWARN, order--);
	if (!swiotlb.vaddr) {
		kfree(swiotlb.slots);
		pr_warn("swiotlb: no memory below 16 MB to bounce through\n");
		return 0;
	}
	swiotlb.start = __pa(swiotlb.vaddr);
	swiotlb.bytes = PAGE_SIZE << (order + 1);
	swiotlb.nslots = swiotlb.bytes >> IO_TLB_SHIFT;
	return 0;
}
core_initcall(swiotlb_init);

/* ---- runs of slots ---- */

/*
 * Where, at @slot or after it, a run of @n may begin: not where it would cross
 * a frame without need.
 */
static unsigned int run_start(unsigned int slot, unsigned int n)
{
	if (n <= SLOTS_PER_FRAME && slot % SLOTS_PER_FRAME + n > SLOTS_PER_FRAME)
		return roundup(slot, SLOTS_PER_FRAME);
	return slot;
}

/*
 * The first of @n free slots between @from and @to; -1: there is no such run.
 */
static int find_run(unsigned int from, unsigned int to, unsigned int n)
{
	unsigned int start = run_start(from, n), free = 0;

	while (start + n <= to) {
		if (free == n)
			return start;
		if (swiotlb.slots[start + free].first) {
			start = run_start(start + free + 1, n);
			free = 0;
		} else {
			free++;
		}
	}
	return -1;
}

static int take_run(unsigned int n)
{
	int first = find_run(swiotlb.next, swiotlb.nslots, n);

	if (first < 0)
		first = find_run(0, min(swiotlb.next + n, swiotlb.nslots), n);
	if (first < 0) {
		swiotlb.full++;
		return -1;
	}
	for (unsigned int i = 0; i < n; i++)
		swiotlb.slots[first + i].first = first + 1;
	swiotlb.next = first + n;
	swiotlb.used += n;
	swiotlb.peak = max(swiotlb.peak, swiotlb.used);
	swiotlb.maps++;
	return first;
}

static void give_run(struct io_tlb_slot *slot)
{
	unsigned long flags;
	unsigned int n = slot->nslots;

	spin_lock_irqsave(&swiotlb_lock, flags);
	for (unsigned int i = 0; i < n; i++)
		slot[i].first = 0;
	swiotlb.used -= n;
	swiotlb.copied += slot->copied;
	spin_unlock_irqrestore(&swiotlb_lock, flags);
}

/* ---- copies ---- */

static void copy_slot(struct io_tlb_slot *slot, size_t from, size_t size,
		      bool in)
{
	size_t at = (slot - swiotlb.slots) << IO_TLB_SHIFT;

	copy_phys(slot->orig + from, swiotlb.vaddr + at + from, size, in);
	slot->copied += size;
}

dma_addr_t swiotlb_map(struct device *dev, phys_addr_t orig, size_t size,
		       unsigned long caller)
{
	unsigned int n = DIV_ROUND_UP(size, IO_TLB_SIZE);
	struct io_tlb_slot *slot;
	unsigned long flags;
	int first;

	if (size > swiotlb.bytes || (!dev && size > ISA_FRAME))
		return DMA_MAPPING_ERROR;
	spin_lock_irqsave(&swiotlb_lock, flags);
	first = take_run(n);
	spin_unlock_irqrestore(&swiotlb_lock, flags);
	if (first < 0)
		return DMA_MAPPING_ERROR;
	slot = &swiotlb.slots[first];
	slot->nslots = n;
	slot->orig = orig;
	slot->size = size;
	slot->dev = dev;
	slot->caller = caller;
	slot->copied = 0;
	copy_slot(slot, 0, size, true);
	return swiotlb.start + (first << IO_TLB_SHIFT);
}

/* The mapping that @addr is in; NULL, with a report, if it is in none. */
static struct io_tlb_slot *slot_of(dma_addr_t addr, size_t size,
				   unsigned long caller)
{
	unsigned int n = (addr - swiotlb.start) >> IO_TLB_SHIFT;
	unsigned int first = swiotlb.slots[n].first;

	if (first)
		return &swiotlb.slots[first - 1];
	dma_misuse("a bounce buffer that is free", NULL, addr, size,
		   DMA_NONE, caller);
	return NULL;
}

/* How far into its mapping @addr is. */
static size_t offset_in(struct io_tlb_slot *slot, dma_addr_t addr)
{
	return addr - swiotlb.start -
	       ((slot - swiotlb.slots) << IO_TLB_SHIFT);
}

void swiotlb_unmap(dma_addr_t addr, size_t size, enum dma_data_direction dir,
		   unsigned long caller)
{
	struct io_tlb_slot *slot = slot_of(addr, size, caller);

	if (!slot)
		return;
	if (offset_in(slot, addr)) {
		dma_misuse("unmapped in the middle", slot->dev, addr, size,
			   dir, caller);
		return;
	}
	if (dir != DMA_TO_DEVICE)
		copy_slot(slot, 0, slot->size, false);
	give_run(slot);
}

void swiotlb_sync(dma_addr_t addr, size_t size, bool for_cpu,
		  unsigned long caller)
{
	struct io_tlb_slot *slot = slot_of(addr, size, caller);
	size_t from;

	if (!slot)
		return;
	from = offset_in(slot, addr);
	if (from >= slot->size || size > slot->size - from)
		dma_misuse("synced past the end of the mapping", slot->dev,
			   addr, size, DMA_NONE, caller);
	else
		copy_slot(slot, from, size, !for_cpu);
}
