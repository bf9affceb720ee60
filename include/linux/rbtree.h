/*
 * rbtree.h - red-black trees whose nodes live inside the elements;
 * lib/rbtree.c.
 *
 * The tree knows no keys: the user walks down by hand, comparing, links the
 * new node where the walk fell off, and lets the tree rebalance:
 *
 *	while (*link) {
 *		parent = *link;
 *		link = key < rb_entry(parent, struct area, rb)->key ?
 *			&parent->rb_left : &parent->rb_right;
 *	}
 *	rb_link_node(&new->rb, parent, link);
 *	rb_insert_color(&new->rb, root);
 *
 * The height is at most 2 * log2(n + 1). Nothing here locks.
 */
#ifndef K896_LINUX_RBTREE_H
#define K896_LINUX_RBTREE_H

#include <linux/types.h>
#include <linux/stddef.h>
#include <linux/container_of.h>

struct rb_node {
	unsigned long __rb_parent_color;	/* parent | 1 if black */
	struct rb_node *rb_right;
	struct rb_node *rb_left;
} __aligned(sizeof(long));

struct rb_root {
	struct rb_node *rb_node;	/* NULL: empty */
};

/* A root that remembers the smallest node. */
struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;
};

#define RB_ROOT		((struct rb_root){ NULL })
#define RB_ROOT_CACHED	((struct rb_root_cached){ { NULL }, NULL })
#define RB_EMPTY_ROOT(root)	(READ_ONCE((root)->rb_node) == NULL)

/* A node in no tree is its own parent. */
#define RB_EMPTY_NODE(node) \
	((node)->__rb_parent_color == (unsigned long)(node))
#define RB_CLEAR_NODE(node) \
	((node)->__rb_parent_color = (unsigned long)(node))

#define rb_parent(n)	((struct rb_node *)((n)->__rb_parent_color & ~3UL))
#define rb_entry(ptr, type, member)	container_of(ptr, type, member)
#define rb_entry_safe(ptr, type, member) ({				\
	typeof(ptr) __res_ptr = (ptr);					\
	__res_ptr ? rb_entry(__res_ptr, type, member) : NULL; })

void rb_insert_color(struct rb_node *node, struct rb_root *root);
void rb_erase(struct rb_node *node, struct rb_root *root);

/* In order; NULL past either end. */
struct rb_node *rb_first(const struct rb_root *root);
struct rb_node *rb_last(const struct rb_root *root);
struct rb_node *rb_next(const struct rb_node *node);
struct rb_node *rb_prev(const struct rb_node *node);

/* Children before parents: for tearing a tree down. */
struct rb_node *rb_first_postorder(const struct rb_root *root);
struct rb_node *rb_next_postorder(const struct rb_node *node);

/* @node takes @victim's place; their keys must order alike. */
void rb_replace_node(struct rb_node *victim, struct rb_node *node,
		     struct rb_root *root);

static inline void rb_link_node(struct rb_node *node, struct rb_node *parent,
				struct rb_node **link)
{
	node->__rb_parent_color = (unsigned long)parent;
	node->rb_left = node->rb_right = NULL;
	*link = node;
}

#define rb_first_cached(root)	((root)->rb_leftmost)

static inline void rb_insert_color_cached(struct rb_node *node,
					  struct rb_root_cached *root,
					  bool leftmost)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_color(node, &root->rb_root);
}

/* The node that is now the first, if @node was; else NULL. */
static inline struct rb_node *rb_erase_cached(struct rb_node *node,
					      struct rb_root_cached *root)
{
	struct rb_node *first = NULL;

	if (root->rb_leftmost == node)
		first = root->rb_leftmost = rb_next(node);
	rb_erase(node, &root->rb_root);
	return first;
}

/* Insert by a comparison; equal keys go to the right. */
static __always_inline void
rb_add(struct rb_node *node, struct rb_root *root,
       bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = less(node, parent) ? &parent->rb_left
					  : &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, root);
}

/* A node with cmp(key, node) == 0, or NULL. */
static __always_inline struct rb_node *
rb_find(const void *key, const struct rb_root *root,
	int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = root->rb_node;

	while (node) {
		int c = cmp(key, node);

		if (c == 0)
			return node;
		node = c < 0 ? node->rb_left : node->rb_right;
	}
	return NULL;
}

/*
 * Hang @node to its place in a cached tree, not yet balanced: is it the first?
 */
static __always_inline bool
rb_link_cached(struct rb_node *node, struct rb_root_cached *root,
	       bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &root->rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		if (less(node, parent)) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	rb_link_node(node, parent, link);
	return leftmost;
}

/* The same in a cached tree: the node, if it is now the first, or NULL. */
static __always_inline struct rb_node *
rb_add_cached(struct rb_node *node, struct rb_root_cached *root,
	      bool (*less)(struct rb_node *, const struct rb_node *))
{
	bool leftmost = rb_link_cached(node, root, less);

	rb_insert_color_cached(node, root, leftmost);
	return leftmost ? node : NULL;
}

/* Insert, unless there is one like it: that one, or NULL. */
static __always_inline struct rb_node *
rb_find_add(struct rb_node *node, struct rb_root *root,
	    int (*cmp)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &root->rb_node, *parent = NULL;

	while (*link) {
		int c = cmp(node, *link);

		parent = *link;
		if (c == 0)
			return parent;
		link = c < 0 ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, root);
	return NULL;
}

static __always_inline struct rb_node *
rb_find_add_cached(struct rb_node *node, struct rb_root_cached *root,
		   int (*cmp)(struct rb_node *, const struct rb_node *))
{
	struct rb_node *found = rb_find_add(node, &root->rb_root, cmp);

	if (!found && (!root->rb_leftmost || cmp(node, root->rb_leftmost) < 0))
		root->rb_leftmost = node;
	return found;
}

/* Of those with cmp(key, node) == 0 the first, and those behind it. */
static __always_inline struct rb_node *
rb_find_first(const void *key, const struct rb_root *root,
	      int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = root->rb_node, *found = NULL;

	while (node) {
		int c = cmp(key, node);

		if (c == 0)
			found = node;
		node = c <= 0 ? node->rb_left : node->rb_right;
	}
	return found;
}

static __always_inline struct rb_node *
rb_next_match(const void *key, struct rb_node *node,
	      int (*cmp)(const void *key, const struct rb_node *))
{
	node = rb_next(node);
	return node && cmp(key, node) == 0 ? node : NULL;
}

#define rb_for_each(node, key, tree, cmp)				\
	for ((node) = rb_find_first((key), (tree), (cmp)); (node);	\
	     (node) = rb_next_match((key), (node), (cmp)))

/* Readers under RCU may go astray in a rotation, but they end. */
#define rb_link_node_rcu	rb_link_node
#define rb_replace_node_rcu	rb_replace_node
static inline void rb_replace_node_cached(struct rb_node *victim,
					  struct rb_node *node,
					  struct rb_root_cached *root)
{
	if (root->rb_leftmost == victim)
		root->rb_leftmost = node;
	rb_replace_node(victim, node, &root->rb_root);
}

#define rbtree_postorder_for_each_entry_safe(pos, n, root, field)	\
	for (pos = rb_entry_safe(rb_first_postorder(root),		\
				 typeof(*pos), field);			\
	     pos && ({ n = rb_entry_safe(				\
			rb_next_postorder(&pos->field),			\
			typeof(*pos), field); 1; });			\
	     pos = n)

#endif
