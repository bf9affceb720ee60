/*
 * kunit/test-bug.h - tested code that asks whether a case runs, and fails it.
 */
#ifndef K896_KUNIT_TEST_BUG_H
#define K896_KUNIT_TEST_BUG_H

#include <kunit/test.h>

#define kunit_fail_current_test(fmt, ...) do {				\
	struct kunit *__kfc = kunit_get_current_test();			\
	if (__kfc)							\
		KUNIT_FAIL(__kfc, fmt, ##__VA_ARGS__);			\
} while (0)

#endif
