/*
 * slab_report.c - what is said of an object that was used wrongly.
 *
 * A report names the cache, the object by its number and state, and who did it;
 * of a cache with SLAB_STORE_USER also who allocated the object last and who
 * freed it. A wrong free is not carried out: the cache stays as it was.
 *
 * Invariant: after a report the object's state is what it was before the call.
 * Locking: none, as what is read belongs to the object; cache->lock for a list
 * of live ones. Context: any.
 * Linux: slab_error() and print_objinfo() in mm/slab.c, print_tracking() in
 * mm/slub.c. gdb: `break slab_bad_free`, `km-slab ADDR`.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/slab_def.h>
#include <linux/spinlock.h>
#include <linux/stacktrace.h>
#include "slab.h"

static void print_track(const char *what, const struct slab_track *track)
{
	unsigned int depth = 0;

	if (!track->trace[0])
		return;
	pr_alert("  %s by thread %u on CPU %u, %lu ticks ago:\n", what,
		 track->pid, track->cpu, jiffies - track->when);
	while (depth < SLAB_TRACE_DEPTH && track->trace[depth])
		depth++;
	stack_trace_print(track->trace, depth, 4);
}

void slab_describe(const struct kmem_cache *cache, const struct page *slab,
		   unsigned int nr, const char *state)
{
	const struct slab_note *note = slab_note(cache, slab, nr);

	pr_alert("  object %u of %u in the slab at %p: %u bytes at %p, %s\n",
		 nr, cache->num, slab->virtual, cache->object_size,
		 slab_object(cache, slab, nr), state);
	if (!(cache->flags & SLAB_STORE_USER))
		return;
	print_track("allocated", &note->alloc);
	print_track("freed", &note->free);
}

/* The object that @obj points into the middle of, or -1. */
static int slab_object_around(const struct kmem_cache *cache,
			      const struct page *slab, const void *obj)
{
	unsigned long nr = (obj - slab->s_mem) / cache->size;

	return obj >= slab->s_mem && nr < cache->num ? (int)nr : -1;
}

/*
 * slab_free() has counted the state of a free object down. Undo that; but if
 * somebody has got the object meanwhile, it is in use.
 */
static void undo_count(u8 *state)
{
	u8 was = READ_ONCE(*state);

	while (was != OBJ_FREE && was != OBJ_IN_USE &&
	       !__atomic_compare_exchange_n(state, &was, OBJ_FREE, false,
					    __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
}

/* What is wrong with a free of @obj into @cache; *@nr: the object it meant. */
static const char *bad_free_reason(const struct kmem_cache *cache,
				   struct page *slab, const void *obj, int *nr)
{
	if (!slab)
		return "free of what is not in low memory";
	if (!PageSlab(slab))
		return "free of what is not in a slab";
	*nr = slab_object_nr(slab->slab_cache, slab, obj);
	if (slab->slab_cache != cache)
		return "free into the wrong cache";
	if (*nr < 0)
		return "free of what is not the start of an object";
	undo_count(slab->slab_state + *nr);
	return "free of an object that is free (double free)";
}

noinline void slab_bad_free(struct kmem_cache *cache, void *obj,
			    unsigned long caller)
{
	struct page *slab = virt_addr_valid(obj) ? virt_to_head_page(obj) : NULL;
	int nr = -1;
	const char *what = bad_free_reason(cache, slab, obj, &nr);

	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: cache %s: %s: %p, by %pS\n", cache->name, what, obj,
		 (void *)caller);
	if (slab && PageSlab(slab) && slab->slab_cache != cache)
		pr_alert("  it belongs to cache %s\n", slab->slab_cache->name);
	if (slab && PageSlab(slab) && nr < 0)
		nr = slab_object_around(slab->slab_cache, slab, obj);
	if (nr >= 0)
		slab_describe(slab->slab_cache, slab, nr,
			      slab->slab_state[nr] ? "in use" : "free");
	dump_stack_lvl(KERN_ALERT);
}

static void report_slabs(struct kmem_cache *cache, struct list_head *slabs)
{
	struct page *slab;

	list_for_each_entry(slab, slabs, lru)
		for (unsigned int nr = 0; nr < cache->num; nr++)
			if (slab->slab_state[nr] == OBJ_IN_USE)
				slab_describe(cache, slab, nr, "in use");
}

void slab_report_live(struct kmem_cache *cache, unsigned long caller)
{
	unsigned long flags;

	spin_lock_irqsave(&cache->lock, flags);
	pr_err("BUG: kmem_cache_destroy %s: %lu objects remain, by %pS\n",
	       cache->name, slab_nr_active(cache), (void *)caller);
	report_slabs(cache, &cache->partial);
	report_slabs(cache, &cache->full);
	spin_unlock_irqrestore(&cache->lock, flags);
}
