/*
 * slab.c - objects of one size, from slabs: allocation and free.
 *
 * A cache owns slabs; a slab is a page (or 2^order of them) cut into objects:
 *
 *   |colour|object 0|object 1| ... |object num-1|  rest  |bitmap|
 *
 * Which objects are free is a bitmap, one bit each: in the slab's struct page
 * when there are at most 32, else at the slab's end. Nothing is ever written
 * into a free object, so a constructed one keeps its state; and a free of what
 * is free already shows by its bit. An object is taken from a partial slab,
 * else from an empty one, else from a new one: so used objects gather in few
 * slabs and others become empty and can go back to the page allocator.
 * Each new slab starts its objects a little further (its colour), so that equal
 * objects of different slabs don't compete for the same cache lines.
 *
 * Invariants (slab_check_all): the three lists hold slabs by the number of
 * used objects; inuse + free bits = num; nr_* agree with the lists.
 *
 * Locking: cache->lock, interrupts off; constructors and the page allocator
 * are called without it. Context: any, with the mask that fits.
 * Linux: mm/slab.c. gdb: `break kmem_cache_alloc`, `p *cache`, `km-slab`.
 */
#define pr_fmt(fmt) "slab: " fmt

#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab_def.h>
#include "internal.h"

/* Empty slabs that a cache keeps for its next need. */
#define EMPTY_KEEP	2

unsigned long *slab_bitmap(const struct kmem_cache *cache, struct page *slab)
{
	char *end = (char *)page_address(slab) + (PAGE_SIZE << cache->order);

	if (cache->num <= BITS_PER_LONG)
		return &slab->free_bits;
	return (unsigned long *)end - BITS_TO_LONGS(cache->num);
}

void *slab_object(const struct kmem_cache *cache, struct page *slab,
		  unsigned int nr)
{
	return (char *)page_address(slab) + slab->colour_off +
	       nr * cache->size;
}

/* Division by the size is a product with its reciprocal, rounded up. */
int slab_object_nr(const struct kmem_cache *cache, struct page *slab,
		   const void *obj)
{
	u32 offset = (const char *)obj - (char *)page_address(slab) -
		     slab->colour_off;
	u32 nr = ((u64)offset * cache->reciprocal) >> 32;

	return nr < cache->num && nr * cache->size == offset ? (int)nr : -1;
}

/* Which list a slab belongs on. */
static struct list_head *list_for(struct kmem_cache *cache,
				  const struct page *slab)
{
	if (slab->inuse == cache->num)
		return &cache->full;
	return slab->inuse ? &cache->partial : &cache->empty;
}

/* A new slab, all objects free and constructed, on no list yet; or NULL. */
static struct page *new_slab(struct kmem_cache *cache, gfp_t gfp)
{
	struct page *slab = alloc_pages((gfp & ~(__GFP_ZERO | __GFP_HIGHMEM)) |
					cache->gfp, cache->order);
	unsigned long *free;
	unsigned int colour;

	if (!slab)
		return NULL;
	colour = cache->colour_next;
	cache->colour_next = (colour + 1) % cache->colours;
	__SetPageSlab(slab);
	slab->slab_cache = cache;
	slab->inuse = 0;
	slab->colour_off = colour * cache->align;
	free = slab_bitmap(cache, slab);
	memset(free, 0, BITS_TO_LONGS(cache->num) * sizeof(*free));
	for (unsigned int nr = 0; nr < cache->num; nr++) {
		__set_bit(nr, free);
		if (cache->ctor)
			cache->ctor(slab_object(cache, slab, nr));
	}
	return slab;
}

static void free_slab(struct kmem_cache *cache, struct page *slab)
{
	__ClearPageSlab(slab);
	slab->slab_cache = NULL;
	slab->private = 0;
	__free_pages(slab, cache->order);
}

/* Take a free object of @slab, which has one. Under cache->lock. */
static void *take_object(struct kmem_cache *cache, struct page *slab)
{
	unsigned long *word = slab_bitmap(cache, slab);
	unsigned int base = 0, nr;

	for (; !*word; word++)
		base += BITS_PER_LONG;
	nr = base + __ffs(*word);
	*word &= *word - 1;
	slab->inuse++;
	cache->nr_active++;
	return slab_object(cache, slab, nr);
}

/* An object of the slabs there are, or NULL. Under cache->lock. */
static void *__cache_alloc(struct kmem_cache *cache)
{
	struct page *slab;
	void *obj;

	if (!list_empty(&cache->partial)) {
		slab = list_first_entry(&cache->partial, struct page, lru);
	} else if (!list_empty(&cache->empty)) {
		slab = list_first_entry(&cache->empty, struct page, lru);
		cache->nr_empty--;
		list_move(&slab->lru, &cache->partial);
	} else {
		return NULL;
	}
	obj = take_object(cache, slab);
	if (slab->inuse == cache->num)
		list_move(&slab->lru, &cache->full);
	return obj;
}

/* Nothing left: one more slab, made without the lock. */
static noinline void *cache_grow_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	struct page *slab = new_slab(cache, gfp);
	unsigned long flags;
	void *obj;

	if (!slab)
		return NULL;
	spin_lock_irqsave(&cache->lock, flags);
	list_add(&slab->lru, &cache->empty);
	cache->nr_slabs++;
	cache->nr_empty++;
	obj = __cache_alloc(cache);
	spin_unlock_irqrestore(&cache->lock, flags);
	return obj;
}

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	unsigned long flags;
	void *obj;

	might_sleep_if(gfp & __GFP_WAIT);
	spin_lock_irqsave(&cache->lock, flags);
	obj = __cache_alloc(cache);
	spin_unlock_irqrestore(&cache->lock, flags);
	if (unlikely(!obj))
		obj = cache_grow_alloc(cache, gfp);
	if (unlikely(gfp & __GFP_ZERO) && obj)
		memset(obj, 0, cache->object_size);
	return obj;
}
EXPORT_SYMBOL(kmem_cache_alloc);

void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp)
{
	return kmem_cache_alloc(cache, gfp | __GFP_ZERO);
}
EXPORT_SYMBOL(kmem_cache_zalloc);

static noinline void bad_object(const struct kmem_cache *cache,
				const void *obj, const char *what,
				unsigned long caller)
{
	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: cache %s: %s: %p, by %pS\n",
		 cache ? cache->name : "?", what, obj, (void *)caller);
	dump_stack();
}

/* Back onto the list that fits; a surplus of empty slabs leaves the cache. */
static struct page *resort(struct kmem_cache *cache, struct page *slab)
{
	list_move(&slab->lru, list_for(cache, slab));
	if (slab->inuse)
		return NULL;
	if (++cache->nr_empty <= EMPTY_KEEP)
		return NULL;
	list_del(&slab->lru);
	cache->nr_empty--;
	cache->nr_slabs--;
	return slab;
}

/* Free @obj of @slab, a slab of @cache; @caller is named in reports. */
void slab_free(struct kmem_cache *cache, struct page *slab, void *obj,
	       unsigned long caller)
{
	int nr = slab_object_nr(cache, slab, obj);
	struct page *surplus = NULL;
	unsigned long flags;
	bool was_free;

	if (unlikely(nr < 0)) {
		bad_object(cache, obj, "free of what is not the start of an object",
			   caller);
		return;
	}
	spin_lock_irqsave(&cache->lock, flags);
	was_free = __test_and_set_bit(nr, slab_bitmap(cache, slab));
	if (likely(!was_free)) {
		bool was_full = slab->inuse == cache->num;

		slab->inuse--;
		cache->nr_active--;
		if (was_full || !slab->inuse)
			surplus = resort(cache, slab);
	}
	spin_unlock_irqrestore(&cache->lock, flags);
	if (unlikely(was_free))
		bad_object(cache, obj, "free of an object that is free (double free)",
			   caller);
	if (surplus)
		free_slab(cache, surplus);
}

void kmem_cache_free(struct kmem_cache *cache, void *obj)
{
	struct page *slab;

	if (unlikely(!virt_addr_valid(obj))) {
		bad_object(cache, obj, "free of what is not in low memory",
			   _RET_IP_);
		return;
	}
	slab = virt_to_head_page(obj);
	if (unlikely(!PageSlab(slab) || slab->slab_cache != cache))
		bad_object(cache, obj, PageSlab(slab) ?
			   "free into the wrong cache" :
			   "free of what is not in a slab", _RET_IP_);
	else
		slab_free(cache, slab, obj, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_free);

int kmem_cache_shrink(struct kmem_cache *cache)
{
	struct page *slab, *next;
	unsigned long flags;
	LIST_HEAD(gone);
	int pages = 0;

	spin_lock_irqsave(&cache->lock, flags);
	list_splice_init(&cache->empty, &gone);
	cache->nr_slabs -= cache->nr_empty;
	cache->nr_empty = 0;
	spin_unlock_irqrestore(&cache->lock, flags);
	list_for_each_entry_safe(slab, next, &gone, lru) {
		free_slab(cache, slab);
		pages += 1 << cache->order;
	}
	return pages;
}
EXPORT_SYMBOL(kmem_cache_shrink);
