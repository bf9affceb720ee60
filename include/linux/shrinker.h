/*
 * shrinker.h - those who keep memory that they could give back.
 */
#ifndef _LINUX_SHRINKER_H
#define _LINUX_SHRINKER_H

#include <linux/gfp.h>
#include <linux/list.h>

struct shrink_control {
	gfp_t gfp_mask;			/* of the allocation in need */
	unsigned long nr_to_scan;	/* objects to try */
	unsigned long nr_scanned;
};

#define SHRINK_STOP	(~0UL)		/* from scan_objects: not now */
#define SHRINK_EMPTY	(~0UL - 1)	/* from count_objects: nothing at all */
#define DEFAULT_SEEKS	2

struct shrinker {
	/* How many objects could be given back; 0: none. */
	unsigned long (*count_objects)(struct shrinker *shrinker,
				       struct shrink_control *sc);
	/*
	 * Give back about sc->nr_to_scan of them; how many were, or
	 * SHRINK_STOP.
	 */
	unsigned long (*scan_objects)(struct shrinker *shrinker,
				      struct shrink_control *sc);
	/*
	 * 2.6 instead: 0 asks for the number, else give back as many; what's
	 * left
	 */
	int (*shrink)(int nr_to_scan, gfp_t gfp_mask);
	int seeks;			/* what an object costs to make again */
	long batch;			/* objects a call, 0: any number */
	unsigned long flags;
	struct list_head list;		/* ours */
};

/* For inspectors: what a shrinker says it could give back, and its function. */
struct shrinker_state {
	unsigned long objects;
	const void *fn;
	bool old;			/* 2.6's form */
};

/* The @nr-th that was registered; false: there are fewer. May sleep. */
bool shrinker_get_state(unsigned int nr, struct shrinker_state *state);

/*
 * From now on, and not any more, @shrinker is asked when an allocation that may
 * wait finds no memory. Both may sleep; registering returns 0.
 */
int register_shrinker(struct shrinker *shrinker);
/* Since 6.0 it has a name, which only its debugfs shows. */
#define register_shrinker(shrinker, ...)	register_shrinker(shrinker)
void unregister_shrinker(struct shrinker *shrinker);

/*
 * Ask every shrinker, for an allocation with @gfp; objects given back. May
 * sleep; with all of GFP_KERNEL, first until who is asking already has done so.
 * From a shrinker itself it does nothing.
 */
unsigned long shrink_slab(gfp_t gfp);

/* 2.6's: a shrinker for @shrink, NULL without memory. May sleep. */
typedef int (*shrinker_t)(int nr_to_scan, gfp_t gfp_mask);
struct shrinker *set_shrinker(int seeks, shrinker_t shrink);
void remove_shrinker(struct shrinker *shrinker);

/* Since 6.7: made, filled in, registered; and freed. May sleep. */
__printf(2, 3)
struct shrinker *shrinker_alloc(unsigned int flags, const char *fmt, ...);
void shrinker_register(struct shrinker *shrinker);
void shrinker_free(struct shrinker *shrinker);

#endif
