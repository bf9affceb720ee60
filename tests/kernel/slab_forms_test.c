/*
 * slab_forms_test.c - the interface of each generation in one file: the notes'
 * and the textbooks' lines compile and do what they say.
 */
#include <linux/delay.h>
#include <linux/mempool.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include "mm_test.h"

struct thing {
	int state;
	char name[60];
};

static int made, ended;

static void today(void *obj)
{
	((struct thing *)obj)->state = 1;
}

static void between(struct kmem_cache *cache, void *obj)
{
	((struct thing *)obj)->state = kmem_cache_size(cache);
}

static void of_old(void *obj, kmem_cache_t *cache, unsigned long flags)
{
	if (flags & SLAB_CTOR_CONSTRUCTOR)
		((struct thing *)obj)->state = 3;
	made++;
}

static void of_old_end(void *obj, kmem_cache_t *cache, unsigned long flags)
{
	ended += !flags;		/* there are none for an end */
}

/* An object, the state it was constructed in, and the end of its cache. */
static void expect_state(struct kunit *test, struct kmem_cache *cache,
			 int state)
{
	struct thing *t;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	t = kmem_cache_alloc(cache, SLAB_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t);
	KUNIT_EXPECT_EQ(test, t->state, state);
	kmem_cache_free(cache, t);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void three_constructors(struct kunit *test)
{
	expect_state(test, kmem_cache_create("form-new", sizeof(struct thing),
					     0, SLAB_HWCACHE_ALIGN, today), 1);
	expect_state(test, kmem_cache_create("form-mid", sizeof(struct thing),
					     0, 0, between),
		     sizeof(struct thing));
	made = ended = 0;
	expect_state(test, kmem_cache_create("form-old", sizeof(struct thing),
					     0, SLAB_HWCACHE_ALIGN, of_old,
					     of_old_end), 3);
	KUNIT_EXPECT_GT(test, made, 0);
	KUNIT_EXPECT_EQ(test, made, ended);
}

/*
 * Without a constructor, with five arguments and with six, and by the struct.
 */
static void no_constructor(struct kunit *test)
{
	struct kmem_cache *(*create)(const char *, size_t, size_t,
				     unsigned long, void (*)(void *)) =
		kmem_cache_create;
	kmem_cache_t *ptr[4];
	void *objs[20];

	ptr[0] = kmem_cache_create("form-5", 32, 0, 0, NULL);
	ptr[1] = kmem_cache_create("form-6", 32, 0, SLAB_NO_REAP, NULL, NULL);
	ptr[2] = KMEM_CACHE(thing, SLAB_PANIC | SLAB_RECLAIM_ACCOUNT);
	ptr[3] = create("form-fn", 8, 1, 0, NULL);
	for (int i = 0; i < ARRAY_SIZE(ptr); i++) {
		KUNIT_ASSERT_NOT_NULL(test, ptr[i]);
		KUNIT_EXPECT_EQ(test, kmem_cache_alloc_bulk(ptr[i], GFP_KERNEL,
							    20, objs), 20);
		kmem_cache_free_bulk(ptr[i], 20, objs);
		KUNIT_EXPECT_EQ(test, kmem_cache_destroy(ptr[i]), 0);
	}
}

/*
 * A reader that came before the free finds an object of the type, not a page.
 */
static void typesafe_by_rcu(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("form-rcu",
		sizeof(struct thing), 0, SLAB_TYPESAFE_BY_RCU, today);
	struct thing *t;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	t = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t);
	rcu_read_lock();
	t->state = 99;
	kmem_cache_free(cache, t);
	kmem_cache_shrink(cache);
	KUNIT_EXPECT_EQ(test, t->state, 99);
	KUNIT_EXPECT_TRUE(test, PageSlab(virt_to_head_page(t)));
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* 0 when no slab is left, as drivers' clean-up code expects. */
static void shrink_tells(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("form-shrink", 40, 0, 0,
						     NULL);
	void *obj;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
	obj = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 1);
	kmem_cache_free(cache, obj);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
	KUNIT_EXPECT_EQ(test, cache->nr_slabs, 0ul);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Who looks at an object must not find it destroyed. */
static void destructor_waits_for_rcu(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("form-rcu",
		sizeof(struct thing), 0, SLAB_DESTROY_BY_RCU, of_old,
		of_old_end);
	struct thing *t;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	made = ended = 0;
	t = kmem_cache_alloc(cache, SLAB_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t);
	rcu_read_lock();
	kmem_cache_free(cache, t);
	kmem_cache_shrink(cache);
	KUNIT_EXPECT_EQ(test, ended, 0);
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	KUNIT_EXPECT_EQ(test, ended, made);
}

static void *old_alloc(int gfp_mask, void *pool_data)
{
	return kmem_cache_alloc(pool_data, (__force gfp_t)gfp_mask);
}

/* The notes: a pool over a cache, its callback with an int for a mask. */
static void pool_of_the_notes(struct kunit *test)
{
	kmem_cache_t *ptr = kmem_cache_create("form-pool", 100, 0, 0, NULL);
	mempool_t *mem = mempool_create(4, old_alloc, mempool_free_slab, ptr);
	void *element;

	KUNIT_ASSERT_NOT_NULL(test, mem);
	element = mempool_alloc(mem, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, element);
	mempool_free(element, mem);
	KUNIT_EXPECT_EQ(test, mempool_resize(mem, 6, GFP_KERNEL), 0);
	mempool_destroy(mem);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(ptr), 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(three_constructors),
	KUNIT_CASE(no_constructor),
	KUNIT_CASE(typesafe_by_rcu),
	KUNIT_CASE(destructor_waits_for_rcu),
	KUNIT_CASE(shrink_tells),
	KUNIT_CASE(pool_of_the_notes),
	{}
};

static struct kunit_suite suite = {
	.name = "slab_forms",
	.test_cases = cases,
};
kunit_test_suite(suite);
