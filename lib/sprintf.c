/*
 * sprintf.c - the members of the printf family that differ only in how they
 * take their arguments and what they return.
 *
 * Model: everything ends in vsnprintf(). snprintf's result is the length the
 * text would have had, scnprintf's the length it has: `len += scnprintf(buf +
 * len, size - len, ...)` is safe, with snprintf it is not.
 *
 * Invariants: as vsnprintf's. Locking, context: none; any context.
 * Linux: lib/vsprintf.c.
 * gdb: `break scnprintf`, `finish`.
 */
#include <linux/export.h>
#include <linux/kernel.h>

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = vsnprintf(buf, size, fmt, args);

	if (len < (long)size)
		return len;
	return size ? size - 1 : 0;
}
EXPORT_SYMBOL(vscnprintf);

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(snprintf);

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(scnprintf);

int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}
EXPORT_SYMBOL(vsprintf);

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsprintf(buf, fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(sprintf);
