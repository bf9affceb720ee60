/*
 * mempool.h - pools that never fail: a reserve of elements behind an allocator.
 */
#ifndef _LINUX_MEMPOOL_H
#define _LINUX_MEMPOOL_H

#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>

struct kmem_cache;
struct task_struct;

typedef void *(mempool_alloc_t)(gfp_t gfp, void *pool_data);
typedef void (mempool_free_t)(void *element, void *pool_data);

/*
 * The mask is a gfp_t today and was an int once: callbacks of both kinds fit.
 */
typedef union {
	mempool_alloc_t *fn;
	void *(*fn_int)(int gfp_mask, void *pool_data);
} mempool_alloc_any __attribute__((transparent_union));

typedef struct mempool_s {
	spinlock_t lock;
	int min_nr;			/* elements the reserve shall have */
	int curr_nr;			/* elements it has */
	int owed;			/* taken from it and not yet replaced */
	void **elements;		/* they, the last in first out */
	void *pool_data;		/* what the callbacks are given */
	mempool_alloc_t *alloc;
	mempool_free_t *free;
	struct list_head waiters;	/* who sleeps for one, the first first */
	struct list_head list;		/* in mempools */
	unsigned long caller;		/* who made it */
} mempool_t;

/* One who sleeps, on his own stack. */
struct mempool_waiter {
	struct list_head list;
	struct task_struct *task;
	void *element;			/* what he was given */
};

extern struct list_head mempools;	/* all, oldest first: to be shown */
extern spinlock_t mempools_lock;	/* protects that list */

/*
 * mempool_create - a pool whose reserve holds @min_nr elements, allocated now.
 * @pool_data is handed to @alloc_fn and @free_fn. NULL without memory. May
 * sleep. mempool_init() is the same for a pool that lies in the caller's
 * memory: 0 or
 * -ENOMEM.
 */
mempool_t *mempool_create(int min_nr, mempool_alloc_any alloc_fn,
			  mempool_free_t *free_fn, void *pool_data);
int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_any alloc_fn,
		 mempool_free_t *free_fn, void *pool_data);
/*
 * The end of a pool: all its elements must be back; else that is reported, and
 * the pool stays. NULL is allowed. May sleep.
 */
void mempool_destroy(mempool_t *pool);
void mempool_exit(mempool_t *pool);

/*
 * A reserve of another size, @new_min_nr: 0, or -ENOMEM and nothing changed.
 * The mask of the old form is not needed. May sleep.
 */
int mempool_resize(mempool_t *pool, int new_min_nr);
#define __mempool_resize(pool, new_min_nr, gfp, ...)			\
	((void)(gfp), (mempool_resize)(pool, new_min_nr))
#define mempool_resize(pool, ...)	__mempool_resize(pool, __VA_ARGS__, 0)

/*
 * mempool_alloc - an element: from the allocator if it has one at hand, else
 * from the reserve, else, with __GFP_WAIT, the first that comes back, in the
 * order of asking: it never fails then. Without, NULL. An element of the
 * reserve is as its last user left it: __GFP_ZERO gets a warning.
 * mempool_free() gives it back: to who waits, or to the reserve, or to the
 * allocator; any context, NULL is allowed.
 */
void *mempool_alloc(mempool_t *pool, gfp_t gfp);
void mempool_free(void *element, mempool_t *pool);

/* Ready-made callbacks: the data is a cache, a size in bytes, an order. */
void *mempool_alloc_slab(gfp_t gfp, void *cache);
void mempool_free_slab(void *element, void *cache);
void *mempool_kmalloc(gfp_t gfp, void *size);
void *mempool_kzalloc(gfp_t gfp, void *size);
void mempool_kfree(void *element, void *size);
void *mempool_alloc_pages(gfp_t gfp, void *order);
void mempool_free_pages(void *element, void *order);

static inline mempool_t *mempool_create_slab_pool(int min_nr,
						  struct kmem_cache *cache)
{
	return mempool_create(min_nr, mempool_alloc_slab, mempool_free_slab,
			      cache);
}

static inline mempool_t *mempool_create_kmalloc_pool(int min_nr, size_t size)
{
	return mempool_create(min_nr, mempool_kmalloc, mempool_kfree,
			      (void *)size);
}

static inline mempool_t *mempool_create_kzalloc_pool(int min_nr, size_t size)
{
	return mempool_create(min_nr, mempool_kzalloc, mempool_kfree,
			      (void *)size);
}

static inline mempool_t *mempool_create_page_pool(int min_nr, int order)
{
	return mempool_create(min_nr, mempool_alloc_pages, mempool_free_pages,
			      (void *)(unsigned long)order);
}

#define mempool_create_node(n, alloc, free, data, gfp, node) \
	mempool_create(n, alloc, free, data)
#define mempool_initialized(pool)	((pool)->elements != NULL)
#define mempool_init_slab_pool(pool, n, cache) \
	mempool_init(pool, n, mempool_alloc_slab, mempool_free_slab, cache)
#define mempool_init_kmalloc_pool(pool, n, size) \
	mempool_init(pool, n, mempool_kmalloc, mempool_kfree, (void *)(size))
#define mempool_init_page_pool(pool, n, order) \
	mempool_init(pool, n, mempool_alloc_pages, mempool_free_pages, \
		     (void *)(unsigned long)(order))

#endif
