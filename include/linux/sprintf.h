/*
 * sprintf.h - text from values and values from text; see lib/vsprintf.c for
 * the %p extensions.
 *
 * snprintf returns the length the whole text would have, scnprintf the length
 * that was written. Both always end with a NUL if @size is not 0.
 */
#ifndef K896_LINUX_SPRINTF_H
#define K896_LINUX_SPRINTF_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/stdarg.h>

int sprintf(char *buf, const char *fmt, ...) __printf(2, 3);
int vsprintf(char *buf, const char *fmt, va_list args) __printf(2, 0);
int snprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
	__printf(3, 0);
int scnprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
	__printf(3, 0);
/* Into kmalloc'ed memory, NULL without; mm/util.c. May sleep if @gfp may. */
char *kasprintf(gfp_t gfp, const char *fmt, ...) __printf(2, 3) __malloc;
char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
	__printf(2, 0) __malloc;
int sscanf(const char *buf, const char *fmt, ...) __scanf(2, 3);
int vsscanf(const char *buf, const char *fmt, va_list args) __scanf(2, 0);

/*
 * Names of flag bits, for %pGg and %pGp. Tables end with { 0, NULL }; larger
 * combinations come first. mm/ defines these two.
 */
struct trace_print_flags {
	unsigned long mask;
	const char *name;
};
extern const struct trace_print_flags gfpflag_names[];
extern const struct trace_print_flags pageflag_names[];

#endif
