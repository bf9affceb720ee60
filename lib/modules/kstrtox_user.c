/*
 * kstrtox_user.c - numbers out of a user's text.
 *
 * Model: as much of it as a number can be long is copied, the rest is too much.
 *
 * Locking, context: none; any context.
 * Linux: lib/kstrtox.c.
 * gdb: `break kstrtoint_from_user`, `finish`.
 */
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/uaccess.h>

#define LONGEST	68			/* 64 binary digits, sign, prefix, newline */

#define FROM_USER(kind, type, base, ...)				\
int kstrto##kind##_from_user(const char __user *s, size_t n,		\
			     __VA_ARGS__ type *res)			\
{									\
	char text[LONGEST];						\
									\
	n = min(n, sizeof(text) - 1);					\
	if (copy_from_user(text, s, n))					\
		return -EFAULT;						\
	text[n] = '\0';							\
	return kstrto##kind(text base res);				\
}
#define BASE	, base,

FROM_USER(ull, unsigned long long, BASE, unsigned int base,)
FROM_USER(ll, long long, BASE, unsigned int base,)
FROM_USER(ul, unsigned long, BASE, unsigned int base,)
FROM_USER(l, long, BASE, unsigned int base,)
FROM_USER(uint, unsigned int, BASE, unsigned int base,)
FROM_USER(int, int, BASE, unsigned int base,)
FROM_USER(u16, u16, BASE, unsigned int base,)
FROM_USER(s16, s16, BASE, unsigned int base,)
FROM_USER(u8, u8, BASE, unsigned int base,)
FROM_USER(s8, s8, BASE, unsigned int base,)
#define NO_BASE	,
FROM_USER(bool, bool, NO_BASE,)
