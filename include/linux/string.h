/*
 * string.h - strings and blocks of memory.
 *
 * memcpy, memmove, memset and memcmp go to the compiler first: a copy of known
 * small size becomes a few moves, the rest a call (lib/string.c, or
 * <asm/string.h> where the machine has an instruction for it).
 */
#ifndef K896_LINUX_STRING_H
#define K896_LINUX_STRING_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/types.h>
#include <linux/stddef.h>
#include <linux/sprintf.h>
#include <linux/stdarg.h>
#include <linux/errno.h>
#include <linux/err.h>
#include <linux/overflow.h>

void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *s, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
#define memcpy(to, from, n)	__builtin_memcpy(to, from, n)
#define memmove(to, from, n)	__builtin_memmove(to, from, n)
#define memset(s, c, n)		__builtin_memset(s, c, n)
#define memcmp(a, b, n)		__builtin_memcmp(a, b, n)

void *memset16(u16 *s, u16 v, size_t count);
void *memset32(u32 *s, u32 v, size_t count);
void *memset64(u64 *s, u64 v, size_t count);
#define memset_l(s, v, count)	memset32((u32 *)(s), (u32)(v), count)
#define memset_p(s, v, count)	memset32((u32 *)(s), (u32)(v), count)
int bcmp(const void *a, const void *b, size_t n);

/* First @c in @n bytes. Without one memscan returns the end, memchr NULL. */
void *memscan(void *s, int c, size_t n);
void *memchr(const void *s, int c, size_t n);
/* First byte that is NOT @c, NULL if all are. */
void *memchr_inv(const void *s, int c, size_t n);
static inline void memzero_explicit(void *s, size_t n)
{
	memset(s, 0, n);
	barrier_data(s);
}

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t max);
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t n);
char *stpcpy(char *to, const char *from);
char *strcat(char *to, const char *from);
char *strncat(char *to, const char *from, size_t n);

/*
 * Copy into @size bytes, always NUL-terminated. strscpy returns the length, or
 * -E2BIG if it was cut; strlcpy and strlcat the length it would have had.
 */
ssize_t strscpy(char *to, const char *from, size_t size);
ssize_t strscpy_pad(char *to, const char *from, size_t size);
/* Without @size, @to is an array, and as large as that. */
#define __str_size(none, size, ...)	(size)
#define __array_bytes(a) \
	(sizeof(a) + BUILD_BUG_ON_ZERO(__same_type((a), &(a)[0])))
#define strscpy(to, from, ...) \
	strscpy(to, from, __str_size(0, ##__VA_ARGS__, __array_bytes(to)))
#define strscpy_pad(to, from, ...) \
	strscpy_pad(to, from, __str_size(0, ##__VA_ARGS__, __array_bytes(to)))
#define sized_strscpy(to, from, size)	strscpy(to, from, size)
size_t strlcpy(char *to, const char *from, size_t size);
size_t strlcat(char *to, const char *from, size_t size);

int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
#define strnicmp strncasecmp

char *strchr(const char *s, int c);
char *strchrnul(const char *s, int c);
char *strnchr(const char *s, size_t n, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *find);
char *strnstr(const char *s, const char *find, size_t n);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);

/* The next field of *@s up to one of @delim; *@s moves on, NULL at the end. */
char *strsep(char **s, const char *delim);
char *skip_spaces(const char *s);
/* Blanks off the end, in place; returns behind those in front. */
char *strim(char *s);
static inline char *strstrip(char *s)
{
	return strim(s);
}
char *strreplace(char *s, char old, char new);

/* Equal but for a newline at the end, as files in /proc are written. */
bool sysfs_streq(const char *a, const char *b);
int match_string(const char * const *array, size_t n, const char *s);

static inline bool strstarts(const char *s, const char *prefix)
{
	while (*prefix)
		if (*s++ != *prefix++)
			return false;
	return true;
}

/* The length of @prefix if @s begins with it, else 0. */
static inline size_t str_has_prefix(const char *s, const char *prefix)
{
	return strstarts(s, prefix) ? strlen(prefix) : 0;
}

/* The file name of a path. */
static inline const char *kbasename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Copies in kmalloc'ed memory, NULL without; free with kfree(). mm/util.c. */
char *kstrdup(const char *s, gfp_t gfp) __malloc;
char *kstrndup(const char *s, size_t max, gfp_t gfp) __malloc;
void *kmemdup(const void *src, size_t n, gfp_t gfp) __malloc;
char *kmemdup_nul(const char *s, size_t n, gfp_t gfp) __malloc;

#include <asm/string.h>

static inline char *strnchrnul(const char *s, size_t n, int c)
{
	while (n-- && *s && *s != (char)c)
		s++;
	return (char *)s;
}

/* @n bytes of @size get @from's, the rest @pad. */
static inline void memcpy_and_pad(void *to, size_t size, const void *from,
				  size_t n, int pad)
{
	if (n > size)
		n = size;
	memcpy(to, from, n);
	memset((char *)to + n, pad, size - n);
}

/*
 * Between a string and an array that has no NUL if it is full: as much as fits.
 * _pad: the rest is 0 (@pad).
 */
#define strtomem_pad(to, from, pad) do {				\
	const char *__stm = (from);					\
	memcpy_and_pad(to, sizeof(to), __stm,				\
		       strnlen(__stm, sizeof(to)), pad);		\
} while (0)
#define strtomem(to, from) do {						\
	const char *__stm = (from);					\
	memcpy(to, __stm, strnlen(__stm, sizeof(to)));			\
} while (0)
#define memtostr(to, from) do {						\
	const char *__mts = (from);					\
	size_t __mts_n = strnlen(__mts, min(sizeof(from),		\
					    sizeof(to) - 1));		\
	memcpy(to, __mts, __mts_n);					\
	(to)[__mts_n] = '\0';						\
} while (0)
#define memtostr_pad(to, from) do {					\
	const char *__mts = (from);					\
	memcpy_and_pad(to, sizeof(to), __mts,				\
		       strnlen(__mts, min(sizeof(from),			\
					  sizeof(to) - 1)), 0);		\
} while (0)

/* All of *@obj behind @member; from @member on. */
#define memset_after(obj, v, member)					\
	memset((char *)(obj) + offsetofend(typeof(*(obj)), member), v,	\
	       sizeof(*(obj)) - offsetofend(typeof(*(obj)), member))
#define memset_startat(obj, v, member)					\
	memset((char *)(obj) + offsetof(typeof(*(obj)), member), v,	\
	       sizeof(*(obj)) - offsetof(typeof(*(obj)), member))
#define unsafe_memcpy(to, from, n, why)	memcpy(to, from, n)

static inline bool strends(const char *s, const char *suffix)
{
	size_t n = strlen(s), of = strlen(suffix);

	return n >= of && !memcmp(s + n - of, suffix, of);
}

static inline bool mem_is_zero(const void *s, size_t n)
{
	return !memchr_inv(s, 0, n);
}

/*
 * A copy of @n bytes of the caller's, kmalloc'ed; _nul: and a NUL behind them.
 * ERR_PTR(-EFAULT or -ENOMEM). May sleep. mm/util.c.
 */
void *memdup_user(const void __user *src, size_t n);
void *memdup_user_nul(const void __user *src, size_t n);
/*
 * Also by vmalloc: kvfree(). A string, with its NUL @max bytes at most
 * (-EINVAL).
 */
void *vmemdup_user(const void __user *src, size_t n);
char *strndup_user(const char __user *s, long max);
#define memdup_array_user(src, n, size)	memdup_user(src, size_mul(n, size))
#define vmemdup_array_user(src, n, size) vmemdup_user(src, size_mul(n, size))
#define kmemdup_array(src, n, size, gfp)	kmemdup(src, size_mul(n, size), gfp)

/* Which of the strings equals @s but for a newline: its number, or -EINVAL. */
int __sysfs_match_string(const char * const *array, size_t n, const char *s);
#define sysfs_match_string(array, s) \
	__sysfs_match_string(array, ARRAY_SIZE(array), s)

/* Two lists of pointers that end with NULL, in one: kfree() it. */
void **__memcat_p(void **a, void **b);
#define memcat_p(a, b) ({						\
	(void)sizeof(&(a)[0] == &(b)[0]);				\
	(typeof(*(a)) *)__memcat_p((void **)(a), (void **)(b)); })
/* How many bits are set in @n bytes. */
size_t memweight(const void *s, size_t n);
/* The words of a text, by kmalloc; NULL at the end of the list. */
char **argv_split(gfp_t gfp, const char *text, int *argc);
void argv_free(char **argv);

#define kstrdup_const	kstrdup
#define kfree_const	kfree
#define strtobool	kstrtobool

#endif
