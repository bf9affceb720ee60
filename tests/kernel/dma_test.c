/*
 * dma_test.c - memory that changes hands: what the device finds, what comes
 * back, what is out of its reach, and each rule broken.
 *
 * There is no device here: the test reads and writes at the bus address itself,
 * through kmap, which is what a device would do on this bus.
 */
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "dma_test.h"

static u64 mask24 = DMA_BIT_MASK(24), mask32 = DMA_BIT_MASK(32);
static struct device near = {
	.init_name = "near", .dma_mask = &mask24,
	.coherent_dma_mask = DMA_BIT_MASK(24),
};
static struct device far = {
	.init_name = "far", .dma_mask = &mask32,
	.coherent_dma_mask = DMA_BIT_MASK(32),
};

/* ---- the device ---- */

/* It writes @n bytes of @value at bus address @addr, in one page ... */
static void device_writes(dma_addr_t addr, u8 value, size_t n)
{
	char *page = kmap(pfn_to_page(PHYS_PFN(addr)));

	memset(page + offset_in_page(addr), value, n);
	kunmap(pfn_to_page(PHYS_PFN(addr)));
}

/* ... or looks whether all @n bytes there are @value. */
static bool device_sees(dma_addr_t addr, u8 value, size_t n)
{
	char *page = kmap(pfn_to_page(PHYS_PFN(addr)));
	bool same = !memchr_inv(page + offset_in_page(addr), value, n);

	kunmap(pfn_to_page(PHYS_PFN(addr)));
	return same;
}

/* A page that ISA can't reach; NULL: there is none. */
static struct page *distant_page(gfp_t gfp)
{
	struct page *page = alloc_page(gfp);

	if (page && page_to_phys(page) > ISA_MASK)
		return page;
	if (page)
		__free_page(page);
	return NULL;
}

/* ---- in reach ---- */

static void dma_direct(struct kunit *test)
{
	void *buf = kmalloc(512, GFP_KERNEL | GFP_DMA);
	dma_addr_t handle;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	handle = dma_map_single(NULL, buf, 512, DMA_TO_DEVICE);
	KUNIT_EXPECT_FALSE(test, dma_mapping_error(NULL, handle));
	KUNIT_EXPECT_FALSE(test, dma_mapping_error(handle));
	if (!dma_debug)
		KUNIT_EXPECT_EQ(test, handle, (dma_addr_t)__pa(buf));
	dma_unmap_single(NULL, handle, 512, DMA_TO_DEVICE);
	kfree(buf);
	KUNIT_EXPECT_TRUE(test, dma_mapping_error(DMA_MAPPING_ERROR));
	KUNIT_EXPECT_TRUE(test, dma_mapping_error(&near, DMA_MAPPING_ERROR));
}

static void dma_masks(struct kunit *test)
{
	u64 mask = DMA_BIT_MASK(32);
	struct device dev = { .dma_mask = &mask };

	KUNIT_EXPECT_EQ(test, dma_set_mask(&dev, DMA_BIT_MASK(28)), 0);
	KUNIT_EXPECT_EQ(test, dma_get_mask(&dev), DMA_BIT_MASK(28));
	KUNIT_EXPECT_EQ(test, dma_set_mask(&dev, DMA_BIT_MASK(20)), -EIO);
	KUNIT_EXPECT_EQ(test, mask, DMA_BIT_MASK(28));
	KUNIT_EXPECT_EQ(test, dma_set_coherent_mask(&dev, 0xfff), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_coherent_mask(&dev, ~0ULL), 0);
	KUNIT_EXPECT_EQ(test, dma_get_mask(NULL), DMA_BIT_MASK(24));
	KUNIT_EXPECT_GE(test, dma_get_required_mask(&dev),
			PFN_PHYS(max_pfn) - 1);
}

static void dma_coherent(struct kunit *test)
{
	struct device *devs[] = { NULL, &near, &far };
	static const size_t sizes[] = { 1, 4096, 5000, 65536 };
	dma_addr_t handle;
	char *vaddr;

	for (int i = 0; i < ARRAY_SIZE(devs) * ARRAY_SIZE(sizes); i++) {
		struct device *dev = devs[i / ARRAY_SIZE(sizes)];
		size_t size = sizes[i % ARRAY_SIZE(sizes)];

		vaddr = dma_alloc_coherent(dev, size, &handle, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, vaddr);
		KUNIT_EXPECT_EQ(test, (dma_addr_t)__pa(vaddr), handle);
		KUNIT_EXPECT_TRUE(test, dma_reaches(dev, handle, handle + size - 1));
		KUNIT_EXPECT_NULL(test, memchr_inv(vaddr, 0, size));
		memset(vaddr, 0xee, size);
		dma_free_coherent(dev, size, vaddr, handle);
	}
	dma_free_coherent(NULL, 4096, NULL, 0);
}

/* ---- out of reach ---- */

static void bounce_page(struct kunit *test, struct page *page)
{
	dma_addr_t handle, bus = page_to_phys(page);
	unsigned int used = swiotlb.used;

	device_writes(bus, 0x11, PAGE_SIZE);
	handle = dma_map_page(&near, page, 100, 3000, DMA_BIDIRECTIONAL);
	KUNIT_ASSERT_FALSE(test, dma_mapping_error(&near, handle));
	KUNIT_EXPECT_TRUE(test, dma_reaches(&near, handle, 3000));
	KUNIT_EXPECT_EQ(test, swiotlb.used, used + 2);
	KUNIT_EXPECT_TRUE(test, device_sees(handle, 0x11, 2048));
	device_writes(handle, 0x22, 1000);
	KUNIT_EXPECT_TRUE(test, device_sees(bus + 100, 0x11, 3000));
	dma_unmap_page(&near, handle, 3000, DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_TRUE(test, device_sees(bus, 0x11, 100));
	KUNIT_EXPECT_TRUE(test, device_sees(bus + 100, 0x22, 1000));
	KUNIT_EXPECT_TRUE(test, device_sees(bus + 1100, 0x11, 2996));

	handle = dma_map_page(NULL, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	KUNIT_ASSERT_FALSE(test, dma_mapping_error(NULL, handle));
	device_writes(handle, 0x33, 2048);	/* it may, but in vain */
	dma_unmap_page(NULL, handle, PAGE_SIZE, DMA_TO_DEVICE);
	KUNIT_EXPECT_TRUE(test, device_sees(bus + 100, 0x22, 1000));
	KUNIT_EXPECT_EQ(test, swiotlb.used, used);
}

static void dma_bounced(struct kunit *test)
{
	static const gfp_t masks[] = { GFP_KERNEL, GFP_HIGHUSER };
	struct page *page;

	for (int i = 0; i < ARRAY_SIZE(masks); i++) {
		page = distant_page(masks[i]);
		if (!page)
			kunit_skip(test, "no memory above 16 MB");
		bounce_page(test, page);
		__free_page(page);
	}
}

/* Below 16 MB, and yet ISA can't: its counter has 16 bits. */
static void dma_crosses_frame(struct kunit *test)
{
	char *block = (char *)__get_free_pages(GFP_KERNEL | GFP_DMA, 5);
	dma_addr_t handle;
	char *buf;

	if (!block)
		kunit_skip(test, "no 128 KB below 16 MB");
	buf = block + ISA_FRAME - 512;
	memset(buf, 0x44, 1024);
	handle = dma_map_single(NULL, buf, 1024, DMA_FROM_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_swiotlb_buffer(handle));
	KUNIT_EXPECT_TRUE(test, dma_reaches(NULL, handle, handle + 1024 - 1));
	device_writes(handle, 0x55, 600);
	dma_unmap_single(NULL, handle, 1024, DMA_FROM_DEVICE);
	KUNIT_EXPECT_NULL(test, memchr_inv(buf, 0x55, 600));
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 600, 0x44, 424));
	if (!dma_debug) {		/* others have no such limit */
		handle = dma_map_single(&near, buf, 1024, DMA_TO_DEVICE);
		KUNIT_EXPECT_EQ(test, handle, (dma_addr_t)__pa(buf));
		dma_unmap_single(&near, handle, 1024, DMA_TO_DEVICE);
	}
	/* More than a frame is more than ISA can ever do. */
	KUNIT_EXPECT_TRUE(test, dma_mapping_error(
		dma_map_single(NULL, block, ISA_FRAME + 1, DMA_TO_DEVICE)));
	free_pages((unsigned long)block, 5);
}

static void dma_sync(struct kunit *test)
{
	struct page *page = distant_page(GFP_KERNEL);
	dma_addr_t handle;
	char *buf;

	if (!page)
		kunit_skip(test, "no memory above 16 MB");
	buf = page_address(page);
	memset(buf, 0, PAGE_SIZE);
	handle = dma_map_single(&near, buf, PAGE_SIZE, DMA_BIDIRECTIONAL);
	KUNIT_ASSERT_FALSE(test, dma_mapping_error(&near, handle));
	device_writes(handle, 0x66, 1024);
	KUNIT_EXPECT_EQ(test, buf[0], 0);	/* not yet */
	dma_sync_single_for_cpu(&near, handle, 512, DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_NULL(test, memchr_inv(buf, 0x66, 512));
	KUNIT_EXPECT_EQ(test, buf[512], 0);	/* was not asked for */
	memset(buf + 2048, 0x77, 1024);
	KUNIT_EXPECT_TRUE(test, device_sees(handle + 2048, 0, 1024));
	dma_sync_single_range_for_device(&near, handle, 2048, 1024,
					 DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_TRUE(test, device_sees(handle + 2048, 0x77, 1024));
	KUNIT_EXPECT_TRUE(test, device_sees(handle, 0x66, 1024));
	dma_unmap_single(&near, handle, PAGE_SIZE, DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 512, 0x66, 512));
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 2048, 0x77, 1024));
	__free_page(page);
}

/* ---- scatter lists ---- */

static void dma_sg(struct kunit *test)
{
	struct scatterlist sg[3];
	struct page *pages[3];
	char bytes[48];
	int n = 0;

	while (n < 3 && (pages[n] = distant_page(n ? GFP_HIGHUSER :
						     GFP_KERNEL)))
		n++;
	sg_init_table(sg, 3);
	for (int i = 0; i < n; i++) {
		device_writes(page_to_phys(pages[i]), 0, PAGE_SIZE);
		sg_set_page(&sg[i], pages[i], 16, 100 * i);
	}
	if (n == 3) {
		KUNIT_EXPECT_EQ(test, sg_nents(sg), 3);
		KUNIT_EXPECT_EQ(test, dma_map_sg(&near, sg, 3,
						 DMA_FROM_DEVICE), 3);
		for (int i = 0; i < 3; i++) {
			KUNIT_EXPECT_EQ(test, sg_dma_len(&sg[i]), 16U);
			device_writes(sg_dma_address(&sg[i]), 'a' + i, 16);
		}
		dma_sync_sg_for_cpu(&near, sg, 3, DMA_FROM_DEVICE);
		dma_unmap_sg(&near, sg, 3, DMA_FROM_DEVICE);
		KUNIT_EXPECT_EQ(test, sg_copy_to_buffer(sg, 3, bytes, 48), 48);
		for (int i = 0; i < 48; i++)
			KUNIT_EXPECT_EQ(test, bytes[i], 'a' + i / 16);
	}
	while (n--)
		__free_page(pages[n]);
}

/* Pieces until the pool is full: refused, and all that was taken is back. */
static void dma_pool_full(struct kunit *test)
{
	const unsigned int n = 160;
	struct scatterlist *sg = kcalloc(n, sizeof(*sg), GFP_KERNEL);
	unsigned int used = swiotlb.used, full = swiotlb.full;
	struct page *page = distant_page(GFP_KERNEL);
	struct device *dev = &near;

	KUNIT_ASSERT_NOT_NULL(test, sg);
	if (page && swiotlb.nslots / 2 < n) {
		sg_init_table(sg, n);
		for (int i = 0; i < n; i++)
			sg_set_page(&sg[i], page, PAGE_SIZE, 0);
		KUNIT_EXPECT_EQ(test, dma_map_sg(dev, sg, n, DMA_TO_DEVICE),
				0);
		KUNIT_EXPECT_EQ(test, swiotlb.used, used);
		KUNIT_EXPECT_EQ(test, swiotlb.full, full + 1UL);
	}
	if (page)
		__free_page(page);
	kfree(sg);
}

/*
 * Runs of all sizes, taken and given in no order: each keeps its contents, and
 * none crosses a frame without need.
 */
#define RUNS	24

static void dma_many_bounces(struct kunit *test)
{
	static struct { dma_addr_t handle; size_t size; u8 value; } run[RUNS];
	struct page *block = alloc_pages(GFP_KERNEL, 4);
	unsigned int used = swiotlb.used;
	char *buf;

	KUNIT_ASSERT_NOT_NULL(test, block);
	buf = page_address(block);
	memset(run, 0, sizeof(run));
	for (int i = 0; i < 2000; i++) {
		int k = get_random_u32_below(RUNS);
		size_t size = 1 + get_random_u32_below(20000);

		if (run[k].size) {
			char *seen = __va(run[k].handle);

			KUNIT_EXPECT_NULL(test, memchr_inv(seen, run[k].value,
							   run[k].size));
			swiotlb_unmap(run[k].handle, run[k].size,
				      DMA_TO_DEVICE, _THIS_IP_);
			run[k].size = 0;
		}
		memset(buf, i, size);
		run[k].handle = swiotlb_map(&near, __pa(buf), size, _THIS_IP_);
		if (run[k].handle == DMA_MAPPING_ERROR)
			continue;
		run[k].size = size;
		run[k].value = i;
		KUNIT_EXPECT_TRUE(test, dma_reaches(NULL, run[k].handle,
						    run[k].handle + size - 1));
	}
	for (int k = 0; k < RUNS; k++)
		if (run[k].size)
			swiotlb_unmap(run[k].handle, run[k].size,
				      DMA_TO_DEVICE, _THIS_IP_);
	KUNIT_EXPECT_EQ(test, swiotlb.used, used);
	__free_pages(block, 4);
}

/* ---- broken rules ---- */

static void dma_not_mappable(struct kunit *test)
{
	char local[16], *area = vmalloc(PAGE_SIZE), *buf;
	dma_addr_t handle;

	KUNIT_ASSERT_NOT_NULL(test, area);
	buf = kmalloc(64, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, buf);
	EXPECT_DMA_BUGS(test, 1, handle = dma_map_single(&far, local, 16,
							 DMA_TO_DEVICE));
	KUNIT_EXPECT_TRUE(test, dma_mapping_error(&far, handle));
	EXPECT_DMA_BUGS(test, 1, handle = dma_map_single(&far, area, 16,
							 DMA_TO_DEVICE));
	KUNIT_EXPECT_TRUE(test, dma_mapping_error(&far, handle));
	EXPECT_DMA_BUGS(test, 1, dma_map_single(&far, NULL, 16,
						DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_map_single(&far, high_memory - 8, 16,
						DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_map_single(&far, buf, 0, DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_map_single(&far, buf, 64, DMA_NONE));
	kfree(buf);
	vfree(area);
}

/*
 * What only dma_debug sees. It is turned on for the test: no other mapping may
 * last meanwhile, as none does while nobody uses a disk.
 */
static void dma_debug_pairs(struct kunit *test)
{
	char *buf = kmalloc(1024, GFP_KERNEL);
	dma_addr_t h;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	h = dma_map_single(&far, buf, 1024, DMA_TO_DEVICE);
	KUNIT_EXPECT_NE(test, h, (dma_addr_t)__pa(buf));	/* on purpose */
	EXPECT_DMA_BUGS(test, 0, dma_unmap_single(&far, h, 1024,
						  DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&far, h, 1024,
						  DMA_TO_DEVICE));
	h = dma_map_single(&far, buf, 1024, DMA_TO_DEVICE);
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&far, h, 512,
						  DMA_TO_DEVICE));
	h = dma_map_single(&far, buf, 1024, DMA_TO_DEVICE);
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&far, h, 1024,
						  DMA_FROM_DEVICE));
	h = dma_map_single(&far, buf, 1024, DMA_TO_DEVICE);
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&near, h, 1024,
						  DMA_TO_DEVICE));
	h = dma_map_single(&far, buf, 1024, DMA_TO_DEVICE);
	EXPECT_DMA_BUGS(test, 1, dma_sync_single_for_cpu(&far, h, 1025,
							 DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_sync_single_for_cpu(&far, h, 1024,
							 DMA_FROM_DEVICE));
	dma_unmap_single(&far, h, 1024, DMA_TO_DEVICE);
	kfree(buf);
}

static void dma_debug_owner(struct kunit *test)
{
	char *buf = kzalloc(1024, GFP_KERNEL);
	dma_addr_t h;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	h = dma_map_single(&far, buf, 1024, DMA_TO_DEVICE);
	buf[700]++;
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&far, h, 1024,
						  DMA_TO_DEVICE));
	h = dma_map_single(&far, buf, 1024, DMA_FROM_DEVICE);
	buf[0]++;
	EXPECT_DMA_BUGS(test, 1, dma_sync_single_for_cpu(&far, h, 1024,
							 DMA_FROM_DEVICE));
	buf[0]++;				/* now it may */
	dma_sync_single_for_device(&far, h, 1024, DMA_FROM_DEVICE);
	EXPECT_DMA_BUGS(test, 0, dma_unmap_single(&far, h, 1024,
						  DMA_FROM_DEVICE));
	h = dma_map_single(&far, buf, 1024, DMA_TO_DEVICE);
	kfree(buf);
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&far, h, 1024,
						  DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, h = dma_map_single(&far, buf, 1024,
						    DMA_TO_DEVICE));
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&far, h, 1024,
						  DMA_TO_DEVICE));
}

static void dma_debug_coherent(struct kunit *test)
{
	dma_addr_t handle, again;
	char *vaddr = dma_alloc_coherent(&far, 4096, &handle, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, vaddr);
	EXPECT_DMA_BUGS(test, 1, dma_unmap_single(&far, handle, 4096,
						  DMA_BIDIRECTIONAL));
	free_page((unsigned long)vaddr);	/* its entry was used up */
	vaddr = dma_alloc_coherent(&far, 4096, &again, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, vaddr);
	EXPECT_DMA_BUGS(test, 1, dma_free_coherent(&far, 4096, vaddr,
						   again + 64));
	EXPECT_DMA_BUGS(test, 0, dma_free_coherent(&far, 4096, vaddr, again));
	EXPECT_DMA_BUGS(test, 1, dma_free_coherent(&far, 4096, vaddr, again));
}

static void dma_debug_leak(struct kunit *test)
{
	char *buf = kmalloc(64, GFP_KERNEL);
	dma_addr_t h;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	h = dma_map_single(&near, buf, 64, DMA_TO_DEVICE);
	EXPECT_DMA_BUGS(test, 0, dma_check_device(&far));
	EXPECT_DMA_BUGS(test, 1, dma_check_device(&near));
	dma_unmap_single(&near, h, 64, DMA_TO_DEVICE);
	EXPECT_DMA_BUGS(test, 0, dma_check_device(&near));
	kfree(buf);
}

static void with_dma_debug(struct kunit *test)
{
	bool was = dma_debug;

	dma_debug = true;
	dma_debug_pairs(test);
	dma_debug_owner(test);
	dma_debug_coherent(test);
	dma_debug_leak(test);
	dma_debug = was;
}

static struct kunit_case cases[] = {
	KUNIT_CASE(dma_direct),
	KUNIT_CASE(dma_masks),
	KUNIT_CASE(dma_coherent),
	KUNIT_CASE(dma_bounced),
	KUNIT_CASE(dma_crosses_frame),
	KUNIT_CASE(dma_sync),
	KUNIT_CASE(dma_sg),
	KUNIT_CASE(dma_pool_full),
	KUNIT_CASE(dma_many_bounces),
	KUNIT_CASE(dma_not_mappable),
	KUNIT_CASE(with_dma_debug),
	{}
};

static struct kunit_suite suite = {
	.name = "dma",
	.test_cases = cases,
};
kunit_test_suite(suite);
