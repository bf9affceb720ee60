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

static inline void rb_erase_cached(struct rb_node *node,
				   struct rb_root_cached *root)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase(node, &root->rb_root);
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

#define rbtree_postorder_for_each_entry_safe(pos, n, root, field)	\
	for (pos = rb_entry_safe(rb_first_postorder(root),		\
				 typeof(*pos), field);			\
	     pos && ({ n = rb_entry_safe(				\
			rb_next_postorder(&pos->field),			\
			typeof(*pos), field); 1; });			\
	     pos = n)

#endif
