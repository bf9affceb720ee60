/*
 * slab_hammer_test.c - many caches, every CPU, a timer interrupt: objects are
 * taken on one CPU and given back on another. None is ever in two hands, none
 * is lost, and no page with it.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/timer.h>
#include "mm_test.h"

#define CACHES		16
#define SLOTS		512
#define RUN_MS		300

/* What lies in an object, at its start and again at its end. */
struct stamp {
	void *self;
	unsigned int cache;
};

static struct kmem_cache *caches[CACHES];
static void *slots[SLOTS];
static atomic_t broken, done;
static bool stop_work;

static size_t size_of(unsigned int i)
{
	return 2 * sizeof(struct stamp) + i * i * 16;
}

static struct stamp *end_stamp(void *obj, unsigned int i)
{
	return obj + size_of(i) - sizeof(struct stamp);
}

static void give(void *obj)
{
	struct stamp *s = obj, *e;

	if (!obj)
		return;
	if (s->self != obj || s->cache >= CACHES) {
		atomic_inc(&broken);
		return;
	}
	e = end_stamp(obj, s->cache);
	if (e->self != obj || e->cache != s->cache)
		atomic_inc(&broken);
	s->self = NULL;
	kmem_cache_free(caches[s->cache], obj);
}

static void step(unsigned int random, gfp_t gfp)
{
	void **slot = &slots[random % SLOTS];
	void *old = xchg(slot, NULL);
	unsigned int i = random / SLOTS % CACHES;
	struct stamp *new;

	give(old);
	if (!old) {
		new = kmem_cache_alloc(caches[i], gfp | __GFP_NOWARN);
		if (new) {
			new->self = new;
			new->cache = i;
			*end_stamp(new, i) = *new;
			give(xchg(slot, (void *)new));
		}
	}
	atomic_inc(&done);
}

static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 8;
}

static int worker(void *seed)
{
	unsigned int random = (unsigned long)seed;

	while (!READ_ONCE(stop_work)) {
		step(next_random(&random), GFP_KERNEL);
		cond_resched();
	}
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void on_timer(struct timer_list *timer)
{
	static unsigned int random = 99;

	for (int i = 0; i < 50; i++)
		step(next_random(&random), GFP_ATOMIC);
	mod_timer(timer, jiffies + 1);
}

static struct task_struct *start_on(unsigned int cpu)
{
	struct task_struct *task = kthread_create(worker, (void *)(cpu + 1UL),
						  "slab-%u", cpu);

	if (!IS_ERR(task)) {
		kthread_bind(task, cpu);
		wake_up_process(task);
	}
	return task;
}

static void work_for(struct kunit *test, unsigned int ms)
{
	static struct task_struct *tasks[NR_CPUS];
	struct timer_list timer;
	unsigned int cpu;

	stop_work = false;
	for_each_online_cpu(cpu)
		tasks[cpu] = start_on(cpu);
	timer_setup(&timer, on_timer, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(ms);
	del_timer_sync(&timer);
	WRITE_ONCE(stop_work, true);
	for_each_online_cpu(cpu) {
		KUNIT_EXPECT_FALSE(test, IS_ERR(tasks[cpu]));
		if (!IS_ERR(tasks[cpu]))
			kthread_stop(tasks[cpu]);
	}
}

static void slab_hammer(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	static char name[16];

	for (int i = 0; i < CACHES; i++) {
		snprintf(name, sizeof(name), "hammer-%d", i);
		caches[i] = kmem_cache_create(name, size_of(i), 0, 0, NULL);
		KUNIT_ASSERT_NOT_NULL(test, caches[i]);
	}
	atomic_set(&broken, 0);
	atomic_set(&done, 0);
	work_for(test, RUN_MS);
	KUNIT_EXPECT_EQ(test, 0, mm_check_invariants());
	for (int i = 0; i < SLOTS; i++)
		give(xchg(&slots[i], NULL));
	for (int i = 0; i < CACHES; i++)
		KUNIT_EXPECT_EQ(test, 0, kmem_cache_destroy(caches[i]));
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&broken));
	KUNIT_EXPECT_GT(test, atomic_read(&done), 1000);
	KUNIT_EXPECT_EQ(test, before, settled_free_pages());
	kunit_info(test, "%d steps", atomic_read(&done));
}

/* Wherever an object waits, a second free of it is found, and harmless. */
static void double_free_anywhere(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-twice", 64, 0, 0,
						     NULL);
	static void *obj[400];
	int n = ARRAY_SIZE(obj), bad = 0;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (int i = 0; i < n; i++) {
		obj[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, obj[i]);
	}
	for (int i = 0; i < n; i++)
		kmem_cache_free(cache, obj[i]);
	/* the last ones are in the array, the others in slabs: ask some */
	for (int i = 0; i < n; i += n / 7)
		if (virt_to_head_page(obj[i])->slab_cache == cache) {
			bad++;
			EXPECT_BAD_FREES(test, 1,
					 kmem_cache_free(cache, obj[i]));
		}
	EXPECT_BAD_FREES(test, 1, kmem_cache_free(cache, obj[n - 1]));
	KUNIT_EXPECT_GT(test, bad, 2);
	KUNIT_EXPECT_EQ(test, 0, mm_check_invariants());
	KUNIT_EXPECT_EQ(test, 0, kmem_cache_destroy(cache));
}

/* Memory that lies idle in arrays and empty slabs is there when it is needed. */
static void squeezed_slabs_give_back(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-idle", 1000, 0, 0,
						     NULL);
	static void *obj[64];
	unsigned long idle, before;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	for (int i = 0; i < ARRAY_SIZE(obj); i++)
		obj[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	for (int i = 0; i < ARRAY_SIZE(obj); i++)
		if (obj[i])
			kmem_cache_free(cache, obj[i]);
	idle = cache->nr_slabs;
	KUNIT_EXPECT_GT(test, idle, 0ul);
	drain_all_pages();
	before = nr_free_pages();
	KUNIT_EXPECT_GT(test, shrink_slab(GFP_KERNEL), 0ul);
	drain_all_pages();
	KUNIT_EXPECT_GE(test, nr_free_pages(), before + (idle << cache->order));
	KUNIT_EXPECT_EQ(test, cache->nr_slabs, 0ul);
	KUNIT_EXPECT_EQ(test, 0, kmem_cache_destroy(cache));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(slab_hammer),
	KUNIT_CASE(double_free_anywhere),
	KUNIT_CASE(squeezed_slabs_give_back),
	{}
};

static struct kunit_suite suite = {
	.name = "slab_hammer",
	.test_cases = cases,
};
kunit_test_suite(suite);
