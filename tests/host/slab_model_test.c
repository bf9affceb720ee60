/*
 * slab_model_test.c - caches and kmalloc beside the reference model of
 * slab_model.c: random operations, with everything on, and only small ones, so
 * that arrays and lists of slabs change fast.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include "slab_ops.h"
#include <linux/slab.h>

static void boot(void)
{
	host_map_pc(64 << 10);
	host_boot(&(struct host_setup){ .cmdline = "highmem=16M", .cpus = 4 });
	model_poison = true;
}

static u8 any_op(u32 phase)
{
	return host_rand();
}

/* Waves: more taken than given for a while, then the reverse. */
static u8 wave_op(u32 phase)
{
	static const u8 up[] = { 0, 4, 5, 6, 7, 6, 3, 13 };
	static const u8 down[] = { 10, 11, 12, 10, 8, 11, 13, 15 };

	return phase % 2 ? down[host_below(8)] : up[host_below(8)];
}

/* Without misuse, whose reports take long. */
static u8 sound_op(u32 phase)
{
	u8 op = any_op(phase) % 16;

	return op == 14 ? 10 : op;
}

static void work(u8 (*next_op)(u32 phase), u32 steps)
{
	boot();
	slab_ops_begin();
	for (u32 i = 0; i < steps; i++) {
		u8 op = next_op(i / 700);

		slab_ops_step(op, host_rand(), host_rand());
		if (!(i % 2000))
			slab_ops_check();
	}
	slab_ops_end();
	slab_ops_tell();
}

HOST_TEST(every_operation)
{
	work(any_op, host_rounds(20000, 1000000));
}

HOST_TEST(sound_operations)
{
	work(sound_op, host_rounds(40000, 4500000));
}

HOST_TEST(waves)
{
	work(wave_op, host_rounds(40000, 4500000));
}
