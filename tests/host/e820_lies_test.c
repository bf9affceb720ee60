/*
 * e820_lies_test.c - maps that lie: thousands through the cleaner, checked byte
 * by byte against a plain model; and kernels that boot with some.
 */
#include "host.h"
#include "boot_host.h"
#include "frames.h"
#include <linux/e820.h>
#include <linux/kernel.h>
#include <asm/bootinfo.h>

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
