/*
 * slab_ops.c - operations on caches and kmalloc, and what the model
 * (slab_model.c) demands of the real ones after each.
 *
 * Objects lie where nobody else's do, aligned, constructed or zeroed where that
 * was promised, and keep what was written to them; each cache counts as many
 * active objects as the model; after a shrink it has just the slabs in which
 * live objects lie; a request gets nothing only if the page allocator gave
 * nothing; a wrong free is reported and changes nothing.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include "slab_model.h"
#include "slab_ops.h"
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/string.h>

#define MAX_BYTES	(8 << 20)
#define NR_CPUS_PLAYED	4
#define MAX_CACHES	128

static unsigned long free_before;
static u32 refused, done[16];

/* What each cache of the kernel's own had before we came. */
static struct kmem_cache *base_cache[MAX_CACHES];
static unsigned long base_active[MAX_CACHES];

/* ---- kmalloc ---- */

static u32 some_size(u16 b)
{
	return 1 + (b * 2654435761u >> 7) % (1u << (3 + b % 15));
}

static void check_kmalloc(const u8 *p, u32 size, gfp_t gfp)
{
	CHECK(ksize(p) >= size && ksize(p) <= 2 * size + 8);
	CHECK(!((unsigned long)p % 8));
	if (!(size & (size - 1)))
		CHECK(!((unsigned long)p % min(size, (u32)PAGE_SIZE)));
	if (gfp & GFP_DMA)
		CHECK(__pa(p) + size <= 16 << 20);
	for (u32 i = 0; (gfp & __GFP_ZERO) && i < size; i++)
		CHECK(!p[i]);
}

static void do_kmalloc(u8 a, u16 b)
{
	gfp_t gfp = (a & 1 ? GFP_KERNEL : GFP_ATOMIC) | __GFP_NOWARN;
	u32 size = some_size(b), failed = model_failed;
	u8 *p;

	gfp |= (a & 2 ? __GFP_ZERO : 0) | (a & 0x1c ? 0 : GFP_DMA);
	p = kmalloc(size, gfp);
	if (!p) {
		CHECK_MSG(model_failed > failed || (gfp & GFP_DMA),
			  "kmalloc(%u, %#x)", size, (__force u32)gfp);
		refused++;
		return;
	}
	check_kmalloc(p, size, gfp);
	add(p, ksize(p), KMALLOC);
}

static void do_krealloc(u32 i, u16 b)
{
	u32 size = some_size(b), failed = model_failed;
	struct live l = live[i];
	u8 *p;

	if (l.cache != KMALLOC)
		return;
	p = krealloc(l.obj, size, GFP_KERNEL | __GFP_NOWARN);
	if (!p) {
		CHECK(model_failed > failed && size > l.size);
		look(&live[i], l.size);
		return;
	}
	CHECK(p == l.obj || size > l.size);
	live[i].obj = p;
	look(&live[i], min(l.size, size));
	mark(l.obj, l.size, 0);
	live[i].size = ksize(p);
	mark(p, live[i].size, 1);
	live_bytes += live[i].size - l.size;
	fill(&live[i]);
}

/* ---- caches ---- */

static void check_object(u8 c, const u8 *p)
{
	const struct shape *s = &shapes[c];
	unsigned long at = (unsigned long)p;

	CHECK(!(at % max(s->align, 4u)));
	if ((s->flags & SLAB_HWCACHE_ALIGN) && s->size > 32)
		CHECK(!(at % 64));
	if (s->flags & SLAB_CACHE_DMA)
		CHECK(__pa(p) + s->size <= 16 << 20);
	for (u32 i = 0; s->made && i < s->size; i++)
		CHECK_MSG(p[i] == CONSTRUCTED, "%s %p byte %u", s->name, p, i);
}

static void take(u8 c, u8 *p)
{
	if (is_watched(c))
		host_unpoison((u32)p, shapes[c].size);
	check_object(c, p);
	add(p, shapes[c].size, c);
}

static void do_alloc(u8 c, u16 b)
{
	gfp_t gfp = (b & 1 ? GFP_KERNEL : GFP_ATOMIC) | __GFP_NOWARN;
	u32 failed = model_failed;
	u8 *p = kmem_cache_alloc(caches[c], gfp);

	if (p) {
		take(c, p);
	} else {
		CHECK(model_failed > failed || shapes[c].flags);
		refused++;
	}
}

static void do_alloc_bulk(u8 c, u16 b)
{
	static void *objs[64];
	u32 n = 1 + b % ARRAY_SIZE(objs), failed = model_failed;

	if (nr_live + n > MAX_LIVE || n * shapes[c].size > MAX_BYTES / 8)
		return;
	if (kmem_cache_alloc_bulk(caches[c], GFP_KERNEL | __GFP_NOWARN, n,
				  objs)) {
		while (n--)
			take(c, objs[n]);
		return;
	}
	CHECK(model_failed > failed || shapes[c].flags);
	refused++;
}

static void do_free(u32 i)
{
	struct live l = drop(i);

	if (l.cache == KMALLOC || l.cache % 2)
		kfree(l.obj);		/* which finds the cache itself */
	else
		kmem_cache_free(caches[l.cache], l.obj);
}

/* Those that came last of what was taken, many at once. */
static void do_free_many(u16 b)
{
	for (u32 n = b % 200; n && nr_live; n--)
		do_free(b & 0x100 ? nr_live - 1 : b % nr_live);
}

/* All that is idle, back; once more for what described those slabs. */
static void shrink_every(void)
{
	struct kmem_cache *cache;

	for (int i = 0; i < 2; i++)
		list_for_each_entry(cache, &slab_caches, list)
			kmem_cache_shrink(cache);
}

static void do_shrink(u8 c)
{
	kmem_cache_shrink(caches[c]);
	CHECK_EQ(caches[c]->nr_slabs, slabs_used(c));
	CHECK_EQ(caches[c]->nr_empty, 0);
	CHECK_EQ(caches[c]->nr_out, cache_live[c]);
}

static void do_shrink_all(void)
{
	shrink_every();
	for (u8 c = 0; c < SHAPES; c++)
		if (caches[c])
			CHECK_EQ(caches[c]->nr_slabs, slabs_used(c));
}

/* ---- misuse ---- */

static struct kmem_cache *cache_of(const struct live *l)
{
	return virt_to_head_page(l->obj)->slab_cache;
}

/* Each is reported; what it was done to lives on. */
static void do_misuse(u32 i, u16 b)
{
	unsigned long bad = this_cpu_read(vm_event_states.pgbad);
	struct live l = live[i];
	struct kmem_cache *cache = cache_of(&l);
	unsigned long active = slab_nr_active(cache);

	host_log_clear();
	if (b % 3 == 0 && l.size > 4)
		kfree(l.obj + 1 + b % (l.size - 1));
	else if (b % 3 == 1 && caches[b % SHAPES] &&
		 caches[b % SHAPES] != cache)
		kmem_cache_free(caches[b % SHAPES], l.obj);
	else if (!(cache->flags & SLAB_TYPESAFE_BY_RCU)) {
		do_free(i);
		active--;
		/* its slab may have gone: then it is none of anybody's */
		kfree(l.obj);
	} else {
		return;
	}
	CHECK_MSG(this_cpu_read(vm_event_states.pgbad) == bad + 1, "%s",
		  host_log());
	CHECK(host_log_has("BUG: "));
	count_cache(cache, active);
}

/* ---- the doors ---- */

void slab_ops_begin(void)
{
	struct kmem_cache *cache;
	u32 n = 0;

	slab_model_init();
	model_fail = 0;
	shrink_every();
	model_drain();
	free_before = nr_free_pages();
	list_for_each_entry(cache, &slab_caches, list) {
		CHECK(n < MAX_CACHES);
		base_cache[n] = cache;
		base_active[n++] = slab_nr_active(cache);
	}
	for (u8 c = 0; c < SHAPES; c++)
		create(c);
}

static bool do_cache_step(u8 op, u8 c, u16 b)
{
	if (!caches[c]) {
		create(c);
		return caches[c];
	}
	switch (op) {
	case 4: case 5: case 6:
		if (nr_live == MAX_LIVE || live_bytes > MAX_BYTES)
			return false;
		do_alloc(c, b);
		break;
	case 7:
		do_alloc_bulk(c, b);
		break;
	case 8:
		do_shrink(c);
		break;
	case 9:
		destroy(c);
		break;
	}
	if (caches[c])
		count_cache(caches[c], cache_live[c]);
	return true;
}

void slab_ops_step(u8 op, u8 a, u16 b)
{
	bool did = true;

	op %= 16;
	if (op < 4 && (nr_live == MAX_LIVE || live_bytes > MAX_BYTES))
		op = 10;
	if ((op == 10 || op == 11 || op == 3 || op == 14) && !nr_live)
		return;
	if (op <= 2)
		do_kmalloc(a, b);
	else if (op == 3)
		do_krealloc(b % nr_live, b ^ a << 8);
	else if (op <= 9)
		did = do_cache_step(op, a % SHAPES, b);
	else if (op <= 11)
		do_free(b % nr_live);
	else if (op == 12)
		do_free_many(b);
	else if (op == 13)
		host_become_cpu(a % NR_CPUS_PLAYED);
	else if (op == 14)
		do_misuse(b % nr_live, b >> 4 ^ a);
	else if (a % 8)
		model_fail = b % 4;
	else
		do_shrink_all();
	done[op] += did;
}

void slab_ops_check(void)
{
	struct kmem_cache *cache;
	u32 n = 0;

	CHECK_EQ(slab_check_all(), 0);
	for (u32 i = 0; i < nr_live; i++)
		look(&live[i], live[i].size);
	for (u8 c = 0; c < SHAPES; c++)
		if (caches[c])
			count_cache(caches[c], cache_live[c]);
	CHECK_EQ(host_warnings, 0);
	/* all others together: what we have from kmalloc is in none of ours */
	list_for_each_entry(cache, &slab_caches, list)
		n += slab_nr_active(cache);
	CHECK(n >= nr_live);
}

void slab_ops_end(void)
{
	struct kmem_cache *cache;
	u32 n = 0;

	model_fail = 0;
	slab_ops_check();
	while (nr_live)
		do_free(nr_live - 1);
	for (u8 c = 0; c < SHAPES; c++)
		if (caches[c])
			destroy(c);
	shrink_every();
	model_drain();
	CHECK_EQ(slab_check_all(), 0);
	list_for_each_entry(cache, &slab_caches, list) {
		CHECK(cache == base_cache[n]);
		count_cache(cache, base_active[n++]);
	}
	CHECK_EQ(nr_free_pages(), free_before);
}

void slab_ops_tell(void)
{
	host_note("%u kmalloc, %u krealloc, %u alloc, %u bulk, %u shrink, %u ends, %u free, %u many, %u wrong; %u requests got nothing",
		  done[0] + done[1] + done[2], done[3],
		  done[4] + done[5] + done[6], done[7], done[8], done[9],
		  done[10] + done[11], done[12], done[14], refused);
}
