/*
 * radix-tree.h - the older name and functions of what is now the xarray. The
 * caller's lock is over changes here; lookups may run under RCU. For modules:
 * lib/modules/radix_tree.c.
 */
#ifndef _LINUX_RADIX_TREE_H
#define _LINUX_RADIX_TREE_H

#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/xarray.h>

struct radix_tree_root {
	struct xarray xa;
	gfp_t gfp_mask;			/* for its nodes */
};

#define RADIX_TREE_MAX_TAGS	XA_MAX_MARKS
#define RADIX_TREE_INIT(name, mask) \
	{ .xa = XARRAY_INIT((name).xa, 0), .gfp_mask = (mask) }
#define RADIX_TREE(name, mask) \
	struct radix_tree_root name = RADIX_TREE_INIT(name, mask)
#define INIT_RADIX_TREE(root, mask) do {				\
	xa_init(&(root)->xa);						\
	(root)->gfp_mask = (mask);					\
} while (0)

/* 0, -EEXIST, -ENOMEM; @item is not NULL. */
int radix_tree_insert(struct radix_tree_root *root, unsigned long index,
		      void *item);
#define radix_tree_lookup(root, index)	\
	xa_load((struct xarray *)&(root)->xa, index)
/* What was there, NULL: nothing. _item: only if it is that. */
#define radix_tree_delete(root, index)	xa_erase(&(root)->xa, index)
void *radix_tree_delete_item(struct radix_tree_root *root, unsigned long index,
			     void *item);
#define radix_tree_empty(root)		xa_empty(&(root)->xa)

/*
 * Where it is stored, NULL: nothing is. It stays good as long as the item is.
 */
void **radix_tree_lookup_slot(struct radix_tree_root *root,
				    unsigned long index);
#define radix_tree_deref_slot(slot)	READ_ONCE(*(slot))
#define radix_tree_deref_slot_protected(slot, lock)	(*(slot))
/* Another item (not NULL) in its place. */
#define radix_tree_replace_slot(root, slot, item) \
	smp_store_release((slot), (void *)(item))
#define radix_tree_deref_retry(item)	0
#define radix_tree_exception(item)	((unsigned long)(item) & 3)
#define radix_tree_exceptional_entry(item)	xa_is_value(item)

/* Up to @max items from @first on: how many. */
unsigned int radix_tree_gang_lookup(struct radix_tree_root *root,
				    void **results, unsigned long first,
				    unsigned int max);
unsigned int radix_tree_gang_lookup_tag(struct radix_tree_root *root,
					void **results, unsigned long first,
					unsigned int max, unsigned int tag);

/* The item, NULL: there is none. */
void *radix_tree_tag_set(struct radix_tree_root *root, unsigned long index,
			 unsigned int tag);
void *radix_tree_tag_clear(struct radix_tree_root *root, unsigned long index,
			   unsigned int tag);
#define radix_tree_tag_get(root, index, tag) \
	((int)xa_get_mark(&(root)->xa, index, tag))
#define radix_tree_tagged(root, tag)	((int)xa_marked(&(root)->xa, tag))

/* Insertions allocate for themselves; in between nothing sleeps. 0, always. */
static inline int radix_tree_preload(gfp_t gfp)
{
	preempt_disable();
	return 0;
}
#define radix_tree_maybe_preload	radix_tree_preload
#define radix_tree_preload_end()	preempt_enable()

struct radix_tree_iter {
	unsigned long index;		/* of the slot */
	unsigned long next_index;
	bool last;			/* index was the largest there is */
};

/* The slot of the next one from iter->next_index on, NULL: no more. */
void **__radix_tree_next(struct radix_tree_root *root,
			       struct radix_tree_iter *iter,
			       unsigned int filter);
#define __radix_tree_for_each(slot, root, iter, start, filter)		\
	for ((iter)->last = false, (iter)->next_index = (start);	\
	     ((slot) = __radix_tree_next(root, iter, filter)) != NULL; )
#define radix_tree_for_each_slot(slot, root, iter, start) \
	__radix_tree_for_each(slot, root, iter, start, XA_PRESENT)
#define radix_tree_for_each_tagged(slot, root, iter, start, tag) \
	__radix_tree_for_each(slot, root, iter, start, tag)
/* An item that the loop is at. */
#define radix_tree_iter_delete(root, iter, slot) \
	((void)xa_erase(&(root)->xa, (iter)->index))
#define radix_tree_iter_tag_clear(root, iter, tag) \
	xa_clear_mark(&(root)->xa, (iter)->index, tag)
#define radix_tree_iter_tag_set(root, iter, tag) \
	xa_set_mark(&(root)->xa, (iter)->index, tag)

#endif
