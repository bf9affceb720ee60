/*
 * dmapool.c - small pieces of coherent memory, cut from pages.
 *
 *   page  | block | block | block |  | block | block | block |  |
 *         0                       ^  boundary                ^  2 x boundary
 *                                 no block crosses these
 *
 * A controller's descriptors are 16 or 32 bytes, wanted by the hundred, and
 * dma_alloc_coherent() gives whole pages. A pool takes a page at a time and
 * gives out blocks of one size, aligned, none across the boundary that the
 * device can't carry over. A bit for each block says whether it is out.
 *
 * Invariants: page->used is the number of bits set in page->map; a pool's pages
 * with a free block stand before the full ones. Pages stay until the pool goes.
 * With dma_debug free blocks are filled with POOL_POISON_FREED and looked at
 * when they are given out again: who wrote to one afterwards is found.
 * Locking: pool->lock, interrupts off; dma_pools_lock, a mutex outside of it,
 * over the list of pools. Context: any; making and ending a pool may sleep.
 * Linux: mm/dmapool.c. gdb: `break dma_pool_alloc`, `km-dmapool`.
 */
#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poison.h>
#include <linux/sched.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include "internal.h"
#include "dma.h"

LIST_HEAD(dma_pools);
DEFINE_MUTEX(dma_pools_lock);

/* ---- a block's place ---- */

static size_t block_offset(const struct dma_pool *pool, unsigned int block)
{
	return block / pool->per_boundary * pool->boundary +
	       block % pool->per_boundary * pool->size;
}

/* The block that begins at @offset; -1: none does. */
static int block_at(const struct dma_pool *pool, size_t offset)
{
	unsigned int block = offset / pool->boundary * pool->per_boundary +
			     offset % pool->boundary / pool->size;

	return offset < pool->allocation && block < pool->per_page &&
	       block_offset(pool, block) == offset ? (int)block : -1;
}

/* ---- pools ---- */

static bool set_sizes(struct dma_pool *pool, size_t size, size_t align,
		      size_t boundary)
{
	align = align ?: 1;
	if (!size || size > KMALLOC_MAX_SIZE || !is_power_of_2(align) ||
	    align > PAGE_SIZE || (boundary && !is_power_of_2(boundary)))
		return false;
	pool->size = ALIGN(max_t(size_t, size, sizeof(u32)), align);
	pool->allocation = PAGE_SIZE << get_order(pool->size);
	pool->boundary = min(boundary ?: pool->allocation, pool->allocation);
	if (pool->size > pool->boundary)
		return false;
	pool->per_boundary = pool->boundary / pool->size;
	pool->per_page = pool->allocation / pool->boundary *
			 pool->per_boundary;
	return true;
}

struct dma_pool *dma_pool_create(const char *name, struct device *dev,
				 size_t size, size_t align, size_t boundary)
{
	struct dma_pool *pool;

	might_sleep();
	pool = kzalloc(sizeof(*pool), GFP_KERNEL);
	if (!pool)
		return NULL;
	if (WARN(!set_sizes(pool, size, align, boundary),
		 "dma_pool_create(%s): size %zu, align %zu, boundary %zu\n",
		 name, size, align, boundary)) {
		kfree(pool);
		return NULL;
	}
	spin_lock_init(&pool->lock);
	INIT_LIST_HEAD(&pool->pages);
	pool->dev = dev;
	pool->caller = _RET_IP_;
	strscpy(pool->name, name, sizeof(pool->name));
	mutex_lock(&dma_pools_lock);
	list_add_tail(&pool->list, &dma_pools);
	mutex_unlock(&dma_pools_lock);
	return pool;
}
EXPORT_SYMBOL(dma_pool_create);

static void misuse(const char *what, struct dma_pool *pool, void *vaddr,
		   dma_addr_t handle, unsigned long caller)
{
	dma_misuse(what, pool->dev, handle, pool->size, DMA_BIDIRECTIONAL,
		   caller);
	pr_alert("pool %s, made by %pS, block %p\n", pool->name,
		 (void *)pool->caller, vaddr);
}

static void end_page(struct dma_pool *pool, struct dma_page *page)
{
	dma_free_coherent(pool->dev, pool->allocation, page->vaddr,
			  page->handle);
	kfree(page);
}

/* Blocks that are out: the device may still write there. Their pages stay. */
void dma_pool_destroy(struct dma_pool *pool)
{
	struct dma_page *page, *next;

	if (!pool)
		return;
	might_sleep();
	mutex_lock(&dma_pools_lock);
	list_del(&pool->list);
	mutex_unlock(&dma_pools_lock);
	list_for_each_entry_safe(page, next, &pool->pages, list) {
		if (!page->used)
			end_page(pool, page);
		else
			misuse("a pool destroyed while blocks are out", pool,
			       page->vaddr, page->handle, _RET_IP_);
	}
	kfree(pool);
}
EXPORT_SYMBOL(dma_pool_destroy);

/* ---- blocks ---- */

static struct dma_page *new_page(struct dma_pool *pool, gfp_t gfp)
{
	size_t map = BITS_TO_LONGS(pool->per_page) * sizeof(long);
	struct dma_page *page = kzalloc(sizeof(*page) + map,
					gfp & ~GFP_ZONEMASK);

	if (!page)
		return NULL;
	page->vaddr = dma_alloc_coherent(pool->dev, pool->allocation,
					 &page->handle, gfp);
	if (!page->vaddr) {
		kfree(page);
		return NULL;
	}
	if (dma_debug)
		memset(page->vaddr, POOL_POISON_FREED, pool->allocation);
	return page;
}

/* Was it written to while it was free? Then say so; it is used all the same. */
static void check_free(struct dma_pool *pool, void *vaddr, dma_addr_t handle,
		       unsigned long caller)
{
	u8 *bad = memchr_inv(vaddr, POOL_POISON_FREED, pool->size);

	if (bad) {
		misuse("a free block was written to; given out now", pool,
		       vaddr, handle, caller);
		pr_alert("byte %u is %#04x, not %#04x\n",
			 (unsigned int)(bad - (u8 *)vaddr), *bad,
			 POOL_POISON_FREED);
	}
	memset(vaddr, POOL_POISON_ALLOCATED, pool->size);
}

/* With the lock held, from the first page: NULL if that one is full too. */
static void *take_block(struct dma_pool *pool, dma_addr_t *handle)
{
	struct dma_page *page = list_first_entry_or_null(
		&pool->pages, struct dma_page, list);
	unsigned int block;
	size_t offset;

	if (!page || page->used == pool->per_page)
		return NULL;
	block = find_first_zero_bit(page->map, pool->per_page);
	__set_bit(block, page->map);
	pool->used++;
	if (++page->used == pool->per_page)
		list_move_tail(&page->list, &pool->pages);
	offset = block_offset(pool, block);
	*handle = page->handle + offset;
	return page->vaddr + offset;
}

static void *alloc_block(struct dma_pool *pool, gfp_t gfp, dma_addr_t *handle,
			 unsigned long caller)
{
	struct dma_page *page;
	unsigned long flags;
	void *vaddr;

	spin_lock_irqsave(&pool->lock, flags);
	while (!(vaddr = take_block(pool, handle))) {
		spin_unlock_irqrestore(&pool->lock, flags);
		page = new_page(pool, gfp);
		if (!page)
			return NULL;
		spin_lock_irqsave(&pool->lock, flags);
		list_add(&page->list, &pool->pages);
		pool->nr_pages++;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	if (dma_debug)
		check_free(pool, vaddr, *handle, caller);
	if (gfp & __GFP_ZERO)
		memset(vaddr, 0, pool->size);
	return vaddr;
}

void *dma_pool_alloc(struct dma_pool *pool, gfp_t gfp, dma_addr_t *handle)
{
	return alloc_block(pool, gfp, handle, _RET_IP_);
}
EXPORT_SYMBOL(dma_pool_alloc);

void *dma_pool_zalloc(struct dma_pool *pool, gfp_t gfp, dma_addr_t *handle)
{
	return alloc_block(pool, gfp | __GFP_ZERO, handle, _RET_IP_);
}
EXPORT_SYMBOL(dma_pool_zalloc);

static struct dma_page *page_of(struct dma_pool *pool, dma_addr_t handle)
{
	struct dma_page *page;

	list_for_each_entry(page, &pool->pages, list)
		if (handle - page->handle < pool->allocation)
			return page;
	return NULL;
}

/* With the lock held: what is wrong with it, or NULL and it is free. */
static const char *give_block(struct dma_pool *pool, void *vaddr,
			      dma_addr_t handle)
{
	struct dma_page *page = page_of(pool, handle);
	int block = page ? block_at(pool, handle - page->handle) : -1;

	if (block < 0)
		return "a block that is not this pool's";
	if (vaddr != page->vaddr + block_offset(pool, block))
		return "a block's address and handle that are no pair";
	if (!test_bit(block, page->map))
		return "a block freed that is free";
	if (dma_debug)
		memset(vaddr, POOL_POISON_FREED, pool->size);
	__clear_bit(block, page->map);
	page->used--;
	pool->used--;
	list_move(&page->list, &pool->pages);
	return NULL;
}

void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t handle)
{
	const char *wrong;
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	wrong = give_block(pool, vaddr, handle);
	spin_unlock_irqrestore(&pool->lock, flags);
	if (wrong)
		misuse(wrong, pool, vaddr, handle, _RET_IP_);
}
EXPORT_SYMBOL(dma_pool_free);

void dmapool_leftovers(unsigned long start, unsigned long end,
		       leftover_found *found, void *arg)
{
	struct dma_pool *pool;

	mutex_lock(&dma_pools_lock);
	list_for_each_entry(pool, &dma_pools, list)
		if (leftover_is(pool->caller, start, end))
			found(pool, pool->nr_pages * pool->allocation,
			      pool->caller, arg);
	mutex_unlock(&dma_pools_lock);
}
