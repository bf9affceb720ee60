/*
 * fuzz.c - the shim's part for libFuzzer, in place of tap.c: there is one test,
 * and a failed CHECK ends the process, with the input saved by the fuzzer.
 */
#define HOST_SHIM
#include "../host.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void host_note(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("# ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
}

void host_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "# %s:%d: ", file, line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	abort();
}

/* The input decides everything; these are for model.c only. */
u32 host_rand(void)
{
	return 4;
}

u32 host_below(u32 n)
{
	return 0;
}

u32 host_rounds(u32 test, u32 soak)
{
	return test;
}
