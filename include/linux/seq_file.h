/*
 * seq_file.h - the output of an inspector; kernel/seq_file.c.
 *
 * `int X_show(struct seq_file *m, void *v)` writes with seq_printf() and does
 * not know where the text goes: to the consoles (console_seq), or into a
 * buffer that a test compares. A seq_file with a sink is emptied after each
 * call; one without keeps the text and counts no further when it is full.
 * One user at a time, process context.
 */
#ifndef K896_LINUX_SEQ_FILE_H
#define K896_LINUX_SEQ_FILE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/stdarg.h>
#include <linux/string.h>

struct seq_file {
	char *buf;		/* text not yet given away */
	size_t size;		/* of buf */
	size_t count;		/* bytes in buf; size means: overflowed */
	void (*sink)(struct seq_file *m, const char *s, size_t n);
	void *private;		/* the opener's */
	unsigned int column;	/* where the cursor stands in the line */
	unsigned int pad_until;	/* column that seq_setwidth() asked for */
};

/* Writes to all consoles. */
extern struct seq_file console_seq;

/* Collect text in @buf instead; afterwards m->count bytes are valid. */
static inline void seq_buf_open(struct seq_file *m, char *buf, size_t size)
{
	*m = (struct seq_file){ .buf = buf, .size = size };
}

void seq_printf(struct seq_file *m, const char *fmt, ...) __printf(2, 3);
void seq_vprintf(struct seq_file *m, const char *fmt, va_list args)
	__printf(2, 0);
void seq_putc(struct seq_file *m, char c);
void seq_puts(struct seq_file *m, const char *s);
int seq_write(struct seq_file *m, const void *data, size_t len);

/* @delimiter (or nothing), then the number. */
void seq_put_decimal_ull(struct seq_file *m, const char *delimiter,
			 unsigned long long num);
void seq_put_decimal_ll(struct seq_file *m, const char *delimiter,
			long long num);

/*
 * What is written between these two takes at least @width columns: seq_pad()
 * adds blanks, then @c if it is not 0.
 */
void seq_setwidth(struct seq_file *m, size_t width);
void seq_pad(struct seq_file *m, char c);

static inline bool seq_has_overflowed(struct seq_file *m)
{
	return m->count == m->size;
}

#endif
