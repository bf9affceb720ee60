/*
 * genalloc.c - an allocator that keeps its books elsewhere than in what it
 * gives.
 *
 * A driver has memory of its own: behind a bus, slow, or not to be read at all.
 * The buddy and the slabs write into what is free; here a bitmap says it, a bit
 * for each smallest piece:
 *
 *	chunk	start_addr .. end_addr		on a card, say
 *	bits	1 1 1 0 0 1 0 0 ...		in our memory
 *
 * Nothing is noted about a piece's size: who frees says it again.
 *
 * Invariants: a bit is set iff its piece is out; chunk->avail counts the
 * others.
 * Locking: pool->lock, interrupts off. Context: any; to make, add and destroy
 * may sleep. Price: a search looks at words of bits, from the start.
 * Linux: lib/genalloc.c (which needs no lock where cmpxchg does).
 * gdb: `p *pool`, `break gen_pool_alloc`.
 */
#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/genalloc.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/slab.h>

struct chunk {
	struct list_head list;		/* pool->chunks */
	unsigned long start_addr, end_addr;	/* the last byte's */
	phys_addr_t phys;		/* of the first, -1: none */
	unsigned long num;		/* pieces */
	unsigned long avail;		/* of them free */
	unsigned long bits[];
};

struct gen_pool *gen_pool_create(int min_alloc_order, int nid)
{
	struct gen_pool *pool = kmalloc(sizeof(*pool), GFP_KERNEL);

	if (!pool)
		return NULL;
	spin_lock_init(&pool->lock);
	INIT_LIST_HEAD(&pool->chunks);
	pool->min_alloc_order = min_alloc_order;
	pool->algo = gen_pool_first_fit;
	pool->data = NULL;
	return pool;
}

int gen_pool_add_virt(struct gen_pool *pool, unsigned long virt,
		      phys_addr_t phys, size_t size, int nid)
{
	unsigned long num = size >> pool->min_alloc_order, flags;
	struct chunk *chunk;

	if (!num || virt + size - 1 < virt)
		return -EINVAL;
	chunk = kvzalloc(sizeof(*chunk) + BITS_TO_LONGS(num) * sizeof(long),
			 GFP_KERNEL);
	if (!chunk)
		return -ENOMEM;
	chunk->start_addr = virt;
	chunk->end_addr = virt + (num << pool->min_alloc_order) - 1;
	chunk->phys = phys;
	chunk->num = chunk->avail = num;
	spin_lock_irqsave(&pool->lock, flags);
	list_add_tail(&chunk->list, &pool->chunks);
	spin_unlock_irqrestore(&pool->lock, flags);
	return 0;
}

void gen_pool_destroy(struct gen_pool *pool)
{
	struct chunk *chunk, *next;

	if (WARN(gen_pool_avail(pool) != gen_pool_size(pool),
		 "gen_pool_destroy: %zu bytes are still out\n",
		 gen_pool_size(pool) - gen_pool_avail(pool)))
		return;
	list_for_each_entry_safe(chunk, next, &pool->chunks, list)
		kvfree(chunk);
	kfree(pool);
}

void gen_pool_set_algo(struct gen_pool *pool, genpool_algo_t algo, void *data)
{
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	pool->algo = algo ? : gen_pool_first_fit;
	pool->data = data;
	spin_unlock_irqrestore(&pool->lock, flags);
}

unsigned long gen_pool_first_fit(unsigned long *map, unsigned long size,
				 unsigned long start, unsigned int nr,
				 void *data, struct gen_pool *pool,
				 unsigned long start_addr)
{
	return bitmap_find_next_zero_area(map, size, start, nr, 0);
}

unsigned long gen_pool_first_fit_order_align(unsigned long *map,
					     unsigned long size,
					     unsigned long start,
					     unsigned int nr, void *data,
					     struct gen_pool *pool,
					     unsigned long start_addr)
{
	return bitmap_find_next_zero_area(map, size, start, nr,
					  roundup_pow_of_two(nr) - 1);
}

unsigned long gen_pool_best_fit(unsigned long *map, unsigned long size,
				unsigned long start, unsigned int nr,
				void *data, struct gen_pool *pool,
				unsigned long start_addr)
{
	unsigned long at, end, least = ULONG_MAX, best = size;

	for (at = start; ; at = end) {
		at = find_next_zero_bit(map, size, at);
		if (at >= size)
			return best;
		end = find_next_bit(map, size, at);
		if (end - at >= nr && end - at < least) {
			least = end - at;
			best = at;
		}
	}
}

/* The pieces that hold @size bytes. */
static unsigned long pieces(struct gen_pool *pool, size_t size)
{
	return ((u64)size + (1UL << pool->min_alloc_order) - 1) >>
	       pool->min_alloc_order;
}

static unsigned long alloc_from(struct gen_pool *pool, struct chunk *chunk,
				unsigned long nr)
{
	unsigned long at;

	if (nr > chunk->avail)
		return 0;
	at = pool->algo(chunk->bits, chunk->num, 0, nr, pool->data, pool,
			chunk->start_addr);
	if (at >= chunk->num)
		return 0;
	bitmap_set(chunk->bits, at, nr);
	chunk->avail -= nr;
	return chunk->start_addr + (at << pool->min_alloc_order);
}

unsigned long gen_pool_alloc(struct gen_pool *pool, size_t size)
{
	unsigned long nr = pieces(pool, size), flags, addr = 0;
	struct chunk *chunk;

	if (!nr)
		return 0;
	spin_lock_irqsave(&pool->lock, flags);
	list_for_each_entry(chunk, &pool->chunks, list) {
		addr = alloc_from(pool, chunk, nr);
		if (addr)
			break;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return addr;
}

/* That has all of them; under the lock. */
static struct chunk *chunk_of(struct gen_pool *pool, unsigned long start,
			      size_t size)
{
	unsigned long end = start + size - 1;
	struct chunk *chunk;

	list_for_each_entry(chunk, &pool->chunks, list)
		if (size && start >= chunk->start_addr && end >= start &&
		    end <= chunk->end_addr)
			return chunk;
	return NULL;
}

static bool free_to(struct gen_pool *pool, struct chunk *chunk,
		    unsigned long addr, unsigned long nr)
{
	unsigned long offset = addr - chunk->start_addr;
	unsigned long at = offset >> pool->min_alloc_order;

	if (offset & ((1UL << pool->min_alloc_order) - 1) ||
	    find_next_zero_bit(chunk->bits, at + nr, at) < at + nr)
		return false;
	bitmap_clear(chunk->bits, at, nr);
	chunk->avail += nr;
	return true;
}

void gen_pool_free(struct gen_pool *pool, unsigned long addr, size_t size)
{
	struct chunk *chunk;
	unsigned long flags;
	bool done;

	spin_lock_irqsave(&pool->lock, flags);
	chunk = chunk_of(pool, addr, size);
	done = chunk && free_to(pool, chunk, addr, pieces(pool, size));
	spin_unlock_irqrestore(&pool->lock, flags);
	WARN(!done, "gen_pool_free: %zu bytes at %lx were not allocated\n",
	     size, addr);
}

phys_addr_t gen_pool_virt_to_phys(struct gen_pool *pool, unsigned long addr)
{
	phys_addr_t phys = -1;
	struct chunk *chunk;
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	chunk = chunk_of(pool, addr, 1);
	if (chunk && chunk->phys != (phys_addr_t)-1)
		phys = chunk->phys + (addr - chunk->start_addr);
	spin_unlock_irqrestore(&pool->lock, flags);
	return phys;
}

void *gen_pool_dma_alloc(struct gen_pool *pool, size_t size, dma_addr_t *dma)
{
	unsigned long addr = gen_pool_alloc(pool, size);

	if (addr && dma)
		*dma = gen_pool_virt_to_phys(pool, addr);
	return (void *)addr;
}

/* Pieces in all of the pool, or of them only the free ones, in bytes. */
static size_t sum(struct gen_pool *pool, bool free_only)
{
	unsigned long flags, n = 0;
	struct chunk *chunk;

	spin_lock_irqsave(&pool->lock, flags);
	list_for_each_entry(chunk, &pool->chunks, list)
		n += free_only ? chunk->avail : chunk->num;
	spin_unlock_irqrestore(&pool->lock, flags);
	return n << pool->min_alloc_order;
}

size_t gen_pool_size(struct gen_pool *pool)
{
	return sum(pool, false);
}

size_t gen_pool_avail(struct gen_pool *pool)
{
	return sum(pool, true);
}

bool gen_pool_has_addr(struct gen_pool *pool, unsigned long start, size_t size)
{
	unsigned long flags;
	bool has;

	spin_lock_irqsave(&pool->lock, flags);
	has = chunk_of(pool, start, size);
	spin_unlock_irqrestore(&pool->lock, flags);
	return has;
}
