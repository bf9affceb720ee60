/*
 * kstrtox.h - numbers out of text.
 *
 * kstrto*: the whole string is one number (a newline at the end is allowed),
 * base 0 takes 0x.. and 0.. prefixes. Return 0, -EINVAL for what is no number,
 * -ERANGE for one that doesn't fit; *res is written on success only.
 * simple_strto*: as far as it goes, no overflow check: for parsers.
 */
#ifndef K896_LINUX_KSTRTOX_H
#define K896_LINUX_KSTRTOX_H

#include <linux/compiler.h>
#include <linux/types.h>

int __must_check kstrtoull(const char *s, unsigned int base,
			   unsigned long long *res);
int __must_check kstrtoll(const char *s, unsigned int base, long long *res);
int __must_check kstrtouint(const char *s, unsigned int base,
			    unsigned int *res);
int __must_check kstrtoint(const char *s, unsigned int base, int *res);
int __must_check kstrtoul(const char *s, unsigned int base,
			  unsigned long *res);
int __must_check kstrtol(const char *s, unsigned int base, long *res);
int __must_check kstrtou16(const char *s, unsigned int base, u16 *res);
int __must_check kstrtos16(const char *s, unsigned int base, s16 *res);
int __must_check kstrtou8(const char *s, unsigned int base, u8 *res);
int __must_check kstrtos8(const char *s, unsigned int base, s8 *res);
int __must_check kstrtobool(const char *s, bool *res);

#define kstrtou64(s, base, res)	kstrtoull(s, base, res)
#define kstrtos64(s, base, res)	kstrtoll(s, base, res)
#define kstrtou32(s, base, res)	kstrtouint(s, base, res)
#define kstrtos32(s, base, res)	kstrtoint(s, base, res)
#define strict_strtoul(s, base, res)	kstrtoul(s, base, res)
#define strict_strtol(s, base, res)	kstrtol(s, base, res)

/* The same of @n bytes of a user's: -EFAULT. Any context. */
#define __from_user(kind, type, ...)					\
int __must_check kstrto##kind##_from_user(const char __user *s, size_t n, \
					  __VA_ARGS__ type *res);
__from_user(ull, unsigned long long, unsigned int base,)
__from_user(ll, long long, unsigned int base,)
__from_user(ul, unsigned long, unsigned int base,)
__from_user(l, long, unsigned int base,)
__from_user(uint, unsigned int, unsigned int base,)
__from_user(int, int, unsigned int base,)
__from_user(u16, u16, unsigned int base,)
__from_user(s16, s16, unsigned int base,)
__from_user(u8, u8, unsigned int base,)
__from_user(s8, s8, unsigned int base,)
__from_user(bool, bool,)
#undef __from_user
#define kstrtou64_from_user	kstrtoull_from_user
#define kstrtos64_from_user	kstrtoll_from_user
#define kstrtou32_from_user	kstrtouint_from_user
#define kstrtos32_from_user	kstrtoint_from_user

unsigned long long simple_strtoull(const char *s, char **end,
				   unsigned int base);
unsigned long simple_strtoul(const char *s, char **end, unsigned int base);
long simple_strtol(const char *s, char **end, unsigned int base);
long long simple_strtoll(const char *s, char **end, unsigned int base);

/* As simple_strtoull, but ULLONG_MAX for what is too large. */
unsigned long long strtoull_at_most(const char *s, char **end,
				    unsigned int base);

/*
 * lib/cmdline.c: a size with an optional K, M, G, T, P or E behind it. What is
 * too large gives ULLONG_MAX (Linux: what is left of it modulo 2^64, so that a
 * digit too many can mean 1 GB).
 */
unsigned long long memparse(const char *s, char **end);

/*
 * The next integer of a list "1,2,5-7". Returns 0: none, 1: the last one,
 * 2: a comma follows, 3: a range follows (its '-' is next in *str).
 */
int get_option(char **str, int *value);

/*
 * All of them into ints[1..n-1], ranges filled in; ints[0] says how many.
 * Returns where it stopped.
 */
char *get_options(const char *str, int nints, int *ints);

/*
 * The next "name" or "name=value" of a command line; "quotes" keep blanks.
 * Changes the text in place; *val is NULL without '='. Returns what follows.
 */
char *next_arg(char *args, char **param, char **val);

bool parse_option_str(const char *str, const char *option);

#endif
