/*
 * printk.c - the kernel says something.
 *
 * Model: printk() formats into a buffer, cuts the text into lines, finds each
 * line's level and appends it to the log (log.c). Then it asks console.c to
 * show what is new; who finds the consoles busy leaves that to their owner. So
 * a message is never lost because somebody else is printing, and an interrupt
 * never waits for the code it interrupted.
 *
 * A level is "\001n" (KERN_*) or "<n>" in front. Text without a newline stays
 * open: KERN_CONT, or text without a level as in 2.6, goes on with that line.
 *
 * Invariants: a record of the log is one line without its newline. The
 * formatting buffers are used under the log's lock; the second one serves a
 * message from within a message (an oops while the first is formatted).
 * Locking, context: any context, interrupts included; see log.c. Stack: about
 * 500 bytes below printk(), plus what a console's write() needs.
 * Linux: kernel/printk/printk.c.
 * gdb: `break vprintk`, `print console_loglevel`, `x/s text[0]`.
 */
#include <linux/kernel.h>
#include <linux/console.h>
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kmsg_dump.h>
#include <linux/string.h>
#include "log.h"

#define TEXT_MAX	1024		/* one printk's text */

int console_loglevel = CONSOLE_LOGLEVEL_DEFAULT;
EXPORT_SYMBOL(console_loglevel);

static char text[2][TEXT_MAX];

/*
 * Skip the level in front of @s. *level becomes it, or stays if there is none;
 * *cont: it asks to go on with the line before.
 */
static const char *parse_level(const char *s, int *level, bool *cont)
{
	*cont = true;
	if (s[0] == KERN_SOH_ASCII && s[1]) {
		if (isdigit(s[1])) {
			*level = min(s[1] - '0', LOGLEVEL_DEBUG);
			*cont = false;
		}
		return s + 2;
	}
	if (s[0] == '<' && s[1] >= '0' && s[1] <= '7' && s[2] == '>') {
		*level = s[1] - '0';
		*cont = false;
		return s + 3;
	}
	return s;
}

/* Line by line into the log; a level holds for the lines behind it too. */
static void store(const char *s)
{
	int level = LOGLEVEL_WARNING;
	bool cont;

	while (*s) {
		const char *end;

		s = parse_level(s, &level, &cont);
		end = strchrnul(s, '\n');
		log_append(level, cont, s, min(end - s, LOG_LINE_MAX),
			   *end == '\n');
		s = *end ? end + 1 : end;
	}
}

int vprintk(const char *fmt, va_list args)
{
	unsigned long flags;
	bool nested = log_lock(&flags);
	int len;

	len = vscnprintf(text[nested], TEXT_MAX, fmt, args);
	store(text[nested]);
	log_unlock(nested, flags);
	if (!nested)
		console_flush();
	return len;
}
EXPORT_SYMBOL(vprintk);

int printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}
EXPORT_SYMBOL(printk);

void printk_bust_locks(void)
{
	log_bust_lock();
	console_bust_lock();
}

bool kmsg_dump_get_line(struct kmsg_dump_iter *iter, bool syslog,
			char *line, size_t size, size_t *len)
{
	struct log_line l;
	size_t n = 0;

	if (!log_peek(iter->cur_seq, &l) || size < 2)
		return false;
	iter->cur_seq = l.next;
	if (syslog)
		n += scnprintf(line, size, "<%u>", l.level);
	n += log_time(line + n, size - n, l.ns);
	n += log_copy(&l, 0, line + n, size - n - 1);
	line[n++] = '\n';
	if (n < size)
		line[n] = '\0';
	if (len)
		*len = n;
	return true;
}

void kmsg_dump_rewind(struct kmsg_dump_iter *iter)
{
	iter->cur_seq = 0;
}

static int __init loglevel_setup(char *value)
{
	return value ? kstrtoint(value, 0, &console_loglevel) : -EINVAL;
}
early_param("loglevel", loglevel_setup);

static int __init quiet_setup(char *value)
{
	console_loglevel = CONSOLE_LOGLEVEL_QUIET;
	return 0;
}
early_param("quiet", quiet_setup);

static int __init debug_setup(char *value)
{
	console_loglevel = CONSOLE_LOGLEVEL_DEBUG;
	return 0;
}
early_param("debug", debug_setup);
