/*
 * frames.c - every frame after a boot: it is where the map says, and where the
 * zones and the buddy allocator say, and these are the same.
 */
#include "host.h"
#include "frames.h"
#include <linux/e820.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include "../../mm/internal.h"

#define ISA_FIRST	0xa0
#define ISA_END		0x100

void check_map_sorted(const struct e820_map *map)
{
	for (u32 i = 0; i < map->nr; i++) {
		const struct e820_entry *e = &map->entry[i];

		CHECK(e->size);
		if (i + 1 == map->nr)
			break;
		CHECK(e->addr + e->size > e->addr);
		CHECK(e->addr + e->size <= e[1].addr);
		CHECK(e->addr + e->size < e[1].addr || e->type != e[1].type);
	}
}

static void check_memblock_sorted(const struct memblock_type *type)
{
	for (u32 i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		CHECK(r->size);
		if (i + 1 < type->cnt)
			CHECK(r->base + r->size <= r[1].base);
	}
}

u32 type_in(const struct e820_map *map, u64 addr)
{
	for (u32 i = 0; i < map->nr; i++)
		if (addr - map->entry[i].addr < map->entry[i].size)
			return map->entry[i].type;
	return 0;
}

/* Memory is just those frames of which the map calls every byte RAM. */
static void check_memory_is_ram(void)
{
	const struct memblock_region *r;

	for_each_memblock(memory, r) {
		CHECK(!(r->base % PAGE_SIZE) && !(r->size % PAGE_SIZE));
		for (u64 at = r->base; at < r->base + r->size; at += PAGE_SIZE)
			CHECK_MSG(type_in(&e820, at) == E820_RAM &&
				  type_in(&e820, at + PAGE_SIZE - 1) == E820_RAM,
				  "%#llx is memory", at);
	}
	for (u32 i = 0; i < e820.nr; i++) {
		const struct e820_entry *e = &e820.entry[i];
		u64 end = min(e->addr + e->size, PFN_PHYS(max_mapnr));

		for (u64 at = ALIGN(e->addr, PAGE_SIZE); e->type == E820_RAM &&
		     at + PAGE_SIZE <= end; at += PAGE_SIZE)
			CHECK_MSG(memblock_is_memory(at), "%#llx is lost", at);
	}
}

/* Free frames by looking at every page, and where they are. */
static unsigned long frames_in_blocks(unsigned long pfn, unsigned long end,
				      struct zone *zone)
{
	unsigned long free = 0;

	while (pfn < end) {
		struct page *page = pfn_to_page(pfn);

		CHECK(page_zone(page) == zone);
		CHECK_EQ(page_to_pfn(page), pfn);
		CHECK(page_address(page) == (is_highmem(zone) ? NULL :
					     __va(pfn << PAGE_SHIFT)));
		if (PageBuddy(page)) {
			unsigned long n = 1UL << page_order(page);

			for (unsigned long i = pfn; i < pfn + n; i++) {
				CHECK(memblock_is_memory(PFN_PHYS(i)));
				CHECK(!memblock_is_reserved(PFN_PHYS(i)));
				CHECK(i && (i < ISA_FIRST || i >= ISA_END));
				CHECK(!PageReserved(pfn_to_page(i)));
			}
			free += n;
			pfn += n;
			continue;
		}
		CHECK_MSG(PageReserved(page) || page_ref_count(page),
			  "frame %#lx: neither free nor taken", pfn);
		CHECK_MSG(!memblock_is_memory(PFN_PHYS(pfn)) ||
			  memblock_is_reserved(PFN_PHYS(pfn)) ||
			  !PageReserved(page), "frame %#lx is lost", pfn);
		pfn++;
	}
	return free;
}

static unsigned long pages_in_use(void)
{
	unsigned long used = 0;

	for (unsigned long pfn = 0; pfn < max_mapnr; pfn++)
		used += !PageReserved(pfn_to_page(pfn)) &&
			page_ref_count(pfn_to_page(pfn));
	return used;
}

static unsigned long ram_in(unsigned long start, unsigned long end,
			    bool and_reserved)
{
	unsigned long n = 0;

	for (unsigned long pfn = start; pfn < end; pfn++)
		n += memblock_is_memory(PFN_PHYS(pfn)) &&
		     (!and_reserved || memblock_is_reserved(PFN_PHYS(pfn)));
	return n;
}

static void check_zone(struct zone *zone, unsigned long *at)
{
	unsigned long end = zone_end_pfn(zone), free;

	CHECK(!zone->spanned_pages || zone->zone_start_pfn == *at);
	if (!zone->spanned_pages)
		return;
	*at = end;
	CHECK_EQ(zone->present_pages, ram_in(zone->zone_start_pfn, end, false));
	CHECK_EQ(zone->present_pages, zone->managed_pages +
		 ram_in(zone->zone_start_pfn, end, true));
	drain_local_pages();
	free = frames_in_blocks(zone->zone_start_pfn, end, zone);
	CHECK_EQ(free, zone->free_pages);
	CHECK_EQ(buddy_check_zone(zone), 0);
	CHECK_EQ(zone_pcp_pages(zone, smp_processor_id()), 0);
}

void check_every_frame(void)
{
	struct zone *zone;
	unsigned long at = 0, free = 0, managed = 0;

	check_map_sorted(&e820);
	check_memory_is_ram();
	check_memblock_sorted(&memblock.memory);
	check_memblock_sorted(&memblock.reserved);
	for_each_zone(zone) {
		check_zone(zone, &at);
		free += zone->free_pages;
		managed += zone->managed_pages;
	}
	CHECK_EQ(at, max_mapnr);
	CHECK_EQ(managed, free + pages_in_use());
	CHECK_EQ(zone_end_pfn(&zones[ZONE_DMA]),
		 min(max_low_pfn, ZONE_DMA_END_PFN));
	CHECK(PageReserved(pfn_to_page(0)));
	for (unsigned long pfn = ISA_FIRST; pfn < min(max_mapnr, 0x100UL); pfn++)
		CHECK(PageReserved(pfn_to_page(pfn)));
}
