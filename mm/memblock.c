/*
 * memblock.c - memory before the page allocator exists.
 *
 * Two sorted lists of ranges: `memory` is the RAM there is, `reserved` what of
 * it is taken, each range with its reason. Whoever needs memory early gets it
 * with memblock_alloc_why(); mem_init() later gives every frame of memory that
 * is not reserved to the buddy allocator, and the reasons stay for the
 * inspectors (`page`, `frames`, `iomem`).
 *
 *   memory    |========|      |==========================|
 *   reserved  |=|              |==kernel==|        |=mem_map=|
 *   free        |======|      |           |========|
 *
 * Invariants: sorted by base, disjoint, no empty range; ranges that touch and
 * have one reason are one. Of two reasons for a byte the first to come stays.
 * Allocations come from the top down, so that ZONE_DMA stays free for devices.
 *
 * Boot only: one CPU, no locks; read-only afterwards. Linux: mm/memblock.c.
 * gdb: `km-memblock`, `break memblock_reserve_why`.
 */
#define pr_fmt(fmt) "memblock: " fmt

#include <linux/memblock.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/string.h>

/* head.S maps this much; paging_init() raises the limit to all low memory. */
#define BOOT_MAP_SIZE	(16UL << 20)

struct memblock memblock = {
	.memory.name = "memory",
	.reserved.name = "reserved",
	.current_limit = BOOT_MAP_SIZE,
};

static phys_addr_t region_end(const struct memblock_region *r)
{
	return r->base + r->size;
}

static int insert_at(struct memblock_type *type, unsigned int i,
		     phys_addr_t base, phys_addr_t end, const char *why)
{
	struct memblock_region *r = &type->regions[i];

	if (base >= end)
		return 0;
	if (type->cnt == MEMBLOCK_MAX)
		return -ENOSPC;
	memmove(r + 1, r, (type->cnt - i) * sizeof(*r));
	*r = (struct memblock_region) { base, end - base, why };
	type->cnt++;
	return 0;
}

static void remove_at(struct memblock_type *type, unsigned int i)
{
	struct memblock_region *r = &type->regions[i];

	type->cnt--;
	memmove(r, r + 1, (type->cnt - i) * sizeof(*r));
}

static void merge_neighbours(struct memblock_type *type)
{
	for (unsigned int i = 0; i + 1 < type->cnt; ) {
		struct memblock_region *r = &type->regions[i];

		if (region_end(r) == r[1].base && r->why == r[1].why) {
			r->size += r[1].size;
			remove_at(type, i + 1);
		} else {
			i++;
		}
	}
}

/* Add only the parts of [base, base + size) that no range covers yet. */
static int add_range(struct memblock_type *type, phys_addr_t base,
		     phys_addr_t size, const char *why)
{
	phys_addr_t end = base + min(size, -1ULL - base);
	int err = 0;
	unsigned int i;

	for (i = 0; i < type->cnt && !err && base < end; i++) {
		struct memblock_region *r = &type->regions[i];
		phys_addr_t r_base = r->base, r_end = region_end(r);

		if (r_end <= base)
			continue;
		if (r_base >= end)
			break;
		if (base < r_base) {
			err = insert_at(type, i, base, r_base, why);
			i += !err;
		}
		base = r_end;
	}
	if (!err)
		err = insert_at(type, i, base, end, why);
	merge_neighbours(type);
	return err;
}

static int remove_range(struct memblock_type *type, phys_addr_t base,
			phys_addr_t size)
{
	phys_addr_t end = base + min(size, -1ULL - base);

	if (!size)
		return 0;		/* else it would cut a range in two */
	for (unsigned int i = 0; i < type->cnt; i++) {
		struct memblock_region *r = &type->regions[i];
		struct memblock_region old = *r;
		int err;

		if (region_end(r) <= base || r->base >= end)
			continue;
		remove_at(type, i);
		err = insert_at(type, i, end, region_end(&old), old.why);
		err = insert_at(type, i, old.base, base, old.why) ?: err;
		if (err)
			return err;
		i += (old.base < base) - 1 + (end < region_end(&old));
	}
	return 0;
}

static const struct memblock_region *find(const struct memblock_type *type,
					  phys_addr_t addr)
{
	for (unsigned int i = 0; i < type->cnt; i++)
		if (addr - type->regions[i].base < type->regions[i].size)
			return &type->regions[i];
	return NULL;
}

int memblock_add(phys_addr_t base, phys_addr_t size)
{
	return add_range(&memblock.memory, base, size, NULL);
}

int memblock_remove(phys_addr_t base, phys_addr_t size)
{
	return remove_range(&memblock.memory, base, size);
}

int memblock_reserve_why(phys_addr_t base, phys_addr_t size, const char *why)
{
	return add_range(&memblock.reserved, base, size, why);
}

int memblock_free(phys_addr_t base, phys_addr_t size)
{
	return remove_range(&memblock.reserved, base, size);
}

bool memblock_is_memory(phys_addr_t addr)
{
	return find(&memblock.memory, addr);
}

bool memblock_is_reserved(phys_addr_t addr)
{
	return find(&memblock.reserved, addr);
}

const char *memblock_reserved_reason(phys_addr_t addr)
{
	const struct memblock_region *r = find(&memblock.reserved, addr);

	return r ? r->why : NULL;
}

void memblock_set_current_limit(phys_addr_t limit)
{
	memblock.current_limit = limit;
}

/*
 * The highest free @size bytes in [base, end): step down over each reserved
 * range that is in the way. 0 when there is no room (0 itself is never given).
 */
static phys_addr_t find_in(phys_addr_t base, phys_addr_t end,
			   unsigned long size, unsigned long align)
{
	while (end >= base + size && end >= size) {
		phys_addr_t start = (end - size) & ~((phys_addr_t)align - 1);
		const struct memblock_region *r = NULL;

		if (start < base || !start)
			return 0;
		for (unsigned int i = memblock.reserved.cnt; i-- > 0; ) {
			r = &memblock.reserved.regions[i];
			if (r->base < start + size && region_end(r) > start)
				break;
			r = NULL;
		}
		if (!r)
			return start;
		end = r->base;
	}
	return 0;
}

static void *alloc_range(unsigned long size, unsigned long align,
			 const char *why)
{
	for (unsigned int i = memblock.memory.cnt; i-- > 0; ) {
		struct memblock_region *r = &memblock.memory.regions[i];
		phys_addr_t end = min(region_end(r), memblock.current_limit);
		phys_addr_t at = find_in(r->base, end, size, align);

		if (!at)
			continue;
		if (memblock_reserve_why(at, size, why))
			return NULL;
		return __va((unsigned long)at);
	}
	return NULL;
}

void *memblock_alloc_try(unsigned long size, unsigned long align,
			 const char *why)
{
	void *mem = alloc_range(size, align, why);

	return mem ? memset(mem, 0, size) : NULL;
}

void *memblock_alloc_raw(unsigned long size, unsigned long align,
			 const char *why)
{
	void *mem = alloc_range(size, align, why);

	if (!mem)
		panic("too little memory: no %lu KB for %s below %llu MB (RAM: %llu KB in all)",
		      DIV_ROUND_UP(size, 1024), why,
		      memblock.current_limit >> 20,
		      memblock_phys_mem_size() >> 10);
	return mem;
}

void *memblock_alloc_why(unsigned long size, unsigned long align,
			 const char *why)
{
	return memset(memblock_alloc_raw(size, align, why), 0, size);
}

phys_addr_t memblock_start_of_DRAM(void)
{
	return memblock.memory.cnt ? memblock.memory.regions[0].base : 0;
}

phys_addr_t memblock_end_of_DRAM(void)
{
	unsigned int cnt = memblock.memory.cnt;

	return cnt ? region_end(&memblock.memory.regions[cnt - 1]) : 0;
}

phys_addr_t memblock_phys_mem_size(void)
{
	const struct memblock_region *r;
	phys_addr_t sum = 0;

	for_each_memblock(memory, r)
		sum += r->size;
	return sum;
}

/* Both lists are sorted: one pass over each. */
void memblock_for_each_free(void (*fn)(phys_addr_t start, phys_addr_t end))
{
	const struct memblock_region *mem, *res = memblock.reserved.regions;
	const struct memblock_region *last = res + memblock.reserved.cnt;

	for_each_memblock(memory, mem) {
		phys_addr_t at = mem->base, end = region_end(mem);

		while (at < end) {
			while (res < last && region_end(res) <= at)
				res++;
			if (res == last || res->base >= end) {
				fn(at, end);
				break;
			}
			if (res->base > at)
				fn(at, res->base);
			at = region_end(res);
		}
	}
}
