/*
 * slab_def.h - what a cache is made of: for mm/slab*.c and those who show it.
 */
#ifndef _LINUX_SLAB_DEF_H
#define _LINUX_SLAB_DEF_H

#include <linux/list.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock_types.h>

#define CACHE_NAMELEN	32

/* The state byte of an object. */
enum { OBJ_FREE, OBJ_IN_USE };

/* An object at hand, and where its state byte is. */
struct free_object {
	void *obj;
	u8 *state;
};

/*
 * One CPU's free objects of one cache, the hottest last. Only that CPU touches
 * it, with interrupts off. A limit of 0 turns it off: all goes to the slabs.
 */
struct array_cache {
	unsigned int avail;		/* entries there are */
	unsigned int limit;		/* at most */
	unsigned int batch;		/* moved to or from slabs at a time */
	struct free_object entry[];
};

struct kmem_cache {
	/* Read by every allocation. */
	struct array_cache *array[NR_CPUS];
	unsigned int size;		/* from one object to the next */
	u32 reciprocal;			/* 2^32 / size: division by product */
	unsigned int object_size;	/* bytes of each that are the user's */

	/* Changed where objects go to slabs and come from them, under lock. */
	spinlock_t lock;
	struct list_head partial;	/* slabs with and without free objects */
	struct list_head full;		/* slabs without a free object */
	struct list_head empty;		/* slabs with nothing but free ones */
	unsigned long nr_slabs;		/* on the three lists */
	unsigned long nr_empty;		/* on the last */
	unsigned long nr_out;		/* objects out of slabs, arrays included */
	unsigned int colour_next;	/* of the next slab, in colour steps */

	/* Set when the cache is made. */
	unsigned int align;		/* of each object */
	unsigned int num;		/* objects in a slab */
	unsigned int order;		/* a slab is 2^order pages */
	unsigned int colours;		/* different offsets that fit */
	unsigned int red_left;		/* red zone before the first object */
	struct kmem_cache *mgmt_cache;	/* of bitmap and state; NULL: on slab */
	unsigned long flags;		/* SLAB_* */
	gfp_t gfp;			/* zone and __GFP_COMP, for slabs */
	slab_ctor ctor;			/* or NULL */
	enum ctor_form ctor_form;	/* which of them */
	slab_old_fn dtor;		/* or NULL */
	struct list_head list;		/* in slab_caches */
	char name[CACHE_NAMELEN];	/* as slabinfo shows it */
};

extern struct list_head slab_caches;	/* all, oldest first */
extern spinlock_t slab_caches_lock;	/* protects that list */

/* The objects that @slab itself holds, one bit each. */
unsigned long *slab_bitmap(const struct kmem_cache *cache,
			   const struct page *slab);
/* The address of object @nr, and back (-1: not an object's first byte). */
void *slab_object(const struct kmem_cache *cache, const struct page *slab,
		  unsigned int nr);
int slab_object_nr(const struct kmem_cache *cache, const struct page *slab,
		   const void *obj);
/* Objects in their users' hands: neither in slabs nor in arrays. */
unsigned long slab_nr_active(const struct kmem_cache *cache);
/* All invariants of all caches; returns the number of faults found. */
int slab_check_all(void);

#endif
