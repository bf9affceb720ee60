/*
 * slab.h - small objects: caches of one kind, and kmalloc for any size.
 */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/bitops.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/types.h>

struct kmem_cache;
typedef struct kmem_cache kmem_cache_t;

/*
 * Instruments of a cache, also by `slab_debug=` on the command line; what they
 * report: docs/slab.md. (Poison would spoil what a constructor made, and what
 * RCU's readers may still look at: there it is left out.)
 */
#define SLAB_CONSISTENCY_CHECKS	0x00000100UL	/* the slab, at each use */
#define SLAB_RED_ZONE		0x00000400UL	/* bytes around each object */
#define SLAB_POISON		0x00000800UL	/* what is free, and not set */
#define SLAB_STORE_USER		0x00010000UL	/* who allocated, who freed */
#define SLAB_TRACE		0x00200000UL	/* a line for each use */
#define SLAB_FAILSLAB		0x02000000UL	/* failslab= is for this one */
#define SLAB_DEBUG_FLAGS	(SLAB_CONSISTENCY_CHECKS | SLAB_RED_ZONE | \
				 SLAB_POISON | SLAB_STORE_USER | SLAB_TRACE)
#define SLAB_DEBUG_FREE		SLAB_CONSISTENCY_CHECKS	/* of old */
#define SLAB_DEBUG_INITIAL	0UL			/* of long ago */

#define SLAB_HWCACHE_ALIGN	0x00002000UL	/* objects start a cache line */
#define SLAB_CACHE_DMA		0x00004000UL	/* from ZONE_DMA */
#define SLAB_RECLAIM_ACCOUNT	0x00020000UL	/* reclaimable: for the books */
#define SLAB_PANIC		0x00040000UL	/* creation may not fail */
/*
 * A slab's pages go back only after an RCU grace period: a reader may still
 * look at an object that was freed under it, and find one of the same type.
 */
#define SLAB_TYPESAFE_BY_RCU	0x00080000UL
#define SLAB_DESTROY_BY_RCU	SLAB_TYPESAFE_BY_RCU
#define SLAB_MEM_SPREAD		0x00100000UL	/* of NUMA: nothing to do here */
#define SLAB_ACCOUNT		0x04000000UL	/* of cgroups: likewise */
#define SLAB_NO_REAP		0UL		/* of long ago */
#define SLAB_NO_MERGE		0UL		/* no two caches are made one */
#define SLAB_NOLEAKTRACE	0UL
#define SLAB_NO_USER_FLAGS	0x10000000UL	/* slab_debug= is not for it */
#define SLAB_MUST_HWCACHE_ALIGN	SLAB_HWCACHE_ALIGN

/* Masks by the names of old. */
#define SLAB_ATOMIC	GFP_ATOMIC
#define SLAB_USER	GFP_USER
#define SLAB_KERNEL	GFP_KERNEL
#define SLAB_DMA	GFP_DMA
#define SLAB_NOFS	GFP_NOFS
#define SLAB_NOIO	GFP_NOIO

/* What a constructor of the old form is called for. */
#define SLAB_CTOR_CONSTRUCTOR	0x001UL
#define SLAB_CTOR_ATOMIC	0x002UL		/* it may not sleep */
#define SLAB_CTOR_VERIFY	0x004UL

#define ARCH_KMALLOC_MINALIGN	8
#define ARCH_SLAB_MINALIGN	4
#define KMALLOC_MIN_SIZE	8
#define KMALLOC_SHIFT_LOW	3
#define KMALLOC_SHIFT_HIGH	17
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
 * Constructors of three generations, and the destructor of the first, which is
 * called for each object when its slab goes:
 *
 *	void (*)(void *obj)					today
 *	void (*)(struct kmem_cache *, void *obj)		for a while
 *	void (*)(void *obj, kmem_cache_t *, unsigned long)	of old, six arguments
 *
 * kmem_cache_create() takes any: a macro looks at the constructor's type.
 */
enum ctor_form { CTOR_OF_OBJECT, CTOR_OF_CACHE, CTOR_OF_OLD };
typedef void (*slab_old_fn)(void *, struct kmem_cache *, unsigned long);
typedef union {
	void (*of_object)(void *);
	void (*of_cache)(struct kmem_cache *, void *);
	slab_old_fn of_old;
} slab_ctor __attribute__((transparent_union));

struct kmem_cache *kmem_cache_create_any(const char *name, size_t size,
					 size_t align, unsigned long flags,
					 slab_ctor ctor, enum ctor_form form,
					 slab_old_fn dtor);

#define __ctor_form(ctor) _Generic((ctor),				\
	void (*)(struct kmem_cache *, void *): CTOR_OF_CACHE,		\
	slab_old_fn: CTOR_OF_OLD,					\
	default: CTOR_OF_OBJECT)
#define __cache_create(name, size, align, flags, ctor, dtor, ...)	\
	kmem_cache_create_any(name, size, align, flags, ctor,		\
			      __ctor_form(ctor), dtor)
#define kmem_cache_create(name, size, align, flags, ...)		\
	__cache_create(name, size, align, flags, __VA_ARGS__, NULL, 0)

/* A cache for a struct, by its name. */
#define KMEM_CACHE(type, flags)						\
	kmem_cache_create(#type, sizeof(struct type),			\
			  __alignof__(struct type), flags, NULL)

/*
 * Give all slabs back. 0; or -EBUSY, with the live objects reported, while any
 * object is out: the cache then stays. NULL is allowed. May sleep.
 */
int kmem_cache_destroy(struct kmem_cache *cache);
/*
 * Give the empty slabs back. 0: now there is none left; 1: others hold objects
 * that are out. May sleep.
 */
int kmem_cache_shrink(struct kmem_cache *cache);

/*
 * An object, or NULL; its contents are the constructor's, or undefined. May
 * sleep with __GFP_WAIT. kmem_cache_free takes it back, in any context; NULL,
 * and what is not an object of @cache in use, is reported and left alone.
 */
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp);
void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp);
void kmem_cache_free(struct kmem_cache *cache, const void *obj);
/*
 * @n objects into @objs at once: @n, or 0 and none of them is kept. And back,
 * NULLs being passed over; with a @cache of NULL each to the cache it is of, as
 * kfree does.
 */
int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t n,
			  void **objs);
void kmem_cache_free_bulk(struct kmem_cache *cache, size_t n, void **objs);
static inline void kfree_bulk(size_t n, void **objs)
{
	kmem_cache_free_bulk(NULL, n, objs);
}
unsigned int kmem_cache_size(struct kmem_cache *cache);
const char *kmem_cache_name(struct kmem_cache *cache);

/*
 * kmalloc - @size bytes of low memory, or NULL: 1 byte to 128 KB; larger ones
 * get NULL and a warning (not with __GFP_NOWARN). Powers of two are aligned to
 * their size. May sleep with __GFP_WAIT; refuses __GFP_HIGHMEM. kfree(NULL) is
 * fine; a kfree of what kmalloc didn't give, or twice, is reported and left
 * alone.
 */
void *kmalloc(size_t size, gfp_t gfp);

/*
 * kmalloc_track_caller - the same for a function that allocates for its own
 * caller: that one is named by kmemleak, slab_debug and reports.
 */
void *__kmalloc_track_caller(size_t size, gfp_t gfp, unsigned long caller);
#define kmalloc_track_caller(size, gfp)					\
	__kmalloc_track_caller(size, gfp, _RET_IP_)
void kfree(const void *obj);
/* The bytes that may really be used; 0 of nothing, and of what is reported. */
size_t ksize(const void *obj);
/*
 * Change the size, moving the contents if need be; NULL leaves @obj alone. With
 * __GFP_ZERO what is new is zeroes, if all calls for @obj have had it.
 */
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

/* There is one node. */
#define kmem_cache_alloc_node(cache, gfp, node)	kmem_cache_alloc(cache, gfp)
#define kmalloc_node(size, gfp, node)		kmalloc(size, gfp)
#define kzalloc_node(size, gfp, node)		kzalloc(size, gfp)
#define kcalloc_node(n, size, gfp, node)	kcalloc(n, size, gfp)
#define kmalloc_array_node(n, size, gfp, node)	kmalloc_array(n, size, gfp)

static inline void *krealloc_array(void *obj, size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL :
						      krealloc(obj, bytes, gfp);
}

/*
 * kvmalloc - kmalloc, and where that has no large block, vmalloc: for @gfp of
 * GFP_KERNEL and more only, as vmalloc sleeps. Contiguous in addresses, perhaps
 * not in frames. kvfree takes what either gave, and NULL; where vfree may be
 * called. @caller is who made it in vmallocinfo and in a module's leak report.
 */
void *kvmalloc(size_t size, gfp_t gfp);
void *__kvmalloc_track_caller(size_t size, gfp_t gfp, unsigned long caller);
void kvfree(const void *addr);
void *kvmalloc_array(size_t n, size_t size, gfp_t gfp);
void *kvcalloc(size_t n, size_t size, gfp_t gfp);
void *kvzalloc(size_t size, gfp_t gfp);
#define kvmalloc_node(size, gfp, node)	kvmalloc(size, gfp)
#define kvzalloc_node(size, gfp, node)	kvzalloc(size, gfp)

/* kfree, and nothing of the contents is left to be read. */
void kfree_sensitive(const void *obj);
#define kzfree	kfree_sensitive

#ifndef MODULE			/* names that a module may have */
/* Boot: the cache of caches; then the caches behind kmalloc. */
void kmem_cache_init(void);
void kmalloc_init(void);
#endif

/* The size kmalloc really takes for @size: what ksize() will say. */
static inline size_t kmalloc_size_roundup(size_t size)
{
	return !size || size > KMALLOC_MAX_SIZE ? size :
		size <= KMALLOC_MIN_SIZE ? KMALLOC_MIN_SIZE :
		1UL << fls(size - 1);
}

/* Objects of which a part may be copied to users: here all may. */
#define kmem_cache_create_usercopy(name, size, align, flags, at, len, ctor) \
	kmem_cache_create(name, size, align, flags, ctor)
#define KMEM_CACHE_USERCOPY(type, flags, field)	KMEM_CACHE(type, flags)

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))
DEFINE_FREE(kfree_sensitive, void *, if (_T) kfree_sensitive(_T))

#endif
