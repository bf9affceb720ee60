/*
 * slab_notes_test.c - the notes' own lines about caches, memory pools and
 * kmalloc, as their readers type them, in the words of both generations. Each
 * stands above its test, and below it what had to be filled in: missing
 * arguments and declarations, no more. The compiler takes them without a warning;
 * sparse, which wants masks kept apart from numbers, does not see this file.
 */
#include<linux/slab.h>
#include<linux/mempool.h>
#include <linux/slab_def.h>
#include <asm/io.h>
#include "mm_test.h"

/* Some structure that somebody has many of. */
struct instance {
	unsigned int number;
	char name[56];
};

/* ---- caches ---- */

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

/* ---- memory pools ---- */

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

/* ---- kmalloc ---- */

/*
 *	void *kmalloc(size_t size, int flags);
 *	void kfree(const void *);
 *
 *	kmalloc: allocate the small memory from a simple kinds of caches. the size
 *	from 1 byte to 128kb.
 *
 * Filled in: variables of these types.
 */
static void notes_kmalloc_prototypes(struct kunit *test)
{
	int flags = GFP_KERNEL;
	const char *bytes;
	size_t size;

	for (size = 1; size <= 128 * 1024; size *= 2) {
		bytes = kmalloc(size, flags);
		KUNIT_EXPECT_NOT_NULL(test, bytes);
		kfree(bytes);
	}
}

/*
 *	You cannot specify __GFP_HIGHMEM to either __get_free_pages() or
 *	kmalloc().
 *	the GFP_ATOMIC flag is the only option when the current code cannot sleep
 *	The GFP_DMA flag is used to specify that the allocator must satisfy the
 *	request from ZONE_DMA. Normally, you combine this flag with the
 *	GFP_ATOMIC or GFP_KERNEL flag.
 *
 * Filled in: the calls.
 */
static void notes_kmalloc_masks(struct kunit *test)
{
	void *p;

	KUNIT_EXPECT_NULL(test, kmalloc(64, GFP_KERNEL | __GFP_HIGHMEM));
	preempt_disable();
	p = kmalloc(64, GFP_ATOMIC);
	preempt_enable();
	KUNIT_EXPECT_NOT_NULL(test, p);
	kfree(p);
	p = kmalloc(64, GFP_DMA | GFP_ATOMIC);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_LT(test, virt_to_phys(p), 16ul << 20);
	kfree(p);
	p = kmalloc(64, GFP_DMA | GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_LT(test, virt_to_phys(p), 16ul << 20);
	kfree(p);
}

/*
 *	The kfree() method frees a block of memory previously allocated with
 *	kmalloc(). Do not call this function on memory not previously allocated
 *	with kmalloc(), or on memory that has already been freed.
 *	Note that calling kfree(NULL) is explicitly checked for and safe
 *
 * Filled in: what is not to be done, to see that it is caught.
 */
static void notes_kfree(struct kunit *test)
{
	char *block = kmalloc(100, GFP_KERNEL);
	unsigned long page = __get_free_page(GFP_KERNEL);

	KUNIT_ASSERT_TRUE(test, block && page);
	EXPECT_BAD_FREES(test, 1, kfree((void *)page));
	EXPECT_BAD_FREES(test, 0, kfree(block));
	EXPECT_BAD_FREES(test, 1, kfree(block));
	EXPECT_BAD_FREES(test, 0, kfree(NULL));
	free_page(page);
}

/*
 *	kbuf = kmalloc(size, GFP_KERNEL);
 *	...
 *	kfree(kbuf);
 *
 * Filled in: declarations. (What is mapped for a device between the two lines
 * is contiguous in physical memory, and in one zone.)
 */
static void notes_kbuf(struct kunit *test)
{
	size_t size = 5 * PAGE_SIZE;
	char *kbuf;

	kbuf = kmalloc(size, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, kbuf);
	KUNIT_EXPECT_EQ(test, virt_to_phys(kbuf + size - 1) - virt_to_phys(kbuf),
			size - 1);
	KUNIT_EXPECT_PTR_EQ(test, page_zone(virt_to_page(kbuf)),
			    page_zone(virt_to_page(kbuf + size - 1)));
	kfree(kbuf);
}

static struct kunit_case kmalloc_cases[] = {
	KUNIT_CASE(notes_kmalloc_prototypes),
	KUNIT_CASE(notes_kmalloc_masks),
	KUNIT_CASE(notes_kfree),
	KUNIT_CASE(notes_kbuf),
	{}
};

static struct kunit_suite suite = {
	.name = "slab_notes", .test_cases = cases,
};

static struct kunit_suite pool_suite = {
	.name = "mempool_notes", .test_cases = pool_cases,
};

static struct kunit_suite kmalloc_suite = {
	.name = "kmalloc_notes", .test_cases = kmalloc_cases,
};
kunit_test_suites(&suite, &pool_suite, &kmalloc_suite);
