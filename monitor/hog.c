/*
 * hog, unhog: empty a zone by hand, and give it back.
 *
 * Model: takes blocks of the zone, largest first, down to LEFT frames. The
 * zone's marks are lowered to 0 meanwhile: an allocation prefers another zone
 * above its mark to this one below. The blocks are chained by page->lru, their
 * order is in the page's flags word. What the zonelist hands out of another
 * zone instead goes straight back: then this one has no such block.
 *
 *	hog DMA; alloc_pages 0 GFP_DMA; alloc_pages 0 GFP_KERNEL; unhog
 *
 * Invariants: each zone's list holds blocks of that zone only.
 * Locking & context: prompt only.
 * In Linux: nothing; memhog and the fault injector come near.
 * Watch it: (gdb) break hog_zone
 *           (gdb) km-zones
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>

static struct list_head hogged[MAX_NR_ZONES] = {
	LIST_HEAD_INIT(hogged[0]), LIST_HEAD_INIT(hogged[1]),
	LIST_HEAD_INIT(hogged[2]),
};

static gfp_t zone_gfp(struct zone *zone)
{
	gfp_t gfp = __GFP_MEMALLOC | __GFP_NOWARN;

	if (is_dma(zone))
		return gfp | __GFP_DMA;
	return is_highmem(zone) ? gfp | __GFP_HIGHMEM : gfp;
}

/* A block of @order from just this zone, or NULL. */
static struct page *take_from(struct zone *zone, unsigned int order)
{
	struct page *page = alloc_pages(zone_gfp(zone), order);

	if (page && page_zone(page) != zone) {
		__free_pages(page, order);
		page = NULL;
	}
	return page;
}

/* Take blocks of @order while more than @left frames are free. */
static unsigned long take_order(struct zone *zone, unsigned int order,
				unsigned long left)
{
	unsigned long taken = 0;
	struct page *page;

	while (zone->free_pages >= left + (1ul << order)) {
		page = take_from(zone, order);
		if (!page)
			break;
		list_add(&page->lru, &hogged[zone_idx(zone)]);
		taken += 1ul << order;
		/* A batch that moved to a CPU's list is free, too. */
		if (order < NR_PCP_LISTS)
			drain_all_pages();
	}
	return taken;
}

/* hog_zone - take all but @left free frames; returns how many were taken */
unsigned long hog_zone(struct zone *zone, unsigned long left)
{
	unsigned long min = zone->pages_min, low = zone->pages_low, taken = 0;
	int order;

	drain_all_pages();
	zone->pages_min = zone->pages_low = 0;
	for (order = MAX_PAGE_ORDER; order >= 0; order--)
		taken += take_order(zone, order, left);
	zone->pages_min = min;
	zone->pages_low = low;
	return taken;
}

/* unhog_zone - give all of it back; returns the number of frames */
unsigned long unhog_zone(struct zone *zone)
{
	struct list_head *list = &hogged[zone_idx(zone)];
	unsigned long given = 0;
	struct page *page;
	unsigned int order;

	while (!list_empty(list)) {
		page = list_first_entry(list, struct page, lru);
		order = page_order(page);
		list_del(&page->lru);
		__free_pages(page, order);
		given += 1ul << order;
	}
	drain_all_pages();
	return given;
}

static int hog_cmd(int argc, char **argv)
{
	unsigned long left = 0, taken;
	struct zone *zone;

	if (argc < 2 || argc > 3)
		return usage("hog");
	zone = zone_parse(argv[1]);
	if (!zone || (argc == 3 && parse_ulong(argv[2], ~0ul, &left)))
		return -EINVAL;
	taken = hog_zone(zone, left);
	say("zone %s: %lu frames taken, %lu left; `unhog` gives them back\n",
	    zone->name, taken, zone->free_pages);
	return 0;
}
MONITOR_CMD(hog, "ZONE [LEFT]", "take all of a zone but LEFT frames\n"
	    "  Below all watermarks: to see who fails then. See "
	    "unhog.", hog_cmd);

static int unhog_cmd(int argc, char **argv)
{
	struct zone *zone = NULL, *z;
	unsigned long given = 0;

	if (argc > 2)
		return usage("unhog");
	if (argc == 2) {
		zone = zone_parse(argv[1]);
		if (!zone)
			return -EINVAL;
	}
	for_each_zone(z)
		if (!zone || z == zone)
			given += unhog_zone(z);
	say("%lu frames given back\n", given);
	return 0;
}
MONITOR_CMD(unhog, "[ZONE]", "give back what hog took", unhog_cmd);
