/*
 * slab_bulk.c - many objects of a cache at once, and back.
 *
 *   kmem_cache_alloc_bulk()  <-pop_run--   array of this CPU
 *   kmem_cache_free_bulk()   --push_run->     (empty or full: slab.c's slow way
 *                                              for one object, and on)
 *
 * One by one each object closes and opens the interrupts and finds the array
 * anew. Here that is done once for a run: as many as the array holds, or has
 * room for. Where it ends, one object goes the slow way, which moves a batch
 * between array and slabs; the next run starts with that. A shut array (see
 * slab.c) has runs of none: then the instruments see each object, as always.
 *
 * Invariant: objects are as from kmem_cache_alloc(), one and all: any mixture
 * of single calls and these is fine. Each free is checked like a single one.
 * Locking: interrupts off for a run, of 120 objects at most. Context: any, with
 * the mask that fits.
 * Linux: kmem_cache_alloc_bulk() in mm/slub.c. gdb: `break pop_run`, `km-slab`.
 */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/smp.h>
#include "slab.h"

/* Objects of this CPU's array into @objs, @n at most; how many. */
static noinline size_t pop_run(struct kmem_cache *cache, size_t n, void **objs)
{
	struct array_cache *array;
	struct free_object *top;
	unsigned long flags;

	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	n = min_t(size_t, n, array->avail);
	top = array->entry + array->avail;
	array->avail -= n;
	for (size_t i = 0; i < n; i++) {
		top--;
		*top->state = OBJ_IN_USE;
		objs[i] = top->obj;
	}
	local_irq_restore(flags);
	return n;
}

int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t n,
			  void **objs)
{
	unsigned long flags;
	size_t got = 0, run;

	local_save_flags(flags);
	while (got < n) {
		run = pop_run(cache, n - got, objs + got);
		if (gfp_asks_more(gfp, flags))
			for (size_t i = got; i < got + run; i++)
				slab_finish_alloc(objs[i], gfp, _RET_IP_);
		got += run;
		if (got == n)
			break;
		objs[got] = slab_alloc_slow(cache, gfp, _RET_IP_);
		if (!objs[got]) {
			kmem_cache_free_bulk(cache, got, objs);
			return 0;
		}
		got++;
	}
	return n;
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

/*
 * The first of @n @objs, as many as this CPU's array has room for, into it; how
 * many. What is no object of @cache in use is reported and left alone.
 */
static noinline size_t push_run(struct kmem_cache *cache, size_t n, void **objs,
				unsigned long caller)
{
	struct array_cache *array;
	struct free_object *to;
	unsigned long flags;

	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	n = min_t(size_t, n, array->limit - array->avail);
	to = array->entry + array->avail;
	for (void **end = objs + n; objs < end; objs++) {
		void *obj = *objs;
		struct page *slab = slab_of(obj);
		u8 *state;

		if (likely(slab && slab->slab_cache == cache &&
			   slab_end_use(cache, slab, obj, &state)))
			*to++ = (struct free_object){ obj, state };
		else if (obj)
			slab_bad_free(cache, obj, caller);
	}
	array->avail = to - array->entry;
	local_irq_restore(flags);
	return n;
}

void kmem_cache_free_bulk(struct kmem_cache *cache, size_t n, void **objs)
{
	void **end = objs + n;

	if (!cache) {
		while (objs < end)
			kfree(*objs++);
		return;
	}
	while (objs < end) {
		objs += push_run(cache, end - objs, objs, _RET_IP_);
		if (objs == end)
			break;
		if (*objs)
			kmem_cache_free(cache, *objs);
		objs++;
	}
}
EXPORT_SYMBOL(kmem_cache_free_bulk);
