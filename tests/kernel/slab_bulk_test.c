/*
 * slab_bulk_test.c - many objects of a cache at once: all or none of them, each
 * its own, each free checked.
 */
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/sort.h>
#include <linux/string.h>
#include "mm_test.h"

#define MANY	1000		/* of more than an array and a slab hold */

static void *objs[MANY];

static int by_address(const void *a, const void *b)
{
	const char *l = *(char *const *)a, *r = *(char *const *)b;

	return l < r ? -1 : l > r;
}

static struct kmem_cache *cache_of(struct kunit *test, const char *name,
				   size_t size)
{
	struct kmem_cache *cache = kmem_cache_create(name, size, 0, 0, NULL);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	return cache;
}

/* None of them twice, none of them free. */
static void each_its_own(struct kunit *test)
{
	struct kmem_cache *cache = cache_of(test, "bulk-own", 72);

	for (size_t n = 0; n <= MANY; n += n / 2 + 1) {
		KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL,
							    n, objs), (int)n);
		for (size_t i = 0; i < n; i++)
			memset(objs[i], i, 72);
		KUNIT_EXPECT_EQ(test, slab_nr_active(cache), n);
		sort(objs, n, sizeof(*objs), by_address, NULL);
		for (size_t i = 1; i < n; i++)
			KUNIT_ASSERT_GE(test, objs[i] - objs[i - 1], 72l);
		EXPECT_BAD_FREES(test, 0,
				 kmem_cache_free_bulk(cache, n, objs));
		KUNIT_EXPECT_EQ(test, slab_nr_active(cache), 0ul);
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* What comes many at once may go one by one, and the other way round. */
static void mixed_with_single(struct kunit *test)
{
	struct kmem_cache *cache = cache_of(test, "bulk-mixed", 200);

	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, MANY,
						    objs), MANY);
	for (int i = 0; i < MANY; i++)
		EXPECT_BAD_FREES(test, 0, kmem_cache_free(cache, objs[i]));
	for (int i = 0; i < MANY; i++) {
		objs[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, objs[i]);
	}
	EXPECT_BAD_FREES(test, 0, kmem_cache_free_bulk(cache, MANY, objs));
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Each is zeroes, those of the array too, which others have written to. */
static void all_zeroes(struct kunit *test)
{
	struct kmem_cache *cache = cache_of(test, "bulk-zero", 100);

	for (int round = 0; round < 2; round++) {
		KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL |
							    __GFP_ZERO, MANY,
							    objs), MANY);
		for (int i = 0; i < MANY; i++) {
			KUNIT_ASSERT_NULL(test, memchr_inv(objs[i], 0, 100));
			memset(objs[i], 0xee, 100);
		}
		kmem_cache_free_bulk(cache, MANY, objs);
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* A wrong one among many is told, and the others go. */
static void wrong_ones_among_them(struct kunit *test)
{
	struct kmem_cache *cache = cache_of(test, "bulk-wrong", 64);
	struct kmem_cache *other = cache_of(test, "bulk-other", 64);
	void *twice[] = { NULL, NULL, NULL, NULL };
	void *foreign = kmem_cache_alloc(other, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, foreign);
	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, 2,
						    twice), 2);
	twice[2] = twice[0];
	twice[3] = foreign;
	EXPECT_BAD_FREES(test, 2, kmem_cache_free_bulk(cache, 4, twice));
	KUNIT_EXPECT_EQ(test, slab_nr_active(cache), 0ul);
	EXPECT_BAD_FREES(test, 0, kmem_cache_free(other, foreign));
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(other), 0);
}

/* Each to the cache that it is of; what is not there is passed over. */
static void of_any_cache(struct kunit *test)
{
	struct kmem_cache *cache = cache_of(test, "bulk-any", 64);
	void *any[] = { kmalloc(10, GFP_KERNEL), NULL,
			kmalloc(100000, GFP_KERNEL), ZERO_SIZE_PTR,
			kmem_cache_alloc(cache, GFP_KERNEL) };

	KUNIT_EXPECT_TRUE(test, any[0] && any[2] && any[4]);
	EXPECT_BAD_FREES(test, 0, kfree_bulk(ARRAY_SIZE(any), any));
	KUNIT_EXPECT_EQ(test, slab_nr_active(cache), 0ul);
	any[0] = any[2] = NULL;
	EXPECT_BAD_FREES(test, 0, kmem_cache_free_bulk(cache, 3, any));
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Nor do they fill an array, or count where it is full. */
static void nothing_among_them(struct kunit *test)
{
	struct kmem_cache *cache = cache_of(test, "bulk-holes", 64);

	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, MANY,
						    objs), MANY);
	for (int i = 0; i < MANY; i += 2) {
		kmem_cache_free(cache, objs[i]);
		objs[i] = NULL;
	}
	EXPECT_BAD_FREES(test, 0, kmem_cache_free_bulk(cache, MANY, objs));
	KUNIT_EXPECT_EQ(test, slab_nr_active(cache), 0ul);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case slab_bulk_cases[] = {
	KUNIT_CASE(each_its_own),
	KUNIT_CASE(mixed_with_single),
	KUNIT_CASE(all_zeroes),
	KUNIT_CASE(wrong_ones_among_them),
	KUNIT_CASE(of_any_cache),
	KUNIT_CASE(nothing_among_them),
	{}
};

static struct kunit_suite slab_bulk_suite = {
	.name = "slab_bulk",
	.test_cases = slab_bulk_cases,
};
kunit_test_suite(slab_bulk_suite);
