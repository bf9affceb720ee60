/*
 * kmalloc_test.c - every size, its alignment, the edges, zeroes, and each wrong
 * pointer and wrong free caught. What rounding up costs: kmalloc_waste_test.c.
 */
#include <linux/fault-inject.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "mm_test.h"

static void kmalloc_every_size(struct kunit *test)
{
	unsigned long before = settled_free_pages();

	for (size_t size = 1; size <= KMALLOC_MAX_SIZE; size += 1 + size / 16) {
		char *obj = kmalloc(size, GFP_KERNEL | __GFP_NOWARN);

		if (!obj)
			continue;
		KUNIT_EXPECT_GE(test, ksize(obj), size);
		if (!(size & (size - 1)))
			KUNIT_EXPECT_EQ(test, (unsigned long)obj &
				(min(size, (size_t)PAGE_SIZE) - 1), 0ul);
		memset(obj, 0xaa, size);
		kfree(obj);
	}
	KUNIT_EXPECT_LE(test, before - settled_free_pages(), 64ul);
}

static void kmalloc_edges(struct kunit *test)
{
	u8 *obj;

	KUNIT_EXPECT_PTR_EQ(test, kmalloc(0, GFP_KERNEL), ZERO_SIZE_PTR);
	kfree(ZERO_SIZE_PTR);
	kfree(NULL);
	KUNIT_EXPECT_NULL(test, kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kmalloc(100, GFP_KERNEL | __GFP_HIGHMEM));
	KUNIT_EXPECT_NULL(test, kcalloc(0x10000, 0x10001, GFP_KERNEL));
	obj = kzalloc(300, GFP_DMA);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	KUNIT_EXPECT_TRUE(test, is_dma(page_zone(virt_to_page(obj))));
	KUNIT_EXPECT_EQ(test, obj[0] | obj[299], 0);
	obj[0] = 77;
	obj = krealloc(obj, 5000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	KUNIT_EXPECT_EQ(test, obj[0], 77);
	kfree(obj);
}

/* Of all that ksize() allows, with instruments on as without. */
static void kzalloc_zeroes_all(struct kunit *test)
{
	for (int instruments = 0; instruments < 2; instruments++) {
		u8 *obj = kmalloc(100, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, obj);
		memset(obj, 0xff, ksize(obj));
		if (instruments)
			fault_inject_begin();
		kfree(obj);
		obj = kzalloc(100, GFP_KERNEL);
		KUNIT_EXPECT_NULL(test, memchr_inv(obj, 0, ksize(obj)));
		kfree(obj);
		if (instruments)
			fault_inject_end();
	}
}

/* Nothing is read, moved or wiped through a wrong pointer. */
static void kmalloc_wrong_pointers(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-wiped", 64, 0, 0,
						     NULL);
	char *obj[2];

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_ASSERT_EQ(test, 2, kmem_cache_alloc_bulk(cache, GFP_KERNEL, 2,
						       (void **)obj));
	memset(obj[0], 0x11, 64);
	memset(obj[1], 0x11, 64);
	for (int i = 0; i < 2; i++) {
		EXPECT_BAD_FREES(test, 1, kfree_sensitive(obj[i] + 32));
		EXPECT_BAD_FREES(test, 1, ksize(obj[i] + 32));
		EXPECT_BAD_FREES(test, 1, KUNIT_EXPECT_NULL(test,
				 krealloc(obj[i] + 32, 100, GFP_KERNEL)));
	}
	KUNIT_EXPECT_NULL(test, memchr_inv(obj[0], 0x11, 64));
	KUNIT_EXPECT_NULL(test, memchr_inv(obj[1], 0x11, 64));
	kfree_sensitive(obj[0]);
	EXPECT_BAD_FREES(test, 1, kfree_sensitive(obj[0]));
	EXPECT_BAD_FREES(test, 1, KUNIT_EXPECT_NULL(test,
			 krealloc(obj[0], 100, GFP_KERNEL)));
	kfree_sensitive(NULL);
	kfree(obj[1]);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void kmalloc_wrong_frees(struct kunit *test)
{
	char *small = kmalloc(100, GFP_KERNEL);
	char *large = kmalloc(8192, GFP_KERNEL);
	unsigned long page = __get_free_page(GFP_KERNEL);

	KUNIT_ASSERT_TRUE(test, small && large && page);
	EXPECT_BAD_FREES(test, 1, kfree(small + 4));
	EXPECT_BAD_FREES(test, 1, kfree(large + 4096));
	EXPECT_BAD_FREES(test, 1, kfree((void *)page));
	EXPECT_BAD_FREES(test, 1, free_pages((unsigned long)large, 1));
	kfree(small);
	kfree(large);
	EXPECT_BAD_FREES(test, 1, kfree(small));
	EXPECT_BAD_FREES(test, 1, kfree(large));
	free_page(page);
}

static struct kunit_case kmalloc_cases[] = {
	KUNIT_CASE(kmalloc_every_size),
	KUNIT_CASE(kmalloc_edges),
	KUNIT_CASE(kzalloc_zeroes_all),
	KUNIT_CASE(kmalloc_wrong_pointers),
	KUNIT_CASE(kmalloc_wrong_frees),
	{}
};

static struct kunit_suite kmalloc_suite = {
	.name = "kmalloc", .test_cases = kmalloc_cases,
};
kunit_test_suite(kmalloc_suite);
