/*
 * frames [-v] [ZONE]: the whole of memory as a map, a character a frame.
 *
 * Model: walks mem_map from run to run: a free block is one run, its frames
 * all show the block's order; so is an allocated block. Where a zone has more
 * frames than fit on a screen, a character stands for 2^n of them: their own
 * one if they agree, f if all are free, + if they differ.
 *
 *	0x00000 |BCDD....0112222p|
 *
 * Reserved frames get a capital letter for each reason; the legend below the
 * map names those that occur, and counts the frames.
 *
 * Invariants: every frame of a zone is counted once, under one character.
 * Locking & context: no lock: a glance at memory in motion. Prompt only, the
 * counters are static.
 * In Linux: /proc/kpageflags and tools/mm/page-types.
 * Watch it: (gdb) break frames_cmd
 *           (gdb) p counts
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/e820.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/string.h>

#define ROW	64		/* characters a line */
#define ROWS	24		/* lines of a scaled map, at most */

#define ISA_START	0xa0000	/* 640 KB */
#define ISA_END		0x100000	/* 1 MB */

static unsigned long counts[128];	/* frames by character */
static const char *reasons[25];		/* letters B-Z, in order of meeting */

/*
 * frame_run - what frame @pfn is, and how many from it on are the same block
 *
 * Returns '0'-'9', 'A' free in a block of that order, 'p' on a CPU's list,
 * 's' slab, 't' page table, 'u' otherwise in use, 'R' reserved, '.' no RAM.
 */
char frame_run(unsigned long pfn, unsigned long *frames)
{
	const struct page *page = pfn_to_page(pfn);

	*frames = 1;
	if (PageReserved(page))
		return memblock_is_memory(PFN_PHYS(pfn)) ? 'R' : '.';
	*frames = 1ul << page_order(page);
	if (PagePcp(page))
		return 'p';
	if (PageBuddy(page))
		return page_order(page) < 10 ? '0' + page_order(page) : 'A';
	if (PageSlab(page))
		return 's';
	return PageTable(page) ? 't' : 'u';
}

/*
 * frame_reason - why a reserved frame is reserved, NULL where there is nothing
 *
 * Of RAM, memblock knows it; of the rest, the firmware's memory map.
 */
const char *frame_reason(unsigned long pfn)
{
	phys_addr_t phys = PFN_PHYS(pfn);
	const char *why = memblock_reserved_reason(phys);
	const struct e820_entry *e;

	if (why)
		return why;
	if (memblock_is_memory(phys))
		return "boot";
	if (phys >= ISA_START && phys < ISA_END)
		return "video memory and BIOS ROMs, not RAM";
	for (e = e820.entry; e < e820.entry + e820.nr; e++)
		if (e->addr < phys + PAGE_SIZE && e->addr + e->size > phys)
			return e->type == E820_RAM ? "RAM only in part" :
				e820_type_name(e->type);
	return NULL;
}

/* The letter of a reserved frame's reason; R when there are too many. */
static char reason_letter(unsigned long pfn)
{
	const char *why = frame_reason(pfn);
	int i;

	if (!why)
		return '.';
	for (i = 0; i < ARRAY_SIZE(reasons); i++) {
		if (!reasons[i])
			reasons[i] = why;
		if (strcmp(reasons[i], why) == 0)
			return 'B' + i;
	}
	return 'R';
}

static bool is_free(char c)
{
	return (c >= '0' && c <= '9') || c == 'A';
}

/* One character for the characters a and b. */
static char join(char a, char b)
{
	if (!a || a == b)
		return b;
	return (is_free(a) || a == 'f') && is_free(b) ? 'f' : '+';
}

/* Prints the map of [pfn, end), @scale frames a character. */
static void draw(unsigned long pfn, unsigned long end, unsigned long scale)
{
	unsigned long run = 0, cell = 0, column = 0;
	char kind = 0, shown = 0;

	for (; pfn < end; pfn++, run--) {
		if (!run) {
			kind = frame_run(pfn, &run);
			if (kind == 'R' || kind == '.')
				kind = reason_letter(pfn);
		}
		if (!cell && column % ROW == 0)
			say("%s0x%05lx |", column ? "|\n" : "", pfn);
		counts[(int)kind]++;
		shown = join(shown, kind);
		if (++cell < scale && pfn + 1 < end)
			continue;
		seq_putc(&console_seq, shown);
		shown = 0;
		cell = 0;
		column++;
	}
	say("|\n");
}

static void say_count(char c, const char *what)
{
	if (counts[(int)c])
		say("  %c %7lu  %s\n", c, counts[(int)c], what);
}

static void legend(void)
{
	unsigned int o;
	int i;

	for (o = 0; o < MAX_ORDER; o++) {
		char c = o < 10 ? '0' + o : 'A';

		if (counts[(int)c])
			say("  %c %7lu  free, in %lu block%s of order %u (%lu "
			    "KB)\n",
			    c, counts[(int)c], counts[(int)c] >> o,
			    counts[(int)c] >> o == 1 ? "" : "s", o, 4ul << o);
	}
	say_count('p', "free, on a CPU's list");
	say_count('s', "slab");
	say_count('t', "page table");
	say_count('u', "in use");
	for (i = 0; i < ARRAY_SIZE(reasons) && reasons[i]; i++) {
		say_count('B' + i, reasons[i]);
		reasons[i] = NULL;
	}
	say_count('R', "reserved, for more reasons than letters");
	say_count('.', "nothing there: not in the memory map");
}

static void show_zone(struct zone *zone, bool full)
{
	unsigned long scale = 1, pfn = zone->zone_start_pfn;

	while (!full && zone->spanned_pages / scale > ROW * ROWS)
		scale *= 2;
	say("zone %s: frames 0x%lx-0x%lx, %lu KB a character%s\n", zone->name,
	    pfn, zone_end_pfn(zone) - 1, 4 * scale, scale == 1 ? "" :
	    " (f: free in several blocks, +: mixed; frames -v shows each)");
	memset(counts, 0, sizeof(counts));
	draw(pfn, zone_end_pfn(zone), scale);
	legend();
}

static int frames_cmd(int argc, char **argv)
{
	bool full = argc > 1 && strcmp(argv[1], "-v") == 0;
	struct zone *zone;

	if (argc - full > 2)
		return usage("frames");
	if (argc - full == 2) {
		zone = zone_parse(argv[argc - 1]);
		if (!zone)
			return -EINVAL;
		if (populated_zone(zone))
			show_zone(zone, full);
		else
			say("zone %s is empty\n", zone->name);
		return 0;
	}
	for_each_populated_zone(zone)
		show_zone(zone, full);
	return 0;
}
MONITOR_CMD(frames, "[-v] [ZONE]", "a map of memory, a character a frame\n"
	    "  Large zones are scaled; -v shows every frame.", frames_cmd);
