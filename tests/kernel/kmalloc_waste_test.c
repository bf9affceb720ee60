/*
 * kmalloc_waste_test.c - what rounding up to size classes costs: the
 * benchmark's kmix (1024 slots, sizes 8 to 4103 at random) with its bytes
 * counted, and every class by itself.
 */
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/string.h>
#include "mm_test.h"

#define SLOTS	1024
#define STEPS	100000
#define SETTLED	(64 * 1024)	/* bytes; with less, one object decides */

static void *objs[SLOTS];
static u16 sizes[SLOTS];

/* Bytes: asked for by users, given by classes, of slabs with all they hold. */
struct bytes {
	unsigned long asked, given, slabs;
};

static struct {
	struct bytes now, most;		/* most: when most was asked for */
	unsigned long worst;		/* given in % of asked, over SETTLED */
	int allocs;
} sum;

static u32 next_random(u32 *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x;
}

/* Bytes of all slabs that the classes have, free objects and arrays too. */
static unsigned long slab_bytes(void)
{
	struct kmem_cache *cache;
	unsigned long flags, pages = 0;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list)
		if (strncmp(cache->name, "kmalloc-", 8) == 0)
			pages += cache->nr_slabs << cache->order;
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return pages << PAGE_SHIFT;
}

static void look(unsigned long before)
{
	if (sum.now.asked > sum.most.asked) {
		sum.most = sum.now;
		sum.most.slabs = slab_bytes() - before;
	}
	if (sum.now.asked >= SETTLED)
		sum.worst = max(sum.worst, sum.now.given * 100 / sum.now.asked);
}

static bool kmix_step(u32 *rnd)
{
	unsigned int slot = next_random(rnd) % SLOTS;

	if (!objs[slot]) {
		u32 shift = 3 + next_random(rnd) % 10;

		sizes[slot] = (1 << shift) + next_random(rnd) % 8;
		objs[slot] = kmalloc(sizes[slot], GFP_KERNEL);
		if (!objs[slot])
			return false;
		sum.allocs++;
		sum.now.asked += sizes[slot];
		sum.now.given += ksize(objs[slot]);
	} else {
		sum.now.asked -= sizes[slot];
		sum.now.given -= ksize(objs[slot]);
		kfree(objs[slot]);
		objs[slot] = NULL;
	}
	return true;
}

static int free_all(void)
{
	int live = 0;

	for (int i = 0; i < SLOTS; i++) {
		live += objs[i] != NULL;
		kfree(objs[i]);
		objs[i] = NULL;
	}
	return live;
}

static void say_bytes(struct kunit *test, const char *when,
		      const struct bytes *b)
{
	kunit_info(test, "%s: %lu bytes asked for, %lu given: %lu%%; slabs with all that waits in them: %lu%%",
		   when, b->asked, b->given, b->given * 100 / b->asked,
		   b->slabs * 100 / b->asked);
}

/* Never more than 1.4 times what was asked for. */
static void kmalloc_kmix_waste(struct kunit *test)
{
	unsigned long before;
	struct bytes end;
	u32 rnd = 1;
	int step;

	settled_free_pages();
	before = slab_bytes();
	memset(&sum, 0, sizeof(sum));
	for (step = 0; step < STEPS && kmix_step(&rnd); step++)
		look(before);
	end = sum.now;
	end.slabs = slab_bytes() - before;
	KUNIT_EXPECT_EQ(test, free_all(), 502);
	KUNIT_EXPECT_EQ(test, step, STEPS);
	KUNIT_EXPECT_EQ(test, sum.allocs, 50251);
	KUNIT_EXPECT_EQ(test, end.asked, 356302ul);
	KUNIT_EXPECT_LE(test, end.given * 100, end.asked * 140);
	KUNIT_EXPECT_LE(test, sum.most.given * 100, sum.most.asked * 140);
	KUNIT_EXPECT_LE(test, sum.worst, 140ul);
	say_bytes(test, "at its end", &end);
	say_bytes(test, "at its most", &sum.most);
	kunit_info(test, "given, never above %lu%%", sum.worst);
}

/* Objects of 32 to 2048 bytes fill their slabs to 95 in 100 and more. */
static void kmalloc_slabs_are_used(struct kunit *test)
{
	struct kmem_cache *cache;
	unsigned long flags;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list) {
		unsigned long bytes = PAGE_SIZE << cache->order;

		if (strncmp(cache->name, "kmalloc-", 8) ||
		    cache->size < 32 || cache->size > 2048 ||
		    (cache->flags & SLAB_DEBUG_FLAGS))	/* room for notes */
			continue;
		KUNIT_EXPECT_GE_MSG(test, cache->num * cache->size * 100,
				    bytes * 95, "%s", cache->name);
	}
	spin_unlock_irqrestore(&slab_caches_lock, flags);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(kmalloc_kmix_waste),
	KUNIT_CASE(kmalloc_slabs_are_used),
	{}
};

static struct kunit_suite suite = {
	.name = "kmalloc_waste",
	.test_cases = cases,
};
kunit_test_suite(suite);
