/*
 * util.c - copies of strings and of memory, in memory from kmalloc.
 *
 * Model: measure, allocate, copy. kasprintf() formats twice: once to learn
 * the length, once for good.
 *
 * Invariants: a string that is returned ends with a NUL.
 * Locking, context: as kmalloc's with the same flags. The caller frees with
 * kfree().
 * Linux: mm/util.c, lib/kasprintf.c.
 * gdb: `break kmemdup`, `finish`.
 */
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

void *kmemdup(const void *src, size_t n, gfp_t gfp)
{
	void *copy = kmalloc(n, gfp);

	if (copy)
		memcpy(copy, src, n);
	return copy;
}

/* @n bytes and a NUL behind them. */
char *kmemdup_nul(const char *s, size_t n, gfp_t gfp)
{
	char *copy = s ? kmalloc(n + 1, gfp) : NULL;

	if (copy) {
		memcpy(copy, s, n);
		copy[n] = '\0';
	}
	return copy;
}

char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? kmemdup(s, strlen(s) + 1, gfp) : NULL;
}

char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	return s ? kmemdup_nul(s, strnlen(s, max), gfp) : NULL;
}

char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = kmalloc(len + 1, gfp);
	if (text)
		vsnprintf(text, len + 1, fmt, args);
	return text;
}

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = kvasprintf(gfp, fmt, args);
	va_end(args);
	return text;
}
