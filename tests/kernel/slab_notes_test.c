/*
 * slab_notes_test.c - the notes' own lines about caches, as their readers type
 * them, in the words of both generations. Each stands above its test, and
 * below it what had to be filled in: missing arguments and declarations, no
 * more. The compiler takes them without a warning; sparse, which wants masks
 * kept apart from numbers, does not see this file.
 */
#include<linux/slab.h>
#include <linux/slab_def.h>
#include "mm_test.h"

/* Some structure that somebody has many of. */
struct instance {
	unsigned int number;
	char name[56];
};

/*
 *	kmem_cache_t *ptr;
 *	ptr = kmem_cache_create(); // It will reserver memory
 *	kmem_cache_alloc(ptr,GFP_KERNEL); // it will allocate
 *
 * Filled in: the arguments of kmem_cache_create; `obj =`, and both given back.
 */
static void notes_cache(struct kunit *test)
{
	kmem_cache_t *ptr;
	void *obj;

	ptr = kmem_cache_create("notes", sizeof(struct instance), 0, 0, NULL);
	KUNIT_ASSERT_NOT_NULL(test, ptr);
	obj = kmem_cache_alloc(ptr,GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, obj);
	kmem_cache_free(ptr, obj);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(ptr), 0);
}

/*
 *	kmem_cache_t *kmem_cache_create(const char *name,
 *		size_t size,
 *		size_t offset,
 *		unsigned long flags,
 *		void (*constructor)(void *, kmem_cache_t *,
 *		unsigned long flags));
 *	void *kmem_cache_alloc(kmem_cache_t *cache, int flags);
 *	void kmem_cache_free(kmem_cache_t *cache, const void *obj);
 *	int kmem_cache_destroy(kmem_cache_t *cache);
 *
 * Filled in: variables of these types, and a body for the constructor.
 */
static void constructor(void *obj, kmem_cache_t *cache, unsigned long flags)
{
	struct instance *instance = obj;

	if (flags & SLAB_CTOR_CONSTRUCTOR)
		instance->number = 896;
}

static kmem_cache_t *notes_create(const char *name, size_t size)
{
	unsigned long flags = SLAB_HWCACHE_ALIGN;
	size_t offset = 0;

	return kmem_cache_create(name, size, offset, flags, constructor);
}

static void notes_cache_prototypes(struct kunit *test)
{
	int flags = GFP_KERNEL;
	const struct instance *obj;
	kmem_cache_t *cache;

	cache = notes_create("notes-2.6", sizeof(struct instance));
	KUNIT_ASSERT_NOT_NULL(test, cache);
	obj = kmem_cache_alloc(cache, flags);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	KUNIT_EXPECT_EQ(test, obj->number, 896u);
	kmem_cache_free(cache, obj);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void destructor(void *obj, kmem_cache_t *cache, unsigned long flags)
{
}

static void constructor_today(void *obj)
{
	constructor(obj, NULL, SLAB_CTOR_CONSTRUCTOR);
}

static void constructor_between(struct kmem_cache *cache, void *obj)
{
	constructor(obj, cache, SLAB_CTOR_CONSTRUCTOR);
}

/* The same call in all the forms it ever had. */
static void notes_cache_generations(struct kunit *test)
{
	size_t size = sizeof(struct instance);
	kmem_cache_t *caches[4];
	struct instance *obj;

	caches[0] = kmem_cache_create("notes-six", size, 0, SLAB_NO_REAP,
				      constructor, destructor);
	caches[1] = kmem_cache_create("notes-five", size, 0, 0, constructor);
	caches[2] = kmem_cache_create("notes-between", size, 0, 0,
				      constructor_between);
	caches[3] = kmem_cache_create("notes-today", size, 0, 0,
				      constructor_today);
	for (int i = 0; i < ARRAY_SIZE(caches); i++) {
		KUNIT_ASSERT_NOT_NULL(test, caches[i]);
		obj = kmem_cache_alloc(caches[i], i % 2 ? GFP_KERNEL :
							  SLAB_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, obj);
		KUNIT_EXPECT_EQ(test, obj->number, 896u);
		kmem_cache_free(caches[i], obj);
		KUNIT_EXPECT_EQ(test, kmem_cache_destroy(caches[i]), 0);
	}
}

/* ---- what the notes say of a cache ---- */

static struct page *slab_at(const void *obj)
{
	return virt_to_head_page(obj);
}

/*
 *	when object is requested - will be allocated from:
 *	1.partial slab 2. empty slab 3.new slab
 *
 * Filled in: a cache that has no per-CPU arrays between its users and its
 * slabs, as those for DMA.
 */
static void notes_order_of_slabs(struct kunit *test)
{
	kmem_cache_t *cache = kmem_cache_create("notes-order", 1000, 0,
						SLAB_CACHE_DMA, NULL);
	static void *first[32], *second[32];
	unsigned int num, i;
	void *third;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	num = cache->num;
	KUNIT_ASSERT_LT(test, num, ARRAY_SIZE(first) + 0u);
	for (i = 0; i < num; i++)
		first[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	second[0] = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, second[0]);
	KUNIT_EXPECT_PTR_NE(test, slab_at(first[0]), slab_at(second[0]));
	kmem_cache_free(cache, second[0]);
	kmem_cache_free(cache, first[num - 1]);

	first[num - 1] = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, slab_at(first[num - 1]), slab_at(first[0]));
	for (i = 0; i < num; i++) {
		second[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_EXPECT_EQ(test, cache->nr_slabs, 2ul);
	}
	third = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, cache->nr_slabs, 3ul);
	kmem_cache_free(cache, third);
	kmem_cache_free_bulk(cache, num, second);
	kmem_cache_free_bulk(cache, num, first);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/*
 *	The slabs are composed of one or more physically contiguous pages.
 *	Typically, slabs are composed of only a single page.
 *	Stored objects can be colored to prevent multiple objects from mapping
 *	to the same cache lines.
 *
 * Filled in: objects for several slabs, of a size that leaves a rest.
 */
static void notes_colours(struct kunit *test)
{
	kmem_cache_t *cache = kmem_cache_create("notes-colour", 328, 0, 0,
						NULL);
	static void *objs[64];
	unsigned long seen = 0;
	int n = ARRAY_SIZE(objs);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	if (cache->flags & SLAB_DEBUG_FLAGS) {
		kmem_cache_destroy(cache);
		kunit_skip(test, "slab_debug= takes the room for colours");
	}
	KUNIT_EXPECT_EQ(test, cache->order, 0u);
	KUNIT_EXPECT_GT(test, cache->colours, 1u);
	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, n, objs),
			n);
	for (int i = 0; i < n; i++) {
		char *start = slab_at(objs[i])->s_mem;

		seen |= 1UL << (start - (char *)page_address(slab_at(objs[i])))
			/ cache->align;
	}
	KUNIT_EXPECT_GT(test, hweight32(seen), 1u);
	KUNIT_EXPECT_LE(test, hweight32(seen), cache->colours);
	kmem_cache_free_bulk(cache, n, objs);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/*
 *	kernel can control memory and free pages when memory is low.
 *
 * Filled in: the page allocator's question, asked for it (slab_squeeze_test.c
 * makes it ask by itself).
 */
static void notes_low_memory(struct kunit *test)
{
	kmem_cache_t *cache = kmem_cache_create("notes-low", 2000, 0, 0, NULL);
	static void *objs[64];
	int n = ARRAY_SIZE(objs);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL, n, objs),
			n);
	kmem_cache_free_bulk(cache, n, objs);
	KUNIT_EXPECT_GT(test, cache->nr_slabs, 0ul);
	KUNIT_EXPECT_GT(test, shrink_slab(GFP_KERNEL), 0ul);
	KUNIT_EXPECT_EQ(test, cache->nr_slabs, 0ul);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/*
 *	kmalloc: It uses the generic slab caches available to any kernel code. so
 *	your module will share slab cache with other components in kernel.
 *	kmem_cache_alloc: It will allocate objects from a dedicated slab cache
 *
 * Filled in: two sizes that kmalloc serves from one cache.
 */
static void notes_shared_or_dedicated(struct kunit *test)
{
	kmem_cache_t *own = kmem_cache_create("notes-own", 60, 0, 0, NULL);
	void *mine, *yours, *dedicated;

	KUNIT_ASSERT_NOT_NULL(test, own);
	mine = kmalloc(50, GFP_KERNEL);
	yours = kmalloc(64, GFP_KERNEL);
	dedicated = kmem_cache_alloc(own, GFP_KERNEL);
	KUNIT_ASSERT_TRUE(test, mine && yours && dedicated);
	KUNIT_EXPECT_PTR_EQ(test, slab_at(mine)->slab_cache,
			    slab_at(yours)->slab_cache);
	KUNIT_EXPECT_PTR_EQ(test, slab_at(dedicated)->slab_cache, own);
	KUNIT_EXPECT_STREQ(test, kmem_cache_name(own), "notes-own");
	kmem_cache_free(own, dedicated);
	kfree(yours);
	kfree(mine);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(own), 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(notes_cache),
	KUNIT_CASE(notes_cache_prototypes),
	KUNIT_CASE(notes_cache_generations),
	KUNIT_CASE(notes_order_of_slabs),
	KUNIT_CASE(notes_colours),
	KUNIT_CASE(notes_low_memory),
	KUNIT_CASE(notes_shared_or_dedicated),
	{}
};

static struct kunit_suite slab_notes_suite = {
	.name = "slab_notes", .test_cases = cases,
};
kunit_test_suite(slab_notes_suite);
