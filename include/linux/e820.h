/*
 * e820.h - the firmware's memory map, as it came and as it was cleaned.
 * See mm/e820.c.
 */
#ifndef _LINUX_E820_H
#define _LINUX_E820_H

#include <linux/types.h>

enum e820_type {
	E820_RAM = 1,
	E820_RESERVED = 2,
	E820_ACPI = 3,			/* ACPI tables */
	E820_NVS = 4,			/* ACPI, to be kept */
	E820_UNUSABLE = 5,		/* bad RAM */
};

struct e820_entry {
	u64 addr;			/* first byte */
	u64 size;			/* bytes */
	u32 type;			/* enum e820_type; others: reserved */
};

#define E820_MAX	256

struct e820_map {
	unsigned int nr;
	struct e820_entry entry[E820_MAX];
};

extern struct e820_map e820;

/*
 * Record a range as it comes, in any order. -EINVAL: empty or past the end of
 * 64 bits (clipped when possible); -ENOSPC: the map is full.
 */
int e820_add(struct e820_map *map, u64 addr, u64 size, u32 type);
/*
 * Sort, cut overlaps (the higher type wins), join neighbours of one type.
 * The result is sorted and disjoint.
 */
void e820_sanitize(struct e820_map *map);
/* Make what lies in the range and has type @old, type @new (0: drop it). */
void e820_update(struct e820_map *map, u64 addr, u64 size, u32 old, u32 new);
const char *e820_type_name(u32 type);
/* The map into memblock: RAM in, the rest reserved with its name. */
void e820_to_memblock(const struct e820_map *map);

#endif
