/*
 * mmzone.h - zones: page frames of one kind, with their free lists.
 *
 *   ZONE_DMA	  0 - 16 MB	what an ISA device can reach
 *   ZONE_NORMAL  16 - 896 MB	permanently mapped
 *   ZONE_HIGHMEM above		no address until one is made (kmap)
 */
#ifndef _LINUX_MMZONE_H
#define _LINUX_MMZONE_H

#include <linux/types.h>
#include <linux/cache.h>
#include <linux/list.h>
#include <linux/percpu-defs.h>
#include <linux/spinlock_types.h>

#define MAX_ORDER	11		/* exclusive: blocks of order 0-10 */
#define MAX_PAGE_ORDER	(MAX_ORDER - 1)
#define MAX_ORDER_NR_PAGES	(1UL << MAX_PAGE_ORDER)
#define PAGE_ALLOC_COSTLY_ORDER	3	/* above it, failing is normal */

enum zone_type { ZONE_DMA, ZONE_NORMAL, ZONE_HIGHMEM, MAX_NR_ZONES };

#define ZONE_DMA_END_PFN	(16UL << (20 - 12))

/* The free blocks of one order. */
struct free_area {
	struct list_head free_list;	/* their heads, by page->lru */
	unsigned long nr_free;		/* how many */
};

/*
 * One CPU's stock of free blocks of one order of one zone: no lock, only
 * interrupts off. Hot blocks are put and taken at the list's head, cold ones
 * leave at its tail. Small orders only, as the large are rarely wanted twice.
 */
struct per_cpu_pages {
	struct list_head list;		/* their heads, by page->lru */
	int count;			/* blocks on the list */
	int high;			/* give back a batch above this */
	int batch;			/* blocks moved under one zone lock */
};

#define NR_PCP_LISTS	(PAGE_ALLOC_COSTLY_ORDER + 1)	/* orders 0-3 */

struct zone {
	/*
	 * The buddy allocator: under lock, interrupts off.
	 */
	spinlock_t lock;
	unsigned long free_pages;	/* in the free lists below */
	unsigned long nonempty;		/* bit o: free_area[o] has a block */
	struct free_area free_area[MAX_ORDER];
	unsigned long nr_locked;	/* how often the lock was taken */

	/* Read by every allocation, changed at boot only. */
	struct per_cpu_pages __percpu *pageset; /* each CPU's, by order */
	unsigned long pages_min;	/* below: only the reserve's callers */
	unsigned long pages_low;	/* below: reclaim starts */
	unsigned long pages_high;	/* above: reclaim may stop */
	unsigned long lowmem_reserve[MAX_NR_ZONES]; /* kept from requests
						     * that had a higher zone */
	const char *name;		/* "DMA", "Normal", "HighMem" */
	unsigned long zone_start_pfn;	/* first frame */
	unsigned long spanned_pages;	/* frames from first to last */
	unsigned long present_pages;	/* of them, RAM */
	unsigned long managed_pages;	/* of them, given to the buddy */
} ____cacheline_aligned;

extern struct zone zones[MAX_NR_ZONES];
DECLARE_PER_CPU(struct per_cpu_pages, zone_pcp[MAX_NR_ZONES][NR_PCP_LISTS]);

/* Zones to try, best first, NULL at the end. */
struct zonelist {
	struct zone *zones[MAX_NR_ZONES + 1];
};

/* One for each value of a mask's two zone bits (DMA 1, HIGHMEM 2). */
extern struct zonelist zonelists[4];
#define gfp_zonelist(gfp)	(&zonelists[(__force unsigned int)(gfp) & 3])

/* Pages in @cpu's stock of @zone, all orders. */
unsigned long zone_pcp_pages(struct zone *zone, unsigned int cpu);

#define zone_idx(zone)	((enum zone_type)((zone) - zones))
#define zone_end_pfn(zone)	((zone)->zone_start_pfn + (zone)->spanned_pages)
#define populated_zone(zone)	((zone)->present_pages != 0)
#define for_each_zone(zone) \
	for ((zone) = zones; (zone) < zones + MAX_NR_ZONES; (zone)++)
#define for_each_populated_zone(zone) \
	for_each_zone(zone) if (!populated_zone(zone)) {} else

#define is_dma(zone)		((zone) == &zones[ZONE_DMA])
#define is_normal(zone)		((zone) == &zones[ZONE_NORMAL])
#define is_highmem(zone)	((zone) == &zones[ZONE_HIGHMEM])

extern struct page *mem_map;		/* one for every frame, from frame 0 */
extern unsigned long max_mapnr;		/* frames that mem_map describes */
#define max_pfn	max_mapnr
extern unsigned long max_low_pfn;	/* end of the direct map */
extern unsigned long num_physpages;	/* frames of RAM */

#define pfn_valid(pfn)	((pfn) < max_mapnr)

#endif
