/*
 * radix_tree.c - the radix tree of 2.6 to 4.19, on the xarray that replaced it.
 *
 * Model: the functions are the xarray's by other names; tags are its marks.
 * Slots can be looked at, which the xarray hides.
 *
 * Invariants, locking, context: those of the xarray.
 * Linux: lib/radix-tree.c.
 * gdb: `break radix_tree_insert`, `p root->xa`.
 */
#include <linux/kernel.h>
#include <linux/radix-tree.h>
#include "../../kernel/xarray.h"

int radix_tree_insert(struct radix_tree_root *root, unsigned long index,
		      void *item)
{
	int error = xa_insert(&root->xa, index, item, root->gfp_mask);

	return error == -EBUSY ? -EEXIST : error;
}

void *radix_tree_delete_item(struct radix_tree_root *root, unsigned long index,
			     void *item)
{
	return item ? xa_cmpxchg(&root->xa, index, item, NULL, GFP_NOWAIT) :
		      xa_erase(&root->xa, index);
}

void **radix_tree_lookup_slot(struct radix_tree_root *root,
				    unsigned long index)
{
	struct xa_node *leaf = xa_leaf(&root->xa, index);
	void **slot = leaf ? &leaf->slots[slot_of(leaf, index)] : NULL;

	return slot && *slot ? slot : NULL;
}

unsigned int radix_tree_gang_lookup(struct radix_tree_root *root,
				    void **results, unsigned long first,
				    unsigned int max)
{
	return xa_extract(&root->xa, results, first, ULONG_MAX, max,
			  XA_PRESENT);
}

unsigned int radix_tree_gang_lookup_tag(struct radix_tree_root *root,
					void **results, unsigned long first,
					unsigned int max, unsigned int tag)
{
	return xa_extract(&root->xa, results, first, ULONG_MAX, max, tag);
}

void *radix_tree_tag_set(struct radix_tree_root *root, unsigned long index,
			 unsigned int tag)
{
	xa_set_mark(&root->xa, index, tag);
	return xa_load(&root->xa, index);
}

void *radix_tree_tag_clear(struct radix_tree_root *root, unsigned long index,
			   unsigned int tag)
{
	xa_clear_mark(&root->xa, index, tag);
	return xa_load(&root->xa, index);
}

void **__radix_tree_next(struct radix_tree_root *root,
			       struct radix_tree_iter *iter,
			       unsigned int filter)
{
	unsigned long at = iter->next_index;

	if (iter->last || !xa_find(&root->xa, &at, ULONG_MAX, filter))
		return NULL;
	iter->index = at;
	iter->next_index = at + 1;
	iter->last = at == ULONG_MAX;
	return radix_tree_lookup_slot(root, at);
}
