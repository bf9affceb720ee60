/*
 * tap.c - runs the tests of a program, each in a child, and prints TAP.
 *
 * A child that fails a CHECK, crashes, or outlives its time is one "not ok";
 * what it wrote to stderr is shown as commentary. ONLY=name runs one of them
 * in this process, for gdb.
 */
#define HOST_SHIM
#include "../host.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern const struct host_test __start_host_tests[], __stop_host_tests[];

static u64 rng;

u32 host_rand(void)
{
	rng ^= rng << 13;
	rng ^= rng >> 7;
	rng ^= rng << 17;
	return (u32)(rng >> 16);
}

u32 host_below(u32 n)
{
	return host_rand() % n;
}

u32 host_rounds(u32 test, u32 soak)
{
	const char *s = getenv("SOAK");

	return s && atoi(s) ? soak : test;
}

void host_note(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("# ", stdout);
	vprintf(fmt, ap);
	putchar('\n');
	fflush(stdout);
	va_end(ap);
}

void host_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	printf("# %s:%d: ", file, line);
	vprintf(fmt, ap);
	printf("\n");
	fflush(stdout);
	va_end(ap);
	if (getenv("ONLY"))
		abort();		/* a debugger stops here */
	_exit(1);
}

/* libgcov's, with COVERAGE=1: writes down what was counted. */
extern void __gcov_dump(void) __attribute__((weak));

static void run(const struct host_test *t)
{
	alarm(host_rounds(300, 6000));
	t->fn();
	fflush(stdout);
	if (__gcov_dump)
		__gcov_dump();
	_exit(0);
}

int main(void)
{
	const char *seed = getenv("SEED"), *only = getenv("ONLY");
	int n = 0, failed = 0;

	dup2(1, 2);
	seed = seed && *seed ? seed : "896";
	rng = strtoull(seed, NULL, 0) * 0x9e3779b97f4a7c15ULL;
	rng = rng ? rng : 1;
	printf("TAP version 13\n1..%d\n# SEED=%s\n",
	       (int)(__stop_host_tests - __start_host_tests), seed);
	for (const struct host_test *t = __start_host_tests;
	     t < __stop_host_tests; t++) {
		int status = 0;

		n++;
		if (only && !strcmp(only, t->name))
			run(t);
		fflush(stdout);
		if (only)
			continue;
		if (!fork())
			run(t);
		wait(&status);
		if (WIFSIGNALED(status))
			printf("# killed by signal %d\n", WTERMSIG(status));
		printf("%sok %d - %s\n", status ? "not " : "", n, t->name);
		failed += !!status;
	}
	return failed != 0;
}
