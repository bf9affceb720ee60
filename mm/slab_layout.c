/*
 * slab_layout.c - how a slab is divided: how many pages, how many objects,
 * where its management goes, what is left for colours.
 *
 *   |colour|red|object 0|red|object 1| ... |object num-1|red| rest |management|
 *
 * For each size the smallest slab is chosen that wastes less than a twentieth.
 * Large objects of which one more fits without the management have that off the
 * slab. Of a watched cache an object has a red zone behind it, and each has a
 * note in the management (debug/slab_debug.c).
 *
 * Invariants: at least one object fits; objects, red zones and management don't
 * overlap; a colour never pushes the last object into the management.
 * Locking: none; the cache is nobody else's yet. Context: any.
 * Linux: calculate_slab_order() in mm/slab.c. gdb: `break slab_layout`,
 * `km-slab`.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab_def.h>
#include "slab.h"

#define SLAB_MAX_ORDER	3U		/* as far as per-CPU page lists go */
#define OFF_SLAB_MIN	256		/* bytes of the smallest object so kept */
#define OFF_SLAB_MGMT	976		/* the largest of slab_cache.c's own */
#define RED_ZONE_MIN	8		/* bytes of a red zone, or more */

/* What decides how a slab is laid out. */
struct slab_shape {
	unsigned int size;		/* from one object to the next */
	unsigned int red_left;		/* before the first */
	bool notes;			/* one for each object: it is watched */
};

/*
 * Objects that fit into 2^@order pages, beside their management or without. Two
 * in a slab above SLAB_MAX_ORDER are too far apart for the product in
 * slab_free().
 */
static unsigned int objects_in(const struct slab_shape *shape,
			       unsigned int order, bool off)
{
	unsigned long bytes = (PAGE_SIZE << order) - shape->red_left;
	unsigned int num = bytes / shape->size;

	if (order > SLAB_MAX_ORDER)
		num = min(num, 1U);
	if (off)
		return num;
	while (num && num * shape->size +
	       slab_mgmt_bytes(num, shape->notes) > bytes)
		num--;
	return num;
}

/* Management off the slab: for large objects, where it makes room for more. */
static bool choose_off_slab(const struct slab_shape *shape, unsigned int order)
{
	unsigned int off = objects_in(shape, order, true);

	return shape->size >= OFF_SLAB_MIN &&
	       off > objects_in(shape, order, false) &&
	       slab_mgmt_bytes(off, shape->notes) <= OFF_SLAB_MGMT;
}

/* Bytes of the slab that no object has. */
static unsigned long slab_waste(const struct slab_shape *shape,
				unsigned int order)
{
	return (PAGE_SIZE << order) - shape->size *
	       objects_in(shape, order, choose_off_slab(shape, order));
}

/*
 * The smallest that wastes less than 1/20; else the one that wastes least. Of
 * tiny objects a page holds enough, and what is lost is their management.
 */
static unsigned int choose_order(const struct slab_shape *shape)
{
	unsigned int first = get_order(shape->size + shape->red_left), order;
	unsigned int best = first;

	if (shape->size < 32)
		return 0;
	while (!objects_in(shape, first, choose_off_slab(shape, first)))
		best = ++first;
	for (order = first; order <= max(first, SLAB_MAX_ORDER); order++) {
		unsigned long waste = slab_waste(shape, order);

		if (waste * 20 <= PAGE_SIZE << order)
			return order;
		if (waste << best < slab_waste(shape, best) << order)
			best = order;
	}
	return best;
}

/*
 * Between two objects lies one red zone; before the first, another, unless it
 * begins a page: then what lies before is somebody else's.
 */
static struct slab_shape shape_of(const struct kmem_cache *cache)
{
	struct slab_shape shape = { .notes = slab_is_watched(cache) };
	unsigned int red = cache->flags & SLAB_RED_ZONE ? RED_ZONE_MIN : 0;

	shape.size = ALIGN(cache->object_size + red, cache->align);
	if (red && cache->align < PAGE_SIZE)
		shape.red_left = ALIGN(red, cache->align);
	return shape;
}

size_t slab_layout(struct kmem_cache *cache, size_t size, size_t align)
{
	struct slab_shape shape;
	unsigned long mgmt, rest;
	bool off;

	cache->object_size = size;
	cache->align = align;
	shape = shape_of(cache);
	cache->size = shape.size;
	cache->red_left = shape.red_left;
	cache->order = choose_order(&shape);
	off = choose_off_slab(&shape, cache->order);
	cache->num = objects_in(&shape, cache->order, off);
	cache->reciprocal = DIV_ROUND_UP_ULL(1ULL << 32, cache->size);
	mgmt = slab_mgmt_bytes(cache->num, shape.notes);
	rest = slab_waste(&shape, cache->order) - shape.red_left -
	       (off ? 0 : mgmt);
	cache->colours = min(rest, PAGE_SIZE) / cache->align + 1;
	return off ? mgmt : 0;
}
