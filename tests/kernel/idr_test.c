/*
 * idr_test.c - suite `idr`: numbers for things, and numbers alone.
 */
#include <kunit/test.h>
#include <linux/idr.h>
#include <linux/slab.h>
#include "said.h"

static struct idr idr;
static struct ida ida;

static int begin(struct kunit *test)
{
	idr_init(&idr);
	ida_init(&ida);
	return 0;
}

static void end(struct kunit *test)
{
	idr_destroy(&idr);
	ida_destroy(&ida);
}

static void test_alloc(struct kunit *test)
{
	char things[10];
	u32 id = 3;
	int i;

	for (i = 0; i < 10; i++)
		KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[i], 0, 0,
						GFP_KERNEL), i);
	for (i = 0; i < 10; i++)
		KUNIT_EXPECT_PTR_EQ(test, idr_find(&idr, i), &things[i]);
	KUNIT_EXPECT_NULL(test, idr_find(&idr, 10));
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, things, 2, 10, GFP_KERNEL),
			-ENOSPC);
	KUNIT_EXPECT_PTR_EQ(test, idr_remove(&idr, 4), &things[4]);
	KUNIT_EXPECT_NULL(test, idr_remove(&idr, 4));
	KUNIT_EXPECT_EQ(test, idr_alloc_u32(&idr, things, &id, 20, GFP_KERNEL),
			0);
	KUNIT_EXPECT_EQ(test, id, 4);
	KUNIT_EXPECT_PTR_EQ(test, idr_replace(&idr, &things[4], 4), things);
	KUNIT_EXPECT_EQ(test, PTR_ERR(idr_replace(&idr, things, 11)), -ENOENT);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, things, 1000000, 0, GFP_KERNEL),
			1000000);
}

static void test_cyclic(struct kunit *test)
{
	int i, thing;

	for (i = 5; i < 9; i++)
		KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &thing, 5, 9,
						       GFP_KERNEL), i);
	KUNIT_EXPECT_EQ(test, idr_get_cursor(&idr), 9);
	idr_remove(&idr, 8);
	idr_remove(&idr, 6);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &thing, 5, 9, GFP_KERNEL),
			6);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &thing, 5, 9, GFP_KERNEL),
			8);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &thing, 5, 9, GFP_KERNEL),
			-ENOSPC);
}

static int add(int id, void *ptr, void *sum)
{
	*(int *)sum += id;
	return id == 300;
}

static void test_walk(struct kunit *test)
{
	static const int ids[] = { 0, 7, 64, 300, 5000 };
	unsigned long ul, tmp;
	int i, id, sum = 0;
	const int *thing;

	KUNIT_EXPECT_TRUE(test, idr_is_empty(&idr));
	for (i = 0; i < ARRAY_SIZE(ids); i++)
		idr_alloc(&idr, (void *)&ids[i], ids[i], ids[i] + 1,
			  GFP_KERNEL);
	i = 0;
	idr_for_each_entry(&idr, thing, id) {
		KUNIT_EXPECT_EQ(test, id, ids[i]);
		KUNIT_EXPECT_PTR_EQ(test, thing, &ids[i]);
		i++;
	}
	KUNIT_EXPECT_EQ(test, i, ARRAY_SIZE(ids));
	KUNIT_EXPECT_EQ(test, idr_for_each(&idr, add, &sum), 1);
	KUNIT_EXPECT_EQ(test, sum, 371);
	i = 0;
	idr_for_each_entry_ul(&idr, thing, tmp, ul)
		KUNIT_EXPECT_EQ(test, ul, ids[i++]);
	KUNIT_EXPECT_EQ(test, i, ARRAY_SIZE(ids));
	id = 8;
	KUNIT_EXPECT_PTR_EQ(test, (const int *)idr_get_next(&idr, &id),
			    &ids[2]);
	KUNIT_EXPECT_EQ(test, id, 64);
}

static void test_old(struct kunit *test)
{
	int id = -1, thing;

	do {
		KUNIT_ASSERT_EQ(test, idr_pre_get(&idr, GFP_KERNEL), 1);
	} while (idr_get_new_above(&idr, &thing, 12, &id) == -EAGAIN);
	KUNIT_EXPECT_EQ(test, id, 12);
	KUNIT_EXPECT_EQ(test, idr_get_new(&idr, &thing, &id), 0);
	KUNIT_EXPECT_EQ(test, id, 0);
	KUNIT_EXPECT_EQ(test, ida_pre_get(&ida, GFP_KERNEL), 1);
	KUNIT_EXPECT_EQ(test, ida_get_new(&ida, &id), 0);
	KUNIT_EXPECT_EQ(test, id, 0);
	ida_remove(&ida, id);
	KUNIT_EXPECT_TRUE(test, ida_is_empty(&ida));
}

static void test_ida(struct kunit *test)
{
	int i;

	for (i = 0; i < 200; i++)
		KUNIT_EXPECT_EQ(test, ida_alloc(&ida, GFP_KERNEL), i);
	KUNIT_EXPECT_EQ(test, ida_alloc_max(&ida, 199, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_EQ(test, ida_alloc_min(&ida, 1000, GFP_KERNEL), 1000);
	KUNIT_EXPECT_EQ(test, ida_simple_get(&ida, 0, 0, GFP_KERNEL), 200);
	for (i = 0; i < 200; i += 2)
		ida_free(&ida, i);
	KUNIT_EXPECT_EQ(test, ida_find_first(&ida), 1);
	KUNIT_EXPECT_EQ(test, ida_find_first_range(&ida, 202, 999), -ENOENT);
	KUNIT_EXPECT_EQ(test, ida_find_first_range(&ida, 202, 2000), 1000);
	KUNIT_EXPECT_FALSE(test, ida_exists(&ida, 8));
	KUNIT_EXPECT_TRUE(test, ida_exists(&ida, 9));
	for (i = 0; i < 200; i += 2)
		KUNIT_EXPECT_EQ(test, ida_alloc(&ida, GFP_KERNEL), i);
	KUNIT_EXPECT_EQ(test, ida_alloc_range(&ida, 1U << 31, 1U << 31,
					      GFP_KERNEL), -ENOSPC);
	ida_destroy(&ida);
	KUNIT_EXPECT_TRUE(test, ida_is_empty(&ida));
	KUNIT_EXPECT_EQ(test, ida_find_first(&ida), -ENOENT);
}

static void test_ida_wrong(struct kunit *test)
{
	struct kmsg_dump_iter log;

	said_from_here(&log);
	ida_free(&ida, 17);
	KUNIT_EXPECT_TRUE(test, said_since(&log, "17 was not given out"));
	KUNIT_EXPECT_EQ(test, ida_alloc_min(&ida, 17, GFP_KERNEL), 17);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(test_alloc),
	KUNIT_CASE(test_cyclic),
	KUNIT_CASE(test_walk),
	KUNIT_CASE(test_old),
	KUNIT_CASE(test_ida),
	KUNIT_CASE(test_ida_wrong),
	{}
};

static struct kunit_suite suite = {
	.name = "idr",
	.init = begin,
	.exit = end,
	.test_cases = cases,
};
kunit_test_suite(suite);
