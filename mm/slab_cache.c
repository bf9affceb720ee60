/*
 * slab_cache.c - caches themselves: how a slab is laid out, made and ended.
 *
 * For each size the smallest slab is chosen that wastes less than an eighth.
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
#include <linux/sched.h>
#include <linux/slab_def.h>
#include "internal.h"

#define L1_CACHE_LINE	64
#define SLAB_MAX_ORDER	5		/* 128 KB: kmalloc's largest */

LIST_HEAD(slab_caches);
DEFINE_SPINLOCK(slab_caches_lock);

static struct kmem_cache cache_cache;

/* Objects that fit into 2^@order pages beside their bitmap. */
static unsigned int objects_in(unsigned int size, unsigned int order)
{
	unsigned long bytes = PAGE_SIZE << order;
	unsigned int num = bytes / size;

	if (num <= BITS_PER_LONG)
		return num;
	while (num * size + BITS_TO_LONGS(num) * sizeof(long) > bytes)
		num--;
	return num;
}

/* Bytes of the slab that no object has. */
static unsigned long slab_waste(unsigned int size, unsigned int order)
{
	return (PAGE_SIZE << order) - objects_in(size, order) * size;
}

static unsigned int choose_order(unsigned int size)
{
	unsigned int order = get_order(size);

	while (order < SLAB_MAX_ORDER &&
	       slab_waste(size, order) > (PAGE_SIZE << order) / 8)
		order++;
	return order;
}

/* Fill in @cache for objects of @size; the list and the lock come after. */
static void layout(struct kmem_cache *cache, size_t size, size_t align)
{
	unsigned long rest;

	cache->object_size = size;
	cache->align = align;
	cache->size = ALIGN(size, align);
	cache->order = choose_order(cache->size);
	cache->num = objects_in(cache->size, cache->order);
	cache->reciprocal = DIV_ROUND_UP_ULL(1ULL << 32, cache->size);
	rest = slab_waste(cache->size, cache->order);
	if (cache->num > BITS_PER_LONG)
		rest -= BITS_TO_LONGS(cache->num) * sizeof(long);
	cache->colours = rest / cache->align + 1;
}

static void setup_cache(struct kmem_cache *cache, const char *name,
			size_t size, size_t align, unsigned long flags,
			void (*ctor)(void *))
{
	unsigned long irqflags;

	strscpy(cache->name, name, sizeof(cache->name));
	cache->flags = flags;
	cache->ctor = ctor;
	layout(cache, size, align);
	cache->gfp = flags & SLAB_CACHE_DMA ? __GFP_DMA : 0;
	if (cache->order)
		cache->gfp |= __GFP_COMP;
	spin_lock_init(&cache->lock);
	INIT_LIST_HEAD(&cache->partial);
	INIT_LIST_HEAD(&cache->full);
	INIT_LIST_HEAD(&cache->empty);
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

struct kmem_cache *kmem_cache_create(const char *name, size_t size,
				     size_t align, unsigned long flags,
				     void (*ctor)(void *))
{
	struct kmem_cache *cache = NULL;

	might_sleep();
	if (!name || !size || size > KMALLOC_MAX_SIZE || align > PAGE_SIZE ||
	    (align & (align - 1)))
		pr_warn("no cache \"%s\" of size %zu, align %zu\n",
			name ?: "(null)", size, align);
	else
		cache = kmem_cache_zalloc(&cache_cache, GFP_KERNEL);
	if (cache)
		setup_cache(cache, name, size, object_align(size, align, flags),
			    flags, ctor);
	else if (flags & SLAB_PANIC)
		panic("no cache \"%s\" of size %zu", name ?: "(null)", size);
	return cache;
}
EXPORT_SYMBOL(kmem_cache_create);

static void report_live(struct kmem_cache *cache, struct page *slab)
{
	unsigned long *free = slab_bitmap(cache, slab);

	for (unsigned int nr = 0; nr < cache->num; nr++)
		if (!test_bit(nr, free))
			pr_err("  object %u at %p is in use\n", nr,
			       slab_object(cache, slab, nr));
}

int kmem_cache_destroy(struct kmem_cache *cache)
{
	unsigned long flags;
	struct page *slab;

	might_sleep();
	if (!cache)
		return 0;
	if (cache->nr_active) {
		pr_err("BUG: kmem_cache_destroy %s: %lu objects remain, by %pS\n",
		       cache->name, cache->nr_active, (void *)_RET_IP_);
		list_for_each_entry(slab, &cache->partial, lru)
			report_live(cache, slab);
		list_for_each_entry(slab, &cache->full, lru)
			report_live(cache, slab);
		return -EBUSY;
	}
	kmem_cache_shrink(cache);
	spin_lock_irqsave(&slab_caches_lock, flags);
	list_del(&cache->list);
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	kmem_cache_free(&cache_cache, cache);
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

/* Make a cache in place, for those that exist before kmem_cache_create can. */
void __init create_boot_cache(struct kmem_cache *cache, const char *name,
			      size_t size, unsigned long flags)
{
	size_t align = is_power_of_2(size) ? size : ARCH_KMALLOC_MINALIGN;

	setup_cache(cache, name, size, align, flags, NULL);
}

void __init kmem_cache_init(void)
{
	create_boot_cache(&cache_cache, "kmem_cache",
			  sizeof(struct kmem_cache), 0);
}

static int check_list(struct kmem_cache *cache, struct list_head *list,
		      unsigned long *slabs, unsigned long *active)
{
	struct page *slab;
	int faults = 0;

	list_for_each_entry(slab, list, lru) {
		unsigned long *bits = slab_bitmap(cache, slab);
		unsigned int free = 0;
		bool placed;

		for (unsigned int i = 0; i < BITS_TO_LONGS(cache->num); i++)
			free += hweight_long(bits[i]);
		placed = list == &cache->full ? !free :
			 list == &cache->empty ? !slab->inuse :
			 free && slab->inuse;
		if (!PageSlab(slab) || slab->slab_cache != cache || !placed ||
		    slab->inuse + free != cache->num) {
			dump_page(slab, "a slab that contradicts itself");
			faults++;
		}
		*active += slab->inuse;
		++*slabs;
	}
	return faults;
}

static int check_cache(struct kmem_cache *cache)
{
	unsigned long slabs = 0, active = 0, before;
	int faults;

	faults = check_list(cache, &cache->full, &slabs, &active);
	faults += check_list(cache, &cache->partial, &slabs, &active);
	before = slabs;
	faults += check_list(cache, &cache->empty, &slabs, &active);
	if (slabs != cache->nr_slabs || active != cache->nr_active ||
	    slabs - before != cache->nr_empty) {
		pr_err("cache %s: %lu slabs, %lu active on its lists, %lu and %lu in its books\n",
		       cache->name, slabs, active, cache->nr_slabs,
		       cache->nr_active);
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
