/*
 * lib_vsprintf_test.c - suite `vsprintf`: text from values and back.
 */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/ioport.h>
#include <linux/kallsyms.h>
#include <linux/slab.h>

static char out[200];

/* Format into a buffer that is exactly large enough, then into smaller ones. */
static void check(struct kunit *test, const char *want, const char *fmt, ...)
	__printf(3, 4);
static void check(struct kunit *test, const char *want, const char *fmt, ...)
{
	size_t len = strlen(want), size;
	va_list args;
	int ret;

	for (size = 0; size <= len + 2; size++) {
		memset(out, '#', sizeof(out));
		va_start(args, fmt);
		ret = vsnprintf(out, size, fmt, args);
		va_end(args);
		KUNIT_ASSERT_EQ_MSG(test, ret, len, "size %zu, wanted \"%s\"",
				    size, want);
		KUNIT_EXPECT_EQ(test, out[size], '#');
		if (size) {
			size_t n = min(len, size - 1);

			KUNIT_EXPECT_MEMEQ_MSG(test, out, want, n,
					       "size %zu, wanted \"%s\"",
					       size, want);
			KUNIT_EXPECT_EQ(test, out[n], '\0');
		}
	}
}

/* The compiler knows printf, but not this kernel's extensions of it. */
#define CHECK_EXT(test, want, fmt, ...) do {				\
	static const char *volatile __fmt = fmt;			\
	check(test, want, __fmt, ##__VA_ARGS__);			\
} while (0)

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"

static void test_integers(struct kunit *test)
{
	check(test, "0 -1 4294967295", "%d %d %u", 0, -1, -1);
	check(test, "-2147483648", "%d", INT_MIN);
	check(test, "-9223372036854775808", "%lld", LLONG_MIN);
	check(test, "18446744073709551615", "%llu", ULLONG_MAX);
	check(test, "ff FF 0xff 0XFF", "%x %X %#x %#X", 255, 255, 255, 255);
	check(test, "17 017 0", "%o %#o %#o", 15, 15, 0);
	check(test, "-1 255 -1", "%hhd %hhu %hd", (s8)-1, (u8)255, (s16)-1);
	check(test, "42 42 42", "%ld %zd %zu", 42L, (ssize_t)42, (size_t)42);
}

static void test_padding(struct kunit *test)
{
	check(test, "[   42][42   ][00042]", "[%5d][%-5d][%05d]", 42, 42, 42);
	check(test, "[  -42][-0042][+42][ 42]", "[%5d][%05d][%+d][% d]",
	      -42, -42, 42, 42);
	check(test, "[  007][007  ][]", "[%5.3d][%-5.3d][%.0d]", 7, 7, 0);
	check(test, "[0x00ff][  0xff][0xff  ]", "[%#06x][%#6x][%-#6x]",
	      255, 255, 255);
	check(test, "[   7][7   ]", "[%*d][%*d]", 4, 7, -4, 7);
	check(test, "100%", "%d%%", 100);
}

static void test_text(struct kunit *test)
{
	check(test, "[abc][  abc][abc  ]", "[%s][%5s][%-5s]",
	      "abc", "abc", "abc");
	check(test, "[ab][   ab]", "[%.2s][%5.*s]", "abc", 2, "abc");
	check(test, "[x][  x][x  ]", "[%c][%3c][%-3c]", 'x', 'x', 'x');
	CHECK_EXT(test, "(null) (efault)", "%s %s", NULL, (char *)16);
	CHECK_EXT(test, "%y 1", "%y %d", 1);
}

static void test_pointers(struct kunit *test)
{
	phys_addr_t pa = 0x123456789ull;
	dma_addr_t da = 0xa0000;

	CHECK_EXT(test, "00001234 c0de0000", "%p %px", (void *)0x1234,
		  (void *)0xc0de0000);
	CHECK_EXT(test, "0x0000000123456789 0x000a0000", "%pa %pad", &pa, &da);
	CHECK_EXT(test, "-ENOMEM -EINVAL -2000", "%pe %pe %pe",
		  ERR_PTR(-ENOMEM), ERR_PTR(-EINVAL), ERR_PTR(-2000));
	CHECK_EXT(test, "(null) (efault)", "%pa %pR", NULL, (void *)8);
	CHECK_EXT(test, "[  -ENOMEM][-ENOMEM  ]", "[%9pe][%-9pe]",
		  ERR_PTR(-ENOMEM), ERR_PTR(-ENOMEM));
}

static void test_structures(struct kunit *test)
{
	struct resource vga = { .start = 0xa0000, .end = 0xbffff,
				.flags = IORESOURCE_MEM };
	struct resource com1 = { .start = 0x3f8, .end = 0x3ff,
				 .flags = IORESOURCE_IO };
	unsigned long map[2] = { 0xf0000001, 0x81 };

	CHECK_EXT(test, "[mem 0x000a0000-0x000bffff]", "%pR", &vga);
	CHECK_EXT(test, "[io  0x03f8-0x03ff flags 0x100]", "%pr", &com1);
	CHECK_EXT(test, "0,28-32,39", "%*pbl", 40, map);
	CHECK_EXT(test, "81,f0000001", "%*pb", 40, map);
	CHECK_EXT(test, "de ad be|de:ad|dead", "%3ph|%2phC|%*phN",
		  "\xde\xad\xbe", "\xde\xad", 2, "\xde\xad");
}

#define FRAMES	(1 << 16)

/* A bit for each frame of 256 MB; a text of more than 8192 characters. */
static void test_large(struct kunit *test)
{
	unsigned long *map = kzalloc(FRAMES / 8, GFP_KERNEL);
	char *text = kmalloc(3 * 8192, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, map);
	KUNIT_ASSERT_NOT_NULL(test, text);
	bitmap_set(map, 1, 20);
	bitmap_set(map, 60000, 15);
	CHECK_EXT(test, "1-20,60000-60014", "%*pbl", FRAMES, map);
	KUNIT_EXPECT_EQ(test, snprintf(text, 3 * 8192, "%*pb", FRAMES, map),
			FRAMES / 32 * 9 - 1);
	KUNIT_EXPECT_STREQ(test, strrchr(text, ','), ",001ffffe");
	memset(text, 'x', 9000);
	text[9000] = 0;
	KUNIT_EXPECT_EQ(test, snprintf(NULL, 0, "%.*s", 8999, text), 8999);
	kfree(text);
	kfree(map);
}

static void wrap(struct kunit *test, const char *want, const char *fmt, ...)
{
	struct va_format vf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vf.va = &args;
	CHECK_EXT(test, want, "<%pV>", &vf);
	va_end(args);
}

static void test_nested(struct kunit *test)
{
	wrap(test, "<one 2 three>", "%s %d %s", "one", 2, "three");
}

static void test_symbols(struct kunit *test)
{
	unsigned long size, offset, addr = (unsigned long)test_symbols;
	char buf[KSYM_NAME_LEN];
	const char *name = kallsyms_lookup(addr + 3, &size, &offset, NULL, buf);

	if (!name)
		kunit_skip(test, "no symbol table was linked in");
	KUNIT_EXPECT_STREQ(test, name, "test_symbols");
	KUNIT_EXPECT_EQ(test, offset, 3);
	KUNIT_EXPECT_EQ(test, kallsyms_lookup_name("kunit_run"),
			(unsigned long)kunit_run);
	KUNIT_EXPECT_EQ(test, kallsyms_lookup_name("no such symbol"), 0);
	CHECK_EXT(test, "test_symbols", "%ps", test_symbols);
	snprintf(out, sizeof(out), "%pS", (void *)(addr + 3));
	KUNIT_EXPECT_TRUE(test, strstarts(out, "test_symbols+0x3/0x"));
	CHECK_EXT(test, "0x10", "%pS", (void *)0x10);
}

static void test_scanf(struct kunit *test)
{
	char word[8], set[8], c;
	unsigned int hex;
	u64 big;
	int a, b;

	KUNIT_EXPECT_EQ(test, sscanf("12 -0x1f", "%d %i", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 12);
	KUNIT_EXPECT_EQ(test, b, -31);
	KUNIT_EXPECT_EQ(test, sscanf("zone DMA:ff", "%7s %[A-Z]:%x",
				     word, set, &hex), 3);
	KUNIT_EXPECT_STREQ(test, word, "zone");
	KUNIT_EXPECT_STREQ(test, set, "DMA");
	KUNIT_EXPECT_EQ(test, hex, 255);
	KUNIT_EXPECT_EQ(test, sscanf("5000000000,x", "%llu,%c", &big, &c), 2);
	KUNIT_EXPECT_EQ(test, big, 5000000000ull);
	KUNIT_EXPECT_EQ(test, c, 'x');
	KUNIT_EXPECT_EQ(test, sscanf("12345", "%2d%*1d%d", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a * 100 + b, 1245);
	KUNIT_EXPECT_EQ(test, sscanf("no", "%d", &a), 0);
	/* A width that ends behind the 0x is used up, and there is no digit. */
	KUNIT_EXPECT_EQ(test, sscanf("0xA7", "%2x%x", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 0);
	KUNIT_EXPECT_EQ(test, b, 0xa7);
}

static void test_scnprintf(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, scnprintf(out, 4, "%s", "abcdef"), 3);
	KUNIT_EXPECT_EQ(test, scnprintf(out, 0, "%s", "abcdef"), 0);
	KUNIT_EXPECT_EQ(test, snprintf(out, 4, "%s", "abcdef"), 6);
	KUNIT_EXPECT_EQ(test, sprintf(out, "%s", "abcdef"), 6);
}

static struct kunit_case vsprintf_cases[] = {
	KUNIT_CASE(test_integers),
	KUNIT_CASE(test_padding),
	KUNIT_CASE(test_text),
	KUNIT_CASE(test_pointers),
	KUNIT_CASE(test_structures),
	KUNIT_CASE(test_large),
	KUNIT_CASE(test_nested),
	KUNIT_CASE(test_symbols),
	KUNIT_CASE(test_scanf),
	KUNIT_CASE(test_scnprintf),
	{}
};

static struct kunit_suite vsprintf_suite = {
	.name = "vsprintf",
	.test_cases = vsprintf_cases,
};

kunit_test_suite(vsprintf_suite);
