/*
 * slab_check.c - what must be true of caches and slabs, looked at as a whole.
 *
 * The suites call it after each test, and a cache with SLAB_CONSISTENCY_CHECKS
 * for the slab in hand at each use.
 *
 * Invariants looked at: those that slab.c and slab_lists.c name; nothing is
 * changed, and what contradicts itself is printed.
 * Locking: slab_caches_lock, and inside it cache->lock of one at a time.
 * Context: any.
 * Linux: validate_slab() in mm/slub.c. gdb: `break slab_check_all`, `km-slab`.
 */
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>
#include "slab.h"

bool slab_is_sound(const struct kmem_cache *cache, const struct page *slab)
{
	unsigned long *held = slab_bitmap(cache, slab);
	unsigned int free = 0;

	for (unsigned int nr = 0; nr < cache->num; nr++) {
		free += test_bit(nr, held);
		if (test_bit(nr, held) && slab->slab_state[nr] != OBJ_FREE)
			return false;
	}
	return PageSlab(slab) && slab->slab_cache == cache &&
	       slab->inuse + free == cache->num;
}

/* Where a slab belongs. */
static struct list_head *list_of(struct kmem_cache *cache,
				 const struct page *slab)
{
	return slab->inuse == cache->num ? &cache->full :
	       slab->inuse ? &cache->partial : &cache->empty;
}

static int check_list(struct kmem_cache *cache, struct list_head *list,
		      unsigned long *slabs, unsigned long *out)
{
	struct page *slab;
	int faults = 0;

	list_for_each_entry(slab, list, lru) {
		if (!slab_is_sound(cache, slab) ||
		    list != list_of(cache, slab)) {
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

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list) {
		spin_lock(&cache->lock);
		faults += check_cache(cache);
		spin_unlock(&cache->lock);
	}
	spin_unlock_irqrestore(&slab_caches_lock, flags);
	return faults;
}
