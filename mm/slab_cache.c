/*
 * slab_cache.c - caches themselves: how a slab is laid out, made and ended.
 *
 * For each size the smallest slab is chosen that wastes less than a twentieth.
 * The list of all caches is what slabinfo shows. The caches that describe
 * caches come first, statically: cache_cache is the one of struct kmem_cache.
 *
 * Locking: slab_caches_lock for the list; cache->lock for a cache's slabs.
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
#define SLAB_MAX_ORDER	3U		/* as far as per-CPU page lists go */
#define OFF_SLAB_MIN	256		/* bytes of the smallest object so kept */

LIST_HEAD(slab_caches);
DEFINE_SPINLOCK(slab_caches_lock);

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

/* Objects that fit into 2^@order pages, beside their management or without. */
static unsigned int objects_in(unsigned int size, unsigned int order, bool off)
{
	unsigned long bytes = PAGE_SIZE << order;
	unsigned int num = bytes / size;

	if (off)
		return num;
	while (num && num * size + BITS_TO_LONGS(num) * sizeof(long) +
	       ALIGN(num, sizeof(long)) > bytes)
		num--;
	return num;
}

/* Management off the slab: for large objects, where it makes room for more. */
static bool choose_off_slab(unsigned int size, unsigned int order)
{
	return size >= OFF_SLAB_MIN &&
	       objects_in(size, order, true) > objects_in(size, order, false);
}

/* Bytes of the slab that no object has. */
static unsigned long slab_waste(unsigned int size, unsigned int order)
{
	return (PAGE_SIZE << order) - size *
	       objects_in(size, order, choose_off_slab(size, order));
}

/*
 * The smallest that wastes less than 1/20; else the one that wastes least. Of
 * tiny objects a page holds enough, and what is lost is their management.
 */
static unsigned int choose_order(unsigned int size)
{
	unsigned int first = get_order(size), order, best = first;

	if (size < 32)
		return 0;
	for (order = first; order <= max(first, SLAB_MAX_ORDER); order++) {
		unsigned long waste = slab_waste(size, order);

		if (waste * 20 <= PAGE_SIZE << order)
			return order;
		if (waste << best < slab_waste(size, best) << order)
			best = order;
	}
	return best;
}

/* Fill in @cache for objects of @size; the list and the lock come after. */
static void layout(struct kmem_cache *cache, size_t size, size_t align)
{
	unsigned long rest;
	bool off;

	cache->object_size = size;
	cache->align = align;
	cache->size = ALIGN(size, align);
	cache->order = choose_order(cache->size);
	off = choose_off_slab(cache->size, cache->order);
	cache->num = objects_in(cache->size, cache->order, off);
	cache->mgmt_cache = off ? own_cache(slab_mgmt_size(cache)) : NULL;
	cache->reciprocal = DIV_ROUND_UP_ULL(1ULL << 32, cache->size);
	rest = slab_waste(cache->size, cache->order);
	if (!off)
		rest -= BITS_TO_LONGS(cache->num) * sizeof(long) +
			ALIGN(cache->num, sizeof(long));
	cache->colours = min(rest, PAGE_SIZE) / cache->align + 1;
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

static int slab_enable_arrays(struct kmem_cache *cache)
{
	unsigned int limit = array_limit(cache), cpu;
	struct array_cache *array;

	for_each_possible_cpu(cpu) {
		array = kmem_cache_alloc(array_cache_of(cache), GFP_KERNEL);
		if (!array) {
			free_arrays(cache);
			return -ENOMEM;
		}
		array->avail = 0;
		array->limit = limit;
		array->batch = DIV_ROUND_UP(limit, 2);
		cache->array[cpu] = array;
	}
	return 0;
}

static void setup_cache(struct kmem_cache *cache, const char *name,
			size_t size, size_t align, unsigned long flags)
{
	unsigned long irqflags;

	strscpy(cache->name, name, sizeof(cache->name));
	cache->flags = flags;
	layout(cache, size, align);
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

/* At least a word; with SLAB_HWCACHE_ALIGN a cache line, if it is that large. */
static size_t object_align(size_t size, size_t align, unsigned long flags)
{
	align = max(align, sizeof(void *));
	if (flags & SLAB_HWCACHE_ALIGN)
		align = max(align, min_t(size_t, L1_CACHE_LINE,
					 roundup_pow_of_two(size)));
	return align;
}

static void remove_cache(struct kmem_cache *cache)
{
	unsigned long flags;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_del(&cache->list);
	spin_unlock_irqrestore(&slab_caches_lock, flags);
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

static void report_live(struct kmem_cache *cache, struct page *slab)
{
	for (unsigned int nr = 0; nr < cache->num; nr++)
		if (slab->slab_state[nr] == OBJ_IN_USE)
			pr_err("  object %u at %p is in use\n", nr,
			       slab_object(cache, slab, nr));
}

int kmem_cache_destroy(struct kmem_cache *cache)
{
	struct page *slab;

	might_sleep();
	if (!cache)
		return 0;
	kmem_cache_shrink(cache);
	if (cache->nr_out) {
		pr_err("BUG: kmem_cache_destroy %s: %lu objects remain, by %pS\n",
		       cache->name, cache->nr_out, (void *)_RET_IP_);
		list_for_each_entry(slab, &cache->partial, lru)
			report_live(cache, slab);
		list_for_each_entry(slab, &cache->full, lru)
			report_live(cache, slab);
		return -EBUSY;
	}
	if (cache->flags & SLAB_TYPESAFE_BY_RCU)
		rcu_barrier();
	free_arrays(cache);
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

/* What a slab says of itself; @list: where it is. */
static bool slab_is_sound(struct kmem_cache *cache, struct page *slab,
			  struct list_head *list)
{
	unsigned long *held = slab_bitmap(cache, slab);
	unsigned int free = 0;

	for (unsigned int nr = 0; nr < cache->num; nr++) {
		free += test_bit(nr, held);
		if (test_bit(nr, held) && slab->slab_state[nr] != OBJ_FREE)
			return false;
	}
	return PageSlab(slab) && slab->slab_cache == cache &&
	       slab->inuse + free == cache->num &&
	       list == (!free ? &cache->full :
			slab->inuse ? &cache->partial : &cache->empty);
}

static int check_list(struct kmem_cache *cache, struct list_head *list,
		      unsigned long *slabs, unsigned long *out)
{
	struct page *slab;
	int faults = 0;

	list_for_each_entry(slab, list, lru) {
		if (!slab_is_sound(cache, slab, list)) {
			dump_page(slab, "a slab that contradicts itself");
			faults++;
		}
		*out += slab->inuse;
		++*slabs;
	}
	return faults;
}

static int check_cache(struct kmem_cache *cache)
{
	unsigned long slabs = 0, out = 0, before;
	int faults;

	faults = check_list(cache, &cache->full, &slabs, &out);
	faults += check_list(cache, &cache->partial, &slabs, &out);
	before = slabs;
	faults += check_list(cache, &cache->empty, &slabs, &out);
	if (slabs != cache->nr_slabs || out != cache->nr_out ||
	    slabs - before != cache->nr_empty) {
		pr_err("cache %s: %lu slabs, %lu objects out by its lists, %lu and %lu in its books\n",
		       cache->name, slabs, out, cache->nr_slabs,
		       cache->nr_out);
		faults++;
	}
	return faults;
}

int slab_check_all(void)
{
	struct kmem_cache *cache;
	unsigned long flags;
	int faults = 0;

	list_for_each_entry(cache, &slab_caches, list) {
		spin_lock_irqsave(&cache->lock, flags);
		faults += check_cache(cache);
		spin_unlock_irqrestore(&cache->lock, flags);
	}
	return faults;
}
