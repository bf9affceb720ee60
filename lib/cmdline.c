/*
 * cmdline.c - the small parsers that boot options need.
 *
 * Model: memparse() reads "64M"; get_option() one number of a list, and
 * get_options() the whole list; next_arg() cuts a command line into names and
 * values. They change nothing but what they are given (next_arg the text).
 *
 * Invariants: every parser stops at the NUL, whatever the text is.
 * Locking, context: none; any context.
 * Linux: lib/cmdline.c.
 * gdb: `break next_arg`, `x/s $eax`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/ctype.h>

unsigned long long memparse(const char *s, char **end)
{
	static const char suffixes[] = "KMGTPE";	/* 2^10, 2^20, ... */
	char *p;
	unsigned long long val = strtoull_at_most(s, &p, 0);
	const char *hit = *p ? strchr(suffixes, toupper(*p)) : NULL;

	if (hit && p != s) {
		unsigned int shift = 10 * (hit - suffixes + 1);

		val = val > ULLONG_MAX >> shift ? ULLONG_MAX : val << shift;
		p++;
	}
	if (end)
		*end = p;
	return val;
}
EXPORT_SYMBOL(memparse);

int get_option(char **str, int *value)
{
	char *s = *str, *end;
	int val;

	if (!s || !*s)
		return 0;
	val = simple_strtol(s, &end, 0);
	if (end == s || (end == s + 1 && *s == '-')) {
		*str += *s == '-';
		return 0;
	}
	if (value)
		*value = val;
	*str = end;
	if (*end == ',') {
		(*str)++;
		return 2;
	}
	return *end == '-' ? 3 : 1;
}
EXPORT_SYMBOL(get_option);

/*
 * Of a range from @first on, all but the last, @room at most: how many it has.
 */
static s64 get_range(const char *last, int first, int *ints, int room)
{
	s64 n = (s64)simple_strtol(last, NULL, 0) - first;
	int i;

	for (i = 0; i < n && i < room; i++)
		ints[i] = first + i;
	return n;
}

/* With @nints 0 all is read into ints[0], where then the number is written. */
char *get_options(const char *str, int nints, int *ints)
{
	int n = 1, kind = 2, *to;
	char *s = (char *)str;
	s64 more;

	while ((n < nints || !nints) && kind >= 2) {
		to = nints ? &ints[n] : ints;
		kind = get_option(&s, to);
		if (!kind)
			break;
		more = 1;
		if (kind == 3) {
			s++;
			more = get_range(s, *to, to, max(nints - n, 0));
			if (more < 0)
				break;
		}
		n = min_t(s64, n + more, nints ? : INT_MAX);
	}
	ints[0] = n - 1;
	return s;
}
EXPORT_SYMBOL(get_options);

/* Take a quote off each end where there is one. */
static char *unquote(char *s)
{
	size_t len;

	if (*s == '"')
		s++;
	len = strlen(s);
	if (len && s[len - 1] == '"')
		s[len - 1] = '\0';
	return s;
}

char *next_arg(char *args, char **param, char **val)
{
	bool quoted = false;
	char *p;

	*val = NULL;
	for (p = args; *p && (quoted || !isspace(*p)); p++) {
		if (*p == '=' && !*val)
			*val = p + 1;
		else if (*p == '"')
			quoted = !quoted;
	}
	if (*p)
		*p++ = '\0';
	if (*val) {
		(*val)[-1] = '\0';
		*val = unquote(*val);
	}
	*param = unquote(args);
	return skip_spaces(p);
}
EXPORT_SYMBOL(next_arg);

/* Is @option one of the words of a comma-separated list? */
bool parse_option_str(const char *str, const char *option)
{
	size_t len = strlen(option);

	while (*str) {
		if (!strncmp(str, option, len) &&
		    (!str[len] || str[len] == ','))
			return true;
		str += strcspn(str, ",");
		if (*str)
			str++;
	}
	return false;
}
EXPORT_SYMBOL(parse_option_str);
