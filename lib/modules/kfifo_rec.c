/*
 * kfifo_rec.c - queues of records, and queues that devices read and write.
 *
 * Model: a record is its length, low byte first, and its bytes. It is put in
 * (or taken out) with a copy of the two counters, over the same ring; then the
 * queue gets that copy's count at once, so that the other side sees all of it
 * or nothing.
 *
 * Invariants: the queue holds whole records.
 * Locking, context: none for one who puts in and one who takes out; any
 * context.
 * Linux: lib/kfifo.c.
 * gdb: `p *fifo`, `break __kfifo_in_r`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kfifo.h>
#include <linux/scatterlist.h>

/* The room that a record of @n bytes needs is there? Its length goes in. */
static bool begin(struct __kfifo *copy, unsigned int n, size_t rec)
{
	u8 length[2] = { n, n >> 8 };
	unsigned int room = copy->mask + 1 - (copy->in - READ_ONCE(copy->out));

	if (n >> 8 * rec || room < n + rec)
		return false;
	return __kfifo_in(copy, length, rec) == rec;
}

unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *buf,
			  unsigned int n, size_t rec)
{
	struct __kfifo copy = *fifo;

	if (!begin(&copy, n, rec))
		return 0;
	__kfifo_in(&copy, buf, n);
	smp_store_release(&fifo->in, copy.in);
	return n;
}

/* The length of the first record is taken off the copy. */
static unsigned int length_of(struct __kfifo *copy, size_t rec)
{
	u8 length[2] = { 0, 0 };

	__kfifo_out(copy, length, rec);
	return length[0] | length[1] << 8;
}

unsigned int __kfifo_len_r(struct __kfifo *fifo, size_t rec)
{
	struct __kfifo copy = *fifo;

	return length_of(&copy, rec);
}

unsigned int __kfifo_peek_r(struct __kfifo *fifo, void *buf, unsigned int n,
			    size_t rec)
{
	struct __kfifo copy = *fifo;
	unsigned int length = length_of(&copy, rec);

	return __kfifo_peek(&copy, buf, min(n, length));
}

void __kfifo_skip_r(struct __kfifo *fifo, size_t rec)
{
	struct __kfifo copy = *fifo;
	unsigned int length = length_of(&copy, rec);

	smp_store_release(&fifo->out, copy.out + length);
}

unsigned int __kfifo_out_r(struct __kfifo *fifo, void *buf, unsigned int n,
			   size_t rec)
{
	n = __kfifo_peek_r(fifo, buf, n, rec);
	__kfifo_skip_r(fifo, rec);
	return n;
}

/* What could not be read is not in the queue: no part of a record is. */
int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from,
			unsigned int bytes, unsigned int *copied, size_t rec)
{
	struct __kfifo copy = *fifo;
	int error;

	*copied = 0;
	if (!begin(&copy, bytes, rec))
		return 0;
	error = __kfifo_from_user(&copy, from, bytes, copied);
	if (error) {
		*copied = 0;
		return error;
	}
	smp_store_release(&fifo->in, copy.in);
	return 0;
}

int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to,
		      unsigned int bytes, unsigned int *copied, size_t rec)
{
	struct __kfifo copy = *fifo;
	unsigned int length = length_of(&copy, rec);
	int error = __kfifo_to_user(&copy, to, min(bytes, length), copied);

	if (error)
		return error;
	__kfifo_skip_r(fifo, rec);
	return 0;
}

unsigned int __kfifo_linear(struct __kfifo *fifo, void **at, unsigned int n)
{
	unsigned int first = fifo->out & fifo->mask;

	n = min(n, smp_load_acquire(&fifo->in) - fifo->out);
	*at = fifo->data + first * fifo->esize;
	return min(n, fifo->mask + 1 - first);
}

unsigned int __kfifo_dma(struct __kfifo *fifo, struct scatterlist *sg,
			 int nents, unsigned int n, bool in)
{
	unsigned int used = READ_ONCE(fifo->in) - READ_ONCE(fifo->out);
	unsigned int at = in ? fifo->in : fifo->out, first;

	n = min(n, in ? fifo->mask + 1 - used : used);
	if (!n || !nents)
		return 0;
	first = min(n, fifo->mask + 1 - (at & fifo->mask));
	sg_set_buf(sg, fifo->data + (at & fifo->mask) * fifo->esize,
		   first * fifo->esize);
	if (n == first || nents < 2) {
		sg_mark_end(sg);
		return 1;
	}
	sg = sg_next(sg);
	sg_set_buf(sg, fifo->data, (n - first) * fifo->esize);
	sg_mark_end(sg);
	return 2;
}
