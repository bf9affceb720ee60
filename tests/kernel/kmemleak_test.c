/*
 * kmemleak_test.c - what was allocated since the mark, and only that.
 */
#include <linux/gfp.h>
#include <linux/kmemleak.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/string.h>
#include "mm_test.h"

#define HERE	0x1000ul	/* a caller that only the tests have */

/* Records of @ptr, and of all that @caller asked for (0: not asked). */
static int find(const void *ptr, unsigned long caller, size_t *bytes)
{
	struct kmemleak_record record;
	int found = 0;

	for (unsigned int i = 0; kmemleak_get(i, &record); i++)
		if (record.ptr == ptr || (caller && record.caller == caller)) {
			found++;
			*bytes += record.size;
		}
	return found;
}

static int found(const void *ptr, size_t *bytes)
{
	*bytes = 0;
	return find(ptr, 0, bytes);
}

/* Does a record of @ptr say that it is a struct page? */
static bool is_of_pages(const void *ptr)
{
	struct kmemleak_record record;

	for (unsigned int i = 0; kmemleak_get(i, &record); i++)
		if (record.ptr == ptr)
			return record.pages;
	return false;
}

static void kmemleak_objects_and_pages(struct kunit *test)
{
	void *before = kmalloc(100, GFP_KERNEL), *obj, *zero;
	struct page *page;
	size_t bytes;

	KUNIT_ASSERT_NOT_NULL(test, before);
	KUNIT_ASSERT_EQ(test, kmemleak_mark(), 0);
	obj = kmalloc(100, GFP_KERNEL);
	zero = kzalloc(5000, GFP_ATOMIC);
	page = alloc_pages(GFP_KERNEL, 5);
	KUNIT_EXPECT_TRUE(test, obj && zero && page);
	KUNIT_EXPECT_EQ(test, found(before, &bytes), 0);
	KUNIT_EXPECT_EQ(test, found(obj, &bytes), 1);
	KUNIT_EXPECT_EQ(test, bytes, (size_t)100);
	KUNIT_EXPECT_EQ(test, found(zero, &bytes), 1);
	KUNIT_EXPECT_EQ(test, bytes, (size_t)5000);
	KUNIT_EXPECT_EQ(test, found(page, &bytes), 1);
	KUNIT_EXPECT_EQ(test, bytes, PAGE_SIZE << 5);
	KUNIT_EXPECT_TRUE(test, is_of_pages(page));
	KUNIT_EXPECT_FALSE(test, is_of_pages(obj) || is_of_pages(zero));
	kfree(before);
	kfree(zero);
	__free_pages(page, 5);
	KUNIT_EXPECT_EQ(test, found(zero, &bytes) + found(page, &bytes), 0);
	KUNIT_EXPECT_EQ(test, found(obj, &bytes), 1);
	kfree(obj);
	KUNIT_EXPECT_EQ(test, found(obj, &bytes), 0);
	kmemleak_off();
	KUNIT_EXPECT_FALSE(test, kmemleak_is_on());
}

/* What objects lie in, and what describes that, is not lost with them. */
static void kmemleak_not_the_slab(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-leak", 512, 0, 0,
						     NULL);
	struct page *slab;
	size_t bytes;
	void *obj;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_EXPECT_NOT_NULL(test, cache->mgmt_cache);
	KUNIT_ASSERT_EQ(test, kmemleak_mark(), 0);
	obj = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	slab = virt_to_head_page(obj);
	KUNIT_EXPECT_EQ(test, found(obj, &bytes), 1);
	KUNIT_EXPECT_EQ(test, found(slab, &bytes), 0);
	KUNIT_EXPECT_EQ(test, found(slab_bitmap(cache, slab), &bytes), 0);
	kmemleak_off();
	kmem_cache_free(cache, obj);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* Who asked for @ptr, since the mark; 0: nobody. */
static unsigned long asked_by(const void *ptr)
{
	struct kmemleak_record record;

	for (unsigned int i = 0; kmemleak_get(i, &record); i++)
		if (record.ptr == ptr)
			return record.caller;
	return 0;
}

/* What allocates for its caller names that one: all these are from here. */
static noinline void ask_in_all_forms(struct kunit *test)
{
	static char *p[8];
	static const char *const names[] = {
		"krealloc", "kstrdup", "kstrndup", "kmemdup", "kasprintf",
		"kvmalloc",
	};
	unsigned long page = get_zeroed_page(GFP_KERNEL), caller;
	unsigned long pages = __get_free_pages(GFP_KERNEL, 1);

	p[0] = krealloc(kmalloc(10, GFP_KERNEL), 200, GFP_KERNEL);
	p[1] = kstrdup("one", GFP_KERNEL);
	p[2] = kstrndup("another", 3, GFP_KERNEL);
	p[3] = kmemdup("bytes", 5, GFP_KERNEL);
	p[4] = kasprintf(GFP_KERNEL, "%d", 896);
	p[5] = kvmalloc(500, GFP_KERNEL);
	for (int i = 0; i < ARRAY_SIZE(names); i++) {
		caller = asked_by(p[i]);
		KUNIT_EXPECT_TRUE_MSG(test, caller - (unsigned long)
				      ask_in_all_forms < 1000, "%s: %pS",
				      names[i], (void *)caller);
		kfree(p[i]);
	}
	caller = asked_by(virt_to_page(page));
	KUNIT_EXPECT_LT(test, caller - (unsigned long)ask_in_all_forms, 1000ul);
	caller = asked_by(virt_to_page(pages));
	KUNIT_EXPECT_LT(test, caller - (unsigned long)ask_in_all_forms, 1000ul);
	free_page(page);
	free_pages(pages, 1);
}

static void kmemleak_names_the_asker(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, kmemleak_mark(), 0);
	ask_in_all_forms(test);
	kmemleak_off();
}

/*
 * Addresses that come and go at random: the table agrees with a list of bits.
 */
static void kmemleak_table(struct kunit *test)
{
	static u32 out[16];
	struct rnd_state rnd;
	size_t bytes = 0;
	int count = 0;

	prandom_seed_state(&rnd, 896);
	memset(out, 0, sizeof(out));
	KUNIT_ASSERT_EQ(test, kmemleak_mark(), 0);
	for (int i = 0; i < 20000; i++) {
		u32 nr = prandom_u32_state(&rnd) % 512;
		void *ptr = (void *)(PAGE_SIZE + nr * 4096);

		if (out[nr / 32] & 1u << nr % 32)
			kmemleak_free(ptr);
		else
			kmemleak_alloc(ptr, 1, false, HERE);
		out[nr / 32] ^= 1u << nr % 32;
	}
	for (int nr = 0; nr < 512; nr++)
		count += out[nr / 32] >> nr % 32 & 1;
	KUNIT_EXPECT_EQ(test, find(NULL, HERE, &bytes), count);
	for (int nr = 0; nr < 512; nr++)
		kmemleak_free((void *)(PAGE_SIZE + nr * 4096));
	KUNIT_EXPECT_EQ(test, find(NULL, HERE, &bytes), 0);
	kmemleak_off();
}

/* The @i-th of addresses that are all different and in no order. */
static void *scattered(u32 i)
{
	return (void *)((i ^ i << 7 ^ i << 15) * 8 + PAGE_SIZE);
}

/*
 * A table that is full loses nothing but what comes; and where many share a
 * place each is still found when those before it have gone.
 */
static void kmemleak_full(struct kunit *test)
{
	struct kmemleak_record record;
	unsigned int n = 0;
	size_t bytes = 0;

	KUNIT_ASSERT_EQ(test, kmemleak_mark(), 0);
	while (!kmemleak_missed())
		kmemleak_alloc(scattered(n++), 1, false, HERE);
	KUNIT_EXPECT_TRUE(test, kmemleak_get(n - 2, &record));
	for (unsigned int i = 0; i < n; i++)
		kmemleak_free(scattered(i));
	KUNIT_EXPECT_EQ(test, find(NULL, HERE, &bytes), 0);
	kmemleak_off();
	KUNIT_EXPECT_FALSE(test, kmemleak_get(0, &record));
}

static struct kunit_case kmemleak_cases[] = {
	KUNIT_CASE(kmemleak_objects_and_pages),
	KUNIT_CASE(kmemleak_not_the_slab),
	KUNIT_CASE(kmemleak_names_the_asker),
	KUNIT_CASE(kmemleak_table),
	KUNIT_CASE(kmemleak_full),
	{}
};

static struct kunit_suite kmemleak_suite = {
	.name = "kmemleak",
	.test_cases = kmemleak_cases,
};
kunit_test_suite(kmemleak_suite);
