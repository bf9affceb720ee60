/*
 * slab_world.h - what the three files of the harness share: the cache, its
 * memory, and what its users know.
 */
#ifndef SLAB_WORLD_H
#define SLAB_WORLD_H

#include <linux/mm_types.h>
#include <linux/slab_def.h>
#include "slab_harness.h"

#define ORDER		3
#define FRAMES		(1 << ORDER)
#define SIZE		5000		/* of an object: over several pages */
#define CONSTRUCTED	0x900dc0deU
#define NOBODY		STEPS

enum { ABSENT, HELD, IN_USE, WAITING };

union array_room {
	struct array_cache array;
	unsigned char room[sizeof(struct array_cache) +
			   (LIMIT + 1) * sizeof(struct free_object)];
};

extern struct kmem_cache cache;
extern struct page pages[SLABS * FRAMES];
extern union array_room arrays[CPUS];
extern bool used[OBJECTS];		/* as their users know it */

/* A rule was broken; the first one counts, and is told. */
void broken(const char *what);
extern const char *rule;

/* slab_world.c: pages; object number @i; who constructs it */
void map_memory(void);
void fresh_pages(int slab);
bool pages_free(int slab);
unsigned int *object(int i);
void ctor(void *obj);
extern bool no_page;			/* the page allocator refuses */
extern int reports;			/* that somebody made */

/* slab_state.c: all from the key; all rules, and the new key */
void build(void);
void settle(void);
int index_of(const void *obj);		/* -1: not an object */

/* slab_harness.c: interrupts are on, or a page is asked for or given back. */
void spin_window(void);

#endif
