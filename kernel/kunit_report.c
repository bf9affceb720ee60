/*
 * kunit_report.c - what a failed expectation looks like.
 *
 *	# split_merge: EXPECTATION FAILED at tests/kernel/buddy_test.c:41
 *	Expected free == before, but
 *	    free == 12 (0xc)
 *	    before == 13 (0xd)
 *
 * Model: the macros of <kunit/test.h> compare; one of these functions prints
 * what was compared, as the source has it and as values, marks the case as
 * failed, and ends it if it was an assertion. A literal is not explained.
 *
 * Invariants: status only goes from good to bad.
 * Locking, context: process context, from within a case.
 * Linux: lib/kunit/assert.c.
 * gdb: `break kunit_fail_binary`, `up`, `info locals`.
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include "kunit.h"

/* The @i-th of loc->words, for "%.*s": its length and where it begins. */
static int word(const struct kunit_loc *loc, int i, const char **at)
{
	*at = loc->words;
	while (i-- && *at) {
		*at = strchr(*at, '\n');
		*at += *at != NULL;
	}
	return *at ? (int)strcspn(*at, "\n") : 0;
}

static void begin(struct kunit *test, const struct kunit_loc *loc)
{
	const char *left, *op, *right;
	int nl, no, nr;

	WRITE_ONCE(test->status, KUNIT_FAILURE);
	report("# %s: %s FAILED at %s:%d\n", test->name,
	       loc->fatal ? "ASSERTION" : "EXPECTATION", loc->file, loc->line);
	nl = word(loc, 0, &left);
	no = word(loc, 1, &op);
	nr = word(loc, 2, &right);
	if (right)
		report("Expected %.*s %.*s %.*s, but\n", nl, left, no, op, nr,
		       right);
	else if (op)
		report("Expected %.*s to be %.*s, but it is not\n", nl, left,
		       no, op);
}

static void end(struct kunit *test, const struct kunit_loc *loc,
		const char *fmt, va_list args)
{
	struct va_format vf = { .fmt = fmt };
	va_list copy;

	if (fmt) {
		va_copy(copy, args);
		vf.va = &copy;
		report("%pV", &vf);
		va_end(copy);
		if (console_seq.column)
			seq_putc(&console_seq, '\n');
	}
	if (loc->fatal)
		kunit_abort(test);
}

static bool is_literal(const char *text)
{
	return isdigit(text[0]) || text[0] == '"' ||
	       (text[0] == '-' && isdigit(text[1]));
}

/* @i: 0 for what stood on the left, 2 on the right. */
static void show_value(const struct kunit_loc *loc, int i, long long val)
{
	const char *text;
	int n = word(loc, i, &text);

	if (!is_literal(text))
		report("    %.*s == %lld (0x%llx)\n", n, text, val, val);
}

void kunit_fail_binary(struct kunit *test, const struct kunit_loc *loc,
		       long long left, long long right, const char *fmt, ...)
{
	va_list args;

	begin(test, loc);
	show_value(loc, 0, left);
	show_value(loc, 2, right);
	va_start(args, fmt);
	end(test, loc, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_binary);

static void end_plain(struct kunit *test, const struct kunit_loc *loc)
{
	if (loc->fatal)
		kunit_abort(test);
}

void kunit_fail_word(struct kunit *test, const struct kunit_loc *loc,
		     unsigned long left, unsigned long right)
{
	begin(test, loc);
	/* As the compiler saw them: what has no sign is never negative. */
	show_value(loc, 0, loc->no_sign & 1 ? (long long)left : (long)left);
	show_value(loc, 2, loc->no_sign & 2 ? (long long)right : (long)right);
	end_plain(test, loc);
}
EXPORT_SYMBOL(kunit_fail_word);

void kunit_fail_cond(struct kunit *test, const struct kunit_loc *loc)
{
	begin(test, loc);
	end_plain(test, loc);
}
EXPORT_SYMBOL(kunit_fail_cond);

static void show_pointer(const struct kunit_loc *loc, int i, const void *p)
{
	const char *text;
	int n = word(loc, i, &text);

	report("    %.*s == %px\n", n, text, p);
}

void kunit_fail_ptr(struct kunit *test, const struct kunit_loc *loc,
		    const void *left, const void *right, const char *fmt, ...)
{
	va_list args;

	begin(test, loc);
	show_pointer(loc, 0, left);
	show_pointer(loc, 2, right);
	va_start(args, fmt);
	end(test, loc, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_ptr);

static void show_string(const struct kunit_loc *loc, int i, const char *s)
{
	const char *text;
	int n = word(loc, i, &text);

	if (!is_literal(text))
		report("    %.*s == \"%s\"\n", n, text, s);
}

void kunit_fail_str(struct kunit *test, const struct kunit_loc *loc,
		    const char *left, const char *right, const char *fmt, ...)
{
	va_list args;

	begin(test, loc);
	show_string(loc, 0, left);
	show_string(loc, 2, right);
	va_start(args, fmt);
	end(test, loc, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_str);

/* The first 16 bytes from the first difference on. */
static void show_memory(const struct kunit_loc *loc, int i, const u8 *p,
			size_t at, size_t size)
{
	int n = min_t(size_t, size - at, 16);
	const char *text;
	int len = word(loc, i, &text);

	if (p && n)
		report("    %.*s[%zu..] == %*ph\n", len, text, at, n, p + at);
	else
		report("    %.*s == %p\n", len, text, p);
}

void kunit_fail_mem(struct kunit *test, const struct kunit_loc *loc,
		    const void *left, const void *right, size_t size,
		    const char *fmt, ...)
{
	const u8 *l = left, *r = right;
	size_t at = 0;
	va_list args;

	begin(test, loc);
	while (l && r && at < size && l[at] == r[at])
		at++;
	show_memory(loc, 0, l, at < size ? at : 0, size);
	show_memory(loc, 2, r, at < size ? at : 0, size);
	va_start(args, fmt);
	end(test, loc, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_mem);

void kunit_fail_plain(struct kunit *test, const struct kunit_loc *loc,
		      const char *fmt, ...)
{
	va_list args;

	begin(test, loc);
	va_start(args, fmt);
	end(test, loc, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(kunit_fail_plain);

void kunit_log_line(const struct kunit *test, const char *fmt, ...)
{
	struct va_format vf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vf.va = &args;
	report("# %s: %pV", test->name, &vf);
	va_end(args);
	if (console_seq.column)
		seq_putc(&console_seq, '\n');
}
EXPORT_SYMBOL(kunit_log_line);
