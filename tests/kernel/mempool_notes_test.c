/*
 * mempool_notes_test.c - the notes' own lines about memory pools, as their
 * readers type them, in the words of both generations. Each stands above its
 * test, and below it what had to be filled in: missing arguments and
 * declarations, no more. The compiler takes them without a warning; sparse,
 * which wants masks kept apart from numbers, does not see this file.
 */
#include<linux/slab.h>
#include<linux/mempool.h>
#include "mm_test.h"

/* Some structure that somebody has many of. */
struct instance {
	unsigned int number;
	char name[56];
};

/*
 *	#include<linux/slab.h>
 *	#include<linux/mempool.h>
 *	mempool_t *mem;
 *	mempool_create();
 *
 *	mempool it will allocate cache and on top of this cache it can pre
 *	allocate some instances of a specific structure.
 *
 * Filled in: `mem =` and the arguments; the cache; an element taken and given.
 */
static void notes_pool(struct kunit *test)
{
	kmem_cache_t *ptr = KMEM_CACHE(instance, 0);
	struct instance *pulled;
	mempool_t *mem;

	mem = mempool_create(4, mempool_alloc_slab, mempool_free_slab, ptr);
	KUNIT_ASSERT_NOT_NULL(test, mem);
	KUNIT_EXPECT_EQ(test, mem->curr_nr, 4);
	pulled = mempool_alloc(mem, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, pulled);
	mempool_free(pulled, mem);
	mempool_destroy(mem);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(ptr), 0);
}

/*
 *	typedef void *(mempool_alloc_t) (int gfp_mask, void *pool_data);
 *	typedef void (mempool_free_t) (void *element, void *pool_data);
 *	mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn,
 *				  mempool_free_t *free_fn, void *pool_data);
 *	int mempool_resize(mempool_t *pool, int new_min_nr, int gfp_mask);
 *	void mempool_destroy(mempool_t *pool);
 *
 * Filled in: functions of these types, and variables. The callback of today has
 * a gfp_t, mempool_resize of today no mask.
 */
static void *alloc_fn(int gfp_mask, void *pool_data)
{
	return kmalloc(*(size_t *)pool_data, gfp_mask);
}

static void *alloc_fn_today(gfp_t gfp_mask, void *pool_data)
{
	return kmalloc(*(size_t *)pool_data, gfp_mask);
}

static void free_fn(void *element, void *pool_data)
{
	kfree(element);
}

static void notes_pool_prototypes(struct kunit *test)
{
	int min_nr = 2, new_min_nr = 5, gfp_mask = GFP_KERNEL;
	static size_t size = sizeof(struct instance);
	void *pool_data = &size;
	mempool_t *pool;

	pool = mempool_create(min_nr, alloc_fn, free_fn, pool_data);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, pool->min_nr, 2);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, new_min_nr, gfp_mask), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 5);
	mempool_destroy(pool);

	pool = mempool_create(min_nr, alloc_fn_today, free_fn, pool_data);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, new_min_nr), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 5);
	mempool_destroy(pool);
}

static struct kunit_case pool_cases[] = {
	KUNIT_CASE(notes_pool),
	KUNIT_CASE(notes_pool_prototypes),
	{}
};

static struct kunit_suite mempool_notes_suite = {
	.name = "mempool_notes", .test_cases = pool_cases,
};
kunit_test_suite(mempool_notes_suite);
