/*
 * zone.c - the zones: their edges, their watermarks, and who may borrow where.
 *
 *   0        16 MB                       896 MB                      top of RAM
 *   |  DMA    |          NORMAL           |          HIGHMEM          |
 *   '------- permanently mapped ----------'---- mapped on demand -----'
 *
 * Edges come from the memory map: DMA ends at 16 MB, the direct map at 896 MB
 * at most; highmem=SIZE moves that edge down, so that a small machine has high
 * memory too. A zone may be empty and may have holes; spanned counts frames
 * from first to last, present those that are RAM, managed those the buddy got.
 *
 * A request that names no zone starts in NORMAL and falls back to DMA; one for
 * high memory falls back through all three. So that fallback can't starve
 * requests with no choice, each zone keeps lowmem_reserve[] frames from them.
 * Watermarks (min, low, high) keep some frames for callers that can't wait.
 *
 * Invariants: the zones' spans follow one another without a gap, from frame 0;
 * min <= low <= high; a zonelist names only zones that have frames.
 * Locking, context: all here is written at boot and then only read: no locks;
 * but the lists' marks, which debug/hooks_switch.c changes.
 * Linux: free_area_init_core(), build_zonelists(), setup_per_zone_pages_min().
 * gdb: `km-zones`, `p zonelists`.
 */
#define pr_fmt(fmt) "zone: " fmt

#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
#include "internal.h"

struct zone zones[MAX_NR_ZONES] = {
	[ZONE_DMA]	= { .name = "DMA" },
	[ZONE_NORMAL]	= { .name = "Normal" },
	[ZONE_HIGHMEM]	= { .name = "HighMem" },
};
EXPORT_SYMBOL(zones);

struct zonelist zonelists[4];
EXPORT_SYMBOL(zonelists);
DEFINE_PER_CPU(struct per_cpu_pages, zone_pcp[MAX_NR_ZONES][NR_PCP_LISTS]);

unsigned long max_mapnr;
EXPORT_SYMBOL(max_mapnr);
unsigned long max_low_pfn;
EXPORT_SYMBOL(max_low_pfn);
unsigned long num_physpages;
EXPORT_SYMBOL(num_physpages);
void *high_memory;
EXPORT_SYMBOL(high_memory);

/* What highmem= asked for, in frames; -1: nothing. */
static unsigned long highmem_pages __initdata = -1UL;

/* Low memory that must remain whatever highmem= says: 4 MB and mem_map. */
#define LOWMEM_LEAST	(4UL << (20 - PAGE_SHIFT))

static int __init parse_highmem(char *arg)
{
	char *end;
	u64 size;

	if (!arg)
		return -EINVAL;
	size = memparse(arg, &end);
	if (end == arg || *end || size >> 32) {
		pr_warn("highmem=%s: wants a size below 4G, ignored\n", arg);
		return -EINVAL;
	}
	highmem_pages = size >> PAGE_SHIFT;
	return 0;
}
early_param("highmem", parse_highmem);

/* The first frame above everything that is reserved and must stay mapped. */
static unsigned long __init reserved_end_pfn(void)
{
	const struct memblock_region *r;
	unsigned long end = 0;

	for_each_memblock(reserved, r)
		if (memblock_is_memory(r->base))
			end = PFN_UP(r->base + r->size);
	return end;
}

/*
 * Where the direct map ends. An impossible highmem= is refused; one smaller
 * than what lies above 896 MB cuts memory off at the top, as in Linux.
 */
void __init find_low_pfn_range(void)
{
	unsigned long top = PFN_DOWN(memblock_end_of_DRAM());
	unsigned long low = min(top, MAXMEM_PFN), least;

	least = max(LOWMEM_LEAST +
		    PFN_UP((u64)top * sizeof(struct page)), reserved_end_pfn());
	if (highmem_pages != -1UL && highmem_pages < top - low) {
		top = low + highmem_pages;
		pr_info("highmem=%luM cuts memory off at %lu MB\n",
			highmem_pages >> 8, top >> 8);
		memblock_remove(PFN_PHYS(top), -1ULL - PFN_PHYS(top));
		top = PFN_DOWN(memblock_end_of_DRAM());
	} else if (highmem_pages != -1UL && highmem_pages + least > top) {
		pr_warn("highmem=%luM leaves less than %lu MB of low memory, ignored\n",
			highmem_pages >> 8, DIV_ROUND_UP(least, 256));
	} else if (highmem_pages != -1UL) {
		low = top - highmem_pages;
	}
	max_mapnr = top;
	max_low_pfn = low;
	num_physpages = PFN_DOWN(memblock_phys_mem_size());
	high_memory = __va(low << PAGE_SHIFT);
}

/* Frames of RAM within [start, end). */
static unsigned long __init present_in(unsigned long start, unsigned long end)
{
	const struct memblock_region *r;
	unsigned long n = 0;

	for_each_memblock(memory, r) {
		unsigned long a = max(PFN_UP(r->base), start);
		unsigned long b = min(PFN_DOWN(r->base + r->size), end);

		if (a < b)
			n += b - a;
	}
	return n;
}

/* The per-CPU lists start empty; their sizes come with the watermarks. */
static void __init init_pageset(struct zone *zone)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		for (int order = 0; order < NR_PCP_LISTS; order++)
			INIT_LIST_HEAD(&per_cpu_ptr(zone->pageset, cpu)[order].list);
}

static void __init init_zone(enum zone_type type, unsigned long start,
			     unsigned long end)
{
	struct zone *zone = &zones[type];

	spin_lock_init(&zone->lock);
	zone_init_free_lists(zone);
	zone->pageset = zone_pcp[type];
	zone->zone_start_pfn = start;
	zone->spanned_pages = max(start, end) - start;
	zone->present_pages = present_in(start, end);
	zone->managed_pages = 0;
	init_pageset(zone);
}

/* A mask's zone bits choose a list: the zone itself, then those below it. */
static void __init build_zonelists(void)
{
	static const enum zone_type first[4] = {
		ZONE_NORMAL, ZONE_DMA, ZONE_HIGHMEM, ZONE_DMA
	};

	for (int bits = 0; bits < 4; bits++) {
		int n = 0;

		for (int z = first[bits]; z >= 0; z--)
			if (populated_zone(&zones[z]))
				zonelists[bits].zones[n++] = &zones[z];
		zonelists[bits].zones[n] = NULL;
	}
}

unsigned long zone_pcp_pages(struct zone *zone, unsigned int cpu)
{
	struct per_cpu_pages *pcp = per_cpu_ptr(zone->pageset, cpu);
	unsigned long pages = 0;

	for (int order = 0; order < NR_PCP_LISTS; order++)
		pages += (unsigned long)pcp[order].count << order;
	return pages;
}

void __init zone_sizes_init(void)
{
	unsigned long dma_end = min(max_low_pfn, ZONE_DMA_END_PFN);

	init_zone(ZONE_DMA, 0, dma_end);
	init_zone(ZONE_NORMAL, dma_end, max_low_pfn);
	init_zone(ZONE_HIGHMEM, max_low_pfn, max_mapnr);
	build_zonelists();
}

/*
 * A per-CPU list holds at most 1/1024 of its zone and 256 pages. A batch, the
 * largest power of two in that up to 32 pages, moves under one zone lock: after
 * a refill or a spill the next one is a batch of operations away in either
 * direction, so a list never stands at its mark spilling and refilling by one.
 * With a high mark of 0 a list is shut: what comes goes on at once.
 */
void size_pageset(struct zone *zone)
{
	int most = mm_hooks ? 0 : min(zone->managed_pages / 1024, 256UL);
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct per_cpu_pages *pcp = per_cpu_ptr(zone->pageset, cpu);

		for (int order = 0; order < NR_PCP_LISTS; order++, pcp++) {
			pcp->high = most >> order;
			pcp->batch = pcp->high ?
				min(1 << __fls(pcp->high), max(32 >> order, 1)) :
				1;
		}
	}
}

/* Integer square root, by bits. */
static unsigned long __init int_sqrt_ul(unsigned long x)
{
	unsigned long root = 0;

	for (unsigned long bit = 1UL << 15; bit; bit >>= 1)
		if ((u64)(root + bit) * (root + bit) <= x)
			root += bit;
	return root;
}

/*
 * As Linux sizes them: the reserve grows with the square root of low memory
 * (128 KB to 64 MB), each low zone keeps its share, high memory a token.
 */
void __init setup_watermarks(void)
{
	unsigned long low_pages = zones[ZONE_DMA].managed_pages +
				  zones[ZONE_NORMAL].managed_pages;
	unsigned long kbytes = int_sqrt_ul(low_pages * 4 * 16);
	unsigned long reserve = clamp(kbytes, 128UL, 65536UL) / 4;
	struct zone *zone;

	for_each_zone(zone) {
		unsigned long min_pages = !zone->managed_pages ? 0 :
			is_highmem(zone) ?
			clamp(zone->managed_pages / 1024, 32UL, 128UL) :
			(u64)reserve * zone->managed_pages /
			max(low_pages, 1UL);

		zone->pages_min = min_pages;
		zone->pages_low = min_pages + min_pages / 4;
		zone->pages_high = min_pages + min_pages / 2;
		size_pageset(zone);
	}
}

/*
 * lowmem_reserve[j] of zone i: what a request that could have used zones up to
 * j must leave in i. A 256th (DMA) or 32nd (NORMAL) of the zones between.
 */
void __init setup_lowmem_reserve(void)
{
	static const unsigned long ratio[MAX_NR_ZONES] = { 256, 32, 1 };

	for (int i = 0; i < MAX_NR_ZONES; i++) {
		unsigned long above = 0;

		for (int j = 0; j < MAX_NR_ZONES; j++) {
			if (j > i)
				above += zones[j].managed_pages;
			zones[i].lowmem_reserve[j] = above / ratio[i];
		}
	}
}
