/*
 * crash KIND of small objects: what a cache catches, and a watched one sees.
 *
 * Model: each makes a cache of its own, watched (SLAB_RED_ZONE, SLAB_POISON,
 * SLAB_STORE_USER) as `slab_debug` would have it, does one thing wrong, and
 * puts everything away: the report is all that is left.
 *
 * Locking & context: process context, no lock held.
 * In Linux: drivers/misc/lkdtm/heap.c, lib/slub_kunit.c.
 * Watch it: (gdb) break slab_debug_report
 *           (gdb) break slab_bad_free
 */
#include "crash.h"
#include <linux/errno.h>
#include <linux/slab.h>

#define OBJECT	100

/* Volatile, so that the compiler does not see what is wrong. */
static char *volatile victim;

static struct kmem_cache *watched_cache(void)
{
	return kmem_cache_create("crash", OBJECT, 0, SLAB_CONSISTENCY_CHECKS |
				 SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER,
				 NULL);
}

/* One object of a watched cache, and @wrong done to it. */
static noinline int with_object(void (*wrong)(struct kmem_cache *))
{
	struct kmem_cache *cache = watched_cache();

	if (!cache)
		return -ENOMEM;
	victim = kmem_cache_alloc(cache, GFP_KERNEL);
	if (victim)
		wrong(cache);
	kmem_cache_destroy(cache);
	return victim ? 0 : -ENOMEM;
}

static void overrun(struct kmem_cache *cache)
{
	victim[OBJECT] = 'X';
	kmem_cache_free(cache, victim);
}

noinline int crash_overrun(void)
{
	return with_object(overrun);
}

static void underrun(struct kmem_cache *cache)
{
	victim[-1] = 'X';
	kmem_cache_free(cache, victim);
}

noinline int crash_underrun(void)
{
	return with_object(underrun);
}

static void use_after_free(struct kmem_cache *cache)
{
	kmem_cache_free(cache, victim);
	victim[10] = 'X';
	kmem_cache_free(cache, kmem_cache_alloc(cache, GFP_KERNEL));
}

noinline int crash_uaf(void)
{
	return with_object(use_after_free);
}

static void free_the_middle(struct kmem_cache *cache)
{
	kmem_cache_free(cache, victim + 4);
	kmem_cache_free(cache, victim);
}

noinline int crash_middle(void)
{
	return with_object(free_the_middle);
}

static void free_foreign(struct kmem_cache *cache)
{
	char here = 0;

	kmem_cache_free(cache, &here);
	kmem_cache_free(cache, victim);
}

noinline int crash_foreign(void)
{
	return with_object(free_foreign);
}

static void free_elsewhere(struct kmem_cache *cache)
{
	struct kmem_cache *other = kmem_cache_create("other", OBJECT, 0, 0,
						     NULL);

	if (other)
		kmem_cache_free(other, victim);
	kmem_cache_destroy(other);
	kmem_cache_free(cache, victim);
}

noinline int crash_wrongcache(void)
{
	return with_object(free_elsewhere);
}

static void destroy_too_early(struct kmem_cache *cache)
{
	kmem_cache_destroy(cache);
	kmem_cache_free(cache, victim);
}

noinline int crash_destroy(void)
{
	return with_object(destroy_too_early);
}

static void free_again(struct kmem_cache *cache)
{
	kmem_cache_free(cache, victim);
	kmem_cache_free(cache, victim);
}

noinline int crash_again(void)
{
	return with_object(free_again);
}

/* Unseen, unless slab_debug=Z watches kmalloc-128. */
noinline int crash_kmalloc(void)
{
	victim = kmalloc(OBJECT, GFP_KERNEL);
	if (!victim)
		return -ENOMEM;
	victim[OBJECT] = 'X';
	kfree(victim);
	return 0;
}
