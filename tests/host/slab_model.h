/*
 * slab_model.h - the reference model of caches and kmalloc (slab_model.c), for
 * the operations beside it (slab_ops.c).
 */
#ifndef SLAB_MODEL_H
#define SLAB_MODEL_H

#include <linux/slab_def.h>
#include <linux/types.h>

#define MAX_LIVE	2000
#define KMALLOC		0xff		/* in live.cache */
#define CONSTRUCTED	0xc0		/* each byte of a constructed object */
#define SHAPES		12

struct shape {
	const char *name;
	u32 size, align;
	unsigned long flags;
	char made;			/* 0, or by which kind of constructor */
};

struct live {
	u8 *obj;
	u32 size;			/* all that may be used */
	u8 cache, seed;			/* cache: number of its shape */
};

extern const struct shape shapes[SHAPES];
extern struct kmem_cache *caches[SHAPES];	/* NULL: there is none now */
extern u32 cache_live[SHAPES];			/* objects of each */
extern struct live live[MAX_LIVE];
extern u32 nr_live, live_bytes;

/* While an object of it is free nobody looks at it (but a destructor). */
bool is_watched(u8 cache);
/* The real cache by the shape, or its end, refused while objects live. */
void create(u8 cache);
void destroy(u8 cache);

/* Memory that nobody has is somebody's now, or the reverse. */
void mark(const u8 *obj, u32 size, u8 taken);
/* Both ends of an object, which are its owner's alone: written, read. */
void fill(struct live *l);
void look(const struct live *l, u32 upto);
/* A new live object; number @i is one no more, and constructed again. */
void add(u8 *obj, u32 size, u8 cache);
struct live drop(u32 i);

void count_cache(struct kmem_cache *cache, unsigned long want);
/* The slabs in which live objects of @cache lie. */
u32 slabs_used(u8 cache);
/* The model's own memory. */
void slab_model_init(void);

#endif
