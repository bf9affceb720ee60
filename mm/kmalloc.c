/*
 * kmalloc.c - memory of any size up to 128 KB, by size classes.
 *
 *   1..8 -> kmalloc-8   ..16  ..24  ..32  ..48  ..64  ..80  ..96  ..128 ... 8k
 *   ..16384  ..32768  ..65536  ..131072
 *
 * Each class is a cache (slab.c), with a twin in ZONE_DMA. From 16 bytes to
 * 8 KB there are two or three classes from one power of two to the next, so
 * that a third of an object at most lies idle behind what was asked for. The
 * class comes from a table: by steps of 8 bytes up to 1 KB, of 256 up to 8 KB,
 * and beyond by the order of pages: there a slab is just one object, and the
 * per-CPU array saves the way through the buddy.
 *
 * Invariants: a table's entry is the smallest class that its sizes fit in; the
 * twin in ZONE_DMA stands NR_CLASSES behind; tables are written at boot only.
 * Locking: none of its own. Context: any, with the mask that fits.
 * Linux: mm/slab_common.c. gdb: `break kmalloc`, `km-slab kmalloc-128`.
 */
#define pr_fmt(fmt) "kmalloc: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include "internal.h"
#include "slab.h"

#define FOR_EACH_CLASS(_) \
	_(8, "8") _(16, "16") _(24, "24") _(32, "32") _(48, "48") _(64, "64") \
	_(80, "80") _(96, "96") _(128, "128") _(160, "160") _(192, "192") \
	_(256, "256") _(320, "320") _(384, "384") _(512, "512") \
	_(640, "640") _(768, "768") _(1024, "1k") _(1280, "1280") \
	_(1536, "1536") _(2048, "2k") _(2560, "2560") _(3072, "3k") \
	_(4096, "4k") _(5120, "5k") _(6144, "6k") _(8192, "8k") \
	_(16384, "16k") _(32768, "32k") _(65536, "64k") _(131072, "128k")

#define CLASS_SIZE(size, text)	size,
#define CLASS_NAME(size, text)	"kmalloc-" text,
#define CLASS_DMA(size, text)	"dma-kmalloc-" text,

static const u32 class_size[] = { FOR_EACH_CLASS(CLASS_SIZE) };
#define NR_CLASSES ARRAY_SIZE(class_size)

static const char *const class_name[2][NR_CLASSES] = {
	{ FOR_EACH_CLASS(CLASS_NAME) },
	{ FOR_EACH_CLASS(CLASS_DMA) },
};

/* The classes' caches: [0] for any zone, [1] in ZONE_DMA. */
static struct kmem_cache kmalloc_caches[2][NR_CLASSES];

#define FINE_MAX	1024

#define COARSE_MAX	8192

/* The cache of (size - 1) / 8, of (size - 1) / 256, of get_order(size). */
static struct kmem_cache *fine_class[FINE_MAX / 8];
static struct kmem_cache *coarse_class[COARSE_MAX / 256];
static struct kmem_cache *order_class[6];

/* Sizes that no cache serves. */
static noinline void *kmalloc_nothing(size_t size, gfp_t gfp,
				      unsigned long caller)
{
	WARN_ONCE(size && !(gfp & __GFP_NOWARN), "kmalloc: %zu bytes are more than %d, by %pS\n", size,
		  KMALLOC_MAX_SIZE, (void *)caller);
	return size ? NULL : ZERO_SIZE_PTR;
}

static noinline void *kmalloc_highmem(unsigned long caller)
{
	WARN_ONCE(true, "kmalloc: high memory has no address, by %pS\n",
		  (void *)caller);
	return NULL;
}

/* The class of @size; false: no cache serves it. */
static __always_inline bool kmalloc_class(size_t size,
					  struct kmem_cache **cache)
{
	if (likely(size - 1 < FINE_MAX))
		*cache = fine_class[(size - 1) / 8];
	else if (size - 1 < COARSE_MAX)
		*cache = coarse_class[(size - 1) / 256];
	else if (size - 1 < KMALLOC_MAX_SIZE)
		*cache = order_class[get_order(size)];
	else
		*cache = NULL;
	return size - 1 < KMALLOC_MAX_SIZE;
}

/* The array of the class is empty, or the call not like most. */
static noinline void *kmalloc_slow(size_t size, gfp_t gfp, unsigned long caller)
{
	struct kmem_cache *cache;

	if (!kmalloc_class(size, &cache))
		return kmalloc_nothing(size, gfp, caller);
	if (gfp & __GFP_HIGHMEM)
		return kmalloc_highmem(caller);
	if (gfp & __GFP_DMA)
		cache += NR_CLASSES;		/* its twin */
	return slab_alloc_asked(cache, gfp, size, caller);
}

void *kmalloc(size_t size, gfp_t gfp)
{
	struct kmem_cache *cache;
	unsigned long flags;
	void *obj;

	if (unlikely(!kmalloc_class(size, &cache) ||
		     (gfp & (__GFP_DMA | __GFP_HIGHMEM)) ||
		     !slab_pop(cache, &obj, &flags)))
		return kmalloc_slow(size, gfp, caller_if_cold());
	return slab_check_gfp(obj, gfp, flags);
}
EXPORT_SYMBOL(kmalloc);

void *__kmalloc_track_caller(size_t size, gfp_t gfp, unsigned long caller)
{
	struct kmem_cache *cache;
	unsigned long flags;
	void *obj;

	if (unlikely(!kmalloc_class(size, &cache) ||
		     (gfp & (__GFP_DMA | __GFP_HIGHMEM)) ||
		     !slab_pop(cache, &obj, &flags)))
		return kmalloc_slow(size, gfp, caller);
	if (gfp_asks_more(gfp, flags))
		return slab_finish_alloc(obj, gfp, caller);
	return obj;
}
EXPORT_SYMBOL(__kmalloc_track_caller);

static noinline void not_kmalloced(const void *obj, unsigned long caller)
{
	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: kfree or ksize of %p, which kmalloc didn't give or kfree took back, by %pS\n",
		 obj, (void *)caller);
	if (virt_addr_valid(obj))
		dump_page(virt_to_head_page(obj), "where it points");
	dump_stack_lvl(KERN_ALERT);
}

void kfree(const void *obj)
{
	struct page *slab = slab_of(obj);

	if (likely(slab))
		slab_free(slab->slab_cache, slab, (void *)obj);
	else if (!ZERO_OR_NULL_PTR(obj))
		not_kmalloced(obj, caller_if_cold());
}
EXPORT_SYMBOL(kfree);

size_t ksize(const void *obj)
{
	struct page *slab;
	size_t usable;

	if (ZERO_OR_NULL_PTR(obj))
		return 0;
	slab = slab_of(obj);
	usable = slab ? slab_usable(slab, obj) : 0;
	if (!usable)
		not_kmalloced(obj, _RET_IP_);
	return usable;
}
EXPORT_SYMBOL(ksize);

void *krealloc(const void *obj, size_t size, gfp_t gfp)
{
	size_t old;
	void *new;

	if (!size) {
		kfree(obj);
		return ZERO_SIZE_PTR;
	}
	old = ksize(obj);
	if (!old && !ZERO_OR_NULL_PTR(obj))
		return NULL;			/* ksize() has said why */
	if (size <= old)
		return (void *)obj;
	new = kmalloc_track_caller(size, gfp);
	if (new && old) {
		memcpy(new, obj, old);
		kfree(obj);
	}
	return new;
}
EXPORT_SYMBOL(krealloc);

void kfree_sensitive(const void *obj)
{
	size_t size = ksize(obj);

	if (!size)
		return;		/* nothing, or ksize() has said what is wrong */
	memset((void *)obj, 0, size);
	OPTIMIZER_HIDE_VAR(obj);	/* the zeroes are not for nothing */
	kfree(obj);
}
EXPORT_SYMBOL(kfree_sensitive);

/* Each table entry: the smallest class that is large enough. */
static void __init fill_classes(struct kmem_cache **table, unsigned int entries,
				unsigned int step)
{
	unsigned int class = 0;

	for (unsigned int i = 0; i < entries; i++) {
		while (class_size[class] < (i + 1) * step)
			class++;
		table[i] = &kmalloc_caches[0][class];
	}
}

static void __init create_class(struct kmem_cache *cache, const char *name,
				size_t size, unsigned long flags)
{
	create_boot_cache(cache, name, size, slab_debug_flags(name, flags));
}

void __init kmalloc_init(void)
{
	fill_classes(fine_class, ARRAY_SIZE(fine_class), 8);
	fill_classes(coarse_class, ARRAY_SIZE(coarse_class), 256);
	for (int order = 0; order < ARRAY_SIZE(order_class); order++)
		fill_classes(&order_class[order], 1, PAGE_SIZE << order);
	for (int i = 0; i < ARRAY_SIZE(class_size); i++) {
		create_class(&kmalloc_caches[0][i], class_name[0][i],
			     class_size[i], 0);
		create_class(&kmalloc_caches[1][i], class_name[1][i],
			     class_size[i], SLAB_CACHE_DMA);
	}
	slab_enable_boot_arrays();
}
