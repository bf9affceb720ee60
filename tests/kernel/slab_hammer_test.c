/*
 * slab_hammer_test.c - 64 caches of all kinds, every CPU, and the clock chip's
 * interrupt in the middle: objects are taken on one CPU and given back on
 * another. After each thousand operations all caches are looked at, while the
 * others go on. No object is ever in two hands, none is lost, and no page with
 * it. slab_hammer=N makes it N operations.
 */
#include <linux/init.h>
#include <linux/kstrtox.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/smp.h>
#include "mm_test.h"
#include "rtc.h"
#include "team.h"

#define CACHES		64
#define SLOTS		1024
#define CONSTRUCTED	CACHES		/* in a stamp, by the constructor */

/* What lies in an object in use, at its start and again at its end. */
struct stamp {
	void *self;			/* NULL: it is nobody's */
	unsigned int cache;
};

static struct kmem_cache *caches[CACHES];
static void *slots[SLOTS];
static unsigned int operations = 60000;
static atomic_t broken, done, refused, checks;

static int __init slab_hammer_setup(char *arg)
{
	return arg ? kstrtouint(arg, 10, &operations) : -EINVAL;
}
early_param("slab_hammer", slab_hammer_setup);

/* ---- the caches: sizes from 16 bytes to a page, each kind there is ---- */

static size_t size_of(unsigned int i)
{
	return 2 * sizeof(struct stamp) + i * i;
}

static bool has_ctor(unsigned int i)
{
	return i % 4 == 2;
}

static void ctor(void *obj)
{
	*(struct stamp *)obj = (struct stamp){ NULL, CONSTRUCTED };
}

static struct kmem_cache *create(unsigned int i)
{
	unsigned long flags = i % 8 == 1 ? SLAB_HWCACHE_ALIGN :
			      i % 16 == 3 ? SLAB_CACHE_DMA :
			      i % 16 == 5 ? SLAB_TYPESAFE_BY_RCU : 0;
	char name[16];

	snprintf(name, sizeof(name), "hammer-%u", i);
	return kmem_cache_create(name, size_of(i), 0, flags,
				 has_ctor(i) ? ctor : NULL);
}

/* ---- operations ---- */

static struct stamp *end_stamp(void *obj, unsigned int i)
{
	return obj + size_of(i) - sizeof(struct stamp);
}

static void give(void *obj)
{
	struct stamp *s = obj, *e;
	unsigned int i;

	if (!obj)
		return;
	i = s->cache;
	if (s->self != obj || i >= CACHES) {
		atomic_inc(&broken);
		return;
	}
	e = end_stamp(obj, i);
	if (e->self != obj || e->cache != i)
		atomic_inc(&broken);
	e->self = NULL;
	ctor(obj);
	kmem_cache_free(caches[i], obj);
}

static void *take(unsigned int i, gfp_t gfp)
{
	struct stamp *new = kmem_cache_alloc(caches[i], gfp | __GFP_NOWARN);

	if (!new) {
		atomic_inc(&refused);
		return NULL;
	}
	if (has_ctor(i) && (new->self || new->cache != CONSTRUCTED))
		atomic_inc(&broken);
	new->self = new;
	new->cache = i;
	*end_stamp(new, i) = *new;
	return new;
}

/* What is in a slot goes back; an empty one is filled. */
static void step(unsigned int random, gfp_t gfp)
{
	void **slot = &slots[random % SLOTS];
	void *old = xchg(slot, NULL);

	if (old)
		give(old);
	else
		give(xchg(slot, take(random / SLOTS % CACHES, gfp)));
	atomic_inc(&done);
}

static unsigned int next_random(unsigned int *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 8;
}

/* One look at all caches for each thousand operations; faults. */
static int look_if_due(void)
{
	int looks = atomic_read(&checks);

	if (atomic_read(&done) / 1000 <= looks ||
	    atomic_cmpxchg(&checks, looks, looks + 1) != looks)
		return 0;
	if (looks % 8 == 0)
		kmem_cache_shrink(caches[looks / 8 % CACHES]);
	return slab_check_all();
}

static int worker(void)
{
	unsigned int random = smp_processor_id() * 7919 + 1;
	int faults = 0;

	while (atomic_read(&done) < operations) {
		step(next_random(&random), GFP_KERNEL);
		faults += look_if_due();
		cond_resched();
	}
	return faults;
}

static void on_interrupt(void)
{
	static unsigned int random = 99;

	for (int i = 0; i < 8; i++)
		step(next_random(&random), GFP_ATOMIC);
}

/* All caches end; objects that were still in use. */
static unsigned long end_caches(struct kunit *test)
{
	unsigned long lost = 0;

	for (int i = 0; i < SLOTS; i++)
		give(xchg(&slots[i], NULL));
	for (int i = 0; i < CACHES; i++) {
		lost += slab_nr_active(caches[i]);
		KUNIT_EXPECT_EQ(test, 0, kmem_cache_destroy(caches[i]));
	}
	return lost;
}

static void slab_hammer(struct kunit *test)
{
	unsigned long before = settled_free_pages();

	for (int i = 0; i < CACHES; i++) {
		caches[i] = create(i);
		KUNIT_ASSERT_NOT_NULL(test, caches[i]);
	}
	atomic_set(&broken, 0);
	atomic_set(&done, 0);
	atomic_set(&refused, 0);
	atomic_set(&checks, 0);
	team_start(test, worker);
	KUNIT_ASSERT_EQ(test, 0, rtc_start(on_interrupt));
	team_run();
	rtc_stop();
	team_end();
	KUNIT_EXPECT_EQ(test, 0, team_faults() + mm_check_invariants());
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&broken));
	KUNIT_EXPECT_GE(test, atomic_read(&checks), operations / 1000 - 1);
	KUNIT_EXPECT_GT(test, rtc_calls, 0u);
	KUNIT_EXPECT_EQ(test, 0ul, end_caches(test));
	KUNIT_EXPECT_EQ(test, before, settled_free_pages());
	kunit_info(test, "%d operations, %d refused, %d looks, %u interrupts",
		   atomic_read(&done), atomic_read(&refused),
		   atomic_read(&checks), rtc_calls);
}

/* ---- caches that come and go, while memory is asked back ---- */

static atomic_t cycles;

/* The life of a cache: made, used a little, and ended. */
static int cache_life(unsigned int i)
{
	struct kmem_cache *cache = create(i);
	void *objs[8];

	if (!cache)
		return 1;
	for (int n = 0; n < ARRAY_SIZE(objs); n++)
		objs[n] = kmem_cache_alloc(cache, GFP_KERNEL);
	for (int n = 0; n < ARRAY_SIZE(objs); n++)
		if (objs[n])
			kmem_cache_free(cache, objs[n]);
	return kmem_cache_destroy(cache) != 0;
}

/*
 * The first CPU asks back, the others' caches live and die; alone it does both.
 */
static int come_and_go(void)
{
	unsigned int me = smp_processor_id(), i = me;
	int faults = 0;

	while (atomic_read(&cycles) < operations / 1000) {
		if (!me)
			shrink_slab(GFP_KERNEL);
		if (me || num_online_cpus() == 1) {
			faults += cache_life(i++ % CACHES);
			atomic_inc(&cycles);
		}
		cond_resched();
	}
	return faults;
}

static void caches_come_and_go(struct kunit *test)
{
	unsigned long before = settled_free_pages();

	atomic_set(&cycles, 0);
	team_start(test, come_and_go);
	team_run();
	team_end();
	KUNIT_EXPECT_EQ(test, 0, team_faults() + mm_check_invariants());
	KUNIT_EXPECT_EQ(test, before, settled_free_pages());
	kunit_info(test, "%d caches came and went", atomic_read(&cycles));
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

static struct kunit_case cases[] = {
	KUNIT_CASE(slab_hammer),
	KUNIT_CASE(caches_come_and_go),
	KUNIT_CASE(double_free_anywhere),
	{}
};

static struct kunit_suite suite = {
	.name = "slab_hammer",
	.test_cases = cases,
};
kunit_test_suite(suite);
