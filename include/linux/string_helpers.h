/*
 * string_helpers.h - sizes for people, strings with their odd characters
 * written out, and back. For modules: lib/modules/string_helpers.c.
 */
#ifndef _LINUX_STRING_HELPERS_H
#define _LINUX_STRING_HELPERS_H

#include <linux/ctype.h>
#include <linux/string.h>
#include <linux/string_choices.h>
#include <linux/types.h>

enum string_size_units {
	STRING_UNITS_10,		/* powers of 1000: kB, MB */
	STRING_UNITS_2,			/* powers of 1024: KiB, MiB */
	STRING_UNITS_MASK = 1,
	STRING_UNITS_NO_SPACE = 1 << 30,	/* "1MiB" */
	STRING_UNITS_NO_BYTES = 1U << 31,	/* "1 Mi" */
};

/* @size * @block_size with three digits that count, into @buf: its length. */
int string_get_size(u64 size, u64 block_size, enum string_size_units units,
		    char *buf, int len);

#define UNESCAPE_SPACE		BIT(0)	/* \f \n \r \t \v */
#define UNESCAPE_OCTAL		BIT(1)	/* \123 */
#define UNESCAPE_HEX		BIT(2)	/* \xab */
#define UNESCAPE_SPECIAL	BIT(3)	/* \a \e \" \\ */
#define UNESCAPE_ANY		(BIT(4) - 1)
#define UNESCAPE_ALL_MASK	UNESCAPE_ANY

/*
 * Into @size bytes (0: as many as @from has), with a NUL: how many without it.
 */
int string_unescape(char *from, char *to, size_t size, unsigned int flags);
#define string_unescape_inplace(buf, flags) \
	string_unescape(buf, buf, 0, flags)
#define string_unescape_any(from, to, size) \
	string_unescape(from, to, size, UNESCAPE_ANY)
#define string_unescape_any_inplace(buf) \
	string_unescape(buf, buf, 0, UNESCAPE_ANY)

/* What is written out, and how: in this order, the first that fits. */
#define ESCAPE_SPACE	BIT(0)		/* \f \n \r \t \v */
#define ESCAPE_SPECIAL	BIT(1)		/* \a \e \" \\ */
#define ESCAPE_NULL	BIT(2)		/* \0 */
#define ESCAPE_OCTAL	BIT(3)		/* \001 */
#define ESCAPE_ANY \
	(ESCAPE_SPACE | ESCAPE_OCTAL | ESCAPE_SPECIAL | ESCAPE_NULL)
#define ESCAPE_NP	BIT(4)		/* only what can't be printed */
#define ESCAPE_ANY_NP	(ESCAPE_ANY | ESCAPE_NP)
#define ESCAPE_HEX	BIT(5)		/* \x01 */
#define ESCAPE_NA	BIT(6)		/* only what is not ASCII */
#define ESCAPE_NAP	BIT(7)		/* only what is not printable ASCII */
#define ESCAPE_APPEND	BIT(8)		/* what is in @only too */
#define ESCAPE_ALL_MASK	(BIT(9) - 1)

/*
 * @n bytes (a string) into @size ones, no NUL: how many it would have been.
 * @only: nothing but these characters.
 */
int string_escape_mem(const char *from, size_t n, char *to, size_t size,
		      unsigned int flags, const char *only);
#define string_escape_mem_any_np(from, n, to, size, only) \
	string_escape_mem(from, n, to, size, ESCAPE_ANY_NP, only)
#define string_escape_str(from, to, size, flags, only) \
	string_escape_mem(from, strlen(from), to, size, flags, only)
#define string_escape_str_any_np(from, to, size, only) \
	string_escape_str(from, to, size, ESCAPE_ANY_NP, only)

static inline void string_upper(char *to, const char *from)
{
	do {
		*to++ = toupper(*from);
	} while (*from++);
}

static inline void string_lower(char *to, const char *from)
{
	do {
		*to++ = tolower(*from);
	} while (*from++);
}

static inline bool string_is_terminated(const char *s, int len)
{
	return memchr(s, '\0', len) != NULL;
}

/* A copy with what is no text written out; with @old as @new. kfree() them. */
char *kstrdup_quotable(const char *from, gfp_t gfp);
char *kstrdup_and_replace(const char *from, char old, char new, gfp_t gfp);
/* @n strings "PREFIX-0", "PREFIX-1" ...; NULL without memory. */
char **kasprintf_strarray(gfp_t gfp, const char *prefix, size_t n);
void kfree_strarray(char **array, size_t n);
/*
 * "1,2,5-7", @n bytes of it: how many, and the numbers; kfree() it. 0 or error.
 */
int parse_int_array(const char *text, size_t n, int **array);
int parse_int_array_user(const char __user *text, size_t n, int **array);

#endif
