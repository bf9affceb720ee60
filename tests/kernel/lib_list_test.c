/*
 * lib_list_test.c - suite `list`: doubly linked lists, hash chains, sorting.
 */
#include <kunit/test.h>
#include <linux/bsearch.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/random.h>
#include <linux/sort.h>

struct item {
	struct list_head node;
	struct hlist_node hash;
	int key;
	int nr;
};

static struct item items[64];
static LIST_HEAD(head);
static LIST_HEAD(other);

/* A list of items whose keys are the digits of @keys. */
static void make(struct list_head *list, struct item *from, const char *keys)
{
	INIT_LIST_HEAD(list);
	for (; *keys; keys++, from++) {
		from->key = *keys - '0';
		list_add_tail(&from->node, list);
	}
}

/* The list is these digits, forwards and backwards. */
static void expect(struct kunit *test, struct list_head *list,
		   const char *keys)
{
	const char *p = keys;
	struct item *it;

	list_for_each_entry(it, list, node) {
		KUNIT_ASSERT_TRUE(test, *p);
		KUNIT_EXPECT_EQ_MSG(test, it->key, *p - '0', "in \"%s\"", keys);
		p++;
	}
	KUNIT_EXPECT_EQ_MSG(test, *p, 0, "in \"%s\"", keys);
	list_for_each_entry_reverse(it, list, node) {
		KUNIT_ASSERT_TRUE(test, p > keys);
		p--;
		KUNIT_EXPECT_EQ_MSG(test, it->key, *p - '0', "in \"%s\"", keys);
	}
	KUNIT_EXPECT_EQ(test, list_count_nodes(list), strlen(keys));
}

static void test_add_del(struct kunit *test)
{
	make(&head, items, "123");
	expect(test, &head, "123");
	items[3].key = 0;
	list_add(&items[3].node, &head);
	expect(test, &head, "0123");
	list_del(&items[1].node);
	expect(test, &head, "013");
	KUNIT_EXPECT_PTR_EQ(test, items[1].node.next, LIST_POISON1);
	KUNIT_EXPECT_PTR_EQ(test, items[1].node.prev, LIST_POISON2);
	list_del_init(&items[0].node);
	KUNIT_EXPECT_TRUE(test, list_empty(&items[0].node));
	KUNIT_EXPECT_TRUE(test, list_is_last(&items[2].node, &head));
	KUNIT_EXPECT_TRUE(test, list_is_first(&items[3].node, &head));
	list_del(&items[2].node);
	KUNIT_EXPECT_TRUE(test, list_is_singular(&head));
	list_del(&items[3].node);
	KUNIT_EXPECT_TRUE(test, list_empty(&head));
	KUNIT_EXPECT_NULL(test, list_first_entry_or_null(&head, struct item,
							 node));
}

static void test_move_splice(struct kunit *test)
{
	make(&head, items, "1234");
	make(&other, items + 10, "567");
	list_move(&items[2].node, &other);
	expect(test, &other, "3567");
	list_move_tail(&items[0].node, &other);
	expect(test, &other, "35671");
	list_splice_init(&other, &head);
	expect(test, &head, "3567124");
	KUNIT_EXPECT_TRUE(test, list_empty(&other));
	list_cut_position(&other, &head, &items[11].node);
	expect(test, &other, "356");
	expect(test, &head, "7124");
	list_splice_tail_init(&other, &head);
	expect(test, &head, "7124356");
	list_rotate_left(&head);
	expect(test, &head, "1243567");
	items[20].key = 9;
	list_replace(&items[3].node, &items[20].node);
	expect(test, &head, "1293567");
	list_bulk_move_tail(&head, &items[1].node, &items[20].node);
	expect(test, &head, "1356729");
}

static void test_swap_rotate(struct kunit *test)
{
	make(&head, items, "1234");
	make(&other, items + 10, "56");
	list_swap(&items[0].node, &items[1].node);
	expect(test, &head, "2134");
	list_swap(&items[0].node, &items[1].node);
	expect(test, &head, "1234");
	list_swap(&items[0].node, &items[3].node);
	expect(test, &head, "4231");
	list_swap(&items[2].node, &items[10].node);
	expect(test, &head, "4251");
	expect(test, &other, "36");
	list_rotate_to_front(&items[10].node, &head);
	expect(test, &head, "5142");
	INIT_LIST_HEAD(&other);
	list_cut_before(&other, &head, &items[3].node);
	expect(test, &other, "51");
	expect(test, &head, "42");
	list_cut_before(&other, &head, &items[3].node);
	KUNIT_EXPECT_TRUE(test, list_empty(&other));
}

static void test_walks(struct kunit *test)
{
	struct item *it, *n;
	int sum = 0;

	make(&head, items, "12345");
	list_for_each_entry_safe(it, n, &head, node)
		if (it->key % 2)
			list_del(&it->node);
	expect(test, &head, "24");
	it = list_first_entry(&head, struct item, node);
	list_for_each_entry_continue(it, &head, node)
		sum += it->key;
	KUNIT_EXPECT_EQ(test, sum, 4);
	it = list_last_entry(&head, struct item, node);
	KUNIT_EXPECT_EQ(test, list_prev_entry(it, node)->key, 2);
}

static void test_hlist(struct kunit *test)
{
	HLIST_HEAD(chain);
	struct hlist_node *n;
	struct item *it;
	int sum = 0, i;

	for (i = 0; i < 5; i++) {
		items[i].key = i;
		hlist_add_head(&items[i].hash, &chain);
	}
	hlist_del(&items[2].hash);
	hlist_del_init(&items[4].hash);
	KUNIT_EXPECT_TRUE(test, hlist_unhashed(&items[4].hash));
	hlist_add_behind(&items[4].hash, &items[0].hash);
	hlist_add_before(&items[2].hash, &items[3].hash);
	hlist_for_each_entry(it, &chain, hash)
		sum = sum * 10 + it->key;
	KUNIT_EXPECT_EQ(test, sum, 23104);
	hlist_for_each_entry_safe(it, n, &chain, hash)
		hlist_del(&it->hash);
	KUNIT_EXPECT_TRUE(test, hlist_empty(&chain));
}

static int by_key(void *priv, const struct list_head *a,
		  const struct list_head *b)
{
	return list_entry(a, struct item, node)->key -
	       list_entry(b, struct item, node)->key;
}

static void test_list_sort(struct kunit *test)
{
	struct rnd_state rnd;
	struct item *it, *last = NULL;
	int n, i;

	prandom_seed_state(&rnd, 4);
	for (n = 0; n <= ARRAY_SIZE(items); n++) {
		INIT_LIST_HEAD(&head);
		for (i = 0; i < n; i++) {
			items[i].key = prandom_u32_state(&rnd) % 16;
			items[i].nr = i;
			list_add_tail(&items[i].node, &head);
		}
		list_sort(NULL, &head, by_key);
		last = NULL;
		list_for_each_entry(it, &head, node) {
			if (last)
				KUNIT_ASSERT_TRUE(test, last->key < it->key ||
						  (last->key == it->key &&
						   last->nr < it->nr));
			last = it;
		}
		KUNIT_EXPECT_EQ(test, list_count_nodes(&head), n);
	}
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void test_sort_bsearch(struct kunit *test)
{
	static int values[50];
	struct rnd_state rnd;
	int n, i, sum, *hit;

	prandom_seed_state(&rnd, 5);
	for (n = 1; n <= ARRAY_SIZE(values); n++) {
		for (i = sum = 0; i < n; i++)
			sum += values[i] = prandom_u32_state(&rnd) % 100;
		sort(values, n, sizeof(int), compare_ints, NULL);
		for (i = 0; i < n; i++) {
			sum -= values[i];
			KUNIT_ASSERT_LE(test, values[i ? i - 1 : 0], values[i]);
			hit = bsearch(&values[i], values, n, sizeof(int),
				      compare_ints);
			KUNIT_ASSERT_NOT_NULL(test, hit);
			KUNIT_EXPECT_EQ(test, *hit, values[i]);
		}
		KUNIT_EXPECT_EQ(test, sum, 0);
	}
	i = -1;
	KUNIT_EXPECT_NULL(test, bsearch(&i, values, n - 1, sizeof(int),
					compare_ints));
}

static struct kunit_case list_cases[] = {
	KUNIT_CASE(test_add_del),
	KUNIT_CASE(test_move_splice),
	KUNIT_CASE(test_swap_rotate),
	KUNIT_CASE(test_walks),
	KUNIT_CASE(test_hlist),
	KUNIT_CASE(test_list_sort),
	KUNIT_CASE(test_sort_bsearch),
	{}
};

static struct kunit_suite list_suite = {
	.name = "list",
	.test_cases = list_cases,
};

kunit_test_suite(list_suite);
