/*
 * interval_tree.h - a tree of intervals of unsigned longs: which overlap
 * another?
 * For modules: lib/modules/interval_tree.c. Nothing here locks.
 */
#ifndef _LINUX_INTERVAL_TREE_H
#define _LINUX_INTERVAL_TREE_H

#include <linux/rbtree.h>

struct interval_tree_node {
	struct rb_node rb;
	unsigned long start, last;	/* both included */
	unsigned long __subtree_last;	/* the largest of all below */
};

void interval_tree_insert(struct interval_tree_node *node,
			  struct rb_root_cached *root);
void interval_tree_remove(struct interval_tree_node *node,
			  struct rb_root_cached *root);
/* Those that overlap [@start, @last], by their start; NULL: no more. */
struct interval_tree_node *
interval_tree_iter_first(struct rb_root_cached *root, unsigned long start,
			 unsigned long last);
struct interval_tree_node *
interval_tree_iter_next(struct interval_tree_node *node, unsigned long start,
			unsigned long last);

#endif
