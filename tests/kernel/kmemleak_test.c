/*
 * kmemleak_test.c - what was allocated since the mark, and only that.
 */
#include <linux/gfp.h>
#include <linux/kmemleak.h>
#include <linux/random.h>
#include <linux/slab.h>
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

/* Addresses that come and go at random: the table agrees with a list of bits. */
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

/* A table that is full loses nothing but what comes. */
static void kmemleak_full(struct kunit *test)
{
	struct kmemleak_record record;
	unsigned int i = 0;

	KUNIT_ASSERT_EQ(test, kmemleak_mark(), 0);
	while (!kmemleak_missed())
		kmemleak_alloc((void *)(PAGE_SIZE + 8 * i++), 1, false, HERE);
	KUNIT_EXPECT_TRUE(test, kmemleak_get(i - 2, &record));
	while (i--)
		kmemleak_free((void *)(PAGE_SIZE + 8 * i));
	kmemleak_off();
	KUNIT_EXPECT_FALSE(test, kmemleak_get(0, &record));
}

static struct kunit_case kmemleak_cases[] = {
	KUNIT_CASE(kmemleak_objects_and_pages),
	KUNIT_CASE(kmemleak_table),
	KUNIT_CASE(kmemleak_full),
	{}
};

static struct kunit_suite kmemleak_suite = {
	.name = "kmemleak",
	.test_cases = kmemleak_cases,
};
kunit_test_suite(kmemleak_suite);
