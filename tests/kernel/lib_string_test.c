/*
 * lib_string_test.c - suite `string`: memory and strings.
 *
 * The block functions are compared with a byte loop over every small offset
 * and length, because their mistakes live at the edges of words.
 */
#include <kunit/test.h>
#include <linux/ctype.h>
#include <linux/random.h>

#define AREA	64

static u8 area[AREA], model[AREA];

static void fill_both(struct rnd_state *rnd)
{
	prandom_bytes_state(rnd, area, AREA);
	memcpy(model, area, AREA);
}

static void copy_up(u8 *to, const u8 *from, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		WRITE_ONCE(to[i], from[i]);
}

static void copy_down(u8 *to, const u8 *from, size_t n)
{
	while (n--)
		WRITE_ONCE(to[n], from[n]);
}

static void test_memmove(struct kunit *test)
{
	struct rnd_state rnd;
	int from, to, n;

	prandom_seed_state(&rnd, 1);
	for (from = 0; from < 20; from++) {
		for (to = 0; to < 20; to++) {
			n = prandom_u32_state(&rnd) % 40;
			fill_both(&rnd);
			(memmove)(area + to, area + from, n);
			if (to < from)
				copy_up(model + to, model + from, n);
			else
				copy_down(model + to, model + from, n);
			KUNIT_ASSERT_MEMEQ(test, area, model, AREA);
		}
	}
}

static void test_memcpy_memset(struct kunit *test)
{
	struct rnd_state rnd;
	int at, n;

	prandom_seed_state(&rnd, 2);
	for (at = 0; at < 8; at++) {
		for (n = 0; n < 24; n++) {
			fill_both(&rnd);
			(memcpy)(area + at, area + 32, n);
			copy_up(model + at, model + 32, n);
			KUNIT_ASSERT_MEMEQ(test, area, model, AREA);
			(memset)(area + at, 0x1a5, n);
			for (int i = 0; i < n; i++)
				WRITE_ONCE(model[at + i], 0xa5);
			KUNIT_ASSERT_MEMEQ(test, area, model, AREA);
		}
	}
}

static void test_memcmp(struct kunit *test)
{
	int at;

	memset(area, 7, AREA);
	memset(model, 7, AREA);
	KUNIT_EXPECT_EQ(test, (memcmp)(area, model, AREA), 0);
	for (at = 0; at < 12; at++) {
		area[at] = 200;			/* unsigned: above 7 */
		KUNIT_EXPECT_GT(test, (memcmp)(area, model, 12), 0);
		KUNIT_EXPECT_LT(test, (memcmp)(model, area, 12), 0);
		KUNIT_EXPECT_EQ(test, (memcmp)(area, model, at), 0);
		area[at] = 7;
	}
}

static void test_memscan(struct kunit *test)
{
	int at;

	memset(area, 'x', AREA);
	KUNIT_EXPECT_NULL(test, memchr_inv(area, 'x', AREA));
	KUNIT_EXPECT_NULL(test, memchr(area, 'y', AREA));
	KUNIT_EXPECT_PTR_EQ(test, memscan(area, 'y', AREA),
			    (void *)(area + AREA));
	for (at = 0; at < 16; at++) {
		area[at] = 'y';
		KUNIT_EXPECT_PTR_EQ(test, memchr_inv(area + 1, 'x', 30),
				    at ? (void *)(area + at) : NULL);
		KUNIT_EXPECT_PTR_EQ(test, memchr(area, 'y', AREA),
				    (void *)(area + at));
		area[at] = 'x';
	}
}

static void test_copies(struct kunit *test)
{
	char buf[8];

	KUNIT_EXPECT_EQ(test, strscpy(buf, "seven..", 8), 7);
	KUNIT_EXPECT_STREQ(test, buf, "seven..");
	KUNIT_EXPECT_EQ(test, strscpy(buf, "eight...", 8), -E2BIG);
	KUNIT_EXPECT_STREQ(test, buf, "eight..");
	KUNIT_EXPECT_EQ(test, strscpy(buf, "x", 0), -E2BIG);
	KUNIT_EXPECT_EQ(test, strlcpy(buf, "much too long", 4), 13);
	KUNIT_EXPECT_STREQ(test, buf, "muc");
	KUNIT_EXPECT_EQ(test, strlcat(buf, "hroom", sizeof(buf)), 8);
	KUNIT_EXPECT_STREQ(test, buf, "muchroo");
	KUNIT_EXPECT_EQ(test, strscpy_pad(buf, "a", 8), 1);
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 1, 0, 7));
	strcpy(buf, "ab");
	KUNIT_EXPECT_STREQ(test, strncat(buf, "cdef", 2), "abcd");
	KUNIT_EXPECT_PTR_EQ(test, stpcpy(buf, "xyz"), buf + 3);
	strncpy(buf, "q", sizeof(buf));
	KUNIT_EXPECT_NULL(test, memchr_inv(buf + 1, 0, 7));
}

static void test_compare(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strcmp("abc", "abc"), 0);
	KUNIT_EXPECT_LT(test, strcmp("abc", "abd"), 0);
	KUNIT_EXPECT_GT(test, strcmp("abc", "ab"), 0);
	KUNIT_EXPECT_GT(test, strcmp("\xff", "a"), 0);
	KUNIT_EXPECT_EQ(test, strncmp("abcx", "abcy", 3), 0);
	KUNIT_EXPECT_EQ(test, strcasecmp("DMA", "dma"), 0);
	KUNIT_EXPECT_NE(test, strcasecmp("DMA", "dma32"), 0);
	KUNIT_EXPECT_EQ(test, strncasecmp("NORMAL", "normally", 6), 0);
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on\n", "on"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "one"));
	KUNIT_EXPECT_TRUE(test, strstarts("highmem=64M", "highmem="));
	KUNIT_EXPECT_EQ(test, str_has_prefix("mem=1", "mem="), 4);
}

static void test_search(struct kunit *test)
{
	static const char s[] = "page table page";

	KUNIT_EXPECT_PTR_EQ(test, strchr(s, 't'), (char *)s + 5);
	KUNIT_EXPECT_PTR_EQ(test, strchr(s, '\0'), (char *)s + 15);
	KUNIT_EXPECT_NULL(test, strchr(s, 'z'));
	KUNIT_EXPECT_PTR_EQ(test, strrchr(s, 'p'), (char *)s + 11);
	KUNIT_EXPECT_PTR_EQ(test, strnchr(s, 5, 't'), (char *)NULL);
	KUNIT_EXPECT_PTR_EQ(test, strstr(s, "table"), (char *)s + 5);
	KUNIT_EXPECT_PTR_EQ(test, strstr(s, ""), (char *)s);
	KUNIT_EXPECT_NULL(test, strstr(s, "pages"));
	KUNIT_EXPECT_NULL(test, strnstr(s, "table", 9));
	KUNIT_EXPECT_EQ(test, strspn(s, "aegp"), 4);
	KUNIT_EXPECT_EQ(test, strcspn(s, " "), 4);
	KUNIT_EXPECT_PTR_EQ(test, strpbrk(s, "bl"), (char *)s + 7);
	KUNIT_EXPECT_STREQ(test, kbasename("mm/debug/poison.c"), "poison.c");
}

static void test_fields(struct kunit *test)
{
	char line[] = "a,,b", *s = line, blank[] = " \t two words \n";

	KUNIT_EXPECT_STREQ(test, strsep(&s, ","), "a");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ","), "");
	KUNIT_EXPECT_STREQ(test, strsep(&s, ","), "b");
	KUNIT_EXPECT_NULL(test, strsep(&s, ","));
	KUNIT_EXPECT_STREQ(test, strim(blank), "two words");
}

static void test_ctype(struct kunit *test)
{
	int c, alnum = 0, space = 0, print = 0, punct = 0, cntrl = 0;

	for (c = 0; c < 256; c++) {
		alnum += isalnum(c);
		space += isspace(c);
		print += isprint(c);
		punct += ispunct(c);
		cntrl += iscntrl(c);
	}
	KUNIT_EXPECT_EQ(test, alnum, 62);
	KUNIT_EXPECT_EQ(test, space, 6);
	KUNIT_EXPECT_EQ(test, print, 95);
	KUNIT_EXPECT_EQ(test, punct, 32);
	KUNIT_EXPECT_EQ(test, cntrl, 33);
	KUNIT_EXPECT_EQ(test, toupper('q'), 'Q');
	KUNIT_EXPECT_EQ(test, tolower('['), '[');
}

static struct kunit_case string_cases[] = {
	KUNIT_CASE(test_memmove),
	KUNIT_CASE(test_memcpy_memset),
	KUNIT_CASE(test_memcmp),
	KUNIT_CASE(test_memscan),
	KUNIT_CASE(test_copies),
	KUNIT_CASE(test_compare),
	KUNIT_CASE(test_search),
	KUNIT_CASE(test_fields),
	KUNIT_CASE(test_ctype),
	{}
};

static struct kunit_suite string_suite = {
	.name = "string",
	.test_cases = string_cases,
};

kunit_test_suite(string_suite);
