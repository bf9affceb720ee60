/*
 * module_traced.c - what modules call instead of the allocators: the same, and
 * a record is kept (module_trace.c says what for).
 *
 *	asked for, and where it was	trace_note(kind, what, size, caller)
 *	given back			trace_strike(what), and only then freed:
 *					a moment later it is somebody else's
 *
 * The caller is the module's code, so each function here is called from there
 * directly, and _RET_IP_ is in it. An allocator that modules may call and that
 * has no line in `pairs` is one whose memory isn't missed at rmmod.
 *
 * Invariant: what is struck out is still the caller's.
 * Locking: none here. Context: as the function that is stood in for.
 * Linux: nothing like it. gdb: `break traced_kmalloc`, `p pairs`.
 */
#include <linux/dmapool.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "module.h"
#include "module_trace.h"

/* ---- objects ---- */

static void *traced_kmalloc(size_t size, gfp_t gfp)
{
	void *obj = __kmalloc_track_caller(size, gfp, _RET_IP_);

	trace_note(MODULE_OBJECT, obj, size, _RET_IP_);
	return obj;
}

static void *traced_krealloc(const void *obj, size_t size, gfp_t gfp)
{
	/* Out of the table first: once freed its address is anybody's. */
	struct record *r = trace_take(obj);
	void *new = krealloc(obj, size, gfp);

	if (!new && size) {
		if (r)
			trace_put(r);		/* @obj is as it was */
		return NULL;
	}
	kfree(r);
	trace_note(MODULE_OBJECT, new, size, _RET_IP_);
	return new;
}

static void traced_kfree(const void *obj)
{
	trace_strike(obj);
	kfree(obj);
}

static void traced_kfree_sensitive(const void *obj)
{
	trace_strike(obj);
	kfree_sensitive(obj);
}

static void *traced_kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	void *obj = kmem_cache_alloc(cache, gfp);

	trace_note(MODULE_OBJECT, obj, kmem_cache_size(cache), _RET_IP_);
	return obj;
}

static void *traced_kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp)
{
	void *obj = kmem_cache_zalloc(cache, gfp);

	trace_note(MODULE_OBJECT, obj, kmem_cache_size(cache), _RET_IP_);
	return obj;
}

static void traced_kmem_cache_free(struct kmem_cache *cache, const void *obj)
{
	trace_strike(obj);
	kmem_cache_free(cache, obj);
}

static int traced_kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp,
					size_t n, void **objs)
{
	int got = kmem_cache_alloc_bulk(cache, gfp, n, objs);

	for (int i = 0; i < got; i++)
		trace_note(MODULE_OBJECT, objs[i], kmem_cache_size(cache), _RET_IP_);
	return got;
}

static void traced_kmem_cache_free_bulk(struct kmem_cache *cache, size_t n,
					void **objs)
{
	for (size_t i = 0; i < n; i++)
		trace_strike(objs[i]);
	kmem_cache_free_bulk(cache, n, objs);
}

/* ---- what allocates for its caller ---- */

#define TRACED_COPY(fn, params, size, ...)				\
static void *traced_##fn params						\
{									\
	void *obj = fn(__VA_ARGS__);					\
									\
	if (obj)							\
		trace_note(MODULE_OBJECT, obj, size, _RET_IP_);		\
	return obj;							\
}

TRACED_COPY(kstrdup, (const char *s, gfp_t gfp), strlen(s) + 1, s, gfp)
TRACED_COPY(kstrndup, (const char *s, size_t max, gfp_t gfp),
	    strlen(obj) + 1, s, max, gfp)
TRACED_COPY(kmemdup, (const void *src, size_t n, gfp_t gfp), n, src, n, gfp)
TRACED_COPY(kmemdup_nul, (const char *s, size_t n, gfp_t gfp), n + 1, s, n, gfp)

/*
 * What vmalloc gave is found by its area, and who asked: module_trace_made().
 */
static void *traced_kv(size_t size, gfp_t gfp, unsigned long caller)
{
	void *obj = __kvmalloc_track_caller(size, gfp, caller);

	if (!is_vmalloc_addr(obj))
		trace_note(MODULE_OBJECT, obj, size, caller);
	return obj;
}

static void *traced_kvmalloc(size_t size, gfp_t gfp)
{
	return traced_kv(size, gfp, _RET_IP_);
}

static void *traced_kvzalloc(size_t size, gfp_t gfp)
{
	return traced_kv(size, gfp | __GFP_ZERO, _RET_IP_);
}

static void *traced_kvmalloc_array(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL :
		traced_kv(bytes, gfp, _RET_IP_);
}

static void *traced_kvcalloc(size_t n, size_t size, gfp_t gfp)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL :
		traced_kv(bytes, gfp | __GFP_ZERO, _RET_IP_);
}

static void traced_kvfree(const void *addr)
{
	trace_strike(addr);
	kvfree(addr);
}

/* ---- pages ---- */

static struct page *traced_alloc_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order);

	trace_note(MODULE_PAGES, page, PAGE_SIZE << order, _RET_IP_);
	return page;
}

static unsigned long traced___get_free_pages(gfp_t gfp, unsigned int order)
{
	unsigned long addr = __get_free_pages(gfp, order);

	if (addr)
		trace_note(MODULE_PAGES, virt_to_page(addr), PAGE_SIZE << order,
		     _RET_IP_);
	return addr;
}

static unsigned long traced_get_zeroed_page(gfp_t gfp)
{
	unsigned long addr = get_zeroed_page(gfp);

	if (addr)
		trace_note(MODULE_PAGES, virt_to_page(addr), PAGE_SIZE, _RET_IP_);
	return addr;
}

/* It goes with the last reference only. */
static void strike_last(struct page *page)
{
	if (page_count(page) == 1)
		trace_strike(page);
}

static void traced___free_pages(struct page *page, unsigned int order)
{
	if (page)
		strike_last(page);
	__free_pages(page, order);
}

static void traced_free_pages(unsigned long addr, unsigned int order)
{
	if (addr && virt_addr_valid(addr))
		strike_last(virt_to_page(addr));
	free_pages(addr, order);
}

static void traced_put_page(struct page *page)
{
	strike_last(page);
	put_page(page);
}

/* Of an array, those that were empty places before. */
static unsigned long traced_alloc_pages_bulk_array(gfp_t gfp, unsigned long nr,
						   struct page **array)
{
	unsigned long got = alloc_pages_bulk_array(gfp, nr, array);

	for (unsigned long i = 0; i < got; i++)
		if (!trace_has(array[i]))
			trace_note(MODULE_PAGES, array[i], PAGE_SIZE,
				   _RET_IP_);
	return got;
}

static unsigned long traced_alloc_pages_bulk_list(gfp_t gfp, unsigned long nr,
						  struct list_head *list)
{
	unsigned long got = alloc_pages_bulk_list(gfp, nr, list), n = got;
	struct page *page;

	list_for_each_entry(page, list, lru) {
		if (!n--)
			break;
		trace_note(MODULE_PAGES, page, PAGE_SIZE, _RET_IP_);
	}
	return got;
}

static void *traced_alloc_pages_exact(size_t size, gfp_t gfp)
{
	void *addr = alloc_pages_exact(size, gfp);

	if (addr)
		trace_note(MODULE_PAGES, virt_to_page(addr), size, _RET_IP_);
	return addr;
}

static void traced_free_pages_exact(void *addr, size_t size)
{
	if (addr)
		trace_strike(virt_to_page(addr));
	free_pages_exact(addr, size);
}

/* ---- per-CPU areas, caches ---- */

static void __percpu *traced___alloc_percpu(size_t size, size_t align)
{
	void __percpu *area = __alloc_percpu(size, align);

	trace_note(MODULE_PERCPU, (__force void *)area, size, _RET_IP_);
	return area;
}

static void traced_free_percpu(void __percpu *area)
{
	trace_strike((__force void *)area);
	free_percpu(area);
}

static struct kmem_cache *
traced_kmem_cache_create_any(const char *name, size_t size, size_t align,
			     unsigned long flags, slab_ctor ctor,
			     enum ctor_form form, slab_old_fn dtor)
{
	struct kmem_cache *cache = kmem_cache_create_any(name, size, align,
							 flags, ctor, form,
							 dtor);

	trace_note(MODULE_CACHE, cache, size, _RET_IP_);
	return cache;
}

static int traced_kmem_cache_destroy(struct kmem_cache *cache)
{
	trace_strike(cache);
	return kmem_cache_destroy(cache);
}

/* ---- what says itself who made it: module_trace_made() notes it ---- */

#define TRACED_END(fn, type)						\
static void traced_##fn(type what)					\
{									\
	trace_strike((__force const void *)what);				\
	fn(what);							\
}

TRACED_END(vfree, const void *)
TRACED_END(vunmap, const void *)
TRACED_END(iounmap, volatile void __iomem *)
TRACED_END(memunmap, void *)
TRACED_END(mempool_destroy, mempool_t *)
TRACED_END(dma_pool_destroy, struct dma_pool *)

static void traced_free_vm_area(struct vm_struct *area)
{
	trace_strike(area->addr);
	free_vm_area(area);
}

/* ---- freed by RCU, later ---- */

/* kfree_rcu() hands over an offset instead of a function. */
static void traced_call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	if ((unsigned long)func < PAGE_SIZE)
		trace_strike((void *)head - (unsigned long)func);
	call_rcu(head, func);
}

/* ---- for the loader ---- */

#define TRACED(fn)	{ #fn, (unsigned long)traced_##fn }

static const struct kernel_symbol_pair {
	const char *name;
	unsigned long traced;
} pairs[] = {
	TRACED(kmalloc), TRACED(krealloc), TRACED(kfree),
	TRACED(kfree_sensitive), TRACED(kmem_cache_alloc),
	TRACED(kmem_cache_zalloc), TRACED(kmem_cache_free),
	TRACED(kmem_cache_alloc_bulk), TRACED(kmem_cache_free_bulk),
	TRACED(kstrdup), TRACED(kstrndup), TRACED(kmemdup),
	TRACED(kmemdup_nul), TRACED(kvmalloc), TRACED(kvzalloc),
	TRACED(kvmalloc_array), TRACED(kvcalloc), TRACED(kvfree),
	TRACED(alloc_pages), TRACED(__get_free_pages),
	TRACED(alloc_pages_bulk_array), TRACED(alloc_pages_bulk_list),
	TRACED(get_zeroed_page), TRACED(__free_pages), TRACED(free_pages),
	TRACED(put_page), TRACED(alloc_pages_exact),
	TRACED(free_pages_exact), TRACED(__alloc_percpu),
	TRACED(free_percpu), TRACED(kmem_cache_create_any),
	TRACED(kmem_cache_destroy), TRACED(vfree), TRACED(vunmap),
	TRACED(iounmap), TRACED(memunmap), TRACED(mempool_destroy),
	TRACED(dma_pool_destroy), TRACED(free_vm_area), TRACED(call_rcu),
};

unsigned long module_traced(const char *name)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(pairs); i++)
		if (!strcmp(pairs[i].name, name))
			return pairs[i].traced;
	return 0;
}
