/*
 * kfifo.h - a queue in a ring of 2^n elements; kernel/kfifo.c. One who puts in
 * and one who takes out need no lock against each other; more of either do.
 */
#ifndef _LINUX_KFIFO_H
#define _LINUX_KFIFO_H

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct __kfifo {
	unsigned int in, out;		/* elements put, taken; they may wrap */
	unsigned int mask;		/* elements in the ring, less one */
	unsigned int esize;		/* bytes of one */
	void *data;			/* the ring; NULL: none yet */
};

/* Of any type; what the macros below see of it is the type. */
#define __KFIFO(element, n) \
	struct { struct __kfifo kfifo; element *type; element buf[n]; }
#define DECLARE_KFIFO(name, element, n)	__KFIFO(element, n) name
#define DECLARE_KFIFO_PTR(name, element)	__KFIFO(element, 0) name
#define __KFIFO_INIT(ring, n)						\
	{ .kfifo = { .mask = (n) - 1, .esize = sizeof(*(ring).type),	\
		     .data = (n) ? (ring).buf : NULL } }
#define DEFINE_KFIFO(name, element, n) \
	DECLARE_KFIFO(name, element, n) = __KFIFO_INIT(name, n)
#define INIT_KFIFO(name)						\
	((name).kfifo = (struct __kfifo){				\
		.mask = sizeof((name).buf) / sizeof(*(name).type) - 1,	\
		.esize = sizeof(*(name).type), .data = (name).buf })

/* Of bytes. */
struct kfifo {
	struct __kfifo kfifo;
	unsigned char *type;
	unsigned char buf[0];
};

int __kfifo_alloc(struct __kfifo *fifo, unsigned int n, size_t esize,
		  gfp_t gfp);
int __kfifo_init(struct __kfifo *fifo, void *buf, unsigned int bytes,
		 size_t esize);
void __kfifo_free(struct __kfifo *fifo);
unsigned int __kfifo_in(struct __kfifo *fifo, const void *buf, unsigned int n);
unsigned int __kfifo_peek(struct __kfifo *fifo, void *buf, unsigned int n);
unsigned int __kfifo_out(struct __kfifo *fifo, void *buf, unsigned int n);
int __kfifo_from_user(struct __kfifo *fifo, const void __user *from,
		      unsigned int bytes, unsigned int *copied);
int __kfifo_to_user(struct __kfifo *fifo, void __user *to,
		    unsigned int bytes, unsigned int *copied);

/*
 * A ring of @n elements (rounded up to a power of two) by kmalloc, or in the
 * caller's @bytes (rounded down): 0, -EINVAL below two elements, -ENOMEM.
 */
#define kfifo_alloc(f, n, gfp) \
	__kfifo_alloc(&(f)->kfifo, n, sizeof(*(f)->type), gfp)
#define kfifo_init(f, buf, bytes) \
	__kfifo_init(&(f)->kfifo, buf, bytes, sizeof(*(f)->type))
#define kfifo_free(f)		__kfifo_free(&(f)->kfifo)
#define kfifo_initialized(f)	((f)->kfifo.mask != 0)

#define kfifo_esize(f)		((f)->kfifo.esize)
#define kfifo_size(f)		((f)->kfifo.mask + 1)
#define kfifo_len(f)		((f)->kfifo.in - (f)->kfifo.out)
#define kfifo_avail(f)		(kfifo_size(f) - kfifo_len(f))
#define kfifo_is_empty(f)	(kfifo_len(f) == 0)
#define kfifo_is_full(f)	(kfifo_len(f) > (f)->kfifo.mask)
#define kfifo_reset(f)		((void)((f)->kfifo.in = (f)->kfifo.out = 0))
#define kfifo_reset_out(f)	((void)((f)->kfifo.out = (f)->kfifo.in))
#define kfifo_skip(f)		((void)((f)->kfifo.out++))

/* Up to @n elements in, out, looked at: how many it were. */
#define kfifo_in(f, buf, n)	__kfifo_in(&(f)->kfifo, buf, n)
#define kfifo_out(f, buf, n)	__kfifo_out(&(f)->kfifo, buf, n)
#define kfifo_out_peek(f, buf, n)	__kfifo_peek(&(f)->kfifo, buf, n)
/* One: 1, or 0. */
#define kfifo_put(f, val) \
	({ typeof(*(f)->type) __put = (val); kfifo_in(f, &__put, 1); })
#define kfifo_get(f, p)		kfifo_out(f, p, 1)
#define kfifo_peek(f, p)	kfifo_out_peek(f, p, 1)

#define __kfifo_locked(lock, what) ({					\
	unsigned long __flags;						\
	unsigned int __moved;						\
	spin_lock_irqsave(lock, __flags);				\
	__moved = what;							\
	spin_unlock_irqrestore(lock, __flags);				\
	__moved; })
#define kfifo_in_spinlocked(f, buf, n, lock) \
	__kfifo_locked(lock, kfifo_in(f, buf, n))
#define kfifo_out_spinlocked(f, buf, n, lock) \
	__kfifo_locked(lock, kfifo_out(f, buf, n))
#define kfifo_in_locked		kfifo_in_spinlocked
#define kfifo_out_locked	kfifo_out_spinlocked

/* @bytes of the caller's: 0 or -EFAULT, and how many bytes were moved. */
#define kfifo_from_user(f, from, bytes, copied) \
	__kfifo_from_user(&(f)->kfifo, from, bytes, copied)
#define kfifo_to_user(f, to, bytes, copied) \
	__kfifo_to_user(&(f)->kfifo, to, bytes, copied)

#endif
