/*
 * kunit/static_stub.h - another function in a function's place, for one case.
 * The function asks for it in its first line:
 *
 *	KUNIT_STATIC_STUB_REDIRECT(function, its, arguments);
 *
 * Only in modules: lib/modules/kunit_stub.c.
 */
#ifndef K896_KUNIT_STATIC_STUB_H
#define K896_KUNIT_STATIC_STUB_H

#include <kunit/test.h>

#define KUNIT_STATIC_STUB_REDIRECT(fn, args...) do {			\
	struct kunit *__stub_test = kunit_get_current_test();		\
	typeof(&fn) __stub = __stub_test ?				\
		__kunit_static_stub(__stub_test, (void *)&fn) : NULL;	\
	if (__stub)							\
		return __stub(args);					\
} while (0)

void *__kunit_static_stub(struct kunit *test, void *fn);
/* From now on to the end of the case, or until it is taken back. */
#define kunit_activate_static_stub(test, fn, by) do {			\
	(void)sizeof((fn) == (by));					\
	__kunit_activate_static_stub(test, (void *)(fn), (void *)(by));	\
} while (0)
void __kunit_activate_static_stub(struct kunit *test, void *fn, void *by);
#define kunit_deactivate_static_stub(test, fn) \
	__kunit_deactivate_static_stub(test, (void *)(fn))
void __kunit_deactivate_static_stub(struct kunit *test, void *fn);

#endif
