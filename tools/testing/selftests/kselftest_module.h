/*
 * kselftest_module.h - the frame of Linux's self-tests that are modules: they
 * include it as "../tools/testing/selftests/kselftest_module.h" and count in
 * total_tests, failed_tests and skipped_tests. Loading such a module runs its
 * selftest(); if something failed, loading fails, with -EINVAL.
 *
 *	KSTM_MODULE_GLOBALS();
 *
 *	static void __init selftest(void)
 *	{
 *		KSTM_CHECK_ZERO(strcmp("a", "a"));
 *	}
 *
 *	KSTM_MODULE_LOADERS(test_mine);
 */
#ifndef K896_KSELFTEST_MODULE_H
#define K896_KSELFTEST_MODULE_H

#include <linux/module.h>
#include <linux/panic.h>

#define KSTM_MODULE_GLOBALS()						\
	static unsigned int total_tests __initdata;			\
	static unsigned int failed_tests __initdata;			\
	static unsigned int skipped_tests __initdata

/* One test, which @x, 0 or not, decides. */
#define KSTM_CHECK_ZERO(x) do {						\
	total_tests++;							\
	if (x) {							\
		failed_tests++;						\
		pr_warn("%s:%d: a test failed\n", __func__, __LINE__);	\
	}								\
} while (0)

static inline int kstm_report(unsigned int total, unsigned int failed,
			      unsigned int skipped)
{
	if (failed)
		pr_warn("failed %u out of %u tests\n", failed, total);
	else if (skipped)
		pr_info("%u tests passed, %u were skipped\n", total, skipped);
	else
		pr_info("all %u tests passed\n", total);
	return failed ? -EINVAL : 0;
}

#define KSTM_MODULE_LOADERS(name)					\
static int __init name##_init(void)					\
{									\
	add_taint(TAINT_TEST, LOCKDEP_STILL_OK);			\
	selftest();							\
	return kstm_report(total_tests, failed_tests, skipped_tests);	\
}									\
static void __exit name##_exit(void)					\
{									\
}									\
module_init(name##_init);						\
module_exit(name##_exit)

#endif
