/*
 * e820_test.c - memory maps, true and false, through the cleaner and into zones.
 *
 * Each map of tests/data/e820/ boots a kernel on the host's machine; afterwards
 * every frame must be where it belongs. Where Linux's log told its own zone
 * sizes (`# oracle:`), ours must be the same. Then maps that lie: thousands
 * through the cleaner, checked byte by byte against a plain model.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/e820.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <asm/bootinfo.h>
#include "../../mm/internal.h"

#define ISA_FIRST	0xa0
#define ISA_END		0x100

/* What a map file says besides the map; -1: nothing. */
struct oracle {
	long long lowmem_mb, highmem_mb, totalpages, dma_pages, normal_pages;
	long long highmem_pages, dma_memmap, normal_memmap, highmem_memmap;
	long long last_pfn;
	char node_pfns[512];
};

static char machine[256];
static struct oracle oracle;

static void oracle_word(char *word)
{
	static const struct {
		const char *name;
		long long *value;
	} words[] = {
		{ "lowmem_mb", &oracle.lowmem_mb },
		{ "highmem_mb", &oracle.highmem_mb },
		{ "totalpages", &oracle.totalpages },
		{ "dma_pages", &oracle.dma_pages },
		{ "normal_pages", &oracle.normal_pages },
		{ "highmem_pages", &oracle.highmem_pages },
		{ "dma_memmap", &oracle.dma_memmap },
		{ "normal_memmap", &oracle.normal_memmap },
		{ "highmem_memmap", &oracle.highmem_memmap },
		{ "last_pfn", &oracle.last_pfn },
	};
	char *value = strchr(word, '=');

	CHECK_MSG(value, "%s", word);
	*value++ = 0;
	for (u32 i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcmp(word, words[i].name)) {
			*words[i].value = simple_strtoull(value, NULL, 0);
			return;
		}
	CHECK_MSG(!strcmp(word, "node_pfns"), "unknown word %s", word);
	strscpy(oracle.node_pfns, value, sizeof(oracle.node_pfns));
}

static u32 type_of(const char *name)
{
	static const char *const names[] = {
		"", "usable", "reserved", "acpi_data", "acpi_nvs", "unusable"
	};

	for (u32 t = 1; t < ARRAY_SIZE(names); t++)
		if (!strcmp(name, names[t]))
			return t;
	CHECK_MSG(!strcmp(name, "other"), "type %s", name);
	return 12;
}

static void map_line(char *line)
{
	u64 start = simple_strtoull(strsep(&line, " "), NULL, 16);
	u64 end = simple_strtoull(strsep(&line, " "), NULL, 16);

	host_map_add(start, end - start, type_of(line));
}

static void read_map(const char *path)
{
	size_t len;
	char *text = host_read_file(path, &len), *line, *word;

	memset(&oracle, 0xff, sizeof(oracle));
	oracle.node_pfns[0] = 0;
	while ((line = strsep(&text, "\n"))) {
		if (strstarts(line, "# machine: ")) {
			strscpy(machine, line + 11, sizeof(machine));
		} else if (strstarts(line, "# oracle: ")) {
			line += 10;
			while ((word = strsep(&line, " ")))
				oracle_word(word);
		} else if (*line && *line != '#') {
			map_line(line);
		}
	}
}

/* ---- what must hold after every boot ---- */

static void check_map_sorted(const struct e820_map *map)
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

static u32 type_in(const struct e820_map *map, u64 addr)
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

static void check_every_frame(void)
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

/* ---- Linux's own figures ---- */

/* Is the frame in the list of those that Linux kept? */
static bool linux_kept(unsigned long pfn)
{
	const char *at = oracle.node_pfns;
	char *end;

	while (*at) {
		unsigned long a = simple_strtoul(at, &end, 0);
		unsigned long b = simple_strtoul(end + 1, &end, 0);

		if (pfn >= a && pfn < b)
			return true;
		at = *end == ',' ? end + 1 : end;
	}
	return false;
}

/* The map has RAM that a kernel without PAE doesn't reach. */
static bool ram_above_4g(void)
{
	for (int i = 0; i < boot_info.nr_mmap; i++)
		if (boot_info.mmap[i].type == 1 &&
		    boot_info.mmap[i].start >= 1ULL << 32)
			return true;
	return false;
}

static void compare_zone(enum zone_type type, long long pages, long long memmap)
{
	if (pages >= 0)
		CHECK_EQ(zones[type].spanned_pages, pages + max(memmap, 0LL));
}

/* Up to 2.6.24 the figures are spans, holes included. */
static void compare_spans(void)
{
	compare_zone(ZONE_DMA, oracle.dma_pages, oracle.dma_memmap);
	/* Older kernels than the maps' newest put the edge at 896 MB too. */
	compare_zone(ZONE_NORMAL, oracle.normal_pages, oracle.normal_memmap);
	if (ram_above_4g())
		return;			/* Linux counts up to 4 GB then */
	compare_zone(ZONE_HIGHMEM, oracle.highmem_pages, oracle.highmem_memmap);
	if (oracle.totalpages >= 0)
		CHECK_EQ(max_mapnr, oracle.totalpages);
}

/* From 2.6.27 on RAM is counted, and the ranges say which. */
static void compare_frames(void)
{
	unsigned long dma = 0;

	/* From 3.0 on Linux drops the first 64 KB: we don't. */
	for (unsigned long pfn = 16; pfn < max_mapnr; pfn++)
		CHECK_MSG(memblock_is_memory(PFN_PHYS(pfn)) == linux_kept(pfn),
			  "frame %#lx", pfn);
	for (unsigned long pfn = max_mapnr; pfn < 1 << 20; pfn++)
		CHECK(!linux_kept(pfn));
	for (unsigned long pfn = 0; pfn < ZONE_DMA_END_PFN; pfn++)
		dma += linux_kept(pfn);
	if (oracle.dma_memmap >= 0)
		CHECK_EQ(oracle.dma_pages + oracle.dma_memmap, dma);
	if (linux_kept(0) && !ram_above_4g())
		CHECK_EQ(num_physpages, oracle.totalpages);
}

static void compare_with_linux(void)
{
	if (oracle.last_pfn > 0 && !ram_above_4g())
		CHECK_EQ(max_mapnr, oracle.last_pfn);
	if (strchr(oracle.node_pfns, ','))
		compare_frames();
	else
		compare_spans();
}

#define MAP_TEST(n)							\
HOST_TEST(map_##n)							\
{									\
	char **paths;							\
	int nr = host_glob("tests/data/e820/*.map", &paths);		\
									\
	CHECK_MSG(nr >= 16, "run from the tree's top");			\
	read_map(paths[n]);						\
	host_note("%s: %s", strrchr(paths[n], '/') + 1, machine);	\
	host_boot(&(struct host_setup) { });				\
	check_every_frame();						\
	host_note("%lu frames of RAM: DMA %lu, Normal %lu, HighMem %lu present", \
		  num_physpages, zones[0].present_pages,		\
		  zones[1].present_pages, zones[2].present_pages);	\
	compare_with_linux();						\
}

MAP_TEST(0) MAP_TEST(1) MAP_TEST(2) MAP_TEST(3) MAP_TEST(4) MAP_TEST(5)
MAP_TEST(6) MAP_TEST(7) MAP_TEST(8) MAP_TEST(9) MAP_TEST(10) MAP_TEST(11)
MAP_TEST(12) MAP_TEST(13) MAP_TEST(14) MAP_TEST(15)

/* ---- maps that lie ---- */

#define LIES	24

static struct e820_entry lies[LIES];
static u32 nr_lies;

static u64 random_edge(void)
{
	static const u64 bases[] = {
		0, 0x9fc00, 0xa0000, 0x100000, 0x1000000, 0x38000000,
		0xfff00000, 1ULL << 32, (1ULL << 32) + 0x1000000, 1ULL << 63,
		-1ULL,
	};
	u64 at = bases[host_below(ARRAY_SIZE(bases))];

	switch (host_below(4)) {
	case 0:
		return at;
	case 1:
		return at + host_below(0x4000) * 0x1000ULL;
	case 2:
		return at + host_rand() % 0x4000000;
	default:
		return at - host_below(0x3000);
	}
}

/* What the byte at @addr must be: the highest type that claims it. */
static u32 model_type(u64 addr)
{
	u32 type = 0;

	for (u32 i = 0; i < nr_lies; i++)
		if (addr - lies[i].addr < lies[i].size &&
		    (!lies[i].addr || lies[i].size <= -lies[i].addr ||
		     addr >= lies[i].addr))
			type = max(type, lies[i].type);
	return type;
}

static void compare_near(const struct e820_map *map, u64 edge)
{
	for (int d = -1; d <= 1; d++)
		CHECK_MSG(type_in(map, edge + d) == model_type(edge + d),
			  "at %#llx: %u, want %u", edge + d,
			  type_in(map, edge + d), model_type(edge + d));
}

static void random_lies(struct e820_map *map)
{
	map->nr = 0;
	nr_lies = host_below(LIES + 1);
	for (u32 i = 0; i < nr_lies; i++) {
		u64 a = random_edge(), b = random_edge();

		lies[i] = (struct e820_entry) {
			a, host_below(8) ? b - a : 0, 1 + host_below(6)
		};
		if (host_below(3) && b < a)
			lies[i].size = host_below(0x1000000);
		e820_add(map, lies[i].addr, lies[i].size, lies[i].type);
	}
}

HOST_TEST(random_maps_through_the_cleaner)
{
	static struct e820_map map;

	for (u32 round = host_rounds(5000, 500000); round; round--) {
		random_lies(&map);
		e820_sanitize(&map);
		if (map.nr == 1 && map.entry[0].size == -1ULL)
			continue;	/* all 2^64 bytes: the test below */
		check_map_sorted(&map);
		for (u32 i = 0; i < nr_lies; i++) {
			compare_near(&map, lies[i].addr);
			compare_near(&map, lies[i].addr + lies[i].size);
		}
		for (u32 i = 0; i < 8; i++)
			compare_near(&map, random_edge());
	}
}

/* A size of 2^64 can't be told: what remains must still be a map. */
HOST_TEST(a_range_of_all_64_bits)
{
	static struct e820_map map;

	e820_add(&map, 0, -1ULL, E820_RESERVED);
	e820_add(&map, 4096, -4096ULL, E820_RESERVED);
	e820_sanitize(&map);
	check_map_sorted(&map);
	CHECK_EQ(type_in(&map, 0), E820_RESERVED);
	CHECK_EQ(type_in(&map, 1ULL << 63), E820_RESERVED);
}

HOST_TEST(update_changes_just_its_range)
{
	static struct e820_map map, before;

	for (u32 round = host_rounds(5000, 500000); round; round--) {
		u64 addr = random_edge(), size = 1 + host_rand();
		u32 old = host_below(4), new = host_below(4);

		random_lies(&map);
		e820_sanitize(&map);
		before = map;
		if (addr && size > -addr)
			size = -addr;
		e820_update(&map, addr, size, old, new);
		check_map_sorted(&map);
		for (u32 i = 0; i < 30; i++) {
			u64 at = host_below(2) ? random_edge() :
				 addr + host_below(3) - 1 +
				 (host_below(2) ? size : 0);
			u32 was = type_in(&before, at), want = was;

			if (at - addr < size && was && (!old || was == old))
				want = new;
			CHECK_MSG(type_in(&map, at) == want,
				  "at %#llx: %u, want %u (was %u; update %#llx+%#llx %u->%u)",
				  at, type_in(&map, at), want, was, addr, size,
				  old, new);
		}
	}
}

HOST_TEST(a_full_map_of_fragments)
{
	static struct e820_map map;

	for (u64 i = 0; i < E820_MAX; i++)
		CHECK_EQ(e820_add(&map, (E820_MAX - i) << 20, 1 << 19, 1), 0);
	CHECK_EQ(e820_add(&map, 0, 1, 1), -ENOSPC);
	e820_sanitize(&map);
	check_map_sorted(&map);
	CHECK_EQ(map.nr, E820_MAX);
	/* Each range would be cut in two: there is no room, nothing breaks. */
	for (u64 i = 1; i <= E820_MAX; i++)
		e820_update(&map, (i << 20) + 0x1000, 0x1000, 1, 2);
	check_map_sorted(&map);
}

/* A lying map that still has RAM where the kernel is: it must boot. */
#define LYING_BOOT(n)							\
HOST_TEST(boot_with_lies_##n)						\
{									\
	for (int skip = 0; skip < (n) * 7; skip++)			\
		host_rand();						\
	for (u32 i = host_below(20); i; i--) {				\
		u64 a = host_below(0x800) * 0x40000ULL + host_below(3000); \
									\
		if (host_below(8) == 0)					\
			a += 1ULL << (32 + host_below(31));		\
		host_map_add(a, host_below(3) ? host_below(0x2000000) :	\
			     host_below(0x3000), 1 + host_below(4));	\
		/* What isn't RAM stays clear of the kernel's image. */	\
		if (boot_info.mmap[boot_info.nr_mmap - 1].type != 1 &&	\
		    a < 0x2000000)					\
			boot_info.mmap[boot_info.nr_mmap - 1].start +=	\
				0x2000000;				\
	}								\
	host_map_add(0x100000, 0x1f00000 + host_below(0x100000), 1);	\
	host_boot(&(struct host_setup) { });				\
	check_every_frame();						\
}

LYING_BOOT(0) LYING_BOOT(1) LYING_BOOT(2) LYING_BOOT(3) LYING_BOOT(4)
LYING_BOOT(5) LYING_BOOT(6) LYING_BOOT(7) LYING_BOOT(8) LYING_BOOT(9)

/* ---- edges of memory, and the command line's corrections ---- */

static void edges(unsigned long kb, const char *cmdline, unsigned long low_mb,
		  unsigned long high_mb)
{
	host_map_pc(kb);
	host_boot(&(struct host_setup) { .cmdline = cmdline });
	check_every_frame();
	CHECK_EQ(max_low_pfn >> 8, low_mb);
	CHECK_EQ((max_mapnr - max_low_pfn) >> 8, high_mb);
}

HOST_TEST(ram_4m)	{ edges(4 << 10, "", 4, 0); }
HOST_TEST(ram_16m)	{ edges(16 << 10, "", 16, 0); }
HOST_TEST(ram_896m)	{ edges(896 << 10, "", 896, 0); }
HOST_TEST(ram_897m)	{ edges(897 << 10, "", 896, 1); }
HOST_TEST(ram_1g)	{ edges(1024 << 10, "", 896, 128); }
HOST_TEST(highmem_64m)	{ edges(128 << 10, "highmem=64M", 64, 64); }
HOST_TEST(highmem_9g)	{ edges(128 << 10, "highmem=9G", 128, 0); }
HOST_TEST(highmem_all)	{ edges(128 << 10, "highmem=128M", 128, 0); }
HOST_TEST(highmem_cuts)	{ edges(1024 << 10, "highmem=32M", 896, 32); }
HOST_TEST(mem_64m)	{ edges(128 << 10, "mem=64M", 64, 0); }
HOST_TEST(mem_0)	{ edges(128 << 10, "mem=0", 128, 0); }
HOST_TEST(mem_garbage)	{ edges(128 << 10, "mem=lots mem= mem", 128, 0); }

HOST_TEST(memmap_exactmap)
{
	host_map_pc(256 << 10);
	host_boot(&(struct host_setup) {
		.cmdline = "memmap=exactmap memmap=640K@0 memmap=63M@1M "
			   "memmap=1M$16M,2M#20M memmap=nonsense memmap=@ memmap" });
	check_every_frame();
	CHECK_EQ(max_mapnr, 64 << 8);
	CHECK(!memblock_is_memory(16 << 20) && !memblock_is_memory(21 << 20));
	CHECK(memblock_is_memory(19 << 20) && memblock_is_memory(22 << 20));
}

HOST_TEST(no_map_at_all_is_a_readable_stop)
{
	CHECK(PANICS(host_boot(&(struct host_setup) { })));
	CHECK(host_log_has("no RAM where the kernel is"));
}

HOST_TEST(without_large_pages)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) { .no_pse = true, .no_pge = true });
	check_every_frame();
}

/* What a warm reset leaves behind: the last kernel's mem_map, all free. */
static void stale_ram(void)
{
	static u8 chunk[1 << 16];

	for (u32 i = 0; i < sizeof(chunk); i++)
		chunk[i] = host_rand();
	for (u32 at = 0x200000; at < 64 << 20; at += sizeof(chunk))
		host_phys_write(at, chunk, sizeof(chunk));
}

HOST_TEST(ram_full_of_garbage)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup) { .dirty_ram = stale_ram });
	check_every_frame();
}

/* Every word of RAM looks like the head of a free block of every order. */
static u32 stale_word;

static void stale_heads(void)
{
	static u32 chunk[1 << 14];

	for (u32 i = 0; i < ARRAY_SIZE(chunk); i++)
		chunk[i] = stale_word;
	for (u32 at = 0x200000; at < 64 << 20; at += sizeof(chunk))
		host_phys_write(at, chunk, sizeof(chunk));
}

static void boot_on_stale_heads(unsigned int order)
{
	stale_word = (u32)ZONE_NORMAL << PAGE_ZONE_SHIFT | 1U << PG_buddy |
		     order << PAGE_ORDER_SHIFT;
	host_map_add(0x100000, 0x3000000, 1);
	for (u32 i = 0; i < 40; i++)
		host_map_add(0x3100000 + i * 0x20000 + (host_below(16) << 12),
			     (1 + host_below(15)) << 12, 1);
	host_boot(&(struct host_setup) { .dirty_ram = stale_heads });
	check_every_frame();
}

HOST_TEST(ram_full_of_free_heads_0)	{ boot_on_stale_heads(0); }
HOST_TEST(ram_full_of_free_heads_2)	{ boot_on_stale_heads(2); }
HOST_TEST(ram_full_of_free_heads_9)	{ boot_on_stale_heads(9); }
