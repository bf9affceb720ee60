/*
 * lib_bitmap_test.c - suite `bitmap`: sets of bits against an array of bools.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/random.h>

#define NBITS	75			/* two words and a bit */

static DECLARE_BITMAP(map, NBITS);
static bool model[NBITS];

static void set_model(unsigned int start, unsigned int n, bool val)
{
	while (n--)
		model[start++] = val;
}

static void compare(struct kunit *test)
{
	unsigned int i, weight = 0, first = NBITS, last = NBITS;

	for (i = 0; i < NBITS; i++) {
		KUNIT_ASSERT_EQ_MSG(test, test_bit(i, map), model[i],
				    "bit %u", i);
		weight += model[i];
		if (model[i])
			last = i;
		if (model[i] && first == NBITS)
			first = i;
	}
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, NBITS), weight);
	KUNIT_EXPECT_EQ(test, find_first_bit(map, NBITS), first);
	KUNIT_EXPECT_EQ(test, find_last_bit(map, NBITS), last);
	KUNIT_EXPECT_EQ(test, bitmap_empty(map, NBITS), weight == 0);
	KUNIT_EXPECT_EQ(test, bitmap_full(map, NBITS), weight == NBITS);
}

static void test_set_clear(struct kunit *test)
{
	struct rnd_state rnd;
	int round;

	prandom_seed_state(&rnd, 3);
	bitmap_zero(map, NBITS);
	memset(model, 0, sizeof(model));
	for (round = 0; round < 300; round++) {
		unsigned int start = prandom_u32_state(&rnd) % NBITS;
		unsigned int n = prandom_u32_state(&rnd) % (NBITS - start + 1);

		if (round % 2)
			bitmap_set(map, start, n);
		else
			bitmap_clear(map, start, n);
		set_model(start, n, round % 2);
		compare(test);
	}
}

static void test_find(struct kunit *test)
{
	static const int bits[] = { 0, 31, 32, 63, 64, 74 };
	unsigned long bit;
	int i = 0;

	bitmap_zero(map, NBITS);
	for (i = 0; i < ARRAY_SIZE(bits); i++)
		__set_bit(bits[i], map);
	i = 0;
	for_each_set_bit(bit, map, NBITS)
		KUNIT_EXPECT_EQ(test, bit, bits[i++]);
	KUNIT_EXPECT_EQ(test, i, ARRAY_SIZE(bits));
	KUNIT_EXPECT_EQ(test, find_next_bit(map, NBITS, 65), 74);
	KUNIT_EXPECT_EQ(test, find_next_bit(map, 74, 65), 74);
	KUNIT_EXPECT_EQ(test, find_next_zero_bit(map, NBITS, 31), 33);
	KUNIT_EXPECT_EQ(test, find_next_bit(map, NBITS, 200), NBITS);
}

static void test_areas(struct kunit *test)
{
	bitmap_zero(map, 64);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 0), 0);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 3), 8);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 1), 2);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 5), 32);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 64, 5), -ENOMEM);
	bitmap_release_region(map, 32, 5);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 64, 0, 40, 0),
			16);
	KUNIT_EXPECT_GE(test, bitmap_find_next_zero_area(map, 64, 0, 60, 0),
			64);
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, 64), 11);
}

static void test_sets(struct kunit *test)
{
	unsigned long a[2] = { 0xff00ff00, 0xfff }, b[2] = { 0x0ff00ff0, 0x800 };
	unsigned long r[2];

	KUNIT_EXPECT_TRUE(test, bitmap_and(r, a, b, 40));
	KUNIT_EXPECT_EQ(test, r[0], 0x0f000f00);
	KUNIT_EXPECT_EQ(test, r[1], 0);	/* bit 43 lies beyond 40 */
	bitmap_or(r, a, b, 40);
	KUNIT_EXPECT_EQ(test, r[0], 0xfff0fff0);
	bitmap_xor(r, a, a, 40);
	KUNIT_EXPECT_TRUE(test, bitmap_empty(r, 40));
	KUNIT_EXPECT_TRUE(test, bitmap_andnot(r, a, b, 40));
	KUNIT_EXPECT_TRUE(test, bitmap_subset(r, a, 40));
	KUNIT_EXPECT_FALSE(test, bitmap_intersects(r, b, 40));
	bitmap_complement(r, a, 40);
	KUNIT_EXPECT_EQ(test, bitmap_weight(r, 40), 16);
	KUNIT_EXPECT_TRUE(test, bitmap_equal(a, a, 64));
	KUNIT_EXPECT_FALSE(test, bitmap_equal(a, b, 64));
}

static struct kunit_case bitmap_cases[] = {
	KUNIT_CASE(test_set_clear),
	KUNIT_CASE(test_find),
	KUNIT_CASE(test_areas),
	KUNIT_CASE(test_sets),
	{}
};

static struct kunit_suite bitmap_suite = {
	.name = "bitmap",
	.test_cases = bitmap_cases,
};

kunit_test_suite(bitmap_suite);
