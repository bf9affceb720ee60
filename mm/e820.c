/*
 * e820.c - the firmware's memory map, cleaned.
 *
 * The boot loader hands over what the firmware said: ranges with a type, in any
 * order, overlapping, with odd ends, empty, or above what this CPU reaches.
 * None of it is trusted. e820_sanitize() turns it into a sorted, disjoint map
 * where of two types on one byte the higher number (the less usable) wins, and
 * e820_to_memblock() takes the whole page frames of RAM out of it.
 *
 * Invariant after sanitize: entry[i].addr + size <= entry[i+1].addr, size > 0,
 * and neighbours that touch differ in type.
 *
 * Command line, as in Linux: mem=64M cuts RAM off at an address; memmap= makes
 * another machine's map: exactmap (forget the firmware's), nn@ss RAM, nn$ss
 * reserved, nn#ss ACPI data; several with commas.
 *
 * Boot only: one CPU, interrupts off, no locks. Linux: arch/x86/kernel/e820.c.
 * gdb: `p e820.nr`, `p/x e820.entry[0]@e820.nr`.
 */
#define pr_fmt(fmt) "e820: " fmt

#include <linux/e820.h>
#include <linux/memblock.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/string.h>

/* Without PAE a page-table entry holds 32 bits: RAM ends at 4 GB. */
#define PHYS_LIMIT	(1ULL << 32)

struct e820_map e820;

const char *e820_type_name(u32 type)
{
	switch (type) {
	case E820_RAM:
		return "System RAM";
	case E820_ACPI:
		return "ACPI Tables";
	case E820_NVS:
		return "ACPI Non-volatile Storage";
	case E820_UNUSABLE:
		return "Unusable memory";
	default:
		return "Reserved";
	}
}

int __init e820_add(struct e820_map *map, u64 addr, u64 size, u32 type)
{
	if (size > -addr && addr)
		size = -addr;		/* ends past 64 bits: clip */
	if (!size)
		return -EINVAL;
	if (map->nr == E820_MAX)
		return -ENOSPC;
	map->entry[map->nr++] = (struct e820_entry) { addr, size, type };
	return 0;
}

/* The first and last byte's address + 1 may be 2^64, so compare last bytes. */
static bool covers(const struct e820_entry *e, u64 byte)
{
	return byte - e->addr < e->size;
}

static u32 __init type_at(const struct e820_map *map, u64 byte)
{
	u32 type = 0;

	for (unsigned int i = 0; i < map->nr; i++)
		if (covers(&map->entry[i], byte))
			type = max(type, map->entry[i].type);
	return type;
}

/* The least boundary above @byte, 0 when there is none. */
static u64 __init next_boundary(const struct e820_map *map, u64 byte)
{
	u64 next = 0;

	for (unsigned int i = 0; i < map->nr; i++) {
		const struct e820_entry *e = &map->entry[i];
		u64 end = e->addr + e->size;

		if (e->addr > byte && (!next || e->addr < next))
			next = e->addr;
		if (end > byte && (!next || end < next))
			next = end;
	}
	return next;
}

/* Append, or lengthen the last entry when it touches and has the same type. */
static void __init append(struct e820_map *map, u64 addr, u64 size, u32 type)
{
	struct e820_entry *last = map->nr ? &map->entry[map->nr - 1] : NULL;

	if (last && last->type == type && last->addr + last->size == addr)
		last->size += min(size, -1ULL - last->size);
	else if (e820_add(map, addr, size, type) == -ENOSPC)
		pr_warn("more than %d ranges, dropped: %#llx-%#llx\n",
			E820_MAX, addr, addr + size - 1);
}

/*
 * Walk the boundaries of all ranges upwards; between two of them the type is
 * constant. Quadratic, but there are a dozen ranges, and it cannot go wrong.
 */
void __init e820_sanitize(struct e820_map *map)
{
	static struct e820_map clean __initdata;
	u64 addr = 0, next;

	clean.nr = 0;
	do {
		u32 type = type_at(map, addr);

		next = next_boundary(map, addr);
		if (type)
			append(&clean, addr, next - addr, type);
		addr = next;
	} while (next);
	*map = clean;
}

/*
 * Cut the range out of each entry of type @old (0: of any); what is cut becomes
 * @new, or vanishes. The pieces left and right of the cut stay as they were.
 */
void __init e820_update(struct e820_map *map, u64 addr, u64 size, u32 old,
			u32 new)
{
	unsigned int nr = map->nr;
	u64 last = addr + size - 1;

	for (unsigned int i = 0; i < nr; i++) {
		struct e820_entry e = map->entry[i];
		u64 e_last = e.addr + e.size - 1;

		if (!e.size || e_last < addr || e.addr > last ||
		    (old && e.type != old))
			continue;
		map->entry[i].size = e.addr < addr ? addr - e.addr : 0;
		if (e_last > last)
			e820_add(map, last + 1, e_last - last, e.type);
		if (new)
			e820_add(map, max(addr, e.addr),
				 min(last, e_last) - max(addr, e.addr) + 1, new);
	}
	e820_sanitize(map);
}

/* Whole frames only: the start rounds up, the end down. */
void __init e820_to_memblock(const struct e820_map *map)
{
	u64 beyond = 0;

	for (unsigned int i = 0; i < map->nr; i++) {
		const struct e820_entry *e = &map->entry[i];
		u64 start, end;

		if (e->type != E820_RAM)
			continue;
		if (e->addr >= PHYS_LIMIT) {
			beyond += e->size;
			continue;
		}
		end = e->addr + e->size;
		if (end > PHYS_LIMIT || !end) {
			beyond += end - PHYS_LIMIT;
			end = PHYS_LIMIT;
		}
		start = ALIGN(e->addr, PAGE_SIZE);
		end &= ~(u64)(PAGE_SIZE - 1);
		if (start < end && memblock_add(start, end - start))
			pr_warn("too many RAM ranges, %#llx-%#llx unused\n",
				start, end - 1);
	}
	if (beyond)
		pr_info("%llu MB above 4 GB are out of reach without PAE\n",
			beyond >> 20);
}

/* mem=SIZE: no RAM from SIZE on. */
static int __init parse_mem(char *arg)
{
	char *end;
	u64 limit;

	if (!arg)
		return -EINVAL;
	limit = memparse(arg, &end);
	if (end == arg || *end || limit < (1UL << 20)) {
		pr_warn("mem=%s: wants a size of at least 1M, ignored\n", arg);
		return -EINVAL;
	}
	e820_update(&e820, limit, -limit, E820_RAM, 0);
	return 0;
}
early_param("mem", parse_mem);

/* One item of memmap=: exactmap, nn@ss, nn$ss, nn#ss. */
static int __init parse_memmap_one(char *arg)
{
	static const char marks[] = "@#$";
	static const u32 types[] = { E820_RAM, E820_ACPI, E820_RESERVED };
	const char *mark;
	char *end, *stop;
	u64 addr, size;

	if (!strcmp(arg, "exactmap")) {
		e820.nr = 0;
		return 0;
	}
	size = memparse(arg, &end);
	mark = *end ? strchr(marks, *end) : NULL;
	if (end == arg || !mark || !size || size == ULLONG_MAX)
		return -EINVAL;		/* or 2^64 and more: nonsense */
	addr = memparse(end + 1, &stop);
	if (stop == end + 1 || *stop || addr == ULLONG_MAX)
		return -EINVAL;
	/* What is given by hand replaces what the firmware said there. */
	e820_update(&e820, addr, size, 0, 0);
	return e820_add(&e820, addr, size, types[mark - marks]);
}

static int __init parse_memmap(char *arg)
{
	char *item;

	while ((item = strsep(&arg, ",")))
		if (parse_memmap_one(item))
			pr_warn("memmap=%s: wants exactmap, nn[KMG]@ss, nn$ss or nn#ss, ignored\n",
				item);
	return 0;
}
early_param("memmap", parse_memmap);
