/*
 * slab.h - small objects: caches of one kind, and kmalloc for any size.
 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/types.h>

struct kmem_cache;
typedef struct kmem_cache kmem_cache_t;

#define SLAB_HWCACHE_ALIGN	0x00002000UL	/* objects start a cache line */
#define SLAB_CACHE_DMA		0x00004000UL	/* from ZONE_DMA */
#define SLAB_PANIC		0x00040000UL	/* creation may not fail */

#define ARCH_KMALLOC_MINALIGN	8
#define KMALLOC_MIN_SIZE	8
#define KMALLOC_MAX_SIZE	131072
#define KMALLOC_MAX_CACHE_SIZE	KMALLOC_MAX_SIZE

/* What kmalloc(0) returns: not NULL, not to be touched, kfree takes it. */
#define ZERO_SIZE_PTR		((void *)16)
#define ZERO_OR_NULL_PTR(p)	((unsigned long)(p) <= 16)

/*
 * kmem_cache_create - a cache of objects of @size bytes, aligned to @align (0:
 * to a word). @ctor, if any, is called once for each object when its slab is
 * made; the object must be in that state again when it is freed. Returns NULL
 * on a bad size or without memory. May sleep. End it with kmem_cache_destroy.
 */
struct kmem_cache *kmem_cache_create(const char *name, size_t size,
				     size_t align, unsigned long flags,
				     void (*ctor)(void *));
/*
 * Give all slabs back. 0; or -EBUSY, with the live objects reported, while any
 * object is out: the cache then stays. NULL is allowed. May sleep.
 */
int kmem_cache_destroy(struct kmem_cache *cache);
/* Give the empty slabs back; returns how many pages that were. May sleep. */
int kmem_cache_shrink(struct kmem_cache *cache);

/*
 * An object, or NULL; its contents are the constructor's, or undefined. May
 * sleep with __GFP_WAIT. kmem_cache_free takes it back, in any context; NULL,
 * and what is not an object of @cache in use, is reported and left alone.
 */
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp);
void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp);
void kmem_cache_free(struct kmem_cache *cache, void *obj);
unsigned int kmem_cache_size(struct kmem_cache *cache);
const char *kmem_cache_name(struct kmem_cache *cache);

/*
 * kmalloc - @size bytes of low memory, or NULL: 1 byte to 128 KB; larger ones
 * get NULL and a warning. Powers of two are aligned to their size. May sleep
 * with __GFP_WAIT; refuses __GFP_HIGHMEM. kfree(NULL) is fine; a kfree of what
 * kmalloc didn't give, or twice, is reported and left alone.
 */
void *kmalloc(size_t size, gfp_t gfp);
void kfree(const void *obj);
/* The bytes that may really be used. */
size_t ksize(const void *obj);
/* Change the size, moving the contents if need be; NULL leaves @obj alone. */
void *krealloc(const void *obj, size_t size, gfp_t gfp);

static inline void *kzalloc(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp | __GFP_ZERO);
}

/* @n times @size bytes; a product that overflows gets NULL. */
static inline void *kmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : kmalloc(bytes, gfp);
}

static inline void *kcalloc(size_t n, size_t size, gfp_t gfp)
{
	return kmalloc_array(n, size, gfp | __GFP_ZERO);
}

/* Boot: the cache of caches; then the caches behind kmalloc. */
void kmem_cache_init(void);
void kmalloc_init(void);

#endif
