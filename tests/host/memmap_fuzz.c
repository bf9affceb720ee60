/*
 * memmap_fuzz.c - any memory map and any command line through the cleaner, the
 * parameters and the zones: a clear stop, or everything in its place.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/e820.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/params.h>
#include <linux/string.h>
#include <asm/bootinfo.h>
#include "../../boot/boot.h"
#include "../../mm/internal.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static struct memblock fresh;

static const u8 *take(const u8 **data, size_t *size, size_t n)
{
	const u8 *p = *data;

	if (*size < n)
		return NULL;
	*data += n;
	*size -= n;
	return p;
}

/* An entry: 8 + 8 + 1 bytes; the top bits of the type cut the numbers down. */
static void read_map(const u8 **data, size_t *size)
{
	const u8 *p = take(data, size, 1);
	u32 n = p ? *p % 24 : 0;

	boot_info.nr_mmap = 0;
	while (n-- && (p = take(data, size, 17))) {
		u64 start, len;

		memcpy(&start, p, 8);
		memcpy(&len, p + 8, 8);
		if (p[16] & 0x80)
			start &= 0x1ffffffff, len &= 0x7fffffff;
		if (p[16] & 0x40)
			start &= ~0xfffULL, len &= ~0xfffULL;
		host_map_add(start, len, p[16] & 0x2f);
	}
	if (p && *p & 1)	/* often enough a machine that can boot */
		host_map_add(0x100000, 0x2000000, 1);
}

static void check_sorted(const struct memblock_type *t)
{
	for (u32 i = 0; i < t->cnt; i++) {
		CHECK(t->regions[i].size);
		CHECK(i + 1 == t->cnt || t->regions[i].base +
		      t->regions[i].size <= t->regions[i + 1].base);
	}
}

static void through(void)
{
	struct zone *zone;
	unsigned long spanned = 0, present = 0;

	setup_e820();
	parse_params(boot_info.cmdline, 1);
	setup_memblock();
	zone_sizes_init();
	for (u32 i = 0; i + 1 < e820.nr; i++)
		CHECK(e820.entry[i].addr + e820.entry[i].size <=
		      e820.entry[i + 1].addr && e820.entry[i].size);
	check_sorted(&memblock.memory);
	check_sorted(&memblock.reserved);
	for_each_zone(zone) {
		CHECK(!zone->spanned_pages || zone->zone_start_pfn == spanned);
		spanned += zone->spanned_pages;
		present += zone->present_pages;
	}
	CHECK_EQ(spanned, max_mapnr);
	CHECK_EQ(present, num_physpages);
	CHECK(max_low_pfn <= MAXMEM_PFN && max_low_pfn <= max_mapnr);
	CHECK(memblock_is_reserved(0) && !memblock_is_memory(0xa0000));
	CHECK(!memblock_is_memory(0xfffff));
	parse_params(boot_info.cmdline, 0);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	if (!fresh.current_limit) {
		fresh = memblock;
		host_load_fs(0);
	}
	memblock = fresh;
	e820.nr = 0;
	host_log_clear();
	read_map(&data, &size);
	size = min(size, sizeof(boot_info.cmdline) - 1);
	memcpy(boot_info.cmdline, data, size);
	boot_info.cmdline[size] = 0;
	if (PANICS(through()))
		CHECK(host_log_has("panic") && !host_log_has("BUG"));
	return 0;
}
