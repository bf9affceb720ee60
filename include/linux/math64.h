/*
 * math64.h - 64-bit division on a 32-bit machine.
 *
 * do_div(n, base) is Linux's oddest macro: it divides the lvalue n in place
 * and its value is the remainder.
 */
#ifndef K896_LINUX_MATH64_H
#define K896_LINUX_MATH64_H

#include <linux/types.h>
#include <asm/div64.h>

#ifndef div_u64_rem
static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}
#endif

#define do_div(n, base) ({						\
	u32 __dd_rem;							\
	(n) = div_u64_rem((n), (base), &__dd_rem);			\
	__dd_rem; })

static inline u64 div_u64(u64 dividend, u32 divisor)
{
	u32 remainder;

	return div_u64_rem(dividend, divisor, &remainder);
}

static inline s64 div_s64_rem(s64 dividend, s32 divisor, s32 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

static inline s64 div_s64(s64 dividend, s32 divisor)
{
	return dividend / divisor;
}

static inline u64 div64_u64_rem(u64 dividend, u64 divisor, u64 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

static inline u64 div64_u64(u64 dividend, u64 divisor)
{
	return dividend / divisor;
}

static inline s64 div64_s64(s64 dividend, s64 divisor)
{
	return dividend / divisor;
}

#define div64_long(x, y)	div_s64((x), (y))
#define div64_ul(x, y)		div_u64((x), (y))

static inline u64 mul_u32_u32(u32 a, u32 b)
{
	return (u64)a * b;
}

/* (a * mul) >> shift without losing the upper bits; shift 0..32. */
static inline u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	u64 low = mul_u32_u32(a, mul) >> shift;
	u64 high = mul_u32_u32(a >> 32, mul);

	return (high << (32 - shift)) + low;
}

/* (a * mul) >> shift, a * mul / divisor: the product may have 128 (96) bits. */
u64 mul_u64_u64_shr(u64 a, u64 mul, unsigned int shift);
u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 divisor);
#define mul_u64_u32_div(a, mul, divisor) \
	mul_u64_u64_div_u64(a, mul, divisor)

static inline u32 iter_div_u64_rem(u64 dividend, u32 divisor, u64 *remainder)
{
	u32 left, quotient = div_u64_rem(dividend, divisor, &left);

	*remainder = left;
	return quotient;
}

#define DIV_U64_ROUND_CLOSEST(n, d) ({					\
	u32 __d32 = (d);						\
	div_u64((n) + __d32 / 2, __d32); })
#define DIV64_U64_ROUND_CLOSEST(n, d) ({				\
	u64 __d64 = (d);						\
	div64_u64((n) + __d64 / 2, __d64); })
#define DIV_S64_ROUND_CLOSEST(n, d) ({					\
	s64 __s64 = (n);						\
	s32 __d32 = (d);						\
	div_s64((__s64 > 0) == (__d32 > 0) ? __s64 + __d32 / 2 :	\
					     __s64 - __d32 / 2, __d32); })
#define DIV_ROUND_CLOSEST_ULL(n, d)	DIV_U64_ROUND_CLOSEST(n, d)
#define DIV64_U64_ROUND_UP(n, d) ({					\
	u64 __d64 = (d);						\
	div64_u64((n) + __d64 - 1, __d64); })
#define DIV_ROUND_UP_ULL(n, d)	div_u64((u64)(n) + (d) - 1, (d))
#define DIV_ROUND_DOWN_ULL(n, d) div_u64((n), (d))

#endif
