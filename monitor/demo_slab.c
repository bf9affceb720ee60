/*
 * demo slab: a cache, from nothing to its first slab, and to nothing again.
 *
 * Model: makes a cache of its own and looks at it after each step, as
 * `slabinfo -v demo-slab` would: what a constructor is called for, what the
 * CPU's array keeps, where slabs stand that are full, partial and empty, and
 * how their colours differ.
 *
 * Invariants: things[] holds what is out, and NULL. All of it goes back, and
 * the cache with it, also when a step finds no memory.
 * Locking & context: prompt only, whose thread stays on CPU 0: so it sees one
 * array.
 * In Linux: mm/slab.c of 2.6, whose three lists these are.
 * Watch it: (gdb) break demo_ctor
 *           (gdb) km-slab demo-slab
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab_def.h>

#define OBJECTS	150	/* more than an array holds, of objects this large */
#define STEP	32	/* of alignment, so of colours, too */

struct thing {
	int number;		/* the constructor's */
	int note;		/* its user's */
	char rest[152];
};

static struct kmem_cache *cache;
static struct thing *things[OBJECTS];
static int constructed;

static void demo_ctor(void *obj)
{
	struct thing *thing = obj;

	thing->number = ++constructed;
	thing->note = 0;
}

/* With slab_debug= the arrays are shut: all goes straight to the slabs. */
static bool watched(void)
{
	return !cache->array[smp_processor_id()]->limit;
}

static int no_memory(const char *what)
{
	say("\nNo memory for %s: all is given back, and the demo ends.\n",
	    what);
	return -ENOMEM;
}

static int show_birth(void)
{
	cache = kmem_cache_create("demo-slab", sizeof(struct thing), STEP, 0,
				  demo_ctor);
	if (!cache)
		return no_memory("a cache");
	say("A cache serves objects of one kind. kmem_cache_create() made one"
	    "\nof %u bytes each, and reserved no page for them:\n\n",
	    kmem_cache_size(cache));
	return show("slabinfo -v demo-slab");
}

static int show_constructor(void)
{
	struct thing *again;

	things[0] = kmem_cache_alloc(cache, GFP_KERNEL);
	if (!things[0])
		return no_memory("the first slab");
	say("\nThe first object asked for is at 0x%p. It brought a slab,\n"
	    "%lu KB cut into %u objects, and the constructor ran for each of\n"
	    "them: %d times. ", things[0], PAGE_SIZE >> 10 << cache->order,
	    cache->num, constructed);
	say(watched() ? "The rest stays with the slab: a watched cache has no\n"
	    "arrays, so that each use is seen:\n\n" :
	    "The rest of the slab went to this CPU's array, where\n"
	    "the next ones are taken without a lock:\n\n");
	if (show("slabinfo -v demo-slab"))
		return -EIO;
	things[0]->note = 896;
	kmem_cache_free(cache, things[0]);
	again = kmem_cache_alloc(cache, GFP_KERNEL);
	things[0] = again;
	if (!again)
		return no_memory("an object that was just freed");
	say("\nIts user wrote a note into it, freed it and asked again: 0x%p,\n"
	    "the hottest first. It is still number %d, its note is still %d,\n"
	    "and the constructor has still run %d times. Nothing is written\n"
	    "into a free object: its state is kept, so who frees it must\n"
	    "leave it as the constructor did.\n", again, again->number,
	    again->note, constructed);
	return 0;
}

/* Where each slab begins its objects. */
static void say_colours(void)
{
	struct page *slab, *before = NULL;

	say("\nWhere a slab has bytes to spare, each begins its objects a step\n"
	    "of %d further than the one before: else the first objects of all\n"
	    "slabs would fight for one cache line. This is colour after\n"
	    "colour, of %u:\n\n", STEP, cache->colours);
	for (int i = 0; i < OBJECTS; i++) {
		slab = virt_to_head_page(things[i]);
		if (slab != before)
			say("  slab frame 0x%lx: object 0 at page + %lu\n",
			    page_to_pfn(slab), offset_in_page(slab->s_mem));
		before = slab;
	}
}

static void say_freed(void)
{
	const struct array_cache *array = cache->array[smp_processor_id()];

	say("\nAll are freed, the first one first. ");
	if (watched())
		say("Each went straight to its slab, as\n"
		    "this cache is watched; a few empty slabs are kept for the "
		    "next\nneed:\n\n");
	else
		say("%u fit into the array;\n"
		    "when it was full the %u that lay there longest went to "
		    "their\nslabs, at once, under one lock. Now there is one "
		    "of each kind:\nfull (it holds nothing itself), partial, "
		    "and empty:\n\n", array->limit, array->batch);
}

static int show_lists(void)
{
	for (int i = 1; i < OBJECTS; i++) {
		things[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		if (!things[i])
			return no_memory("150 objects");
	}
	say("\nWith %d objects in use there are %lu slabs:\n\n", OBJECTS,
	    cache->nr_slabs);
	if (show("slabinfo -v demo-slab"))
		return -EIO;
	say_colours();
	for (int i = 0; i < OBJECTS; i++) {
		kmem_cache_free(cache, things[i]);
		things[i] = NULL;
	}
	say_freed();
	return show("slabinfo -v demo-slab");
}

static void show_shrink(void)
{
	unsigned long slabs = cache->nr_slabs;

	say("\nThe next objects come from the array; then from the partial\n"
	    "slab, then from empty ones, then from a new one: used objects\n"
	    "gather in few slabs, and others become empty. Empty ones go back"
	    "\nwhen memory is short, or by kmem_cache_shrink(), which empties\n"
	    "the arrays first:\n\n");
	say("  kmem_cache_shrink() = %d, and of %lu slabs ",
	    kmem_cache_shrink(cache), slabs);
	say("%lu are left\n", cache->nr_slabs);
}

/* The way out, from any step. */
static int end(int error)
{
	int busy;

	for (int i = 0; i < OBJECTS; i++) {
		if (things[i])
			kmem_cache_free(cache, things[i]);
		things[i] = NULL;
	}
	busy = kmem_cache_destroy(cache);
	cache = NULL;
	return error ?: busy;
}

static int demo_slab(void)
{
	int error;

	constructed = 0;
	error = show_birth();
	if (!error)
		error = show_constructor();
	if (!error)
		error = show_lists();
	if (!error)
		show_shrink();
	error = end(error);
	if (error)
		return error;
	say("\nkmem_cache_destroy() is the end: it would refuse, and name the\n"
	    "objects, if one were still out.\n\n"
	    "Try: slabinfo; slabinfo -v kmalloc-128; kmalloc 100; crash "
	    "kfree\n");
	return 0;
}
DEMO(slab, "objects of one kind: slabs, colours, a CPU's array", demo_slab);
