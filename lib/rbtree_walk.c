/*
 * rbtree_walk.c - going through a tree in order, and in postorder.
 *
 * Model: the successor of a node is the leftmost of its right subtree, or the
 * first ancestor of which it lies in the left subtree. No stack: each node
 * knows its parent. A whole walk passes every edge twice, so a step costs two
 * on average, the height at most.
 *
 * Invariants: the tree is only read; a node may be erased once the walk has
 * asked for the next one.
 * Locking, context: none; any context.
 * Linux: lib/rbtree.c.
 * gdb: `print *rb_first(root)`, `break rb_next`.
 */
#include <linux/export.h>
#include <linux/rbtree.h>

struct rb_node *rb_first(const struct rb_root *root)
{
	struct rb_node *n = root->rb_node;

	while (n && n->rb_left)
		n = n->rb_left;
	return n;
}
EXPORT_SYMBOL(rb_first);

struct rb_node *rb_last(const struct rb_root *root)
{
	struct rb_node *n = root->rb_node;

	while (n && n->rb_right)
		n = n->rb_right;
	return n;
}
EXPORT_SYMBOL(rb_last);

struct rb_node *rb_next(const struct rb_node *node)
{
	struct rb_node *n = node->rb_right, *parent;

	if (n) {
		while (n->rb_left)
			n = n->rb_left;
		return n;
	}
	while ((parent = rb_parent(node)) && node == parent->rb_right)
		node = parent;
	return parent;
}
EXPORT_SYMBOL(rb_next);

struct rb_node *rb_prev(const struct rb_node *node)
{
	struct rb_node *n = node->rb_left, *parent;

	if (n) {
		while (n->rb_right)
			n = n->rb_right;
		return n;
	}
	while ((parent = rb_parent(node)) && node == parent->rb_left)
		node = parent;
	return parent;
}
EXPORT_SYMBOL(rb_prev);

/* The first leaf below @n that a postorder walk meets. */
static struct rb_node *deepest(struct rb_node *n)
{
	while (n->rb_left || n->rb_right)
		n = n->rb_left ? : n->rb_right;
	return n;
}

struct rb_node *rb_first_postorder(const struct rb_root *root)
{
	return root->rb_node ? deepest(root->rb_node) : NULL;
}
EXPORT_SYMBOL(rb_first_postorder);

struct rb_node *rb_next_postorder(const struct rb_node *node)
{
	struct rb_node *parent = rb_parent(node);

	if (parent && node == parent->rb_left && parent->rb_right)
		return deepest(parent->rb_right);
	return parent;
}
EXPORT_SYMBOL(rb_next_postorder);
