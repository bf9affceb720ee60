/*
 * idr.h - small numbers for things: an idr finds the thing by its number, an
 * ida only gives out numbers. Both on xarray.h; kernel/idr.c.
 */
#ifndef _LINUX_IDR_H
#define _LINUX_IDR_H

#include <linux/preempt.h>
#include <linux/xarray.h>

struct idr {
	struct xarray xa;
	u32 next;			/* idr_alloc_cyclic goes on here */
};

#define IDR_INIT(name)	{ .xa = XARRAY_INIT((name).xa, XA_FLAGS_ALLOC) }
#define DEFINE_IDR(name)	struct idr name = IDR_INIT(name)

void idr_init(struct idr *idr);
/* Forget all numbers; the things are the caller's. */
void idr_destroy(struct idr *idr);

/*
 * A number for @ptr, the smallest free one in [@start, @end) (0: no end). It,
 * or
 * -ENOSPC, -ENOMEM, -EINVAL. _cyclic begins behind the last one. _u32 takes
 * *@id as the start, @max included, and returns 0. May sleep if @gfp may.
 */
int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end,
		     gfp_t gfp);
int idr_alloc_u32(struct idr *idr, void *ptr, u32 *id, unsigned long max,
		  gfp_t gfp);
/* What the number stands for, NULL: nothing. Any context. */
#define idr_find(idr, id)	xa_load(&(idr)->xa, id)
/* Give the number back: what it stood for. Any context. */
#define idr_remove(idr, id)	xa_erase(&(idr)->xa, id)
/* Another thing of the same number: the old one, or ERR_PTR(-ENOENT). */
void *idr_replace(struct idr *idr, void *ptr, unsigned long id);
/* @fn of each; ends with the first that does not return 0, and returns that. */
int idr_for_each(const struct idr *idr,
		 int (*fn)(int id, void *ptr, void *data), void *data);
/* The first of *@id or above: it, and its number. */
void *idr_get_next(struct idr *idr, int *id);
#define idr_is_empty(idr)	xa_empty(&(idr)->xa)

#define idr_for_each_entry(idr, entry, id)				\
	for ((id) = 0; ((entry) = idr_get_next(idr, &(id))) != NULL; (id)++)
#define idr_for_each_entry_continue(idr, entry, id)			\
	for (; ((entry) = idr_get_next(idr, &(id))) != NULL; (id)++)

/* What idr_alloc() needs it allocates itself; in between nothing sleeps. */
#define idr_preload(gfp)	preempt_disable()
#define idr_preload_end()	preempt_enable()

/* The same with numbers up to ULONG_MAX. */
#define idr_get_next_ul(idr, id)	xa_find(&(idr)->xa, id, ULONG_MAX, XA_PRESENT)
#define idr_for_each_entry_ul(idr, entry, tmp, id)			\
	for ((tmp) = 0, (id) = 0;					\
	     (tmp) <= (id) && ((entry) = idr_get_next_ul(idr, &(id))) != NULL; \
	     (tmp) = (id), (id)++)
#define idr_get_cursor(idr)		((idr)->next)
#define idr_set_cursor(idr, id)		((void)((idr)->next = (id)))
/* Numbers begin at @base where no start is given: 0 or 1. */
#define idr_init_base(idr, base)	idr_init(idr)
#define idr_remove_all(idr)		xa_destroy(&(idr)->xa)

/*
 * 2.6's two steps: idr_pre_get() says whether there is memory (1; 0: none),
 * then idr_get_new() puts the number into *@id: 0; -EAGAIN: there was none
 * after all;
 * -ENOSPC.
 */
int idr_pre_get(struct idr *idr, gfp_t gfp);
int idr_get_new_above(struct idr *idr, void *ptr, int start, int *id);
#define idr_get_new(idr, ptr, id)	idr_get_new_above(idr, ptr, 0, id)

struct ida {
	struct xarray xa;
};

/* What Linux keeps in one piece; self-tests cross its edges. */
#define IDA_BITMAP_BITS	1024

#define IDA_INIT(name)	{ .xa = XARRAY_INIT((name).xa, XA_FLAGS_ALLOC) }
#define DEFINE_IDA(name)	struct ida name = IDA_INIT(name)

/* The smallest free number from @min to @max: or -ENOSPC, -ENOMEM. */
int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max,
		    gfp_t gfp);
void ida_free(struct ida *ida, unsigned int id);
#define ida_init(ida)		xa_init_flags(&(ida)->xa, XA_FLAGS_ALLOC)
#define ida_destroy(ida)	xa_destroy(&(ida)->xa)
#define ida_is_empty(ida)	xa_empty(&(ida)->xa)
#define ida_alloc(ida, gfp)	ida_alloc_range(ida, 0, INT_MAX, gfp)
#define ida_alloc_min(ida, min, gfp)	ida_alloc_range(ida, min, INT_MAX, gfp)
#define ida_alloc_max(ida, max, gfp)	ida_alloc_range(ida, 0, max, gfp)
/* Is the number given out? The first that is, or -ENOENT. */
int ida_find_first_range(struct ida *ida, unsigned int min, unsigned int max);
#define ida_find_first(ida)		ida_find_first_range(ida, 0, ~0)
#define ida_exists(ida, id)		(ida_find_first_range(ida, id, id) >= 0)
/* 2.6's two steps: see idr_pre_get(). */
#define ida_pre_get(ida, gfp)		idr_pre_get(NULL, gfp)
static inline int ida_get_new_above(struct ida *ida, int start, int *id)
{
	int got = ida_alloc_range(ida, start, INT_MAX,
				  GFP_NOWAIT | __GFP_NOWARN);

	if (got >= 0)
		*id = got;
	return got >= 0 ? 0 : got == -ENOMEM ? -EAGAIN : got;
}
#define ida_get_new(ida, id)		ida_get_new_above(ida, 0, id)
#define ida_remove(ida, id)		ida_free(ida, id)
#define ida_simple_get(ida, start, end, gfp) \
	ida_alloc_range(ida, start, (end) ? (end) - 1 : INT_MAX, gfp)
#define ida_simple_remove(ida, id)	ida_free(ida, id)

#endif
