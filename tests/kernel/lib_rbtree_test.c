/*
 * lib_rbtree_test.c - suite `rbtree`: random insertions and removals, the
 * rules of the colours proved after each.
 */
#include <kunit/test.h>
#include <linux/random.h>
#include <linux/rbtree_augmented.h>

#define NODES	128

static struct element {
	struct rb_node rb;
	u32 key;
	bool in;
} elements[NODES];

static struct rb_root_cached tree;

static bool less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct element, rb)->key <
	       rb_entry(b, struct element, rb)->key;
}

static int key_cmp(const void *key, const struct rb_node *n)
{
	u32 k = *(const u32 *)key;
	const struct element *e = rb_entry(n, struct element, rb);

	return k < e->key ? -1 : k > e->key;
}

static void insert(struct element *e)
{
	struct rb_node *first = rb_first_cached(&tree);

	rb_add(&e->rb, &tree.rb_root, less);
	if (!first || less(&e->rb, first))
		tree.rb_leftmost = &e->rb;
	e->in = true;
}

static bool is_black(const struct rb_node *n)
{
	return !n || n->__rb_parent_color & 1;
}

/* Blacks from @n up to the root; also: no red has a red parent. */
static int blacks_above(struct kunit *test, const struct rb_node *n)
{
	int blacks = 0;

	for (; n; n = rb_parent(n)) {
		blacks += is_black(n);
		KUNIT_ASSERT_TRUE(test, is_black(n) || is_black(rb_parent(n)));
	}
	return blacks;
}

/* Every node with a free side has the same number of blacks above it. */
static void prove(struct kunit *test, int count)
{
	struct rb_node *n, *last = NULL;
	int height = 0, seen = 0;

	KUNIT_ASSERT_TRUE(test, is_black(tree.rb_root.rb_node));
	for (n = rb_first(&tree.rb_root); n; n = rb_next(n)) {
		if (last)
			KUNIT_ASSERT_FALSE(test, less(n, last));
		KUNIT_ASSERT_PTR_EQ(test, rb_prev(n), last);
		if (!n->rb_left || !n->rb_right) {
			int blacks = blacks_above(test, n);

			height = height ? height : blacks;
			KUNIT_ASSERT_EQ(test, blacks, height);
		}
		last = n;
		seen++;
	}
	KUNIT_ASSERT_EQ(test, seen, count);
	KUNIT_ASSERT_PTR_EQ(test, rb_last(&tree.rb_root), last);
	KUNIT_ASSERT_PTR_EQ(test, rb_first_cached(&tree),
			    rb_first(&tree.rb_root));
}

static int rbtree_init(struct kunit *test)
{
	tree = RB_ROOT_CACHED;
	memset(elements, 0, sizeof(elements));
	return 0;
}

static void test_random(struct kunit *test)
{
	struct rnd_state rnd;
	int round, count = 0;

	prandom_seed_state(&rnd, 6);
	for (round = 0; round < 2000; round++) {
		u32 r = prandom_u32_state(&rnd);
		struct element *e = &elements[r % NODES];

		if (e->in) {
			rb_erase_cached(&e->rb, &tree);
			e->in = false;
			count--;
		} else {
			e->key = r >> 24;
			insert(e);
			count++;
		}
		prove(test, count);
	}
}

/* ---- augmented: each node knows the largest weight in its subtree ---- */

static struct heavy {
	struct rb_node rb;
	u32 key, weight, heaviest;
	bool in;
} heavies[NODES];

static struct rb_root scales;

#define weight_of(h)	((h)->weight)
RB_DECLARE_CALLBACKS_MAX(static, heaviest_of, struct heavy, rb, u32, heaviest,
			 weight_of)

static void weigh_in(struct heavy *h)
{
	struct rb_node **link = &scales.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = h->key < rb_entry(parent, struct heavy, rb)->key ?
			&parent->rb_left : &parent->rb_right;
	}
	h->heaviest = h->weight;
	rb_link_node(&h->rb, parent, link);
	heaviest_of.propagate(parent, NULL);
	rb_insert_augmented(&h->rb, &scales, &heaviest_of);
}

/* What @n should know, worked out from its whole subtree. */
static u32 weigh(struct kunit *test, struct rb_node *n)
{
	struct heavy *h = rb_entry_safe(n, struct heavy, rb);
	u32 most;

	if (!n)
		return 0;
	most = max(h->weight, max(weigh(test, n->rb_left),
				  weigh(test, n->rb_right)));
	KUNIT_ASSERT_EQ(test, h->heaviest, most);
	return most;
}

static void test_augmented(struct kunit *test)
{
	struct rnd_state rnd;

	scales = RB_ROOT;
	memset(heavies, 0, sizeof(heavies));
	prandom_seed_state(&rnd, 7);
	for (int round = 0; round < 3000; round++) {
		struct heavy *h = &heavies[prandom_u32_state(&rnd) % NODES];

		if (h->in) {
			rb_erase_augmented(&h->rb, &scales, &heaviest_of);
		} else {
			h->key = prandom_u32_state(&rnd) % 500;
			h->weight = prandom_u32_state(&rnd) % 1000;
			weigh_in(h);
		}
		h->in = !h->in;
		weigh(test, scales.rb_node);
	}
}

static void test_find_replace(struct kunit *test)
{
	struct element new = { .key = 40 };
	struct rb_node *n;
	u32 i;

	for (i = 0; i < 100; i++) {
		elements[i].key = i * 2;
		insert(&elements[i]);
	}
	for (i = 0; i < 200; i++) {
		n = rb_find(&i, &tree.rb_root, key_cmp);
		KUNIT_EXPECT_EQ(test, n != NULL, i % 2 == 0);
	}
	rb_replace_node(&elements[20].rb, &new.rb, &tree.rb_root);
	i = 40;
	KUNIT_EXPECT_PTR_EQ(test, rb_find(&i, &tree.rb_root, key_cmp),
			    &new.rb);
	prove(test, 100);
}

static void test_postorder(struct kunit *test)
{
	struct element *e, *next;
	int i, seen = 0;

	for (i = 0; i < 60; i++) {
		elements[i].key = i * 7 % 60;
		insert(&elements[i]);
	}
	rbtree_postorder_for_each_entry_safe(e, next, &tree.rb_root, rb) {
		struct rb_node *l = e->rb.rb_left, *r = e->rb.rb_right;

		KUNIT_EXPECT_FALSE(test, l && rb_entry(l, struct element,
						       rb)->in);
		KUNIT_EXPECT_FALSE(test, r && rb_entry(r, struct element,
						       rb)->in);
		e->in = false;
		seen++;
	}
	KUNIT_EXPECT_EQ(test, seen, 60);
}

static struct kunit_case rbtree_cases[] = {
	KUNIT_CASE(test_random),
	KUNIT_CASE(test_augmented),
	KUNIT_CASE(test_find_replace),
	KUNIT_CASE(test_postorder),
	{}
};

static struct kunit_suite rbtree_suite = {
	.name = "rbtree",
	.init = rbtree_init,
	.test_cases = rbtree_cases,
};

kunit_test_suite(rbtree_suite);
