/*
 * kfifo.h - a queue in a ring of 2^n elements; kernel/kfifo.c. One who puts in
 * and one who takes out need no lock against each other; more of either do.
 */
#ifndef _LINUX_KFIFO_H
#define _LINUX_KFIFO_H

#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/scatterlist.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct scatterlist;

struct __kfifo {
	unsigned int in, out;		/* elements put, taken; they may wrap */
	unsigned int mask;		/* elements in the ring, less one */
	unsigned int esize;		/* bytes of one */
	void *data;			/* the ring; NULL: none yet */
};

/*
 * Of any type; what the macros below see of it is the type. With @rec it is one
 * of records: bytes with their number (in 1 byte or 2) in front.
 */
#define __KFIFO(element, rec, n) \
	struct { struct __kfifo kfifo; element *type; char (*rectype)[rec]; \
		 element buf[n]; }
#define STRUCT_KFIFO(element, n)	__KFIFO(element, 0, n)
#define STRUCT_KFIFO_PTR(element)	__KFIFO(element, 0, 0)
#define STRUCT_KFIFO_REC_1(n)		__KFIFO(unsigned char, 1, n)
#define STRUCT_KFIFO_REC_2(n)		__KFIFO(unsigned char, 2, n)
#define DECLARE_KFIFO(name, element, n)	STRUCT_KFIFO(element, n) name
#define DECLARE_KFIFO_PTR(name, element)	STRUCT_KFIFO_PTR(element) name
#define __KFIFO_INIT(ring, n)						\
	{ .kfifo = { .mask = (n) - 1, .esize = sizeof(*(ring).type),	\
		     .data = (n) ? (ring).buf : NULL } }
#define DEFINE_KFIFO(name, element, n) \
	DECLARE_KFIFO(name, element, n) = __KFIFO_INIT(name, n)
#define INIT_KFIFO(name)						\
	((name).kfifo = (struct __kfifo){				\
		.mask = sizeof((name).buf) / sizeof(*(name).type) - 1,	\
		.esize = sizeof(*(name).type), .data = (name).buf })

/* Of bytes; of records. */
#define __KFIFO_BYTES(name, rec)					\
struct name {								\
	struct __kfifo kfifo;						\
	unsigned char *type;						\
	char (*rectype)[rec];						\
	unsigned char buf[0];						\
}
__KFIFO_BYTES(kfifo, 0);
__KFIFO_BYTES(kfifo_rec_ptr_1, 1);
__KFIFO_BYTES(kfifo_rec_ptr_2, 2);

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
#define kfifo_recsize(f)		(sizeof(*(f)->rectype))
#define __kfifo_room(f)		(kfifo_size(f) - kfifo_len(f))
/* Elements that there is room for; of records, bytes in the next. */
#define kfifo_avail(f)							\
	(!kfifo_recsize(f) ? __kfifo_room(f) :				\
	 __kfifo_room(f) <= kfifo_recsize(f) ? 0U :			\
	 min_t(unsigned int, __kfifo_room(f) - kfifo_recsize(f),	\
	       (1U << 8 * kfifo_recsize(f)) - 1))
#define kfifo_is_empty(f)	(kfifo_len(f) == 0)
#define kfifo_is_full(f)	(kfifo_len(f) > (f)->kfifo.mask)
#define kfifo_reset(f)		((void)((f)->kfifo.in = (f)->kfifo.out = 0))
#define kfifo_reset_out(f)	((void)((f)->kfifo.out = (f)->kfifo.in))
#define kfifo_skip(f)							\
	(kfifo_recsize(f) ? __kfifo_skip_r(&(f)->kfifo, kfifo_recsize(f)) : \
			    (void)((f)->kfifo.out++))
#define kfifo_skip_count(f, n)	((void)((f)->kfifo.out += (n)))
/* Bytes of the next record; of all there is. */
#define kfifo_peek_len(f)						\
	(kfifo_recsize(f) ? __kfifo_len_r(&(f)->kfifo, kfifo_recsize(f)) : \
			    (unsigned int)(kfifo_len(f) * kfifo_esize(f)))

/* Up to @n elements in, out, looked at: how many it were. */
#define __kfifo_what(f, what, ...)					\
	(kfifo_recsize(f) ?						\
	 __kfifo_##what##_r(&(f)->kfifo, __VA_ARGS__, kfifo_recsize(f)) : \
	 __kfifo_##what(&(f)->kfifo, __VA_ARGS__))
#define kfifo_in(f, buf, n)	__kfifo_what(f, in, buf, n)
#define kfifo_out(f, buf, n)	__kfifo_what(f, out, buf, n)
#define kfifo_out_peek(f, buf, n)	__kfifo_what(f, peek, buf, n)
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

#define __kfifo_locked_plain(lock, what) ({				\
	unsigned int __moved;						\
	spin_lock(lock);						\
	__moved = what;							\
	spin_unlock(lock);						\
	__moved; })
#define kfifo_in_spinlocked_noirqsave(f, buf, n, lock) \
	__kfifo_locked_plain(lock, kfifo_in(f, buf, n))
#define kfifo_out_spinlocked_noirqsave(f, buf, n, lock) \
	__kfifo_locked_plain(lock, kfifo_out(f, buf, n))
#define kfifo_is_empty_spinlocked(f, lock) \
	(__kfifo_locked(lock, kfifo_is_empty(f)) != 0)
#define kfifo_is_empty_spinlocked_noirqsave(f, lock) \
	(__kfifo_locked_plain(lock, kfifo_is_empty(f)) != 0)

/* @bytes of the caller's: 0 or -EFAULT, and how many bytes were moved. */
#define kfifo_from_user(f, from, bytes, copied) \
	__kfifo_what(f, from_user, from, bytes, copied)
#define kfifo_to_user(f, to, bytes, copied) \
	__kfifo_what(f, to_user, to, bytes, copied)

/*
 * ---- for modules: lib/modules/kfifo_rec.c ----
 *
 * Records go in whole, or not at all (0); one that is taken out is cut to @n.
 */
unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *buf,
			  unsigned int n, size_t rec);
unsigned int __kfifo_peek_r(struct __kfifo *fifo, void *buf, unsigned int n,
			    size_t rec);
unsigned int __kfifo_out_r(struct __kfifo *fifo, void *buf, unsigned int n,
			   size_t rec);
unsigned int __kfifo_len_r(struct __kfifo *fifo, size_t rec);
void __kfifo_skip_r(struct __kfifo *fifo, size_t rec);
int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from,
			unsigned int bytes, unsigned int *copied, size_t rec);
int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to,
		      unsigned int bytes, unsigned int *copied, size_t rec);

/* Elements that lie in one piece, up to @n: how many, and where. */
unsigned int __kfifo_linear(struct __kfifo *fifo, void **at, unsigned int n);
#define kfifo_out_linear(f, tail, n) ({					\
	void *__linear;							\
	unsigned int __n = __kfifo_linear(&(f)->kfifo, &__linear, n);	\
	*(tail) = __n ? (char *)__linear - (char *)(f)->kfifo.data : 0;	\
	__n; })
#define kfifo_out_linear_ptr(f, ptr, n) \
	__kfifo_linear(&(f)->kfifo, (void **)(ptr), n)

/*
 * A device reads or writes the ring itself: up to @n free (used) elements as at
 * most @nents entries of the list (two are enough), and how many entries it
 * were; then say how many elements the device moved.
 */
unsigned int __kfifo_dma(struct __kfifo *fifo, struct scatterlist *sg,
			 int nents, unsigned int n, bool in);
#define kfifo_dma_in_prepare(f, sg, nents, n) \
	__kfifo_dma(&(f)->kfifo, sg, nents, n, true)
#define kfifo_dma_out_prepare(f, sg, nents, n) \
	__kfifo_dma(&(f)->kfifo, sg, nents, n, false)
#define kfifo_dma_in_finish(f, n) \
	smp_store_release(&(f)->kfifo.in, (f)->kfifo.in + (n))
#define kfifo_dma_out_finish(f, n) \
	smp_store_release(&(f)->kfifo.out, (f)->kfifo.out + (n))

#endif
