/*
 * asm/div64.h - dividing 64 bits by 32 with two divl: the upper half first,
 * its remainder goes on into the lower half, as on paper.
 */
#ifndef _ASM_X86_DIV64_H
#define _ASM_X86_DIV64_H

#include <linux/types.h>

static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	u32 high = dividend >> 32, low = dividend & 0xffffffff, quot_high = 0;

	if (high >= divisor) {
		quot_high = high / divisor;
		high %= divisor;
	}
	__asm__("divl %2" : "+a" (low), "+d" (high) : "rm" (divisor) : "cc");
	*remainder = high;
	return (u64)quot_high << 32 | low;
}
#define div_u64_rem div_u64_rem

/*
 * @a times *@b / 2^32: the whole part; what is behind the point in *@fraction.
 * One instruction, where a u64 would cost the compiler its registers.
 */
static __always_inline u32 mul_by_fraction(u32 a, const u32 *b, u32 *fraction)
{
	u32 whole;

	asm("mull %3" : "=a" (*fraction), "=d" (whole)
	    : "0" (a), "m" (*b) : "cc");
	return whole;
}

#endif
