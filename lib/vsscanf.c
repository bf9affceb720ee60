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

/* A number of at most sc->width characters; false if there is none. */
static bool scan_int(struct scan *sc, unsigned int base, u64 *val)
{
	char digits[72];
	bool negative;
	char *end;

	sc->s = skip_spaces(sc->s);
	strscpy(digits, sc->s, min_t(int, sc->width + 1, sizeof(digits)));
	negative = *digits == '-';
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

static unsigned int base_of(char conv)
{
	return conv == 'i' ? 0 : conv == 'o' ? 8 :
	       strchr("xXp", conv) ? 16 : 10;
}

int vsscanf(const char *buf, const char *fmt, va_list args)
{
	struct scan sc = { .s = buf };
	unsigned long set[256 / 32];
	int count = 0;
	bool ok = true;
	void *to;
	u64 val;

	while (ok && *fmt) {
		char c = *fmt++;

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
		switch (c) {
		case 'n':
			store_int(to, sc.s - buf, to ? sc.size : 0);
			continue;
		case 'c':
			ok = scan_chars(&sc, to);
			break;
		case 's':
			sc.s = skip_spaces(sc.s);
			parse_set("^ \t\n\v\f\r]", set);
			ok = scan_set(&sc, set, to);
			break;
		case '[':
			fmt = parse_set(fmt, set);
			if (!fmt)
				return count;
			ok = scan_set(&sc, set, to);
			break;
		default:
			if (!c || !strchr("dixXuop", c))
				return count;
			ok = scan_int(&sc, base_of(c), &val);
			if (ok && to)
				store_int(to, val, sc.size);
		}
		count += ok && to;
	}
	return count;
}

int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsscanf(buf, fmt, args);
	va_end(args);
	return n;
}
