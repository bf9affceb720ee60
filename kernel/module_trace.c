/*
 * module_trace.c - which memory a module has, and where in it asked for it.
 *
 *   module --kmalloc--> traced_kmalloc --> kmalloc
 *                            | writes down: this object, that call
 *   module --kfree----> traced_kfree ----> kfree
 *                            | strikes it out
 *
 * Kernel code pays for no bookkeeping. Modules do: where one asks for kmalloc,
 * the loader gives it the address of a function here that does the same and
 * keeps a record. When the module goes, what is still written down it has
 * forgotten, and the record names the call.
 *
 * `insmod --no-trace`, or modtrace=0 on the command line, and a module gets the
 * functions themselves: for measuring.
 *
 * Invariant: a record stands for memory that a module got and neither it nor the
 * kernel on its behalf (kfree_rcu) has given back. What finds no memory for its
 * record is not written down; a free of something unknown is no mistake.
 * Price: about 200 instructions for a pair.
 * Locking: trace_lock, interrupts off. Context: any.
 * Linux: kmemleak answers the same question by looking for pointers.
 * gdb: `break traced_kmalloc`, `p traced`.
 */
#include <linux/dmapool.h>
#include <linux/gfp.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/list.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "module.h"

#define HASH_BITS	8

struct record {
	struct hlist_node node;
	const void *what;		/* object, struct page, per-CPU area */
	size_t size;
	unsigned long caller;		/* in the module ... */
	const struct module *mod;	/* ... that this is */
	enum module_memory kind;
};

static struct hlist_head traced[1 << HASH_BITS];
static DEFINE_SPINLOCK(trace_lock);
bool module_trace = true;

static int __init parse_modtrace(char *text)
{
	return text ? kstrtobool(text, &module_trace) : -EINVAL;
}
early_param("modtrace", parse_modtrace);

/* ---- records ---- */

static struct hlist_head *bucket(const void *what)
{
	return &traced[hash_ptr(what, HASH_BITS)];
}

static void put(struct record *r)
{
	unsigned long flags;

	spin_lock_irqsave(&trace_lock, flags);
	hlist_add_head(&r->node, bucket(r->what));
	spin_unlock_irqrestore(&trace_lock, flags);
}

static void note_for(const struct module *mod, enum module_memory kind,
		     const void *what, size_t size, unsigned long caller)
{
	struct record *r;

	if (ZERO_OR_NULL_PTR(what))
		return;
	r = kmalloc(sizeof(*r), GFP_ATOMIC | __GFP_NOWARN);
	if (!r)
		return;
	r->what = what;
	r->size = size;
	r->caller = caller;
	r->mod = mod;
	r->kind = kind;
	put(r);
}

static void note(enum module_memory kind, const void *what, size_t size,
		 unsigned long caller)
{
	note_for(module_of(caller), kind, what, size, caller);
}

/* Its record, taken out; NULL: there is none. */
static struct record *take(const void *what)
{
	struct record *r, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&trace_lock, flags);
	hlist_for_each_entry(r, bucket(what), node) {
		if (r->what == what) {
			found = r;
			hlist_del(&r->node);
			break;
		}
	}
	spin_unlock_irqrestore(&trace_lock, flags);
	return found;
}

static void strike(const void *what)
{
	kfree(take(what));
}

/* Is there a record of it? */
static bool is_noted(const void *what)
{
	struct record *r;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&trace_lock, flags);
	hlist_for_each_entry(r, bucket(what), node)
		found |= r->what == what;
	spin_unlock_irqrestore(&trace_lock, flags);
	return found;
}

/*
 * One of what @mod has not given back, copied. The record stays, as nobody's: an
 * area that is forgotten goes on saying that it was made at an address where
 * another module's code will be.
 */
static bool disown_one(const struct module *mod, struct record *copy)
{
	struct record *r;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&trace_lock, flags);
	for (int i = 0; i < ARRAY_SIZE(traced) && !found; i++) {
		hlist_for_each_entry(r, &traced[i], node) {
			if (r->mod != mod)
				continue;
			*copy = *r;
			r->mod = NULL;
			found = true;
			break;
		}
	}
	spin_unlock_irqrestore(&trace_lock, flags);
	return found;
}

unsigned int module_trace_report(struct module *mod)
{
	static const char *const kinds[] = {
		[MODULE_OBJECT] = "object", [MODULE_PAGES] = "pages",
		[MODULE_PERCPU] = "per-CPU area", [MODULE_CACHE] = "cache",
		[MODULE_VMALLOC] = "vmalloc area",
		[MODULE_MEMPOOL] = "mempool", [MODULE_DMAPOOL] = "DMA pool",
	};
	unsigned int n = 0;
	struct record r;

	for (; disown_one(mod, &r); n++)
		if (n < MODULE_LEAKS_SHOWN)
			pr_alert("%s: leak: %s of %zu bytes at %p, allocated at %s\n",
				 mod->name, kinds[r.kind], r.size, r.what,
				 module_line(mod, r.caller));
	return n;
}

/* ---- objects ---- */

static void *traced_kmalloc(size_t size, gfp_t gfp)
{
	void *obj = __kmalloc_track_caller(size, gfp, _RET_IP_);

	note(MODULE_OBJECT, obj, size, _RET_IP_);
	return obj;
}

static void *traced_krealloc(const void *obj, size_t size, gfp_t gfp)
{
	/* Out of the table first: once freed its address is anybody's. */
	struct record *r = take(obj);
	void *new = krealloc(obj, size, gfp);

	if (!new && size) {
		if (r)
			put(r);		/* @obj is as it was */
		return NULL;
	}
	kfree(r);
	note(MODULE_OBJECT, new, size, _RET_IP_);
	return new;
}

static void traced_kfree(const void *obj)
{
	strike(obj);
	kfree(obj);
}

static void traced_kfree_sensitive(const void *obj)
{
	strike(obj);
	kfree_sensitive(obj);
}

static void *traced_kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	void *obj = kmem_cache_alloc(cache, gfp);

	note(MODULE_OBJECT, obj, kmem_cache_size(cache), _RET_IP_);
	return obj;
}

static void *traced_kmem_cache_zalloc(struct kmem_cache *cache, gfp_t gfp)
{
	void *obj = kmem_cache_zalloc(cache, gfp);

	note(MODULE_OBJECT, obj, kmem_cache_size(cache), _RET_IP_);
	return obj;
}

static void traced_kmem_cache_free(struct kmem_cache *cache, const void *obj)
{
	strike(obj);
	kmem_cache_free(cache, obj);
}

static int traced_kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp,
					size_t n, void **objs)
{
	int got = kmem_cache_alloc_bulk(cache, gfp, n, objs);

	for (int i = 0; i < got; i++)
		note(MODULE_OBJECT, objs[i], kmem_cache_size(cache), _RET_IP_);
	return got;
}

static void traced_kmem_cache_free_bulk(struct kmem_cache *cache, size_t n,
					void **objs)
{
	for (size_t i = 0; i < n; i++)
		strike(objs[i]);
	kmem_cache_free_bulk(cache, n, objs);
}

/* ---- what allocates for its caller ---- */

#define TRACED_COPY(fn, params, size, ...)				\
static void *traced_##fn params						\
{									\
	void *obj = fn(__VA_ARGS__);					\
									\
	if (obj)							\
		note(MODULE_OBJECT, obj, size, _RET_IP_);		\
	return obj;							\
}

TRACED_COPY(kstrdup, (const char *s, gfp_t gfp), strlen(s) + 1, s, gfp)
TRACED_COPY(kstrndup, (const char *s, size_t max, gfp_t gfp),
	    strlen(obj) + 1, s, max, gfp)
TRACED_COPY(kmemdup, (const void *src, size_t n, gfp_t gfp), n, src, n, gfp)
TRACED_COPY(kmemdup_nul, (const char *s, size_t n, gfp_t gfp), n + 1, s, n, gfp)

/* What vmalloc gave is found by its area: module_trace_made(). */
#define TRACED_KV(fn, params, size, ...)				\
static void *traced_##fn params						\
{									\
	void *obj = fn(__VA_ARGS__);					\
									\
	if (!is_vmalloc_addr(obj))					\
		note(MODULE_OBJECT, obj, size, _RET_IP_);		\
	return obj;							\
}

TRACED_KV(kvmalloc, (size_t size, gfp_t gfp), size, size, gfp)
TRACED_KV(kvzalloc, (size_t size, gfp_t gfp), size, size, gfp)
TRACED_KV(kvmalloc_array, (size_t n, size_t size, gfp_t gfp), n * size, n,
	  size, gfp)
TRACED_KV(kvcalloc, (size_t n, size_t size, gfp_t gfp), n * size, n, size, gfp)

static void traced_kvfree(const void *addr)
{
	strike(addr);
	kvfree(addr);
}

/* ---- pages ---- */

static struct page *traced_alloc_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp, order);

	note(MODULE_PAGES, page, PAGE_SIZE << order, _RET_IP_);
	return page;
}

static unsigned long traced___get_free_pages(gfp_t gfp, unsigned int order)
{
	unsigned long addr = __get_free_pages(gfp, order);

	if (addr)
		note(MODULE_PAGES, virt_to_page(addr), PAGE_SIZE << order,
		     _RET_IP_);
	return addr;
}

static unsigned long traced_get_zeroed_page(gfp_t gfp)
{
	unsigned long addr = get_zeroed_page(gfp);

	if (addr)
		note(MODULE_PAGES, virt_to_page(addr), PAGE_SIZE, _RET_IP_);
	return addr;
}

/* It goes with the last reference only. */
static void strike_last(struct page *page)
{
	if (page_count(page) == 1)
		strike(page);
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

static void *traced_alloc_pages_exact(size_t size, gfp_t gfp)
{
	void *addr = alloc_pages_exact(size, gfp);

	if (addr)
		note(MODULE_PAGES, virt_to_page(addr), size, _RET_IP_);
	return addr;
}

static void traced_free_pages_exact(void *addr, size_t size)
{
	if (addr)
		strike(virt_to_page(addr));
	free_pages_exact(addr, size);
}

/* ---- per-CPU areas, caches ---- */

static void __percpu *traced___alloc_percpu(size_t size, size_t align)
{
	void __percpu *area = __alloc_percpu(size, align);

	note(MODULE_PERCPU, (__force void *)area, size, _RET_IP_);
	return area;
}

static void traced_free_percpu(void __percpu *area)
{
	strike((__force void *)area);
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

	note(MODULE_CACHE, cache, size, _RET_IP_);
	return cache;
}

static int traced_kmem_cache_destroy(struct kmem_cache *cache)
{
	strike(cache);
	return kmem_cache_destroy(cache);
}

/* ---- what says itself who made it ---- */

struct made {
	const struct module *mod;
	enum module_memory kind;
};

static void found_made(void *what, size_t size, unsigned long caller, void *arg)
{
	const struct made *made = arg;

	if (!is_noted(what))
		note_for(made->mod, made->kind, what, size, caller);
}

void module_trace_made(struct module *mod, const struct module_area *area)
{
	unsigned long start = (unsigned long)area->base;
	struct made made = { mod, MODULE_VMALLOC };

	if (!mod->traced)
		return;
	vmalloc_leftovers(start, start + area->size, found_made, &made);
	made.kind = MODULE_MEMPOOL;
	mempool_leftovers(start, start + area->size, found_made, &made);
	made.kind = MODULE_DMAPOOL;
	dmapool_leftovers(start, start + area->size, found_made, &made);
}

#define TRACED_END(fn, type)						\
static void traced_##fn(type what)					\
{									\
	strike((__force const void *)what);				\
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
	strike(area->addr);
	free_vm_area(area);
}

/* ---- freed by RCU, later ---- */

/* kfree_rcu() hands over an offset instead of a function. */
static void traced_call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	if ((unsigned long)func < PAGE_SIZE)
		strike((void *)head - (unsigned long)func);
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
