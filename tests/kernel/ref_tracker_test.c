/*
 * ref_tracker_test.c - suite `ref_tracker`: who still holds an object, and who
 * has given it back twice, by name.
 */
#include <linux/oops.h>
#include <linux/fault-inject.h>
#include <linux/ref_tracker.h>
#include "mm_test.h"
#include "said.h"

static struct ref_tracker_dir dir;

static noinline int take(struct ref_tracker **tracker)
{
	int error = ref_tracker_alloc(&dir, tracker, GFP_KERNEL);

	barrier();			/* no tail call: it is to be named */
	return error;
}

static noinline int give_back(struct ref_tracker **tracker)
{
	int error = ref_tracker_free(&dir, tracker);

	barrier();
	return error;
}

/* Taken and given back, however many: nothing is said, nothing is left. */
static void ref_tracker_balanced(struct kunit *test)
{
	unsigned long before = settled_free_pages(), warned = warn_count;
	struct ref_tracker *one, *two, *many[40];

	ref_tracker_dir_init(&dir, 3, "object");
	for (int i = 0; i < ARRAY_SIZE(many); i++)
		KUNIT_EXPECT_EQ(test, take(&many[i]), 0);
	KUNIT_EXPECT_EQ(test, take(&one), 0);
	KUNIT_EXPECT_EQ(test, take(&two), 0);
	KUNIT_EXPECT_EQ(test, take(NULL), 0);
	KUNIT_EXPECT_EQ(test, give_back(&one), 0);
	KUNIT_EXPECT_EQ(test, give_back(NULL), 0);
	for (int i = 0; i < ARRAY_SIZE(many); i++)
		KUNIT_EXPECT_EQ(test, give_back(&many[i]), 0);
	KUNIT_EXPECT_EQ(test, give_back(&two), 0);
	ref_tracker_dir_exit(&dir);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* One never comes back: its taker is named, and the other's is not. */
static void ref_tracker_leaked(struct kunit *test)
{
	unsigned long before = settled_free_pages(), warned = warn_count;
	struct ref_tracker *kept, *one;
	struct kmsg_dump_iter log;

	ref_tracker_dir_init(&dir, 2);
	said_from_here(&log);
	take(&kept);
	ref_tracker_alloc(&dir, &one, GFP_ATOMIC);
	give_back(&one);
	ref_tracker_dir_print(&dir, 0);
	KUNIT_EXPECT_FALSE(test, said_since(&log, "ref_tracker:"));
	ref_tracker_dir_print(&dir, 5);
	KUNIT_EXPECT_TRUE(test, said_since(&log, "has a reference taken at"));
	KUNIT_EXPECT_TRUE(test, said_since(&log, "take+"));
	KUNIT_EXPECT_FALSE(test, said_since(&log, "give_back+"));
	KUNIT_EXPECT_EQ(test, warn_count, warned);
	ref_tracker_dir_exit(&dir);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);

	ref_tracker_dir_init(&dir, 0, "counted");
	take(NULL);
	ref_tracker_dir_exit(&dir);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 2);
}

/* Back twice: who took it, and who was first to give it back. */
static void ref_tracker_twice(struct kunit *test)
{
	unsigned long warned = warn_count;
	struct ref_tracker *one;
	struct kmsg_dump_iter log;

	ref_tracker_dir_init(&dir, 2, "object");
	take(&one);
	KUNIT_EXPECT_EQ(test, give_back(&one), 0);
	said_from_here(&log);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &one), -EINVAL);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);
	KUNIT_EXPECT_TRUE(test, said_since(&log, "take+"));
	KUNIT_EXPECT_TRUE(test, said_since(&log, "give_back+"));
	ref_tracker_dir_exit(&dir);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 1);
}

/* No memory for a note: the reference counts all the same. */
static void ref_tracker_no_memory(struct kunit *test)
{
	unsigned long warned = warn_count;
	struct ref_tracker *one;
	int error;

	ref_tracker_dir_init(&dir, 2, "object");
	fault_inject_begin();
	fault_inject_nth(1);
	error = take(&one);
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_EQ(test, error, -ENOMEM);
	KUNIT_EXPECT_NULL(test, one);
	KUNIT_EXPECT_EQ(test, give_back(&one), -EEXIST);
	ref_tracker_dir_exit(&dir);
	KUNIT_EXPECT_EQ(test, warn_count, warned);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(ref_tracker_balanced),
	KUNIT_CASE(ref_tracker_leaked),
	KUNIT_CASE(ref_tracker_twice),
	KUNIT_CASE(ref_tracker_no_memory),
	{}
};

static struct kunit_suite suite = {
	.name = "ref_tracker",
	.test_cases = cases,
};
kunit_test_suite(suite);
