/*
 * module_elf.h - a .ko file as the loader sees it: checked once, then trusted.
 */
#ifndef _KERNEL_MODULE_ELF_H
#define _KERNEL_MODULE_ELF_H

#include <elf.h>

#include <linux/types.h>

/* Room for what a module may be: no driver comes near it. */
#define MODULE_MAX_SIZE		(16UL << 20)	/* of the file, and in memory */
#define MODULE_MAX_SECTIONS	512

struct module_elf {
	char *image;			/* the file, in memory that is ours */
	size_t size;
	Elf32_Ehdr *hdr;
	Elf32_Shdr *sections;
	unsigned int nr_sections;
	const char *section_names;
	unsigned int symtab, strtab;	/* their sections; 0: there is none */
	Elf32_Sym *symbols;
	unsigned int nr_symbols;
	const char *strings;
	size_t strings_size;
	char why[96];			/* what is wrong with it */
};

/*
 * module_elf_open - is it a relocatable file for this CPU, and does everything
 * in it point into it? 0 and @elf is filled in, or -ENOEXEC and elf->why says
 * what is wrong. Nothing else is changed, nothing is allocated; any context.
 * From then on indices, offsets, sizes and names of sections, symbols and
 * relocations need no more asking.
 */
int module_elf_open(struct module_elf *elf, void *image, size_t size);

static inline const char *section_name(const struct module_elf *elf,
				       unsigned int i)
{
	return elf->section_names + elf->sections[i].sh_name;
}

static inline void *section_data(const struct module_elf *elf, unsigned int i)
{
	return elf->image + elf->sections[i].sh_offset;
}

static inline const char *symbol_name(const struct module_elf *elf,
				      const Elf32_Sym *sym)
{
	return elf->strings + sym->st_name;
}

/* The section of that name; 0: there is none. */
unsigned int module_elf_section(const struct module_elf *elf,
				const char *name);
/* The global symbol that is defined under that name, or NULL. */
Elf32_Sym *module_elf_symbol(const struct module_elf *elf, const char *name);
/*
 * The value of "tag=value" in .modinfo after @prev (NULL: the first), or NULL.
 */
const char *module_elf_info(const struct module_elf *elf, const char *tag,
			    const char *prev);

#endif
