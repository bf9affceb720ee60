/*
 * init.c - memory changes hands: from memblock, which knew ranges, to zones and
 * the buddy, which know every frame.
 *
 * Context: boot, one CPU, interrupts off; all of it is freed afterwards.
 * Linux: mem_init() in arch/x86/mm/init_32.c, memblock_free_all().
 * gdb: `break mem_init`, `finish`, `km-buddy`.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include "internal.h"

/*
 * A zone's first frames, at boot: the largest aligned blocks that fit, straight
 * into the buddy.
 */
static void __init free_boot_pages(unsigned long pfn, unsigned long end)
{
	while (pfn < end) {
		struct zone *zone = page_zone(pfn_to_page(pfn));
		unsigned long stop = min(end, zone_end_pfn(zone));
		unsigned int order = min(__ffs(pfn | MAX_ORDER_NR_PAGES),
					 __fls(stop - pfn));

		zone->managed_pages += 1UL << order;
		__free_one_page(zone, pfn_to_page(pfn), order);
		pfn += 1UL << order;
	}
}

static unsigned long described_pfn __initdata;

static void __init describe_range(phys_addr_t start, phys_addr_t end)
{
	unsigned long first = PFN_UP(start), last = PFN_DOWN(end);

	if (first >= last)
		return;
	init_page_range(described_pfn, first, true);
	init_page_range(first, last, false);
	described_pfn = last;
}

static void __init free_range(phys_addr_t start, phys_addr_t end)
{
	free_boot_pages(PFN_UP(start), PFN_DOWN(end));
}

/*
 * From memblock to the buddy: describe every frame (all of them before the
 * first is freed, as merging looks at neighbours), then free those that nobody
 * took. From here on memblock only remembers.
 */
void __init mem_init(void)
{
	zone_sizes_init();
	kmap_init();
	mem_map_init();
	memblock_for_each_free(describe_range);
	init_page_range(described_pfn, ALIGN(max_mapnr, MAX_ORDER_NR_PAGES),
			true);
	memblock_for_each_free(free_range);
	setup_watermarks();
	setup_lowmem_reserve();
	kmap_atomic_init();
}
