/*
 * slab_squeeze_test.c - memory that lies idle in the arrays and empty slabs of
 * caches is there when somebody needs it: when it is asked for by hand, and
 * when the page allocator has nothing left and asks by itself.
 */
#include <linux/slab.h>
#include <linux/slab_def.h>
#include "mm_test.h"
#include "team.h"

#define CACHES		8
#define OBJECTS		40		/* of each cache */

static struct kmem_cache *caches[CACHES];
static void *objs[CACHES][OBJECTS];

static unsigned long slab_pages(void)
{
	unsigned long pages = 0;

	for (int i = 0; i < CACHES; i++)
		pages += caches[i]->nr_slabs << caches[i]->order;
	return pages;
}

/* Caches whose objects were all given back: nothing in them is needed. */
static void make_idle_caches(struct kunit *test)
{
	for (int i = 0; i < CACHES; i++) {
		caches[i] = kmem_cache_create("test-idle", 300 + 200 * i, 0, 0,
					      NULL);
		KUNIT_ASSERT_NOT_NULL(test, caches[i]);
		KUNIT_ASSERT_EQ(test, OBJECTS,
				kmem_cache_alloc_bulk(caches[i], GFP_KERNEL,
						      OBJECTS, objs[i]));
	}
	for (int i = 0; i < CACHES; i++) {
		kmem_cache_free_bulk(caches[i], OBJECTS, objs[i]);
		KUNIT_EXPECT_EQ(test, 0ul, slab_nr_active(caches[i]));
	}
	KUNIT_EXPECT_GT(test, slab_pages(), 0ul);
}

static void end_idle_caches(struct kunit *test)
{
	for (int i = 0; i < CACHES; i++)
		KUNIT_EXPECT_EQ(test, 0, kmem_cache_destroy(caches[i]));
}

static void asked_by_hand(struct kunit *test)
{
	unsigned long idle, before;

	make_idle_caches(test);
	idle = slab_pages();
	drain_all_pages();
	before = nr_free_pages();
	KUNIT_EXPECT_GE(test, shrink_slab(GFP_KERNEL), idle);
	drain_all_pages();
	KUNIT_EXPECT_GE(test, nr_free_pages(), before + idle);
	KUNIT_EXPECT_EQ(test, 0ul, slab_pages());
	end_idle_caches(test);
}

/* Blocks of 2^@order pages onto @taken until there are no more; pages. */
static unsigned long take_all(struct list_head *taken, gfp_t gfp,
			      unsigned int order)
{
	unsigned long pages = 0;
	struct page *page;

	while ((page = alloc_pages(gfp | __GFP_NOWARN, order))) {
		page->private = order;
		list_add(&page->lru, taken);
		pages += 1UL << order;
	}
	return pages;
}

static void give_all(struct list_head *taken)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, taken, lru) {
		list_del(&page->lru);
		__free_pages(page, page->private);
	}
}

/*
 * First without waiting, so that nobody is asked; what an atomic request leaves
 * is not enough for one that may wait, so its first page takes the question.
 */
static void asked_by_page_allocator(struct kunit *test)
{
	unsigned long idle, left, taken = 0, begin = settled_free_pages();
	LIST_HEAD(pages);
	struct page *page;

	make_idle_caches(test);
	idle = slab_pages();
	for (int order = MAX_PAGE_ORDER; order >= 0; order--)
		taken += take_all(&pages, GFP_NOWAIT, order);
	KUNIT_EXPECT_EQ(test, idle, slab_pages());

	page = alloc_page(GFP_KERNEL);
	left = slab_pages();
	KUNIT_EXPECT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, 0ul, left);
	if (page)
		__free_page(page);
	kunit_info(test, "%lu pages taken; slabs held %lu idle pages, then %lu",
		   taken, idle, left);
	give_all(&pages);
	end_idle_caches(test);
	KUNIT_EXPECT_EQ(test, begin, settled_free_pages());
}

/*
 * A large object that waits in an array is the block that somebody needs; there
 * is no other, and nothing on the lists of pages that could be given back.
 */
static void idle_block_is_found(struct kunit *test)
{
	unsigned int order = get_order(KMALLOC_MAX_SIZE);
	unsigned long begin = settled_free_pages();
	void *block = kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL);
	struct kmem_cache *cache;
	struct page *page;
	LIST_HEAD(pages);

	KUNIT_ASSERT_NOT_NULL(test, block);
	cache = virt_to_head_page(block)->slab_cache;
	kfree(block);
	if (!cache->nr_slabs)
		kunit_skip(test, "an instrument has shut the arrays");
	for (int i = MAX_PAGE_ORDER; i >= 0; i--)
		take_all(&pages, GFP_NOWAIT, i);
	drain_all_pages();
	page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order);
	KUNIT_EXPECT_NOT_NULL(test, page);
	if (page)
		__free_pages(page, order);
	give_all(&pages);
	KUNIT_EXPECT_EQ(test, begin, settled_free_pages());
}

static atomic_t refused;

static int two_pages(void)
{
	struct page *page[2];

	for (int i = 0; i < ARRAY_SIZE(page); i++) {
		page[i] = alloc_page(GFP_KERNEL | __GFP_NOWARN);
		if (!page[i])
			atomic_inc(&refused);
	}
	for (int i = 0; i < ARRAY_SIZE(page); i++)
		if (page[i])
			__free_page(page[i]);
	return 0;
}

/*
 * Everybody finds nothing at once: one asks, and the others wait for what
 * comes.
 */
static void asked_by_all_cpus(struct kunit *test)
{
	LIST_HEAD(pages);

	atomic_set(&refused, 0);
	for (int round = 0; round < 10; round++) {
		make_idle_caches(test);
		team_start(test, two_pages);
		for (int order = MAX_PAGE_ORDER; order >= 0; order--)
			take_all(&pages, GFP_NOWAIT, order);
		team_run();
		give_all(&pages);
		team_end();
		end_idle_caches(test);
	}
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&refused));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(asked_by_hand),
	KUNIT_CASE(asked_by_page_allocator),
	KUNIT_CASE(idle_block_is_found),
	KUNIT_CASE(asked_by_all_cpus),
	{}
};

static struct kunit_suite suite = {
	.name = "slab_squeeze",
	.test_cases = cases,
};
kunit_test_suite(suite);
