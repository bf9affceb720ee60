/*
 * genalloc.h - pieces of a memory that is somebody's own: a card's, a chip's, a
 * range of addresses. The pool never touches it. lib/modules/genalloc.c.
 */
#ifndef _LINUX_GENALLOC_H
#define _LINUX_GENALLOC_H

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct gen_pool;

/*
 * Where in the @size bits of @map, from @start on, are @nr that are clear?
 * Their number; @size or more: nowhere. @data as it was given with it.
 */
typedef unsigned long (*genpool_algo_t)(unsigned long *map, unsigned long size,
					unsigned long start, unsigned int nr,
					void *data, struct gen_pool *pool,
					unsigned long start_addr);

struct gen_pool {
	spinlock_t lock;		/* everything */
	struct list_head chunks;	/* the memories, in the order they came */
	int min_alloc_order;		/* a bit stands for so much */
	genpool_algo_t algo;		/* first fit */
	void *data;			/* what it gets */
};

/*
 * A piece is a multiple of 2^@min_alloc_order bytes. NULL: no memory. May
 * sleep.
 */
struct gen_pool *gen_pool_create(int min_alloc_order, int nid);
/*
 * Put @size bytes at @virt into the pool, for the hardware at @phys. 0; -EINVAL
 * for less than a piece or what ends behind the last address; -ENOMEM. May
 * sleep.
 */
int gen_pool_add_virt(struct gen_pool *pool, unsigned long virt,
		      phys_addr_t phys, size_t size, int nid);
#define gen_pool_add(pool, addr, size, nid) \
	gen_pool_add_virt(pool, addr, (phys_addr_t)-1, size, nid)
/* All memories must be whole: else it is told, and the pool stays. */
void gen_pool_destroy(struct gen_pool *pool);

/* Which of the places that would do; any context from here on. */
void gen_pool_set_algo(struct gen_pool *pool, genpool_algo_t algo, void *data);
unsigned long gen_pool_first_fit(unsigned long *map, unsigned long size,
				 unsigned long start, unsigned int nr,
				 void *data, struct gen_pool *pool,
				 unsigned long start_addr);
/* Aligned to the power of two that holds it; in the smallest gap that does. */
unsigned long gen_pool_first_fit_order_align(unsigned long *map,
					     unsigned long size,
					     unsigned long start,
					     unsigned int nr, void *data,
					     struct gen_pool *pool,
					     unsigned long start_addr);
unsigned long gen_pool_best_fit(unsigned long *map, unsigned long size,
				unsigned long start, unsigned int nr,
				void *data, struct gen_pool *pool,
				unsigned long start_addr);

/* @size bytes, or 0. What was not allocated so is told, and not freed. */
unsigned long gen_pool_alloc(struct gen_pool *pool, size_t size);
void gen_pool_free(struct gen_pool *pool, unsigned long addr, size_t size);
/* With its address for the hardware in *@dma. NULL: none. */
void *gen_pool_dma_alloc(struct gen_pool *pool, size_t size, dma_addr_t *dma);
/* -1 where the pool has no such address. */
phys_addr_t gen_pool_virt_to_phys(struct gen_pool *pool, unsigned long addr);

/*
 * Bytes in all, bytes that are free; are all of these in one of its memories?
 */
size_t gen_pool_size(struct gen_pool *pool);
size_t gen_pool_avail(struct gen_pool *pool);
bool gen_pool_has_addr(struct gen_pool *pool, unsigned long start, size_t size);
#define addr_in_gen_pool	gen_pool_has_addr

#endif
