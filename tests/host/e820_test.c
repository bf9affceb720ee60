/*
 * e820_test.c - memory maps, true and false, through the cleaner and into
 * zones.
 *
 * Each map of tests/data/e820/ boots a kernel on the host's machine; afterwards
 * every frame must be where it belongs. Where Linux's log told its own zone
 * sizes (`# oracle:`), ours must be the same. Then the edges of memory, and RAM
 * that isn't clean. Maps that lie: e820_lies_test.c.
 */
#include "host.h"
#include "boot_host.h"
#include "frames.h"
#include <linux/e820.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <asm/bootinfo.h>
#include "../../mm/internal.h"

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
