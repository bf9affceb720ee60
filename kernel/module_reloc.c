/*
 * module_reloc.c - the places in a module that wait for addresses.
 *
 *   R_386_32     the word += S          a variable's or a function's address
 *   R_386_PC32   the word += S - P      a call or a jump, from P to S
 *   R_386_PLT32  the same here: everything is in reach of a call
 *
 * What the compiler left in the word is the addend (-4 for a call, because the
 * CPU counts from the next instruction).
 *
 * Per-CPU variables are relocated in the file's copy, which then is copied to
 * each CPU's own.
 *
 * Invariant: module_elf_open() has looked at each place and symbol index.
 * Locking: none. Context: may sleep. Linux: arch/x86/kernel/module.c.
 * gdb: `break relocate_one`, `p/x *rel`.
 */
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include "module.h"

static void relocate_one(u32 *place, u32 address, u32 value, unsigned int type)
{
	if (type == R_386_32)
		*place += value;
	else if (type != R_386_NONE)
		*place += value - address;
}

static void relocate_section(struct load_info *info, unsigned int i)
{
	struct module_elf *elf = &info->elf;
	const Elf32_Shdr *s = &elf->sections[i];
	const Elf32_Shdr *target = &elf->sections[s->sh_info];
	const Elf32_Rel *rel = section_data(elf, i);
	char *contents = s->sh_info == info->percpu_section ?
			 section_data(elf, s->sh_info) :
			 (char *)target->sh_addr;

	for (u32 n = 0; n < s->sh_size / sizeof(*rel); n++, rel++)
		relocate_one((u32 *)(contents + rel->r_offset),
			     target->sh_addr + rel->r_offset,
			     elf->symbols[ELF32_R_SYM(rel->r_info)].st_value,
			     ELF32_R_TYPE(rel->r_info));
}

static void copy_percpu(struct load_info *info)
{
	struct module *mod = info->mod;
	int cpu;

	if (!mod->percpu ||
	    info->elf.sections[info->percpu_section].sh_type == SHT_NOBITS)
		return;
	for_each_possible_cpu(cpu)
		memcpy(per_cpu_ptr(mod->percpu, cpu),
		       section_data(&info->elf, info->percpu_section),
		       mod->percpu_size);
}

void module_relocate(struct load_info *info)
{
	struct module_elf *elf = &info->elf;

	for (unsigned int i = 1; i < elf->nr_sections; i++) {
		const Elf32_Shdr *s = &elf->sections[i];

		if (s->sh_type != SHT_REL || !elf->sections[s->sh_info].sh_addr)
			continue;
		relocate_section(info, i);
	}
	copy_percpu(info);
}
