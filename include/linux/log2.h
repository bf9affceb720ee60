/* log2.h - powers of two; constants are folded by the compiler. */
#ifndef K896_LINUX_LOG2_H
#define K896_LINUX_LOG2_H

#include <linux/types.h>
#include <linux/bitops.h>

static __always_inline __attribute_const__ bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

/* Rounded down; of 0 it is -1. */
#define ilog2(n) \
	(sizeof(n) <= 4 ? fls((unsigned int)(n)) - 1 : fls64(n) - 1)

static __always_inline unsigned long roundup_pow_of_two(unsigned long n)
{
	return n <= 1 ? 1 : 1UL << fls(n - 1);
}

static __always_inline unsigned long rounddown_pow_of_two(unsigned long n)
{
	return 1UL << (fls(n) - 1);
}

#define __roundup_pow_of_two	roundup_pow_of_two
#define __rounddown_pow_of_two	rounddown_pow_of_two

#define const_ilog2(n)	ilog2(n)

/* The smallest i with 2^i >= n. */
#define order_base_2(n)	((n) > 1 ? ilog2((n) - 1) + 1 : 0)

static __always_inline int bits_per(unsigned long n)
{
	return n ? fls(n) : 1;
}

#endif
