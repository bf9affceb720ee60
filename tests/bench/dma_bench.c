/*
 * dma_bench.c - rows of the DMA API: what mapping costs when nothing is
 * bounced, when everything is, and coherent memory.
 */
#include <linux/dma-mapping.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include "bench.h"

static u64 mask = DMA_BIT_MASK(32);
static struct device dev = {
	.init_name = "bench", .dma_mask = &mask,
	.coherent_dma_mask = DMA_BIT_MASK(32),
};

static long map_pair(struct device *d, gfp_t gfp)
{
	void *buf = kmalloc(4096, gfp);
	long figure;

	if (!buf)
		return -ENOMEM;
	figure = BENCH_LOOP(dma_addr_t addr = dma_map_single(d, buf, 4096,
							     DMA_TO_DEVICE);
			    dma_unmap_single(d, addr, 4096, DMA_TO_DEVICE));
	kfree(buf);
	return figure;
}

static long dma_map_row(void)
{
	return map_pair(&dev, GFP_KERNEL);
}
BENCH_ROW("dma_map", dma_map_row);

/* ISA: what lies above 16 MB is copied. */
static long dma_bounce_row(void)
{
	return map_pair(NULL, GFP_KERNEL);
}
BENCH_ROW("dma_bounce", dma_bounce_row);

/* Not from interrupts: so they are on, for some ticks a round at most. */
static long dma_coherent_row(void)
{
	const unsigned int rounds = 2000;
	dma_addr_t handle;
	u64 start = 0;

	for (unsigned int i = 0; i < BENCH_WARM + rounds; i++) {
		void *buf = dma_alloc_coherent(&dev, 4096, &handle, GFP_KERNEL);

		if (!buf)
			return -ENOMEM;
		dma_free_coherent(&dev, 4096, buf, handle);
		if (i == BENCH_WARM - 1)
			start = rdtsc();
	}
	return bench_round(rdtsc() - start, rounds);
}
BENCH_ROW("dma_coherent", dma_coherent_row);

static long dma_pool_row(void)
{
	struct dma_pool *pool = dma_pool_create("bench", &dev, 32, 32, 0);
	dma_addr_t handle;
	long figure;

	if (!pool)
		return -ENOMEM;
	figure = BENCH_LOOP(void *block = dma_pool_alloc(pool, GFP_KERNEL,
							 &handle);
			    dma_pool_free(pool, block, handle));
	dma_pool_destroy(pool);
	return figure;
}
BENCH_ROW("dma_pool", dma_pool_row);
