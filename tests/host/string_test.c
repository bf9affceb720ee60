/*
 * string_test.c - lib/string.c and lib/memory.c beside the C library's.
 *
 * Each round draws lengths, alignments and a small alphabet, runs both on equal
 * buffers that end at a red zone, and compares results and every byte.
 */
#include "host.h"
#include <linux/kernel.h>
#include <linux/string.h>

#undef memcpy
#undef memmove
#undef memset
#undef memcmp

#define C	host_string
#define LONGEST	96

/* A string of @len characters out of few, so that matches happen; malloc'ed. */
static char *random_string(u32 max)
{
	u32 len = host_below(max), letters = 1 + host_below(4);
	char *s = host_malloc(len + 1);

	for (u32 i = 0; i < len; i++)
		s[i] = host_below(16) ? "aAbz"[host_below(letters)] :
					(char)(1 + host_below(255));
	s[len] = 0;
	return s;
}

static void fill(char *p, u32 n)
{
	while (n--)
		*p++ = host_rand();
}

static int sign(int v)
{
	return v < 0 ? -1 : v > 0;
}

/* A result pointer as an offset, so that equal answers compare equal. */
#define OFF(p, base)	((p) ? (long)((char *)(p) - (char *)(base)) : -1L)

HOST_TEST(memory_blocks)
{
	for (u32 i = host_rounds(100000, 5000000); i; i--) {
		u32 size = 1 + host_below(LONGEST), n = host_below(size);
		u32 to = host_below(size - n + 1), from = host_below(size - n + 1);
		char *a = host_malloc(size), *b = host_malloc(size);
		char *src = host_malloc(size);
		int c = host_rand();

		fill(a, size);
		fill(src, size);
		C.memcpy(b, a, size);
		switch (host_below(3)) {
		case 0:
			CHECK(memcpy(a + to, src + from, n) == a + to);
			C.memcpy(b + to, src + from, n);
			break;
		case 1:
			CHECK(memmove(a + to, a + from, n) == a + to);
			C.memmove(b + to, b + from, n);
			break;
		default:
			CHECK(memset(a + to, c, n) == a + to);
			C.memset(b + to, c, n);
		}
		CHECK_MSG(!C.memcmp(a, b, size), "size %u n %u to %u from %u",
			  size, n, to, from);
		host_free(a);
		host_free(b);
		host_free(src);
	}
}

HOST_TEST(memory_search)
{
	for (u32 i = host_rounds(100000, 5000000); i; i--) {
		char *a = random_string(LONGEST), *b = random_string(LONGEST);
		u32 n = min(C.strlen(a), C.strlen(b)) + 1;
		int c = host_below(2) ? 'a' : (int)host_rand();

		n = host_below(n + 1);
		CHECK_EQ(sign(memcmp(a, b, n)), sign(C.memcmp(a, b, n)));
		CHECK_EQ(!bcmp(a, b, n), !C.memcmp(a, b, n));
		CHECK_EQ(OFF(memchr(a, c, n), a), OFF(C.memchr(a, c, n), a));
		host_free(a);
		host_free(b);
	}
}

HOST_TEST(memchr_inv_finds_the_first_other_byte)
{
	for (u32 i = host_rounds(50000, 2000000); i; i--) {
		u32 n = host_below(LONGEST), at = host_below(LONGEST);
		char *p = host_malloc(n);

		C.memset(p, 'x', n);
		if (at < n)
			p[at] = 'y';
		CHECK_EQ(OFF(memchr_inv(p, 'x', n), p), at < n ? (long)at : -1L);
		host_free(p);
	}
}

HOST_TEST(wide_fills)
{
	for (u32 i = 0; i < 2000; i++) {
		u32 n = host_below(40);
		u16 *h = host_malloc(n * 2);
		u32 *w = host_malloc(n * 4);
		u64 *d = host_malloc(n * 8);
		u64 v = (u64)host_rand() << 32 | host_rand();

		memset16(h, (u16)v, n);
		memset32(w, (u32)v, n);
		memset64(d, v, n);
		for (u32 j = 0; j < n; j++)
			CHECK(h[j] == (u16)v && w[j] == (u32)v && d[j] == v);
		host_free(h);
		host_free(w);
		host_free(d);
	}
}

HOST_TEST(string_questions)
{
	for (u32 i = host_rounds(100000, 5000000); i; i--) {
		char *a = random_string(LONGEST), *b = random_string(8);
		char *d = host_below(2) ? random_string(LONGEST) : a;
		u32 n = host_below(LONGEST);
		int c = host_below(2) ? "aAbz"[host_below(4)] : (int)host_below(256);

		CHECK_EQ(strlen(a), C.strlen(a));
		CHECK_EQ(strnlen(a, n), C.strnlen(a, n));
		CHECK_EQ(sign(strcmp(a, d)), sign(C.strcmp(a, d)));
		CHECK_EQ(sign(strncmp(a, d, n)), sign(C.strncmp(a, d, n)));
		CHECK_EQ(sign(strcasecmp(a, d)), sign(C.strcasecmp(a, d)));
		CHECK_EQ(sign(strncasecmp(a, d, n)), sign(C.strncasecmp(a, d, n)));
		CHECK_EQ(OFF(strchr(a, c), a), OFF(C.strchr(a, c), a));
		CHECK_EQ(OFF(strchrnul(a, c), a), OFF(C.strchrnul(a, c), a));
		CHECK_EQ(OFF(strrchr(a, c), a), OFF(C.strrchr(a, c), a));
		CHECK_EQ(OFF(strstr(a, b), a), OFF(C.strstr(a, b), a));
		CHECK_EQ(strspn(a, b), C.strspn(a, b));
		CHECK_EQ(strcspn(a, b), C.strcspn(a, b));
		CHECK_EQ(OFF(strpbrk(a, b), a), OFF(C.strpbrk(a, b), a));
		if (d != a)
			host_free(d);
		host_free(a);
		host_free(b);
	}
}

HOST_TEST(string_copies)
{
	for (u32 i = host_rounds(50000, 2000000); i; i--) {
		char *s = random_string(LONGEST), *t = random_string(LONGEST);
		u32 len = C.strlen(s), all = len + C.strlen(t) + 1;
		u32 n = host_below(LONGEST);
		char *a = host_malloc(all + LONGEST), *b = host_malloc(all + LONGEST);

		C.memset(a, 1, all + LONGEST);
		C.memset(b, 1, all + LONGEST);
		CHECK(strcpy(a, s) == a && C.strcpy(b, s));
		CHECK(strcat(a, t) == a && C.strcat(b, t));
		CHECK(!C.memcmp(a, b, all + LONGEST));
		a[len] = b[len] = 0;
		CHECK(strncat(a, t, n) == a && C.strncat(b, t, n));
		CHECK(!C.memcmp(a, b, all + LONGEST));
		CHECK(strncpy(a, s, n) == a && C.strncpy(b, s, n));
		CHECK(!C.memcmp(a, b, all + LONGEST));
		host_free(a);
		host_free(b);
		host_free(s);
		host_free(t);
	}
}

HOST_TEST(strscpy_and_strlcpy_stay_in_bounds)
{
	for (u32 i = host_rounds(50000, 2000000); i; i--) {
		char *s = random_string(40);
		u32 len = C.strlen(s), n = host_below(48);
		char *a = host_malloc(n), *b = host_malloc(n);
		ssize_t want = !n ? -E2BIG : len < n ? (ssize_t)len : -E2BIG;

		CHECK_EQ(strscpy(a, s, n), want);
		CHECK_EQ(strlcpy(b, s, n), len);
		if (n) {
			u32 kept = min(len, n - 1);

			CHECK(!C.memcmp(a, s, kept) && !a[kept]);
			CHECK(!C.memcmp(b, s, kept) && !b[kept]);
		}
		host_free(a);
		host_free(b);
		host_free(s);
	}
}

HOST_TEST(strsep_cuts_alike)
{
	for (u32 i = host_rounds(20000, 1000000); i; i--) {
		char *a = random_string(LONGEST), *b = host_malloc(LONGEST + 1);
		char *pa = a, *pb = b, *fa, *fb;
		const char *delim = host_below(2) ? "a" : "Az";

		C.strcpy(b, a);
		do {
			fa = strsep(&pa, delim);
			fb = C.strsep(&pb, delim);
			CHECK_EQ(!fa, !fb);
			if (fa)
				CHECK(!C.strcmp(fa, fb));
		} while (fa);
		host_free(a);
		host_free(b);
	}
}

HOST_TEST(strim_and_skip_spaces)
{
	char s[] = "  \t two words \n ";

	CHECK(!C.strcmp(strim(s), "two words"));
	CHECK(!C.strcmp(skip_spaces(" \t\nx "), "x "));
	char empty[] = "   ";
	CHECK(!*strim(empty));
	char none[] = "";
	CHECK(!*strim(none));
}
