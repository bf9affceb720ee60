/*
 * kmalloc_bench.c - the rows of small objects: hot pairs, batches of 1000, and
 * kmix: 1024 slots, sizes 8 to 4103 at random, as the peers did it.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include "bench.h"

#define KMIX_SLOTS	1024
#define KMIX_STEPS	100000

static void *objs[KMIX_SLOTS];
static u16 sizes[KMIX_SLOTS];

static long kmalloc64_hot(void)
{
	return BENCH_LOOP(void *p = kmalloc(64, GFP_NOWAIT); kfree(p));
}
BENCH_ROW("kmalloc64_hot", kmalloc64_hot);

static long kmalloc4096_hot(void)
{
	return BENCH_LOOP(void *p = kmalloc(4096, GFP_NOWAIT); kfree(p));
}
BENCH_ROW("kmalloc4096_hot", kmalloc4096_hot);

static long kmalloc131072_hot(void)
{
	return BENCH_LOOP(void *p = kmalloc(131072, GFP_NOWAIT); kfree(p));
}
BENCH_ROW("kmalloc131072_hot", kmalloc131072_hot);

/* What the loops themselves cost. */
static noinline u64 batch_empty(void)
{
	u64 t0 = rdtsc();

	for (int i = 0; i < 1000; i++) {
		objs[i] = NULL;
		asm volatile("" : : : "memory");
	}
	return rdtsc() - t0;
}

static long kmalloc_batch(bool want_free)
{
	u64 t0 = 0, t1 = 0, t2 = 0, empty;
	unsigned long flags;

	local_irq_save(flags);
	for (int round = 0; round < 3; round++) {
		t0 = rdtsc();
		for (int i = 0; i < 1000; i++)
			objs[i] = kmalloc(64, GFP_NOWAIT);
		t1 = rdtsc();
		for (int i = 0; i < 1000; i++)
			kfree(objs[i]);
		t2 = rdtsc();
	}
	empty = batch_empty();
	local_irq_restore(flags);
	return bench_round((want_free ? t2 - t1 : t1 - t0) - empty, 1000);
}

static long kmalloc64_batch_alloc(void)
{
	return kmalloc_batch(false);
}
BENCH_ROW("kmalloc64_batch_alloc", kmalloc64_batch_alloc);

static long kmalloc64_batch_free(void)
{
	return kmalloc_batch(true);
}
BENCH_ROW("kmalloc64_batch_free", kmalloc64_batch_free);

static int kmix_steps(bool work)
{
	u32 rnd = 1;
	int allocs = 0;

	for (int step = 0; step < KMIX_STEPS; step++) {
		unsigned int slot = bench_rnd(&rnd) % KMIX_SLOTS;

		if (!objs[slot]) {
			u32 shift = 3 + bench_rnd(&rnd) % 10;

			sizes[slot] = (1 << shift) + bench_rnd(&rnd) % 8;
			objs[slot] = work ? kmalloc(sizes[slot], GFP_NOWAIT) :
					    (void *)1;
			allocs++;
		} else {
			if (work)
				kfree(objs[slot]);
			objs[slot] = NULL;
		}
	}
	return allocs;
}

static void kmix_end(bool work, int *live, int *bytes)
{
	*live = *bytes = 0;
	for (int i = 0; i < KMIX_SLOTS; i++) {
		if (!objs[i])
			continue;
		++*live;
		*bytes += sizes[i];
		if (work)
			kfree(objs[i]);
		objs[i] = NULL;
	}
}

static long kmix(void)
{
	int live, bytes, allocs;
	unsigned long flags;
	u64 t0, t1, t2;

	memset(objs, 0, sizeof(objs));
	local_irq_save(flags);
	kmix_steps(true);
	kmix_end(true, &live, &bytes);
	t0 = rdtsc();
	allocs = kmix_steps(true);
	t1 = rdtsc();
	kmix_end(true, &live, &bytes);
	t2 = rdtsc();
	kmix_steps(false);
	t2 = rdtsc() - t2;
	kmix_end(false, &live, &bytes);
	local_irq_restore(flags);
	if (allocs != 50251 || live != 502 || bytes != 356302) {
		pr_err("kmix: %d allocations, %d live, %d bytes: not the peers' work\n",
		       allocs, live, bytes);
		return -EINVAL;
	}
	return bench_round(t1 - t0 - t2, KMIX_STEPS);
}
BENCH_ROW("kmix", kmix);

static void set_ctor(void *obj)
{
	*(u32 *)obj = 0x896;
}

/* A cache of its own, of 128 bytes: one object taken and given back. */
static long cache_hot(void (*ctor)(void *))
{
	struct kmem_cache *cache = kmem_cache_create("bench-128", 128, 0, 0,
						     ctor);
	long figure;

	if (!cache)
		return -ENOMEM;
	figure = BENCH_LOOP(void *p = kmem_cache_alloc(cache, GFP_NOWAIT);
			    kmem_cache_free(cache, p));
	return kmem_cache_destroy(cache) ?: figure;
}

static long cache128_hot(void)
{
	return cache_hot(NULL);
}
BENCH_ROW("cache128_hot", cache128_hot);

static long cache128_ctor_hot(void)
{
	return cache_hot(set_ctor);
}
BENCH_ROW("cache128_ctor_hot", cache128_ctor_hot);

static long mempool_hot(void)
{
	struct kmem_cache *cache = kmem_cache_create("bench-pool", 128, 0, 0,
						     NULL);
	mempool_t *pool = cache ? mempool_create_slab_pool(4, cache) : NULL;
	long figure = -ENOMEM;

	if (pool)
		figure = BENCH_LOOP(void *p = mempool_alloc(pool, GFP_NOWAIT);
				    mempool_free(p, pool));
	mempool_destroy(pool);
	return kmem_cache_destroy(cache) ?: figure;
}
BENCH_ROW("mempool_hot", mempool_hot);

/* Objects taken and given back by sixteens; what one costs. */
static long cache128_bulk16(void)
{
	struct kmem_cache *cache = kmem_cache_create("bench-bulk", 128, 0, 0,
						     NULL);
	long figure;

	if (!cache)
		return -ENOMEM;
	figure = BENCH_LOOP(kmem_cache_alloc_bulk(cache, GFP_NOWAIT, 16, objs);
			    kmem_cache_free_bulk(cache, 16, objs));
	return kmem_cache_destroy(cache) ?: DIV_ROUND_CLOSEST(figure, 16);
}
BENCH_ROW("cache128_bulk16", cache128_bulk16);
