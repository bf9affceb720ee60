/*
 * percpu.c - every CPU's own copy of the per-CPU variables.
 *
 *   .data..percpu (linked)     |template|
 *   CPU 0: + __per_cpu_offset[0]          |copy|
 *   CPU 1: + __per_cpu_offset[1]                |copy|
 *
 * The linker gathers all DEFINE_PER_CPU variables in one section. Each CPU gets
 * a copy; its %fs segment begins where the copy would have to be for the linked
 * address to hit it. So `%fs:variable` is this CPU's own, in one instruction.
 *
 * Until setup_per_cpu_areas() CPU 0 works on the template itself, with an
 * offset of 0: an address of a per-CPU variable taken before is not its own
 * afterwards. No locks: each copy belongs to one CPU.
 * Linux: mm/percpu.c, arch/x86/kernel/setup_percpu.c.
 * gdb: `p __per_cpu_offset`, `p/x $fs_base`.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <asm/sections.h>
#include <asm/page.h>

static void __init setup_one(unsigned int cpu)
{
	unsigned long size = __per_cpu_end - __per_cpu_start;
	char *copy = memblock_alloc_raw(size, PAGE_SIZE, "per-CPU data");

	memcpy(copy, __per_cpu_start, size);
	__per_cpu_offset[cpu] = copy - __per_cpu_start;
	per_cpu(this_cpu_off, cpu) = __per_cpu_offset[cpu];
	per_cpu(cpu_number, cpu) = cpu;
}

void __init setup_per_cpu_areas(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		setup_one(cpu);
	cpu_set_percpu_base(0, __per_cpu_offset[0]);
}
