/*
 * setup.c - from what the boot loader said to what memblock believes.
 *
 * The firmware's map goes in as it is, is cleaned, and may be overruled on the
 * command line (mem=, memmap=). Then everything that stands in RAM already is
 * reserved with its reason: the BIOS data area, the video window and ROMs, the
 * kernel, the boot modules. Nothing may be allocated before.
 *
 * Linux: arch/x86/kernel/setup.c. gdb: `p boot_info`, `p/x e820`.
 */
#define pr_fmt(fmt) "setup: " fmt

#include <linux/e820.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/params.h>
#include <linux/printk.h>
#include <asm/bootinfo.h>
#include <asm/sections.h>
#include <asm/setup.h>
#include "boot.h"

#define ISA_START	0xa0000		/* video memory, then ROMs */
#define ISA_END		0x100000

/* One frame that a CPU in real mode can begin in, for AP start-up. */
phys_addr_t trampoline_phys;

/* The firmware's map, cleaned, before the command line is read. */
void __init setup_e820(void)
{
	for (int i = 0; i < boot_info.nr_mmap; i++) {
		const struct boot_mmap_entry *m = &boot_info.mmap[i];

		if (e820_add(&e820, m->start, m->size, m->type))
			pr_warn("memory map entry %d (%#llx, %#llx bytes) ignored\n",
				i, m->start, m->size);
	}
	e820_sanitize(&e820);
}

static void __init reserve_modules(void)
{
	for (int i = 0; i < boot_info.nr_mods; i++) {
		struct boot_module *mod = &boot_info.mods[i];

		if (mod->end <= mod->start)
			continue;
		if (mod->start < __pa(_end) && mod->end > __pa(_text))
			pr_err("boot module %d (%#llx-%#llx) lies over the kernel: damaged\n",
			       i, mod->start, mod->end - 1);
		memblock_reserve_why(mod->start & ~(phys_addr_t)(PAGE_SIZE - 1),
				     ALIGN(mod->end, PAGE_SIZE) -
				     (mod->start & ~(phys_addr_t)(PAGE_SIZE - 1)),
				     "boot module");
	}
}

/* The lowest free frame below 640 KB. */
static void __init reserve_trampoline(void)
{
	for (phys_addr_t at = PAGE_SIZE; at < ISA_START; at += PAGE_SIZE) {
		if (!memblock_is_memory(at) || memblock_is_reserved(at))
			continue;
		trampoline_phys = at;
		memblock_reserve_why(at, PAGE_SIZE, "AP trampoline");
		return;
	}
	pr_warn("no free frame below 640 KB: other CPUs can't be started\n");
}

static void __init print_map(void)
{
	for (unsigned int i = 0; i < e820.nr; i++)
		pr_info("[%#018llx-%#018llx] %s\n", e820.entry[i].addr,
			e820.entry[i].addr + e820.entry[i].size - 1,
			e820_type_name(e820.entry[i].type));
}

/* The final map into memblock, and what of it is taken. */
void __init setup_memblock(void)
{
	e820_sanitize(&e820);
	e820_update(&e820, ISA_START, ISA_END - ISA_START, E820_RAM,
		    E820_RESERVED);
	print_map();
	e820_to_memblock(&e820);
	if (!memblock_is_memory(__pa(_text)) ||
	    !memblock_is_memory(__pa(_end) - 1))
		panic("the memory map has no RAM where the kernel is (%#lx-%#lx)",
		      __pa(_text), __pa(_end) - 1);
	memblock_reserve_why(0, PAGE_SIZE, "BIOS data area");
	memblock_reserve_why(__pa(_text) & PAGE_MASK,
			     PAGE_ALIGN(__pa(_end)) - (__pa(_text) & PAGE_MASK),
			     "kernel");
	reserve_modules();
	reserve_trampoline();
	find_low_pfn_range();
}

