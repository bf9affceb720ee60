/*
 * rbtree_augmented.h - trees whose nodes also know something of all that hangs
 * below them: the largest gap, the latest end, a sum. lib/rbtree.c.
 *
 * The user keeps a value in each node, made from its own key and its children's
 * values. Rebalancing moves subtrees, so it tells the user with callbacks, and
 * the walk that inserts brings the values above the new node up to date:
 *
 *	rb_link_node(&new->rb, parent, link);
 *	callbacks.propagate(parent, NULL);	(or on the way down)
 *	rb_insert_augmented(&new->rb, root, &callbacks);
 *
 * The usual value is a maximum; RB_DECLARE_CALLBACKS_MAX writes its callbacks.
 */
#ifndef K896_LINUX_RBTREE_AUGMENTED_H
#define K896_LINUX_RBTREE_AUGMENTED_H

#include <linux/rbtree.h>

struct rb_augment_callbacks {
	/* Recompute from @node up to, not including, @stop (NULL: the root). */
	void (*propagate)(struct rb_node *node, struct rb_node *stop);
	/*
	 * @new takes @old's place: it has the same subtree, so the same value.
	 */
	void (*copy)(struct rb_node *old, struct rb_node *new);
	/* @new, a child of @old, went up and @old down: both values change. */
	void (*rotate)(struct rb_node *old, struct rb_node *new);
};

/* Rebalance after a node was linked and its value propagated. */
void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			 const struct rb_augment_callbacks *augment);
/* Take @node out; the values of all that were above it are made right. */
void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment);

static inline void
rb_insert_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
			   bool leftmost,
			   const struct rb_augment_callbacks *augment)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_augmented(node, &root->rb_root, augment);
}

static inline void
rb_erase_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
			  const struct rb_augment_callbacks *augment)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase_augmented(node, &root->rb_root, augment);
}

/* Insert by a comparison: the node, if it is now the first, or NULL. */
static __always_inline struct rb_node *
rb_add_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
			bool (*less)(struct rb_node *, const struct rb_node *),
			const struct rb_augment_callbacks *augment)
{
	bool leftmost = rb_link_cached(node, root, less);

	augment->propagate(rb_parent(node), NULL);
	rb_insert_augmented_cached(node, root, leftmost, augment);
	return leftmost ? node : NULL;
}

/*
 * The three callbacks, called @name, for elements of @type with the node in
 * @rb and the value in @value; @compute(element, exit) stores what the value
 * should be, and returns true if @exit and it was that already.
 */
#define RB_DECLARE_CALLBACKS(static, name, type, rb, value, compute)	\
static inline void							\
name##_propagate(struct rb_node *node, struct rb_node *stop)		\
{									\
	while (node != stop &&						\
	       !compute(rb_entry(node, type, rb), true))		\
		node = rb_parent(node);					\
}									\
static inline void							\
name##_copy(struct rb_node *old, struct rb_node *new)			\
{									\
	rb_entry(new, type, rb)->value = rb_entry(old, type, rb)->value; \
}									\
static void								\
name##_rotate(struct rb_node *old, struct rb_node *new)			\
{									\
	name##_copy(old, new);						\
	compute(rb_entry(old, type, rb), false);			\
}									\
static const struct rb_augment_callbacks name = {			\
	.propagate = name##_propagate,					\
	.copy = name##_copy,						\
	.rotate = name##_rotate,					\
};

/* The same where the value is the largest @own(element) of the subtree. */
#define RB_DECLARE_CALLBACKS_MAX(static, name, type, rb, number, value, own) \
static inline bool name##_compute(type *element, bool exit)		\
{									\
	number max = own(element);					\
	struct rb_node *left = element->rb.rb_left;			\
	struct rb_node *right = element->rb.rb_right;			\
									\
	if (left && rb_entry(left, type, rb)->value > max)		\
		max = rb_entry(left, type, rb)->value;			\
	if (right && rb_entry(right, type, rb)->value > max)		\
		max = rb_entry(right, type, rb)->value;			\
	if (exit && element->value == max)				\
		return true;						\
	element->value = max;						\
	return false;							\
}									\
RB_DECLARE_CALLBACKS(static, name, type, rb, value, name##_compute)

#endif
