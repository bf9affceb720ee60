/*
 * slab.c - objects of one size, from slabs by way of per-CPU arrays.
 *
 *   kmem_cache_alloc()  --pop-->  array of this CPU        (slab.h, no lock)
 *   kmem_cache_free()   -push->     | empty: a batch in    ^ full: a batch out
 *                                   v      cache->lock     |
 *                                 slabs: partial, then empty, then a new one
 *
 * A cache owns slabs; a slab is a page (or 2^order of them) cut into objects,
 * and has two words for each of them in its management:
 *
 *   |colour|object 0|object 1| ... |object num-1| rest |bitmap|state bytes|
 *
 *   bitmap	a bit is set while the slab itself holds the object
 *   state	OBJ_IN_USE while a user has it: so a second free shows at once,
 *		wherever the object waits since the first, and nothing is ever
 *		written into a free object: a constructed one keeps its state
 *
 * Large objects would not fit a page any more beside it, so their management is
 * off the slab, in a cache of its own. Each new slab starts its objects a
 * little further (its colour), so that equal objects of different slabs don't
 * compete for the same cache lines. Which slab an object comes from:
 * slab_lists.c.
 *
 * An array with a limit of 0 is shut: then each allocation and each free comes
 * by the slow way here, one object at a time, and the instruments see it:
 * debug/slab_debug.c of a watched cache, those of debug/hooks.c of all.
 *
 * Invariants (slab_check_all): what a slab or an array holds is OBJ_FREE; a
 * shut array is empty.
 *
 * Locking: cache->lock, interrupts off; constructors and the page allocator
 * are called without it. Context: any, with the mask that fits.
 * Linux: mm/slab.c. gdb: `break slab_alloc_slow`, `p *cache`, `km-slab`.
 */
#define pr_fmt(fmt) "slab: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include "internal.h"
#include "slab.h"

/* ---- slabs ---- */

/* Where the management of a slab at @base goes; NULL: no memory. */
static unsigned long *mgmt_alloc(struct kmem_cache *cache, char *base,
				 gfp_t gfp)
{
	if (cache->mgmt_cache)
		return kmem_cache_alloc(cache->mgmt_cache,
					gfp & ~(__GFP_ZERO | GFP_ZONEMASK));
	return (unsigned long *)(base + (PAGE_SIZE << cache->order) -
				 slab_mgmt_bytes(cache->num,
						 slab_is_watched(cache)));
}

static void construct(struct kmem_cache *cache, void *obj)
{
	switch (cache->ctor_form) {
	case CTOR_OF_OBJECT:
		cache->ctor.of_object(obj);
		break;
	case CTOR_OF_CACHE:
		cache->ctor.of_cache(cache, obj);
		break;
	case CTOR_OF_OLD:
		cache->ctor.of_old(obj, cache, SLAB_CTOR_CONSTRUCTOR |
				   (preemptible() ? 0 : SLAB_CTOR_ATOMIC));
		break;
	}
}

/* All objects free, constructed, and held by the slab. */
static void init_objects(struct kmem_cache *cache, struct page *slab)
{
	unsigned long *bitmap = slab_bitmap(cache, slab);
	unsigned int nr, words = cache->num / BITS_PER_LONG;

	memset(bitmap, 0xff, words * sizeof(long));
	if (cache->num % BITS_PER_LONG)
		bitmap[words] = (1UL << cache->num % BITS_PER_LONG) - 1;
	memset(slab->slab_state, OBJ_FREE, cache->num);
	if (slab_is_watched(cache))
		slab_debug_new(cache, slab);
	for (nr = 0; cache->ctor.of_object && nr < cache->num; nr++)
		construct(cache, slab_object(cache, slab, nr));
}

/* A new slab, on no list yet; or NULL. */
static struct page *new_slab(struct kmem_cache *cache, gfp_t gfp)
{
	struct page *slab = alloc_pages((gfp & ~(__GFP_ZERO | __GFP_HIGHMEM)) |
					cache->gfp, cache->order);
	unsigned int colour = READ_ONCE(cache->colour_next);
	unsigned long *bitmap;

	if (!slab)
		return NULL;
	bitmap = mgmt_alloc(cache, slab->virtual, gfp);
	if (!bitmap) {
		__free_pages(slab, cache->order);
		return NULL;
	}
	if (unlikely(mm_hooks & MM_KMEMLEAK)) {
		kmemleak_ignore(slab);	/* its objects are what counts */
		kmemleak_ignore(bitmap);
	}
	__SetPageSlab(slab);
	slab->slab_cache = cache;
	slab->inuse = 0;
	slab->s_mem = slab->virtual + cache->red_left + colour * cache->align;
	/* no lock: two slabs at once may have the same colour, no more */
	WRITE_ONCE(cache->colour_next, (colour + 1) % cache->colours);
	slab->slab_state = (u8 *)(bitmap + BITS_TO_LONGS(cache->num));
	init_objects(cache, slab);
	return slab;
}

static void free_slab_now(struct page *slab)
{
	struct kmem_cache *cache = slab->slab_cache;

	for (unsigned int nr = 0; cache->dtor && nr < cache->num; nr++)
		cache->dtor(slab_object(cache, slab, nr), cache, 0);
	if (cache->mgmt_cache)
		kmem_cache_free(cache->mgmt_cache, slab_bitmap(cache, slab));
	__ClearPageSlab(slab);
	slab->slab_cache = NULL;
	atomic_set(&slab->_mapcount, -1);
	__free_pages(slab, cache->order);
}

static void free_slab_rcu(struct rcu_head *head)
{
	free_slab_now(container_of(head, struct page, rcu_head));
}

static void free_slab(struct kmem_cache *cache, struct page *slab)
{
	if (slab_is_watched(cache))
		slab_debug_gone(cache, slab);
	if (cache->flags & SLAB_TYPESAFE_BY_RCU)
		call_rcu(&slab->rcu_head, free_slab_rcu);
	else
		free_slab_now(slab);
}

void free_slabs(struct kmem_cache *cache, struct list_head *slabs)
{
	struct page *slab, *next;

	list_for_each_entry_safe(slab, next, slabs, lru)
		free_slab(cache, slab);
}

/* ---- from slabs to an array ---- */

/* One more slab for @cache; false: no memory. */
static bool cache_grow(struct kmem_cache *cache, gfp_t gfp)
{
	struct page *slab = new_slab(cache, gfp);

	if (slab)
		add_slab(cache, slab);
	return slab;
}

/* A batch into this CPU's empty array, and one object out of it; or NULL. */
static void *refill(struct kmem_cache *cache)
{
	struct free_object one = { };
	struct array_cache *array;
	unsigned long flags;

	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	spin_lock(&cache->lock);
	if (!array->limit)
		take_objects(cache, &one, 1);
	else if (!array->avail)		/* no interrupt has refilled it */
		array->avail = take_objects(cache, array->entry, array->batch);
	spin_unlock(&cache->lock);
	if (array->avail)
		one = array->entry[--array->avail];
	if (one.obj)
		*one.state = OBJ_IN_USE;
	local_irq_restore(flags);
	return one.obj;
}

noinline void *slab_finish_alloc(void *obj, gfp_t gfp, unsigned long caller)
{
	if ((gfp & __GFP_WAIT) && (preempt_count() || irqs_disabled()))
		__might_sleep("an allocation with __GFP_WAIT", caller);
	if ((gfp & __GFP_ZERO) && obj)
		memset(obj, 0, slab_of(obj)->slab_cache->object_size);
	return obj;
}

/* Poison comes before zeroes. */
static bool may_init(const struct kmem_cache *cache)
{
	return slab_may_wipe(cache) && !(cache->flags & SLAB_POISON);
}

/* What the instruments make of a new object; the mask for what is left. */
static gfp_t watch_alloc(struct kmem_cache *cache, void *obj, gfp_t gfp,
			 size_t asked, unsigned long caller)
{
	if (slab_is_watched(cache))
		slab_debug_alloc(cache, obj, asked, caller);
	if (want_init_on_alloc(gfp) && may_init(cache))
		gfp |= __GFP_ZERO;
	if (mm_hooks & MM_KMEMLEAK)
		kmemleak_alloc(obj, asked, false, caller);
	if (gfp & __GFP_ZERO)		/* not the red zone behind that */
		memset(obj, 0, slab_is_watched(cache) ? asked :
						      cache->object_size);
	return gfp & ~__GFP_ZERO;
}

noinline void *slab_alloc_asked(struct kmem_cache *cache, gfp_t gfp,
				size_t asked, unsigned long caller)
{
	void *obj = NULL;

	if (unlikely(mm_hooks & MM_FAULT_INJECT) &&
	    should_failslab(cache, gfp, asked, caller))
		return slab_finish_alloc(NULL, gfp, caller);
	do
		obj = refill(cache);
	while (!obj && cache_grow(cache, gfp));
	if (obj && unlikely(mm_hooks || slab_is_watched(cache)))
		gfp = watch_alloc(cache, obj, gfp, asked, caller);
	return slab_finish_alloc(obj, gfp, caller);
}

noinline void *slab_alloc_slow(struct kmem_cache *cache, gfp_t gfp,
			       unsigned long caller)
{
	return slab_alloc_asked(cache, gfp, cache->object_size, caller);
}

/* ---- from an array to slabs ---- */

/* The coldest objects of @array make room for @gone. Interrupts off. */
static void spill(struct kmem_cache *cache, struct array_cache *array,
		  struct free_object gone, struct list_head *surplus)
{
	if (array->avail == array->limit) {
		give_objects(cache, array->entry, array->batch, surplus);
		array->avail -= array->batch;
		memmove(array->entry, array->entry + array->batch,
			array->avail * sizeof(gone));
	}
	array->entry[array->avail++] = gone;
}

/* The instruments see an object go. */
static void watch_free(struct kmem_cache *cache, void *obj,
		       unsigned long caller)
{
	if (slab_is_watched(cache))
		slab_debug_free(cache, obj, caller);
	if (mm_hooks & MM_KMEMLEAK)
		kmemleak_free(obj);
	if (want_init_on_free() && may_init(cache))
		memset(obj, 0, cache->object_size);
}

noinline void slab_free_slow(struct kmem_cache *cache, void *obj,
			     unsigned long caller)
{
	struct page *slab = virt_to_head_page(obj);
	struct free_object gone = { obj, slab->slab_state +
				    slab_object_nr(cache, slab, obj) };
	struct array_cache *array;
	unsigned long flags;
	LIST_HEAD(surplus);

	if (unlikely(mm_hooks || slab_is_watched(cache)))
		watch_free(cache, obj, caller);
	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	if (array->limit)
		spill(cache, array, gone, &surplus);
	else
		give_objects(cache, &gone, 1, &surplus);
	local_irq_restore(flags);
	free_slabs(cache, &surplus);
}

void slab_drain_array(void *cache)
{
	struct kmem_cache *c = cache;
	struct array_cache *array;
	unsigned long flags;

	local_irq_save(flags);
	array = c->array[smp_processor_id()];
	if (array->avail) {
		give_objects(c, array->entry, array->avail, NULL);
		array->avail = 0;
	}
	local_irq_restore(flags);
}

/* ---- the doors ---- */

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	return slab_alloc(cache, gfp);
}
EXPORT_SYMBOL(kmem_cache_alloc);

void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp)
{
	return slab_alloc(cache, gfp | __GFP_ZERO);
}
EXPORT_SYMBOL(kmem_cache_zalloc);

void kmem_cache_free(struct kmem_cache *cache, const void *obj)
{
	struct page *slab = slab_of(obj);

	if (likely(slab && slab->slab_cache == cache))
		slab_free(cache, slab, (void *)obj);
	else
		slab_bad_free(cache, (void *)obj, caller_if_cold());
}
EXPORT_SYMBOL(kmem_cache_free);
