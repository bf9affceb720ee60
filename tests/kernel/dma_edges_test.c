/*
 * dma_edges_test.c - suite `dma_edges`: devices that say little of themselves,
 * memory that cannot be had, and pieces of a mapping handed back by mistake.
 */
#include <linux/dma-mapping.h>
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/slab.h>
#include "dma_test.h"

static u64 mask24 = DMA_BIT_MASK(24);
static struct device silent = { .init_name = "silent" };
static struct device narrow = {
	.init_name = "narrow", .dma_mask = &mask24,
	.coherent_dma_mask = DMA_BIT_MASK(25),
};

static void dma_silent_device(struct kunit *test)
{
	u64 mask = 0;
	struct device dev = { .dma_mask = &mask };

	KUNIT_EXPECT_EQ(test, dma_get_mask(&silent), DMA_BIT_MASK(32));
	KUNIT_EXPECT_EQ(test, dma_set_mask(&silent, DMA_BIT_MASK(32)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(&silent, ~0ULL), -EIO);
	KUNIT_EXPECT_EQ(test, silent.coherent_dma_mask, 0ull);
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(&dev, DMA_BIT_MASK(30)),
			0);
	KUNIT_EXPECT_EQ(test, mask, DMA_BIT_MASK(30));
	KUNIT_EXPECT_EQ(test, dev.coherent_dma_mask, DMA_BIT_MASK(30));
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(&dev, 1), -EIO);
	KUNIT_EXPECT_EQ(test, mask, DMA_BIT_MASK(30));
	KUNIT_EXPECT_STREQ(test, dma_dir_name(17), "nonsense");
}

static void dma_coherent_in_reach(struct kunit *test)
{
	dma_addr_t handle;
	void *vaddr = dma_alloc_coherent(&silent, 100, &handle, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, vaddr);
	dma_free_coherent(&silent, 100, vaddr, handle);
	/* 32 MB: only one that reaches less takes from ZONE_DMA at once. */
	vaddr = dma_alloc_coherent(&narrow, 100, &handle, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, vaddr);
	KUNIT_EXPECT_LE(test, handle, (dma_addr_t)DMA_BIT_MASK(25));
	EXPECT_DMA_BUGS(test, 1, dma_free_coherent(&narrow, 100, vaddr,
						   handle + PAGE_SIZE));
	EXPECT_DMA_BUGS(test, 1, dma_free_coherent(&narrow, 100, (void *)0x1000,
						   handle));
	local_irq_disable();
	EXPECT_DMA_BUGS(test, 1, dma_free_coherent(&narrow, 100, vaddr, handle));
	local_irq_enable();
}

static void dma_coherent_fails(struct kunit *test)
{
	dma_addr_t handle = 0;

	EXPECT_DMA_BUGS(test, 1, KUNIT_EXPECT_NULL(test,
			dma_alloc_coherent(NULL, 0, &handle, GFP_KERNEL)));
	KUNIT_EXPECT_EQ(test, handle, DMA_MAPPING_ERROR);
	fault_inject_begin();
	handle = 0;
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(NULL, 100, &handle,
						   GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, fault_inject_left(), 0u);
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_EQ(test, handle, DMA_MAPPING_ERROR);
}

/* The second of three cannot be mapped: the first is given back. */
static void dma_sg_in_part(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int used = swiotlb.used;
	struct scatterlist sg[3];

	KUNIT_ASSERT_NOT_NULL(test, page);
	sg_init_table(sg, 3);
	for (int i = 0; i < 3; i++)
		sg_set_page(&sg[i], page, 512, 0);
	sg[1].length = 0;
	EXPECT_DMA_BUGS(test, 1, KUNIT_EXPECT_EQ(test,
			dma_map_sg(&narrow, sg, 3, DMA_TO_DEVICE), 0));
	KUNIT_EXPECT_EQ(test, swiotlb.used, used);
	sg[1].length = 512;
	KUNIT_EXPECT_EQ(test, dma_map_sg(&narrow, sg, 3, DMA_TO_DEVICE), 3);
	memset(page_address(page), 0x3c, 512);
	dma_sync_sg_for_device(&narrow, sg, 3, DMA_TO_DEVICE);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_NULL(test, memchr_inv(__va(sg[i].dma_address),
						   0x3c, 512));
	dma_unmap_sg(&narrow, sg, 3, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, swiotlb.used, used);
	__free_page(page);
}

/* What the bounce buffers notice by themselves, without dma_debug. */
static void dma_bounce_misused(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned int used = swiotlb.used;
	bool was = dma_debug;
	dma_addr_t bus;

	KUNIT_ASSERT_NOT_NULL(test, page);
	if (page_to_phys(page) <= mask24) {
		__free_page(page);
		kunit_skip(test, "every page is in reach");
	}
	dma_debug = false;
	bus = dma_map_page(&narrow, page, 0, 1000, DMA_TO_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_swiotlb_buffer(bus));
	EXPECT_DMA_BUGS(test, 1, dma_unmap_page(&narrow, bus + 8, 992,
						DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_sync_single_for_device(&narrow, bus, 1001,
							    DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_sync_single_for_device(&narrow, bus + 1000,
							    1, DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 0, dma_sync_single_for_device(&narrow, bus + 999,
							    1, DMA_TO_DEVICE));
	dma_unmap_page(&narrow, bus, 1000, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, swiotlb.used, used);
	EXPECT_DMA_BUGS(test, 1, dma_unmap_page(&narrow, bus, 1000,
						DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_sync_single_for_cpu(&narrow, bus, 10,
							 DMA_FROM_DEVICE));
	KUNIT_EXPECT_EQ(test, swiotlb.used, used);
	dma_debug = was;
	__free_page(page);
}

/*
 * Where the checker has no memory for a record it cannot tell that mapping from
 * a mistake, and says nothing of as many as it lost.
 */
static void dma_debug_loses(struct kunit *test)
{
	void *buf = kmalloc(64, GFP_KERNEL | GFP_DMA);
	bool was = dma_debug;
	dma_addr_t bus;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	dma_debug = true;
	fault_inject_begin();
	fault_inject_nth(1);
	bus = dma_map_single(&narrow, buf, 64, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, fault_inject_left(), 0u);
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_FALSE(test, dma_mapping_error(&narrow, bus));
	EXPECT_DMA_BUGS(test, 0, dma_sync_single_for_device(&narrow, bus, 64,
							    DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 0, dma_unmap_single(&narrow, bus, 64,
						  DMA_TO_DEVICE));
	bus = __pa(buf);		/* now it is one again */
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&narrow, bus, 64,
						  DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_sync_single_for_device(&narrow, bus, 64,
							    DMA_TO_DEVICE));
	dma_debug = was;
	kfree(buf);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(dma_silent_device),
	KUNIT_CASE(dma_coherent_in_reach),
	KUNIT_CASE(dma_coherent_fails),
	KUNIT_CASE(dma_sg_in_part),
	KUNIT_CASE(dma_bounce_misused),
	KUNIT_CASE(dma_debug_loses),
	{}
};

static struct kunit_suite suite = {
	.name = "dma_edges",
	.test_cases = cases,
};
kunit_test_suite(suite);
