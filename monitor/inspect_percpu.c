/*
 * percpu: where each CPU has its own data, and how full that is.
 *
 * Model: a unit a CPU, all of the same size and the same distance apart; the
 * first chunk's units begin with the static variables (DEFINE_PER_CPU), the
 * rest of it and all of the others is alloc_percpu()'s.
 *
 * Invariants: address on CPU n = linked or returned address + offset of n.
 * Locking & context: a chunk is read under its lock, then printed without.
 * In Linux: /sys/kernel/debug/percpu_stats (mm/percpu-stats.c).
 * Watch it: (gdb) p __per_cpu_offset
 *           (gdb) km-percpu cpu_number
 */

#include "internal.h"
#include <asm/sections.h>
#include <linux/kernel.h>
#include <linux/percpu.h>

static void show_units(struct seq_file *m,
		       const struct percpu_chunk_info *first)
{
	unsigned long apart;
	int cpu;

	seq_printf(m, "CPU  unit                      offset\n");
	for_each_possible_cpu(cpu) {
		apart = per_cpu_offset(cpu) - per_cpu_offset(0);
		seq_printf(m, "%3d  0x%08lx-0x%08lx   0x%08lx%s\n", cpu,
			   first->start + apart,
			   first->start + apart + first->size - 1,
			   per_cpu_offset(cpu),
			   cpu_online(cpu) ? "" : "  (not online)");
	}
}

static void show_chunks(struct seq_file *m)
{
	struct percpu_chunk_info c;
	unsigned int n, fixed = __per_cpu_end - __per_cpu_start;

	seq_printf(m, "chunk  on CPU 0      static  areas     used     free\n");
	for (n = 0; percpu_chunk_info(n, &c); n++)
		seq_printf(m, "%5u  0x%08lx  %8u  %5u  %7lu  %7lu\n", n,
			   c.start, n ? 0 : fixed, c.areas,
			   c.used - (n ? 0 : ALIGN(fixed, 8)),
			   c.size - c.used);
}

static int percpu_show(struct seq_file *m, void *v)
{
	struct percpu_chunk_info first;

	if (!percpu_chunk_info(0, &first))
		return 0;
	seq_printf(m, "static: 0x%08lx-0x%08lx as linked, %u bytes; "
		   "a unit: %lu bytes\n",
		   (unsigned long)__per_cpu_start,
		   (unsigned long)__per_cpu_end - 1,
		   (unsigned int)(__per_cpu_end - __per_cpu_start), first.size);
	show_units(m, &first);
	show_chunks(m);
	return 0;
}
PROC_SHOW(percpu, percpu_show,
	  "every CPU's own data: units, chunks and their use\n"
	  "  A variable's address on CPU n is its linked address + offset. "
	  "used, free:\n"
	  "  bytes of alloc_percpu() on each CPU.");
