/*
 * kfifo.c - queues in a ring.
 *
 * Model: two counters that only grow; their difference is the number of
 * elements inside, their lower bits are places in the ring. The one who puts in
 * writes `in`, the one who takes out writes `out`, each after the data.
 *
 * Invariants: in - out <= mask + 1, also when they wrap.
 * Locking, context: none for one of each; any context.
 * Linux: lib/kfifo.c.
 * gdb: `p *fifo`, `x/16xb fifo->data`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kfifo.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

int __kfifo_init(struct __kfifo *fifo, void *buf, unsigned int bytes,
		 size_t esize)
{
	unsigned int n = bytes / esize;

	*fifo = (struct __kfifo){ .esize = esize };
	if (n < 2)
		return -EINVAL;
	fifo->mask = rounddown_pow_of_two(n) - 1;
	fifo->data = buf;
	return 0;
}
EXPORT_SYMBOL(__kfifo_init);

int __kfifo_alloc(struct __kfifo *fifo, unsigned int n, size_t esize,
		  gfp_t gfp)
{
	*fifo = (struct __kfifo){ .esize = esize };
	if (n < 2 || n > 1U << 31)
		return -EINVAL;
	n = roundup_pow_of_two(n);
	fifo->data = kmalloc_array(n, esize, gfp);
	if (!fifo->data)
		return -ENOMEM;
	fifo->mask = n - 1;
	return 0;
}
EXPORT_SYMBOL(__kfifo_alloc);

void __kfifo_free(struct __kfifo *fifo)
{
	kfree(fifo->data);
	*fifo = (struct __kfifo){ .esize = fifo->esize };
}
EXPORT_SYMBOL(__kfifo_free);

static void *place(struct __kfifo *fifo, unsigned int at)
{
	return fifo->data + (at & fifo->mask) * fifo->esize;
}

/* Elements from @at on that lie in one piece, @n at most. */
static unsigned int piece(struct __kfifo *fifo, unsigned int at,
			  unsigned int n)
{
	return min(n, fifo->mask + 1 - (at & fifo->mask));
}

unsigned int __kfifo_in(struct __kfifo *fifo, const void *buf, unsigned int n)
{
	unsigned int first;

	n = min(n, fifo->mask + 1 - (fifo->in - READ_ONCE(fifo->out)));
	if (!fifo->data)
		return 0;
	first = piece(fifo, fifo->in, n);
	memcpy(place(fifo, fifo->in), buf, first * fifo->esize);
	memcpy(fifo->data, buf + first * fifo->esize,
	       (n - first) * fifo->esize);
	smp_store_release(&fifo->in, fifo->in + n);
	return n;
}
EXPORT_SYMBOL(__kfifo_in);

unsigned int __kfifo_peek(struct __kfifo *fifo, void *buf, unsigned int n)
{
	unsigned int first;

	n = min(n, smp_load_acquire(&fifo->in) - fifo->out);
	first = piece(fifo, fifo->out, n);
	memcpy(buf, place(fifo, fifo->out), first * fifo->esize);
	memcpy(buf + first * fifo->esize, fifo->data,
	       (n - first) * fifo->esize);
	return n;
}
EXPORT_SYMBOL(__kfifo_peek);

unsigned int __kfifo_out(struct __kfifo *fifo, void *buf, unsigned int n)
{
	n = __kfifo_peek(fifo, buf, n);
	smp_store_release(&fifo->out, fifo->out + n);
	return n;
}
EXPORT_SYMBOL(__kfifo_out);

/* Whole elements only; those that were copied whole before a fault count. */
int __kfifo_from_user(struct __kfifo *fifo, const void __user *from,
		      unsigned int bytes, unsigned int *copied)
{
	unsigned int n = min(bytes / fifo->esize, fifo->mask + 1 -
			     (fifo->in - READ_ONCE(fifo->out)));
	unsigned int done = 0;

	while (done < n && !copy_from_user(place(fifo, fifo->in + done),
					   from + done * fifo->esize,
					   fifo->esize))
		done++;
	smp_store_release(&fifo->in, fifo->in + done);
	*copied = done * fifo->esize;
	return done < n ? -EFAULT : 0;
}
EXPORT_SYMBOL(__kfifo_from_user);

int __kfifo_to_user(struct __kfifo *fifo, void __user *to,
		    unsigned int bytes, unsigned int *copied)
{
	unsigned int n = min(bytes / fifo->esize,
			     smp_load_acquire(&fifo->in) - fifo->out);
	unsigned int done = 0;

	while (done < n && !copy_to_user(to + done * fifo->esize,
					 place(fifo, fifo->out + done),
					 fifo->esize))
		done++;
	smp_store_release(&fifo->out, fifo->out + done);
	*copied = done * fifo->esize;
	return done < n ? -EFAULT : 0;
}
EXPORT_SYMBOL(__kfifo_to_user);
