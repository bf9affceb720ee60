/*
 * slab_test.c - caches: constructors, names, what is refused, and each wrong
 * free caught.
 */
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/string.h>
#include "mm_test.h"
#include "team.h"

static int constructed;

static void count_ctor(void *obj)
{
	constructed++;
	*(u32 *)obj = 0xc0ffee;
}

/* Once an object; its state is kept over free and alloc. */
static void slab_constructor(struct kunit *test)
{
	struct kmem_cache *cache;
	u32 *obj;

	constructed = 0;
	cache = kmem_cache_create("test-ctor", 40, 0, 0, count_ctor);
	KUNIT_ASSERT_NOT_NULL(test, cache);
	stay_here();			/* another CPU begins with a slab */
	for (int i = 0; i < 100; i++) {
		obj = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, obj);
		KUNIT_EXPECT_EQ(test, *obj, 0xc0ffeeu);
		kmem_cache_free(cache, obj);
	}
	move_on();
	KUNIT_EXPECT_EQ(test, constructed, (int)cache->num);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* A cache with a live object is not destroyed, and works on. */
static void slab_destroy_refused(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-live", 100, 0, 0,
						     NULL);
	void *obj;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	obj = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), -EBUSY);
	kmem_cache_free(cache, obj);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(NULL), 0);
}

static void slab_wrong_frees(struct kunit *test)
{
	struct kmem_cache *a = kmem_cache_create("test-a", 64, 0, 0, NULL);
	struct kmem_cache *b = kmem_cache_create("test-b", 64, 0, 0, NULL);
	char *obj;

	KUNIT_ASSERT_TRUE(test, a && b);
	obj = kmem_cache_alloc(a, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	EXPECT_BAD_FREES(test, 1, kmem_cache_free(b, obj));
	EXPECT_BAD_FREES(test, 1, kmem_cache_free(a, obj + 8));
	EXPECT_BAD_FREES(test, 1, kmem_cache_free(a, NULL));
	EXPECT_BAD_FREES(test, 1, kmem_cache_free(a, mem_map));
	EXPECT_BAD_FREES(test, 0, kmem_cache_free(a, obj));
	EXPECT_BAD_FREES(test, 1, kmem_cache_free(a, obj));
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(a), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(b), 0);
}

static void slab_bad_caches(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, kmem_cache_create("none", 0, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("huge", 1 << 20, 0, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create("odd", 10, 3, 0, NULL));
	KUNIT_EXPECT_NULL(test, kmem_cache_create(NULL, 10, 0, 0, NULL));
}

/* As slabinfo shows it: one word, and not longer than there is room for. */
static void slab_names(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test of a name that is much too long",
						     64, 0, 0, NULL);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_EXPECT_STREQ(test, kmem_cache_name(cache),
			   "test_of_a_name_that_is_much_too");
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case slab_cases[] = {
	KUNIT_CASE(slab_constructor),
	KUNIT_CASE(slab_destroy_refused),
	KUNIT_CASE(slab_wrong_frees),
	KUNIT_CASE(slab_bad_caches),
	KUNIT_CASE(slab_names),
	{}
};

static struct kunit_suite slab_suite = {
	.name = "slab", .test_cases = slab_cases,
};

kunit_test_suite(slab_suite);
