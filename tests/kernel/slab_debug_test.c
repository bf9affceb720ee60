/*
 * slab_debug_test.c - watched caches: each instrument alone sees what it is
 * for, and nothing else; and memory that is wiped.
 */
#include <linux/poison.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/string.h>
#include "mm_test.h"
#include "said.h"

#define SIZE	52

static struct kmem_cache *make(struct kunit *test, unsigned long flags)
{
	struct kmem_cache *cache = kmem_cache_create("test-watched", SIZE, 0,
						     flags, NULL);

	KUNIT_ASSERT_NOT_NULL(test, cache);
	return cache;
}

static char *get(struct kunit *test, struct kmem_cache *cache)
{
	char *obj = kmem_cache_alloc(cache, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, obj);
	return obj;
}

static void all_bytes_are(struct kunit *test, const char *obj, u8 value)
{
	for (int i = 0; i < SIZE; i++)
		KUNIT_ASSERT_EQ(test, (u8)obj[i], value);
}

/* Every byte of both red zones, of the first object and of another. */
static void red_zones(struct kunit *test)
{
	struct kmem_cache *cache = make(test, SLAB_RED_ZONE);
	char *obj[2] = { get(test, cache), get(test, cache) };
	int gap = cache->size - SIZE;

	KUNIT_EXPECT_GE(test, gap, 8);
	for (int i = 0; i < 2; i++)
		for (int at = -8; at < SIZE + gap; at++) {
			char *victim = obj[i] + at;
			char was = *victim;

			*victim ^= 1;
			EXPECT_BAD_FREES(test, at < 0 || at >= SIZE,
					 kmem_cache_free(cache, obj[i]));
			obj[i] = get(test, cache);
			if (at >= 0 && at < SIZE)
				obj[i][at] = was;
		}
	kmem_cache_free(cache, obj[0]);
	kmem_cache_free(cache, obj[1]);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Any byte that changes after the free shows at the next allocation. */
static void poison(struct kunit *test)
{
	struct kmem_cache *cache = make(test, SLAB_POISON);
	char *obj = get(test, cache);

	for (int at = 0; at < SIZE; at++) {
		all_bytes_are(test, obj, POISON_INUSE);
		kmem_cache_free(cache, obj);
		KUNIT_EXPECT_EQ(test, (u8)obj[0], POISON_FREE);
		KUNIT_EXPECT_EQ(test, (u8)obj[SIZE - 1], POISON_END);
		obj[at] = 0;
		EXPECT_BAD_FREES(test, 1, obj = get(test, cache));
	}
	kmem_cache_free(cache, obj);
	obj[1] = 0;		/* seen at the latest when the slab goes */
	EXPECT_BAD_FREES(test, 1, kmem_cache_destroy(cache));
}

static void mark(void *obj)
{
	*(u32 *)obj = 0xc0ffee;
}

/* What a constructor made stays, poison or no. */
static void poison_spares_constructed(struct kunit *test)
{
	struct kmem_cache *cache =
		kmem_cache_create("test-watched", SIZE, 0,
				  SLAB_POISON | SLAB_RED_ZONE, mark);
	char *obj;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (int i = 0; i < 3; i++) {
		obj = get(test, cache);
		KUNIT_EXPECT_EQ(test, *(u32 *)obj, 0xc0ffeeu);
		kmem_cache_free(cache, obj);
	}
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static void aligned(struct kunit *test)
{
	for (unsigned int align = 4; align <= PAGE_SIZE; align *= 2) {
		struct kmem_cache *cache =
			kmem_cache_create("test-watched", SIZE, align,
					  SLAB_DEBUG_FLAGS & ~SLAB_TRACE, NULL);
		char *obj;

		KUNIT_ASSERT_NOT_NULL(test, cache);
		obj = get(test, cache);
		KUNIT_EXPECT_EQ(test, (unsigned long)obj % align, 0ul);
		obj[SIZE] ^= 1;
		EXPECT_BAD_FREES(test, 1, kmem_cache_free(cache, obj));
		KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	}
}

/* All sizes that a cache may have, watched: laid out, used, gone. */
static void all_sizes(struct kunit *test)
{
	for (unsigned int size = 1; size <= KMALLOC_MAX_SIZE;
	     size += 1 + size / 3) {
		struct kmem_cache *cache =
			kmem_cache_create("test-watched", size, 0,
					  SLAB_DEBUG_FLAGS & ~SLAB_TRACE, NULL);
		char *obj;

		KUNIT_ASSERT_NOT_NULL(test, cache);
		obj = kmem_cache_zalloc(cache, GFP_KERNEL);
		if (!obj)
			kunit_skip(test, "no memory for %u bytes", size);
		KUNIT_EXPECT_NULL(test, memchr_inv(obj, 0, size));
		kmem_cache_free(cache, obj);
		KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	}
}

/* Each use says itself, and nothing else does. */
static void traced(struct kunit *test)
{
	struct kmem_cache *cache = make(test, SLAB_TRACE);
	struct kmsg_dump_iter log;
	char *obj;

	said_from_here(&log);
	obj = get(test, cache);
	KUNIT_EXPECT_TRUE(test, said_since(&log, "TRACE test-watched alloc"));
	KUNIT_EXPECT_FALSE(test, said_since(&log, "TRACE test-watched free"));
	kmem_cache_free(cache, obj);
	KUNIT_EXPECT_TRUE(test, said_since(&log, "TRACE test-watched free"));
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* A slab whose books are wrong is told at its next use, and by the checker. */
static void contradiction(struct kunit *test)
{
	struct kmem_cache *cache = make(test, SLAB_CONSISTENCY_CHECKS);
	char *obj = get(test, cache), *other = get(test, cache);
	struct page *slab = virt_to_head_page(obj);

	KUNIT_EXPECT_EQ(test, slab_check_all(), 0);
	slab->inuse++;
	EXPECT_BAD_FREES(test, 1, kmem_cache_free(cache, other));
	KUNIT_EXPECT_GT(test, slab_check_all(), 0);
	slab->inuse--;
	KUNIT_EXPECT_EQ(test, slab_check_all(), 0);
	cache->nr_out++;
	KUNIT_EXPECT_EQ(test, slab_check_all(), 1);
	cache->nr_out--;
	cache->nr_slabs++;
	KUNIT_EXPECT_EQ(test, slab_check_all(), 1);
	cache->nr_slabs--;
	cache->nr_empty++;
	KUNIT_EXPECT_EQ(test, slab_check_all(), 1);
	cache->nr_empty--;
	EXPECT_BAD_FREES(test, 0, kmem_cache_free(cache, obj));
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Not for those who say so, whatever the command line asks for. */
static void not_by_users(struct kunit *test)
{
	struct kmem_cache *cache = make(test, SLAB_NO_USER_FLAGS);

	KUNIT_EXPECT_EQ(test, cache->flags & SLAB_DEBUG_FLAGS, 0ul);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	cache = make(test, SLAB_NO_USER_FLAGS | SLAB_RED_ZONE);
	KUNIT_EXPECT_EQ(test, cache->flags & SLAB_DEBUG_FLAGS, SLAB_RED_ZONE);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case slab_debug_cases[] = {
	KUNIT_CASE(red_zones),
	KUNIT_CASE(not_by_users),
	KUNIT_CASE(poison),
	KUNIT_CASE(poison_spares_constructed),
	KUNIT_CASE(aligned),
	KUNIT_CASE(all_sizes),
	KUNIT_CASE(traced),
	KUNIT_CASE(contradiction),
	{}
};

static struct kunit_suite slab_debug_suite = {
	.name = "slab_debug",
	.test_cases = slab_debug_cases,
};
kunit_test_suite(slab_debug_suite);
