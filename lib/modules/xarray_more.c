/*
 * xarray_more.c - of the xarray, what the kernel itself has no use for: marks,
 * and changes under the caller's lock.
 *
 * Model: marks are bits of the leaves, beside the slots; who looks for one
 * looks at every leaf.
 *
 * Invariants: an empty slot carries no mark (xarray.c sees to that).
 * Locking, context: xa_lock over every change, readers under RCU; any context.
 * Linux: lib/xarray.c.
 * gdb: `p/t xa_leaf(xa, 5)->marks`, `break xa_set_mark`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include "../../kernel/xarray.h"

static void *seen(void *was)
{
	return was == XA_ZERO_ENTRY ? NULL : was;
}

void *__xa_store(struct xarray *xa, unsigned long index, void *entry,
		 gfp_t gfp)
{
	struct xa_change c = { .entry = entry, .always = true, .held = true };

	return seen(xa_change(xa, index, &c, gfp));
}

void *__xa_erase(struct xarray *xa, unsigned long index)
{
	return __xa_store(xa, index, NULL, GFP_NOWAIT);
}

void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		   void *entry, gfp_t gfp)
{
	struct xa_change c = { .entry = entry, .expected = old, .held = true };

	return seen(xa_change(xa, index, &c, gfp));
}

int __xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct xa_change c = { .entry = entry ? : XA_ZERO_ENTRY, .held = true };
	void *was = xa_change(xa, index, &c, gfp);

	return IS_ERR(was) ? PTR_ERR(was) : was ? -EBUSY : 0;
}

int __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	       gfp_t gfp)
{
	struct xa_change c = { .entry = entry ? : XA_ZERO_ENTRY, .held = true,
			       .id = id, .min = limit.min, .max = limit.max };
	void *was;

	if (!c.min && xa->xa_flags == XA_FLAGS_ALLOC1)
		c.min = 1;
	was = xa_change(xa, 0, &c, gfp);
	return IS_ERR(was) ? PTR_ERR(was) : 0;
}

void __xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct xa_node *leaf = xa_leaf(xa, index);

	if (leaf && leaf->slots[slot_of(leaf, index)])
		set_bit(slot_of(leaf, index), leaf->marks[mark]);
}

void __xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct xa_node *leaf = xa_leaf(xa, index);

	if (leaf)
		clear_bit(slot_of(leaf, index), leaf->marks[mark]);
}

void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	unsigned long flags;

	xa_lock_irqsave(xa, flags);
	__xa_set_mark(xa, index, mark);
	xa_unlock_irqrestore(xa, flags);
}

void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	unsigned long flags;

	xa_lock_irqsave(xa, flags);
	__xa_clear_mark(xa, index, mark);
	xa_unlock_irqrestore(xa, flags);
}

bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	struct xa_node *leaf;
	bool marked;

	rcu_read_lock();
	leaf = xa_leaf(xa, index);
	marked = leaf && test_bit(slot_of(leaf, index), leaf->marks[mark]);
	rcu_read_unlock();
	return marked;
}

bool xa_marked(struct xarray *xa, xa_mark_t mark)
{
	unsigned long index = 0;

	return xa_find(xa, &index, ULONG_MAX, mark) != NULL;
}

unsigned int xa_extract(struct xarray *xa, void **to, unsigned long start,
			unsigned long max, unsigned int n, unsigned int filter)
{
	unsigned int got = 0;
	void *entry;

	if (!n)
		return 0;
	for (entry = xa_find(xa, &start, max, filter); entry;
	     entry = xa_find_after(xa, &start, max, filter)) {
		to[got++] = entry;
		if (got == n)
			break;
	}
	return got;
}
