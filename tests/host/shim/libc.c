/*
 * libc.c - the C library under other names: to compare our lib/ with, and for
 * memory with red zones. Compiled with the library's own headers.
 */
#define _GNU_SOURCE
#define HOST_SHIM
#include "../host.h"
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int host_vsnprintf(char *buf, size_t n, const char *fmt, va_list ap)
{
	return vsnprintf(buf, n, fmt, ap);
}

int host_snprintf(char *buf, size_t n, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(buf, n, fmt, ap);
	va_end(ap);
	return len;
}

void *host_malloc(size_t n)
{
	return malloc(n);
}

void host_free(void *p)
{
	free(p);
}

u64 host_strtoull(const char *s, char **end, int base, int *err)
{
	u64 v;

	errno = 0;
	v = strtoull(s, end, base);
	*err = errno;
	return v;
}

char *host_read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "r");
	char *buf = malloc(1 << 20);

	if (!f || !buf)
		host_fail(__FILE__, __LINE__, "cannot read %s", path);
	*len = fread(buf, 1, (1 << 20) - 1, f);
	buf[*len] = 0;
	fclose(f);
	return buf;
}

void *host_map_file(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	void *map;

	if (fd < 0 || fstat(fd, &st))
		host_fail(__FILE__, __LINE__, "cannot open %s", path);
	map = mmap(NULL, st.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	if (map == MAP_FAILED)
		host_fail(__FILE__, __LINE__, "cannot map %s", path);
	close(fd);
	*len = st.st_size;
	return map;
}

int host_glob(const char *pattern, char ***paths)
{
	static glob_t g;

	if (glob(pattern, 0, NULL, &g))
		return 0;
	*paths = g.gl_pathv;
	return g.gl_pathc;
}

double host_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

/* Options of the sanitizers, for every program here. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0:allocator_may_return_null=1:"
	       "quarantine_size_mb=16:handle_segv=1:allow_user_segv_handler=1";
}

const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1:halt_on_error=1";
}

/* The string functions by pointer: their names belong to the kernel here. */
const struct host_string host_string = {
	.memcpy = memcpy, .memmove = memmove, .memset = memset,
	.memcmp = memcmp, .memchr = (void *)memchr,
	.strlen = strlen, .strnlen = strnlen, .strcmp = strcmp,
	.strncmp = strncmp, .strcasecmp = strcasecmp,
	.strncasecmp = strncasecmp, .strchr = (void *)strchr,
	.strrchr = (void *)strrchr, .strstr = (void *)strstr, .strspn = strspn,
	.strcspn = strcspn, .strpbrk = (void *)strpbrk, .strcpy = strcpy,
	.strncpy = strncpy, .strcat = strcat, .strncat = strncat,
	.strsep = strsep, .strchrnul = (void *)strchrnul,
};
