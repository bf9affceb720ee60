/*
 * uaccess.c - strings and structures of a caller, made of the copies that may
 * fault (kernel/cpu/extable.c).
 *
 * Model: byte by byte where the end is not known, else piece by piece.
 *
 * Invariants: none kept. Locking, context: none; any context.
 * Linux: lib/strncpy_from_user.c, lib/usercopy.c.
 * gdb: `break strncpy_from_user`, `p (char *)$edx`.
 */
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/uaccess.h>

unsigned long clear_user(void __user *to, unsigned long n)
{
	static const char zeroes[64];

	while (n) {
		unsigned long piece = min_t(unsigned long, n, sizeof(zeroes));
		unsigned long left = copy_to_user(to, zeroes, piece);

		to += piece - left;
		n -= piece - left;
		if (left)
			break;
	}
	return n;
}
EXPORT_SYMBOL(clear_user);

long strncpy_from_user(char *to, const char __user *from, long max)
{
	long n;

	for (n = 0; n < max; n++) {
		if (copy_from_user(&to[n], &from[n], 1))
			return -EFAULT;
		if (!to[n])
			break;
	}
	return n;
}
EXPORT_SYMBOL(strncpy_from_user);

long strnlen_user(const char __user *s, long max)
{
	char c;
	long n;

	for (n = 0; n < max; n++) {
		if (copy_from_user(&c, &s[n], 1))
			return 0;
		if (!c)
			break;
	}
	return n + 1;
}
EXPORT_SYMBOL(strnlen_user);

int copy_struct_from_user(void *to, size_t size, const void __user *from,
			  size_t user_size)
{
	size_t at;
	char c;

	for (at = size; at < user_size; at++) {
		if (copy_from_user(&c, from + at, 1))
			return -EFAULT;
		if (c)
			return -E2BIG;
	}
	if (user_size < size)
		memset(to + user_size, 0, size - user_size);
	return copy_from_user(to, from, min(size, user_size)) ? -EFAULT : 0;
}
EXPORT_SYMBOL(copy_struct_from_user);
