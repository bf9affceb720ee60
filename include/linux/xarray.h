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

/* Entries may carry any of three marks; an empty place has none. */
typedef unsigned int xa_mark_t;
#define XA_MARK_0	0U
#define XA_MARK_1	1U
#define XA_MARK_2	2U
#define XA_MARK_MAX	XA_MARK_2
#define XA_MAX_MARKS	3

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
#define XA_FLAGS_ACCOUNT	0U

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
#define xa_trylock(xa)	spin_trylock(&(xa)->xa_lock)
#define xa_lock(xa)	spin_lock(&(xa)->xa_lock)
#define xa_unlock(xa)	spin_unlock(&(xa)->xa_lock)
#define xa_lock_bh(xa)	spin_lock_bh(&(xa)->xa_lock)
#define xa_unlock_bh(xa)	spin_unlock_bh(&(xa)->xa_lock)
#define xa_lock_irq(xa)	spin_lock_irq(&(xa)->xa_lock)
#define xa_unlock_irq(xa)	spin_unlock_irq(&(xa)->xa_lock)
#define xa_lock_irqsave(xa, flags)	spin_lock_irqsave(&(xa)->xa_lock, flags)
#define xa_unlock_irqrestore(xa, flags) \
	spin_unlock_irqrestore(&(xa)->xa_lock, flags)

/* Numbers instead of pointers: 31 bits. */
#define xa_mk_value(v)	((void *)((unsigned long)(v) << 1 | 1))
#define xa_to_value(entry)	((unsigned long)(entry) >> 1)
#define xa_is_value(entry)	((unsigned long)(entry) & 1)
/* Taken, but nothing there: load gives NULL. */
#define XA_ZERO_ENTRY	((void *)6UL)
#define xa_is_zero(entry)	((entry) == XA_ZERO_ENTRY)
/* Pointers with a number from 0 to 3 in their lowest bits. */
#define xa_tag_pointer(p, tag)	((void *)((unsigned long)(p) | (tag)))
#define xa_untag_pointer(entry)	((void *)((unsigned long)(entry) & ~3UL))
#define xa_pointer_tag(entry)	((unsigned int)((unsigned long)(entry) & 3))

/* An error, where an entry is returned. */
#define xa_is_err(entry)	IS_ERR(entry)
#define xa_err(entry)	(IS_ERR(entry) ? (int)PTR_ERR(entry) : 0)

/* What a change is to do, and how it went: for those that follow. */
struct xa_change {
	void *entry;			/* to be put in */
	void *expected;			/* only where this is */
	bool always;			/* whatever is there */
	bool held;			/* the caller has xa_lock */
	u32 *id;			/* at the first that is free, up to ... */
	u32 min, max;
};

void *xa_change(struct xarray *xa, unsigned long index, struct xa_change *c,
		gfp_t gfp);

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

/*
 * The first at *@index or above (_after: above), up to @max: it and its index.
 */
#define XA_PRESENT	8U		/* or a mark that it must carry */
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

#define xa_for_each_marked(xa, index, entry, mark)			\
	for ((index) = 0,						\
	     entry = xa_find(xa, &(index), ULONG_MAX, mark); entry;	\
	     entry = xa_find_after(xa, &(index), ULONG_MAX, mark))

/* Interrupts are off over each change anyhow. */
#define xa_store_irq		xa_store
#define xa_store_bh		xa_store
#define xa_erase_irq		xa_erase
#define xa_erase_bh		xa_erase
#define xa_insert_irq		xa_insert
#define xa_insert_bh		xa_insert
#define xa_cmpxchg_irq		xa_cmpxchg
#define xa_cmpxchg_bh		xa_cmpxchg
#define xa_alloc_irq		xa_alloc
#define xa_alloc_bh		xa_alloc
#define xa_alloc_cyclic_irq	xa_alloc_cyclic
#define xa_reserve_irq		xa_reserve
/* A reservation that was not used; anything else stays. */
#define xa_release(xa, index) \
	((void)xa_change(xa, index, &(struct xa_change){		\
			 .expected = XA_ZERO_ENTRY }, GFP_NOWAIT))

/*
 * ---- for modules: lib/modules/xarray_more.c ----
 *
 * With xa_lock held, however taken; no memory means -ENOMEM sooner, as they
 * can't sleep.
 */
void *__xa_store(struct xarray *xa, unsigned long index, void *entry,
		 gfp_t gfp);
void *__xa_erase(struct xarray *xa, unsigned long index);
void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		   void *entry, gfp_t gfp);
int __xa_insert(struct xarray *xa, unsigned long index, void *entry,
		gfp_t gfp);
int __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	       gfp_t gfp);

/*
 * Nothing happens where there is no entry. __: with xa_lock held. Any context.
 */
void __xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void __xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
/* Does any carry it? It looks through all. */
bool xa_marked(struct xarray *xa, xa_mark_t mark);
/* Up to @n entries from @start to @max into @to: how many. */
unsigned int xa_extract(struct xarray *xa, void **to, unsigned long start,
			unsigned long max, unsigned int n,
			unsigned int filter);

#endif
