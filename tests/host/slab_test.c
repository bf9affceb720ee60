/*
 * slab_test.c - caches and kmalloc beside a table of what is live: objects never
 * overlap, stay inside their slab, keep their contents and their constructed
 * state, are aligned as promised; misuse is named; every page comes back.
 *
 * Pages handed to the slab allocator are full of garbage, and those it gave back
 * are poison to the sanitizer (model.c's hooks).
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include <linux/string.h>

#define MAX_LIVE	3000

static struct live {
	u8 *obj;
	size_t size;
	struct kmem_cache *cache;	/* NULL: kmalloc */
	u8 seed;
} live[MAX_LIVE];
static u32 nr_live;

static void boot(void)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) { .cmdline = "highmem=16M" });
	model_poison = true;
}

static unsigned long free_now(void)
{
	struct kmem_cache *cache;

	/* twice: a slab that goes gives its management back to another cache */
	for (int i = 0; i < 2; i++)
		list_for_each_entry(cache, &slab_caches, list)
			kmem_cache_shrink(cache);
	model_drain();
	return nr_free_pages();
}

/* Every byte of an object belongs to its owner alone. */
static void fill(struct live *l)
{
	for (size_t i = 0; i < l->size; i++)
		l->obj[i] = l->seed + i * 7;
}

static void check(const struct live *l)
{
	for (size_t i = 0; i < l->size; i++)
		CHECK_MSG(l->obj[i] == (u8)(l->seed + i * 7),
			  "%s object %p of %zu bytes, byte %zu",
			  l->cache ? l->cache->name : "kmalloc", l->obj,
			  l->size, i);
}

static void add(void *obj, size_t size, struct kmem_cache *cache)
{
	struct live *l = &live[nr_live++];

	*l = (struct live) { obj, size, cache, host_rand() };
	fill(l);
}

static void sound(void)
{
	CHECK_EQ(slab_check_all(), 0);
	for (u32 i = 0; i < nr_live; i++)
		check(&live[i]);
}

/* ---- kmalloc ---- */

static size_t random_size(void)
{
	return 1 + host_below(1u << host_below(host_below(8) ? 12 : 18)) %
		   KMALLOC_MAX_SIZE;
}

static void kmalloc_one(void)
{
	size_t size = random_size();
	gfp_t gfp = GFP_KERNEL | __GFP_NOWARN;
	u8 *p;

	if (!host_below(8))
		gfp |= GFP_DMA;
	if (!host_below(4))
		gfp |= __GFP_ZERO;
	p = kmalloc(size, gfp);
	if (!p) {
		CHECK(size > 2048 || (gfp & GFP_DMA));
		return;
	}
	CHECK(ksize(p) >= size);
	CHECK(!((unsigned long)p % 8));
	if (is_power_of_2(size))
		CHECK_MSG(!((unsigned long)p % min(size, PAGE_SIZE)),
			  "kmalloc(%zu) at %p", size, p);
	if (!(size % PAGE_SIZE))
		CHECK(!offset_in_page(p));
	if (gfp & GFP_DMA)
		CHECK(__pa(p) + size <= 16 << 20);
	for (size_t i = 0; (gfp & __GFP_ZERO) && i < size; i++)
		CHECK(!p[i]);
	add(p, host_below(4) ? size : ksize(p), NULL);
}

static void krealloc_one(struct live *l)
{
	size_t size = random_size(), both = min(size, l->size);
	u8 *p = krealloc(l->obj, size, GFP_KERNEL | __GFP_NOWARN);

	if (!p)
		return;
	for (size_t i = 0; i < both; i++)
		CHECK(p[i] == (u8)(l->seed + i * 7));
	l->obj = p;
	l->size = size;
	fill(l);
}

static void free_one(u32 i)
{
	struct live l = live[i];

	live[i] = live[--nr_live];
	check(&l);
	if (l.cache)
		kmem_cache_free(l.cache, l.obj);
	else
		kfree(l.obj);
}

HOST_TEST(kmalloc_random_work)
{
	unsigned long before;
	u32 steps = host_rounds(60000, 3000000), target = 0;

	boot();
	kfree(kmalloc(1, GFP_KERNEL));
	before = free_now();
	for (u32 i = 0; i < steps; i++) {
		if (!(i % 3000))
			target = host_below(MAX_LIVE);
		if (nr_live && host_below(20) == 0)
			krealloc_one(&live[host_below(nr_live)]);
		else if (nr_live && host_below(2 * MAX_LIVE) + nr_live >=
				    MAX_LIVE + target)
			free_one(host_below(nr_live));
		else if (nr_live < MAX_LIVE)
			kmalloc_one();
		if (!(i % 10000))
			sound();
	}
	sound();
	while (nr_live)
		free_one(host_below(nr_live));
	sound();
	CHECK_EQ(free_now(), before);
	CHECK_EQ(host_warnings, 0);
}

HOST_TEST(kmalloc_of_every_small_size)
{
	boot();
	for (size_t size = 1; size <= 5000; size++) {
		u8 *a = kmalloc(size, GFP_KERNEL), *b = kzalloc(size, GFP_KERNEL);

		CHECK(a && b && a != b);
		CHECK(ksize(a) >= size);
		CHECK(a + ksize(a) <= b || b + ksize(b) <= a);
		memset(a, 0xff, size);
		for (size_t i = 0; i < size; i++)
			CHECK(!b[i]);
		kfree(a);
		kfree(b);
	}
	sound();
}

HOST_TEST(kmalloc_at_its_limits)
{
	void *p;

	boot();
	CHECK(kmalloc(0, GFP_KERNEL) == ZERO_SIZE_PTR);
	kfree(ZERO_SIZE_PTR);
	kfree(NULL);
	CHECK_EQ(ksize(NULL), 0);
	CHECK_EQ(host_warnings, 0);
	p = kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL);
	CHECK(p && ksize(p) == KMALLOC_MAX_SIZE);
	memset(p, 1, KMALLOC_MAX_SIZE);
	kfree(p);
	CHECK(!kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
	CHECK_EQ(host_warnings, 0);
	CHECK(!kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL));
	CHECK_EQ(host_warnings, 1);
	CHECK(!kmalloc(-1, GFP_KERNEL));
	CHECK(!kmalloc(-4096, GFP_KERNEL));
	CHECK(!kcalloc(1 << 16, 1 << 16, GFP_KERNEL | __GFP_NOWARN));
	CHECK(!kmalloc_array(-1, 2, GFP_KERNEL | __GFP_NOWARN));
	p = krealloc(NULL, 100, GFP_KERNEL);
	CHECK(p && ksize(p) >= 100);
	CHECK(krealloc(p, 0, GFP_KERNEL) == ZERO_SIZE_PTR);
	sound();
}

#define REPORTED(misuse)						\
	do {								\
		unsigned long bad = this_cpu_read(vm_event_states.pgbad); \
									\
		host_log_clear();					\
		misuse;							\
		CHECK_MSG(this_cpu_read(vm_event_states.pgbad) > bad,	\
			  "%s", host_log());				\
		CHECK(host_log_has("BUG: "));				\
		CHECK_EQ(slab_check_all(), 0);				\
	} while (0)

HOST_TEST(kfree_misuse_is_reported_and_harmless)
{
	static char outside[64];
	u8 *small, *other, *big;

	boot();
	small = kmalloc(100, GFP_KERNEL);
	other = kmalloc(100, GFP_KERNEL);
	big = kmalloc(20000, GFP_KERNEL);
	add(other, 100, NULL);
	REPORTED(kfree(small + 1));
	REPORTED(kfree(small + 8));
	REPORTED(kfree(big + 4096));
	REPORTED(kfree(big + 8));
	REPORTED(kfree(outside));
	REPORTED(kfree((void *)0xfffff000));
	REPORTED(kfree(high_memory));
	REPORTED(kfree(__va(0xb8000)));
	REPORTED(kfree(mem_map));
	kfree(small);
	REPORTED(kfree(small));
	kfree(big);
	REPORTED(kfree(big));
	sound();
	free_one(0);
	REPORTED(kfree(other));
}

/* ---- caches ---- */

struct shape {
	size_t size, align;
	unsigned long flags;
};

static const struct shape shapes[] = {
	{ 1, 0, 0 }, { 3, 0, 0 }, { 4, 4, 0 }, { 8, 1, 0 }, { 12, 0, 0 },
	{ 24, 8, 0 }, { 31, 32, 0 }, { 36, 0, 0 }, { 52, 64, 0 },
	{ 60, 0, SLAB_HWCACHE_ALIGN }, { 100, 0, SLAB_HWCACHE_ALIGN },
	{ 126, 0, 0 }, { 127, 0, 0 }, { 130, 0, SLAB_CACHE_DMA },
	{ 200, 128, 0 }, { 333, 0, 0 }, { 700, 0, 0 }, { 1000, 1024, 0 },
	{ 1365, 0, 0 }, { 2049, 0, 0 }, { 3000, 0, 0 }, { 4096, 4096, 0 },
	{ 4100, 0, 0 }, { 10000, 0, 0 }, { 65536, 0, 0 }, { 131072, 0, 0 },
};

static struct kmem_cache *caches[ARRAY_SIZE(shapes)];

static void cache_alloc_one(u32 c)
{
	const struct shape *s = &shapes[c];
	size_t align = max(s->align, sizeof(void *));
	u8 *p = kmem_cache_alloc(caches[c], GFP_KERNEL | __GFP_NOWARN);

	if (!p) {
		CHECK(s->size > 2048 || s->flags);
		return;
	}
	CHECK(!((unsigned long)p % align));
	if (s->flags & SLAB_HWCACHE_ALIGN)
		CHECK((unsigned long)p % 64 + s->size <= 64 ||
		      !((unsigned long)p % 64));
	if (s->flags & SLAB_CACHE_DMA)
		CHECK(__pa(p) < 16 << 20);
	add(p, s->size, caches[c]);
}

HOST_TEST(caches_random_work)
{
	unsigned long before;
	u32 steps = host_rounds(60000, 3000000), target = 0;

	boot();
	before = free_now();
	for (u32 c = 0; c < ARRAY_SIZE(shapes); c++) {
		caches[c] = kmem_cache_create("shape", shapes[c].size,
					      shapes[c].align, shapes[c].flags,
					      NULL);
		CHECK(caches[c]);
		CHECK_EQ(kmem_cache_size(caches[c]), shapes[c].size);
	}
	for (u32 i = 0; i < steps; i++) {
		u32 c = host_below(ARRAY_SIZE(shapes));

		if (!(i % 3000))
			target = host_below(MAX_LIVE);
		if (!host_below(200))
			kmem_cache_shrink(caches[c]);
		else if (nr_live && host_below(2 * MAX_LIVE) + nr_live >=
				    MAX_LIVE + target)
			free_one(host_below(nr_live));
		else if (nr_live < MAX_LIVE &&
			 (shapes[c].size < 9000 || !host_below(20)))
			cache_alloc_one(c);
		if (!(i % 10000))
			sound();
	}
	sound();
	while (nr_live)
		free_one(host_below(nr_live));
	for (u32 c = 0; c < ARRAY_SIZE(shapes); c++)
		CHECK_EQ(kmem_cache_destroy(caches[c]), 0);
	CHECK_EQ(slab_check_all(), 0);
	CHECK_EQ(free_now(), before);
}

#define CTOR_MAGIC	0x5ab5ab5a

static u32 constructed;

static void ctor(void *obj)
{
	*(u32 *)obj = CTOR_MAGIC;
	((u32 *)obj)[9] = ~CTOR_MAGIC;
	constructed++;
}

/* An object is given out constructed, each time; nothing is written to it. */
HOST_TEST(constructed_state_survives_free_and_alloc)
{
	static u32 *objs[500];
	struct kmem_cache *cache;
	u32 most = 0;

	boot();
	cache = kmem_cache_create("ctor", 40, 0, 0, ctor);
	for (u32 round = 0; round < 20; round++) {
		u32 n = host_below(500);

		most = max(most, n);
		for (u32 i = 0; i < n; i++) {
			objs[i] = kmem_cache_alloc(cache, GFP_KERNEL);
			CHECK(objs[i][0] == CTOR_MAGIC);
			CHECK(objs[i][9] == ~CTOR_MAGIC);
			objs[i][5] = host_rand();
		}
		while (n)
			kmem_cache_free(cache, objs[--n]);
	}
	CHECK(constructed >= most && constructed < 20000);
	CHECK(constructed % cache->num == 0);
	CHECK_EQ(kmem_cache_destroy(cache), 0);
}

HOST_TEST(cache_misuse_is_reported_and_harmless)
{
	struct kmem_cache *a, *b;
	u8 *p, *q;

	boot();
	a = kmem_cache_create("a", 60, 0, 0, NULL);
	b = kmem_cache_create("b", 60, 0, 0, NULL);
	p = kmem_cache_alloc(a, GFP_KERNEL);
	q = kmem_cache_alloc(a, GFP_KERNEL);
	REPORTED(kmem_cache_free(b, p));
	REPORTED(kmem_cache_free(a, p + 4));
	REPORTED(kmem_cache_free(a, mem_map));
	REPORTED(kmem_cache_free(a, (void *)8));
	kmem_cache_free(a, p);
	REPORTED(kmem_cache_free(a, p));
	host_log_clear();
	CHECK(kmem_cache_destroy(a) != 0);
	CHECK(host_log_has("1 objects remain"));
	kmem_cache_free(a, q);
	CHECK_EQ(kmem_cache_destroy(a), 0);
	CHECK_EQ(kmem_cache_destroy(b), 0);
	CHECK_EQ(kmem_cache_destroy(NULL), 0);
	CHECK_EQ(slab_check_all(), 0);
}

HOST_TEST(impossible_caches_are_refused)
{
	boot();
	CHECK(!kmem_cache_create("zero", 0, 0, 0, NULL));
	CHECK(!kmem_cache_create("huge", KMALLOC_MAX_SIZE + 1, 0, 0, NULL));
	CHECK(!kmem_cache_create("odd", 64, 48, 0, NULL));
	CHECK(!kmem_cache_create(NULL, 64, 0, 0, NULL));
	CHECK(PANICS(kmem_cache_create("needed", 0, 0, SLAB_PANIC, NULL)));
	CHECK_EQ(slab_check_all(), 0);
}

/* All objects of a slab, taken and given back: each is known by its address. */
static void numbers_of(struct kmem_cache *cache)
{
	struct page *slab = NULL;
	u8 *o;

	for (u32 i = 0; i < cache->num; i++) {
		o = kmem_cache_alloc(cache, GFP_KERNEL);
		slab = slab ?: virt_to_head_page(o);
		CHECK(virt_to_head_page(o) == slab);
	}
	for (u32 i = 0; i < cache->num; i++) {
		o = slab_object(cache, slab, i);
		CHECK_EQ(slab_object_nr(cache, slab, o), i);
		CHECK_EQ(slab_object_nr(cache, slab, o + 1), -1);
		CHECK_EQ(slab_object_nr(cache, slab, o - 1), -1);
		if (i == 0 || i == cache->num - 1)
			REPORTED(kmem_cache_free(cache, o + 1));
		CHECK_EQ(slab->slab_state[i], OBJ_IN_USE);
		kmem_cache_free(cache, o);
		CHECK_EQ(slab->slab_state[i], OBJ_FREE);
	}
	REPORTED(kmem_cache_free(cache, slab_object(cache, slab, cache->num)));
}

/* A product with the reciprocal instead of a division: exact for every object. */
HOST_TEST(every_object_finds_its_number)
{
	boot();
	for (size_t size = 1; size <= KMALLOC_MAX_SIZE;
	     size += size < 600 ? 1 : size < 6000 ? 37 : 4999) {
		struct kmem_cache *cache = kmem_cache_create("n", size, 0, 0,
							     NULL);

		numbers_of(cache);
		CHECK_EQ(kmem_cache_destroy(cache), 0);
	}
}

/* A red zone moves the size, and an object before it: near powers of two. */
HOST_TEST(every_watched_object_finds_its_number)
{
	boot();
	for (size_t half = 8192; half <= KMALLOC_MAX_SIZE; half *= 2)
		for (size_t size = half - 32; size <= half; size++) {
			struct kmem_cache *cache =
				kmem_cache_create("n", size, 0, SLAB_RED_ZONE,
						  NULL);

			numbers_of(cache);
			CHECK_EQ(kmem_cache_destroy(cache), 0);
		}
}

/* One byte too far, and the next object is freed first: who was it? */
HOST_TEST(red_zone_between_two_names_both)
{
	struct kmem_cache *cache;
	u8 *o[2];

	boot();
	cache = kmem_cache_create("two", 52, 0, SLAB_RED_ZONE, NULL);
	for (u32 i = 0; i < 2; i++)
		CHECK(o[i] = kmem_cache_alloc(cache, GFP_KERNEL));
	o[0][52] ^= 1;
	REPORTED(kmem_cache_free(cache, o[1]));
	CHECK(host_log_has("or overrun of the one before"));
	CHECK(host_log_has("object 1 of"));
	CHECK(host_log_has("object 0 of"));
	o[0][-1] ^= 1;
	REPORTED(kmem_cache_free(cache, o[0]));
	CHECK(host_log_has("red zone before an object"));
	CHECK_EQ(kmem_cache_destroy(cache), 0);
}

HOST_TEST(no_memory_is_no_disaster)
{
	static void *objs[20000];
	u32 n = 0;

	boot();
	while (n < ARRAY_SIZE(objs) &&
	       (objs[n] = kmalloc(4096 - host_below(2000),
				  GFP_KERNEL | __GFP_NOWARN)))
		n++;
	CHECK(n > 1000 && n < ARRAY_SIZE(objs));
	CHECK(!kmem_cache_create("late", 2000, 0, 0, NULL) || true);
	CHECK_EQ(slab_check_all(), 0);
	while (n)
		kfree(objs[--n]);
	CHECK(kmalloc(4096, GFP_KERNEL));
	sound();
}
