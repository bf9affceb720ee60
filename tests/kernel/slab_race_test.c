/*
 * slab_race_test.c - caches that begin and end while others go through all of
 * them: the shrinker, instruments that go on and off, a report of what lives.
 *
 * Each test lasts a fraction of a second; slab_race=N makes it N seconds.
 */
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kstrtox.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/smp.h>
#include "../../mm/slab.h"
#include "mm_test.h"
#include "team.h"

#define OBJECTS		40

static unsigned long ticks = HZ / 5, until;

static int __init slab_race_setup(char *arg)
{
	unsigned int seconds;
	int err = arg ? kstrtouint(arg, 10, &seconds) : -EINVAL;

	if (!err)
		ticks = seconds * HZ;
	return err;
}
early_param("slab_race", slab_race_setup);

static bool go_on(void)
{
	cond_resched();
	return time_before(jiffies, until);
}

/* @fn on every CPU at once; the sum of what they returned. */
static int run_on_all(struct kunit *test, int (*fn)(void))
{
	if (num_online_cpus() < 2)
		kunit_skip(test, "one CPU has nobody to race with");
	until = jiffies + ticks;
	team_start(test, fn);
	team_run();
	team_end();
	return team_faults();
}

/* One cache, used and ended; 1: it would not end. */
static int short_life(unsigned long flags)
{
	struct kmem_cache *cache = kmem_cache_create("test-short", 600, 0,
						     flags, NULL);
	void *obj;

	if (!cache)
		return 0;
	obj = kmem_cache_alloc(cache, GFP_KERNEL);
	if (obj)
		kmem_cache_free(cache, obj);
	return kmem_cache_destroy(cache) != 0;
}

/* Open arrays, of those that are on the list. */
static int open_arrays(void)
{
	struct kmem_cache *cache;
	unsigned long flags;
	int open = 0, cpu;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list)
		for_each_online_cpu(cpu)
			open += cache->array[cpu]->limit != 0;
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return open;
}

static int begin_and_end(void)
{
	int faults = 0;

	while (go_on()) {
		if (smp_processor_id() == 0) {
			fault_inject_begin();
			faults += open_arrays();
			fault_inject_end();
		} else if (smp_processor_id() == 1) {
			shrink_slab(GFP_KERNEL);
			faults += slab_check_all();
		}
		if (smp_processor_id() || num_online_cpus() < 3)
			faults += short_life(smp_processor_id() & 1 ? 0 :
					     SLAB_TYPESAFE_BY_RCU);
	}
	return faults;
}

/* Nobody finds an array that is gone; while instruments are on none is open. */
static void ended_while_others_look(struct kunit *test)
{
	unsigned long bad = bad_frees();

	KUNIT_EXPECT_EQ(test, run_on_all(test, begin_and_end), 0);
	KUNIT_EXPECT_EQ(test, bad_frees(), bad);
}

static struct kmem_cache *used;

static int use_or_destroy(void)
{
	void *keep = kmem_cache_alloc(used, GFP_KERNEL);
	static void *objs[NR_CPUS][OBJECTS];
	unsigned int cpu = smp_processor_id();
	int faults = !keep;

	do {
		if (!cpu)
			faults += keep && kmem_cache_destroy(used) != -EBUSY;
		else if (kmem_cache_alloc_bulk(used, GFP_KERNEL, OBJECTS,
					       objs[cpu]))
			kmem_cache_free_bulk(used, OBJECTS, objs[cpu]);
	} while (go_on());
	if (keep)
		kmem_cache_free(used, keep);
	return faults;
}

/* A refused end lists objects that come and go meanwhile. */
static void destroy_refused_while_used(struct kunit *test)
{
	int level = console_loglevel, faults;

	used = kmem_cache_create("test-used", 1500, 0, 0, NULL);
	KUNIT_ASSERT_NOT_NULL(test, used);
	console_loglevel = 0;
	faults = num_online_cpus() < 2 ? 0 : run_on_all(test, use_or_destroy);
	console_loglevel = level;
	KUNIT_EXPECT_EQ(test, faults, 0);
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(used), 0);
}

/* Between a second free and its report somebody was given the object. */
static void double_free_and_taken_again(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("test-taken", 64, 0, 0,
						     NULL);
	void *obj;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	obj = kmem_cache_alloc(cache, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, obj);
	EXPECT_BAD_FREES(test, 1, slab_bad_free(cache, obj, _RET_IP_));
	EXPECT_BAD_FREES(test, 0, kmem_cache_free(cache, obj));
	KUNIT_EXPECT_EQ(test, kmem_cache_destroy(cache), 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(ended_while_others_look),
	KUNIT_CASE(destroy_refused_while_used),
	KUNIT_CASE(double_free_and_taken_again),
	{}
};

static struct kunit_suite suite = {
	.name = "slab_race",
	.test_cases = cases,
};
kunit_test_suite(suite);
