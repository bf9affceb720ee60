/*
 * slab_model.c - the reference model of caches and kmalloc: a list of live
 * objects, a byte for each four of memory that says whether somebody has them,
 * and a count for each cache.
 *
 * While an object of a cache is free it is poison to the sanitizer: nobody may
 * look at it, and the slab allocator doesn't.
 */
#include "host.h"
#include "slab_model.h"
#include "model.h"
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#define EDGE		16		/* bytes looked at, at either end */

const struct shape shapes[SHAPES] = {
	{ "tiny", 4, 0, 0, 0 },
	{ "odd", 13, 0, 0, 'n' },
	{ "words", 40, 8, 0, 'n' },
	{ "line", 100, 0, SLAB_HWCACHE_ALIGN, 0 },
	{ "old", 72, 0, SLAB_HWCACHE_ALIGN, 'o' },
	{ "rcu", 120, 0, SLAB_TYPESAFE_BY_RCU, 'n' },
	{ "dma", 200, 0, SLAB_CACHE_DMA, 0 },
	{ "off", 900, 64, 0, 0 },
	{ "three", 1300, 0, 0, 'n' },
	{ "page", 4096, 4096, 0, 0 },
	{ "large", 10000, 0, 0, 0 },
	{ "block", 40000, 0, 0, 0 },
};

struct kmem_cache *caches[SHAPES];
u32 cache_live[SHAPES];
static int constructed;			/* by ctor_old, less those by dtor_old */

struct live live[MAX_LIVE];
u32 nr_live, live_bytes;
static u8 *taken;			/* by four bytes of low memory */

static void ctor(void *obj)
{
	struct page *slab = virt_to_head_page(obj);

	memset(obj, CONSTRUCTED, slab->slab_cache->object_size);
}

static void ctor_old(void *obj, kmem_cache_t *cache, unsigned long flags)
{
	CHECK(flags & SLAB_CTOR_CONSTRUCTOR);
	constructed++;
	ctor(obj);
}

static void dtor_old(void *obj, kmem_cache_t *cache, unsigned long flags)
{
	CHECK(((u8 *)obj)[0] == CONSTRUCTED);
	constructed--;
}

bool is_watched(u8 c)
{
	return c != KMALLOC && shapes[c].made != 'o';
}

void create(u8 c)
{
	const struct shape *s = &shapes[c];
	u32 failed = model_failed;

	caches[c] = s->made == 'o' ?
		kmem_cache_create(s->name, s->size, s->align, s->flags,
				  ctor_old, dtor_old) :
		kmem_cache_create(s->name, s->size, s->align, s->flags,
				  s->made ? ctor : NULL);
	CHECK_MSG(caches[c] || model_failed > failed, "no cache %s", s->name);
}

void destroy(u8 c)
{
	int err;

	host_log_clear();
	err = kmem_cache_destroy(caches[c]);
	CHECK_MSG(!err == !cache_live[c], "%s: %d, %u live", shapes[c].name, err,
		  cache_live[c]);
	if (err)
		CHECK(host_log_has("objects remain"));
	else
		caches[c] = NULL;
	if (!err && shapes[c].made == 'o')
		CHECK_EQ(constructed, 0);
}

void mark(const u8 *obj, u32 size, u8 value)
{
	u32 first = __pa(obj) / 4, n = DIV_ROUND_UP(size, 4);

	for (u32 i = first; i < first + n; i++)
		CHECK_MSG(taken[i] != value, "%p of %p, %u bytes, is %s",
			  __va(i * 4), obj, size, value ? "another's" : "free");
	memset(taken + first, value, n);
}

static u8 pattern(const struct live *l, u32 i)
{
	return l->seed + i * 7;
}

void fill(struct live *l)
{
	for (u32 i = 0; i < l->size; i = i == EDGE && l->size > 2 * EDGE ?
	     l->size - EDGE : i + 1)
		l->obj[i] = pattern(l, i);
}

void look(const struct live *l, u32 upto)
{
	for (u32 i = 0; i < upto; i = i == EDGE && l->size > 2 * EDGE ?
	     l->size - EDGE : i + 1)
		CHECK_MSG(l->obj[i] == pattern(l, i), "%s object %p, byte %u",
			  l->cache == KMALLOC ? "kmalloc" :
			  shapes[l->cache].name, l->obj, i);
}

void add(u8 *obj, u32 size, u8 cache)
{
	struct live *l = &live[nr_live++];
	static u8 seed;

	*l = (struct live){ obj, size, cache, seed++ };
	mark(obj, size, 1);
	live_bytes += size;
	if (cache != KMALLOC)
		cache_live[cache]++;
	fill(l);
}

struct live drop(u32 i)
{
	struct live l = live[i];

	look(&l, l.size);
	live[i] = live[--nr_live];
	mark(l.obj, l.size, 0);
	live_bytes -= l.size;
	if (l.cache == KMALLOC)
		return l;
	cache_live[l.cache]--;
	if (shapes[l.cache].made)
		memset(l.obj, CONSTRUCTED, l.size);
	if (is_watched(l.cache))
		host_poison((u32)l.obj, l.size);
	return l;
}

void count_cache(struct kmem_cache *cache, unsigned long want)
{
	CHECK_MSG(slab_nr_active(cache) == want, "%s: %lu active, %lu live",
		  cache->name, slab_nr_active(cache), want);
}

u32 slabs_used(u8 c)
{
	static struct page *seen[MAX_LIVE];
	u32 n = 0, k;

	for (u32 i = 0; i < nr_live; i++) {
		struct page *slab = virt_to_head_page(live[i].obj);

		if (live[i].cache != c)
			continue;
		for (k = 0; k < n && seen[k] != slab; k++)
			;
		seen[k] = slab;
		n = max(n, k + 1);
	}
	return n;
}

void slab_model_init(void)
{
	nr_live = live_bytes = 0;
	if (taken)
		return;
	taken = host_malloc(max_low_pfn << (PAGE_SHIFT - 2));
	memset(taken, 0, max_low_pfn << (PAGE_SHIFT - 2));
}
