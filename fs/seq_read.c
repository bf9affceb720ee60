/*
 * seq_read.c - a report read as a file, piece by piece.
 *
 *	read(100)  start(0) show() next() show() ... stop()     buf fills up
 *	           |<------- 100 given ------->|<-- kept -->|
 *	read(100)  the rest is given, then from record m->index on as before
 *
 * Who writes a report thinks in records, who reads it in bytes. Between them is
 * buf: whole records go in, any number of bytes comes out. A record that is
 * larger than buf is shown again into one twice as large. Somebody who reads
 * elsewhere than where he stopped gets everything from the start again, up to
 * there.
 *
 * Invariants: buf[from .. count) was written and not read; m->index is the
 * first record that is not in buf; read_pos is where the reader stands.
 * Locking: none, a file has one user; start() and stop() take what locks the
 * records need, and none is held while bytes are copied. Context: process.
 * Linux: fs/seq_file.c.
 * gdb: `break fill`, `p *m`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define MAX_BUF		(4u << 20)	/* one record */

/* ---- filling the buffer ---- */

static int set_size(struct seq_file *m, size_t size)
{
	char *buf = size <= MAX_BUF ? kvmalloc(size, GFP_KERNEL) : NULL;

	if (!buf)
		return -ENOMEM;
	kvfree(m->buf);
	m->buf = buf;
	m->size = size;
	m->count = m->from = 0;
	return 0;
}

/*
 * One round of records: 0 (m->count says how much), -EAGAIN where the first one
 * is too large for buf, or what a record's functions return.
 */
static int round(struct seq_file *m)
{
	loff_t pos = m->index;
	size_t full;
	void *v;
	int err = 0;

	m->count = m->from = 0;
	v = m->op->start(m, &pos);
	while (v && !IS_ERR(v)) {
		full = m->count;
		err = m->op->show(m, v);
		if (seq_has_overflowed(m)) {
			m->count = full;	/* whole ones only */
			err = full ? 0 : -EAGAIN;
			break;
		}
		if (err)
			m->count = full;
		if (err < 0)
			break;
		err = 0;
		m->index = pos;
		v = m->op->next(m, v, &pos);
		if (pos == m->index)		/* forgot to */
			pos++;
		m->index = pos;
	}
	if (IS_ERR(v))
		err = PTR_ERR(v);
	m->op->stop(m, v);
	return m->count ? 0 : err;
}

/* Something to read in buf, or nothing at the end: 0 or -Exxx. */
static int fill(struct seq_file *m)
{
	int err = m->buf ? 0 : set_size(m, PAGE_SIZE);

	while (!err) {
		err = round(m);
		if (err != -EAGAIN)
			break;
		err = set_size(m, m->size * 2);
	}
	return err;
}

/* Everything from the beginning, without a reader, up to @pos. */
static int skip_to(struct seq_file *m, loff_t pos)
{
	size_t n;
	int err;

	m->index = m->read_pos = 0;
	m->count = m->from = 0;
	while (m->read_pos < pos) {
		err = fill(m);
		if (err || !m->count)
			return err;
		n = min_t(loff_t, m->count, pos - m->read_pos);
		m->from = n;
		m->read_pos += n;
	}
	return 0;
}

/* ---- the file's operations ---- */

ssize_t seq_read(struct file *file, char __user *buf, size_t size,
		 loff_t *pos)
{
	struct seq_file *m = file->private_data;
	size_t n;
	int err = 0;

	if (*pos != m->read_pos)
		err = skip_to(m, *pos);
	if (!err && m->from == m->count)
		err = fill(m);
	if (err)
		return err;
	n = min(size, m->count - m->from);
	if (copy_to_user(buf, m->buf + m->from, n))
		return -EFAULT;
	m->from += n;
	m->read_pos += n;
	*pos = m->read_pos;
	return n;
}
EXPORT_SYMBOL(seq_read);

loff_t seq_lseek(struct file *file, loff_t offset, int whence)
{
	if (whence == SEEK_CUR)
		offset += file->f_pos;
	else if (whence != SEEK_SET)
		return -EINVAL;
	if (offset < 0)
		return -EINVAL;
	file->f_pos = offset;		/* the next seq_read() goes there */
	return offset;
}
EXPORT_SYMBOL(seq_lseek);

int seq_open(struct file *file, const struct seq_operations *op)
{
	struct seq_file *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return -ENOMEM;
	m->op = op;
	m->file = file;
	file->private_data = m;
	return 0;
}
EXPORT_SYMBOL(seq_open);

int seq_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kvfree(m->buf);
	kfree(m);
	return 0;
}
EXPORT_SYMBOL(seq_release);

/* ---- one record only ---- */

static void *single_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *single_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void single_stop(struct seq_file *m, void *v)
{
}

int single_open(struct file *file, int (*show)(struct seq_file *, void *),
		void *data)
{
	struct seq_operations *op = kzalloc(sizeof(*op), GFP_KERNEL);
	int err;

	if (!op)
		return -ENOMEM;
	op->start = single_start;
	op->next = single_next;
	op->stop = single_stop;
	op->show = show;
	err = seq_open(file, op);
	if (err)
		kfree(op);
	else
		((struct seq_file *)file->private_data)->private = data;
	return err;
}
EXPORT_SYMBOL(single_open);

int single_open_size(struct file *file, int (*show)(struct seq_file *, void *),
		     void *data, size_t size)
{
	int err = single_open(file, show, data);

	if (!err && set_size(file->private_data, size)) {
		single_release(NULL, file);
		err = -ENOMEM;
	}
	return err;
}
EXPORT_SYMBOL(single_open_size);

int single_release(struct inode *inode, struct file *file)
{
	kfree(((struct seq_file *)file->private_data)->op);
	return seq_release(inode, file);
}
EXPORT_SYMBOL(single_release);

/* ---- with memory of the opener's ---- */

void *__seq_open_private(struct file *file, const struct seq_operations *op,
			 int size)
{
	void *private = kzalloc(size, GFP_KERNEL);

	if (private && seq_open(file, op)) {
		kfree(private);
		return NULL;
	}
	if (private)
		((struct seq_file *)file->private_data)->private = private;
	return private;
}
EXPORT_SYMBOL(__seq_open_private);

int seq_open_private(struct file *file, const struct seq_operations *op,
		     int size)
{
	return __seq_open_private(file, op, size) ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(seq_open_private);

int seq_release_private(struct inode *inode, struct file *file)
{
	kfree(((struct seq_file *)file->private_data)->private);
	return seq_release(inode, file);
}
EXPORT_SYMBOL(seq_release_private);

/* ---- records in a list ---- */

struct list_head *seq_list_start(struct list_head *head, loff_t pos)
{
	struct list_head *at;

	list_for_each(at, head)
		if (!pos--)
			return at;
	return NULL;
}
EXPORT_SYMBOL(seq_list_start);

struct list_head *seq_list_start_head(struct list_head *head, loff_t pos)
{
	return pos ? seq_list_start(head, pos - 1) : head;
}
EXPORT_SYMBOL(seq_list_start_head);

struct list_head *seq_list_next(void *v, struct list_head *head, loff_t *pos)
{
	struct list_head *next = ((struct list_head *)v)->next;

	++*pos;
	return next == head ? NULL : next;
}
EXPORT_SYMBOL(seq_list_next);
