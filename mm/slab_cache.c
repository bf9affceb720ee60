/*
 * slab_cache.c - caches themselves: made, given arrays, and ended.
 *
 *   kmem_cache_create() --> laid out --> listed --> an array for every CPU
 *   kmem_cache_destroy() -> shrunk, empty? ------> off the list --> freed
 *
 * The list of all caches is what slabinfo shows. The caches that describe
 * caches come first, statically: cache_cache is the one of struct kmem_cache.
 * How a slab is divided is slab_layout.c's.
 *
 * Invariants: a cache in the list is laid out and has an array for every CPU,
 * if only the common one, which is shut; its layout never changes.
 * Locking: slab_caches_lock for the list, and for what arrays a listed cache
 * has and whether they are open; cache->lock for a cache's slabs.
 * Context: process; creation and destruction may sleep.
 * Linux: mm/slab_common.c. gdb: `km-slab`, `p slab_caches`.
 */
#define pr_fmt(fmt) "slab: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab_def.h>
#include "internal.h"
#include "slab.h"

#define L1_CACHE_LINE	64

static struct kmem_cache cache_cache;

/*
 * What describes slabs and CPUs: management off the slab, and arrays. From
 * caches of our own, as kmalloc stands on ours.
 */
static const u16 own_size[] = { 8, 16, 32, 64, 96, 160, 224, 448, 976 };
static const char *const own_name[] = {
	"slab-8", "slab-16", "slab-32", "slab-64", "slab-96", "slab-160",
	"slab-224", "slab-448", "slab-976"
};
static struct kmem_cache own_caches[ARRAY_SIZE(own_size)];

static struct kmem_cache *own_cache(size_t size)
{
	unsigned int i = 0;

	while (own_size[i] < size)
		i++;
	BUG_ON(i >= ARRAY_SIZE(own_size));
	return &own_caches[i];
}

/* What every CPU has until it gets an array of its own. */
static struct array_cache array_off;

/* Objects in an array: fewer of larger ones, as they wait there for nobody. */
static unsigned int array_limit(const struct kmem_cache *cache)
{
	return cache->size >= 4 * PAGE_SIZE ? 1 :
	       cache->size >= PAGE_SIZE ? 8 : cache->size >= 1024 ? 24 :
	       cache->size >= 256 ? 54 : 120;
}

/* What holds now: a watched cache has no arrays, nor while hooks are on. */
static unsigned int array_limit_now(const struct kmem_cache *cache)
{
	return mm_hooks || slab_is_watched(cache) ? 0 : array_limit(cache);
}

static struct kmem_cache *array_cache_of(const struct kmem_cache *cache)
{
	return own_cache(sizeof(struct array_cache) + array_limit(cache) *
			 sizeof(struct free_object));
}

static void free_arrays(struct kmem_cache *cache)
{
	for (unsigned int cpu = 0; cpu < NR_CPUS; cpu++) {
		struct array_cache *array = cache->array[cpu];

		cache->array[cpu] = &array_off;
		if (array != &array_off)
			kmem_cache_free(array_cache_of(cache), array);
	}
}

/*
 * All arrays, shut at first; then opened together, under the lock, so that no
 * change of mm_hooks falls in between.
 */
static int slab_enable_arrays(struct kmem_cache *cache)
{
	struct array_cache *array;
	unsigned long flags;
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		array = kmem_cache_alloc(array_cache_of(cache), GFP_KERNEL);
		if (!array)
			return -ENOMEM;
		array->avail = array->limit = 0;
		array->batch = DIV_ROUND_UP(array_limit(cache), 2);
		smp_store_release(&cache->array[cpu], array);
	}
	spin_lock_irqsave(&slab_caches_lock, flags);
	for_each_possible_cpu(cpu)
		cache->array[cpu]->limit = array_limit_now(cache);
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return 0;
}

void slab_set_limits(void *unused)
{
	struct kmem_cache *cache;
	unsigned long flags;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list) {
		struct array_cache *array = cache->array[smp_processor_id()];

		if (array == &array_off)
			continue;
		array->limit = array_limit_now(cache);
		if (!array->limit)
			slab_drain_array(cache);
	}
	spin_unlock_irqrestore(&slab_caches_lock, flags);
}

static void setup_cache(struct kmem_cache *cache, const char *name,
			size_t size, size_t align, unsigned long flags)
{
	unsigned long irqflags;
	size_t mgmt;

	strscpy(cache->name, name, sizeof(cache->name));
	strreplace(cache->name, ' ', '_');	/* slabinfo's readers split */
	cache->flags = flags;
	mgmt = slab_layout(cache, size, align);
	cache->mgmt_cache = mgmt ? own_cache(mgmt) : NULL;
	cache->gfp = flags & SLAB_CACHE_DMA ? __GFP_DMA : 0;
	if (cache->order)
		cache->gfp |= __GFP_COMP;
	spin_lock_init(&cache->lock);
	INIT_LIST_HEAD(&cache->partial);
	INIT_LIST_HEAD(&cache->full);
	INIT_LIST_HEAD(&cache->empty);
	for (unsigned int cpu = 0; cpu < NR_CPUS; cpu++)
		cache->array[cpu] = &array_off;
	spin_lock_irqsave(&slab_caches_lock, irqflags);
	list_add_tail(&cache->list, &slab_caches);
	spin_unlock_irqrestore(&slab_caches_lock, irqflags);
}

/*
 * At least a word; with SLAB_HWCACHE_ALIGN a cache line, if it is that large.
 */
static size_t object_align(size_t size, size_t align, unsigned long flags)
{
	align = max(align, sizeof(void *));
	if (flags & SLAB_HWCACHE_ALIGN)
		align = max(align, min_t(size_t, L1_CACHE_LINE,
					 roundup_pow_of_two(size)));
	return align;
}

/*
 * Off the list first: who asks for idle memory back (slab_shrink.c) may be at
 * work in the arrays, or hand slabs to RCU, until then.
 */
static void remove_cache(struct kmem_cache *cache)
{
	unsigned long flags;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_del(&cache->list);
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	if (cache->flags & SLAB_TYPESAFE_BY_RCU)
		rcu_barrier();
	free_arrays(cache);
	kmem_cache_free(&cache_cache, cache);
}

static bool bad_cache(const char *name, size_t size, size_t align)
{
	if (name && size && size <= KMALLOC_MAX_SIZE && align <= PAGE_SIZE &&
	    !(align & (align - 1)))
		return false;
	pr_warn("no cache \"%s\" of size %zu, align %zu\n", name ?: "(null)",
		size, align);
	return true;
}

static struct kmem_cache *make_cache(const char *name, size_t size,
				     size_t align, unsigned long flags,
				     slab_ctor ctor, enum ctor_form form,
				     slab_old_fn dtor)
{
	struct kmem_cache *cache;

	if (bad_cache(name, size, align))
		return NULL;
	cache = kmem_cache_zalloc(&cache_cache, GFP_KERNEL);
	if (!cache)
		return NULL;
	cache->ctor = ctor;
	cache->ctor_form = form;
	cache->dtor = dtor;
	flags = slab_debug_flags(name, flags);
	setup_cache(cache, name, size, object_align(size, align, flags), flags);
	if (!(flags & SLAB_CACHE_DMA) && slab_enable_arrays(cache)) {
		remove_cache(cache);
		return NULL;
	}
	return cache;
}

struct kmem_cache *kmem_cache_create_any(const char *name, size_t size,
					 size_t align, unsigned long flags,
					 slab_ctor ctor, enum ctor_form form,
					 slab_old_fn dtor)
{
	struct kmem_cache *cache;

	might_sleep();
	cache = make_cache(name, size, align, flags, ctor, form, dtor);
	if (!cache && (flags & SLAB_PANIC))
		panic("no cache \"%s\" of size %zu", name ?: "(null)", size);
	return cache;
}
EXPORT_SYMBOL(kmem_cache_create_any);

/* For who takes its address. */
struct kmem_cache *(kmem_cache_create)(const char *name, size_t size,
				       size_t align, unsigned long flags,
				       void (*ctor)(void *))
{
	return kmem_cache_create_any(name, size, align, flags, ctor,
				     CTOR_OF_OBJECT, NULL);
}
EXPORT_SYMBOL(kmem_cache_create);

int kmem_cache_destroy(struct kmem_cache *cache)
{
	might_sleep();
	if (!cache)
		return 0;
	kmem_cache_shrink(cache);
	if (cache->nr_out) {
		slab_report_live(cache, _RET_IP_);
		return -EBUSY;
	}
	remove_cache(cache);
	return 0;
}
EXPORT_SYMBOL(kmem_cache_destroy);

unsigned int kmem_cache_size(struct kmem_cache *cache)
{
	return cache->object_size;
}
EXPORT_SYMBOL(kmem_cache_size);

const char *kmem_cache_name(struct kmem_cache *cache)
{
	return cache->name;
}
EXPORT_SYMBOL(kmem_cache_name);

/*
 * Make a cache in place, for those that exist before kmem_cache_create can.
 * Objects are aligned to the largest power of two in their size.
 */
void __init create_boot_cache(struct kmem_cache *cache, const char *name,
			      size_t size, unsigned long flags)
{
	setup_cache(cache, name, size, size & -size, flags);
}

void __init kmem_cache_init(void)
{
	for (int i = 0; i < ARRAY_SIZE(own_size); i++) {
		create_boot_cache(&own_caches[i], own_name[i], own_size[i], 0);
		BUG_ON(own_caches[i].mgmt_cache);
	}
	create_boot_cache(&cache_cache, "kmem_cache",
			  ALIGN(sizeof(struct kmem_cache), L1_CACHE_LINE), 0);
}

/* Now that kmalloc works, on every cache that was there before it. */
void __init slab_enable_boot_arrays(void)
{
	struct kmem_cache *cache;

	list_for_each_entry(cache, &slab_caches, list)
		if (!(cache->flags & SLAB_CACHE_DMA) &&
		    slab_enable_arrays(cache))
			panic("no memory for the arrays of %s", cache->name);
}
