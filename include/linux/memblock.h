/*
 * memblock.h - memory before the page allocator exists: two sorted lists of
 * ranges, what is RAM and what of it is taken (and why). See mm/memblock.c.
 */
#ifndef _LINUX_MEMBLOCK_H
#define _LINUX_MEMBLOCK_H

#include <linux/types.h>

#define MEMBLOCK_MAX	256	/* ranges a list can hold */

struct memblock_region {
	phys_addr_t base;		/* first byte */
	phys_addr_t size;		/* bytes, never 0 */
	const char *why;		/* reserved: for what; memory: NULL */
};

struct memblock_type {
	unsigned int cnt;		/* ranges in use */
	const char *name;
	struct memblock_region regions[MEMBLOCK_MAX]; /* sorted, disjoint */
};

struct memblock {
	struct memblock_type memory;	/* usable RAM, page aligned */
	struct memblock_type reserved;	/* of it (or beside it), taken */
	phys_addr_t current_limit;	/* allocations stay below: mapped */
};

extern struct memblock memblock;

#define for_each_memblock(type, rgn)					\
	for ((rgn) = memblock.type.regions;				\
	     (rgn) < memblock.type.regions + memblock.type.cnt; (rgn)++)

/*
 * Add or take away a range; overlaps and neighbours (with one reason) melt.
 * Return 0, or -ENOSPC when the list is full (the range is then not recorded).
 */
int memblock_add(phys_addr_t base, phys_addr_t size);
int memblock_remove(phys_addr_t base, phys_addr_t size);
int memblock_reserve_why(phys_addr_t base, phys_addr_t size, const char *why);
int memblock_free(phys_addr_t base, phys_addr_t size);
#define memblock_reserve(base, size)	memblock_reserve_why(base, size, "boot")

bool memblock_is_memory(phys_addr_t addr);
bool memblock_is_reserved(phys_addr_t addr);
/* Why the byte at @addr is reserved, NULL when it is not. */
const char *memblock_reserved_reason(phys_addr_t addr);

/*
 * @size zeroed bytes for @why, aligned to @align (a power of two), lowest
 * address first within the direct map: never returns without. They are given
 * for ever. memblock_alloc_try returns NULL instead of stopping the boot.
 */
void *memblock_alloc_why(unsigned long size, unsigned long align,
			 const char *why);
void *memblock_alloc_try(unsigned long size, unsigned long align,
			 const char *why);
/* The same as memblock_alloc_why, its contents left as they are. */
void *memblock_alloc_raw(unsigned long size, unsigned long align,
			 const char *why);

/* Call @fn for each stretch [start, end) of free memory, ascending. */
void memblock_for_each_free(void (*fn)(phys_addr_t start, phys_addr_t end));
void memblock_set_current_limit(phys_addr_t limit);

phys_addr_t memblock_start_of_DRAM(void);
phys_addr_t memblock_end_of_DRAM(void);
phys_addr_t memblock_phys_mem_size(void);

#endif
