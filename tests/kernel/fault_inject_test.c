/*
 * fault_inject_test.c - allocations fail just when they are told to; and every
 * way out of everything that allocates is gone once, and loses nothing.
 */
#include <linux/delay.h>
#include <linux/dispi.h>
#include <linux/err.h>
#include <linux/fault-inject.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include "mm_test.h"
#include "team.h"
#include "../../mm/internal.h"

/* ---- attributes ---- */

static struct fault_attr kept_slab, kept_page;

static void quiet_start(void)
{
	kept_slab = failslab;
	kept_page = fail_page_alloc;
	failslab.cache_filter = true;		/* only what the test made */
	fault_inject_begin();
}

static void quiet_end(void)
{
	failslab = kept_slab;
	fail_page_alloc = kept_page;
	fault_inject_end();
}

/* Of @n allocations from @cache the ones that failed, one bit each. */
static u32 failures(struct kmem_cache *cache, int n, gfp_t gfp)
{
	u32 failed = 0;

	for (int i = 0; i < n; i++) {
		void *obj = kmem_cache_alloc(cache, gfp);

		if (obj)
			kmem_cache_free(cache, obj);
		else
			failed |= 1u << i;
	}
	return failed;
}

static void failslab_attributes(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-fail", 100, 0,
						     SLAB_FAILSLAB, NULL);
	struct kmem_cache *other = kmem_cache_create("test-spared", 100, 0, 0,
						     NULL);

	KUNIT_ASSERT_TRUE(test, cache && other);
	quiet_start();
	KUNIT_EXPECT_EQ(test, setup_fault_attr(&failslab, "1,100,0,-1"), 1);
	KUNIT_EXPECT_EQ(test, failures(cache, 8, GFP_ATOMIC), 0xffu);
	KUNIT_EXPECT_EQ(test, failures(other, 8, GFP_ATOMIC), 0u);
	KUNIT_EXPECT_EQ(test, failures(cache, 8, GFP_KERNEL), 0u);
	KUNIT_EXPECT_EQ(test, failures(cache, 8, GFP_ATOMIC | __GFP_NOFAIL), 0u);
	failslab.ignore_gfp_wait = false;
	KUNIT_EXPECT_EQ(test, failures(cache, 8, GFP_KERNEL), 0xffu);
	setup_fault_attr(&failslab, "3,100,0,-1");
	KUNIT_EXPECT_EQ(test, failures(cache, 9, GFP_KERNEL), 0x124u);
	setup_fault_attr(&failslab, "1,100,0,2");
	KUNIT_EXPECT_EQ(test, failures(cache, 8, GFP_KERNEL), 0x3u);
	setup_fault_attr(&failslab, "1,100,250,-1");	/* two of 100 bytes */
	KUNIT_EXPECT_EQ(test, failures(cache, 5, GFP_KERNEL), 0x1cu);
	setup_fault_attr(&failslab, "1,0,0,-1");
	KUNIT_EXPECT_EQ(test, failures(cache, 8, GFP_KERNEL), 0u);
	setup_fault_attr(&failslab, "1,50,0,-1");
	KUNIT_EXPECT_NE(test, failures(cache, 32, GFP_KERNEL), 0u);
	KUNIT_EXPECT_NE(test, failures(cache, 32, GFP_KERNEL), 0xffffffffu);
	quiet_end();
	KUNIT_EXPECT_EQ(test, failures(cache, 8, GFP_ATOMIC), 0u);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(other), 0);
}

/* Once the last failure has been, nothing goes the slow way for it. */
static void off_when_used_up(struct kunit *test)
{
	unsigned int before = mm_hooks;

	if (before & MM_FAULT_INJECT)
		kunit_skip(test, "on since the boot");
	quiet_start();
	setup_fault_attr(&fail_page_alloc, "1,100,0,1");
	fail_page_alloc.min_order = 0;
	KUNIT_EXPECT_NE(test, mm_hooks & MM_FAULT_INJECT, 0u);
	fault_inject_end();
	KUNIT_EXPECT_NE(test, mm_hooks & MM_FAULT_INJECT, 0u);
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_ATOMIC | __GFP_NOWARN, 0));
	fault_inject_begin();
	fault_inject_end();
	KUNIT_EXPECT_EQ(test, mm_hooks, before);
	fault_inject_begin();
	quiet_end();
}

static bool page_fails(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order);

	if (page)
		__free_pages(page, order);
	return !page;
}

static void fail_page_alloc_attributes(struct kunit *test)
{
	quiet_start();
	setup_fault_attr(&fail_page_alloc, "1,100,0,-1");
	fail_page_alloc.min_order = 2;
	KUNIT_EXPECT_FALSE(test, page_fails(GFP_ATOMIC, 1));
	KUNIT_EXPECT_TRUE(test, page_fails(GFP_ATOMIC, 2));
	KUNIT_EXPECT_TRUE(test, page_fails(GFP_ATOMIC, 5));
	KUNIT_EXPECT_FALSE(test, page_fails(GFP_KERNEL, 2));
	fail_page_alloc.ignore_gfp_wait = false;
	KUNIT_EXPECT_TRUE(test, page_fails(GFP_KERNEL, 2));
	quiet_end();
	KUNIT_EXPECT_FALSE(test, page_fails(GFP_ATOMIC, 2));
}

static void bad_attributes(struct kunit *test)
{
	static const char *const bad[] = {
		"", "1", "1,100", "1,100,0", "0,100,0,-1", "1,101,0,-1",
		"1,100,-1,-1", "1,100,0,-2", "1,100,0,-1,7", "a,b,c,d", NULL
	};
	struct fault_attr attr = { .name = "bad" };

	for (int i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, setup_fault_attr(&attr, bad[i]), 0,
				    "\"%s\"", bad[i] ?: "(null)");
	KUNIT_EXPECT_EQ(test, attr.probability, 0ul);
}

/* ---- every way out ---- */

static void ctor(void *obj)
{
	*(u32 *)obj = 1;
}

static int a_cache_of(size_t size, void (*fn)(void *))
{
	struct kmem_cache *cache = kmem_cache_create("test-each", size, 0, 0,
						     fn);
	static void *objs[20];
	int err = -ENOMEM;

	if (!cache)
		return -ENOMEM;
	if (kmem_cache_alloc_bulk(cache, GFP_KERNEL, ARRAY_SIZE(objs), objs)) {
		kmem_cache_free_bulk(cache, ARRAY_SIZE(objs), objs);
		err = 0;
	}
	return kmem_cache_destroy(cache) ?: err;
}

static int cache_on_slab(void)
{
	return a_cache_of(100, ctor);
}

static int cache_off_slab(void)
{
	return a_cache_of(1360, NULL);
}

static int resized(mempool_t *pool)
{
	int err;

	if (!pool)
		return -ENOMEM;
	err = mempool_resize(pool, 9) ?: mempool_resize(pool, 2);
	mempool_destroy(pool);
	return err;
}

static int pool_of_kmalloc(void)
{
	return resized(mempool_create_kmalloc_pool(4, 200));
}

static int pool_of_pages(void)
{
	return resized(mempool_create_page_pool(4, 1));
}

static int pool_of_slab(void)
{
	struct kmem_cache *cache = KMEM_CACHE(list_head, 0);
	int err = cache ? resized(mempool_create_slab_pool(4, cache)) : -ENOMEM;

	return kmem_cache_destroy(cache) ?: err;
}

static int stop_at_once(void *unused)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static int a_thread(void)
{
	struct task_struct *task = kthread_run(stop_at_once, NULL, "t-each");

	if (IS_ERR(task))
		return PTR_ERR(task);
	kthread_stop(task);		/* -EINTR if it has not run yet */
	return 0;
}

static int a_workqueue(void)
{
	struct workqueue_struct *wq = create_workqueue("w-each");

	if (!wq)
		return -ENOMEM;
	destroy_workqueue(wq);
	return 0;
}

/* More than a chunk has room for. */
static int per_cpu_areas(void)
{
	void __percpu *area[5];
	int err = 0;

	for (int i = 0; i < ARRAY_SIZE(area); i++) {
		area[i] = __alloc_percpu(PCPU_MIN_UNIT_SIZE, 8);
		err = area[i] ? err : -ENOMEM;
	}
	for (int i = 0; i < ARRAY_SIZE(area); i++)
		free_percpu(area[i]);
	return err;
}

static int strings(void)
{
	char *one = kstrdup("896", GFP_KERNEL);
	char *two = kmemdup("896", 4, GFP_KERNEL);
	char *more = krealloc(two, 5000, GFP_KERNEL);
	int err = one && more ? 0 : -ENOMEM;

	kfree(one);
	kfree(more ?: two);
	return err;
}

static int exact_pages(void)
{
	void *pages = alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL);

	if (pages)
		free_pages_exact(pages, 3 * PAGE_SIZE);
	return pages ? 0 : -ENOMEM;
}

#define NOWHERE	0xe8000000		/* no RAM, no device */

static int device_memory(void)
{
	struct resource *claim = request_mem_region(NOWHERE, 0x3000, "t-each");
	void __iomem *regs = claim ? ioremap_wc(NOWHERE, 0x3000) : NULL;

	iounmap(regs);
	if (claim)
		release_mem_region(NOWHERE, 0x3000);
	return regs ? 0 : -ENOMEM;
}

/* Two claims and two mappings, if there is such a card. */
static int vga_card(void)
{
	struct dispi d;
	int err = dispi_open(&d, "t-each");

	if (!err)
		dispi_close(&d);
	return err && err != -ENODEV ? -ENOMEM : 0;
}

#define SCENARIO(fn) { #fn, fn }

static const struct {
	const char *name;
	int (*run)(void);
} scenarios[] = {
	SCENARIO(cache_on_slab), SCENARIO(cache_off_slab),
	SCENARIO(pool_of_kmalloc), SCENARIO(pool_of_pages),
	SCENARIO(pool_of_slab), SCENARIO(a_thread), SCENARIO(a_workqueue),
	SCENARIO(per_cpu_areas), SCENARIO(strings), SCENARIO(exact_pages),
	SCENARIO(device_memory), SCENARIO(vga_card),
};

/* In use as @frames and @objects say? A thread may take a while to be gone. */
static bool as_before(unsigned long frames, unsigned long objects)
{
	return eventually(settled_free_pages() == frames &&
			  slab_objects_in_use() == objects);
}

/* Scenario @i with its n-th allocation failing, until it makes no n-th. */
static int fail_each(struct kunit *test, int i)
{
	unsigned long frames, objects;
	unsigned int n, left = 0;
	int err = scenarios[i].run();

	KUNIT_EXPECT_EQ_MSG(test, err, 0, "%s", scenarios[i].name);
	msleep(20);
	frames = settled_free_pages();
	objects = slab_objects_in_use();
	for (n = 1; !err && !left && n < 1000; n++) {
		fault_inject_nth(n);
		err = scenarios[i].run();
		left = fault_inject_left();
		fault_inject_nth(0);
		/* a pool may be content with less, krealloc begin anew */
		KUNIT_EXPECT_TRUE_MSG(test, !err || (err == -ENOMEM && !left),
				      "%s, %u: %d", scenarios[i].name, n, err);
		KUNIT_EXPECT_TRUE_MSG(test, as_before(frames, objects), "%s, %u",
				      scenarios[i].name, n);
		err = 0;
	}
	return n - 2;
}

static void each_allocation_fails(struct kunit *test)
{
	fault_inject_begin();
	for (int i = 0; i < ARRAY_SIZE(scenarios); i++) {
		int n = fail_each(test, i);

		KUNIT_EXPECT_GT_MSG(test, n, 0, "%s", scenarios[i].name);
		kunit_info(test, "%s: %d allocations, each failed once",
			   scenarios[i].name, n);
	}
	fault_inject_end();
}

static struct kunit_case fault_inject_cases[] = {
	KUNIT_CASE(failslab_attributes),
	KUNIT_CASE(fail_page_alloc_attributes),
	KUNIT_CASE(bad_attributes),
	KUNIT_CASE(off_when_used_up),
	KUNIT_CASE(each_allocation_fails),
	{}
};

static struct kunit_suite fault_inject_suite = {
	.name = "fault_inject",
	.test_cases = fault_inject_cases,
};
kunit_test_suite(fault_inject_suite);
