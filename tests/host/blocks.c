/*
 * blocks.c - blocks of pages, taken and given back at random beside the model.
 *
 * Checked each time: the frames were free, aligned, inside one zone that the
 * mask permits, with the contents promised; a failure was one that watermarks
 * or fragmentation explain; a page keeps what was written to it until it is
 * freed.
 */
#include "host.h"
#include "boot_host.h"
#include "blocks.h"
#include "model.h"
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include "../../mm/internal.h"

void boot_many_cpus(unsigned int mb, const char *cmdline)
{
	host_map_pc(mb << 10);
	host_map_add(0x2345000, 0x3000, 2);
	host_boot(&(struct host_setup) {
		.cmdline = cmdline, .cpus = NR_CPUS_PLAYED });
}

struct page *taken(unsigned int order, gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, order);

	CHECK(page);
	model_take(page_to_pfn(page), order);
	return page;
}

void give(struct page *page, unsigned int order)
{
	__free_pages(page, order);
	model_give(page_to_pfn(page), order);
}

struct block blocks[MAX_BLOCKS];
u32 nr_blocks;

/* The first word of a page, wherever it is. */
void stamp(unsigned long pfn, u32 n, u32 value, bool check)
{
	for (u32 i = 0; i < n; i += n > 16 ? n / 16 : 1) {
		u32 *word = kmap_atomic(pfn_to_page(pfn + i));

		if (check)
			CHECK_MSG(*word == value + i, "frame %#lx changed hands",
				  pfn + i);
		else
			*word = value + i;
		kunmap_atomic(word);
	}
}

void check_zero(unsigned long pfn, u32 n)
{
	for (u32 i = 0; i < n; i += n > 16 ? n / 16 : 1) {
		u32 *word = kmap_atomic(pfn_to_page(pfn + i));

		for (u32 w = 0; w < 1024; w += 31)
			CHECK(!word[w]);
		kunmap_atomic(word);
	}
}

u32 block_pages(const struct block *b)
{
	return b->pages ?: 1u << b->order;
}

static gfp_t random_gfp(void)
{
	static const gfp_t masks[] = {
		GFP_KERNEL, GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_HIGHUSER,
		GFP_HIGHUSER, GFP_KERNEL | GFP_DMA, GFP_DMA,
		GFP_ATOMIC | __GFP_HIGHMEM, GFP_KERNEL | __GFP_MEMALLOC,
	};
	gfp_t gfp = masks[host_below(ARRAY_SIZE(masks))] | __GFP_NOWARN;

	if (!host_below(8))
		gfp |= __GFP_ZERO;
	return gfp;
}

static bool zone_permitted(gfp_t gfp, struct zone *zone)
{
	return zone_idx(zone) <= gfp_zone(gfp);
}

/* What the rules in gfp.h and zone.c say must be left in @zone. */
static unsigned long mark(gfp_t gfp, struct zone *zone)
{
	unsigned long keep = gfp & __GFP_HIGH ? zone->pages_min / 2 :
						zone->pages_min;

	return gfp & __GFP_MEMALLOC ? 0 :
	       keep + zone->lowmem_reserve[gfp_zone(gfp)];
}

/* Could some zone have served this? Then NULL was wrong. */
static void check_failure(gfp_t gfp, unsigned int order)
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		if (!zone_permitted(gfp, zone))
			continue;
		CHECK_MSG(zone->free_pages < mark(gfp, zone) + (1UL << order) ||
			  !(zone->nonempty >> order),
			  "NULL for order %u mask %#x, zone %s has %lu free",
			  order, (__force u32)gfp, zone->name,
			  zone->free_pages);
		CHECK_EQ(zone_pcp_pages(zone, smp_processor_id()), 0);
	}
}

static void check_given(struct page *page, gfp_t gfp, unsigned int order)
{
	struct zone *zone = page_zone(page);
	unsigned long pfn = page_to_pfn(page);

	CHECK(pfn < max_mapnr && zone_permitted(gfp, zone));
	model_take(pfn, order);
	CHECK_EQ(page_ref_count(page), 1);
	CHECK(!PageReserved(page) && !PageBuddy(page) && !PageSlab(page));
	CHECK_EQ(page_order(page), order);
	CHECK_EQ(page_private(page), 0);
	CHECK(!page->mapping && !page_mapped(page));
	for (u32 i = 1; i < 1u << order; i++)
		CHECK_EQ(page_ref_count(page + i), 0);
	if (order >= NR_PCP_LISTS)	/* others passed it as a batch */
		CHECK_MSG(zone->free_pages >= mark(gfp, zone), "zone %s: %lu",
			  zone->name, zone->free_pages);
	if (gfp & __GFP_ZERO)
		check_zero(pfn, 1u << order);
}

static void keep(unsigned long pfn, u32 order, u32 pages, bool compound)
{
	struct block *b = &blocks[nr_blocks++];

	*b = (struct block) { pfn, order, pages, 0, compound, host_rand() };
	stamp(pfn, block_pages(b), b->stamp, false);
}

void do_alloc(unsigned int order)
{
	gfp_t gfp = random_gfp();
	bool compound = order && !host_below(4);
	struct page *page;

	if (compound)
		gfp |= __GFP_COMP;
	page = alloc_pages(gfp, order);
	if (!page) {
		check_failure(gfp, order);
		return;
	}
	check_given(page, gfp, order);
	CHECK_EQ(!!PageHead(page), compound);
	if (compound)
		CHECK(compound_head(page + (1u << order) - 1) == page);
	if (order && !compound && !host_below(8)) {
		split_page(page, order);
		keep(page_to_pfn(page), order, 1u << order, false);
		return;
	}
	keep(page_to_pfn(page), order, 0, compound);
}

void do_exact(void)
{
	size_t size = 1 + host_below(1u << (13 + host_below(7)));
	u32 pages = DIV_ROUND_UP(size, PAGE_SIZE);
	void *addr = alloc_pages_exact(size, GFP_KERNEL | __GFP_NOWARN);

	if (!addr)
		return;
	for (u32 i = 0; i < pages; i++) {
		model_take((__pa(addr) >> PAGE_SHIFT) + i, 0);
		CHECK_EQ(page_ref_count(virt_to_page(addr) + i), 1);
	}
	keep(__pa(addr) >> PAGE_SHIFT, 0, pages, false);
}

/* The block's owner gives it back while others hold the head. */
static void free_shared(struct block *b)
{
	struct page *head = pfn_to_page(b->pfn);

	__free_pages(head, b->order);
	if (!b->compound)	/* the rest is free at once */
		for (u32 i = 1; i < 1u << b->order; i++)
			model_give(b->pfn + i, 0);
	stamp(b->pfn, b->compound ? block_pages(b) : 1, b->stamp, true);
	while (b->extra--)
		put_page(b->compound && host_below(2) ?
			 head + host_below(1u << b->order) : head);
	if (b->compound)
		model_give(b->pfn, b->order);
	else
		model_give(b->pfn, 0);
}

void do_free(u32 i)
{
	struct block b = blocks[i];
	struct page *head = pfn_to_page(b.pfn);

	blocks[i] = blocks[--nr_blocks];
	stamp(b.pfn, block_pages(&b), b.stamp, true);
	if (b.extra) {
		free_shared(&b);
	} else if (!b.pages) {
		if (!PageHighMem(head) && host_below(2))
			free_pages((unsigned long)page_address(head), b.order);
		else if (!b.order || b.compound)
			put_page(head);
		else
			__free_pages(head, b.order);
		model_give(b.pfn, b.order);
	} else {
		if (!PageHighMem(head) && host_below(2))
			free_pages_exact(page_address(head),
					 b.pages * PAGE_SIZE);
		else
			for (u32 p = b.pages; p-- > 0; )
				__free_page(head + p);
		for (u32 p = 0; p < b.pages; p++)
			model_give(b.pfn + p, 0);
	}
}

void do_get(struct block *b)
{
	if (b->pages)
		return;
	get_page(pfn_to_page(b->pfn) +
		 (b->compound ? host_below(1u << b->order) : 0));
	b->extra++;
	CHECK_EQ(page_count(pfn_to_page(b->pfn)), 1 + b->extra);
}

void do_put(struct block *b)
{
	if (!b->extra)
		return;
	put_page(pfn_to_page(b->pfn));
	b->extra--;
	CHECK_EQ(page_count(pfn_to_page(b->pfn)), 1 + b->extra);
}

unsigned int random_order(void)
{
	return host_below(4) ? host_below(4) : host_below(MAX_ORDER);
}
