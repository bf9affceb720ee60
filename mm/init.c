/*
 * init.c - memory changes hands: from memblock, which knew ranges, to zones and
 * the buddy, which know every frame.
 *
 *   memory     |====================|    |==========|     memblock
 *   reserved   |###|         |##|
 *   free           [ ][     ]    [  ]    [  ][      ]     buddy: aligned blocks
 *
 * What only the boot needed follows at its end: free_reserved_area().
 *
 * Invariant: a frame is free in the buddy just when memblock has it as memory
 * that nobody reserved.
 * Locking: none. Context: boot, one CPU, interrupts off; the code goes too, but
 * for what frees it.
 * Linux: mem_init() in arch/x86/mm/init_32.c, memblock_free_all(),
 * free_reserved_area() in mm/page_alloc.c.
 * gdb: `break mem_init`, `finish`, `km-buddy`.
 */
#define pr_fmt(fmt) "mm: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/printk.h>
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

/*
 * Give the frames of [@start, @end), whole pages that the boot had reserved, to
 * the buddy, filled with the byte @poison if that is not negative; @name says
 * on the log what they were. Returns how many. Once, at the end of the boot.
 */
unsigned long free_reserved_area(void *start, void *end, int poison,
				 const char *name)
{
	unsigned long pages = 0;

	for (char *at = start; at < (char *)end; at += PAGE_SIZE, pages++) {
		struct page *page = virt_to_page(at);

		if (poison >= 0)
			memset(at, poison, PAGE_SIZE);
		memblock_free(__pa(at), PAGE_SIZE);
		ClearPageReserved(page);
		page_zone(page)->managed_pages++;
		__free_page(page);
	}
	pr_info("%s: %luK freed\n", name, pages * 4);
	return pages;
}
