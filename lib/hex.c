/*
 * hex.c - hexadecimal digits to values and back.
 *
 * Model: two tables of digits for output; three ranges of characters for
 * input. Everything that prints or reads hexadecimal comes through here.
 *
 * Invariants: constant tables. Locking, context: none; any context.
 * Linux: lib/hexdump.c.
 * gdb: `print hex_to_bin('f')`, `x/s hex_asc`.
 */
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/ctype.h>
#include <linux/errno.h>

const char hex_asc[] = "0123456789abcdef";
EXPORT_SYMBOL(hex_asc);
const char hex_asc_upper[] = "0123456789ABCDEF";
EXPORT_SYMBOL(hex_asc_upper);

int hex_to_bin(unsigned char ch)
{
	if (isdigit(ch))
		return ch - '0';
	ch = tolower(ch);
	return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}
EXPORT_SYMBOL(hex_to_bin);

int hex2bin(u8 *dst, const char *src, size_t count)
{
	for (; count; count--, src += 2) {
		int hi = hex_to_bin(src[0]);
		int lo = hi < 0 ? -1 : hex_to_bin(src[1]);

		if (lo < 0)
			return -EINVAL;
		*dst++ = hi << 4 | lo;
	}
	return 0;
}
EXPORT_SYMBOL(hex2bin);

char *bin2hex(char *dst, const void *src, size_t count)
{
	const u8 *p = src;

	for (; count; count--, p++) {
		*dst++ = hex_asc_hi(*p);
		*dst++ = hex_asc_lo(*p);
	}
	return dst;
}
EXPORT_SYMBOL(bin2hex);
