/*
 * bitmap_str.c - bitmaps out of text, and into it.
 *
 * Model: two forms. Words: "00000001,80000000", groups of up to eight
 * hexadecimal digits, the highest first. Lists: "0-3,7,16-31:4/8", ranges, and
 * of each group of 8 the first 4; N is the last bit, "all" is everything.
 *
 * Invariants: nothing outside the map is written; what is no such text is
 * refused, and the map then holds anything.
 * Locking, context: none; those that read a user's text sleep.
 * Linux: lib/bitmap.c, lib/bitmap-str.c.
 * gdb: `break parse_range`, `p *r`.
 */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define GROUP	32			/* bits in a word of text */

static bool is_end(char c)
{
	return !c || c == '\n';
}

static bool separates(char c)
{
	return c == ',' || isspace(c);
}

/*
 * From the end of the text: its last group is the lowest word. Returns where
 * the group begins, with its value.
 */
static const char *group_before(const char *start, const char *end, u32 *value)
{
	unsigned int digits = 0;

	*value = 0;
	for (; end > start && !separates(end[-1]); end--) {
		int digit = hex_to_bin(end[-1]);

		if (digit < 0)
			return ERR_PTR(-EINVAL);
		if (digits == GROUP / 4)
			return ERR_PTR(-EOVERFLOW);
		*value |= (u32)digit << 4 * digits++;
	}
	return end;
}

int bitmap_parse(const char *text, unsigned int len, unsigned long *map,
		 int nbits)
{
	const char *end = strnchrnul(text, len, '\n');
	int word = 0, words = BITS_TO_LONGS(nbits);
	u32 value;

	for (;;) {
		while (end > text && separates(end[-1]))
			end--;
		if (end == text)
			break;
		end = group_before(text, end, &value);
		if (IS_ERR(end))
			return PTR_ERR(end);
		if (word == words && value)
			return -EOVERFLOW;
		if (word < words)
			map[word++] = value;
	}
	while (word < words)
		map[word++] = 0;
	if (nbits % GROUP && map[words - 1] & ~BITMAP_LAST_WORD_MASK(nbits))
		return -EOVERFLOW;
	return 0;
}

struct range {
	unsigned int start, end;	/* both included */
	unsigned int used, group;	/* of each group the first ones */
};

/* A number, or N for the last bit. NULL: neither, or it is too large. */
static const char *parse_number(const char *s, unsigned int *n, int nbits)
{
	unsigned long long value;
	char *end;

	if (*s == 'N') {
		*n = nbits - 1;
		return s + 1;
	}
	if (!isdigit(*s))
		return ERR_PTR(-EINVAL);
	value = simple_strtoull(s, &end, 10);
	if (value > INT_MAX || end - s > 10)
		return ERR_PTR(-EOVERFLOW);
	*n = value;
	return end;
}

static const char *parse_range(const char *s, struct range *r, int nbits)
{
	if (!strncasecmp(s, "all", 3)) {
		r->start = 0;
		r->end = nbits - 1;
		s += 3;
	} else {
		s = parse_number(s, &r->start, nbits);
		if (IS_ERR(s))
			return s;
		r->end = r->start;
		if (*s != '-')
			goto whole;
		s = parse_number(s + 1, &r->end, nbits);
	}
	if (IS_ERR(s) || *s != ':')
		goto whole;
	s = parse_number(s + 1, &r->used, nbits);
	if (IS_ERR(s))
		return s;
	if (*s != '/')
		return ERR_PTR(-EINVAL);
	return parse_number(s + 1, &r->group, nbits);
whole:
	r->used = r->group = r->end - r->start + 1;
	return s;
}

static int set_range(const struct range *r, unsigned long *map, int nbits)
{
	unsigned int at;

	if (r->start > r->end || !r->group || r->used > r->group)
		return -EINVAL;
	if (r->end >= nbits)
		return -ERANGE;
	for (at = r->start; at <= r->end; at += r->group)
		bitmap_set(map, at, min(r->end - at + 1, r->used));
	return 0;
}

int bitmap_parselist(const char *s, unsigned long *map, int nbits)
{
	struct range r;
	int error;

	bitmap_zero(map, nbits);
	for (;;) {
		while (separates(*s) && *s != '\n')
			s++;
		if (is_end(*s))
			return 0;
		s = parse_range(s, &r, nbits);
		if (IS_ERR(s))
			return PTR_ERR(s);
		if (!is_end(*s) && !separates(*s))
			return -EINVAL;
		error = set_range(&r, map, nbits);
		if (error)
			return error;
	}
}

int bitmap_parse_user(const char __user *text, unsigned int len,
		      unsigned long *map, int nbits)
{
	char *copy = memdup_user_nul(text, len);
	int error;

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	error = bitmap_parse(copy, len, map, nbits);
	kfree(copy);
	return error;
}

int bitmap_parselist_user(const char __user *text, unsigned int len,
			  unsigned long *map, int nbits)
{
	char *copy = memdup_user_nul(text, len);
	int error;

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	error = bitmap_parselist(copy, map, nbits);
	kfree(copy);
	return error;
}

/* Up to the end of the page that @buf lies in, as files in /sys are written. */
int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *map,
			    int nbits)
{
	return scnprintf(buf, PAGE_SIZE - offset_in_page(buf),
			 list ? "%*pbl\n" : "%*pb\n", nbits, map);
}

/* @count bytes from @at on of the whole text, which may be long. */
static int print_piece(const char *format, char *buf, const unsigned long *map,
		       int nbits, loff_t at, size_t count)
{
	char *text = kasprintf(GFP_KERNEL, format, nbits, map);
	size_t len, n = 0;

	if (!text)
		return -ENOMEM;
	len = strlen(text) + 1;
	if (at < len) {
		n = min(count, len - (size_t)at);
		memcpy(buf, text + at, n);
	}
	kfree(text);
	return n;
}

int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *map, int nbits,
				loff_t at, size_t count)
{
	return print_piece("%*pb\n", buf, map, nbits, at, count);
}

int bitmap_print_list_to_buf(char *buf, const unsigned long *map, int nbits,
			     loff_t at, size_t count)
{
	return print_piece("%*pbl\n", buf, map, nbits, at, count);
}
