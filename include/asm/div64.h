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

#endif
