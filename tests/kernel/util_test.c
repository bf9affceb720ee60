/*
 * util_test.c - suite `util`: strings in memory of their own.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/fault-inject.h>
#include <linux/mm.h>
#include <linux/slab.h>

/* Without user space, any address may pass for one of its. */
#define USER(addr)	((void __force __user *)(addr))

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

static char *print(const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = kvasprintf(GFP_KERNEL, fmt, args);
	va_end(args);
	return text;
}

/* Each form without memory: nothing is copied, nothing is left behind. */
static void test_no_memory(struct kunit *test)
{
	static const char s[] = "frame";

	expect_and_free(test, print("%d of %d", 1, 2), "1 of 2");
	fault_inject_begin();
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, kstrdup(s, GFP_KERNEL));
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, kstrndup(s, 2, GFP_KERNEL));
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, kmemdup(s, 2, GFP_KERNEL));
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, kmemdup_nul(s, 2, GFP_KERNEL));
	fault_inject_nth(1);
	KUNIT_EXPECT_NULL(test, print("%s", s));
	fault_inject_nth(1);
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_user(USER(s), 2)),
			-ENOMEM);
	fault_inject_nth(1);
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_user_nul(USER(s), 2)),
			-ENOMEM);
	fault_inject_nth(0);
	fault_inject_end();
}

/* A product that does not fit is not a small number. */
static void test_overflow(struct kunit *test)
{
	void *p;

	KUNIT_EXPECT_NULL(test, kvmalloc_array(0x10001, 0x10000, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kvcalloc(0x10001, 0x10000, GFP_KERNEL));
	p = kvcalloc(3, 5, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 15));
	kvfree(p);
	p = kvmalloc_array(5, PAGE_SIZE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	kvfree(p);
}

static void test_from_user(struct kunit *test)
{
	static const char s[] = "frame";

	expect_and_free(test, memdup_user(USER(s), sizeof(s)), s);
	expect_and_free(test, memdup_user_nul(USER(s), 3), "fra");
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_user(USER(~0UL), 8)),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_user_nul(USER(~0UL), 8)),
			-EFAULT);
	/* With its NUL as many bytes as there are addresses: 0, in 32 bits. */
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_user_nul(USER(s), ~0UL)),
			-ENOMEM);
}

static struct kunit_case util_cases[] = {
	KUNIT_CASE(test_dup),
	KUNIT_CASE(test_kasprintf),
	KUNIT_CASE(test_no_memory),
	KUNIT_CASE(test_overflow),
	KUNIT_CASE(test_from_user),
	{}
};

static struct kunit_suite util_suite = {
	.name = "util",
	.test_cases = util_cases,
};

kunit_test_suite(util_suite);
