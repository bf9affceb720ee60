/*
 * xarray.c - a large, mostly empty array of pointers.
 *
 * Model: a tree; each node covers six bits of the index, the leaves the lowest.
 * It is as high as its largest index needs: a node says by its shift what its
 * slots stand for.
 *
 *	head -> [shift 6]  slot n: indices 64n .. 64n + 63
 *		   |
 *		   +----> [shift 0]  slot n: an entry
 *
 * Invariants: node->count slots of a node are not NULL, and (but for a moment
 * under the lock) it is not 0. No index in [from, to) is free.
 *
 * Locking, context: xa_lock, interrupts off, over every change; a node that is
 * missing is allocated without it, and the change tried again. Readers are
 * under
 * RCU: nodes are freed after a grace period. Any context whose mask allows it.
 * Linux: lib/xarray.c (which has more kinds of entries, and ranges; its marks
 * are known in every node above, so that it finds them without looking at all).
 * gdb: `p *xa`, `p *xa->xa_head`.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include "xarray.h"

void xa_init_flags(struct xarray *xa, unsigned int flags)
{
	*xa = (struct xarray){ .xa_flags = flags };
	spin_lock_init(&xa->xa_lock);
}
EXPORT_SYMBOL(xa_init_flags);

struct xa_node *xa_leaf(struct xarray *xa, unsigned long index)
{
	struct xa_node *node = rcu_dereference(xa->xa_head);

	if (!node || !covers(node, index))
		return NULL;
	while (node && node->shift)
		node = rcu_dereference(node->slots[slot_of(node, index)]);
	return node;
}
EXPORT_SYMBOL(xa_leaf);

/* The slot of @index, NULL if there is no leaf for it. */
static void **lookup(struct xarray *xa, unsigned long index)
{
	struct xa_node *node = xa_leaf(xa, index);

	return node ? &node->slots[slot_of(node, index)] : NULL;
}

void *xa_load(struct xarray *xa, unsigned long index)
{
	void *entry = NULL, **slot;

	rcu_read_lock();
	slot = lookup(xa, index);
	if (slot)
		entry = READ_ONCE(*slot);
	rcu_read_unlock();
	return entry == XA_ZERO_ENTRY ? NULL : entry;
}
EXPORT_SYMBOL(xa_load);

/* A node above the old ones, or in an empty slot: what was spare. */
static struct xa_node *use_spare(struct xa_node **spare, unsigned int shift)
{
	struct xa_node *node = *spare;

	node->shift = shift;
	*spare = NULL;
	return node;
}

/* Of the first node, so that @index is below it and nothing empty besides. */
static unsigned int shift_for(unsigned long index)
{
	unsigned int shift = 0;

	while ((u64)index >> shift >= XA_SLOTS)
		shift += XA_BITS;
	return shift;
}

/*
 * A leaf for @index: its slot, or NULL where a node is needed and none spare.
 */
static void **make_slot(struct xarray *xa, unsigned long index,
			struct xa_node **spare)
{
	struct xa_node *node = xa->xa_head, *child;

	while (!node || !covers(node, index)) {
		if (!*spare)
			return NULL;
		child = node;
		node = use_spare(spare, child ? child->shift + XA_BITS :
					shift_for(index));
		if (child) {
			node->slots[0] = child;
			node->count = 1;
		}
		rcu_assign_pointer(xa->xa_head, node);
	}
	for (; node->shift; node = child) {
		child = node->slots[slot_of(node, index)];
		if (child)
			continue;
		if (!*spare)
			return NULL;
		child = use_spare(spare, node->shift - XA_BITS);
		rcu_assign_pointer(node->slots[slot_of(node, index)], child);
		node->count++;
	}
	return &node->slots[slot_of(node, index)];
}

/* Nodes on the way to @index that hold nothing: off, from below. */
static void prune(struct xarray *xa, unsigned long index)
{
	struct xa_node *way[XA_LEVELS], *node = xa->xa_head;
	int n = 0;

	if (node && !covers(node, index))
		return;
	while (node) {
		way[n++] = node;
		node = node->shift ? node->slots[slot_of(node, index)] : NULL;
	}
	while (n-- && !way[n]->count) {
		if (n) {
			way[n - 1]->slots[slot_of(way[n - 1], index)] = NULL;
			way[n - 1]->count--;
		} else {
			xa->xa_head = NULL;
		}
		kfree_rcu(way[n], rcu);
	}
}

/* The slot gets @entry; the books are kept. What was there. */
static void *replace(struct xarray *xa, unsigned long index, void **slot,
		     void *entry)
{
	struct xa_node *node = xa_leaf(xa, index);
	void *old = *slot;
	int mark;

	for (mark = 0; mark < XA_MAX_MARKS && !entry; mark++)
		__clear_bit(slot_of(node, index), node->marks[mark]);
	node->count += !!entry - !!old;
	rcu_assign_pointer(*slot, entry);
	if (!entry) {
		if (index >= xa->from && index < xa->to)
			xa->to = index;
		prune(xa, index);
	}
	return old;
}

static bool first_free(struct xarray *xa, u32 min, u32 max, u32 *id)
{
	u64 index = min;
	void **slot;

	if (min == xa->from && xa->to > min)
		index = xa->to;
	for (; index <= max; index++) {
		slot = lookup(xa, index);
		if (!slot || !*slot) {
			*id = index;
			return true;
		}
	}
	return false;
}

/* One try under the lock: true when it is done, *@old what was there. */
static bool try_change(struct xarray *xa, unsigned long *index,
		       struct xa_change *c, struct xa_node **spare, void **old)
{
	void **slot;

	if (c->id) {
		if (!first_free(xa, c->min, c->max, c->id)) {
			*old = ERR_PTR(-EBUSY);
			return true;
		}
		*index = *c->id;
	}
	slot = lookup(xa, *index);
	*old = slot ? *slot : NULL;
	if ((!c->always && *old != c->expected) || (!*old && !c->entry))
		return true;
	slot = make_slot(xa, *index, spare);
	if (!slot)
		return false;
	replace(xa, *index, slot, c->entry);
	if (c->id) {
		xa->from = c->min;
		xa->to = *index + 1 ? : UINT_MAX;
	}
	return true;
}

/* Locked by the caller, who may have interrupts off: so it does not sleep. */
static void *change_held(struct xarray *xa, unsigned long index,
			 struct xa_change *c, gfp_t gfp)
{
	struct xa_node *spare = NULL;
	void *old;

	while (!try_change(xa, &index, c, &spare, &old)) {
		spare = kzalloc(sizeof(*spare), gfp & ~__GFP_WAIT);
		if (!spare) {
			prune(xa, index);
			old = ERR_PTR(-ENOMEM);
			break;
		}
	}
	return old;
}

/* ERR_PTR(-ENOMEM) without memory for a node; what is half made goes then. */
void *xa_change(struct xarray *xa, unsigned long index, struct xa_change *c,
		gfp_t gfp)
{
	struct xa_node *spare = NULL;
	unsigned long flags;
	void *old;

	if (c->held)
		return change_held(xa, index, c, gfp);
	for (;;) {
		spin_lock_irqsave(&xa->xa_lock, flags);
		if (try_change(xa, &index, c, &spare, &old))
			break;
		spin_unlock_irqrestore(&xa->xa_lock, flags);
		spare = kzalloc(sizeof(*spare), gfp);
		if (spare)
			continue;
		spin_lock_irqsave(&xa->xa_lock, flags);
		prune(xa, index);
		old = ERR_PTR(-ENOMEM);
		break;
	}
	spin_unlock_irqrestore(&xa->xa_lock, flags);
	kfree(spare);
	return old;
}
EXPORT_SYMBOL(xa_change);

void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct xa_change c = { .entry = entry, .always = true };
	void *old = xa_change(xa, index, &c, gfp);

	return old == XA_ZERO_ENTRY ? NULL : old;
}
EXPORT_SYMBOL(xa_store);

void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		 void *entry, gfp_t gfp)
{
	struct xa_change c = { .entry = entry, .expected = old };
	void *was = xa_change(xa, index, &c, gfp);

	return was == XA_ZERO_ENTRY ? NULL : was;
}
EXPORT_SYMBOL(xa_cmpxchg);

int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct xa_change c = { .entry = entry ? : XA_ZERO_ENTRY };
	void *was = xa_change(xa, index, &c, gfp);

	return IS_ERR(was) ? PTR_ERR(was) : was ? -EBUSY : 0;
}
EXPORT_SYMBOL(xa_insert);

int xa_reserve(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	int error = xa_insert(xa, index, NULL, gfp);

	return error == -EBUSY ? 0 : error;
}
EXPORT_SYMBOL(xa_reserve);

void *xa_erase(struct xarray *xa, unsigned long index)
{
	return xa_store(xa, index, NULL, GFP_NOWAIT);
}
EXPORT_SYMBOL(xa_erase);

int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	     gfp_t gfp)
{
	struct xa_change c = { .entry = entry ? : XA_ZERO_ENTRY, .id = id,
			    .min = limit.min, .max = limit.max };
	void *was;

	if (WARN_ON_ONCE(!(xa->xa_flags & XA_FLAGS_ALLOC)))
		return -EINVAL;
	if (!c.min && xa->xa_flags == XA_FLAGS_ALLOC1)
		c.min = 1;
	was = xa_change(xa, 0, &c, gfp);
	return IS_ERR(was) ? PTR_ERR(was) : 0;
}
EXPORT_SYMBOL(xa_alloc);

int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		    struct xa_limit limit, u32 *next, gfp_t gfp)
{
	struct xa_limit upper = { max(*next, limit.min), limit.max };
	int error = xa_alloc(xa, id, entry, upper, gfp);

	if (error == -EBUSY && upper.min > limit.min) {
		error = xa_alloc(xa, id, entry, limit, gfp);
		error = error ? : 1;
	}
	if (error >= 0)
		*next = *id + 1;
	return error;
}
EXPORT_SYMBOL(xa_alloc_cyclic);

/* From the top for each hole: an empty slot says how much can be skipped. */
static void *next_entry(struct xarray *xa, unsigned long *index,
			unsigned long max, unsigned int filter)
{
	struct xa_node *top = rcu_dereference(xa->xa_head), *node = top;
	unsigned long next;
	void *entry;

	while (node && (node != top || covers(top, *index))) {
		entry = rcu_dereference(node->slots[slot_of(node, *index)]);
		if (entry && node->shift) {
			node = entry;
			continue;
		}
		if (entry && entry != XA_ZERO_ENTRY &&
		    (filter >= XA_MAX_MARKS ||
		     test_bit(slot_of(node, *index), node->marks[filter])))
			return entry;
		next = (*index | ((1UL << node->shift) - 1)) + 1;
		if (!next || next > max)
			return NULL;
		*index = next;
		node = top;
	}
	return NULL;
}

void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max,
	      unsigned int filter)
{
	unsigned long at = *index;
	void *entry = NULL;

	rcu_read_lock();
	if (at <= max)
		entry = next_entry(xa, &at, max, filter);
	rcu_read_unlock();
	if (entry)
		*index = at;
	return entry;
}
EXPORT_SYMBOL(xa_find);

void *xa_find_after(struct xarray *xa, unsigned long *index,
		    unsigned long max, unsigned int filter)
{
	unsigned long at = *index + 1;
	void *entry = at ? xa_find(xa, &at, max, filter) : NULL;

	if (entry)
		*index = at;
	return entry;
}
EXPORT_SYMBOL(xa_find_after);

/* Depth first; a node that was left goes when nobody reads it any more. */
void xa_destroy(struct xarray *xa)
{
	struct xa_node *way[XA_LEVELS], *node;
	unsigned int at[XA_LEVELS];
	unsigned long flags;
	int n = 0;

	spin_lock_irqsave(&xa->xa_lock, flags);
	node = xa->xa_head;
	xa->xa_head = NULL;
	xa->from = xa->to = 0;
	spin_unlock_irqrestore(&xa->xa_lock, flags);
	while (node || n) {
		if (node) {
			way[n] = node;
			at[n++] = node->shift ? 0 : XA_SLOTS;
		}
		node = NULL;
		while (at[n - 1] < XA_SLOTS && !node)
			node = way[n - 1]->slots[at[n - 1]++];
		if (!node) {
			n--;
			kfree_rcu(way[n], rcu);
		}
	}
}
EXPORT_SYMBOL(xa_destroy);
