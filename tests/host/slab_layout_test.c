/*
 * slab_layout_test.c - how a slab of objects of each size is laid out, beside
 * the rules said in the slow and plain way: every number of objects and every
 * order is tried.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/slab_def.h>
#include "../../mm/internal.h"
#include "../../mm/slab.h"

#define MAX_OF_MGMT	976	/* bytes of management kept off a slab */
#define RED		8	/* bytes of a red zone, at least */

struct layout {
	u32 num, order, mgmt;
	bool off;
};

static u32 mgmt_of(u32 num, bool watched)
{
	u32 words = (num + 31) / 32, states = (num + 3) / 4;

	return 4 * (words + states) +
	       (watched ? num * sizeof(struct slab_note) : 0);
}

/* The most objects of @size that 2^@order pages hold, and how. */
static struct layout best_of(u32 size, u32 red_left, u32 order, bool watched)
{
	u32 bytes = (4096 << order) - red_left, most = order > 3 ? 1 : 0xffff;
	struct layout it = { .order = order };
	u32 off = min(bytes / size, most);

	while (it.num < most &&
	       (it.num + 1) * size + mgmt_of(it.num + 1, watched) <= bytes)
		it.num++;
	it.off = size >= 256 && off > it.num &&
		 mgmt_of(off, watched) <= MAX_OF_MGMT;
	if (it.off)
		it.num = off;
	it.mgmt = mgmt_of(it.num, watched);
	return it;
}

/* Lost bytes of a slab, as if it were of the largest order there is. */
static u32 loss(struct layout it, u32 size)
{
	return ((4096 << it.order) - it.num * size) << (8 - it.order);
}

/* The first order that loses under 1/20, else the one that loses least. */
static struct layout expected(u32 size, u32 red_left, bool watched)
{
	struct layout best = best_of(size, red_left, 0, watched), it;
	u32 order = get_order(size + red_left), tries;

	if (size < 32)
		return best;
	while (!(best = best_of(size, red_left, order, watched)).num)
		order++;
	tries = order > 3 ? 1 : 4 - order;
	for (; tries--; order++) {
		it = best_of(size, red_left, order, watched);
		if (loss(it, size) * 20 <= 4096 << 8)
			return it;
		if (loss(it, size) < loss(best, size))
			best = it;
	}
	return best;
}

static u32 limit_of(u32 size)
{
	static const u32 from[] = { 16384, 4096, 1024, 256, 0 };
	static const u32 limit[] = { 1, 8, 24, 54, 120 };
	u32 i = 0;

	while (size < from[i])
		i++;
	return limit[i];
}

static void check_layout(u32 object, u32 align, unsigned long flags)
{
	struct kmem_cache *c = kmem_cache_create("layout", object, align, flags,
						 NULL);
	bool watched = flags & SLAB_DEBUG_FLAGS, dma = flags & SLAB_CACHE_DMA;
	u32 red = flags & SLAB_RED_ZONE ? RED : 0, left, size, limit, lost;
	struct layout want;

	CHECK(c);
	align = max(align, 4u);
	size = ALIGN(object + red, align);
	left = align == 4096 ? 0 : ALIGN(red, align);
	want = expected(size, left, watched);
	limit = limit_of(size);
	CHECK_EQ(c->align, align);
	CHECK_EQ(c->object_size, object);
	CHECK_EQ(c->size, size);
	CHECK_EQ(c->red_left, left);
	CHECK_MSG(c->order == want.order, "%u: %u, not %u", object, c->order,
		  want.order);
	CHECK_MSG(c->num == want.num, "%u: %u, not %u", object, c->num, want.num);
	CHECK_EQ(!!c->mgmt_cache, want.off);
	if (want.off)
		CHECK(c->mgmt_cache->object_size >= want.mgmt);
	lost = (4096 << want.order) - left - size * want.num -
	       (want.off ? 0 : want.mgmt);
	CHECK_EQ(c->colours, min(lost, 4096u) / align + 1);
	CHECK_EQ(c->gfp, (want.order ? __GFP_COMP : 0) | (dma ? __GFP_DMA : 0));
	CHECK_EQ(c->array[0]->limit, dma || watched ? 0 : limit);
	CHECK_EQ(c->array[0]->batch, dma ? 0 : (limit + 1) / 2);
	for (u32 nr = 0; nr < c->num; nr++)
		CHECK_EQ((u64)nr * size * c->reciprocal >> 32, nr);
	CHECK_EQ(kmem_cache_destroy(c), 0);
}

HOST_TEST(every_size_is_laid_out_by_the_rules)
{
	host_boot_pc(64, NULL);
	for (u32 size = 1; size <= 17000; size += size < 5000 ? 1 : 7)
		check_layout(size, 0, 0);
	for (u32 size = 20000; size < 131072; size += 4001)
		check_layout(size, 0, 0);
	check_layout(KMALLOC_MAX_SIZE, 0, 0);
}

/* Those for ZONE_DMA have no arrays. */
HOST_TEST(dma_objects_are_laid_out_by_the_rules)
{
	host_boot_pc(64, NULL);
	for (u32 size = 1; size <= 17000; size += 1 + size / 32)
		check_layout(size, 0, SLAB_CACHE_DMA);
}

HOST_TEST(every_alignment_is_laid_out_by_the_rules)
{
	host_boot_pc(64, NULL);
	for (u32 align = 1; align <= 4096; align *= 2)
		for (u32 size = 1; size < 9000; size += 1 + size / 16)
			check_layout(size, align, 0);
}

HOST_TEST(watched_objects_are_laid_out_by_the_rules)
{
	host_boot_pc(64, NULL);
	for (u32 size = 1; size <= 17000; size += 1 + size / 32) {
		check_layout(size, 0, SLAB_RED_ZONE);
		check_layout(size, 64, SLAB_RED_ZONE | SLAB_POISON);
		check_layout(size, 4096, SLAB_RED_ZONE);
		check_layout(size, 0, SLAB_POISON);
	}
}

/* An object of at most half a cache line never lies in two. */
HOST_TEST(cache_lines_are_asked_for)
{
	static const u32 want[][2] = { { 1, 4 }, { 5, 8 }, { 31, 32 },
				       { 33, 64 }, { 64, 64 }, { 65, 64 },
				       { 200, 64 } };
	struct kmem_cache *c;

	host_boot_pc(64, NULL);
	for (u32 i = 0; i < ARRAY_SIZE(want); i++) {
		c = kmem_cache_create("lines", want[i][0], 0,
				      SLAB_HWCACHE_ALIGN, NULL);
		CHECK_EQ(c->align, want[i][1]);
		CHECK_EQ(kmem_cache_destroy(c), 0);
	}
	c = kmem_cache_create("lines", 64, 256, SLAB_HWCACHE_ALIGN, NULL);
	CHECK_EQ(c->align, 256);
	CHECK_EQ(kmem_cache_destroy(c), 0);
}

/* The colours go round, and the last one still fits. */
HOST_TEST(slabs_take_turns_with_colours)
{
	struct kmem_cache *c;
	struct page *slab;
	u32 per_slab;

	host_boot_pc(64, NULL);
	c = kmem_cache_create("colours", 300, 64, 0, NULL);
	per_slab = c->num;
	CHECK(c->colours > 1);
	for (u32 i = 0; i < 3 * c->colours; i++) {
		void *obj = NULL;

		for (u32 n = 0; n < per_slab; n++)
			obj = kmem_cache_alloc(c, GFP_KERNEL);
		slab = virt_to_head_page(obj);
		CHECK_EQ((slab->s_mem - slab->virtual) / c->align,
			 i % c->colours);
	}
}

/*
 * The caches of the boot have arrays, too, on every CPU; but for those of DMA:
 * the little there is below 16 MB waits for nobody.
 */
HOST_TEST(arrays_from_the_beginning)
{
	struct kmem_cache *c;

	host_boot_pc(64, NULL);
	list_for_each_entry(c, &slab_caches, list)
		for (u32 cpu = 0; cpu < NR_CPUS; cpu++)
			CHECK_EQ(c->array[cpu]->limit, !cpu_possible(cpu) ||
				 c->flags & SLAB_CACHE_DMA ? 0 :
				 limit_of(c->size));
	c = kmem_cache_create("later", 100, 0, 0, NULL);
	CHECK_EQ(c->array[0]->limit, limit_of(100));
}

/* Eight pages of empty slabs are kept, whatever a slab's order, and no more. */
HOST_TEST(eight_empty_pages_are_kept)
{
	static const u32 sizes[] = { 100, 600, 2000, 3000, 7000, 20000, 70000 };
	static void *objs[8000];

	host_boot_pc(64, NULL);
	for (u32 i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct kmem_cache *c = kmem_cache_create("empty", sizes[i], 0,
							 0, NULL);
		u32 n = 20 * c->num + c->array[0]->limit;

		CHECK(n <= ARRAY_SIZE(objs));
		CHECK_EQ(kmem_cache_alloc_bulk(c, GFP_KERNEL, n, objs), n);
		while (n) {
			kmem_cache_free(c, objs[--n]);
			CHECK(c->nr_empty <= 8 >> c->order);
		}
		CHECK_EQ(c->nr_empty, 8 >> c->order);
		CHECK_EQ(kmem_cache_destroy(c), 0);
	}
}

/* Objects have addresses, whatever zone the mask names. */
HOST_TEST(slabs_are_low_memory)
{
	struct kmem_cache *c;

	host_boot_pc(64, "highmem=32M");
	c = kmem_cache_create("low", 1000, 0, 0, NULL);
	for (u32 i = 0; i < 200; i++) {
		void *obj = kmem_cache_alloc(c, GFP_HIGHUSER);

		CHECK(virt_addr_valid(obj));
		CHECK(!PageHighMem(virt_to_page(obj)));
	}
}
