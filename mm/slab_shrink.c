/*
 * slab_shrink.c - what no user has, back to the page allocator.
 *
 * Free objects wait in per-CPU arrays, and a few empty slabs on their list, for
 * the next need. When memory runs low (shrinker.c), or a cache ends, the arrays
 * are emptied on every CPU, and the empty slabs go.
 *
 * Invariant: when a shrink is back, none of the slabs that were empty when it
 * began to take them is left.
 * Locking: slab_caches_lock over a round through all caches.
 * Context: process for all CPUs' arrays; elsewhere this CPU's only.
 * Linux: kmem_cache_shrink() and cache_reap() in mm/slab.c.
 * gdb: `break shrink_caches`, `km-slab`.
 */
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/shrinker.h>
#include <linux/slab_def.h>
#include "slab.h"

/* The empty slabs of @cache, to the page allocator; how many pages. */
static unsigned long free_empty_slabs(struct kmem_cache *cache)
{
	LIST_HEAD(gone);
	unsigned long pages = take_empty_slabs(cache, &gone);

	free_slabs(cache, &gone);
	return pages;
}

int kmem_cache_shrink(struct kmem_cache *cache)
{
	if (preemptible())
		on_each_cpu(slab_drain_array, cache, 1);
	else
		slab_drain_array(cache);
	free_empty_slabs(cache);
	return READ_ONCE(cache->nr_slabs) != 0;
}
EXPORT_SYMBOL(kmem_cache_shrink);

static void drain_arrays(void *unused)
{
	struct kmem_cache *cache;
	unsigned long flags;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list)
		slab_drain_array(cache);
	spin_unlock_irqrestore(&slab_caches_lock, flags);
}

/* All caches give back what no user has; pages. */
static unsigned long shrink_caches(struct shrinker *shrinker,
				   struct shrink_control *sc)
{
	struct kmem_cache *cache;
	unsigned long flags, pages = 0;

	on_each_cpu(drain_arrays, NULL, 1);
	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list)
		pages += free_empty_slabs(cache);
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return pages;
}

/* It takes the arrays to be emptied to know: there may be something. */
static unsigned long count_caches(struct shrinker *shrinker,
				  struct shrink_control *sc)
{
	return 1;
}

static struct shrinker slab_shrinker = {
	.count_objects = count_caches,
	.scan_objects = shrink_caches,
	.seeks = DEFAULT_SEEKS,
};

static int __init slab_shrinker_init(void)
{
	return register_shrinker(&slab_shrinker);
}
core_initcall(slab_shrinker_init);
