/*
 * text_fuzz.c - everything in lib/ that reads text: numbers, sizes, lists of
 * options, "name=value", shell patterns, sscanf. The text ends at a red zone.
 */
#include "host.h"
#include <linux/glob.h>
#include <linux/kernel.h>
#include <linux/string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static char *copy(const u8 *data, size_t size)
{
	char *s = host_malloc(size + 1);

	memcpy(s, data, size);
	s[size] = 0;
	return s;
}

static void numbers(const char *s)
{
	const char *end_of_all = s + strlen(s);
	static const int bases[] = { 0, 2, 8, 10, 16, 36 };
	unsigned long long v, back;
	long long sv;
	char *end;
	u8 b;
	bool yes;

	for (u32 i = 0; i < ARRAY_SIZE(bases) - 1; i++) {
		if (!kstrtoull(s, bases[i], &v)) {
			back = simple_strtoull(s + (*s == '+'), &end, bases[i]);
			CHECK(back == v);
		}
		if (kstrtoll(s, bases[i], &sv) == 0)
			CHECK(sv == (long long)sv);
		if (kstrtou8(s, bases[i], &b) == 0)
			CHECK(!kstrtoull(s, bases[i], &v) && v == b);
		simple_strtoul(s, &end, bases[i]);
		CHECK(end >= s && end <= end_of_all);
		simple_strtoll(s, &end, bases[i]);
		CHECK(end >= s && end <= end_of_all);
	}
	memparse(s, &end);
	CHECK(end >= s && end <= end_of_all);
	if (kstrtobool(s, &yes))
		return;
}

static void options(char *s)
{
	char *at = s, *end = s + strlen(s), *name, *value, *before;
	int ints[10], one;

	get_options(s, ARRAY_SIZE(ints), ints);
	CHECK(ints[0] >= 0 && ints[0] < (int)ARRAY_SIZE(ints));
	while (get_option(&at, &one) >= 2 && at < end)
		if (*at == '-')
			at++;
	parse_option_str(s, "x");
	for (at = skip_spaces(s); *at; at = skip_spaces(at)) {
		before = at;
		at = next_arg(at, &name, &value);
		CHECK(at > before && at <= end);
		CHECK(name >= s && name <= end);
		CHECK(!value || (value >= s && value <= end));
	}
}

static void scan(const char *text, const char *fmt)
{
	static char room[16][4096];

	sscanf(text, fmt, room[0], room[1], room[2], room[3], room[4], room[5],
	       room[6], room[7], room[8], room[9], room[10], room[11],
	       room[12], room[13], room[14], room[15]);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	char *s, *at, *pattern, *field;

	if (size > 1000)
		return 0;
	s = copy(data, size);
	numbers(s);
	at = memchr(s, '\n', size);
	if (at) {			/* two texts: a pattern, a subject */
		u32 conversions = 0;

		*at++ = 0;
		pattern = host_malloc(at - s);
		strcpy(pattern, s);
		glob_match(pattern, at);
		for (char *p = pattern; *p; p++)
			conversions += *p == '%';
		if (conversions < 16)
			scan(at, pattern);
		host_free(pattern);
		at[-1] = ' ';
	}
	options(s);
	at = s;
	while ((field = strsep(&at, ",; ")))
		strim(field);
	host_free(s);
	return 0;
}
