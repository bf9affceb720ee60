/*
 * rbtree.c - keeping a search tree flat.
 *
 * Model: every node is red or black, the colour being bit 0 of the word that
 * also holds the parent (nodes are word-aligned, so the bit is free). Two
 * rules keep the longest path at most twice as long as the shortest:
 *
 *	1. a red node has no red child;
 *	2. every path from the root down to a NULL meets equally many blacks.
 *
 * A new node is red: rule 2 holds, rule 1 may not, and repair_insert() moves
 * the offence upwards by recolouring until a rotation ends it. Taking a black
 * node out leaves a side one black short: repair_erase() moves that upwards
 * likewise. At most three rotations each.
 *
 *	   P			   N
 *	  / \	 rotate(P, right: up goes the left child)
 *	 N   c	 ------------>	  a   P
 *	/ \			     / \
 *	a  b			    b   c
 *
 * The mirror images are one code: side(n, right) is a child by direction. So
 * are plain and augmented trees: the latter's callbacks are told of every
 * change of shape, and where there are none the compiler leaves the calls out.
 *
 * Invariants: the two rules; the root is black; order is the user's.
 * Locking, context: none; any context.
 * Linux: lib/rbtree.c.
 * gdb: `break rb_insert_color`, `print *(struct rb_node *)$eax`.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/rbtree_augmented.h>

#define BLACK	1UL

static inline bool is_red(const struct rb_node *n)
{
	return n && !(n->__rb_parent_color & BLACK);
}

static inline void set_black(struct rb_node *n)
{
	n->__rb_parent_color |= BLACK;
}

static inline void set_red(struct rb_node *n)
{
	n->__rb_parent_color &= ~BLACK;
}

static inline void set_parent(struct rb_node *n, struct rb_node *parent)
{
	n->__rb_parent_color = (n->__rb_parent_color & BLACK) |
			       (unsigned long)parent;
}

static inline void copy_color(struct rb_node *to, const struct rb_node *from)
{
	to->__rb_parent_color = (to->__rb_parent_color & ~BLACK) |
				(from->__rb_parent_color & BLACK);
}

static inline struct rb_node **side(struct rb_node *n, bool right)
{
	return right ? &n->rb_right : &n->rb_left;
}

/* What pointed at @old, its parent or the root, points at @new now. */
static inline void change_child(struct rb_node *old, struct rb_node *new,
				struct rb_node *parent, struct rb_root *root)
{
	if (!parent)
		root->rb_node = new;
	else
		*side(parent, parent->rb_right == old) = new;
}

typedef const struct rb_augment_callbacks augment_t;

/* @n goes down to the right (or left), its other child takes its place. */
static __always_inline void rotate(struct rb_node *n, bool right,
				   struct rb_root *root, augment_t *augment)
{
	struct rb_node *up = *side(n, !right), *parent = rb_parent(n);
	struct rb_node *inner = *side(up, right);

	*side(n, !right) = inner;
	if (inner)
		set_parent(inner, n);
	*side(up, right) = n;
	set_parent(n, up);
	set_parent(up, parent);
	change_child(n, up, parent, root);
	if (augment)
		augment->rotate(n, up);
}

static __always_inline void repair_insert(struct rb_node *node,
					  struct rb_root *root,
					  augment_t *augment)
{
	struct rb_node *parent, *grand, *uncle;
	bool right;

	while (is_red(parent = rb_parent(node))) {
		grand = rb_parent(parent);	/* black: parent is red */
		right = parent == grand->rb_right;
		uncle = *side(grand, !right);
		if (is_red(uncle)) {		/* push the red up two levels */
			set_black(parent);
			set_black(uncle);
			set_red(grand);
			node = grand;
			continue;
		}
		if (node == *side(parent, !right)) {	/* a bend: stretch it */
			rotate(parent, right, root, augment);
			swap(node, parent);
		}
		set_black(parent);
		set_red(grand);
		rotate(grand, !right, root, augment);
		break;
	}
	set_black(root->rb_node);
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	repair_insert(node, root, NULL);
}
EXPORT_SYMBOL(rb_insert_color);

void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			 const struct rb_augment_callbacks *augment)
{
	repair_insert(node, root, augment);
}
EXPORT_SYMBOL(rb_insert_augmented);

/*
 * All paths through @node (NULL, or a child of @parent) are one black short.
 * Its sibling exists then: its side has a black more.
 */
static __always_inline void repair_erase(struct rb_node *node,
					 struct rb_node *parent,
					 struct rb_root *root,
					 augment_t *augment)
{
	struct rb_node *sib, *near, *far;
	bool right;				/* the sibling's side */

	while (parent && !is_red(node)) {
		right = node == parent->rb_left;
		sib = *side(parent, right);
		if (is_red(sib)) {		/* get a black sibling */
			set_black(sib);
			set_red(parent);
			rotate(parent, !right, root, augment);
			sib = *side(parent, right);
		}
		near = *side(sib, !right);
		far = *side(sib, right);
		if (!is_red(near) && !is_red(far)) {
			set_red(sib);		/* both short: go up */
			node = parent;
			parent = rb_parent(node);
			continue;
		}
		if (!is_red(far)) {		/* the red one to the outside */
			set_black(near);
			set_red(sib);
			rotate(sib, right, root, augment);
			far = sib;
			sib = near;
		}
		copy_color(sib, parent);
		set_black(parent);
		set_black(far);
		rotate(parent, !right, root, augment);
		return;
	}
	if (node)
		set_black(node);
}

/*
 * @node has two children: @next, its successor, takes its place and its colour.
 * What that was the parent of becomes *@child of *@parent; true: its side is
 * one black short.
 */
static __always_inline bool move_up(struct rb_node *next, struct rb_node *node,
				    struct rb_root *root,
				    struct rb_node **parent,
				    struct rb_node **child)
{
	bool was_red = is_red(next);

	*parent = rb_parent(next);
	*child = next->rb_right;
	if (*parent == node) {
		*parent = next;
	} else {
		(*parent)->rb_left = *child;
		if (*child)
			set_parent(*child, *parent);
		next->rb_right = node->rb_right;
		set_parent(next->rb_right, next);
	}
	next->rb_left = node->rb_left;
	set_parent(next->rb_left, next);
	next->__rb_parent_color = node->__rb_parent_color;
	change_child(node, next, rb_parent(node), root);
	return !was_red;
}

static __always_inline void erase(struct rb_node *node, struct rb_root *root,
				  augment_t *augment)
{
	struct rb_node *parent = rb_parent(node), *next = NULL;
	struct rb_node *child = node->rb_left ? : node->rb_right;
	bool is_short;

	if (node->rb_left && node->rb_right) {
		next = rb_next(node);
		is_short = move_up(next, node, root, &parent, &child);
	} else {
		change_child(node, child, parent, root);
		if (child)
			set_parent(child, parent);
		is_short = !is_red(node);
	}
	if (augment && next) {
		augment->copy(node, next);
		augment->propagate(parent, next);
	}
	if (augment)
		augment->propagate(next ? : parent, NULL);
	if (is_short)
		repair_erase(child, parent, root, augment);
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	erase(node, root, NULL);
}
EXPORT_SYMBOL(rb_erase);

void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
			const struct rb_augment_callbacks *augment)
{
	erase(node, root, augment);
}
EXPORT_SYMBOL(rb_erase_augmented);

void rb_replace_node(struct rb_node *victim, struct rb_node *node,
		     struct rb_root *root)
{
	*node = *victim;
	if (node->rb_left)
		set_parent(node->rb_left, node);
	if (node->rb_right)
		set_parent(node->rb_right, node);
	change_child(victim, node, rb_parent(victim), root);
}
EXPORT_SYMBOL(rb_replace_node);
