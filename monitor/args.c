/*
 * Arguments that are numbers or addresses.
 *
 * Model: 0x... is hexadecimal, anything else decimal (a leading 0 is no octal
 * trap: 010 is ten), the whole word must be used up. An address may be the
 * name of a symbol too, with +offset: `pt monitor_run`, `page zones+4096`.
 *
 * Invariants: on an error *val is untouched and one clear line was printed.
 * Locking & context: pure but for the message; prompt only.
 * In Linux: kstrtoull() and get_option() in lib/.
 * Watch it: (gdb) break parse_ull
 *           (gdb) p *val
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/string.h>

static bool is_hex(const char *s)
{
	return s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
}

/* parse_ull - a number up to @max; says what is wrong and returns -EINVAL */
int parse_ull(const char *s, unsigned long long max, unsigned long long *val)
{
	unsigned long long v;

	if (*s == '+' || *s == '-' || kstrtoull(s, is_hex(s) ? 16 : 10, &v)) {
		say("`%.40s` is not a number (decimal, or hexadecimal as "
		    "0x1f)\n",
		    s);
		return -EINVAL;
	}
	if (v > max) {
		say("%.40s is too large: at most %llu (0x%llx)\n", s, max, max);
		return -EINVAL;
	}
	*val = v;
	return 0;
}

int parse_ulong(const char *s, unsigned long max, unsigned long *val)
{
	unsigned long long v;
	int error = parse_ull(s, max, &v);

	if (!error)
		*val = v;
	return error;
}

/* c8000000, as %p prints it: eight digits, of which one is a letter. */
static bool is_pointer(const char *s)
{
	size_t n = strspn(s, "0123456789abcdefABCDEF");

	return n == 8 && !s[n] && strpbrk(s, "abcdefABCDEF");
}

/*
 * parse_addr - a virtual address: a number, or as in a message c8000000, or
 * SYMBOL, or SYMBOL+OFFSET
 */
int parse_addr(const char *s, unsigned long *addr)
{
	static char name[128];
	const char *plus = strchr(s, '+');
	unsigned long base, offset = 0;

	if (is_pointer(s) && !kallsyms_lookup_name(s))
		return kstrtoul(s, 16, addr);
	if (*s >= '0' && *s <= '9')
		return parse_ulong(s, ~0ul, addr);
	strscpy(name, s, plus ? min_t(size_t, plus - s + 1, sizeof(name)) :
			 sizeof(name));
	base = kallsyms_lookup_name(name);
	if (!base) {
		say("`%.40s` is neither an address nor a symbol\n", s);
		return -EINVAL;
	}
	if (plus && parse_ulong(plus + 1, ~0ul, &offset))
		return -EINVAL;
	*addr = base + offset;
	return 0;
}
