/*
 * init_on_test.c - init_on_alloc= and init_on_free=, where the command line has
 * them: nothing of the last user is left to be read.
 */
#include <linux/gfp.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "mm_test.h"

#define SIZE	200

/* What a caller finds in memory that somebody else has just given back. */
static void init_on_alloc(struct kunit *test)
{
	char *obj;

	if (!want_init_on_alloc(0))
		kunit_skip(test, "no init_on_alloc=1");
	for (int i = 0; i < 200; i++) {
		obj = kmalloc(SIZE, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, obj);
		KUNIT_EXPECT_NULL(test, memchr_inv(obj, 0, SIZE));
		memset(obj, 0xff, SIZE);
		if (i % 2)
			kfree(obj);
		else
			kfree_sensitive(obj);
	}
	for (int order = 0; order < 6; order++) {
		obj = (char *)__get_free_pages(GFP_KERNEL, order);
		KUNIT_ASSERT_NOT_NULL(test, obj);
		KUNIT_EXPECT_NULL(test, memchr_inv(obj, 0, PAGE_SIZE << order));
		memset(obj, 0xff, PAGE_SIZE << order);
		free_pages((unsigned long)obj, order);
	}
}

/* What lies in memory that was given back: nobody should look, but could. */
static void init_on_free(struct kunit *test)
{
	char *obj;

	if (!want_init_on_free())
		kunit_skip(test, "no init_on_free=1");
	for (int order = 0; order < 6; order++) {
		obj = (char *)__get_free_pages(GFP_KERNEL, order);
		KUNIT_ASSERT_NOT_NULL(test, obj);
		memset(obj, 0xff, PAGE_SIZE << order);
		free_pages((unsigned long)obj, order);
		KUNIT_EXPECT_NULL(test, memchr_inv(obj, 0, PAGE_SIZE << order));
	}
	obj = kmalloc(SIZE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	memset(obj, 0xff, SIZE);
	kfree(obj);
	KUNIT_EXPECT_NULL(test, memchr_inv(obj, 0, SIZE));
}

static void keep(void *obj)
{
	*(u32 *)obj = 0xc0ffee;
}

/* Neither of both spoils what a constructor made. */
static void init_on_constructed(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-ctor", SIZE, 0, 0,
						     keep);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (int i = 0; i < 3; i++) {
		u32 *obj = kmem_cache_alloc(cache, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, obj);
		KUNIT_EXPECT_EQ(test, *obj, 0xc0ffeeu);
		kmem_cache_free(cache, obj);
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case init_on_cases[] = {
	KUNIT_CASE(init_on_alloc),
	KUNIT_CASE(init_on_free),
	KUNIT_CASE(init_on_constructed),
	{}
};

static struct kunit_suite init_on_suite = {
	.name = "init_on",
	.test_cases = init_on_cases,
};
kunit_test_suite(init_on_suite);
