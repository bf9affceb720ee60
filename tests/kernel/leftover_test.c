/*
 * leftover_test.c - suite `leftover`: what mm/ finds when somebody's code goes,
 * by the address it was asked for from. Here that code is one function. And the
 * records of what modules have, many of them.
 */
#include <linux/dmapool.h>
#include <linux/leftover.h>
#include <linux/mempool.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "../../kernel/module_trace.h"
#include "mm_test.h"

#define BODY	512		/* bytes of ask_for_all(), at most */

static struct {
	void *area;
	mempool_t *pool;
	struct dma_pool *blocks;
} mine;

static noinline void ask_for_all(void)
{
	mine.area = vmalloc(3 * PAGE_SIZE);
	mine.pool = mempool_create_kmalloc_pool(2, 100);
	mine.blocks = dma_pool_create("leftover", NULL, 64, 64, 0);
}

struct finding {
	const void *what;		/* the one looked for */
	size_t size;			/* 0: not found */
	unsigned long caller;
};

static void found(void *what, size_t size, unsigned long caller, void *arg)
{
	struct finding *finding = arg;

	if (what == finding->what) {
		finding->size = size;
		finding->caller = caller;
	}
}

/* The size under which @each finds @what among those of code at @start. */
static size_t size_of(leftover_each *each, const void *what, unsigned long start)
{
	struct finding finding = { .what = what };

	each(start, start + BODY, found, &finding);
	if (finding.size &&
	    !leftover_is(finding.caller, start, start + BODY))
		return 0;
	return finding.size;
}

static void leftover_by_caller(struct kunit *test)
{
	unsigned long here = (unsigned long)ask_for_all;

	ask_for_all();
	KUNIT_ASSERT_NOT_NULL(test, mine.area);
	KUNIT_ASSERT_NOT_NULL(test, mine.pool);
	KUNIT_ASSERT_NOT_NULL(test, mine.blocks);
	KUNIT_EXPECT_EQ(test, size_of(vmalloc_leftovers, mine.area, here),
			(size_t)(3 * PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, size_of(mempool_leftovers, mine.pool, here),
			2 * sizeof(void *));
	KUNIT_EXPECT_EQ(test, size_of(dmapool_leftovers, mine.blocks, here),
			(size_t)0);	/* no block yet, so no page */
	KUNIT_EXPECT_EQ(test, size_of(vmalloc_leftovers, mine.area, here - BODY),
			(size_t)0);
	KUNIT_EXPECT_EQ(test, size_of(mempool_leftovers, mine.pool, here - BODY),
			(size_t)0);
	dma_pool_destroy(mine.blocks);
	mempool_destroy(mine.pool);
	vfree(mine.area);
	KUNIT_EXPECT_EQ(test, size_of(vmalloc_leftovers, mine.area, here),
			(size_t)0);
}

#define RECORDS	5000		/* the table grows twice */

/* Something that could have been given, no two alike. */
static void *given(unsigned long i)
{
	return (void *)(0x1000 + 24 * i);
}

/* However many there are, each is found, until it is struck out. */
static void leftover_records(struct kunit *test)
{
	unsigned long i, before = settled_free_pages();
	int lost = 0, left = 0;

	for (i = 0; i < RECORDS; i++)
		trace_note(MODULE_OBJECT, given(i), 1, _THIS_IP_);
	KUNIT_EXPECT_LT(test, settled_free_pages(), before);
	for (i = 0; i < RECORDS; i++)
		lost += !trace_has(given(i));
	for (i = 0; i < RECORDS; i += 2)
		trace_strike(given(i));
	for (i = 0; i < RECORDS; i++)
		lost += trace_has(given(i)) != i % 2;
	KUNIT_EXPECT_EQ(test, lost, 0);
	for (i = 0; i < RECORDS; i++)
		trace_strike(given(i));
	for (i = 0; i < RECORDS; i++)
		left += trace_has(given(i));
	KUNIT_EXPECT_EQ(test, left, 0);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(leftover_by_caller),
	KUNIT_CASE(leftover_records),
	{}
};

static struct kunit_suite suite = {
	.name = "leftover",
	.test_cases = cases,
};
kunit_test_suite(suite);
