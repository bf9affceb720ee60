/*
 * genalloc_test.c - suite `genalloc`: pieces of a memory that nobody looks at,
 * so that any addresses will do.
 */
#include <linux/fault-inject.h>
#include <linux/genalloc.h>
#include <linux/oops.h>
#include <linux/random.h>
#include "mm_test.h"

#define CARD	0x80000000ul		/* a piece is 64 bytes */
#define PIECE	64ul

static struct gen_pool *make(struct kunit *test, unsigned long num)
{
	struct gen_pool *pool = gen_pool_create(6, -1);

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_EQ(test, gen_pool_add_virt(pool, CARD, 0xf0000000,
						num * PIECE, -1), 0);
	return pool;
}

static void genalloc_basics(struct kunit *test)
{
	unsigned long before = settled_free_pages(), a, b;
	struct gen_pool *pool = make(test, 4);
	dma_addr_t dma = 0;

	KUNIT_EXPECT_EQ(test, gen_pool_add(pool, CARD, PIECE - 1, -1), -EINVAL);
	KUNIT_EXPECT_EQ(test, gen_pool_add(pool, -PIECE, 2 * PIECE, -1),
			-EINVAL);
	KUNIT_ASSERT_EQ(test, gen_pool_add(pool, 2 * CARD - PIECE * 2,
					   2 * PIECE, -1), 0);
	KUNIT_EXPECT_EQ(test, gen_pool_size(pool), 6 * PIECE);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 0), 0ul);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, ULONG_MAX), 0ul);
	a = gen_pool_alloc(pool, 1);
	KUNIT_EXPECT_EQ(test, a, CARD);
	b = (unsigned long)gen_pool_dma_alloc(pool, PIECE + 1, &dma);
	KUNIT_EXPECT_EQ(test, b, CARD + PIECE);
	KUNIT_EXPECT_EQ(test, dma, (dma_addr_t)(0xf0000000 + PIECE));
	KUNIT_EXPECT_EQ(test, gen_pool_avail(pool), 3 * PIECE);
	/* one is left in the first memory: two come of the second */
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 2 * PIECE), -2 * PIECE);
	KUNIT_EXPECT_EQ(test, gen_pool_virt_to_phys(pool, -PIECE),
			(phys_addr_t)-1);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 2 * PIECE), 0ul);
	KUNIT_EXPECT_TRUE(test, gen_pool_has_addr(pool, CARD, 4 * PIECE));
	KUNIT_EXPECT_FALSE(test, gen_pool_has_addr(pool, CARD + 1, 4 * PIECE));
	KUNIT_EXPECT_FALSE(test, gen_pool_has_addr(pool, -PIECE, 2 * PIECE));
	gen_pool_free(pool, -2 * PIECE, 2 * PIECE);
	gen_pool_free(pool, b, PIECE + 1);
	gen_pool_free(pool, a, 1);
	KUNIT_EXPECT_EQ(test, gen_pool_avail(pool), 6 * PIECE);
	gen_pool_destroy(pool);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* Gaps of 3 and of 2 pieces, then the rest. */
static void genalloc_algos(struct kunit *test)
{
	struct gen_pool *pool = make(test, 32);

	gen_pool_alloc(pool, 9 * PIECE);
	gen_pool_free(pool, CARD + 1 * PIECE, 3 * PIECE);
	gen_pool_free(pool, CARD + 6 * PIECE, 2 * PIECE);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 2 * PIECE), CARD + PIECE);
	gen_pool_free(pool, CARD + PIECE, 2 * PIECE);
	gen_pool_set_algo(pool, gen_pool_best_fit, NULL);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 2 * PIECE),
			CARD + 6 * PIECE);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 1 * PIECE), CARD + PIECE);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 24 * PIECE), 0ul);
	gen_pool_set_algo(pool, gen_pool_first_fit_order_align, NULL);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 3 * PIECE),
			CARD + 12 * PIECE);
	gen_pool_set_algo(pool, NULL, NULL);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 3 * PIECE),
			CARD + 9 * PIECE);
	gen_pool_free(pool, CARD, 2 * PIECE);
	gen_pool_free(pool, CARD + 4 * PIECE, 11 * PIECE);
	KUNIT_EXPECT_EQ(test, gen_pool_avail(pool), 32 * PIECE);
	gen_pool_destroy(pool);
}

/* Freed wrongly, it is told, and nothing has changed. */
static void genalloc_wrong(struct kunit *test)
{
	struct gen_pool *pool = make(test, 8);
	unsigned int warned = warn_count;
	unsigned long a = gen_pool_alloc(pool, 2 * PIECE);

	gen_pool_free(pool, a + 1, PIECE);		/* in the middle */
	gen_pool_free(pool, a, 3 * PIECE);		/* too much */
	gen_pool_free(pool, a + 2 * PIECE, PIECE);	/* is free */
	gen_pool_free(pool, CARD - PIECE, PIECE);	/* not ours */
	gen_pool_free(pool, a, 0);
	gen_pool_destroy(pool);				/* something is out */
	KUNIT_EXPECT_EQ(test, warn_count, warned + 6);
	KUNIT_EXPECT_EQ(test, gen_pool_avail(pool), 6 * PIECE);
	gen_pool_free(pool, a, 2 * PIECE);
	gen_pool_free(pool, a, 2 * PIECE);		/* twice */
	KUNIT_EXPECT_EQ(test, warn_count, warned + 7);
	gen_pool_destroy(pool);
	KUNIT_EXPECT_EQ(test, warn_count, warned + 7);
}

/* Whatever comes and goes: no two share a piece, and all comes back. */
static void genalloc_random(struct kunit *test)
{
	static struct { unsigned long addr, size; } have[32];
	static u8 owner[200];
	struct gen_pool *pool = make(test, ARRAY_SIZE(owner));
	unsigned long free = ARRAY_SIZE(owner);
	int faults = 0;

	memset(have, 0, sizeof(have));
	memset(owner, 0, sizeof(owner));
	for (int i = 0; i < 3000; i++) {
		unsigned int n = get_random_u32_below(ARRAY_SIZE(have));
		unsigned long first, nr;

		gen_pool_set_algo(pool, i & 64 ? gen_pool_best_fit : NULL,
				  NULL);
		if (!have[n].addr) {
			have[n].size = 1 + get_random_u32_below(12 * PIECE);
			have[n].addr = gen_pool_alloc(pool, have[n].size);
			if (!have[n].addr)
				continue;
		} else {
			gen_pool_free(pool, have[n].addr, have[n].size);
		}
		first = (have[n].addr - CARD) / PIECE;
		nr = DIV_ROUND_UP(have[n].size, PIECE);
		if (first + nr > ARRAY_SIZE(owner)) {
			faults++;
			break;
		}
		if (owner[first] == n + 1) {		/* was freed */
			memset(owner + first, 0, nr);
			have[n].addr = 0;
			free += nr;
		} else {
			faults += memchr_inv(owner + first, 0, nr) != NULL;
			memset(owner + first, n + 1, nr);
			free -= nr;
		}
		faults += gen_pool_avail(pool) != free * PIECE;
	}
	KUNIT_EXPECT_EQ(test, faults, 0);
	for (int n = 0; n < ARRAY_SIZE(have); n++)
		if (have[n].addr)
			gen_pool_free(pool, have[n].addr, have[n].size);
	KUNIT_EXPECT_EQ(test, gen_pool_avail(pool), gen_pool_size(pool));
	gen_pool_destroy(pool);
}

static void genalloc_no_memory(struct kunit *test)
{
	struct gen_pool *pool = make(test, 8), *none;
	int error;

	fault_inject_begin();
	fault_inject_nth(1);
	none = gen_pool_create(6, -1);
	fault_inject_nth(1);
	error = gen_pool_add(pool, 2 * CARD - PIECE, PIECE, -1);
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_NULL(test, none);
	KUNIT_EXPECT_EQ(test, error, -ENOMEM);
	KUNIT_EXPECT_EQ(test, gen_pool_size(pool), 8 * PIECE);
	gen_pool_destroy(pool);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(genalloc_basics),
	KUNIT_CASE(genalloc_algos),
	KUNIT_CASE(genalloc_wrong),
	KUNIT_CASE(genalloc_random),
	KUNIT_CASE(genalloc_no_memory),
	{}
};

static struct kunit_suite suite = {
	.name = "genalloc",
	.test_cases = cases,
};
kunit_test_suite(suite);
