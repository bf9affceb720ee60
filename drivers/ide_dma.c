/*
 * ide_dma.c - the bus master: it moves the data of a command by itself.
 *
 * The pieces of memory stand in a table that the controller reads:
 *
 *	bm+4 --> PRD  address     bytes
 *		 0x038f2000      4096
 *		 0x00a10000         0 = 64 KB
 *		 0x2f003000      2048 | PRD_LAST
 *
 * A piece must not cross a multiple of 64 KB: one that does (a bounce buffer
 * may lie so, whatever the queue's limits are) becomes two. Addresses have 32
 * bits: high memory needs no bounce.
 *
 * The drive interrupts when it is done. That says nothing about the memory:
 * only the bus master knows whether all pieces were filled. It stands at the
 * end of the table then, no longer active; the table is exactly as long as the
 * command, so anything else is an error, as it is when nobody lets the
 * controller be a bus master.
 *
 * Invariants: between two commands the bus master is stopped and its status is
 * clear. Between ide_dma_prepare() and ide_dma_end() the memory is the
 * device's. The table never crosses 64 KB. Locking: the channel's. Context:
 * any, but ide_dma_alloc() and _free(). Linux: drivers/ide/ide-dma.c,
 * ide-dma-sff.c.
 * gdb: `break ide_dma_start`, `km-ide`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <asm/io.h>
#include "ide.h"
#include "ide_fault.h"

static enum dma_data_direction direction(bool to_memory)
{
	return to_memory ? DMA_FROM_DEVICE : DMA_TO_DEVICE;
}

/* One mapped piece into the table; where to go on, NULL: it does not fit. */
static struct ide_prd *add_prds(struct ide_channel *ch, struct ide_prd *prd,
				 dma_addr_t addr, unsigned int len)
{
	unsigned int here;

	if ((addr | len) & 1)
		return NULL;
	for (; len; addr += here, len -= here) {
		if (prd == ch->prd + IDE_MAX_PRDS)
			return NULL;
		here = min_t(unsigned int, len, 0x10000 - (addr & 0xffff));
		prd->addr = addr;
		prd->len = here & 0xffff;
		prd++;
	}
	return prd;
}

/*
 * The memory of ch->sg for the device, and the table of it. 0; -EINVAL: not by
 * DMA (an odd address); -ENOMEM: no bounce buffer is free.
 */
int ide_dma_prepare(struct ide_channel *ch, bool to_memory)
{
	enum dma_data_direction dir = direction(to_memory);
	struct ide_prd *prd = ch->prd;
	struct scatterlist *sg;
	int nents, i;

	nents = dma_map_sg(&ch->pdev->dev, ch->sg, ch->nents, dir);
	if (!nents)
		return -ENOMEM;
	for_each_sg(ch->sg, sg, nents, i) {
		prd = add_prds(ch, prd, sg_dma_address(sg), sg_dma_len(sg));
		if (!prd) {
			dma_unmap_sg(&ch->pdev->dev, ch->sg, ch->nents, dir);
			return -EINVAL;
		}
	}
	prd[-1].len |= PRD_LAST;
	ide_fault_table(ch, prd - ch->prd);
	ch->mapped = true;
	outl(ch->prd_dma, ch->bm + BM_TABLE);
	if (ch->to_memory != to_memory)
		outb(to_memory ? BM_TO_MEMORY : 0, ch->bm + BM_COMMAND);
	ch->to_memory = to_memory;
	return 0;
}

/* The drive has its command. */
void ide_dma_start(struct ide_channel *ch)
{
	outb(BM_START | (ch->to_memory ? BM_TO_MEMORY : 0),
	     ch->bm + BM_COMMAND);
}

/*
 * Stop, and give the memory back to the CPU. Did all of it arrive?
 * (ch->bm_status was read before.)
 */
bool ide_dma_end(struct ide_channel *ch)
{
	outb(ch->to_memory ? BM_TO_MEMORY : 0, ch->bm + BM_COMMAND);
	outb(ch->bm_status | BM_IRQ | BM_ERROR, ch->bm + BM_STATUS);
	if (ch->mapped)
		dma_unmap_sg(&ch->pdev->dev, ch->sg, ch->nents,
			     direction(ch->to_memory));
	ch->mapped = false;
	return !(ch->bm_status & (BM_ACTIVE | BM_ERROR));
}

int ide_dma_alloc(struct ide_channel *ch)
{
	unsigned int size = IDE_MAX_PRDS * sizeof(struct ide_prd);

	ch->pool = dma_pool_create(ch->name, &ch->pdev->dev, size, 4, 0x10000);
	if (!ch->pool)
		return -ENOMEM;
	ch->prd = dma_pool_alloc(ch->pool, GFP_KERNEL, &ch->prd_dma);
	return ch->prd ? 0 : -ENOMEM;
}

void ide_dma_free(struct ide_channel *ch)
{
	if (ch->prd)
		dma_pool_free(ch->pool, ch->prd, ch->prd_dma);
	dma_pool_destroy(ch->pool);
	ch->prd = NULL;
	ch->pool = NULL;
}
