/*
 * xarray_test.c - suite `xarray`: a large, mostly empty array, against a list
 * of what is in it; its marks; and the radix tree that is built on it.
 */
#include <kunit/test.h>
#include <linux/radix-tree.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#define INDEXES	7

static const unsigned long where[INDEXES] = {
	0, 1, 63, 64, 4095, 1UL << 20, ULONG_MAX
};

static DEFINE_XARRAY(xa);

static void empty(void *unused)
{
	xa_destroy(&xa);
}

static int begin(struct kunit *test)
{
	return kunit_add_action(test, empty, NULL);
}

static void fill(struct kunit *test)
{
	int i;

	for (i = 0; i < INDEXES; i++)
		KUNIT_ASSERT_NULL(test, xa_store(&xa, where[i],
						 xa_mk_value(i), GFP_KERNEL));
}

static void test_store(struct kunit *test)
{
	int i;

	fill(test);
	for (i = 0; i < INDEXES; i++)
		KUNIT_EXPECT_EQ(test, xa_to_value(xa_load(&xa, where[i])), i);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 2));
	KUNIT_EXPECT_NULL(test, xa_load(&xa, ULONG_MAX - 1));
	KUNIT_EXPECT_PTR_EQ(test, xa_store(&xa, 64, &xa, GFP_KERNEL),
			    xa_mk_value(3));
	KUNIT_EXPECT_PTR_EQ(test, xa_erase(&xa, 64), &xa);
	KUNIT_EXPECT_NULL(test, xa_erase(&xa, 64));
	for (i = INDEXES - 1; i >= 0; i--)
		xa_erase(&xa, where[i]);
	KUNIT_EXPECT_TRUE(test, xa_empty(&xa));
}

static void test_walk(struct kunit *test)
{
	unsigned long index;
	void *entry;
	int i = 0;

	fill(test);
	xa_for_each(&xa, index, entry) {
		KUNIT_ASSERT_LT(test, i, INDEXES);
		KUNIT_EXPECT_EQ(test, index, where[i]);
		KUNIT_EXPECT_EQ(test, xa_to_value(entry), i);
		i++;
	}
	KUNIT_EXPECT_EQ(test, i, INDEXES);
	i = 0;
	xa_for_each_range(&xa, index, entry, 2, 4094)
		i += index;
	KUNIT_EXPECT_EQ(test, i, 63 + 64);
	index = 65;
	KUNIT_EXPECT_NULL(test, xa_find(&xa, &index, 4094, XA_PRESENT));
	KUNIT_EXPECT_EQ(test, index, 65);
}

static void test_cmpxchg(struct kunit *test)
{
	int one, two;

	KUNIT_EXPECT_EQ(test, xa_insert(&xa, 5, &one, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, xa_insert(&xa, 5, &two, GFP_KERNEL), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, xa_cmpxchg(&xa, 5, &two, NULL, GFP_KERNEL),
			    &one);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 5), &one);
	KUNIT_EXPECT_PTR_EQ(test, xa_cmpxchg(&xa, 5, &one, &two, GFP_KERNEL),
			    &one);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 5), &two);

	/* A reservation is taken, but nothing is there. */
	KUNIT_EXPECT_EQ(test, xa_reserve(&xa, 6, GFP_KERNEL), 0);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 6));
	KUNIT_EXPECT_EQ(test, xa_insert(&xa, 6, &one, GFP_KERNEL), -EBUSY);
	xa_release(&xa, 6);
	KUNIT_EXPECT_EQ(test, xa_insert(&xa, 6, &one, GFP_KERNEL), 0);
	xa_release(&xa, 6);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 6), &one);
}

static void test_alloc(struct kunit *test)
{
	static DEFINE_XARRAY_ALLOC1(ids);
	u32 id, next = 0;
	int i, entry;

	for (i = 1; i <= 100; i++) {
		KUNIT_ASSERT_EQ(test, xa_alloc(&ids, &id, &entry, xa_limit_32b,
					       GFP_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, id, i);
	}
	xa_erase(&ids, 40);
	KUNIT_EXPECT_EQ(test, xa_alloc(&ids, &id, NULL, xa_limit_32b,
				       GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 40);
	KUNIT_EXPECT_EQ(test, xa_alloc(&ids, &id, NULL, XA_LIMIT(1, 100),
				       GFP_KERNEL), -EBUSY);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, xa_alloc_cyclic(&ids, &id, &entry,
				XA_LIMIT(101, 103), &next, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 103);
	xa_erase(&ids, 102);
	KUNIT_EXPECT_EQ(test, xa_alloc_cyclic(&ids, &id, &entry,
			XA_LIMIT(101, 103), &next, GFP_KERNEL), 1);
	KUNIT_EXPECT_EQ(test, id, 102);
	xa_destroy(&ids);
	KUNIT_EXPECT_TRUE(test, xa_empty(&ids));
}

static void test_locked(struct kunit *test)
{
	struct xa_limit limit = xa_limit_31b;
	static DEFINE_XARRAY_ALLOC(ids);
	unsigned long flags;
	int one;
	u32 id;

	xa_lock_irqsave(&xa, flags);
	KUNIT_EXPECT_NULL(test, __xa_store(&xa, 70000, &one, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, __xa_insert(&xa, 70000, &xa, GFP_KERNEL), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, __xa_cmpxchg(&xa, 70000, &one, &xa,
					       GFP_KERNEL), &one);
	KUNIT_EXPECT_PTR_EQ(test, __xa_erase(&xa, 70000), &xa);
	xa_unlock_irqrestore(&xa, flags);
	KUNIT_EXPECT_TRUE(test, xa_empty(&xa));
	xa_lock(&ids);
	KUNIT_EXPECT_EQ(test, __xa_alloc(&ids, &id, &one, limit, GFP_KERNEL),
			0);
	xa_unlock(&ids);
	KUNIT_EXPECT_EQ(test, id, 0);
	xa_destroy(&ids);
}

static void test_marks(struct kunit *test)
{
	unsigned long index, n = 0;
	void *entry, *got[INDEXES];

	fill(test);
	KUNIT_EXPECT_FALSE(test, xa_marked(&xa, XA_MARK_1));
	xa_set_mark(&xa, 64, XA_MARK_1);
	xa_set_mark(&xa, ULONG_MAX, XA_MARK_1);
	xa_set_mark(&xa, 65, XA_MARK_1);	/* nothing there */
	KUNIT_EXPECT_TRUE(test, xa_get_mark(&xa, 64, XA_MARK_1));
	KUNIT_EXPECT_FALSE(test, xa_get_mark(&xa, 64, XA_MARK_0));
	KUNIT_EXPECT_FALSE(test, xa_get_mark(&xa, 65, XA_MARK_1));
	xa_for_each_marked(&xa, index, entry, XA_MARK_1)
		n++;
	KUNIT_EXPECT_EQ(test, n, 2);
	KUNIT_EXPECT_EQ(test, xa_extract(&xa, got, 0, ULONG_MAX, INDEXES,
					 XA_MARK_1), 2);
	KUNIT_EXPECT_PTR_EQ(test, got[1], xa_mk_value(6));
	xa_clear_mark(&xa, ULONG_MAX, XA_MARK_1);
	/* Another entry keeps the mark, none has none. */
	xa_store(&xa, 64, &xa, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, xa_get_mark(&xa, 64, XA_MARK_1));
	xa_erase(&xa, 64);
	xa_store(&xa, 64, &xa, GFP_KERNEL);
	KUNIT_EXPECT_FALSE(test, xa_marked(&xa, XA_MARK_1));
}

/* Random changes, and after each the whole array is what a table says. */
static void test_random(struct kunit *test)
{
	unsigned long *model = kunit_kcalloc(test, 256, sizeof(long),
					     GFP_KERNEL);
	struct rnd_state rnd = { 5 };
	unsigned long index, n, round;
	void *entry;

	KUNIT_ASSERT_NOT_NULL(test, model);
	for (round = 0; round < 400; round++) {
		u32 r = prandom_u32_state(&rnd), slot = r % 256;

		model[slot] = r & 0x10000 ? r >> 20 | 1 : 0;
		xa_store(&xa, slot * 37, model[slot] ?
			 xa_mk_value(model[slot]) : NULL, GFP_KERNEL);
		n = 0;
		xa_for_each(&xa, index, entry) {
			KUNIT_ASSERT_EQ(test, index % 37, 0);
			KUNIT_ASSERT_EQ(test, model[index / 37],
					xa_to_value(entry));
			n++;
		}
		for (slot = 0; slot < 256; slot++)
			n -= model[slot] != 0;
		KUNIT_ASSERT_EQ(test, n, 0);
	}
}

static void test_radix_tree(struct kunit *test)
{
	static RADIX_TREE(tree, GFP_KERNEL);
	struct radix_tree_iter iter;
	void **slot;
	void *got[INDEXES];
	int i;

	for (i = 0; i < INDEXES; i++)
		KUNIT_ASSERT_EQ(test, radix_tree_insert(&tree, where[i],
							xa_mk_value(i)), 0);
	KUNIT_EXPECT_EQ(test, radix_tree_insert(&tree, 63, &tree), -EEXIST);
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_lookup(&tree, 63), xa_mk_value(2));
	KUNIT_EXPECT_EQ(test, radix_tree_gang_lookup(&tree, got, 2, 3), 3);
	KUNIT_EXPECT_PTR_EQ(test, got[2], xa_mk_value(4));
	i = 0;
	radix_tree_for_each_slot(slot, &tree, &iter, 0) {
		KUNIT_EXPECT_EQ(test, iter.index, where[i]);
		KUNIT_EXPECT_PTR_EQ(test, radix_tree_deref_slot(slot),
				    xa_mk_value(i));
		i++;
	}
	KUNIT_EXPECT_EQ(test, i, INDEXES);

	radix_tree_tag_set(&tree, 4095, 1);
	KUNIT_EXPECT_TRUE(test, radix_tree_tag_get(&tree, 4095, 1));
	KUNIT_EXPECT_EQ(test, radix_tree_gang_lookup_tag(&tree, got, 0,
							 INDEXES, 1), 1);
	KUNIT_EXPECT_TRUE(test, radix_tree_tagged(&tree, 1));
	radix_tree_tag_clear(&tree, 4095, 1);
	KUNIT_EXPECT_FALSE(test, radix_tree_tagged(&tree, 1));

	slot = radix_tree_lookup_slot(&tree, 1);
	radix_tree_replace_slot(&tree, slot, &tree);
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_delete_item(&tree, 1, got),
			    &tree);
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_delete_item(&tree, 1, &tree),
			    &tree);
	KUNIT_EXPECT_NULL(test, radix_tree_lookup_slot(&tree, 1));
	for (i = 0; i < INDEXES; i++)
		radix_tree_delete(&tree, where[i]);
	KUNIT_EXPECT_TRUE(test, radix_tree_empty(&tree));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(test_store),
	KUNIT_CASE(test_walk),
	KUNIT_CASE(test_cmpxchg),
	KUNIT_CASE(test_alloc),
	KUNIT_CASE(test_locked),
	KUNIT_CASE(test_marks),
	KUNIT_CASE(test_random),
	KUNIT_CASE(test_radix_tree),
	{}
};

static struct kunit_suite suite = {
	.name = "xarray",
	.init = begin,
	.test_cases = cases,
};
kunit_test_suite(suite);
