/* math.h - rounding and dividing for any divisor, not only powers of two. */
#ifndef K896_LINUX_MATH_H
#define K896_LINUX_MATH_H

#include <linux/types.h>
#include <linux/math64.h>

/* @y a power of two. */
#define __round_mask(x, y)	((typeof(x))((y) - 1))
#define round_up(x, y)		((((x) - 1) | __round_mask(x, y)) + 1)
#define round_down(x, y)	((x) & ~__round_mask(x, y))

#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define DIV_ROUND_CLOSEST(x, d) ({					\
	typeof(x) __drc_x = (x);					\
	typeof(d) __drc_d = (d);					\
	((typeof(x))-1 > 0 || (typeof(d))-1 > 0 ||			\
	 (__drc_x > 0) == (__drc_d > 0)) ?				\
		(__drc_x + __drc_d / 2) / __drc_d :			\
		(__drc_x - __drc_d / 2) / __drc_d; })

#define roundup(x, y) ({						\
	typeof(y) __ru_y = (y);						\
	(((x) + (__ru_y - 1)) / __ru_y) * __ru_y; })
#define rounddown(x, y) ({						\
	typeof(x) __rd_x = (x);						\
	__rd_x - __rd_x % (y); })

#define mult_frac(x, n, d) ({						\
	typeof(x) __mf_x = (x);						\
	typeof(d) __mf_d = (d);						\
	__mf_x / __mf_d * (n) + __mf_x % __mf_d * (n) / __mf_d; })

#define abs(x) ({							\
	typeof(x) __abs_x = (x);					\
	__abs_x < 0 ? -__abs_x : __abs_x; })
/*
 * For modules: lib/modules/math.c. The root, rounded down; @base to the @exp.
 */
unsigned long int_sqrt(unsigned long x);
u32 int_sqrt64(u64 x);
u64 int_pow(u64 base, unsigned int exp);

/* @val of all 32-bit numbers, to one below @ceil. */
static inline u32 reciprocal_scale(u32 val, u32 ceil)
{
	return (u64)val * ceil >> 32;
}

#define abs_diff(a, b) ({						\
	typeof(a) __ad_a = (a);						\
	typeof(b) __ad_b = (b);						\
	__ad_a > __ad_b ? __ad_a - __ad_b : __ad_b - __ad_a; })

#endif
