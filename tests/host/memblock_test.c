/*
 * memblock_test.c - memory before the page allocator, beside a model with a
 * byte for each page: what is RAM, what of it is reserved and why.
 */
#include "host.h"
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/string.h>
#include <asm/page.h>

#define PAGES	96
#define BASE	0x400000ULL

static const char *const whys[] = { NULL, "one", "two", "three" };
static unsigned char ram[PAGES], why[PAGES];

static phys_addr_t at(unsigned int page)
{
	return BASE + ((phys_addr_t)page << PAGE_SHIFT);
}

/* Sorted, disjoint, none empty; neighbours with one reason have melted. */
static void check_type(const struct memblock_type *type)
{
	for (unsigned int i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		CHECK(r->size > 0);
		if (i + 1 < type->cnt) {
			CHECK(r->base + r->size <= r[1].base);
			CHECK(r->base + r->size < r[1].base ||
			      r->why != r[1].why);
		}
	}
}

static void check_model(void)
{
	phys_addr_t bytes = 0;
	int first = -1, last = -1;

	check_type(&memblock.memory);
	check_type(&memblock.reserved);
	for (int i = 0; i < PAGES; i++) {
		CHECK_EQ(memblock_is_memory(at(i)), ram[i]);
		CHECK_EQ(memblock_is_memory(at(i) + PAGE_SIZE - 1), ram[i]);
		CHECK_EQ(memblock_is_reserved(at(i)), why[i] != 0);
		CHECK(memblock_reserved_reason(at(i)) == whys[why[i]]);
		bytes += ram[i] ? PAGE_SIZE : 0;
		if (ram[i])
			last = i;
		if (ram[i] && first < 0)
			first = i;
	}
	CHECK_EQ(memblock_phys_mem_size(), bytes);
	CHECK_EQ(memblock_start_of_DRAM(), first < 0 ? 0 : at(first));
	CHECK_EQ(memblock_end_of_DRAM(), last < 0 ? 0 : at(last + 1));
}

HOST_TEST(memblock_as_bytes)
{
	unsigned int rounds = host_rounds(4000, 100000);

	check_model();
	for (unsigned int round = 0; round < rounds; round++) {
		unsigned int from = host_below(PAGES);
		unsigned int n = host_below(PAGES - from + 1);
		unsigned int reason = 1 + host_below(3);

		switch (host_below(4)) {
		case 0:
			CHECK_EQ(memblock_add(at(from), n * PAGE_SIZE), 0);
			memset(ram + from, 1, n);
			break;
		case 1:
			CHECK_EQ(memblock_remove(at(from), n * PAGE_SIZE), 0);
			memset(ram + from, 0, n);
			break;
		case 2:		/* who was there first keeps it */
			CHECK_EQ(memblock_reserve_why(at(from), n * PAGE_SIZE,
						      whys[reason]), 0);
			for (unsigned int i = from; i < from + n; i++)
				if (!why[i])
					why[i] = reason;
			break;
		case 3:
			CHECK_EQ(memblock_free(at(from), n * PAGE_SIZE), 0);
			memset(why + from, 0, n);
			break;
		}
		check_model();
	}
}

/* A list that is full says so, and what it has stays as it is. */
HOST_TEST(memblock_full)
{
	struct memblock_region *r;
	unsigned int n = 0;

	for (int i = 0; i < MEMBLOCK_MAX; i++)
		CHECK_EQ(memblock_add(at(2 * i), PAGE_SIZE), 0);
	CHECK_EQ(memblock_add(at(2 * MEMBLOCK_MAX), PAGE_SIZE), -ENOSPC);
	CHECK_EQ(memblock_add(0, PAGE_SIZE), -ENOSPC);
	CHECK(!memblock_is_memory(0));
	CHECK_EQ(memblock_phys_mem_size(), MEMBLOCK_MAX * PAGE_SIZE);
	/* One that touches two melts with them: there is room again. */
	CHECK_EQ(memblock_remove(at(4) + 100, 100), -ENOSPC);
	check_type(&memblock.memory);
	for_each_memblock(memory, r)
		n += r->size == PAGE_SIZE;
	CHECK_EQ(n, MEMBLOCK_MAX - 1);
}

/* The highest that fits, around what is taken, below the limit; or none. */
HOST_TEST(memblock_try)
{
	void *mem;

	memblock_set_current_limit(at(64));
	CHECK(!memblock_alloc_try(PAGE_SIZE, PAGE_SIZE, "early"));
	memblock_add(0, 2 * PAGE_SIZE);		/* address 0 is never given */
	CHECK(!memblock_alloc_try(2 * PAGE_SIZE, PAGE_SIZE, "zero"));
	memblock_remove(0, 2 * PAGE_SIZE);
	memblock_add(at(80), 8 * PAGE_SIZE);	/* above the limit */
	CHECK(!memblock_alloc_try(2 * PAGE_SIZE, PAGE_SIZE, "limit"));
	memblock_add(at(0), PAGE_SIZE);
	CHECK(!memblock_alloc_try(2 * PAGE_SIZE, PAGE_SIZE, "large"));
	memblock_reserve_why(at(0), 100, "begin");
	CHECK(!memblock_alloc_try(PAGE_SIZE, 8, "taken"));
	CHECK(!memblock_is_reserved(at(0) + 100));
	for (int i = 0; i < MEMBLOCK_MAX - 1; i++)
		CHECK_EQ(memblock_reserve_why(at(100 + 2 * i), 8, "gaps"), 0);
	mem = memblock_alloc_try(8, 8, "no entry left");
	CHECK(!mem);
}
