/*
 * math.c - roots, powers, and products that need more than 64 bits.
 *
 * Model: a root is found bit by bit from the top; a product of 128 bits is four
 * of 64; it is divided as on paper, in binary.
 *
 * Invariants: what does not fit into 64 bits in the end loses its upper bits.
 * Locking, context: none; any context.
 * Linux: lib/math/.
 * gdb: `break mul_u64_u64_div_u64`, `finish`.
 */
#include <linux/bitops.h>
#include <linux/limits.h>
#include <linux/math.h>

u32 int_sqrt64(u64 x)
{
	u64 bit, root = 0;

	for (bit = 1ULL << 62; bit > x; bit >>= 2)
		;
	for (; bit; bit >>= 2) {
		if (x >= root + bit) {
			x -= root + bit;
			root += 2 * bit;
		}
		root >>= 1;
	}
	return root;
}

unsigned long int_sqrt(unsigned long x)
{
	return int_sqrt64(x);
}

u64 int_pow(u64 base, unsigned int exp)
{
	u64 power = 1;

	for (; exp; exp >>= 1, base *= base)
		if (exp & 1)
			power *= base;
	return power;
}

/* The product's upper 64 bits; its lower ones are a * b. */
static u64 upper(u64 a, u64 b)
{
	u64 low = mul_u32_u32(a, b);
	u64 mid1 = mul_u32_u32(a >> 32, b) + (low >> 32);
	u64 mid2 = mul_u32_u32(a, b >> 32) + (u32)mid1;

	return mul_u32_u32(a >> 32, b >> 32) + (mid1 >> 32) + (mid2 >> 32);
}

u64 mul_u64_u64_shr(u64 a, u64 mul, unsigned int shift)
{
	u64 low = a * mul, high = upper(a, mul);

	if (!shift)
		return low;
	return shift < 64 ? low >> shift | high << (64 - shift) :
			    high >> (shift - 64);
}

u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 divisor)
{
	u64 low = a * mul, left = upper(a, mul);
	int i;

	if (!left)
		return div64_u64(low, divisor);
	if (left >= divisor)
		return U64_MAX;			/* it does not fit */
	for (i = 0; i < 64; i++) {
		bool carry = left >> 63;

		left = left << 1 | low >> 63;
		low <<= 1;
		if (carry || left >= divisor) {
			left -= divisor;
			low |= 1;
		}
	}
	return low;
}
