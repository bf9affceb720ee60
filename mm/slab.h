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
#include <asm/div64.h>

/* Pages of empty slabs that a cache keeps for its next need. */
#define SLAB_KEEP_PAGES	8

/*
 * slab.c. All are the last thing their caller does, so that the short way needs
 * no register for what comes after.
 */
/* The array is empty. */
void *slab_alloc_slow(struct kmem_cache *cache, gfp_t gfp,
		      unsigned long caller);
/* The mask asks for zeroes, or for sleep where there is none. */
void *slab_finish_alloc(void *obj, gfp_t gfp, unsigned long caller);
/* The array is full. */
void slab_free_slow(struct kmem_cache *cache, void *obj, u8 *state);
/* The free is wrong. */
void slab_bad_free(struct kmem_cache *cache, void *obj, unsigned long caller);

/* Bytes of a slab's bitmap and state. */
size_t slab_mgmt_size(const struct kmem_cache *cache);

/* slab_cache.c */
void create_boot_cache(struct kmem_cache *cache, const char *name, size_t size,
		       unsigned long flags);
void slab_enable_boot_arrays(void);

/*
 * Who called the function this stands in, for a report. As a volatile load it
 * stays in the rare branch, where _RET_IP_ would cost every call a register.
 */
static __always_inline unsigned long caller_if_cold(void)
{
	return READ_ONCE(((unsigned long *)__builtin_frame_address(0))[1]);
}

static __always_inline void *slab_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	struct array_cache *array;
	unsigned long flags;
	unsigned int avail;
	void *obj;

	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	avail = array->avail;
	if (unlikely(!avail)) {
		local_irq_restore(flags);
		return slab_alloc_slow(cache, gfp, caller_if_cold());
	}
	array->avail = --avail;
	*array->entry[avail].state = OBJ_IN_USE;
	obj = array->entry[avail].obj;
	local_irq_restore(flags);
	if (unlikely(gfp & (__GFP_WAIT | __GFP_ZERO)) &&
	    ((gfp & __GFP_ZERO) || preempt_count() ||
	     irqs_disabled_flags(flags)))
		return slab_finish_alloc(obj, gfp, caller_if_cold());
	return obj;
}

/* The slab that @obj points into; NULL if into none. */
static __always_inline struct page *slab_of(const void *obj)
{
	unsigned long pfn = __pa(obj) >> PAGE_SHIFT;
	struct page *page = pfn_to_page(pfn);

	if (unlikely(pfn >= max_low_pfn))
		return NULL;
	if (likely(page->flags & 1UL << PG_slab))
		return page;
	page = compound_head(page);
	return PageSlab(page) ? page : NULL;
}

/*
 * Give @obj of @slab back, if it is an object of it, and in use. The quotient of
 * a product with the reciprocal is the object's number; its fraction is less
 * than the reciprocal just where the division leaves no rest. The state byte is
 * counted down, not tested and cleared: of two CPUs that free the same object at
 * the same time one is caught.
 */
static __always_inline void slab_free(struct kmem_cache *cache,
				      struct page *slab, void *obj)
{
	struct array_cache *array;
	unsigned long flags;
	unsigned int avail;
	u32 fraction, nr;
	u8 *state;

	nr = mul_by_fraction(obj - slab->s_mem, &cache->reciprocal, &fraction);
	state = slab->slab_state + nr;
	if (unlikely(fraction >= cache->reciprocal || nr >= cache->num ||
		     __atomic_sub_fetch(state, OBJ_IN_USE, __ATOMIC_RELAXED))) {
		slab_bad_free(cache, obj, caller_if_cold());
		return;
	}
	local_irq_save(flags);
	array = cache->array[smp_processor_id()];
	avail = array->avail;
	if (likely(avail < array->limit)) {
		array->entry[avail] = (struct free_object){ obj, state };
		array->avail = avail + 1;
		local_irq_restore(flags);
		return;
	}
	local_irq_restore(flags);
	slab_free_slow(cache, obj, state);
}

#endif
