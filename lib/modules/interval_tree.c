/*
 * interval_tree.c - the tree of intervals for those who need no type of their
 * own.
 *
 * Model, invariants: those of <linux/interval_tree_generic.h>.
 * Locking, context: the caller's; any context.
 * Linux: lib/interval_tree.c.
 * gdb: `break interval_tree_insert`, `p *node`.
 */
#include <linux/interval_tree.h>
#include <linux/interval_tree_generic.h>

#define START(node)	((node)->start)
#define LAST(node)	((node)->last)

INTERVAL_TREE_DEFINE(struct interval_tree_node, rb, unsigned long,
		     __subtree_last, START, LAST, static, tree)

void interval_tree_insert(struct interval_tree_node *node,
			  struct rb_root_cached *root)
{
	tree_insert(node, root);
}

void interval_tree_remove(struct interval_tree_node *node,
			  struct rb_root_cached *root)
{
	tree_remove(node, root);
}

struct interval_tree_node *
interval_tree_iter_first(struct rb_root_cached *root, unsigned long start,
			 unsigned long last)
{
	return tree_iter_first(root, start, last);
}

struct interval_tree_node *
interval_tree_iter_next(struct interval_tree_node *node, unsigned long start,
			unsigned long last)
{
	return tree_iter_next(node, start, last);
}
