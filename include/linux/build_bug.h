/* build_bug.h - assertions that cost nothing: they stop the build. */
#ifndef K896_LINUX_BUILD_BUG_H
#define K896_LINUX_BUILD_BUG_H

#include <linux/compiler.h>

/* 0, or a compile error if the constant @e is not zero; for expressions. */
#define BUILD_BUG_ON_ZERO(e)	((int)sizeof(struct { int : (-!!(e)); }))

#define __BUILD_BUG(cond, msg, fn) do {					\
	extern void fn(void) __compiletime_error(msg);			\
	if (cond)							\
		fn();							\
} while (0)

#ifdef __CHECKER__
#define BUILD_BUG_ON_MSG(cond, msg)	((void)sizeof(cond))
#else
#define BUILD_BUG_ON_MSG(cond, msg) \
	__BUILD_BUG(cond, msg, __UNIQUE_CAT2(__build_bug_, __COUNTER__))
#endif
#define compiletime_assert(cond, msg)	BUILD_BUG_ON_MSG(!(cond), msg)
#define BUILD_BUG_ON(cond)	BUILD_BUG_ON_MSG(cond, "BUILD_BUG_ON: " #cond)
#define BUILD_BUG()		BUILD_BUG_ON_MSG(1, "BUILD_BUG")
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) \
	BUILD_BUG_ON((n) == 0 || (((n) & ((n) - 1)) != 0))
#define BUILD_BUG_ON_INVALID(e)	((void)sizeof((long)(e)))

#define static_assert(cond, ...) __static_assert(cond, ##__VA_ARGS__, #cond)
#define __static_assert(cond, msg, ...)	_Static_assert(cond, msg)

#endif
