/*
 * dmapool_test.c - blocks of coherent memory: their places, and each one once.
 */
#include <linux/dmapool.h>
#include <linux/dma-mapping.h>
#include <linux/random.h>
#include <linux/slab.h>
#include "dma_test.h"

#define BLOCKS	300

struct block {
	char *vaddr;
	dma_addr_t handle;
};

static void check_place(struct kunit *test, struct block *b, size_t size,
			size_t align, size_t boundary)
{
	KUNIT_EXPECT_EQ(test, (dma_addr_t)__pa(b->vaddr), b->handle);
	KUNIT_EXPECT_LT(test, b->handle, 0x1000000U);
	KUNIT_EXPECT_EQ(test, b->handle & (align - 1), 0U);
	KUNIT_EXPECT_EQ(test, b->handle & ~(boundary - 1),
			(b->handle + size - 1) & ~(boundary - 1));
}

/* @BLOCKS of them, each filled with its number; then all looked at. */
static void pool_of(struct kunit *test, size_t size, size_t align,
		    size_t boundary)
{
	struct block *b = kcalloc(BLOCKS, sizeof(*b), GFP_KERNEL);
	struct dma_pool *pool = dma_pool_create("test", NULL, size, align,
						boundary);
	unsigned int n;

	KUNIT_ASSERT_NOT_NULL(test, b);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	for (n = 0; n < BLOCKS; n++) {
		b[n].vaddr = dma_pool_alloc(pool, GFP_KERNEL, &b[n].handle);
		if (!b[n].vaddr)
			break;
		check_place(test, &b[n], size, align ?: 1, boundary ?: 65536);
		memset(b[n].vaddr, n, size);
	}
	KUNIT_EXPECT_GT(test, n, 30U);
	KUNIT_EXPECT_EQ(test, pool->used, n);
	while (n--) {
		KUNIT_EXPECT_NULL(test, memchr_inv(b[n].vaddr, (u8)n, size));
		dma_pool_free(pool, b[n].vaddr, b[n].handle);
	}
	KUNIT_EXPECT_EQ(test, pool->used, 0U);
	EXPECT_DMA_BUGS(test, 0, dma_pool_destroy(pool));
	kfree(b);
}

static void dmapool_places(struct kunit *test)
{
	pool_of(test, 1, 0, 0);
	pool_of(test, 32, 32, 0);
	pool_of(test, 24, 8, 256);
	pool_of(test, 100, 4, 128);
	pool_of(test, 520, 512, 1024);
	pool_of(test, 3000, 16, 4096);
	pool_of(test, 6000, 16, 8192);
}

static void dmapool_nonsense(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, dma_pool_create("none", NULL, 0, 0, 0));
	KUNIT_EXPECT_NULL(test, dma_pool_create("odd", NULL, 16, 3, 0));
	KUNIT_EXPECT_NULL(test, dma_pool_create("narrow", NULL, 64, 0, 32));
	dma_pool_destroy(NULL);
}

static void dmapool_zeroed(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("zero", NULL, 64, 0, 0);
	dma_addr_t handle;
	char *vaddr;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	for (int i = 0; i < 2; i++) {
		vaddr = dma_pool_zalloc(pool, GFP_KERNEL, &handle);
		KUNIT_ASSERT_NOT_NULL(test, vaddr);
		KUNIT_EXPECT_NULL(test, memchr_inv(vaddr, 0, 64));
		memset(vaddr, 0xff, 64);
		dma_pool_free(pool, vaddr, handle);
	}
	dma_pool_destroy(pool);
}

static void dmapool_misuse(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("misuse", NULL, 64, 0, 0);
	struct dma_pool *other = dma_pool_create("other", NULL, 64, 0, 0);
	dma_addr_t a, b;
	char *va, *vb;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, other);
	va = dma_pool_alloc(pool, GFP_KERNEL, &a);
	vb = dma_pool_alloc(other, GFP_KERNEL, &b);
	KUNIT_ASSERT_NOT_NULL(test, va);
	KUNIT_ASSERT_NOT_NULL(test, vb);
	EXPECT_DMA_BUGS(test, 1, dma_pool_free(pool, vb, b));
	EXPECT_DMA_BUGS(test, 1, dma_pool_free(pool, va + 8, a));
	EXPECT_DMA_BUGS(test, 1, dma_pool_free(pool, va + 8, a + 8));
	EXPECT_DMA_BUGS(test, 0, dma_pool_free(pool, va, a));
	EXPECT_DMA_BUGS(test, 1, dma_pool_free(pool, va, a));
	EXPECT_DMA_BUGS(test, 0, dma_pool_destroy(pool));
	dma_pool_free(other, vb, b);
	dma_pool_destroy(other);
}

/* With dma_debug a write to a free block is found when it is given out. */
static void dmapool_written_free(struct kunit *test)
{
	bool was = dma_debug;
	struct dma_pool *pool;
	dma_addr_t handle;
	char *vaddr;

	dma_debug = true;
	pool = dma_pool_create("poison", NULL, 64, 0, 0);
	vaddr = pool ? dma_pool_alloc(pool, GFP_KERNEL, &handle) : NULL;
	if (vaddr) {
		dma_pool_free(pool, vaddr, handle);
		vaddr[63] = 'X';
		EXPECT_DMA_BUGS(test, 1, vaddr = dma_pool_alloc(
			pool, GFP_KERNEL, &handle));
		dma_pool_free(pool, vaddr, handle);
	}
	dma_pool_destroy(pool);
	dma_debug = was;
	KUNIT_EXPECT_NOT_NULL(test, vaddr);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(dmapool_places),
	KUNIT_CASE(dmapool_nonsense),
	KUNIT_CASE(dmapool_zeroed),
	KUNIT_CASE(dmapool_misuse),
	KUNIT_CASE(dmapool_written_free),
	{}
};

static struct kunit_suite suite = {
	.name = "dmapool",
	.test_cases = cases,
};
kunit_test_suite(suite);
