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
 * off the slab, in a cache of its own. Each new slab starts its objects a little further
 * (its colour), so that equal objects of different slabs don't compete for the
 * same cache lines. Objects come from partial slabs first: so used ones gather
 * in few slabs, and others become empty and can go back to the page allocator.
 *
 * Invariants (slab_check_all): the lists hold slabs by how many objects are
 * out; inuse + set bits = num; nr_* agree with the lists; what a slab holds is
 * OBJ_FREE.
 *
 * Locking: cache->lock, interrupts off; constructors and the page allocator
 * are called without it. Context: any, with the mask that fits.
 * Linux: mm/slab.c. gdb: `break slab_alloc_slow`, `p *cache`, `km-slab`.
 */
#define pr_fmt(fmt) "slab: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/shrinker.h>
#include "internal.h"
#include "slab.h"

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

/* ---- slabs ---- */

size_t slab_mgmt_size(const struct kmem_cache *cache)
{
	return BITS_TO_LONGS(cache->num) * sizeof(long) + cache->num;
}

/* Where the management of a slab at @base goes; NULL: no memory. */
static unsigned long *mgmt_alloc(struct kmem_cache *cache, char *base,
				 gfp_t gfp)
{
	if (cache->mgmt_cache)
		return kmem_cache_alloc(cache->mgmt_cache,
					gfp & ~(__GFP_ZERO | GFP_ZONEMASK));
	return (unsigned long *)(base + (PAGE_SIZE << cache->order) -
				 ALIGN(slab_mgmt_size(cache), sizeof(long)));
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
	__SetPageSlab(slab);
	slab->slab_cache = cache;
	slab->inuse = 0;
	slab->s_mem = slab->virtual + colour * cache->align;
	/* no lock: two slabs at once may have the same colour, no more */
	WRITE_ONCE(cache->colour_next, (colour + 1) % cache->colours);
	slab->slab_state = (u8 *)(bitmap + BITS_TO_LONGS(cache->num));
	init_objects(cache, slab);
	return slab;
}

static void free_slab_now(struct page *slab)
{
	struct kmem_cache *cache = slab->slab_cache;

	if (cache->mgmt_cache)
		kmem_cache_free(cache->mgmt_cache, slab_bitmap(cache, slab));
	__ClearPageSlab(slab);
	slab->slab_cache = NULL;
	slab->private = 0;
	atomic_set(&slab->_mapcount, -1);
	__free_pages(slab, cache->order);
}

static void free_slab_rcu(struct rcu_head *head)
{
	free_slab_now(container_of(head, struct page, rcu_head));
}

static void free_slab(struct kmem_cache *cache, struct page *slab)
{
	unsigned int nr;

	for (nr = 0; cache->dtor && nr < cache->num; nr++)
		cache->dtor(slab_object(cache, slab, nr), cache, 0);
	if (cache->flags & SLAB_TYPESAFE_BY_RCU)
		call_rcu(&slab->rcu_head, free_slab_rcu);
	else
		free_slab_now(slab);
}

static void free_slabs(struct kmem_cache *cache, struct list_head *slabs)
{
	struct page *slab, *next;

	list_for_each_entry_safe(slab, next, slabs, lru)
		free_slab(cache, slab);
}

/* One more slab for @cache; false: no memory. */
static bool cache_grow(struct kmem_cache *cache, gfp_t gfp)
{
	struct page *slab = new_slab(cache, gfp);
	unsigned long flags;

	if (!slab)
		return false;
	spin_lock_irqsave(&cache->lock, flags);
	list_add(&slab->lru, &cache->empty);
	cache->nr_slabs++;
	cache->nr_empty++;
	spin_unlock_irqrestore(&cache->lock, flags);
	return true;
}

/* ---- from slabs to an array; cache->lock ---- */

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

/* @want objects into @to; how many there were. */
static unsigned int take_objects(struct kmem_cache *cache,
				 struct free_object *to, unsigned int want)
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

noinline void *slab_alloc_slow(struct kmem_cache *cache, gfp_t gfp,
			       unsigned long caller)
{
	void *obj;

	do
		obj = refill(cache);
	while (!obj && cache_grow(cache, gfp));
	return slab_finish_alloc(obj, gfp, caller);
}

/* ---- from an array to slabs; cache->lock ---- */

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
	} else if (cache->nr_empty < SLAB_KEEP_PAGES >> cache->order) {
		list_move(&slab->lru, &cache->empty);
		cache->nr_empty++;
	} else {
		list_move(&slab->lru, surplus);
		cache->nr_slabs--;
	}
}

/* @n objects back to their slabs. Interrupts off. */
static void give_objects(struct kmem_cache *cache,
			 const struct free_object *from, unsigned int n)
{
	const struct free_object *end = from + n;
	LIST_HEAD(surplus);

	spin_lock(&cache->lock);
	cache->nr_out -= n;
	while (from < end) {
		struct page *slab = virt_to_head_page(from->obj);
		bool was_full = slab->inuse == cache->num;

		from = give_run(cache, slab, from, end);
		relist(cache, slab, was_full, &surplus);
	}
	spin_unlock(&cache->lock);
	free_slabs(cache, &surplus);
}

/* The coldest objects make room for @obj. */
noinline void slab_free_slow(struct kmem_cache *cache, void *obj, u8 *state)
{
	struct free_object gone = { obj, state };
	struct array_cache *array;
	unsigned long flags;

	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	if (!array->limit) {
		give_objects(cache, &gone, 1);
	} else {
		if (array->avail == array->limit) {
			give_objects(cache, array->entry, array->batch);
			array->avail -= array->batch;
			memmove(array->entry, array->entry + array->batch,
				array->avail * sizeof(gone));
		}
		array->entry[array->avail++] = gone;
	}
	local_irq_restore(flags);
}

/* This CPU's array, emptied. */
static void drain_array(void *cache)
{
	struct kmem_cache *c = cache;
	struct array_cache *array;
	unsigned long flags;

	local_irq_save(flags);
	array = c->array[smp_processor_id()];
	if (array->avail)
		give_objects(c, array->entry, array->avail);
	if (array->limit)
		array->avail = 0;
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

static noinline void bad_object(const struct kmem_cache *cache,
				const void *obj, const char *what,
				unsigned long caller)
{
	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: cache %s: %s: %p, by %pS\n",
		 cache ? cache->name : "?", what, obj, (void *)caller);
	dump_stack();
}

noinline void slab_bad_free(struct kmem_cache *cache, void *obj,
			    unsigned long caller)
{
	struct page *page = virt_addr_valid(obj) ? virt_to_head_page(obj) : NULL;
	const char *what = "free of an object that is free (double free)";
	int nr;

	if (!page) {
		what = "free of what is not in low memory";
	} else if (!PageSlab(page)) {
		what = "free of what is not in a slab";
	} else if (page->slab_cache != cache) {
		what = "free into the wrong cache";
	} else {
		nr = slab_object_nr(cache, page, obj);
		if (nr < 0)
			what = "free of what is not the start of an object";
		else
			page->slab_state[nr] = OBJ_FREE;
	}
	bad_object(cache, obj, what, caller);
}

void kmem_cache_free(struct kmem_cache *cache, const void *obj)
{
	struct page *slab = slab_of(obj);

	if (likely(slab && slab->slab_cache == cache))
		slab_free(cache, slab, (void *)obj);
	else
		slab_bad_free(cache, (void *)obj, caller_if_cold());
}
EXPORT_SYMBOL(kmem_cache_free);

void kmem_cache_free_bulk(struct kmem_cache *cache, size_t n, void **objs)
{
	while (n--)
		kmem_cache_free(cache, objs[n]);
}
EXPORT_SYMBOL(kmem_cache_free_bulk);

int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t n,
			  void **objs)
{
	for (size_t i = 0; i < n; i++) {
		objs[i] = slab_alloc(cache, gfp);
		if (!objs[i]) {
			kmem_cache_free_bulk(cache, i, objs);
			return 0;
		}
	}
	return n;
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

/* The empty slabs of @cache, to the page allocator; how many pages. */
static unsigned long free_empty_slabs(struct kmem_cache *cache)
{
	unsigned long flags, pages;
	LIST_HEAD(gone);

	spin_lock_irqsave(&cache->lock, flags);
	list_splice_init(&cache->empty, &gone);
	pages = cache->nr_empty << cache->order;
	cache->nr_slabs -= cache->nr_empty;
	cache->nr_empty = 0;
	spin_unlock_irqrestore(&cache->lock, flags);
	free_slabs(cache, &gone);
	return pages;
}

int kmem_cache_shrink(struct kmem_cache *cache)
{
	if (preemptible())
		on_each_cpu(drain_array, cache, 1);
	else
		drain_array(cache);
	return free_empty_slabs(cache);
}
EXPORT_SYMBOL(kmem_cache_shrink);

static void drain_arrays(void *unused)
{
	struct kmem_cache *cache;
	unsigned long flags;

	spin_lock_irqsave(&slab_caches_lock, flags);
	list_for_each_entry(cache, &slab_caches, list)
		drain_array(cache);
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
