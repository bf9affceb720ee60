/*
 * divdi3.c - what the compiler calls for 64-bit division.
 *
 * A 32-bit CPU has no such instruction, so gcc and clang emit calls to these
 * names. libgcc has them too, but built for arguments on the stack: under
 * -mregparm=3 calling those gives nonsense without a warning. So the kernel
 * links no libgcc, and a helper that is missing here is a link error.
 *
 * Price: two divl where the divisor fits into 32 bits, else one round a bit.
 * Any context. Linux: has none of this, and forbids `/` on u64.
 * gdb: `p __udivdi3(1000000000000ull, 7)`.
 */
#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/math64.h>

u64 __udivmoddi4(u64 num, u64 den, u64 *rem);
u64 __udivdi3(u64 num, u64 den);
u64 __umoddi3(u64 num, u64 den);
s64 __divdi3(s64 num, s64 den);
s64 __moddi3(s64 num, s64 den);
s64 __divmoddi4(s64 num, s64 den, s64 *rem);

/* By hand, a bit at a time, from the place where @den's top meets @num's. */
static u64 long_division(u64 num, u64 den, u64 *rem)
{
	int shift = fls64(num) - fls64(den);
	u64 quot = 0;

	for (; shift >= 0; shift--) {
		quot <<= 1;
		if (num >= den << shift) {
			num -= den << shift;
			quot |= 1;
		}
	}
	*rem = num;
	return quot;
}

u64 __udivmoddi4(u64 num, u64 den, u64 *rem)
{
	u32 rest;
	u64 quot;

	if (den >> 32)
		return long_division(num, den, rem);
	quot = div_u64_rem(num, (u32)den, &rest);
	*rem = rest;
	return quot;
}
EXPORT_SYMBOL(__udivmoddi4);

u64 __udivdi3(u64 num, u64 den)
{
	u64 rem;

	return __udivmoddi4(num, den, &rem);
}
EXPORT_SYMBOL(__udivdi3);

u64 __umoddi3(u64 num, u64 den)
{
	u64 rem;

	__udivmoddi4(num, den, &rem);
	return rem;
}
EXPORT_SYMBOL(__umoddi3);

/* C rounds towards zero: divide what is positive, then set the sign. */
s64 __divdi3(s64 num, s64 den)
{
	u64 quot = __udivdi3(num < 0 ? -(u64)num : num,
			     den < 0 ? -(u64)den : den);

	return (num < 0) != (den < 0) ? -quot : quot;
}
EXPORT_SYMBOL(__divdi3);

s64 __moddi3(s64 num, s64 den)
{
	u64 rem = __umoddi3(num < 0 ? -(u64)num : num,
			    den < 0 ? -(u64)den : den);

	return num < 0 ? -rem : rem;
}
EXPORT_SYMBOL(__moddi3);

s64 __divmoddi4(s64 num, s64 den, s64 *rem)
{
	*rem = __moddi3(num, den);
	return __divdi3(num, den);
}
EXPORT_SYMBOL(__divmoddi4);
