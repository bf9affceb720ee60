/*
 * printk_helpers.c - what is built on printk: hex dumps, and a brake for
 * messages that come too often.
 *
 * Model: print_hex_dump() prints a line for each row that lib/hexdump.c
 * formats. __ratelimit() lets ten messages through in a window of five
 * seconds and says how many it held back when the next window begins.
 *
 * Invariants: none kept; a race of two CPUs in __ratelimit() prints one
 * message more or less.
 * Locking, context: any context; the row's buffer is on the stack, 140 bytes.
 * Linux: lib/hexdump.c, lib/ratelimit.c.
 * gdb: `break print_hex_dump`, `x/16xb` on its buf argument.
 */
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/timekeeping.h>

#define RATELIMIT_WINDOW	5000000000ull	/* ns */
#define RATELIMIT_BURST		10

bool __ratelimit(struct ratelimit_state *rs)
{
	u64 now = sched_clock();

	u64 window = rs->interval ? (u64)rs->interval * TICK_NSEC :
				    RATELIMIT_WINDOW;

	if (!rs->begin || now - rs->begin > window) {
		if (rs->missed)
			pr_warn("%d messages suppressed\n", rs->missed);
		rs->begin = now | 1;
		rs->printed = rs->missed = 0;
	}
	if (rs->printed < (rs->burst ? : RATELIMIT_BURST)) {
		rs->printed++;
		return true;
	}
	rs->missed++;
	return false;
}
EXPORT_SYMBOL(__ratelimit);

int printk_ratelimit(void)
{
	static struct ratelimit_state rs;

	return __ratelimit(&rs);
}
EXPORT_SYMBOL(printk_ratelimit);

void print_hex_dump(const char *level, const char *prefix_str,
		    int prefix_type, int rowsize, int groupsize,
		    const void *buf, size_t len, bool ascii)
{
	const u8 *p = buf;
	char line[32 * 3 + 2 + 32 + 1];
	size_t at;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	for (at = 0; at < len; at += rowsize) {
		hex_dump_to_buffer(p + at, min_t(size_t, len - at, rowsize),
				   rowsize, groupsize, line, sizeof(line),
				   ascii);
		if (prefix_type == DUMP_PREFIX_ADDRESS)
			printk("%s%s%p: %s\n", level, prefix_str, p + at, line);
		else if (prefix_type == DUMP_PREFIX_OFFSET)
			printk("%s%s%.8zx: %s\n", level, prefix_str, at, line);
		else
			printk("%s%s%s\n", level, prefix_str, line);
	}
}
EXPORT_SYMBOL(print_hex_dump);
