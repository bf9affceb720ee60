/*
 * buddyinfo, pagetypeinfo, zoneinfo: the zones in Linux's own formats.
 *
 * Model: the figures of struct zone, printed line by line as Linux's files of
 * these names print them, so that tools made for those read these. What Linux
 * has and this kernel hasn't (a boost, migrate types) is printed as 0: all
 * blocks are Unmovable, as on a Linux with mobility grouping off. Own figures
 * (reserved, nr_zone_lock) stand as further "name value" lines.
 *
 * Invariants: present = managed + reserved in each zone.
 * Locking & context: a zone's counts are read under its lock, for a picture
 * of one moment; printing happens after it is released.
 * In Linux: frag_show(), pagetypeinfo_show(), zoneinfo_show() in mm/vmstat.c.
 * Watch it: (gdb) break zoneinfo_show
 *           (gdb) km-zones
 */

#include "internal.h"
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>

static unsigned long nr_free[MAX_ORDER];	/* one reader: the prompt */

static void read_free_area(struct zone *zone)
{
	unsigned long flags;
	int order;

	spin_lock_irqsave(&zone->lock, flags);
	for (order = 0; order < MAX_ORDER; order++)
		nr_free[order] = zone->free_area[order].nr_free;
	spin_unlock_irqrestore(&zone->lock, flags);
}

static int buddyinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;
	int order;

	for_each_populated_zone(zone) {
		read_free_area(zone);
		seq_printf(m, "Node %d, zone %8s ", 0, zone->name);
		for (order = 0; order < MAX_ORDER; order++)
			seq_printf(m, "%6lu ", nr_free[order]);
		seq_putc(m, '\n');
	}
	return 0;
}
PROC_SHOW(buddyinfo, buddyinfo_show, "free blocks of each order, zone by zone\n"
	  "  A line a zone; the columns are blocks of order 0 (4 KB) to 10 (4 "
	  "MB).");

static const char *const types[] = {
	"Unmovable", "Movable", "Reclaimable", "HighAtomic"
};

static void show_type(struct seq_file *m, struct zone *zone, int type)
{
	int order;

	seq_printf(m, "Node %4d, zone %8s, type %12s ", 0, zone->name,
		   types[type]);
	for (order = 0; order < MAX_ORDER; order++)
		seq_printf(m, "%6lu ", type ? 0ul : nr_free[order]);
	seq_putc(m, '\n');
}

/* Order-10 blocks that the zone's frames touch. */
static unsigned long page_blocks(const struct zone *zone)
{
	return (zone_end_pfn(zone) + MAX_ORDER_NR_PAGES - 1) /
	       MAX_ORDER_NR_PAGES - zone->zone_start_pfn / MAX_ORDER_NR_PAGES;
}

static int pagetypeinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;
	int i;

	seq_printf(m, "Page block order: %d\nPages per block:  %lu\n\n",
		   MAX_PAGE_ORDER, MAX_ORDER_NR_PAGES);
	seq_printf(m, "%-43s ", "Free pages count per migrate type at order");
	for (i = 0; i < MAX_ORDER; i++)
		seq_printf(m, "%6d ", i);
	seq_putc(m, '\n');
	for_each_populated_zone(zone) {
		read_free_area(zone);
		for (i = 0; i < ARRAY_SIZE(types); i++)
			show_type(m, zone, i);
	}
	seq_printf(m, "\n%-23s", "Number of blocks type ");
	for (i = 0; i < ARRAY_SIZE(types); i++)
		seq_printf(m, "%12s ", types[i]);
	seq_putc(m, '\n');
	for_each_populated_zone(zone) {
		seq_printf(m, "Node %d, zone %8s ", 0, zone->name);
		for (i = 0; i < ARRAY_SIZE(types); i++)
			seq_printf(m, "%12lu ", i ? 0ul : page_blocks(zone));
		seq_putc(m, '\n');
	}
	return 0;
}
PROC_SHOW(pagetypeinfo, pagetypeinfo_show,
	  "free blocks by migrate type (all Unmovable here)");

/* count is in pages, over all orders; Linux's other lines are of order 0. */
static void show_pagesets(struct seq_file *m, struct zone *zone)
{
	const struct per_cpu_pages *pcp;
	unsigned int cpu;

	seq_printf(m, "  pagesets\n");
	for_each_online_cpu(cpu) {
		pcp = per_cpu_ptr(zone->pageset, cpu);
		seq_printf(m, "    cpu: %u\n              count: %lu\n"
			   "              high:  %i\n              batch: %i\n",
			   cpu, zone_pcp_pages(zone, cpu), pcp->high,
			   pcp->batch);
		seq_printf(m, "              blocks:");
		for (int order = 0; order < NR_PCP_LISTS; order++)
			seq_printf(m, " %i", pcp[order].count);
		seq_printf(m, "\n");
	}
}

static void show_zone(struct seq_file *m, struct zone *zone)
{
	int i;

	seq_printf(m, "Node %d, zone %8s\n  pages free     "
		   "%lu\n", 0, zone->name,
		   zone->free_pages);
	seq_printf(m, "        boost    %d\n        min      %lu\n"
		   "        low      %lu\n        high     %lu\n",
		   0, zone->pages_min, zone->pages_low, zone->pages_high);
	seq_printf(m, "        spanned  %lu\n        present  %lu\n"
		   "        managed  %lu\n        reserved %lu\n        "
		   "cma      %d\n",
		   zone->spanned_pages, zone->present_pages,
		   zone->managed_pages,
		   zone->present_pages - zone->managed_pages, 0);
	seq_printf(m, "        protection: (%lu", zone->lowmem_reserve[0]);
	for (i = 1; i < MAX_NR_ZONES; i++)
		seq_printf(m, ", %lu", zone->lowmem_reserve[i]);
	seq_printf(m, ")\n");
	if (!populated_zone(zone))
		return;
	seq_printf(m, "      nr_free_pages %lu\n      nr_zone_lock %lu\n",
		   zone->free_pages, zone->nr_locked);
	show_pagesets(m, zone);
	seq_printf(m, "  node_unreclaimable:  %d\n  start_pfn:           %lu\n",
		   0, zone->zone_start_pfn);
}

static int zoneinfo_show(struct seq_file *m, void *v)
{
	struct zone *zone;

	for_each_zone(zone)
		show_zone(m, zone);
	return 0;
}
PROC_SHOW(zoneinfo, zoneinfo_show,
	  "each zone: watermarks, sizes, its per-CPU lists\n"
	  "  In pages of 4 KB. spanned: from first to last frame; present: of "
	  "them\n"
	  "  RAM; managed: of them given to the buddy; reserved: the rest, "
	  "kept by\n"
	  "  the boot (see iomem and frames). protection: what each zone "
	  "keeps from\n"
	  "  requests that could have used a higher one. nr_zone_lock: how "
	  "often\n"
	  "  the zone's lock was taken.");
