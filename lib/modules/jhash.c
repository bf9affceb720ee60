/*
 * jhash.c - Bob Jenkins's hash of many bytes, or words.
 *
 * Model: three words of state; twelve bytes are added and mixed in at a time,
 * the last one to twelve are added and mixed once more, in another way.
 *
 * Locking, context: none; any context.
 * Linux: include/linux/jhash.h.
 * gdb: `break jhash`, `finish`.
 */
#include <linux/jhash.h>

/* Up to four bytes as a little-endian number. */
static u32 word(const u8 *p, u32 n)
{
	u32 w = 0;

	if (n >= 4)
		return get_unaligned_le32(p);
	while (n--)
		w = w << 8 | p[n];
	return w;
}

u32 jhash(const void *key, u32 n, u32 initval)
{
	const u8 *p = key;
	u32 a, b, c;

	a = b = c = JHASH_INITVAL + n + initval;
	for (; n > 12; n -= 12, p += 12) {
		a += word(p, 4);
		b += word(p + 4, 4);
		c += word(p + 8, 4);
		__jhash_mix(a, b, c);
	}
	if (!n)
		return c;
	a += word(p, n);
	b += n > 4 ? word(p + 4, n - 4) : 0;
	c += n > 8 ? word(p + 8, n - 8) : 0;
	__jhash_final(a, b, c);
	return c;
}

u32 jhash2(const u32 *key, u32 n, u32 initval)
{
	return jhash(key, n * 4, initval);
}
