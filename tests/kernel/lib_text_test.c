/*
 * lib_text_test.c - suite `lib_text`: the rarer forms of reading and writing
 * text, and the compiler's 64-bit divisions beside the rule they have to keep.
 */
#include <kunit/test.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/random.h>
#include <linux/string.h>

static void text_hex(struct kunit *test)
{
	static const u8 bytes[] = { 0x00, 0x9a, 0xff, 0x4C };
	char text[9] = { };
	u8 back[4] = { };

	KUNIT_EXPECT_PTR_EQ(test, bin2hex(text, bytes, 4), text + 8);
	KUNIT_EXPECT_STREQ(test, text, "009aff4c");
	KUNIT_EXPECT_EQ(test, hex2bin(back, "009AfF4c", 4), 0);
	KUNIT_EXPECT_MEMEQ(test, back, bytes, 4);
	KUNIT_EXPECT_EQ(test, hex2bin(back, "0g", 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, hex2bin(back, "g0", 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, hex2bin(back, "1", 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, hex_to_bin('`'), -1);
	KUNIT_EXPECT_EQ(test, hex_to_bin('F'), 15);
}

static void text_hex_dump(struct kunit *test)
{
	static const char bytes[] = "ABCDEFGHIJKLMNOP\t\xc3";
	char line[80];

	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(bytes, 4, 16, 2, line,
						 sizeof(line), false), 9);
	KUNIT_EXPECT_STREQ(test, line, "4241 4443");
	/* An odd row is one of 16; groups that don't fit are single bytes. */
	hex_dump_to_buffer(bytes, 3, 20, 2, line, sizeof(line), true);
	KUNIT_EXPECT_EQ(test, strncmp(line, "41 42 43 ", 9), 0);
	KUNIT_EXPECT_STREQ(test, line + 49, "ABC");
	hex_dump_to_buffer(bytes, 2, 16, 3, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, line, "41 42");
	hex_dump_to_buffer(bytes, 16, 32, 16, line, sizeof(line), false);
	KUNIT_EXPECT_EQ(test, strncmp(line, "41 42 43 ", 9), 0);
	hex_dump_to_buffer(bytes + 15, 3, 16, 1, line, sizeof(line), true);
	KUNIT_EXPECT_STREQ(test, line + 49, "P..");
	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(bytes, 2, 16, 1, NULL, 0,
						 false), 5);
	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer(bytes, 0, 16, 1, line,
						 sizeof(line), true), 0);
	KUNIT_EXPECT_STREQ(test, line, "");
}

static void text_scan_sizes(struct kunit *test)
{
	const char *old_form = "%Lu";	/* 2.6's; clang would not have it */
	u8 guard[4] = { 1, 2, 3, 4 };
	unsigned long long wide;
	u16 half[2] = { 1, 2 };
	size_t size;
	int n = 0, oct;

	KUNIT_EXPECT_EQ(test, sscanf("511 70000", "%hhu %hu", &guard[1],
				     &half[0]), 2);
	KUNIT_EXPECT_EQ(test, (int)guard[1], 255);
	KUNIT_EXPECT_EQ(test, (int)guard[2], 3);	/* not touched */
	KUNIT_EXPECT_EQ(test, (int)half[0], 70000 & 0xffff);
	KUNIT_EXPECT_EQ(test, (int)half[1], 2);
	KUNIT_EXPECT_EQ(test, sscanf("8589934592 7 17", "%llu %zu %o%n",
				     &wide, &size, &oct, &n), 3);
	KUNIT_EXPECT_EQ(test, wide, 1ull << 33);
	KUNIT_EXPECT_EQ(test, size, (size_t)7);
	KUNIT_EXPECT_EQ(test, oct, 017);
	KUNIT_EXPECT_EQ(test, n, 15);
	KUNIT_EXPECT_EQ(test, sscanf("8589934593", old_form, &wide), 1);
	KUNIT_EXPECT_EQ(test, wide, (1ull << 33) + 1);
	KUNIT_EXPECT_EQ(test, sscanf("5%", "%d%%%n", &oct, &n), 1);
	KUNIT_EXPECT_EQ(test, n, 2);
}

static void text_scan_sets(struct kunit *test)
{
	const char *open = "%[x";	/* a compiler would see it */
	char name[8], rest[8];

	KUNIT_EXPECT_EQ(test, sscanf("dma0:x", "%7[a-z0-9]:%7s", name, rest),
			2);
	KUNIT_EXPECT_STREQ(test, name, "dma0");
	KUNIT_EXPECT_STREQ(test, rest, "x");
	KUNIT_EXPECT_EQ(test, sscanf("a-]b", "%7[]a-]%7[^x]", name, rest), 2);
	KUNIT_EXPECT_STREQ(test, name, "a-]");
	KUNIT_EXPECT_STREQ(test, rest, "b");
	KUNIT_EXPECT_EQ(test, sscanf("abcdef", "%3[a-z]%*[d]%7s", name, rest),
			2);
	KUNIT_EXPECT_STREQ(test, name, "abc");
	KUNIT_EXPECT_STREQ(test, rest, "ef");
	KUNIT_EXPECT_EQ(test, sscanf("x", "%[0-9]", name), 0);
	KUNIT_EXPECT_EQ(test, sscanf("x", open, name), 0);
	KUNIT_EXPECT_EQ(test, sscanf("pq rs", "%*2c%*s%c", name), 0);
	KUNIT_EXPECT_EQ(test, sscanf("pq", "%2c", name), 1);
	KUNIT_EXPECT_EQ(test, strncmp(name, "pq", 2), 0);
}

static void text_match(struct kunit *test)
{
	static const char * const names[] = { "dma", "normal", NULL, "high" };

	KUNIT_EXPECT_EQ(test, match_string(names, 4, "normal"), 1);
	KUNIT_EXPECT_EQ(test, match_string(names, 1, "normal"), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_string(names, 4, "high"), -EINVAL);
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on\n", "on"));
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on", "on\n"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "on\n\n"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "one"));
}

/* num = quot * den + rem, with 0 <= rem < den and C's signs. */
static void text_divide(struct kunit *test)
{
	struct rnd_state rnd;

	prandom_seed_state(&rnd, 896);
	for (int i = 0; i < 3000; i++) {
		u64 num = (u64)prandom_u32_state(&rnd) << 32 |
			  prandom_u32_state(&rnd);
		u64 den = (u64)prandom_u32_state(&rnd) << 32 |
			  prandom_u32_state(&rnd);
		s64 snum, sden;

		num >>= prandom_u32_state(&rnd) % 64;
		den >>= prandom_u32_state(&rnd) % 64;
		den += !den;
		KUNIT_ASSERT_EQ(test, num / den * den + num % den, num);
		KUNIT_ASSERT_LT(test, num % den, den);
		snum = i & 1 ? -(s64)num : (s64)num;
		sden = i & 2 ? -(s64)den : (s64)den;
		if (sden == -1 || !sden)
			continue;
		KUNIT_ASSERT_EQ(test, snum / sden * sden + snum % sden, snum);
		KUNIT_ASSERT_TRUE(test, !(snum % sden) ||
				  (snum % sden < 0) == (snum < 0));
	}
	KUNIT_EXPECT_EQ(test, LLONG_MIN / 2, -(1ll << 62));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(text_hex),
	KUNIT_CASE(text_hex_dump),
	KUNIT_CASE(text_scan_sizes),
	KUNIT_CASE(text_scan_sets),
	KUNIT_CASE(text_match),
	KUNIT_CASE(text_divide),
	{}
};

static struct kunit_suite suite = {
	.name = "lib_text",
	.test_cases = cases,
};
kunit_test_suite(suite);
