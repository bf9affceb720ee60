/*
 * module_layout.c - where a module's sections come to lie.
 *
 *   core   | .text .exit.text | .rodata __param ... | .data .bss ... |
 *          0                  text_size             ro_size          size
 *   init   | .init.text       | .init.rodata        | .init.data     |  freed
 *
 * Two areas of vmalloc: one for as long as the module is loaded, one that goes
 * when its init function has returned. In each the sections stand by what may
 * be done to them, and each part begins on a page of its own, because the page
 * tables keep it: code and constants can't be written once relocated. Per-CPU
 * variables lie where all per-CPU areas do.
 *
 * Invariant: a section's sh_addr is its address in memory, of per-CPU ones the
 * one that %fs is added to; 0 for sections that aren't loaded.
 * Locking: none; the module is nobody else's yet. Context: may sleep.
 * Linux: layout_sections(), move_module() in kernel/module/main.c.
 * gdb: `km-lsmod`, `break module_protect`.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "module.h"

enum part { TEXT, RODATA, DATA, PARTS };

static enum part part_of(const Elf32_Shdr *s)
{
	return s->sh_flags & SHF_EXECINSTR ? TEXT :
	       s->sh_flags & SHF_WRITE ? DATA : RODATA;
}

static bool is_init(const struct load_info *info, unsigned int i)
{
	return strstarts(section_name(&info->elf, i), ".init");
}

/* Sections that are read from the file, and needn't be in memory. */
static bool stays_out(const struct load_info *info, unsigned int i)
{
	const Elf32_Shdr *s = &info->elf.sections[i];

	return !(s->sh_flags & SHF_ALLOC) || i == info->percpu_section ||
	       !strcmp(section_name(&info->elf, i), ".modinfo");
}

/* Offsets in the area, in sh_addr; the sizes of its parts. */
static void lay_out(struct load_info *info, struct module_area *area, bool init)
{
	struct module_elf *elf = &info->elf;
	unsigned int size = 0;

	for (enum part part = TEXT; part < PARTS; part++) {
		for (unsigned int i = 1; i < elf->nr_sections; i++) {
			Elf32_Shdr *s = &elf->sections[i];

			if (stays_out(info, i) || part_of(s) != part ||
			    is_init(info, i) != init)
				continue;
			size = ALIGN(size, s->sh_addralign ?: 1);
			s->sh_addr = size;
			size += s->sh_size;
		}
		size = PAGE_ALIGN(size);
		if (part == TEXT)
			area->text_size = size;
		if (part != DATA)
			area->ro_size = size;
	}
	area->size = size;
}

static int fill(struct load_info *info, struct module_area *area, bool init)
{
	struct module_elf *elf = &info->elf;

	if (!area->size)
		return 0;
	area->base = vzalloc(area->size);
	if (!area->base)
		return -ENOMEM;
	for (unsigned int i = 1; i < elf->nr_sections; i++) {
		Elf32_Shdr *s = &elf->sections[i];

		if (stays_out(info, i) || is_init(info, i) != init)
			continue;
		s->sh_addr += (unsigned long)area->base;
		if (s->sh_type != SHT_NOBITS)
			memcpy((void *)s->sh_addr, section_data(elf, i),
			       s->sh_size);
	}
	return 0;
}

/* The contents can't be copied yet: they are relocated first, in the file. */
static int place_percpu(struct load_info *info)
{
	struct module *mod = info->mod;
	Elf32_Shdr *s = &info->elf.sections[info->percpu_section];

	if (!info->percpu_section || !s->sh_size)
		return 0;
	mod->percpu = __alloc_percpu(s->sh_size, s->sh_addralign ?: 1);
	if (!mod->percpu)
		return -ENOMEM;
	mod->percpu_size = s->sh_size;
	s->sh_addr = (unsigned long)mod->percpu;
	return 0;
}

int module_place(struct load_info *info)
{
	struct module *mod = info->mod;
	int err;

	info->percpu_section = module_elf_section(&info->elf,
						  ".data..percpu");
	/* only relocations of what is loaded have been looked at */
	if (!(info->elf.sections[info->percpu_section].sh_flags & SHF_ALLOC))
		info->percpu_section = 0;
	for (unsigned int i = 0; i < info->elf.nr_sections; i++)
		info->elf.sections[i].sh_addr = 0;
	lay_out(info, &mod->core, false);
	lay_out(info, &mod->init_area, true);
	err = fill(info, &mod->core, false);
	if (!err)
		err = fill(info, &mod->init_area, true);
	if (!err)
		err = place_percpu(info);
	if (err)
		pr_err("%s: no memory for %u bytes\n", mod->name,
		       mod->core.size + mod->init_area.size +
		       mod->percpu_size);
	return err;
}

static void protect_area(const struct module_area *area)
{
	if (area->ro_size)
		set_memory_prot((unsigned long)area->base,
				area->ro_size >> PAGE_SHIFT, PAGE_KERNEL_RO);
}

void module_protect(struct module *mod)
{
	protect_area(&mod->core);
	protect_area(&mod->init_area);
}

void module_free_area(struct module_area *area)
{
	vfree(area->base);
	*area = (struct module_area) { };
}
