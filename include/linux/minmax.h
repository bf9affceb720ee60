/*
 * minmax.h - min, max, clamp, swap; each argument is evaluated once.
 *
 * Comparing a signed with an unsigned value turns -1 into the largest number.
 * So the compiler warns where the signs differ, unless the narrower unsigned
 * type fits into int or one side is a constant that is not negative.
 */
#ifndef K896_LINUX_MINMAX_H
#define K896_LINUX_MINMAX_H

#include <linux/compiler.h>

void __minmax_signs_differ(void)
	__compiletime_warning("min/max of a signed and an unsigned value");

#define __mm_signed(x)	((typeof((x) + 0))-1 < (typeof((x) + 0))1)
#define __mm_constpos(x) \
	(__builtin_constant_p(x) && \
	 ((x) == (typeof(x))0 || (x) >= (typeof(x))1))
#define __mm_compatible(a, b, ua, ub)					\
	(__mm_signed(a) == __mm_signed(b) ||				\
	 __mm_constpos(ua) || __mm_constpos(ub))

#ifdef __OPTIMIZE__
#define __mm_check(a, b, ua, ub) \
	(__mm_compatible(a, b, ua, ub) ? (void)0 : __minmax_signs_differ())
#else
#define __mm_check(a, b, ua, ub)	((void)0)
#endif

#define __mm_cmp(a, b, op, ua, ub) ({					\
	typeof(a) ua = (a);						\
	typeof(b) ub = (b);						\
	__mm_check(a, b, ua, ub);					\
	ua op ub ? ua : ub; })
#define __mm_cmp_t(type, a, b, op, ua, ub) ({				\
	type ua = (a);							\
	type ub = (b);							\
	ua op ub ? ua : ub; })

#define min(a, b) __mm_cmp(a, b, <, __UNIQUE_ID(ua_), __UNIQUE_ID(ub_))
#define max(a, b) __mm_cmp(a, b, >, __UNIQUE_ID(ua_), __UNIQUE_ID(ub_))
#define min_t(type, a, b) \
	__mm_cmp_t(type, a, b, <, __UNIQUE_ID(ua_), __UNIQUE_ID(ub_))
#define max_t(type, a, b) \
	__mm_cmp_t(type, a, b, >, __UNIQUE_ID(ua_), __UNIQUE_ID(ub_))
#define umin(a, b)	min_t(unsigned long long, a, b)
#define umax(a, b)	max_t(unsigned long long, a, b)
#define min3(a, b, c)	min((typeof(a))min(a, b), c)
#define max3(a, b, c)	max((typeof(a))max(a, b), c)

/* For constants: array sizes, initialisers. Arguments evaluated twice. */
#define MIN(a, b)	((a) < (b) ? (a) : (b))
#define MAX(a, b)	((a) > (b) ? (a) : (b))

#define min_not_zero(a, b) ({						\
	typeof(a) __mnz_a = (a);					\
	typeof(b) __mnz_b = (b);					\
	!__mnz_a ? __mnz_b : !__mnz_b ? __mnz_a : min(__mnz_a, __mnz_b); })

#define clamp(val, lo, hi)	min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi)	clamp_t(typeof(val), val, lo, hi)

#define in_range(val, start, len) ({					\
	typeof(start) __ir_start = (start);				\
	(val) >= __ir_start && (val) - __ir_start < (len); })

#define swap(a, b) do {							\
	typeof(a) __swap = (a);						\
	(a) = (b);							\
	(b) = __swap;							\
} while (0)

#endif
