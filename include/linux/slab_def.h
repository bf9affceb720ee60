/*
 * slab_def.h - what a cache is made of: for mm/slab*.c and those who show it.
 */
#ifndef _LINUX_SLAB_DEF_H
#define _LINUX_SLAB_DEF_H

#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock_types.h>

#define CACHE_NAMELEN	32

struct kmem_cache {
	/* Changed by every allocation, under lock. */
	spinlock_t lock;
	struct list_head partial;	/* slabs with used and free objects */
	struct list_head full;		/* slabs without a free object */
	struct list_head empty;		/* slabs without a used object */
	unsigned long nr_slabs;		/* on the three lists */
	unsigned long nr_empty;		/* on the last */
	unsigned long nr_active;	/* objects given out */
	unsigned int colour_next;	/* of the next slab, in colour steps */

	/* Set when the cache is made. */
	unsigned int object_size;	/* bytes the user asked for */
	unsigned int size;		/* from one object to the next */
	unsigned int align;		/* of each object */
	unsigned int num;		/* objects in a slab */
	unsigned int order;		/* a slab is 2^order pages */
	unsigned int colours;		/* different offsets that fit */
	u32 reciprocal;			/* 2^32 / size: division by product */
	unsigned long flags;		/* SLAB_* */
	gfp_t gfp;			/* zone and __GFP_COMP, for slabs */
	void (*ctor)(void *obj);	/* or NULL */
	struct list_head list;		/* in slab_caches */
	char name[CACHE_NAMELEN];	/* as slabinfo shows it */
};

extern struct list_head slab_caches;	/* all, oldest first */
extern spinlock_t slab_caches_lock;	/* protects that list */

/* The slab's free objects, one bit each; at its end, or in its struct page. */
unsigned long *slab_bitmap(const struct kmem_cache *cache, struct page *slab);
/* The address of object @nr, and back (-1: not an object's first byte). */
void *slab_object(const struct kmem_cache *cache, struct page *slab,
		  unsigned int nr);
int slab_object_nr(const struct kmem_cache *cache, struct page *slab,
		   const void *obj);
/* All invariants of all caches; returns the number of faults found. */
int slab_check_all(void);

#endif
