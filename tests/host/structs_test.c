/*
 * structs_test.c - lib/'s data structures beside models so plain that they
 * can't be wrong: an array for a list or a tree, a byte for a bit.
 */
#include "host.h"
#include <linux/bitmap.h>
#include <linux/bsearch.h>
#include <linux/crc32.h>
#include <linux/glob.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/rbtree.h>
#include <linux/sort.h>

/* ---- list ---- */

struct item {
	struct list_head link;
	int key;
	int seq;
};

#define NR_ITEMS	24

static void check_list(struct list_head *head, int *model, int n)
{
	struct item *it;
	int i = 0;

	list_for_each_entry(it, head, link)
		CHECK(i < n && it->key == model[i++]);
	CHECK_EQ(i, n);
	list_for_each_entry_reverse(it, head, link)
		CHECK(it->key == model[--i]);
	CHECK_EQ(list_empty(head), n == 0);
}

HOST_TEST(list_as_an_array)
{
	struct item items[NR_ITEMS];
	int model[NR_ITEMS], n = 0;
	bool in[NR_ITEMS] = { false };
	LIST_HEAD(head);

	for (u32 i = host_rounds(50000, 1000000); i; i--) {
		int k = host_below(NR_ITEMS), at = 0;

		if (in[k]) {
			while (model[at] != k)
				at++;
			memmove(model + at, model + at + 1,
				(n - at - 1) * sizeof(int));
			n--;
			in[k] = false;
			list_del(&items[k].link);
			check_list(&head, model, n);
			continue;
		}
		items[k].key = k;
		if (host_below(2)) {
			list_add(&items[k].link, &head);
			memmove(model + 1, model, n * sizeof(int));
			model[0] = k;
		} else {
			list_add_tail(&items[k].link, &head);
			model[n] = k;
		}
		n++;
		in[k] = true;
		check_list(&head, model, n);
	}
}

/* ---- red-black tree ---- */

struct node {
	struct rb_node rb;
	u32 key;
	bool in;
};

static bool less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct node, rb)->key <
	       rb_entry(b, struct node, rb)->key;
}

static bool red(const struct rb_node *n)
{
	return n && !(n->__rb_parent_color & 1);
}

/* Black height of the subtree; checks colours, parents and order. */
static int subtree(struct rb_node *n, struct rb_node *parent)
{
	int left, right;

	if (!n)
		return 1;
	CHECK(rb_parent(n) == parent);
	CHECK(!red(n) || (!red(n->rb_left) && !red(n->rb_right)));
	CHECK(!n->rb_left || !less(n, n->rb_left));
	CHECK(!n->rb_right || !less(n->rb_right, n));
	left = subtree(n->rb_left, n);
	right = subtree(n->rb_right, n);
	CHECK_EQ(left, right);
	return left + !red(n);
}

static void check_tree(struct rb_root *root, int count)
{
	struct rb_node *n, *last = NULL;
	int i = 0;

	CHECK(!red(root->rb_node));
	subtree(root->rb_node, NULL);
	for (n = rb_first(root); n; n = rb_next(n)) {
		CHECK(!last || !less(n, last));
		CHECK(rb_prev(n) == last);
		last = n;
		i++;
	}
	CHECK_EQ(i, count);
	CHECK(rb_last(root) == last);
}

HOST_TEST(rbtree_keeps_its_rules)
{
	static struct node nodes[64], other[64];
	struct rb_root root = RB_ROOT;
	int count = 0;

	for (u32 i = host_rounds(50000, 1000000); i; i--) {
		u32 k = host_below(64);
		struct node *n = &nodes[k];

		if (n->in && !host_below(4)) {
			/* A stand-in takes the place, then the node returns. */
			other[k].key = n->key;
			rb_replace_node(&n->rb, &other[k].rb, &root);
			check_tree(&root, count);
			rb_replace_node(&other[k].rb, &n->rb, &root);
		} else if (n->in) {
			rb_erase(&n->rb, &root);
			n->in = false;
			count--;
		} else {
			n->key = host_below(32);
			rb_add(&n->rb, &root, less);
			n->in = true;
			count++;
		}
		check_tree(&root, count);
	}
}

HOST_TEST(rbtree_postorder_visits_children_first)
{
	static struct node nodes[200];
	struct node *n, *next;
	struct rb_root root = RB_ROOT;
	int count = 0;

	for (int i = 0; i < 200; i++) {
		nodes[i].key = host_rand();
		rb_add(&nodes[i].rb, &root, less);
	}
	rbtree_postorder_for_each_entry_safe(n, next, &root, rb) {
		for (struct rb_node *c = n->rb.rb_left; c; c = NULL)
			CHECK(rb_entry(c, struct node, rb)->in);
		for (struct rb_node *c = n->rb.rb_right; c; c = NULL)
			CHECK(rb_entry(c, struct node, rb)->in);
		n->in = true;
		count++;
	}
	CHECK_EQ(count, 200);
}

/* ---- bitmaps ---- */

#define BITS	200

static unsigned long map[BITS_TO_LONGS(BITS)], map2[BITS_TO_LONGS(BITS)];
static unsigned long out[BITS_TO_LONGS(BITS)];
static u8 bits[BITS], bits2[BITS];

static u32 next(const u8 *b, u32 from, u32 size, int want)
{
	while (from < size && b[from] != want)
		from++;
	return min(from, size);
}

static void random_bits(unsigned long *m, u8 *b)
{
	u32 density = host_below(5);

	for (u32 i = 0; i < BITS; i++) {
		b[i] = host_below(4) < density;
		if (b[i])
			__set_bit(i, m);
		else
			__clear_bit(i, m);
	}
}

static void check_bits(const unsigned long *m, u32 size, int (*want)(u32 i))
{
	for (u32 i = 0; i < size; i++)
		CHECK_EQ(test_bit(i, m), want(i));
}

static int want_and(u32 i) { return bits[i] & bits2[i]; }
static int want_or(u32 i) { return bits[i] | bits2[i]; }
static int want_xor(u32 i) { return bits[i] ^ bits2[i]; }
static int want_andnot(u32 i) { return bits[i] & !bits2[i]; }
static int want_not(u32 i) { return !bits[i]; }
static int want_same(u32 i) { return bits[i]; }

static void find_everything(u32 size)
{
	u32 from = host_below(BITS + 8), weight = 0, last = size;

	for (u32 i = 0; i < size; i++) {
		weight += bits[i];
		last = bits[i] ? i : last;
	}
	CHECK_EQ(find_next_bit(map, size, from), max(next(bits, from, size, 1),
		 min(from, size)));
	CHECK_EQ(find_next_zero_bit(map, size, from),
		 max(next(bits, from, size, 0), min(from, size)));
	CHECK_EQ(find_last_bit(map, size), last);
	CHECK_EQ(bitmap_weight(map, size), weight);
}

HOST_TEST(bitmap_as_an_array_of_bytes)
{
	for (u32 i = host_rounds(20000, 500000); i; i--) {
		u32 size = 1 + host_below(BITS), from, n;
		bool both = false, left = false, equal = true, subset = true;

		random_bits(map, bits);
		random_bits(map2, bits2);
		find_everything(size);
		for (u32 b = 0; b < size; b++) {
			both |= want_and(b);
			left |= want_andnot(b);
			equal &= bits[b] == bits2[b];
			subset &= !bits[b] || bits2[b];
		}
		CHECK_EQ(bitmap_and(out, map, map2, size), both);
		check_bits(out, size, want_and);
		CHECK_EQ(bitmap_andnot(out, map, map2, size), left);
		check_bits(out, size, want_andnot);
		bitmap_or(out, map, map2, size);
		check_bits(out, size, want_or);
		bitmap_xor(out, map, map2, size);
		check_bits(out, size, want_xor);
		bitmap_complement(out, map, size);
		check_bits(out, size, want_not);
		CHECK_EQ(bitmap_equal(map, map2, size), equal);
		CHECK_EQ(bitmap_subset(map, map2, size), subset);
		CHECK_EQ(bitmap_intersects(map, map2, size), both);
		from = host_below(size);
		n = host_below(size - from + 1);
		bitmap_set(map, from, n);
		memset(bits + from, 1, n);
		from = host_below(size);
		n = host_below(size - from + 1);
		bitmap_clear(map, from, n);
		memset(bits + from, 0, n);
		check_bits(map, BITS, want_same);
	}
}

HOST_TEST(bitmap_zero_areas)
{
	for (u32 i = host_rounds(20000, 500000); i; i--) {
		u32 size = 1 + host_below(BITS), start = host_below(size);
		u32 nr = 1 + host_below(20), align = (1 << host_below(5)) - 1;
		u32 want = (start + align) & ~align;

		random_bits(map, bits);
		while (want + nr <= size &&
		       next(bits, want, want + nr, 1) < want + nr)
			want += align + 1;
		start = bitmap_find_next_zero_area(map, size, start, nr, align);
		if (want + nr > size)
			CHECK(start >= size);
		else
			CHECK_EQ(start, want);
	}
}

/* ---- sorting and searching ---- */

static int cmp_int(const void *a, const void *b)
{
	return *(const int *)a < *(const int *)b ? -1 :
	       *(const int *)a > *(const int *)b;
}

static int cmp_item(void *priv, const struct list_head *a,
		    const struct list_head *b)
{
	return list_entry(a, struct item, link)->key >
	       list_entry(b, struct item, link)->key;
}

HOST_TEST(sort_and_bsearch)
{
	int a[100];

	for (u32 round = host_rounds(5000, 200000); round; round--) {
		u32 n = host_below(100), sum = 0, after = 0;

		for (u32 i = 0; i < n; i++)
			sum += a[i] = host_below(60);
		sort(a, n, sizeof(int), cmp_int, NULL);
		for (u32 i = 0; i < n; i++) {
			CHECK(!i || a[i - 1] <= a[i]);
			after += a[i];
		}
		CHECK_EQ(sum, after);
		for (int key = -1; key <= 60; key++) {
			int *p = bsearch(&key, a, n, sizeof(int), cmp_int);
			bool there = false;

			for (u32 i = 0; i < n; i++)
				there |= a[i] == key;
			CHECK_EQ(!!p, there);
			CHECK(!p || *p == key);
		}
	}
}

HOST_TEST(list_sort_is_stable)
{
	static struct item items[300];

	for (u32 round = host_rounds(1000, 50000); round; round--) {
		u32 n = host_below(300), i = 0;
		struct item *it, *last = NULL;
		LIST_HEAD(head);

		for (; i < n; i++) {
			items[i].key = host_below(20);
			items[i].seq = i;
			list_add_tail(&items[i].link, &head);
		}
		list_sort(NULL, &head, cmp_item);
		i = 0;
		list_for_each_entry(it, &head, link) {
			CHECK(!last || last->key < it->key ||
			      (last->key == it->key && last->seq < it->seq));
			CHECK(it->link.next->prev == &it->link);
			last = it;
			i++;
		}
		CHECK_EQ(i, n);
	}
}

/* ---- the rest ---- */

static u32 crc_by_bits(u32 crc, const u8 *p, u32 n)
{
	while (n--) {
		crc ^= *p++;
		for (int i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return crc;
}

HOST_TEST(crc32_by_definition)
{
	u8 buf[64];

	CHECK_EQ(~crc32_le(~0u, "123456789", 9), 0xcbf43926);
	for (int round = 0; round < 2000; round++) {
		u32 n = host_below(64), seed = host_rand();

		for (u32 i = 0; i < n; i++)
			buf[i] = host_rand();
		CHECK_EQ(crc32_le(seed, buf, n), crc_by_bits(seed, buf, n));
	}
}

/* The definition, exponential: fine for short texts. */
static bool glob_model(const char *p, const char *s)
{
	if (!*p)
		return !*s;
	if (*p == '*')
		return glob_model(p + 1, s) || (*s && glob_model(p, s + 1));
	return *s && (*p == '?' || *p == *s) && glob_model(p + 1, s + 1);
}

HOST_TEST(glob_by_definition)
{
	for (u32 i = host_rounds(100000, 2000000); i; i--) {
		char p[9] = "", s[9] = "";

		for (u32 n = host_below(8), j = 0; j < n; j++)
			p[j] = "ab*?"[host_below(4)];
		for (u32 n = host_below(8), j = 0; j < n; j++)
			s[j] = "ab"[host_below(2)];
		CHECK_MSG(glob_match(p, s) == glob_model(p, s), "'%s' '%s'", p, s);
	}
}

HOST_TEST(division_of_64_bits)
{
	for (u32 i = host_rounds(100000, 5000000); i; i--) {
		u64 n = ((u64)host_rand() << 32 | host_rand()) >> host_below(64);
		u32 d = (host_rand() >> host_below(32)) | 1, rem;
		u64 q = div_u64_rem(n, d, &rem), left = n;

		CHECK(q == n / d && rem == n % d);
		CHECK(do_div(left, d) == n % d && left == n / d);
		CHECK_EQ(fls64(n), n ? 64 - __builtin_clzll(n) : 0);
		CHECK_EQ(hweight64(n), __builtin_popcountll(n));
	}
}
