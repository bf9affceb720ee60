/*
 * memory.c - copying, filling, comparing and searching bytes.
 *
 * Model: plain loops over bytes, or over words where both sides are aligned.
 * memcpy, memset and memcmp use the machine's block instructions when
 * <asm/string.h> has them (arch_memcpy, ...): `demo memcpy` shows why. The
 * loops here serve every other machine, the host tests among them. The compiler
 * itself emits calls to memcpy, memmove, memset and memcmp, so these four must
 * exist as functions.
 *
 * Invariants: nothing is read or written outside the given ranges; memcpy's
 * ranges don't overlap, memmove's may.
 * Locking, context: none; any context.
 * Linux: lib/string.c, arch/x86/lib/memcpy_32.c.
 * gdb: `break memmove if $ecx > 4096`, `x/4xw $eax` (regparm: to in eax).
 */
#include <linux/export.h>
#include <linux/string.h>

#undef memcpy
#undef memmove
#undef memset
#undef memcmp

#ifndef __HAVE_ARCH_MEMCPY
/* HIDE_VAR keeps the compiler from making the loop a call to memcpy. */
static void *arch_memcpy(void *to, const void *from, size_t n)
{
	char *d = to;
	const char *s = from;

	while (n--) {
		*d++ = *s++;
		OPTIMIZER_HIDE_VAR(n);
	}
	return to;
}

static void *arch_memcpy_down(void *to, const void *from, size_t n)
{
	char *d = to;
	const char *s = from;

	while (n--) {
		d[n] = s[n];
		OPTIMIZER_HIDE_VAR(n);
	}
	return to;
}
#endif

#ifndef __HAVE_ARCH_MEMSET
static void *arch_memset(void *s, int c, size_t n)
{
	char *p = s;

	while (n--) {
		*p++ = c;
		OPTIMIZER_HIDE_VAR(n);
	}
	return s;
}
#endif

void *memcpy(void *to, const void *from, size_t n)
{
	return arch_memcpy(to, from, n);
}
EXPORT_SYMBOL(memcpy);

/* Upwards unless the end of @from would be overwritten before it is read. */
void *memmove(void *to, const void *from, size_t n)
{
	if ((uintptr_t)to - (uintptr_t)from >= n)
		return arch_memcpy(to, from, n);
	return arch_memcpy_down(to, from, n);
}
EXPORT_SYMBOL(memmove);

void *memset(void *s, int c, size_t n)
{
	return arch_memset(s, c, n);
}
EXPORT_SYMBOL(memset);

#ifndef __HAVE_ARCH_MEMCMP
/* A word anywhere: this CPU reads it at any address. */
typedef u32 __may_alias __aligned(1) any_u32;

/* Word by word while both are equal; the byte loop finds the difference. */
static int arch_memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *p = a, *q = b;

	while (n >= sizeof(u32) &&
	       *(const any_u32 *)p == *(const any_u32 *)q) {
		p += sizeof(u32);
		q += sizeof(u32);
		n -= sizeof(u32);
	}
	for (; n; n--, p++, q++)
		if (*p != *q)
			return *p - *q;
	return 0;
}
#endif

int memcmp(const void *a, const void *b, size_t n)
{
	return arch_memcmp(a, b, n);
}
EXPORT_SYMBOL(memcmp);

int bcmp(const void *a, const void *b, size_t n)
{
	return memcmp(a, b, n);
}
EXPORT_SYMBOL(bcmp);

void *memset16(u16 *s, u16 v, size_t count)
{
	u16 *p = s;

	while (count--)
		*p++ = v;
	return s;
}
EXPORT_SYMBOL(memset16);

void *memset32(u32 *s, u32 v, size_t count)
{
	u32 *p = s;

	while (count--)
		*p++ = v;
	return s;
}
EXPORT_SYMBOL(memset32);

void *memset64(u64 *s, u64 v, size_t count)
{
	u64 *p = s;

	while (count--)
		*p++ = v;
	return s;
}
EXPORT_SYMBOL(memset64);

void *memscan(void *s, int c, size_t n)
{
	unsigned char *p = s;

	for (; n && *p != (unsigned char)c; n--)
		p++;
	return p;
}
EXPORT_SYMBOL(memscan);

void *memchr(const void *s, int c, size_t n)
{
	const unsigned char *p = s;

	for (; n; n--, p++)
		if (*p == (unsigned char)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr);

/*
 * Poison checks run this over whole pages: bytes up to a word boundary, words
 * while they are as expected, bytes again to name the first that is not.
 */
void *memchr_inv(const void *s, int c, size_t n)
{
	const unsigned char *p = s;
	u32 word = (unsigned char)c * 0x01010101u;

	for (; n && ((uintptr_t)p & 3); n--, p++)
		if (*p != (unsigned char)c)
			return (void *)p;
	for (; n >= 4 && *(const u32 __may_alias *)p == word; n -= 4)
		p += 4;
	for (; n; n--, p++)
		if (*p != (unsigned char)c)
			return (void *)p;
	return NULL;
}
EXPORT_SYMBOL(memchr_inv);
