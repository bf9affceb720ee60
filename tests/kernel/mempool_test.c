/*
 * mempool_test.c - pools: what the reserve holds, who gets what comes back, and
 * a hundred threads that live on four elements while the allocator has none;
 * pool_hammer=N makes them do so for N seconds.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kstrtox.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/slab.h>
#include "mm_test.h"
#include "team.h"

#define THREADS		100

static unsigned int seconds = 1;

static int __init pool_hammer_setup(char *arg)
{
	return arg ? kstrtouint(arg, 10, &seconds) : -EINVAL;
}
early_param("pool_hammer", pool_hammer_setup);

static bool failing;			/* the allocator has nothing */

static gfp_t masks;			/* all that it was asked with */

static void *fickle_alloc(gfp_t gfp, void *size)
{
	masks |= gfp;
	return READ_ONCE(failing) ? NULL : mempool_kmalloc(gfp, size);
}

static mempool_t *fickle_pool(struct kunit *test, int min_nr)
{
	mempool_t *pool;

	failing = false;
	pool = mempool_create(min_nr, fickle_alloc, mempool_kfree, (void *)64);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, min_nr);
	return pool;
}

static void mempool_kinds(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-pool", 40, 0, 0,
						     NULL);
	mempool_t *pools[4];
	void *element;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	pools[0] = mempool_create_slab_pool(3, cache);
	pools[1] = mempool_create_kmalloc_pool(3, 100);
	pools[2] = mempool_create_kzalloc_pool(3, 100);
	pools[3] = mempool_create_page_pool(3, 1);
	for (int i = 0; i < ARRAY_SIZE(pools); i++) {
		KUNIT_ASSERT_NOT_NULL(test, pools[i]);
		KUNIT_EXPECT_EQ(test, pools[i]->min_nr, 3);
		element = mempool_alloc(pools[i], GFP_KERNEL);
		KUNIT_EXPECT_NOT_NULL(test, element);
		KUNIT_EXPECT_EQ(test, pools[i]->curr_nr, 3);
		mempool_free(element, pools[i]);
		mempool_destroy(pools[i]);
	}
	mempool_destroy(NULL);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

/* The reserve is the last resort, and the first to be filled again. */
static void mempool_reserve(struct kunit *test)
{
	mempool_t *pool = fickle_pool(test, 2);
	void *a, *b, *c;

	c = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	failing = true;
	a = mempool_alloc(pool, GFP_ATOMIC);
	b = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, a && b && a != b);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 0);
	KUNIT_EXPECT_NULL(test, mempool_alloc(pool, GFP_ATOMIC));
	mempool_free(c, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 1);
	KUNIT_EXPECT_PTR_EQ(test, mempool_alloc(pool, GFP_ATOMIC), c);
	mempool_free(c, pool);
	mempool_free(a, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	failing = false;
	mempool_free(b, pool);			/* full: to the allocator */
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	mempool_free(NULL, pool);
	mempool_destroy(pool);
}

static void mempool_other_size(struct kunit *test)
{
	mempool_t *pool = fickle_pool(test, 2);

	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 10), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 10);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 1, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 1);
	failing = true;
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 3), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 1);	/* filled by frees */
	failing = false;
	mempool_free(mempool_kmalloc(GFP_KERNEL, (void *)64), pool);
	mempool_free(mempool_kmalloc(GFP_KERNEL, (void *)64), pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 3);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, -1), -ENOMEM);
	mempool_destroy(pool);
}

static int nr_pools(void)
{
	unsigned long flags;
	int n = 0;
	mempool_t *pool;

	spin_lock_irqsave(&mempools_lock, flags);
	list_for_each_entry(pool, &mempools, list)
		n++;
	spin_unlock_irqrestore(&mempools_lock, flags);
	return n;
}

/* A reserve that was never full owes nobody anything: the pool may end. */
static void mempool_never_filled(struct kunit *test)
{
	int pools = nr_pools();
	mempool_t *pool = fickle_pool(test, 2);
	void *a, *b;

	failing = true;
	a = mempool_alloc(pool, GFP_KERNEL);
	b = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 5), 0);
	KUNIT_EXPECT_EQ(test, pool->owed, 2);
	mempool_free(a, pool);
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, nr_pools(), pools + 1);	/* b is out */
	mempool_free(b, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	failing = false;
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, nr_pools(), pools);
}

/*
 * Made smaller while elements are out: those that are too many aren't missed.
 */
static void mempool_smaller_while_used(struct kunit *test)
{
	int pools = nr_pools();
	mempool_t *pool = fickle_pool(test, 4);
	void *elements[3];

	failing = true;
	for (int i = 0; i < ARRAY_SIZE(elements); i++)
		elements[i] = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 2), 0);
	for (int i = 0; i < ARRAY_SIZE(elements); i++)
		mempool_free(elements[i], pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	failing = false;
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, nr_pools(), pools);
}

/* The reserve comes before a panic that __GFP_NOFAIL could end in. */
static void mempool_needs_no_nofail(struct kunit *test)
{
	mempool_t *pool = fickle_pool(test, 1);

	failing = true;
	masks = 0;
	mempool_free(mempool_alloc(pool, GFP_KERNEL | __GFP_NOFAIL), pool);
	KUNIT_EXPECT_FALSE(test, masks & __GFP_NOFAIL);
	failing = false;
	mempool_destroy(pool);
}

static void mempool_no_memory(struct kunit *test)
{
	unsigned long before = settled_free_pages();

	failing = true;
	KUNIT_EXPECT_NULL(test, mempool_create(4, fickle_alloc, mempool_kfree,
					       (void *)64));
	failing = false;
	KUNIT_EXPECT_NULL(test, mempool_create(-1, fickle_alloc, mempool_kfree,
					       (void *)64));
	KUNIT_EXPECT_EQ(test, before, settled_free_pages());
}

static bool is_listed(const mempool_t *pool)
{
	const mempool_t *at;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&mempools_lock, flags);
	list_for_each_entry(at, &mempools, list)
		found |= at == pool;
	spin_unlock_irqrestore(&mempools_lock, flags);
	return found;
}

/* From its making to its end, and not when either fails. */
static void mempool_is_listed(struct kunit *test)
{
	static mempool_t own;
	void *element;

	failing = true;
	KUNIT_EXPECT_EQ(test, -ENOMEM, mempool_init(&own, 2, fickle_alloc,
						    mempool_kfree, (void *)64));
	KUNIT_EXPECT_FALSE(test, is_listed(&own));
	failing = false;
	KUNIT_ASSERT_EQ(test, 0, mempool_init(&own, 2, fickle_alloc,
					      mempool_kfree, (void *)64));
	KUNIT_EXPECT_TRUE(test, is_listed(&own));
	failing = true;
	element = mempool_alloc(&own, GFP_KERNEL);
	mempool_exit(&own);			/* reported, and stays */
	KUNIT_EXPECT_TRUE(test, is_listed(&own));
	mempool_free(element, &own);
	failing = false;
	mempool_exit(&own);
	KUNIT_EXPECT_FALSE(test, is_listed(&own));
	mempool_exit(&own);			/* it has ended already */
}

/* A pool with an element out is reported, and stays. */
static void mempool_ended_early(struct kunit *test)
{
	mempool_t *pool = fickle_pool(test, 1);
	void *element;

	failing = true;
	element = mempool_alloc(pool, GFP_KERNEL);
	mempool_destroy(pool);
	mempool_free(element, pool);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 1);
	failing = false;
	mempool_destroy(pool);
}

static mempool_t *shared;
static atomic_t turns, refused;
static unsigned int arrivals[8];
static atomic_t arrived;

static int one_turn(void *number)
{
	void *element = mempool_alloc(shared, GFP_KERNEL);

	arrivals[atomic_fetch_add(1, &arrived)] = (unsigned long)number;
	mempool_free(element, shared);
	wait_to_be_stopped();
	return 0;
}

/* Who asked first is served first. */
static void mempool_in_order(struct kunit *test)
{
	static struct task_struct *tasks[ARRAY_SIZE(arrivals)];
	void *element;

	shared = fickle_pool(test, 1);
	failing = true;
	element = mempool_alloc(shared, GFP_KERNEL);
	atomic_set(&arrived, 0);
	for (unsigned long i = 0; i < ARRAY_SIZE(tasks); i++) {
		tasks[i] = start_and_let_wait(test, one_turn, (void *)i);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&arrived), 0);
	mempool_free(element, shared);
	for (unsigned int i = 0; i < ARRAY_SIZE(tasks); i++) {
		kthread_stop(tasks[i]);
		put_task_struct(tasks[i]);
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(tasks); i++)
		KUNIT_EXPECT_EQ(test, arrivals[i], i);
	failing = false;
	mempool_destroy(shared);
}

static bool enough;

/* One in ten keeps its element for a while, and the others pile up. */
static int taker(void *number)
{
	while (!READ_ONCE(enough)) {
		void *element = mempool_alloc(shared, GFP_KERNEL);

		if (!element)
			atomic_inc(&refused);
		atomic_inc(&turns);
		if ((unsigned long)number % 10 == 0)
			msleep(1);
		else
			cond_resched();
		mempool_free(element, shared);
	}
	wait_to_be_stopped();
	return 0;
}

/* Who may not sleep gets nothing: others wait. How often was that? */
static int ask_in_vain(struct kunit *test, unsigned int ms)
{
	unsigned long end = jiffies + msecs_to_jiffies(ms);
	int requests = 0;

	while (time_before(jiffies, end)) {
		KUNIT_EXPECT_NULL(test, mempool_alloc(shared, GFP_ATOMIC));
		requests++;
		msleep(1);
	}
	return requests;
}

static void mempool_hundred_threads(struct kunit *test)
{
	static struct task_struct *tasks[THREADS];
	int n, in_vain;

	shared = fickle_pool(test, 4);
	failing = true;
	enough = false;
	atomic_set(&turns, 0);
	atomic_set(&refused, 0);
	for (n = 0; n < THREADS; n++) {
		tasks[n] = kthread_run(taker, (void *)(unsigned long)n,
				       "taker-%d", n);
		if (IS_ERR(tasks[n]))
			break;
	}
	msleep(50);
	in_vain = ask_in_vain(test, seconds * 1000);
	WRITE_ONCE(enough, true);
	KUNIT_EXPECT_EQ(test, n, THREADS);
	while (n--)
		kthread_stop(tasks[n]);
	KUNIT_EXPECT_EQ(test, atomic_read(&refused), 0);
	KUNIT_EXPECT_GT(test, atomic_read(&turns), THREADS);
	KUNIT_EXPECT_EQ(test, shared->curr_nr, 4);
	KUNIT_EXPECT_GT(test, in_vain, 0);
	kunit_info(test, "%d turns of %d threads, %d atomic requests in vain",
		   atomic_read(&turns), THREADS, in_vain);
	failing = false;
	mempool_destroy(shared);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(mempool_kinds),
	KUNIT_CASE(mempool_reserve),
	KUNIT_CASE(mempool_other_size),
	KUNIT_CASE(mempool_never_filled),
	KUNIT_CASE(mempool_smaller_while_used),
	KUNIT_CASE(mempool_needs_no_nofail),
	KUNIT_CASE(mempool_no_memory),
	KUNIT_CASE(mempool_is_listed),
	KUNIT_CASE(mempool_ended_early),
	KUNIT_CASE(mempool_in_order),
	KUNIT_CASE(mempool_hundred_threads),
	{}
};

static struct kunit_suite suite = {
	.name = "mempool",
	.test_cases = cases,
};
kunit_test_suite(suite);
