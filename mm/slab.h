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

/* Of a watched cache: who did something to an object, and when. */
#define SLAB_TRACE_DEPTH	8

struct slab_track {
	unsigned long trace[SLAB_TRACE_DEPTH];	/* the caller first; 0 ends it */
	u32 when;				/* jiffies */
	u16 cpu;
	u16 pid;
};

struct slab_note {
	u32 asked;			/* bytes of the object in use */
	struct slab_track alloc;	/* the last allocation */
	struct slab_track free;		/* the last free */
};

/*
 * slab.c. All are the last thing their caller does, so that the short way needs
 * no register for what comes after.
 */
/* The array is empty; of the object @asked bytes are wanted, or all. */
void *slab_alloc_slow(struct kmem_cache *cache, gfp_t gfp,
		      unsigned long caller);
void *slab_alloc_asked(struct kmem_cache *cache, gfp_t gfp, size_t asked,
		       unsigned long caller);
/* The mask asks for zeroes, or for sleep where there is none. */
void *slab_finish_alloc(void *obj, gfp_t gfp, unsigned long caller);
/* The array is full. */
void slab_free_slow(struct kmem_cache *cache, void *obj, unsigned long caller);
/* This CPU's array of @cache, emptied; slabs stay, however many are empty. */
void slab_drain_array(void *cache);
/* @slabs, which are on no list of @cache any more, to the page allocator. */
void free_slabs(struct kmem_cache *cache, struct list_head *slabs);

/*
 * slab_lists.c. Up to @want objects into @to, how many; under cache->lock.
 * @n objects back, the slabs that are too many onto @surplus (NULL: none is, as
 * who asks counts and takes them himself); interrupts off.
 */
unsigned int take_objects(struct kmem_cache *cache, struct free_object *to,
			  unsigned int want);
void give_objects(struct kmem_cache *cache, const struct free_object *from,
		  unsigned int n, struct list_head *surplus);
/* A new slab onto the list; all empty ones off it: how many pages they are. */
void add_slab(struct kmem_cache *cache, struct page *slab);
unsigned long take_empty_slabs(struct kmem_cache *cache,
			       struct list_head *slabs);

/* slab_report.c: the free is wrong; and the objects that are still in use. */
void slab_bad_free(struct kmem_cache *cache, void *obj, unsigned long caller);
void slab_report_live(struct kmem_cache *cache, unsigned long caller);
/* Lines of a report: where object @nr lies, its @state, and whose it was. */
void slab_describe(const struct kmem_cache *cache, const struct page *slab,
		   unsigned int nr, const char *state);

/* slab_check.c: is what @slab says of itself true? */
bool slab_is_sound(const struct kmem_cache *cache, const struct page *slab);

/*
 * debug/slab_debug.c: the flags of a cache, and what a watched one goes
 * through.
 */
unsigned long slab_debug_flags(const char *name, unsigned long flags);
void slab_debug_new(struct kmem_cache *cache, struct page *slab);
void slab_debug_gone(struct kmem_cache *cache, struct page *slab);
void slab_debug_alloc(struct kmem_cache *cache, void *obj, size_t asked,
		      unsigned long caller);
void slab_debug_free(struct kmem_cache *cache, void *obj, unsigned long caller);
/*
 * Bytes of @obj in @slab that may be used: of a watched one what was asked. 0:
 * it is not an object in use.
 */
size_t slab_usable(const struct page *slab, const void *obj);

/*
 * slab_layout.c: fill in @cache for objects of @size, whose flags stand there;
 * bytes of management to be kept off each slab, 0: it has its place on it.
 */
size_t slab_layout(struct kmem_cache *cache, size_t size, size_t align);

/* slab_cache.c */
void create_boot_cache(struct kmem_cache *cache, const char *name, size_t size,
		       unsigned long flags);
void slab_enable_boot_arrays(void);
/* The limits of this CPU's arrays, anew: mm_hooks has changed. */
void slab_set_limits(void *unused);

/* Bytes of a slab's bitmap and state, and of its notes where it is watched. */
static inline size_t slab_mgmt_bytes(unsigned int num, bool notes)
{
	return BITS_TO_LONGS(num) * sizeof(long) + ALIGN(num, sizeof(long)) +
	       (notes ? num * sizeof(struct slab_note) : 0);
}

static inline bool slab_is_watched(const struct kmem_cache *cache)
{
	return cache->flags & SLAB_DEBUG_FLAGS;
}

/* May its free objects be written to? */
static inline bool slab_may_wipe(const struct kmem_cache *cache)
{
	return !cache->ctor.of_object && !(cache->flags & SLAB_TYPESAFE_BY_RCU);
}

static inline struct slab_note *slab_note(const struct kmem_cache *cache,
					  const struct page *slab,
					  unsigned int nr)
{
	return (struct slab_note *)(slab->slab_state +
				    ALIGN(cache->num, sizeof(long))) + nr;
}

/*
 * Who called the function this stands in, for a report. As a volatile load it
 * stays in the rare branch, where _RET_IP_ would cost every call a register.
 */
static __caller_inline unsigned long caller_if_cold(void)
{
	return READ_ONCE(((unsigned long *)__builtin_frame_address(0))[1]);
}

/*
 * The hottest object of this CPU's array, and in @flags whether interrupts were
 * on; false: the array is empty.
 */
static __always_inline bool slab_pop(struct kmem_cache *cache, void **obj,
				     unsigned long *flags)
{
	struct array_cache *array;
	unsigned int avail;

	local_irq_save(*flags);
	array = cache->array[smp_processor_id()];
	avail = array->avail;
	if (unlikely(!avail)) {
		local_irq_restore(*flags);
		*obj = NULL;
		return false;
	}
	array->avail = --avail;
	*array->entry[avail].state = OBJ_IN_USE;
	*obj = array->entry[avail].obj;
	local_irq_restore(*flags);
	return true;
}

/* Does the mask ask for more than an object? @flags are slab_pop()'s. */
static __always_inline bool gfp_asks_more(gfp_t gfp, unsigned long flags)
{
	return unlikely(gfp & (__GFP_WAIT | __GFP_ZERO)) &&
	       ((gfp & __GFP_ZERO) || preempt_count() ||
		irqs_disabled_flags(flags));
}

static __caller_inline void *slab_check_gfp(void *obj, gfp_t gfp,
					    unsigned long flags)
{
	if (gfp_asks_more(gfp, flags))
		return slab_finish_alloc(obj, gfp, caller_if_cold());
	return obj;
}

static __caller_inline void *slab_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	unsigned long flags;
	void *obj;

	if (unlikely(!slab_pop(cache, &obj, &flags)))
		return slab_alloc_slow(cache, gfp, caller_if_cold());
	return slab_check_gfp(obj, gfp, flags);
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
 * The end of @obj's use, and its @state byte; false: it is not an object of
 * @slab, or not in use. The quotient of a product with the reciprocal is the
 * object's number; its fraction is less than the reciprocal just where the
 * division leaves no rest. The state byte is counted down, not tested and
 * cleared: of two CPUs that free the same object at the same time one is
 * caught.
 */
static __always_inline bool slab_end_use(struct kmem_cache *cache,
					 struct page *slab, void *obj,
					 u8 **state)
{
	u32 fraction, nr;

	nr = mul_by_fraction(obj - slab->s_mem, &cache->reciprocal, &fraction);
	*state = slab->slab_state + nr;
	return likely(fraction < cache->reciprocal && nr < cache->num &&
		      !__atomic_sub_fetch(*state, OBJ_IN_USE,
					  __ATOMIC_RELAXED));
}

/* Give @obj of @slab back. */
static __caller_inline void slab_free(struct kmem_cache *cache,
				      struct page *slab, void *obj)
{
	struct array_cache *array;
	unsigned long flags;
	unsigned int avail;
	u8 *state;

	if (unlikely(!slab_end_use(cache, slab, obj, &state))) {
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
	slab_free_slow(cache, obj, caller_if_cold());
}

#endif
