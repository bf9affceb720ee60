/*
 * slab_lists.c - the slabs of a cache, by how many of their objects are out.
 *
 *   empty  (none out)  <-->  partial (some out)  <-->  full (all out)
 *
 * A slab says with a bit for each object whether it still holds it. Objects are
 * taken from partial slabs first, then from empty ones: so used ones gather in
 * few slabs, and others become empty and can go back to the page allocator.
 *
 * Invariants: slab->inuse + set bits = cache->num; which list a slab is on
 * follows from slab->inuse; nr_slabs, nr_empty and nr_out count the lists.
 * Locking: cache->lock, interrupts off, held by the caller or taken here;
 * slab_caches_lock for the list of all caches.
 * Context: any. Linux: the lists of struct kmem_cache_node in mm/slab.c.
 * gdb: `break take_objects`, `km-slab CACHE`.
 */
#include <linux/mm.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>
#include "slab.h"

LIST_HEAD(slab_caches);
DEFINE_SPINLOCK(slab_caches_lock);

unsigned long *slab_bitmap(const struct kmem_cache *cache,
			   const struct page *slab)
{
	return (unsigned long *)slab->slab_state - BITS_TO_LONGS(cache->num);
}

void *slab_object(const struct kmem_cache *cache, const struct page *slab,
		  unsigned int nr)
{
	return slab->s_mem + nr * cache->size;
}

int slab_object_nr(const struct kmem_cache *cache, const struct page *slab,
		   const void *obj)
{
	unsigned long offset = obj - slab->s_mem;
	unsigned long nr = offset / cache->size;

	return nr < cache->num && nr * cache->size == offset ? (int)nr : -1;
}

unsigned long slab_nr_active(const struct kmem_cache *cache)
{
	unsigned long waiting = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		waiting += READ_ONCE(cache->array[cpu]->avail);
	return cache->nr_out - min(waiting, cache->nr_out);
}

/*
 * Objects of @slab into @to[@left - 1] and so down, the lowest first, as arrays
 * are emptied from their end. How many are still wanted.
 */
static noinline unsigned int take_run(struct kmem_cache *cache,
				      struct page *slab,
				      struct free_object *to, unsigned int left)
{
	unsigned long *word = slab_bitmap(cache, slab);
	unsigned int want = left, size = cache->size;

	OPTIMIZER_HIDE_VAR(size);
	for (unsigned int base = 0; left && base < cache->num;
	     base += BITS_PER_LONG, word++) {
		void *obj = slab_object(cache, slab, base);
		u8 *state = slab->slab_state + base;
		unsigned long bits = *word, nr;

		/* else the compiler computes both anew for each object */
		OPTIMIZER_HIDE_VAR(obj);
		OPTIMIZER_HIDE_VAR(state);
		while (bits && left) {
			nr = __ffs(bits);
			bits &= bits - 1;
			left--;
			to[left].state = state + nr;
			to[left].obj = obj + nr * size;
		}
		*word = bits;
	}
	slab->inuse += want - left;
	return left;
}

unsigned int take_objects(struct kmem_cache *cache, struct free_object *to,
			  unsigned int want)
{
	unsigned int left = want;

	while (left) {
		bool partial = !list_empty(&cache->partial);
		struct page *slab;

		if (!partial && list_empty(&cache->empty))
			break;
		slab = list_first_entry(partial ? &cache->partial :
					&cache->empty, struct page, lru);
		left = take_run(cache, slab, to, left);
		if (!partial)
			cache->nr_empty--;
		if (slab->inuse == cache->num)
			list_move(&slab->lru, &cache->full);
		else if (!partial)
			list_move(&slab->lru, &cache->partial);
	}
	if (left)
		memmove(to, to + left, (want - left) * sizeof(*to));
	cache->nr_out += want - left;
	return want - left;
}

/* Objects of @slab back to it, from @from to the first that is another's. */
static noinline const struct free_object *
give_run(struct kmem_cache *cache, struct page *slab,
	 const struct free_object *from, const struct free_object *end)
{
	unsigned long *bitmap = slab_bitmap(cache, slab);
	const struct free_object *first = from;
	u8 *state = slab->slab_state;
	unsigned int num = cache->num;
	unsigned long nr;

	while (from < end && (nr = from->state - state) < num) {
		__set_bit(nr, bitmap);
		from++;
	}
	slab->inuse -= from - first;
	return from;
}

/* @slab got objects back: onto the list that fits, or away if that is long. */
static void relist(struct kmem_cache *cache, struct page *slab, bool was_full,
		   struct list_head *surplus)
{
	if (slab->inuse) {
		if (was_full)
			list_move(&slab->lru, &cache->partial);
	} else if (!surplus ||
		   cache->nr_empty < SLAB_KEEP_PAGES >> cache->order) {
		list_move(&slab->lru, &cache->empty);
		cache->nr_empty++;
	} else {
		list_move(&slab->lru, surplus);
		cache->nr_slabs--;
	}
}

void give_objects(struct kmem_cache *cache, const struct free_object *from,
		  unsigned int n, struct list_head *surplus)
{
	const struct free_object *end = from + n;

	spin_lock(&cache->lock);
	cache->nr_out -= n;
	while (from < end) {
		struct page *slab = virt_to_head_page(from->obj);
		bool was_full = slab->inuse == cache->num;

		from = give_run(cache, slab, from, end);
		relist(cache, slab, was_full, surplus);
	}
	spin_unlock(&cache->lock);
}

void add_slab(struct kmem_cache *cache, struct page *slab)
{
	unsigned long flags;

	spin_lock_irqsave(&cache->lock, flags);
	list_add(&slab->lru, &cache->empty);
	cache->nr_slabs++;
	cache->nr_empty++;
	spin_unlock_irqrestore(&cache->lock, flags);
}

unsigned long take_empty_slabs(struct kmem_cache *cache,
			       struct list_head *slabs)
{
	unsigned long flags, pages;

	spin_lock_irqsave(&cache->lock, flags);
	list_splice_init(&cache->empty, slabs);
	pages = cache->nr_empty << cache->order;
	cache->nr_slabs -= cache->nr_empty;
	cache->nr_empty = 0;
	spin_unlock_irqrestore(&cache->lock, flags);
	return pages;
}
