/*
 * GFP masks by name.
 *
 * Model: a mask is typed as in C, GFP_DMA|__GFP_ZERO, and found in the table
 * that %pGg prints from; a number is a mask too.
 *
 * Invariants: what %pGg prints, gfp_parse() reads back to the same mask.
 * Locking & context: pure; prompt only for its messages.
 * In Linux: __def_gfpflag_names in include/trace/events/mmflags.h, %pGg.
 * Watch it: (gdb) break gfp_parse
 *           (gdb) p/x *gfp
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/string.h>

/*
 * gfp_name - the i-th known name, NULL behind the last (for Tab, suggestions)
 *
 * The printable names of mm/, and behind them those that printing never needs:
 * GFP_NOWAIT has no bit, the others are one bit of a richer name.
 */
static const struct trace_print_flags more[] = {
	{ (__force unsigned long)GFP_NOWAIT, "GFP_NOWAIT" },
	{ (__force unsigned long)__GFP_DMA, "__GFP_DMA" },
	{ (__force unsigned long)__GFP_WAIT, "__GFP_WAIT" },
	{ (__force unsigned long)__GFP_HIGH, "__GFP_HIGH" },
};

static const struct trace_print_flags *gfp_entry(int i)
{
	int n = 0;

	for (n = 0; gfpflag_names[n].name; n++)
		if (n == i)
			return &gfpflag_names[i];
	i -= n;
	return i < ARRAY_SIZE(more) ? &more[i] : NULL;
}

const char *gfp_name(int i)
{
	const struct trace_print_flags *f = gfp_entry(i);

	return f ? f->name : NULL;
}

static int parse_one(const char *s, size_t len, gfp_t *gfp)
{
	static char word[32];
	const struct trace_print_flags *f;
	const char *near;
	unsigned long bits;
	int i;

	strscpy(word, s, min(len + 1, sizeof(word)));
	for (i = 0; (f = gfp_entry(i)); i++) {
		if (strcmp(f->name, word) == 0) {
			*gfp |= (__force gfp_t)f->mask;
			return 0;
		}
	}
	if (word[0] >= '0' && word[0] <= '9') {
		if (parse_ulong(word, (1ul << __GFP_BITS_SHIFT) - 1, &bits))
			return -EINVAL;
		*gfp |= (__force gfp_t)bits;
		return 0;
	}
	near = suggest(word, gfp_name);
	say("`%s` is no GFP flag", word);
	say(near ? "; did you mean %s?\n" : " (Tab lists them)\n", near);
	return -EINVAL;
}

/* gfp_parse - a mask as GFP_KERNEL|__GFP_ZERO; says what is wrong */
int gfp_parse(const char *s, gfp_t *gfp)
{
	size_t len;

	*gfp = (__force gfp_t)0;
	for (;;) {
		len = strcspn(s, "|");
		if (parse_one(s, len, gfp))
			return -EINVAL;
		if (s[len] == '\0')
			return 0;
		s += len + 1;
	}
}
