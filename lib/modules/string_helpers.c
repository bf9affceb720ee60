/*
 * string_helpers.c - strings whose odd characters are written out.
 *
 * Model: each character goes through the ways of writing it that the flags
 * allow, in one order, until one knows it; what none wants is left as it is.
 * Output that does not fit is counted and not written.
 *
 * Locking, context: none; any context.
 * Linux: lib/string_helpers.c.
 * gdb: `break string_escape_mem`, `p (char *)from`.
 */
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string_helpers.h>

/* A letter behind the backslash, the character that it means. */
static const char spaces[] = "f\fn\nr\rt\tv\v";
static const char specials[] = "a\ae\033\"\"\\\\";

static bool letter_of(const char *pairs, char c, char *letter)
{
	for (; *pairs; pairs += 2) {
		if (pairs[1] != c)
			continue;
		*letter = pairs[0];
		return true;
	}
	return false;
}

static bool meaning_of(const char *pairs, char letter, char *c)
{
	for (; *pairs; pairs += 2) {
		if (pairs[0] != letter)
			continue;
		*c = pairs[1];
		return true;
	}
	return false;
}

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

/* Behind a backslash: how many characters say what *@c is; 0: none does. */
static int unescape_one(const char *s, unsigned int flags, char *c)
{
	int n;

	if ((flags & UNESCAPE_SPACE) && meaning_of(spaces, *s, c))
		return 1;
	if ((flags & UNESCAPE_OCTAL) && is_octal(*s)) {
		int value = 0;

		for (n = 0; n < 3 && is_octal(s[n]); n++) {
			if (value * 8 + s[n] - '0' > 255)
				break;
			value = value * 8 + s[n] - '0';
		}
		*c = value;
		return n;
	}
	if ((flags & UNESCAPE_HEX) && *s == 'x' && hex_to_bin(s[1]) >= 0) {
		*c = hex_to_bin(s[1]);
		if (hex_to_bin(s[2]) < 0)
			return 2;
		*c = *c << 4 | hex_to_bin(s[2]);
		return 3;
	}
	return (flags & UNESCAPE_SPECIAL) && meaning_of(specials, *s, c);
}

int string_unescape(char *from, char *to, size_t size, unsigned int flags)
{
	char *start = to;
	int n;

	if (!size)
		size = SIZE_MAX;
	while (*from && --size) {
		n = 0;
		if (*from == '\\' && from[1] && size > 1)
			n = unescape_one(from + 1, flags, to);
		if (n) {
			from += n + 1;
			to++;
			continue;
		}
		if (*from == '\\' && from[1] && size > 1) {
			*to++ = *from++;
			size--;
		}
		*to++ = *from++;
	}
	*to = '\0';
	return to - start;
}

struct out {
	char *pos, *end;
};

static void out(struct out *o, char c)
{
	if (o->pos < o->end)
		*o->pos = c;
	o->pos++;
}

/* A backslash and these, all or nothing. */
static void out_escaped(struct out *o, const char *s, int n)
{
	out(o, '\\');
	while (n--)
		out(o, *s++);
}

/* Is @c one of those that are to be written out at all? */
static bool concerns(char c, unsigned int flags, const char *only)
{
	bool listed = only && *only && strchr(only, c);

	if (only && *only && !(flags & ESCAPE_APPEND)) {
		if (!listed)
			return false;
	} else if (listed) {
		return true;
	}
	if (isprint(c) && isascii(c) && (flags & ESCAPE_NAP))
		return false;
	if (isprint(c) && (flags & ESCAPE_NP))
		return false;
	return !(isascii(c) && (flags & ESCAPE_NA));
}

static void escape_one(struct out *o, char c, unsigned int flags)
{
	unsigned char u = c;
	char s[3];

	if (((flags & ESCAPE_SPACE) && letter_of(spaces, c, s)) ||
	    ((flags & ESCAPE_SPECIAL) && letter_of(specials, c, s))) {
		out_escaped(o, s, 1);
	} else if ((flags & ESCAPE_NULL) && !c) {
		out_escaped(o, "0", 1);
	} else if (flags & ESCAPE_OCTAL) {
		s[0] = '0' + (u >> 6);
		s[1] = '0' + (u >> 3 & 7);
		s[2] = '0' + (u & 7);
		out_escaped(o, s, 3);
	} else if (flags & ESCAPE_HEX) {
		s[0] = 'x';
		s[1] = hex_asc_hi(u);
		s[2] = hex_asc_lo(u);
		out_escaped(o, s, 3);
	} else {
		out(o, c);
	}
}

int string_escape_mem(const char *from, size_t n, char *to, size_t size,
		      unsigned int flags, const char *only)
{
	struct out o = { to, to + size };

	for (; n--; from++) {
		if (concerns(*from, flags, only))
			escape_one(&o, *from, flags);
		else
			out(&o, *from);
	}
	return o.pos - to;
}

/* The unit is found by dividing; what the last division left are decimals. */
int string_get_size(u64 size, u64 block_size, enum string_size_units units,
		    char *buf, int len)
{
	static const char prefix[2][10] = { " kMGTPEZY", " KMGTPEZY" };
	bool two = units & STRING_UNITS_MASK;
	u32 by = two ? 1024 : 1000, left = 0;
	int i = 0, digits = 0, j;
	char decimals[8] = "";

	if (!size)
		block_size = 0;
	/* The product may not fit: both are brought down before. */
	while (block_size >> 32) {
		block_size = div_u64_rem(block_size, by, &left);
		i++;
	}
	while (block_size && size > div64_u64(~0ULL, block_size)) {
		size = div_u64_rem(size, by, &left);
		i++;
	}
	size *= block_size;
	while (size >= by && i < 8) {
		size = div_u64_rem(size, by, &left);
		i++;
	}
	for (j = size; j; j /= 10)
		digits++;
	if (i && digits < 3) {
		u32 tenths = digits == 2 ? 10 : 100;

		/* Rounded: 9.995 is 10.0, and has a digit less. */
		left = (left * tenths * 2 + by) / (by * 2);
		if (left >= tenths) {
			size++;
			left = 0;
			tenths = size >= 100 ? 1 : size >= 10 ? 10 : 100;
		}
		if (tenths > 1)
			snprintf(decimals, sizeof(decimals), ".%0*u",
				 tenths == 10 ? 1 : 2, left);
	} else if (i && left * 2 >= by && size + 1 < by) {
		size++;
	}
	return snprintf(buf, len, "%u%s%s%.*s%s%s", (u32)size, decimals,
			units & STRING_UNITS_NO_SPACE ? "" : " ",
			i ? 1 : 0, prefix[two] + i, two && i ? "i" : "",
			units & STRING_UNITS_NO_BYTES ? "" : "B");
}
