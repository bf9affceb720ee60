/*
 * seq_file.c - where the output of inspectors goes.
 *
 * Model: text is formatted into the seq_file's buffer. With a sink it is
 * handed on and the buffer is empty again after each call, so a buffer of one
 * line serves a report of any length; without one it piles up until the
 * buffer is full, and count == size says that something is missing.
 *
 * Invariants: count <= size. A single seq_printf of more than the buffer's
 * size is cut at its end.
 * Locking, context: none: a seq_file has one user. console_seq belongs to the
 * prompt; process context.
 * Linux: fs/seq_file.c (whose sink is read()).
 * gdb: `break seq_vprintf`, `print *m`.
 */
#include <linux/kernel.h>
#include <linux/console.h>
#include <linux/export.h>
#include <linux/seq_file.h>

static void to_console(struct seq_file *m, const char *s, size_t n)
{
	console_write(s, n);
}

static char console_buf[1024];

struct seq_file console_seq = {
	.buf = console_buf,
	.size = sizeof(console_buf),
	.sink = to_console,
};
EXPORT_SYMBOL(console_seq);

/* Note the cursor's column; give the new text away if there is a sink. */
static void flush(struct seq_file *m, size_t from)
{
	for (; from < m->count; from++)
		m->column = m->buf[from] == '\n' ? 0 : m->column + 1;
	if (!m->sink || !m->count)
		return;
	m->sink(m, m->buf, m->count);
	m->count = 0;
}

void seq_vprintf(struct seq_file *m, const char *fmt, va_list args)
{
	size_t room = m->size - m->count, from = m->count;
	int len = vsnprintf(m->buf + from, room, fmt, args);

	if (len < room)
		m->count += len;
	else				/* all but the NUL; or overflow */
		m->count = m->sink && room ? m->size - 1 : m->size;
	flush(m, from);
}
EXPORT_SYMBOL(seq_vprintf);

void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	seq_vprintf(m, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(seq_printf);

/* 0, or -1 if it did not fit: then nothing was written. */
int seq_write(struct seq_file *m, const void *data, size_t len)
{
	size_t from = m->count;

	while (m->sink && len > m->size) {
		seq_write(m, data, m->size);
		data += m->size;
		len -= m->size;
	}
	if (len > m->size - from) {
		m->count = m->size;
		return -1;
	}
	memcpy(m->buf + from, data, len);
	m->count += len;
	flush(m, from);
	return 0;
}
EXPORT_SYMBOL(seq_write);

void seq_putc(struct seq_file *m, char c)
{
	seq_write(m, &c, 1);
}
EXPORT_SYMBOL(seq_putc);

void seq_puts(struct seq_file *m, const char *s)
{
	seq_write(m, s, strlen(s));
}
EXPORT_SYMBOL(seq_puts);

void seq_put_decimal_ull(struct seq_file *m, const char *delimiter,
			 unsigned long long num)
{
	seq_printf(m, "%s%llu", delimiter ? delimiter : "", num);
}
EXPORT_SYMBOL(seq_put_decimal_ull);

void seq_put_decimal_ll(struct seq_file *m, const char *delimiter,
			long long num)
{
	seq_printf(m, "%s%lld", delimiter ? delimiter : "", num);
}
EXPORT_SYMBOL(seq_put_decimal_ll);

void seq_setwidth(struct seq_file *m, size_t width)
{
	m->pad_until = m->column + width;
}
EXPORT_SYMBOL(seq_setwidth);

void seq_pad(struct seq_file *m, char c)
{
	int pad = m->pad_until - m->column;

	if (pad > 0)
		seq_printf(m, "%*s", pad, "");
	if (c)
		seq_putc(m, c);
}
EXPORT_SYMBOL(seq_pad);
