/*
 * util_test.c - suite `util`: strings in memory of their own.
 */
#include <kunit/test.h>
#include <linux/slab.h>

static void expect_and_free(struct kunit *test, char *copy, const char *want)
{
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, want);
	kfree(copy);
}

static void test_dup(struct kunit *test)
{
	static const char s[] = "frame";

	expect_and_free(test, kstrdup(s, GFP_KERNEL), "frame");
	expect_and_free(test, kstrndup(s, 3, GFP_KERNEL), "fra");
	expect_and_free(test, kstrndup(s, 30, GFP_KERNEL), "frame");
	expect_and_free(test, kmemdup(s, sizeof(s), GFP_KERNEL), "frame");
	expect_and_free(test, kmemdup_nul(s + 1, 2, GFP_KERNEL), "ra");
	KUNIT_EXPECT_NULL(test, kstrdup(NULL, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kstrndup(NULL, 1, GFP_KERNEL));
}

static void test_kasprintf(struct kunit *test)
{
	expect_and_free(test, kasprintf(GFP_KERNEL, "%s-%u", "cpu", 3u),
			"cpu-3");
	expect_and_free(test, kasprintf(GFP_KERNEL, "%50d", 1),
			"                                                 1");
	expect_and_free(test, kasprintf(GFP_KERNEL, "%s", ""), "");
}

static struct kunit_case util_cases[] = {
	KUNIT_CASE(test_dup),
	KUNIT_CASE(test_kasprintf),
	{}
};

static struct kunit_suite util_suite = {
	.name = "util",
	.test_cases = util_cases,
};

kunit_test_suite(util_suite);
