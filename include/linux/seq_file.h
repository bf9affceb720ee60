/*
 * seq_file.h - the output of an inspector; kernel/seq_file.c.
 *
 * `int X_show(struct seq_file *m, void *v)` writes with seq_printf() and does
 * not know where the text goes: to the consoles (console_seq), or into a
 * buffer that a test compares. A seq_file with a sink is emptied after each
 * call; one without keeps the text and counts no further when it is full.
 * One user at a time, process context.
 *
 * A module's file in /proc is one that is read piece by piece: seq_open() or
 * single_open() in its open, seq_read() as its read (fs/seq_read.c).
 */
#ifndef K896_LINUX_SEQ_FILE_H
#define K896_LINUX_SEQ_FILE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/stdarg.h>
#include <linux/string.h>

struct file;
struct inode;
struct seq_operations;

struct seq_file {
	char *buf;		/* text not yet given away */
	size_t size;		/* of buf */
	size_t count;		/* bytes in buf; size means: overflowed */
	void (*sink)(struct seq_file *m, const char *s, size_t n);
	void *private;		/* the opener's */
	unsigned int column;	/* where the cursor stands in the line */
	unsigned int pad_until;	/* column that seq_setwidth() asked for */
	const struct seq_operations *op;	/* of a file: its records */
	struct file *file;
	loff_t index;		/* the record that comes next */
	loff_t read_pos;	/* bytes that were read */
	size_t from;		/* where in buf the unread ones begin */
};

/*
 * start() gives the record number *pos, or NULL at the end; next() moves *pos
 * on and gives the one after; show() writes it; stop() is called after each
 * round, also after a start() that gave NULL. Between stop and start no lock is
 * held.
 */
struct seq_operations {
	void *(*start)(struct seq_file *m, loff_t *pos);
	void (*stop)(struct seq_file *m, void *v);
	void *(*next)(struct seq_file *m, void *v, loff_t *pos);
	int (*show)(struct seq_file *m, void *v);	/* 0, SEQ_SKIP, -Exxx */
};
#define SEQ_SKIP		1
#define SEQ_START_TOKEN		((void *)1)

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

/*
 * For a file_operations: file->private_data is the seq_file. 0 or -ENOMEM. All
 * may sleep.
 */
int seq_open(struct file *file, const struct seq_operations *op);
int seq_release(struct inode *inode, struct file *file);
ssize_t seq_read(struct file *file, char __user *buf, size_t size,
		 loff_t *pos);
loff_t seq_lseek(struct file *file, loff_t offset, int whence);
/* One record, @show's; m->private is @data. */
int single_open(struct file *file, int (*show)(struct seq_file *, void *),
		void *data);
int single_open_size(struct file *file, int (*show)(struct seq_file *, void *),
		     void *data, size_t size);
int single_release(struct inode *inode, struct file *file);
/* m->private is @size bytes of zeroes, freed by seq_release_private. */
void *__seq_open_private(struct file *file, const struct seq_operations *op,
			 int size);
int seq_open_private(struct file *file, const struct seq_operations *op,
		     int size);
int seq_release_private(struct inode *inode, struct file *file);

/* start and next of records in a list. */
struct list_head *seq_list_start(struct list_head *head, loff_t pos);
struct list_head *seq_list_start_head(struct list_head *head, loff_t pos);
struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *pos);

/* NAME_show() -> NAME_fops, NAME_proc_ops. */
#define DEFINE_SHOW_ATTRIBUTE(name)					\
	static int name##_open(struct inode *inode, struct file *file)	\
	{ return single_open(file, name##_show, inode->i_private); }	\
	static const struct file_operations name##_fops = {		\
		.owner = THIS_MODULE, .open = name##_open,		\
		.read = seq_read, .llseek = seq_lseek,			\
		.release = single_release }
#define DEFINE_PROC_SHOW_ATTRIBUTE(name)				\
	static int name##_open(struct inode *inode, struct file *file)	\
	{ return single_open(file, name##_show, inode->i_private); }	\
	static const struct proc_ops name##_proc_ops = {		\
		.proc_open = name##_open, .proc_read = seq_read,	\
		.proc_lseek = seq_lseek, .proc_release = single_release }
#define DEFINE_SEQ_ATTRIBUTE(name)					\
	static int name##_open(struct inode *inode, struct file *file)	\
	{ return seq_open(file, &name##_sops); }			\
	static const struct file_operations name##_fops = {		\
		.owner = THIS_MODULE, .open = name##_open,		\
		.read = seq_read, .llseek = seq_lseek,			\
		.release = seq_release }

#endif
