/*
 * kmalloc.c - memory of any size up to 128 KB, by size classes.
 *
 *   1..8 -> kmalloc-8   ..16  ..32  ..64  ..96  ..128  ..192  ..256  ..2048
 *   2049..131072 -> whole pages, 2^order of them, straight from alloc_pages
 *
 * Each class is a cache (slab.c), with a twin in ZONE_DMA. The class of a small
 * size comes from a table, of a larger one from its highest bit. From a page up
 * a slab would only add a detour: the pages are marked PG_large_kmalloc, and
 * the order that struct page remembers is the size.
 *
 * No locks of its own. Context: any, with the mask that fits.
 * Linux: mm/slab_common.c. gdb: `break kmalloc`, `p kmalloc_caches`.
 */
#define pr_fmt(fmt) "kmalloc: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab_def.h>
#include "internal.h"

static const u16 class_size[] = {
	8, 16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048
};

static const char *const class_name[2][ARRAY_SIZE(class_size)] = {
	{ "kmalloc-8", "kmalloc-16", "kmalloc-32", "kmalloc-64", "kmalloc-96",
	  "kmalloc-128", "kmalloc-192", "kmalloc-256", "kmalloc-512",
	  "kmalloc-1k", "kmalloc-2k" },
	{ "dma-kmalloc-8", "dma-kmalloc-16", "dma-kmalloc-32",
	  "dma-kmalloc-64", "dma-kmalloc-96", "dma-kmalloc-128",
	  "dma-kmalloc-192", "dma-kmalloc-256", "dma-kmalloc-512",
	  "dma-kmalloc-1k", "dma-kmalloc-2k" },
};

/* The classes' caches: [0] for any zone, [1] in ZONE_DMA. */
static struct kmem_cache kmalloc_caches[2][ARRAY_SIZE(class_size)];

/* The class of sizes up to 192, by (size - 1) / 8. */
static const u8 small_class[192 / 8] = {
	0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5,
	6, 6, 6, 6, 6, 6, 6, 6
};

/* 193..256 is class 7, each doubling one more. */
static __always_inline unsigned int kmalloc_class(size_t size)
{
	return size <= 192 ? small_class[(size - 1) / 8] : __fls(size - 1);
}

static noinline void *kmalloc_large(size_t size, gfp_t gfp,
				    unsigned long caller)
{
	unsigned int order = get_order(size);
	struct page *page;

	if (WARN_ONCE(size > KMALLOC_MAX_SIZE,
		      "kmalloc: %zu bytes are more than %d, by %pS\n",
		      size, KMALLOC_MAX_SIZE, (void *)caller))
		return NULL;
	page = alloc_pages(gfp, order);
	if (!page)
		return NULL;
	__SetPageLargeKmalloc(page);
	return page_address(page);
}

void *kmalloc(size_t size, gfp_t gfp)
{
	if (WARN_ONCE(gfp & __GFP_HIGHMEM,
		      "kmalloc: high memory has no address, by %pS\n",
		      (void *)_RET_IP_))
		return NULL;
	if (unlikely(size > KMALLOC_MAX_CACHE_SIZE))
		return kmalloc_large(size, gfp, _RET_IP_);
	if (unlikely(!size))
		return ZERO_SIZE_PTR;
	return kmem_cache_alloc(&kmalloc_caches[!!(gfp & __GFP_DMA)]
					       [kmalloc_class(size)], gfp);
}
EXPORT_SYMBOL(kmalloc);

/* The first page of the block that @obj is in; NULL: kmalloc's it is not. */
static struct page *kmalloc_page(const void *obj, unsigned long caller)
{
	struct page *page = virt_addr_valid(obj) ? virt_to_head_page(obj) : NULL;

	if (page && (PageSlab(page) ||
		     (PageLargeKmalloc(page) && !offset_in_page(obj))))
		return page;
	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: kfree or ksize of %p, which kmalloc didn't give or kfree took back, by %pS\n",
		 obj, (void *)caller);
	if (page)
		dump_page(page, "where it points");
	dump_stack();
	return NULL;
}

void kfree(const void *obj)
{
	struct page *page;

	if (unlikely(ZERO_OR_NULL_PTR(obj)))
		return;
	page = kmalloc_page(obj, _RET_IP_);
	if (unlikely(!page))
		return;
	if (likely(PageSlab(page))) {
		slab_free(page->slab_cache, page, (void *)obj, _RET_IP_);
	} else {
		__ClearPageLargeKmalloc(page);
		__free_pages(page, page_order(page));
	}
}
EXPORT_SYMBOL(kfree);

size_t ksize(const void *obj)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(obj))
		return 0;
	page = kmalloc_page(obj, _RET_IP_);
	if (!page)
		return 0;
	return PageSlab(page) ? page->slab_cache->size :
				PAGE_SIZE << page_order(page);
}
EXPORT_SYMBOL(ksize);

void *krealloc(const void *obj, size_t size, gfp_t gfp)
{
	size_t old = ksize(obj);
	void *new;

	if (!size) {
		kfree(obj);
		return ZERO_SIZE_PTR;
	}
	if (size <= old)
		return (void *)obj;
	new = kmalloc(size, gfp);
	if (new && old) {
		memcpy(new, obj, old);
		kfree(obj);
	}
	return new;
}
EXPORT_SYMBOL(krealloc);

void __init kmalloc_init(void)
{
	for (int dma = 0; dma < 2; dma++)
		for (int i = 0; i < ARRAY_SIZE(class_size); i++)
			create_boot_cache(&kmalloc_caches[dma][i],
					  class_name[dma][i], class_size[i],
					  dma ? SLAB_CACHE_DMA : 0);
}
