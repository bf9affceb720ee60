/*
 * xarray.h - an array of pointers with room for any index, most of which are
 * empty: a tree of nodes with 64 slots. kernel/xarray.c.
 */
#ifndef _LINUX_XARRAY_H
#define _LINUX_XARRAY_H

#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct xa_node;

struct xarray {
	spinlock_t xa_lock;		/* over changes; readers need none */
	unsigned int xa_flags;		/* XA_FLAGS_* */
	struct xa_node *xa_head;	/* the top node, NULL: empty */
	u32 from, to;			/* no index in [from, to) is free */
};

#define XA_FLAGS_ALLOC		1U	/* numbers are given out, from 0 on */
#define XA_FLAGS_ALLOC1		3U	/* from 1 on */
#define XA_FLAGS_LOCK_IRQ	0U	/* always: any context may change it */
#define XA_FLAGS_LOCK_BH	0U

#define XARRAY_INIT(name, flags) \
	{ .xa_lock = __SPIN_LOCK_INITIALIZER((name).xa_lock), \
	  .xa_flags = (flags) }
#define DEFINE_XARRAY_FLAGS(name, flags) \
	struct xarray name = XARRAY_INIT(name, flags)
#define DEFINE_XARRAY(name)	DEFINE_XARRAY_FLAGS(name, 0)
#define DEFINE_XARRAY_ALLOC(name)	DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC)
#define DEFINE_XARRAY_ALLOC1(name) \
	DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC1)

void xa_init_flags(struct xarray *xa, unsigned int flags);
#define xa_init(xa)	xa_init_flags(xa, 0)

/* The functions below take it themselves, with interrupts off. */
#define xa_lock(xa)	spin_lock(&(xa)->xa_lock)
#define xa_unlock(xa)	spin_unlock(&(xa)->xa_lock)

/* Numbers instead of pointers: 31 bits. */
#define xa_mk_value(v)	((void *)((unsigned long)(v) << 1 | 1))
#define xa_to_value(entry)	((unsigned long)(entry) >> 1)
#define xa_is_value(entry)	((unsigned long)(entry) & 1)
/* Taken, but nothing there: load gives NULL. */
#define XA_ZERO_ENTRY	((void *)6UL)

/* An error, where an entry is returned. */
#define xa_is_err(entry)	IS_ERR(entry)
#define xa_err(entry)	(IS_ERR(entry) ? (int)PTR_ERR(entry) : 0)

/* What is at @index, NULL: nothing. Any context. */
void *xa_load(struct xarray *xa, unsigned long index);
/*
 * Put @entry there (NULL takes it out): what was there before, or an ERR_PTR
 * without memory. xa_cmpxchg: only where @old is. xa_insert: only where nothing
 * is: 0, -EBUSY, -ENOMEM. May sleep if @gfp may.
 */
void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		 void *entry, gfp_t gfp);
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
int xa_reserve(struct xarray *xa, unsigned long index, gfp_t gfp);
/* Take it out; what was there. Any context. */
void *xa_erase(struct xarray *xa, unsigned long index);
/* All of them out; what they point to is the caller's. */
void xa_destroy(struct xarray *xa);

static inline bool xa_empty(const struct xarray *xa)
{
	return !READ_ONCE(xa->xa_head);
}

struct xa_limit {
	u32 min, max;			/* both included */
};

#define XA_LIMIT(lo, hi)	((struct xa_limit){ .min = (lo), .max = (hi) })
#define xa_limit_32b	XA_LIMIT(0, UINT_MAX)
#define xa_limit_31b	XA_LIMIT(0, INT_MAX)
#define xa_limit_16b	XA_LIMIT(0, 0xffff)

/*
 * Put @entry (NULL: reserve it) at the first index of @limit that is free, and
 * that in *@id: 0; -EBUSY: none is free; -ENOMEM. With ALLOC1, 0 is not free.
 * _cyclic begins at *@next, and 1 means that it began anew from the lower end.
 */
int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	     gfp_t gfp);
int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		    struct xa_limit limit, u32 *next, gfp_t gfp);

/* The first at *@index or above (_after: above), up to @max: it and its index. */
#define XA_PRESENT	8U
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max,
	      unsigned int filter);
void *xa_find_after(struct xarray *xa, unsigned long *index,
		    unsigned long max, unsigned int filter);

#define xa_for_each_range(xa, index, entry, start, last)		\
	for ((index) = (start),						\
	     entry = xa_find(xa, &(index), last, XA_PRESENT); entry;	\
	     entry = xa_find_after(xa, &(index), last, XA_PRESENT))
#define xa_for_each_start(xa, index, entry, start) \
	xa_for_each_range(xa, index, entry, start, ULONG_MAX)
#define xa_for_each(xa, index, entry)	xa_for_each_start(xa, index, entry, 0)

#endif
