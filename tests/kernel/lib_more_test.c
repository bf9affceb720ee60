/*
 * lib_more_test.c - suite `lib_more`: what lib/modules/ has beside bitmaps,
 * each against a slower way to the same answer, or against published values.
 */
#include <kunit/static_stub.h>
#include <kunit/test.h>
#include <linux/crc-ccitt.h>
#include <linux/crc16.h>
#include <linux/crc32.h>
#include <linux/crc7.h>
#include <linux/interval_tree.h>
#include <linux/jhash.h>
#include <linux/lcm.h>
#include <linux/math.h>
#include <linux/min_heap.h>
#include <linux/random.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string_helpers.h>

static void test_get_size(struct kunit *test)
{
	static const struct {
		u64 size, block;
		const char *ten, *two;
	} sizes[] = {
		{ 0, 512, "0 B", "0 B" }, { 1, 512, "512 B", "512 B" },
		{ 1100, 1, "1.10 kB", "1.07 KiB" },
		{ 16384, 512, "8.39 MB", "8.00 MiB" },
		{ 500118192, 512, "256 GB", "238 GiB" },
		{ 8192, 4096, "33.6 MB", "32.0 MiB" },
		{ U64_MAX, 4096, "75.6 ZB", "64.0 ZiB" },
		{ 4096, U64_MAX, "75.6 ZB", "64.0 ZiB" },
		{ 999, 1, "999 B", "999 B" }, { 9996, 1, "10.0 kB", "9.76 KiB" },
	};
	char text[16];
	int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		string_get_size(sizes[i].size, sizes[i].block,
				STRING_UNITS_10, text, sizeof(text));
		KUNIT_EXPECT_STREQ(test, text, sizes[i].ten);
		string_get_size(sizes[i].size, sizes[i].block, STRING_UNITS_2,
				text, sizeof(text));
		KUNIT_EXPECT_STREQ(test, text, sizes[i].two);
	}
	KUNIT_EXPECT_EQ(test, string_get_size(1, 1 << 20, STRING_UNITS_2 |
					      STRING_UNITS_NO_SPACE, text, 4),
			7);
	KUNIT_EXPECT_STREQ(test, text, "1.0");
}

static void test_escape(struct kunit *test)
{
	char odd[] = "a\n\"\\\001\377 z", to[64];
	int n;

	n = string_escape_str(odd, to, sizeof(to), ESCAPE_ANY_NP, NULL);
	to[n] = '\0';
	KUNIT_EXPECT_STREQ(test, to, "a\\n\"\\\\001\\377 z");
	n = string_escape_str(odd, to, sizeof(to), ESCAPE_HEX, "\n ");
	to[n] = '\0';
	KUNIT_EXPECT_STREQ(test, to, "a\\x0a\"\\\001\377\\x20z");
	/*
	 * What a class lets through stays, listed or not; appended, it does
	 * not.
	 */
	n = string_escape_str("az\n", to, sizeof(to), ESCAPE_HEX | ESCAPE_NP,
			      "z\n");
	to[n] = '\0';
	KUNIT_EXPECT_STREQ(test, to, "az\\x0a");
	n = string_escape_str("az\n", to, sizeof(to), ESCAPE_HEX | ESCAPE_NP |
			      ESCAPE_APPEND, "z");
	to[n] = '\0';
	KUNIT_EXPECT_STREQ(test, to, "a\\x7a\\x0a");
	KUNIT_EXPECT_EQ(test, string_escape_mem(odd, 8, NULL, 0, ESCAPE_OCTAL,
						NULL), 32);
	n = string_escape_mem(odd, sizeof(odd), to, sizeof(to), ESCAPE_ANY,
			      NULL);
	to[n] = '\0';
	KUNIT_EXPECT_EQ(test, string_unescape_any_inplace(to), sizeof(odd));
	KUNIT_EXPECT_MEMEQ(test, to, odd, sizeof(odd));
	strcpy(to, "\\x4\\q\\1012\\n\\");
	string_unescape(to, to, 0, UNESCAPE_HEX | UNESCAPE_OCTAL);
	KUNIT_EXPECT_STREQ(test, to, "\004\\qA2\\n\\");
}

static void test_arrays(struct kunit *test)
{
	char *a[] = { "one", NULL }, *b[] = { "two", "three", NULL };
	char **all = memcat_p(a, b), **argv, **names;
	int argc, *ints;

	KUNIT_ASSERT_NOT_NULL(test, all);
	KUNIT_EXPECT_PTR_EQ(test, all[2], b[1]);
	KUNIT_EXPECT_NULL(test, all[3]);
	kfree(all);
	argv = argv_split(GFP_KERNEL, "  mount -o  ro /dev/x ", &argc);
	KUNIT_ASSERT_NOT_NULL(test, argv);
	KUNIT_EXPECT_EQ(test, argc, 4);
	KUNIT_EXPECT_STREQ(test, argv[3], "/dev/x");
	KUNIT_EXPECT_NULL(test, argv[4]);
	argv_free(argv);
	names = kasprintf_strarray(GFP_KERNEL, "cpu", 3);
	KUNIT_ASSERT_NOT_NULL(test, names);
	KUNIT_EXPECT_STREQ(test, names[2], "cpu-2");
	kfree_strarray(names, 3);
	KUNIT_ASSERT_EQ(test, parse_int_array("1,5-7xx", 5, &ints), 0);
	KUNIT_EXPECT_EQ(test, ints[0], 4);
	KUNIT_EXPECT_EQ(test, ints[4], 7);
	kfree(ints);
	names = (char **)kstrdup_quotable("a\tb", GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, (char *)names, "a\\x09b");
	kfree(names);
	KUNIT_EXPECT_EQ(test, memweight("\001\377\020", 3), 10);
}

static int by_rank(const void *a, const void *b, const void *rank)
{
	return ((const int *)rank)[*(u8 *)a] - ((const int *)rank)[*(u8 *)b];
}

static void test_sort_r(struct kunit *test)
{
	static const int rank[] = { 3, 0, 4, 1, 2 };
	u8 order[] = { 0, 1, 2, 3, 4 };

	sort_r(order, 5, 1, by_rank, NULL, rank);
	KUNIT_EXPECT_MEMEQ(test, order, "\1\3\4\0\2", 5);
}

static bool less(const void *a, const void *b)
{
	return *(const int *)a < *(const int *)b;
}

static bool less_with(const void *a, const void *b, void *sign)
{
	return *(const int *)a * *(int *)sign < *(const int *)b * *(int *)sign;
}

static void test_min_heap(struct kunit *test)
{
	struct min_heap_callbacks six = { .elem_size = 4, .less = (void *)less };
	struct min_heap_callbacks now = { .less = (void *)less_with };
	struct rnd_state rnd = { 9 };
	static int values[20];
	int i, last, sign = -1;
	struct min_heap heap = { .data = values, .nr = 20, .size = 20 };
	DEFINE_MIN_HEAP(int, ints) largest;

	for (i = 0; i < 20; i++)
		values[i] = prandom_u32_state(&rnd) % 100;
	min_heapify_all(&heap, &six);
	for (last = -1; heap.nr; last = i) {
		i = *(int *)min_heap_peek(&heap);
		KUNIT_EXPECT_LE(test, last, i);
		min_heap_pop(&heap, &six);
	}
	min_heap_init(&largest, values, 20);
	for (i = 0; i < 20; i++)
		KUNIT_EXPECT_TRUE(test, min_heap_push(&largest, &i, &now,
						      &sign));
	KUNIT_EXPECT_TRUE(test, min_heap_full(&largest));
	for (i = 19; i > 10; i--) {
		KUNIT_EXPECT_EQ(test, *min_heap_peek(&largest), i);
		min_heap_pop(&largest, &now, &sign);
	}
	i = 50;
	min_heap_pop_push(&largest, &i, &now, &sign);
	KUNIT_EXPECT_EQ(test, *min_heap_peek(&largest), 50);
	min_heap_del(&largest, 0, &now, &sign);
	KUNIT_EXPECT_EQ(test, *min_heap_peek(&largest), 9);
	last = values[9];
	values[9] = 70;
	min_heap_sift_up(&largest, 9, &now, &sign);
	KUNIT_EXPECT_EQ(test, *min_heap_peek(&largest), 70);
	values[0] = last;
	min_heap_sift_down(&largest, 0, &now, &sign);
	KUNIT_EXPECT_EQ(test, *min_heap_peek(&largest), 9);
	KUNIT_EXPECT_EQ(test, largest.nr, 10);
}

#define INTERVALS	60

static void test_interval_tree(struct kunit *test)
{
	struct interval_tree_node *nodes, *found;
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct rnd_state rnd = { 77 };
	unsigned long at, expect, got;
	int i;

	nodes = kunit_kcalloc(test, INTERVALS, sizeof(*nodes), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, nodes);
	for (i = 0; i < INTERVALS; i++) {
		nodes[i].start = prandom_u32_state(&rnd) % 1000;
		nodes[i].last = nodes[i].start + prandom_u32_state(&rnd) % 60;
		interval_tree_insert(&nodes[i], &root);
	}
	for (i = 0; i < INTERVALS; i += 3)
		interval_tree_remove(&nodes[i], &root);
	for (at = 0; at < 1060; at += 7) {
		expect = got = 0;
		for (i = 0; i < INTERVALS; i++)
			if (i % 3 && nodes[i].start <= at + 20 &&
			    nodes[i].last >= at)
				expect++;
		for (found = interval_tree_iter_first(&root, at, at + 20);
		     found;
		     found = interval_tree_iter_next(found, at, at + 20)) {
			KUNIT_ASSERT_TRUE(test, found->start <= at + 20 &&
					  found->last >= at);
			got++;
		}
		KUNIT_ASSERT_EQ(test, got, expect);
	}
}

/* The author's own examples; and the parts against the whole. */
static void test_jhash(struct kunit *test)
{
	const char *text = "Four score and seven years ago";
	const u32 words[] = { 1, 2, 3 };

	KUNIT_EXPECT_EQ(test, jhash("", 0, 0), 0xdeadbeef);
	KUNIT_EXPECT_EQ(test, jhash("", 0, 0xdeadbeef), 0xbd5b7dde);
	KUNIT_EXPECT_EQ(test, jhash(text, 30, 0), 0x17770551);
	KUNIT_EXPECT_EQ(test, jhash(text, 30, 1), 0xcd628161);
	KUNIT_EXPECT_EQ(test, jhash2(words, 3, 5), jhash_3words(1, 2, 3, 5));
	KUNIT_EXPECT_EQ(test, jhash2(words, 2, 5), jhash_2words(1, 2, 5));
	KUNIT_EXPECT_EQ(test, jhash2(words, 1, 5), jhash_1word(1, 5));
}

static void test_math(struct kunit *test)
{
	u64 a = 0x123456789abcdefULL;

	KUNIT_EXPECT_EQ(test, gcd(1071, 462), 21);
	KUNIT_EXPECT_EQ(test, gcd(0, 5), 5);
	KUNIT_EXPECT_EQ(test, lcm(4, 6), 12);
	KUNIT_EXPECT_EQ(test, lcm_not_zero(0, 6), 6);
	KUNIT_EXPECT_EQ(test, int_sqrt(0), 0);
	KUNIT_EXPECT_EQ(test, int_sqrt(99), 9);
	KUNIT_EXPECT_EQ(test, int_sqrt(100), 10);
	KUNIT_EXPECT_EQ(test, int_sqrt(ULONG_MAX), 65535);
	KUNIT_EXPECT_EQ(test, int_sqrt64(U64_MAX), U32_MAX);
	KUNIT_EXPECT_EQ(test, int_pow(10, 19), 10000000000000000000ULL);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_shr(a, 1ULL << 40, 40), a);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_shr(U64_MAX, U64_MAX, 64),
			U64_MAX - 1);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_div_u64(a, U64_MAX, U64_MAX), a);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_div_u64(a, 1000, 10), a * 100);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_div_u64(U64_MAX, U64_MAX - 1,
						  U64_MAX), U64_MAX - 1);
}

/* Of the digits 1 to 9, as the catalogues of CRCs have them. */
static void test_crc(struct kunit *test)
{
	const u8 *nine = (const u8 *)"123456789";

	KUNIT_EXPECT_EQ(test, crc16(0, nine, 9), 0xbb3d);
	KUNIT_EXPECT_EQ(test, crc_ccitt(0, nine, 9), 0x2189);
	KUNIT_EXPECT_EQ(test, ~crc32c(~0, nine, 9), 0xe3069283);
	KUNIT_EXPECT_EQ(test, ~crc32_be(~0, nine, 9), 0xfc891918);
	KUNIT_EXPECT_EQ(test, crc7_be(0, nine, 9) >> 1, 0x75);
}

static int freed;

static void count_free(struct kunit_resource *res)
{
	freed++;
}

static void test_resources(struct kunit *test)
{
	struct kunit_resource named, *found;
	int data = 4, *got;

	freed = 0;
	KUNIT_ASSERT_EQ(test, kunit_add_named_resource(test, NULL, count_free,
						       &named, "x", &data), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, NULL,
				&named, "x", NULL), -EEXIST);
	found = kunit_find_named_resource(test, "x");
	KUNIT_EXPECT_PTR_EQ(test, found, &named);
	KUNIT_EXPECT_PTR_EQ(test, found->data, (void *)&data);
	KUNIT_EXPECT_NULL(test, kunit_find_named_resource(test, "y"));
	KUNIT_EXPECT_EQ(test, kunit_destroy_named_resource(test, "x"), 0);
	KUNIT_EXPECT_EQ(test, freed, 0);	/* found still has it */
	kunit_put_resource(found);
	KUNIT_EXPECT_EQ(test, freed, 1);
	KUNIT_EXPECT_EQ(test, kunit_destroy_named_resource(test, "x"),
			-ENOENT);
	got = kunit_alloc_resource(test, NULL, count_free, GFP_KERNEL, &data);
	KUNIT_EXPECT_PTR_EQ(test, got, &data);
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(test,
				kunit_resource_instance_match, &data), 0);
	KUNIT_EXPECT_EQ(test, freed, 2);
}

static noinline int real(int x)
{
	KUNIT_STATIC_STUB_REDIRECT(real, x);
	return x + 1;
}

static int instead(int x)
{
	return -x;
}

static void test_stub(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, real(4), 5);
	kunit_activate_static_stub(test, real, instead);
	KUNIT_EXPECT_EQ(test, real(4), -4);
	kunit_deactivate_static_stub(test, real);
	KUNIT_EXPECT_EQ(test, real(4), 5);
}

static void words_of_an_event(struct kunit *test)
{
	struct kobj_uevent_env *env = kunit_kzalloc(test, sizeof(*env),
						    GFP_KERNEL);
	int n = 0;

	KUNIT_ASSERT_NOT_NULL(test, env);
	KUNIT_EXPECT_EQ(test, add_uevent_var(env, "A=%d", 5), 0);
	KUNIT_EXPECT_EQ(test, add_uevent_var(env, "B=%s", "x"), 0);
	KUNIT_EXPECT_STREQ(test, env->envp[0], "A=5");
	KUNIT_EXPECT_STREQ(test, env->envp[1], "B=x");
	KUNIT_EXPECT_EQ(test, env->buflen, 8);
	KUNIT_EXPECT_EQ(test, add_uevent_var(env, "%2040s", ""), -ENOMEM);
	KUNIT_EXPECT_EQ(test, env->envp_idx, 2);
	KUNIT_EXPECT_EQ(test, add_uevent_var(env, "%2030s", ""), 0);
	while (!add_uevent_var(env, "%s", ""))
		n++;
	KUNIT_EXPECT_EQ(test, n, 9);		/* one byte each, to the end */
	memset(env, 0, sizeof(*env));
	for (n = 0; !add_uevent_var(env, "N=%d", n); n++)
		;
	KUNIT_EXPECT_EQ(test, n, UEVENT_NUM_ENVP - 1);
	KUNIT_EXPECT_NULL(test, env->envp[n]);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(test_get_size),
	KUNIT_CASE(test_escape),
	KUNIT_CASE(test_arrays),
	KUNIT_CASE(test_sort_r),
	KUNIT_CASE(test_min_heap),
	KUNIT_CASE(test_interval_tree),
	KUNIT_CASE(test_jhash),
	KUNIT_CASE(test_math),
	KUNIT_CASE(test_crc),
	KUNIT_CASE(test_resources),
	KUNIT_CASE(test_stub),
	KUNIT_CASE(words_of_an_event), {}
};

static struct kunit_suite suite = { .name = "lib_more", .test_cases = cases };
kunit_test_suite(suite);
