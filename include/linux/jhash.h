/*
 * jhash.h - Bob Jenkins's hash of 2006 ("lookup3", in the public domain): of
 * any number of bytes, or of words. Good for tables, not for secrets.
 */
#ifndef _LINUX_JHASH_H
#define _LINUX_JHASH_H

#include <linux/bitops.h>
#include <asm/unaligned.h>

#define JHASH_INITVAL	0xdeadbeef
#define jhash_size(n)	(1U << (n))
#define jhash_mask(n)	(jhash_size(n) - 1)

#define __jhash_mix(a, b, c) do {					\
	a -= c; a ^= rol32(c, 4);  c += b;				\
	b -= a; b ^= rol32(a, 6);  a += c;				\
	c -= b; c ^= rol32(b, 8);  b += a;				\
	a -= c; a ^= rol32(c, 16); c += b;				\
	b -= a; b ^= rol32(a, 19); a += c;				\
	c -= b; c ^= rol32(b, 4);  b += a;				\
} while (0)

#define __jhash_final(a, b, c) do {					\
	c ^= b; c -= rol32(b, 14);					\
	a ^= c; a -= rol32(c, 11);					\
	b ^= a; b -= rol32(a, 25);					\
	c ^= b; c -= rol32(b, 16);					\
	a ^= c; a -= rol32(c, 4);					\
	b ^= a; b -= rol32(a, 14);					\
	c ^= b; c -= rol32(b, 24);					\
} while (0)

/* For modules: lib/modules/jhash.c. @n bytes at any address; @n words. */
u32 jhash(const void *key, u32 n, u32 initval);
u32 jhash2(const u32 *key, u32 n, u32 initval);

static inline u32 __jhash_nwords(u32 a, u32 b, u32 c, u32 initval)
{
	a += initval;
	b += initval;
	c += initval;
	__jhash_final(a, b, c);
	return c;
}

static inline u32 jhash_3words(u32 a, u32 b, u32 c, u32 initval)
{
	return __jhash_nwords(a, b, c, initval + JHASH_INITVAL + (3 << 2));
}

static inline u32 jhash_2words(u32 a, u32 b, u32 initval)
{
	return __jhash_nwords(a, b, 0, initval + JHASH_INITVAL + (2 << 2));
}

static inline u32 jhash_1word(u32 a, u32 initval)
{
	return __jhash_nwords(a, 0, 0, initval + JHASH_INITVAL + (1 << 2));
}

#endif
