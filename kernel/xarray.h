/*
 * xarray.h - what an xarray is made of: for xarray.c, and for lib/modules/,
 * which has what only modules use.
 */
#ifndef K896_KERNEL_XARRAY_H
#define K896_KERNEL_XARRAY_H

#include <linux/bitops.h>
#include <linux/rcupdate.h>
#include <linux/xarray.h>

#define XA_BITS		6
#define XA_SLOTS	(1U << XA_BITS)
#define XA_LEVELS	6		/* 36 bits are enough for 32 */

struct xa_node {
	unsigned int shift;		/* bits of the index below this node */
	unsigned int count;		/* slots in use */
	struct rcu_head rcu;
	/* of leaves: which entries carry the mark */
	unsigned long marks[XA_MAX_MARKS][XA_SLOTS / BITS_PER_LONG];
	void *slots[XA_SLOTS];		/* nodes, or entries where shift is 0 */
};

static inline unsigned int slot_of(const struct xa_node *node,
				   unsigned long index)
{
	return (index >> node->shift) % XA_SLOTS;
}

/* Asked of the top node: is there a place for @index below it? */
static inline bool covers(const struct xa_node *node, unsigned long index)
{
	return (u64)index >> node->shift < XA_SLOTS;
}

/* The leaf where @index has its slot, or NULL. */
struct xa_node *xa_leaf(struct xarray *xa, unsigned long index);

#endif
