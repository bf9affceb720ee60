/*
 * vsscanf.c - values out of text, by a format.
 *
 * Model: a blank in the format skips any white space; another character must
 * be met; a conversion reads as much as it can take. The result is the number
 * of values stored: it stops at the first mismatch.
 * Conversions: %d %i %u %x %o %s %c %[set] %n %%, with *, a width, and hh h l
 * ll z in front.
 *
 * Invariants: a string conversion without a width trusts the caller's buffer,
 * as in C; %[ needs no more room than its width + 1.
 * Locking, context: none; any context.
 * Linux: lib/vsprintf.c.
 * gdb: `break vsscanf`, `x/s $edx` for the format.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/ctype.h>

struct scan {
	const char *s;			/* what is left to read */
	int width;			/* at most so many characters */
	bool skip;			/* %*: read, but don't store */
	s8 size;			/* of the integer, in bytes */
};

static const char *parse_scan(const char *fmt, struct scan *sc)
{
	int given = 0;

	sc->skip = *fmt == '*';
	fmt += sc->skip;
	while (isdigit(*fmt))
		given = min(given * 10 + (*fmt++ - '0'), 32767);
	sc->width = given ? given : 32767;
	sc->size = 4;
	if (*fmt == 'h') {
		sc->size = fmt[1] == 'h' ? 1 : 2;
		fmt += fmt[1] == 'h' ? 2 : 1;
	} else if (*fmt == 'l') {
		sc->size = fmt[1] == 'l' ? 8 : 4;
		fmt += fmt[1] == 'l' ? 2 : 1;
	} else if (*fmt == 'L' || *fmt == 'z') {
		sc->size = *fmt == 'L' ? 8 : 4;
		fmt++;
	}
	return fmt;
}

static void store_int(void *to, u64 val, int size)
{
	switch (size) {
	case 1:
		*(u8 *)to = val;
		break;
	case 2:
		*(u16 *)to = val;
		break;
	case 4:
		*(u32 *)to = val;
		break;
	case 8:
		*(u64 *)to = val;
		break;
	}
}

/* Does the width, which made @field of @s, leave no digit behind the 0x? */
static bool only_prefix(const char *field, const char *s, unsigned int base)
{
	return (base == 16 || !base) && strlen(field) <= 2 && s[0] == '0' &&
	       tolower(s[1]) == 'x' && isxdigit(s[2]);
}

/* A number of at most sc->width characters; false if there is none. */
static bool scan_int(struct scan *sc, unsigned int base, u64 *val)
{
	char digits[72];
	bool negative;
	char *end;

	sc->s = skip_spaces(sc->s);
	strscpy(digits, sc->s, min_t(int, sc->width + 1, sizeof(digits)));
	negative = *digits == '-';
	if (only_prefix(digits + negative, sc->s + negative, base)) {
		*val = 0;
		sc->s += strlen(digits);
		return true;
	}
	*val = simple_strtoull(digits + negative, &end, base);
	if (end == digits + negative)
		return false;
	if (negative)
		*val = -*val;
	sc->s += end - digits;
	return true;
}

/* The characters of a [set] up to its ']'; returns behind that, or NULL. */
static const char *parse_set(const char *fmt, unsigned long *set)
{
	bool negated = *fmt == '^';
	int c, last, i;

	memset(set, 0, 256 / 8);
	fmt += negated;
	do {
		c = last = (unsigned char)*fmt++;
		if (!c)
			return NULL;
		if (fmt[0] == '-' && fmt[1] && fmt[1] != ']') {
			last = (unsigned char)fmt[1];
			fmt += 2;
		}
		for (; c <= last; c++)
			set[c / 32] |= BIT(c % 32);
	} while (*fmt != ']');
	for (i = 0; negated && i < 8; i++)
		set[i] = ~set[i];
	set[0] &= ~1UL;				/* never the NUL */
	return fmt + 1;
}

/* Characters of @set to @to; at least one must be there. */
static bool scan_set(struct scan *sc, const unsigned long *set, char *to)
{
	const char *start = sc->s;
	unsigned char c;

	for (; sc->width; sc->width--, sc->s++) {
		c = *sc->s;
		if (!(set[c / 32] >> c % 32 & 1))
			break;
		if (to)
			*to++ = c;
	}
	if (to)
		*to = '\0';
	return sc->s != start;
}

static bool scan_chars(struct scan *sc, char *to)
{
	int n = sc->width == 32767 ? 1 : sc->width;

	for (; n; n--, sc->s++) {
		if (!*sc->s)
			return false;
		if (to)
			*to++ = *sc->s;
	}
	return true;
}

static bool scan_string(struct scan *sc, char *to)
{
	unsigned long set[256 / 32];

	sc->s = skip_spaces(sc->s);
	parse_set("^ \t\n\v\f\r]", set);
	return scan_set(sc, set, to);
}

/* What the letter @c asks for; *fmt moves on behind the set of a %[. */
static bool scan_value(struct scan *sc, char c, const char **fmt, void *to)
{
	unsigned long set[256 / 32];
	unsigned int base = 10;
	u64 val;

	switch (c) {
	case 'c':
		return scan_chars(sc, to);
	case 's':
		return scan_string(sc, to);
	case '[':
		*fmt = parse_set(*fmt, set);
		return *fmt && scan_set(sc, set, to);
	case 'i':
		base = 0;
		break;
	case 'o':
		base = 8;
		break;
	case 'x': case 'X': case 'p':
		base = 16;
		break;
	case 'd': case 'u':
		break;
	default:
		return false;
	}
	if (!scan_int(sc, base, &val))
		return false;
	if (to)
		store_int(to, val, sc->size);
	return true;
}

int vsscanf(const char *buf, const char *fmt, va_list args)
{
	struct scan sc = { .s = buf };
	int count = 0;
	bool ok = true;

	while (ok && *fmt) {
		char c = *fmt++;
		void *to;

		if (isspace(c)) {
			sc.s = skip_spaces(sc.s);
			continue;
		}
		if (c != '%' || *fmt == '%') {
			fmt += c == '%';
			ok = *sc.s++ == c;
			continue;
		}
		fmt = parse_scan(fmt, &sc);
		c = *fmt ? *fmt++ : '\0';
		to = sc.skip ? NULL : va_arg(args, void *);
		if (c == 'n') {
			store_int(to, sc.s - buf, to ? sc.size : 0);
			continue;
		}
		ok = scan_value(&sc, c, &fmt, to);
		count += ok && to;
	}
	return count;
}
EXPORT_SYMBOL(vsscanf);

int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsscanf(buf, fmt, args);
	va_end(args);
	return n;
}
EXPORT_SYMBOL(sscanf);
