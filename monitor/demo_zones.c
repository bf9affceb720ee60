/*
 * demo zones: which memory is of which kind, and who may have it.
 *
 * Model: shows the edges of the zones on this very machine, then asks for a
 * page with three masks, then empties DMA to show who depends on it, and who
 * falls back.
 *
 * Invariants: gives back all it takes, also when a step fails.
 * Locking & context: prompt only; other allocations go on meanwhile (from
 * Normal, which stays full).
 * In Linux: build_zonelists(), get_page_from_freelist().
 * Watch it: (gdb) break get_page_from_freelist
 *           (gdb) km-zones
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>

static const char *const reasons[MAX_NR_ZONES] = {
	"an ISA device's DMA reaches 24 address bits, 16 MB",
	"permanently mapped: address = physical + 0xc0000000",
	"beyond the direct map: no address until kmap makes one",
};

static void say_zones(void)
{
	struct zone *zone;

	say("This machine's page frames, in zones by what they are good "
	    "for:\n\n");
	for_each_zone(zone) {
		if (!populated_zone(zone)) {
			say("  %-8s empty: no RAM there\n", zone->name);
			continue;
		}
		say("  %-8s %5lu MB - %5lu MB   %7lu frames free of %lu\n",
		    zone->name, zone->zone_start_pfn >> 8,
		    (zone_end_pfn(zone) + 255) >> 8, zone->free_pages,
		    zone->managed_pages);
		say("           %s\n", reasons[zone_idx(zone)]);
	}
}

/* The mask's zonelist: "Normal, then DMA". */
static void say_zonelist(gfp_t gfp)
{
	struct zone **z = gfp_zonelist(gfp)->zones;
	const char *sep = "";

	for (; *z; z++) {
		say("%s%s", sep, (*z)->name);
		sep = ", then ";
	}
	if (!*sep)
		say("nothing");
}

/* A page with @gfp: where it came from. Given back at once. */
static bool try_page(gfp_t gfp)
{
	struct page *page = alloc_page(gfp | __GFP_NOWARN);

	say("  alloc_page(%pGg)\n      may use ", &gfp);
	say_zonelist(gfp);
	if (!page) {
		say("; got NULL\n");
		return false;
	}
	say("; got frame 0x%lx of %s\n", page_to_pfn(page),
	    page_zone(page)->name);
	__free_page(page);
	return true;
}

static int empty_dma(void)
{
	struct zone *dma = &zones[ZONE_DMA];
	bool only = !populated_zone(&zones[ZONE_NORMAL]);
	bool dma_worked, kernel_worked;
	unsigned long taken;

	say("\nNow DMA is emptied to the last frame (`hog DMA`):\n\n");
	taken = hog_zone(dma, 0);
	say("  %lu frames taken, %lu left\n", taken, dma->free_pages);
	dma_worked = try_page(GFP_DMA);
	kernel_worked = only || try_page(GFP_KERNEL);
	unhog_zone(dma);
	say("\n%s\n", dma_worked ? "DMA gave a page although empty: a bug." :
	    "GFP_DMA fails: nothing else would do for it.");
	if (only)
		say("(Normal is empty here, so GFP_KERNEL lives in DMA, "
		    "too.)\n");
	else
		say("GFP_KERNEL doesn't notice: Normal comes first for it.\n");
	return !dma_worked && kernel_worked ? 0 : -EIO;
}

/* The other direction: without high memory, its users get low memory. */
static bool empty_highmem(void)
{
	struct zone *high = &zones[ZONE_HIGHMEM];
	unsigned long taken;
	bool worked;

	if (!populated_zone(high))
		return true;
	say("\nNow HighMem is emptied (`hog HighMem`):\n\n");
	taken = hog_zone(high, 0);
	say("  %lu frames taken, %lu left\n", taken, high->free_pages);
	worked = try_page(GFP_HIGHUSER);
	unhog_zone(high);
	say("\nGFP_HIGHUSER %s\n", worked ? "falls back to low memory." :
	    "got nothing although low memory is there: a bug.");
	return worked;
}

static int demo_zones(void)
{
	bool ok;

	say_zones();
	say("\nA GFP mask names the highest zone that will do; lower ones are\n"
	    "the fallback, so that scarce memory goes last:\n\n");
	ok = try_page(GFP_DMA);
	ok &= try_page(GFP_KERNEL);
	ok &= try_page(GFP_HIGHUSER);
	say("\nFallback must not eat a lower zone up: each keeps some frames\n"
	    "from requests that had a choice (`protection` in zoneinfo):\n\n");
	for (int z = 0; z < MAX_NR_ZONES; z++)
		if (populated_zone(&zones[z]))
			say("  %-8s keeps %lu from Normal's, %lu from "
			    "HighMem's\n",
			    zones[z].name,
			    zones[z].lowmem_reserve[ZONE_NORMAL],
			    zones[z].lowmem_reserve[ZONE_HIGHMEM]);
	if (empty_dma() || !empty_highmem())
		return -EIO;
	say("\nTry: zoneinfo; frames DMA; hog DMA; alloc_pages 0 GFP_DMA; "
	    "unhog\n");
	return ok ? 0 : -ENOMEM;
}
DEMO(zones, "DMA, Normal, HighMem: who may have which memory", demo_zones);
