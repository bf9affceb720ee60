/*
 * interval_tree_generic.h - trees of intervals, written out for any type: which
 * of them overlap [start, last]? A red-black tree by where they start, in which
 * each node also knows the largest end of all below it: a subtree that ends
 * before
 * @start need not be looked at.
 *
 *	INTERVAL_TREE_DEFINE(struct area, rb, unsigned long, subtree_last,
 *			     area_start, area_last, static, area_tree)
 *
 * defines area_tree_insert(), _remove(), _iter_first(), _iter_next(). Nothing
 * here locks.
 */
#ifndef _LINUX_INTERVAL_TREE_GENERIC_H
#define _LINUX_INTERVAL_TREE_GENERIC_H

#include <linux/rbtree_augmented.h>

#define INTERVAL_TREE_DEFINE(type, rb, number, sublast, first, final,	\
			     linkage, name)				\
RB_DECLARE_CALLBACKS_MAX(static, name##_augment, type, rb, number,	\
			 sublast, final)				\
									\
__maybe_unused linkage void						\
name##_insert(type *node, struct rb_root_cached *root)			\
{									\
	struct rb_node **link = &root->rb_root.rb_node, *parent = NULL;	\
	number start = first(node), last = final(node);			\
	bool leftmost = true;						\
									\
	while (*link) {							\
		type *above;						\
									\
		parent = *link;						\
		above = rb_entry(parent, type, rb);			\
		if (above->sublast < last)				\
			above->sublast = last;				\
		if (start < first(above)) {				\
			link = &parent->rb_left;			\
		} else {						\
			link = &parent->rb_right;			\
			leftmost = false;				\
		}							\
	}								\
	node->sublast = last;						\
	rb_link_node(&node->rb, parent, link);				\
	rb_insert_augmented_cached(&node->rb, root, leftmost,		\
				   &name##_augment);			\
}									\
									\
__maybe_unused linkage void						\
name##_remove(type *node, struct rb_root_cached *root)			\
{									\
	rb_erase_augmented_cached(&node->rb, root, &name##_augment);	\
}									\
									\
/* The leftmost one below @at, itself included, that overlaps. */	\
static inline type *							\
name##_below(struct rb_node *at, number start, number last)		\
{									\
	while (at) {							\
		type *node = rb_entry(at, type, rb);			\
									\
		if (node->sublast < start)				\
			return NULL;					\
		if (at->rb_left &&					\
		    rb_entry(at->rb_left, type, rb)->sublast >= start) { \
			at = at->rb_left;				\
			continue;					\
		}							\
		if (first(node) > last)					\
			return NULL;					\
		if (final(node) >= start)				\
			return node;					\
		at = at->rb_right;					\
	}								\
	return NULL;							\
}									\
									\
__maybe_unused linkage type *						\
name##_iter_first(struct rb_root_cached *root, number start, number last) \
{									\
	return name##_below(root->rb_root.rb_node, start, last);	\
}									\
									\
__maybe_unused linkage type *						\
name##_iter_next(type *node, number start, number last)		\
{									\
	struct rb_node *at = &node->rb, *from;				\
									\
	for (;;) {							\
		node = name##_below(at->rb_right, start, last);		\
		if (node)						\
			return node;					\
		do {							\
			from = at;					\
			at = rb_parent(at);				\
			if (!at)					\
				return NULL;				\
		} while (from == at->rb_right);				\
		node = rb_entry(at, type, rb);				\
		if (first(node) > last)					\
			return NULL;					\
		if (final(node) >= start)				\
			return node;					\
	}								\
}

#endif
