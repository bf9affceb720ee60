/*
 * kstrtox.c - numbers out of text, strictly.
 *
 * Model: parse_digits() is the one loop: it multiplies, adds and notes an
 * overflow. kstrtoull() demands that nothing is left over; the narrower types
 * convert that result and check that it came through unchanged. simple_strto*
 * are for parsers: they stop where the number stops, and don't mind overflow.
 *
 * Invariants: *res is written only on success.
 * Locking, context: none; any context.
 * Linux: lib/kstrtox.c.
 * gdb: `break kstrtoull`, `x/s $eax`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/ctype.h>

/* Base 0 becomes 16, 8 or 10 by the prefix; a 0x is skipped. */
static const char *parse_base(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && tolower(s[1]) == 'x' && isxdigit(s[2]);

	if (*base == 0)
		*base = hex ? 16 : s[0] == '0' ? 8 : 10;
	return *base == 16 && hex ? s + 2 : s;
}

/* Digits in @base up to the first that is none; *over if they don't fit. */
static const char *parse_digits(const char *s, unsigned int base,
				unsigned long long *res, bool *over)
{
	unsigned long long val = 0;

	*over = false;
	for (;; s++) {
		unsigned int digit = isalpha(*s) ? tolower(*s) - 'a' + 10 :
				     isdigit(*s) ? *s - '0' : 99;

		if (digit >= base)
			break;
		if (val > div_u64(ULLONG_MAX - digit, base))
			*over = true;
		val = val * base + digit;
	}
	*res = val;
	return s;
}

int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	unsigned long long val;
	const char *end;
	bool over;

	if (*s == '+')
		s++;
	s = parse_base(s, &base);
	end = parse_digits(s, base, &val, &over);
	if (end == s)
		return -EINVAL;
	if (*end == '\n')
		end++;
	if (*end)
		return -EINVAL;
	if (over)
		return -ERANGE;
	*res = val;
	return 0;
}
EXPORT_SYMBOL(kstrtoull);

int kstrtoll(const char *s, unsigned int base, long long *res)
{
	bool negative = *s == '-';
	unsigned long long val;
	int err;

	if (negative && s[1] == '+')
		return -EINVAL;
	err = kstrtoull(s + negative, base, &val);
	if (err)
		return err;
	if (val > (unsigned long long)LLONG_MAX + negative)
		return -ERANGE;
	*res = negative ? -val : val;
	return 0;
}
EXPORT_SYMBOL(kstrtoll);

/* The same for a narrower type: it must hold what the wide one found. */
#define KSTRTO(name, type, wide, wide_type)				\
int name(const char *s, unsigned int base, type *res)			\
{									\
	wide_type val;							\
	int err = wide(s, base, &val);					\
									\
	if (err)							\
		return err;						\
	if (val != (type)val)						\
		return -ERANGE;						\
	*res = val;							\
	return 0;							\
}									\
EXPORT_SYMBOL(name)

KSTRTO(kstrtoul, unsigned long, kstrtoull, unsigned long long);
KSTRTO(kstrtol, long, kstrtoll, long long);
KSTRTO(kstrtouint, unsigned int, kstrtoull, unsigned long long);
KSTRTO(kstrtoint, int, kstrtoll, long long);
KSTRTO(kstrtou16, u16, kstrtoull, unsigned long long);
KSTRTO(kstrtos16, s16, kstrtoll, long long);
KSTRTO(kstrtou8, u8, kstrtoull, unsigned long long);
KSTRTO(kstrtos8, s8, kstrtoll, long long);

/* y, yes, t, true, 1, on - n, no, f, false, 0, off: the first letters tell. */
int kstrtobool(const char *s, bool *res)
{
	if (!s)
		return -EINVAL;
	switch (tolower(s[0])) {
	case 'y': case 't': case '1':
		*res = true;
		return 0;
	case 'n': case 'f': case '0':
		*res = false;
		return 0;
	case 'o':
		if (tolower(s[1]) != 'n' && tolower(s[1]) != 'f')
			break;
		*res = tolower(s[1]) == 'n';
		return 0;
	}
	return -EINVAL;
}
EXPORT_SYMBOL(kstrtobool);

/* A number with its prefix; *@over: it is larger than fits. */
static unsigned long long parse_number(const char *s, char **end,
				       unsigned int base, bool *over)
{
	unsigned long long val;

	s = parse_base(s, &base);
	s = parse_digits(s, base, &val, over);
	if (end)
		*end = (char *)s;
	return val;
}

unsigned long long simple_strtoull(const char *s, char **end,
				   unsigned int base)
{
	bool over;

	return parse_number(s, end, base, &over);
}
EXPORT_SYMBOL(simple_strtoull);

unsigned long long strtoull_at_most(const char *s, char **end,
				    unsigned int base)
{
	bool over;
	unsigned long long val = parse_number(s, end, base, &over);

	return over ? ULLONG_MAX : val;
}

unsigned long simple_strtoul(const char *s, char **end, unsigned int base)
{
	return simple_strtoull(s, end, base);
}
EXPORT_SYMBOL(simple_strtoul);

long long simple_strtoll(const char *s, char **end, unsigned int base)
{
	if (*s == '-')
		return -simple_strtoull(s + 1, end, base);
	return simple_strtoull(s, end, base);
}
EXPORT_SYMBOL(simple_strtoll);

long simple_strtol(const char *s, char **end, unsigned int base)
{
	return simple_strtoll(s, end, base);
}
EXPORT_SYMBOL(simple_strtol);
