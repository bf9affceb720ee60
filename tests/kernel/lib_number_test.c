/*
 * lib_number_test.c - suite `kstrto`: numbers and options out of text, and the
 * small arithmetic of kernel.h.
 */
#include <kunit/test.h>
#include <linux/crc32.h>
#include <linux/glob.h>
#include <linux/hash.h>

struct number {
	const char *text;
	unsigned int base;
	int err;
	long long value;
};

static const struct number numbers[] = {
	{ "0", 0, 0, 0 },
	{ "-1", 10, 0, -1 },
	{ "+7\n", 10, 0, 7 },
	{ "0x7fffffffffffffff", 0, 0, LLONG_MAX },
	{ "-9223372036854775808", 0, 0, LLONG_MIN },
	{ "9223372036854775808", 0, -ERANGE, 0 },
	{ "-9223372036854775809", 0, -ERANGE, 0 },
	{ "010", 0, 0, 8 },
	{ "010", 10, 0, 10 },
	{ "0x10", 16, 0, 16 },
	{ "zz", 36, 0, 35 * 37 },
	{ "0x", 0, -EINVAL, 0 },
	{ "", 0, -EINVAL, 0 },
	{ "-", 0, -EINVAL, 0 },
	{ "-+1", 0, -EINVAL, 0 },
	{ " 1", 0, -EINVAL, 0 },
	{ "1 ", 0, -EINVAL, 0 },
	{ "1\n\n", 0, -EINVAL, 0 },
	{ "12a", 10, -EINVAL, 0 },
	{ "08", 0, -EINVAL, 0 },
};

KUNIT_ARRAY_PARAM_DESC(number, numbers, text);

static void test_kstrtoll(struct kunit *test)
{
	const struct number *n = test->param_value;
	long long value = 4711;

	KUNIT_EXPECT_EQ(test, kstrtoll(n->text, n->base, &value), n->err);
	KUNIT_EXPECT_EQ(test, value, n->err ? 4711 : n->value);
}

static void test_narrow(struct kunit *test)
{
	unsigned long long ull;
	u16 h;
	u8 b;
	s8 s;
	int i;
	bool on;

	KUNIT_EXPECT_EQ(test, kstrtou8("255", 0, &b), 0);
	KUNIT_EXPECT_EQ(test, kstrtou8("256", 0, &b), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou8("-1", 0, &b), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtos8("-128", 0, &s), 0);
	KUNIT_EXPECT_EQ(test, s, -128);
	KUNIT_EXPECT_EQ(test, kstrtos8("128", 0, &s), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou16("65536", 0, &h), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoint("2147483648", 0, &i), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551616", 0, &ull),
			-ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtobool("on", &on), 0);
	KUNIT_EXPECT_TRUE(test, on);
	KUNIT_EXPECT_EQ(test, kstrtobool("no", &on), 0);
	KUNIT_EXPECT_FALSE(test, on);
	KUNIT_EXPECT_EQ(test, kstrtobool("maybe", &on), -EINVAL);
}

static void test_memparse(struct kunit *test)
{
	char *end;

	KUNIT_EXPECT_EQ(test, memparse("64M", &end), 64ull << 20);
	KUNIT_EXPECT_EQ(test, *end, '\0');
	KUNIT_EXPECT_EQ(test, memparse("0x10k@1M", &end), 16384ull);
	KUNIT_EXPECT_EQ(test, *end, '@');
	KUNIT_EXPECT_EQ(test, memparse("5G", NULL), 5ull << 30);
	KUNIT_EXPECT_EQ(test, memparse("17179869185G", &end), ULLONG_MAX);
	KUNIT_EXPECT_EQ(test, *end, '\0');
	KUNIT_EXPECT_EQ(test, memparse("18446744073709551617", &end), ULLONG_MAX);
	KUNIT_EXPECT_EQ(test, memparse("15E", &end), 15ull << 60);
	KUNIT_EXPECT_EQ(test, memparse("16E", &end), ULLONG_MAX);
	KUNIT_EXPECT_EQ(test, memparse("M", &end), 0ull);
	KUNIT_EXPECT_EQ(test, *end, 'M');
}

static void test_options(struct kunit *test)
{
	char line[] = "quiet mem=64M run=\"a b; c=1\"  last";
	char *p = line, *name, *value;
	int ints[8];

	p = next_arg(p, &name, &value);
	KUNIT_EXPECT_STREQ(test, name, "quiet");
	KUNIT_EXPECT_NULL(test, value);
	p = next_arg(p, &name, &value);
	KUNIT_EXPECT_STREQ(test, name, "mem");
	KUNIT_EXPECT_STREQ(test, value, "64M");
	p = next_arg(p, &name, &value);
	KUNIT_EXPECT_STREQ(test, value, "a b; c=1");
	p = next_arg(p, &name, &value);
	KUNIT_EXPECT_STREQ(test, name, "last");
	KUNIT_EXPECT_EQ(test, *p, '\0');

	get_options("3,5-8,-2,x", ARRAY_SIZE(ints), ints);
	KUNIT_EXPECT_EQ(test, ints[0], 6);
	KUNIT_EXPECT_EQ(test, ints[4], 7);
	KUNIT_EXPECT_EQ(test, ints[6], -2);
	get_options("3,5-8,-2,x", 0, ints);	/* how many would it be? */
	KUNIT_EXPECT_EQ(test, ints[0], 6);
	get_options("0-2000000000,-5-2000000000", ARRAY_SIZE(ints), ints);
	KUNIT_EXPECT_EQ(test, ints[0], ARRAY_SIZE(ints) - 1);
	get_options("7-5", ARRAY_SIZE(ints), ints);
	KUNIT_EXPECT_EQ(test, ints[0], 0);
	KUNIT_EXPECT_TRUE(test, parse_option_str("a,bc,d", "bc"));
	KUNIT_EXPECT_FALSE(test, parse_option_str("a,bcd", "bc"));
}

static void test_arithmetic(struct kunit *test)
{
	u64 n = 10000000007ull;
	int a = 3, b = -4;

	KUNIT_EXPECT_EQ(test, do_div(n, 10), 7);
	KUNIT_EXPECT_EQ(test, n, 1000000000ull);
	KUNIT_EXPECT_EQ(test, div_u64(~0ull, 3), 0x5555555555555555ull);
	KUNIT_EXPECT_EQ(test, div64_u64(~0ull, 1ull << 33), 0x7fffffffull);
	KUNIT_EXPECT_EQ(test, min(a, b), -4);
	KUNIT_EXPECT_EQ(test, clamp(17, 1, 10), 10);
	swap(a, b);
	KUNIT_EXPECT_EQ(test, a, -4);
	KUNIT_EXPECT_EQ(test, abs(a), 4);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP(4097, 4096), 2);
	KUNIT_EXPECT_EQ(test, roundup(10, 7), 14);
	KUNIT_EXPECT_EQ(test, ALIGN(0x1001, 0x1000), 0x2000);
	KUNIT_EXPECT_EQ(test, ilog2(4096), 12);
	KUNIT_EXPECT_EQ(test, roundup_pow_of_two(4097), 8192);
	KUNIT_EXPECT_EQ(test, order_base_2(5), 3);
	KUNIT_EXPECT_EQ(test, hweight32(0xf0f0f0f0), 16);
	KUNIT_EXPECT_LT(test, hash_long(12345, 5), 32);
	KUNIT_EXPECT_EQ(test, ~crc32_le(~0, "123456789", 9), 0xcbf43926);
}

static void test_glob(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, glob_match("*", ""));
	KUNIT_EXPECT_TRUE(test, glob_match("b*dy", "buddy"));
	KUNIT_EXPECT_TRUE(test, glob_match("[a-c]?x", "bzx"));
	KUNIT_EXPECT_TRUE(test, glob_match("[!a]", "b"));
	KUNIT_EXPECT_TRUE(test, glob_match("*ab*cd*", "xxabyycdzz"));
	KUNIT_EXPECT_TRUE(test, glob_match("\\*", "*"));
	KUNIT_EXPECT_FALSE(test, glob_match("a*b", "ac"));
	KUNIT_EXPECT_FALSE(test, glob_match("", "x"));
	KUNIT_EXPECT_FALSE(test, glob_match("[", "x"));
}

static struct kunit_case kstrto_cases[] = {
	KUNIT_CASE_PARAM(test_kstrtoll, number_gen_params),
	KUNIT_CASE(test_narrow),
	KUNIT_CASE(test_memparse),
	KUNIT_CASE(test_options),
	KUNIT_CASE(test_arithmetic),
	KUNIT_CASE(test_glob),
	{}
};

static struct kunit_suite kstrto_suite = {
	.name = "kstrto",
	.test_cases = kstrto_cases,
};

kunit_test_suite(kstrto_suite);
