/*
 * lib_bitmap_more_test.c - suite `bitmap_more`: what modules find beside the
 * sets themselves (lib/modules/bitmap_*.c, find_bits.c), bit by bit against
 * their words.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/cpumask.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/slab.h>

#define NBITS	75			/* two words and a bit */

static DECLARE_BITMAP(a, NBITS);
static DECLARE_BITMAP(b, NBITS);
static DECLARE_BITMAP(c, NBITS);
static DECLARE_BITMAP(dst, NBITS);

/* The bits outside are set, to see that nobody looks at them. */
static int some_bits(struct kunit *test)
{
	static struct rnd_state rnd = { 11 };
	unsigned int i;

	prandom_bytes_state(&rnd, a, sizeof(a));
	prandom_bytes_state(&rnd, b, sizeof(b));
	prandom_bytes_state(&rnd, c, sizeof(c));
	for (i = NBITS; i < sizeof(a) * 8; i++)
		a[BIT_WORD(i)] |= BIT_MASK(i);
	return 0;
}

static bool bit(const unsigned long *map, long i)
{
	return i >= 0 && i < NBITS && test_bit(i, map);
}

static void test_shift(struct kunit *test)
{
	unsigned int by;
	long i;

	for (by = 0; by < NBITS + 10; by++) {
		bitmap_shift_right(dst, a, by, NBITS);
		for (i = 0; i < NBITS; i++)
			KUNIT_ASSERT_EQ_MSG(test, bit(dst, i), bit(a, i + by),
					    ">> %u, bit %ld", by, i);
		bitmap_shift_left(dst, a, by, NBITS);
		for (i = 0; i < NBITS; i++)
			KUNIT_ASSERT_EQ_MSG(test, bit(dst, i), bit(a, i - by),
					    "<< %u, bit %ld", by, i);
	}
	bitmap_copy(dst, a, NBITS);
	bitmap_shift_left(dst, dst, 33, NBITS);
	KUNIT_EXPECT_EQ(test, bit(dst, 40), bit(a, 7));
	bitmap_shift_right(dst, dst, 33, NBITS);
	KUNIT_EXPECT_EQ(test, bit(dst, 7), bit(a, 7));
}

static void test_cut_replace(struct kunit *test)
{
	unsigned long over[] = { 0, 0x0000ff00, 0xffff0000 };
	unsigned int first = 13, cut = 40, i;

	bitmap_cut(over, over + 1, 8, 40, 48);	/* moves whole words */
	KUNIT_EXPECT_EQ(test, over[0], 0x00ffff00);
	bitmap_copy_clear_tail(dst, a, NBITS);
	bitmap_cut(dst, dst, first, cut, NBITS);
	for (i = 0; i < NBITS; i++)
		KUNIT_ASSERT_EQ(test, bit(dst, i),
				bit(a, i < first ? i : i + cut));
	bitmap_cut(dst, a, 70, UINT_MAX, NBITS);
	KUNIT_EXPECT_EQ(test, find_next_bit(dst, NBITS, 70), NBITS);

	bitmap_replace(dst, a, b, c, NBITS);
	for (i = 0; i < NBITS; i++)
		KUNIT_ASSERT_EQ(test, bit(dst, i),
				bit(c, i) ? bit(b, i) : bit(a, i));
}

static void test_remap(struct kunit *test)
{
	DECLARE_BITMAP(old, NBITS);
	DECLARE_BITMAP(new, NBITS);
	unsigned long i;

	bitmap_zero(old, NBITS);
	bitmap_zero(new, NBITS);
	bitmap_set(old, 4, 4);			/* 4-7 go to 12-15 */
	bitmap_set(new, 12, 4);
	bitmap_zero(a, NBITS);
	__set_bit(1, a);
	__set_bit(5, a);
	__set_bit(7, a);
	bitmap_remap(dst, a, old, new, NBITS);
	KUNIT_EXPECT_EQ(test, dst[0], BIT(1) | BIT(13) | BIT(15));
	KUNIT_EXPECT_EQ(test, bitmap_bitremap(6, old, new, NBITS), 14);
	KUNIT_EXPECT_EQ(test, bitmap_bitremap(9, old, new, NBITS), 9);

	bitmap_onto(dst, a, new, NBITS);	/* bit 1 is 13; 5, 7: none */
	KUNIT_EXPECT_EQ(test, dst[0], BIT(13));
	bitmap_fold(dst, a, 4, NBITS);		/* 1, 5, 7 modulo 4 */
	KUNIT_EXPECT_EQ(test, dst[0], BIT(1) | BIT(3));

	bitmap_scatter(dst, b, c, NBITS);
	for_each_set_bit(i, c, NBITS)
		KUNIT_ASSERT_EQ(test, bit(dst, i),
				bit(b, bitmap_weight(c, i)));
	bitmap_gather(a, dst, c, NBITS);
	KUNIT_EXPECT_TRUE(test, bitmap_equal(a, b, bitmap_weight(c, NBITS)));
}

static void test_read_write(struct kunit *test)
{
	unsigned int at, n, i;

	for (n = 1; n <= 32; n++) {
		for (at = 0; at + n <= NBITS; at++) {
			unsigned long value = bitmap_read(a, at, n);

			bitmap_copy(dst, b, NBITS);
			bitmap_write(dst, value, at, n);
			for (i = 0; i < NBITS; i++)
				if (bit(dst, i) != bit(i >= at && i < at + n ?
						       a : b, i))
					KUNIT_FAIL(test, "%u bits at %u: %u",
						   n, at, i);
		}
	}
	bitmap_set_value8(dst, 0xa5, 30);
	KUNIT_EXPECT_EQ(test, bitmap_get_value8(dst, 30), 0xa5);
	KUNIT_EXPECT_EQ(test, bitmap_read(dst, 3, 0), 0);
}

static void test_arr64(struct kunit *test)
{
	u64 words[2];

	bitmap_to_arr64(words, a, NBITS);
	KUNIT_EXPECT_EQ(test, words[0], (u64)a[1] << 32 | a[0]);
	KUNIT_EXPECT_EQ(test, words[1], a[2] & BITMAP_LAST_WORD_MASK(NBITS));
	bitmap_from_arr64(dst, words, NBITS);
	KUNIT_EXPECT_TRUE(test, bitmap_equal(dst, a, NBITS));
	KUNIT_EXPECT_EQ(test, dst[2], words[1]);
}

static void test_find_two(struct kunit *test)
{
	unsigned long i, n = 0, not = 0, or = 0;

	for_each_and_bit(i, a, b, NBITS) {
		KUNIT_ASSERT_TRUE(test, bit(a, i) && bit(b, i));
		KUNIT_ASSERT_EQ(test, find_nth_and_bit(a, b, NBITS, n), i);
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, bitmap_weight_and(a, b, NBITS));
	KUNIT_EXPECT_EQ(test, find_nth_and_bit(a, b, NBITS, n), NBITS);
	for_each_andnot_bit(i, a, b, NBITS) {
		KUNIT_ASSERT_TRUE(test, bit(a, i) && !bit(b, i));
		KUNIT_ASSERT_EQ(test, find_nth_andnot_bit(a, b, NBITS, not), i);
		not++;
	}
	KUNIT_EXPECT_EQ(test, not, bitmap_weight_andnot(a, b, NBITS));
	KUNIT_EXPECT_EQ(test, n + not, bitmap_weight(a, NBITS));
	for_each_or_bit(i, a, b, NBITS)
		or++;
	KUNIT_EXPECT_EQ(test, or, not + bitmap_weight(b, NBITS));
	i = find_first_and_and_bit(a, b, c, NBITS);
	KUNIT_EXPECT_TRUE(test, i == NBITS ||
			  (bit(a, i) && bit(b, i) && bit(c, i)));
	i = find_nth_and_andnot_bit(a, b, c, NBITS, 1);
	KUNIT_EXPECT_TRUE(test, i == NBITS ||
			  (bit(a, i) && bit(b, i) && !bit(c, i)));
	i = find_random_bit(b, NBITS);
	KUNIT_EXPECT_TRUE(test, bit(b, i));
}

static void test_walks(struct kunit *test)
{
	static unsigned long order[NBITS];
	unsigned long i, e, n = 0, bytes = 0, clump;

	for_each_set_bit_wrap(i, a, NBITS, 50)
		order[n++] = i;
	KUNIT_ASSERT_EQ(test, n, bitmap_weight(a, NBITS));
	for (i = 1; i < n; i++)
		KUNIT_EXPECT_LT(test, (order[i - 1] + NBITS - 50) % NBITS,
				(order[i] + NBITS - 50) % NBITS);

	bitmap_zero(dst, NBITS);
	for_each_set_bitrange(i, e, a, NBITS) {
		KUNIT_ASSERT_LT(test, i, e);
		bitmap_set(dst, i, e - i);
	}
	KUNIT_EXPECT_TRUE(test, bitmap_equal(dst, a, NBITS));
	for_each_clear_bitrange(i, e, a, NBITS)
		bitmap_set(dst, i, e - i);
	KUNIT_EXPECT_TRUE(test, bitmap_full(dst, NBITS));
	i = 40;
	for_each_set_bitrange_from(i, e, a, NBITS)
		KUNIT_ASSERT_TRUE(test, i >= 40 && e <= NBITS);

	bitmap_zero(dst, NBITS);
	__set_bit(9, dst);
	__set_bit(63, dst);
	for_each_set_clump8(i, clump, dst, 72) {
		KUNIT_EXPECT_EQ(test, clump, i == 8 ? 2 : 0x80);
		bytes += i;
	}
	KUNIT_EXPECT_EQ(test, bytes, 8 + 56);
}

/* A text that is refused. */
#define BAD(s, how)	{ .text = (s), .error = (how) }

static void test_parse(struct kunit *test)
{
	static const struct {
		const char *text;
		int error;
		unsigned long word[3];
	} lists[] = {
		{ "0", 0, { 1 } }, { "0-3,7\n", 0, { 0x8f } },
		{ "", 0, { } }, { " 1 , 2,", 0, { 6 } },
		{ "0-31:4/8", 0, { 0x0f0f0f0f } }, { "N", 0, { 0, 0, BIT(10) } },
		{ "all", 0, { ~0UL, ~0UL, 0x7ff } },
		{ "all:1/2", 0, { 0x55555555, 0x55555555, 0x555 } },
		BAD("75", -ERANGE), BAD("3-1", -EINVAL), BAD("0-7:3/2", -EINVAL),
		BAD("1-", -EINVAL), BAD("x", -EINVAL), BAD("0-7:2", -EINVAL),
		BAD("0-7:2/0", -EINVAL), BAD("99999999999", -EOVERFLOW),
	}, words[] = {
		{ "1", 0, { 1 } }, BAD("deadbeef,1,0\n", -EOVERFLOW),
		{ "7ff,1,80000000", 0, { 0x80000000, 1, 0x7ff } },
		{ "", 0, { } }, { "1 2", 0, { 2, 1 } }, BAD("g", -EINVAL),
		BAD("123456789", -EOVERFLOW), BAD("1,0,0,0", -EOVERFLOW),
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lists); i++) {
		int error = bitmap_parselist(lists[i].text, dst, NBITS);

		KUNIT_EXPECT_EQ_MSG(test, error, lists[i].error, "\"%s\"",
				    lists[i].text);
		KUNIT_EXPECT_TRUE_MSG(test, error ||
				      bitmap_equal(dst, lists[i].word, NBITS),
				      "\"%s\": %*pbl", lists[i].text, NBITS,
				      dst);
	}
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		int error = bitmap_parse(words[i].text, UINT_MAX, dst, NBITS);

		KUNIT_EXPECT_EQ_MSG(test, error, words[i].error, "\"%s\"",
				    words[i].text);
		KUNIT_EXPECT_TRUE_MSG(test, error ||
				      bitmap_equal(dst, words[i].word, NBITS),
				      "\"%s\": %*pb", words[i].text, NBITS,
				      dst);
	}
}

static void test_print(struct kunit *test)
{
	char *page = (char *)__get_free_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	bitmap_zero(dst, NBITS);
	bitmap_set(dst, 30, 4);
	bitmap_print_to_pagebuf(true, page, dst, NBITS);
	KUNIT_EXPECT_STREQ(test, page, "30-33\n");
	bitmap_print_to_pagebuf(false, page, dst, NBITS);
	KUNIT_EXPECT_STREQ(test, page, "000,00000003,c0000000\n");
	KUNIT_EXPECT_EQ(test, bitmap_parse(page, PAGE_SIZE, b, NBITS), 0);
	KUNIT_EXPECT_TRUE(test, bitmap_equal(b, dst, NBITS));
	bitmap_fill(dst, NBITS);
	KUNIT_EXPECT_EQ(test, bitmap_print_to_pagebuf(true, page + 4093, dst,
						      NBITS), 2);
	KUNIT_EXPECT_EQ(test, bitmap_print_list_to_buf(page, dst, NBITS, 2,
						       PAGE_SIZE), 4);
	KUNIT_EXPECT_STREQ(test, page, "74\n");
	free_page((unsigned long)page);
}

/* What is known when compiling is computed when compiling, also by us. */
static void test_constants(struct kunit *test)
{
	DECLARE_BITMAP(one, BITS_PER_LONG) = { 0 };
	unsigned long word = 0;

	bitmap_clear(one, 0, BITS_PER_LONG);
	bitmap_set(one, 5, 2);
	__set_bit(31, one);
	__clear_bit(5, one);
	__change_bit(0, one);
	KUNIT_EXPECT_EQ(test, one[0], BIT(6) | BIT(31) | BIT(0));
	KUNIT_EXPECT_EQ(test, bitmap_weight(one, 20), 2);
	bitmap_complement(&word, &word, BITS_PER_LONG);
	KUNIT_EXPECT_TRUE(test, bitmap_full(&word, BITS_PER_LONG));
	bitmap_shift_right(&word, &word, 31, BITS_PER_LONG);
	KUNIT_EXPECT_EQ(test, word, 1);
	KUNIT_EXPECT_EQ(test, fns(0xf0, 2), 6);
	KUNIT_EXPECT_EQ(test, fns(0xf0, 4), BITS_PER_LONG);
}

static void test_cpumask(struct kunit *test)
{
	cpumask_t odd, all = CPU_MASK_ALL, none = CPU_MASK_NONE, left;
	unsigned int cpu, n = 0;

	cpumask_clear(&odd);
	for (cpu = 1; cpu < NR_CPUS; cpu += 2)
		cpumask_set_cpu(cpu, &odd);
	for_each_cpu_not(cpu, &odd) {
		KUNIT_EXPECT_EQ(test, cpu % 2, 0);
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, (nr_cpu_ids + 1) / 2);
	KUNIT_EXPECT_TRUE(test, cpumask_full(&all));
	KUNIT_EXPECT_EQ(test, cpumask_weight(&all), NR_CPUS);
	KUNIT_EXPECT_TRUE(test, cpumask_andnot(&left, &all, &odd));
	KUNIT_EXPECT_FALSE(test, cpumask_intersects(&left, &odd));
	KUNIT_EXPECT_FALSE(test, cpumask_and(&left, &left, &odd));
	KUNIT_EXPECT_EQ(test, cpumask_first_zero(&odd), 0);
	KUNIT_EXPECT_EQ(test, cpumask_nth(1, &odd), 3);
	KUNIT_EXPECT_GE(test, cpumask_first(&none), nr_cpu_ids);
	KUNIT_EXPECT_EQ(test, cpumask_last(cpu_possible_mask), nr_cpu_ids - 1);
	cpumask_setall(&left);
	KUNIT_EXPECT_EQ(test, cpumask_weight(&left), nr_cpumask_bits);
	KUNIT_EXPECT_TRUE(test, cpumask_full(&left));
	cpumask_clear_cpu(nr_cpu_ids - 1, &left);
	KUNIT_EXPECT_FALSE(test, cpumask_full(&left));
	KUNIT_EXPECT_EQ(test, cpulist_parse("0,2", &left), 0);
	KUNIT_EXPECT_EQ(test, left.bits[0], 5);
	n = 0;
	for_each_cpu_wrap(cpu, &odd, 4)
		n = n * 32 + cpu;
	KUNIT_EXPECT_EQ(test, n % 32, NR_CPUS > 4 ? 3 : n % 32);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(test_shift),
	KUNIT_CASE(test_cut_replace),
	KUNIT_CASE(test_remap),
	KUNIT_CASE(test_read_write),
	KUNIT_CASE(test_arr64),
	KUNIT_CASE(test_find_two),
	KUNIT_CASE(test_walks),
	KUNIT_CASE(test_parse),
	KUNIT_CASE(test_print),
	KUNIT_CASE(test_constants),
	KUNIT_CASE(test_cpumask),
	{}
};

static struct kunit_suite suite = {
	.name = "bitmap_more",
	.init = some_bits,
	.test_cases = cases,
};
kunit_test_suite(suite);
