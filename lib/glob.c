/*
 * glob.c - shell patterns.
 *
 * Model: one walk over both strings. At a '*' the place is remembered; at a
 * mismatch behind it the '*' takes one character more and matching goes on
 * from there. Only the last '*' ever needs that, so there is no recursion.
 *
 * Invariants: a '[' without its ']' matches itself.
 * Locking, context: none; any context.
 * Linux: lib/glob.c.
 * gdb: `print glob_match("b*d", "buddy_split_d")`.
 */
#include <linux/export.h>
#include <linux/glob.h>

/* Is @c in the class behind '['? Returns its end (behind ']'), or NULL. */
static const char *match_class(const char *pat, char c, bool *hit)
{
	bool negated = *pat == '!' || *pat == '^';
	const char *p = pat + negated;

	*hit = false;
	do {
		char first = *p, last;

		if (!first)
			return NULL;
		last = first;
		if (p[1] == '-' && p[2] && p[2] != ']') {
			last = p[2];
			p += 2;
		}
		if (first <= c && c <= last)
			*hit = true;
	} while (*++p != ']');
	*hit ^= negated;
	return p + 1;
}

/* One element of the pattern against @c: what is behind it, NULL: no match. */
static const char *match_one(const char *pat, char c)
{
	const char *end;
	bool hit;

	switch (*pat) {
	case '?':
		return pat + 1;
	case '[':
		end = match_class(pat + 1, c, &hit);
		if (end)
			return hit ? end : NULL;
		break;
	case '\\':
		if (pat[1])
			pat++;
		break;
	}
	return *pat == c ? pat + 1 : NULL;
}

bool glob_match(const char *pat, const char *str)
{
	const char *star_pat = NULL, *star_str = NULL, *next;

	while (*str) {
		if (*pat == '*') {
			star_pat = ++pat;
			star_str = str;
			continue;
		}
		next = *pat ? match_one(pat, *str) : NULL;
		if (next) {
			pat = next;
			str++;
		} else if (star_pat) {
			pat = star_pat;
			str = ++star_str;
		} else {
			return false;
		}
	}
	while (*pat == '*')
		pat++;
	return !*pat;
}
EXPORT_SYMBOL(glob_match);
