/*
 * slab.h - the short way of an object, shared by slab.c and kmalloc.c: out of
 * this CPU's array and back into it, some 20 instructions each, no lock.
 */
#ifndef _MM_SLAB_H
#define _MM_SLAB_H

#include <linux/irqflags.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab_def.h>
#include <linux/string.h>
#include <asm/cmpxchg.h>

/* Empty slabs that a cache keeps for its next need. */
#define SLAB_EMPTY_KEEP	2

/* slab.c: the array is empty; full (interrupts off); the free is wrong. */
void *slab_alloc_slow(struct kmem_cache *cache, gfp_t gfp,
		      unsigned long caller);
void slab_free_slow(struct kmem_cache *cache, struct array_cache *array,
		    struct free_object gone);
void slab_bad_free(struct kmem_cache *cache, struct page *page, void *obj,
		   unsigned long caller);

/* slab_cache.c */
void create_boot_cache(struct kmem_cache *cache, const char *name, size_t size,
		       unsigned long flags);
void slab_enable_boot_arrays(void);

/* What the mask asks for and the array does not know of. */
static __always_inline void *slab_finish_alloc(struct kmem_cache *cache,
					       void *obj, gfp_t gfp,
					       unsigned long irqflags,
					       unsigned long caller)
{
	if ((gfp & __GFP_WAIT) &&
	    unlikely(preempt_count() || irqs_disabled_flags(irqflags)))
		__might_sleep("an allocation with __GFP_WAIT", caller);
	if (unlikely(gfp & __GFP_ZERO) && obj)
		memset(obj, 0, cache->object_size);
	return obj;
}

static __always_inline void *slab_alloc(struct kmem_cache *cache, gfp_t gfp,
					unsigned long caller)
{
	struct array_cache *array;
	unsigned long flags;
	void *obj;

	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	if (likely(array->avail)) {
		struct free_object *last = &array->entry[--array->avail];

		obj = last->obj;
		*last->state = OBJ_IN_USE;
		local_irq_restore(flags);
	} else {
		local_irq_restore(flags);
		obj = slab_alloc_slow(cache, gfp, caller);
	}
	return slab_finish_alloc(cache, obj, gfp, flags, caller);
}

/*
 * Give @obj of @slab back, if it is an object of it, and in use. The state byte
 * is exchanged, not tested and set: two CPUs that free the same object at the
 * same time are caught too.
 */
static __always_inline void slab_free(struct kmem_cache *cache,
				      struct page *slab, void *obj,
				      unsigned long caller)
{
	u32 offset = (char *)obj - (char *)slab->virtual - slab->colour_off;
	u32 nr = ((u64)offset * cache->reciprocal) >> 32;
	u8 *state = slab->slab_state + nr;
	struct array_cache *array;
	unsigned long flags;

	if (unlikely(nr * cache->size != offset || nr >= cache->num ||
		     xchg(state, OBJ_FREE) != OBJ_IN_USE)) {
		slab_bad_free(cache, slab, obj, caller);
		return;
	}
	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	if (likely(array->avail < array->limit))
		array->entry[array->avail++] = (struct free_object){ obj, state };
	else
		slab_free_slow(cache, array, (struct free_object){ obj, state });
	local_irq_restore(flags);
}

#endif
