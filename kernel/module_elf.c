/*
 * module_elf.c - is this file a module at all?
 *
 *   ELF header | contents of sections ... | section headers
 *                .text .data .symtab ...     where, how large, what kind
 *                     .rel.text              "at 0x17 put the address of printk"
 *
 * A .ko is what the compiler leaves behind before the linker: sections without
 * addresses, symbols, some of them somebody else's, and places to be filled in.
 * It comes from a person, and every number in it may be wrong. So all of it is
 * looked at here, before anything is allocated or believed: each offset, size,
 * index and name, and each relocation's place. What follows can then be plain.
 *
 * Invariant: after module_elf_open() no index or offset leads out of the file,
 * or out of its section.
 * Locking: none. Context: any. Runs on the host, too, where it is fuzzed.
 * Linux: elf_validity_check() and others in kernel/module/main.c.
 * gdb: `break module_elf_open`, `p *elf`, `p elf->why`.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/string.h>
#include "module_elf.h"

#define refuse(elf, ...) \
	(snprintf((elf)->why, sizeof((elf)->why), __VA_ARGS__), -ENOEXEC)

/* Do @n bytes at @offset lie in the file? */
static bool inside(const struct module_elf *elf, u32 offset, u32 n)
{
	return offset <= elf->size && n <= elf->size - offset;
}

/* A name that can be printed. */
static bool is_plain(const char *name)
{
	for (; *name; name++)
		if (!isgraph(*name))
			return false;
	return true;
}

/* A string table that begins and ends with NUL. */
static bool is_strings(const struct module_elf *elf, const Elf32_Shdr *s)
{
	return s->sh_type == SHT_STRTAB && s->sh_size &&
	       !elf->image[s->sh_offset + s->sh_size - 1];
}

/* ---- the header ---- */

static int check_header(struct module_elf *elf)
{
	const Elf32_Ehdr *h = elf->hdr;

	if (memcmp(h->e_ident, ELFMAG, SELFMAG))
		return refuse(elf, "not an ELF file");
	if (h->e_ident[EI_CLASS] != ELFCLASS32 ||
	    h->e_ident[EI_DATA] != ELFDATA2LSB || h->e_machine != EM_386)
		return refuse(elf, "for another machine (%u), not for i386",
			      h->e_machine);
	if (h->e_type != ET_REL)
		return refuse(elf, "linked already (type %u): a .ko is not",
			      h->e_type);
	if (h->e_shentsize != sizeof(Elf32_Shdr) || !h->e_shnum ||
	    h->e_shnum > MODULE_MAX_SECTIONS || h->e_shoff % 4 ||
	    !inside(elf, h->e_shoff, h->e_shnum * sizeof(Elf32_Shdr)))
		return refuse(elf, "%u section headers at %#x: not in the file",
			      h->e_shnum, h->e_shoff);
	return 0;
}

/* ---- sections ---- */

static int check_section(struct module_elf *elf, unsigned int i)
{
	const Elf32_Shdr *s = &elf->sections[i];

	if (s->sh_type != SHT_NOBITS && !inside(elf, s->sh_offset, s->sh_size))
		return refuse(elf, "section %u, %#x bytes at %#x, is not in the file",
			      i, s->sh_size, s->sh_offset);
	if (s->sh_size > MODULE_MAX_SIZE)
		return refuse(elf, "section %u is too large: %u bytes", i,
			      s->sh_size);
	if (s->sh_addralign > 1 && (!is_power_of_2(s->sh_addralign) ||
				    s->sh_addralign > PAGE_SIZE))
		return refuse(elf, "section %u wants an alignment of %u", i,
			      s->sh_addralign);
	return 0;
}

static int check_names(struct module_elf *elf)
{
	const Elf32_Shdr *names;

	if (!elf->hdr->e_shstrndx || elf->hdr->e_shstrndx >= elf->nr_sections)
		return refuse(elf, "sections have no names");
	names = &elf->sections[elf->hdr->e_shstrndx];
	if (!is_strings(elf, names))
		return refuse(elf, "the sections' names are no strings");
	for (unsigned int i = 0; i < elf->nr_sections; i++)
		if (elf->sections[i].sh_name >= names->sh_size)
			return refuse(elf, "the name of section %u is not there",
				      i);
	elf->section_names = elf->image + names->sh_offset;
	for (unsigned int i = 0; i < elf->nr_sections; i++)
		if (!is_plain(section_name(elf, i)))
			return refuse(elf, "the name of section %u is no name",
				      i);
	return 0;
}

static int check_sections(struct module_elf *elf)
{
	u32 total = 0;
	int err;

	for (unsigned int i = 1; i < elf->nr_sections; i++) {
		err = check_section(elf, i);
		if (err)
			return err;
		if (!(elf->sections[i].sh_flags & SHF_ALLOC))
			continue;
		total += elf->sections[i].sh_size + elf->sections[i].sh_addralign;
		if (total > MODULE_MAX_SIZE)
			return refuse(elf, "too large: more than %lu MB",
				      MODULE_MAX_SIZE >> 20);
	}
	return check_names(elf);
}

/* ---- symbols ---- */

static int find_symtab(struct module_elf *elf)
{
	const Elf32_Shdr *s;

	for (unsigned int i = 1; i < elf->nr_sections; i++) {
		s = &elf->sections[i];
		if (s->sh_type != SHT_SYMTAB)
			continue;
		if (elf->symtab)
			return refuse(elf, "two symbol tables");
		if (s->sh_entsize != sizeof(Elf32_Sym) || s->sh_offset % 4 ||
		    s->sh_size % sizeof(Elf32_Sym) || !s->sh_size)
			return refuse(elf, "a symbol table of %u bytes, %u each",
				      s->sh_size, s->sh_entsize);
		if (!s->sh_link || s->sh_link >= elf->nr_sections ||
		    !is_strings(elf, &elf->sections[s->sh_link]))
			return refuse(elf, "symbols have no names");
		elf->symtab = i;
		elf->strtab = s->sh_link;
	}
	return elf->symtab ? 0 : refuse(elf, "no symbol table: stripped?");
}

static int check_symbol(struct module_elf *elf, unsigned int i)
{
	const Elf32_Sym *sym = &elf->symbols[i];

	if (sym->st_name >= elf->strings_size)
		return refuse(elf, "the name of symbol %u is not there", i);
	if (!is_plain(symbol_name(elf, sym)))
		return refuse(elf, "the name of symbol %u is no name", i);
	if (sym->st_shndx == SHN_UNDEF || sym->st_shndx == SHN_ABS)
		return 0;
	if (sym->st_shndx == SHN_COMMON)
		return refuse(elf, "%.40s is a common symbol: compile with -fno-common",
			      symbol_name(elf, sym));
	if (sym->st_shndx >= elf->nr_sections)
		return refuse(elf, "symbol %u is in section %#x, which is not there",
			      i, sym->st_shndx);
	if (sym->st_value > elf->sections[sym->st_shndx].sh_size)
		return refuse(elf, "%.40s lies behind its section",
			      symbol_name(elf, sym));
	return 0;
}

static int check_symbols(struct module_elf *elf)
{
	int err = find_symtab(elf);

	if (err)
		return err;
	elf->symbols = section_data(elf, elf->symtab);
	elf->nr_symbols = elf->sections[elf->symtab].sh_size /
			  sizeof(Elf32_Sym);
	elf->strings = section_data(elf, elf->strtab);
	elf->strings_size = elf->sections[elf->strtab].sh_size;
	for (unsigned int i = 0; i < elf->nr_symbols && !err; i++)
		err = check_symbol(elf, i);
	return err;
}

/* ---- relocations ---- */

static int check_reloc(struct module_elf *elf, unsigned int i,
		       const Elf32_Rel *rel)
{
	const Elf32_Shdr *target = &elf->sections[elf->sections[i].sh_info];

	if (ELF32_R_SYM(rel->r_info) >= elf->nr_symbols)
		return refuse(elf, "%.40s wants symbol %u, which is not there",
			      section_name(elf, i), ELF32_R_SYM(rel->r_info));
	if (target->sh_size < 4 || rel->r_offset > target->sh_size - 4)
		return refuse(elf, "%.40s reaches behind its section, to %#x",
			      section_name(elf, i), rel->r_offset);
	switch (ELF32_R_TYPE(rel->r_info)) {
	case R_386_NONE:
	case R_386_32:
	case R_386_PC32:
	case R_386_PLT32:
		return 0;
	}
	return refuse(elf, "%.40s: relocations of type %u aren't known: PIC?",
		      section_name(elf, i), ELF32_R_TYPE(rel->r_info));
}

static int check_reloc_section(struct module_elf *elf, unsigned int i)
{
	const Elf32_Shdr *s = &elf->sections[i];
	const Elf32_Rel *rel = section_data(elf, i);
	int err = 0;

	if (s->sh_info >= elf->nr_sections)
		return refuse(elf, "%.40s is for section %u, which is not there",
			      section_name(elf, i), s->sh_info);
	if (!(elf->sections[s->sh_info].sh_flags & SHF_ALLOC))
		return 0;			/* debug information */
	if (s->sh_type == SHT_RELA)
		return refuse(elf, "%.40s: i386 has no such relocations",
			      section_name(elf, i));
	if (elf->sections[s->sh_info].sh_type == SHT_NOBITS)
		return refuse(elf, "%.40s is for a section without contents",
			      section_name(elf, i));
	if (s->sh_link != elf->symtab || s->sh_offset % 4 ||
	    s->sh_entsize != sizeof(*rel) || s->sh_size % sizeof(*rel))
		return refuse(elf, "%.40s is no list of relocations",
			      section_name(elf, i));
	for (u32 n = 0; n < s->sh_size / sizeof(*rel) && !err; n++)
		err = check_reloc(elf, i, &rel[n]);
	return err;
}

static int check_relocs(struct module_elf *elf)
{
	int err = 0;

	for (unsigned int i = 1; i < elf->nr_sections && !err; i++)
		if (elf->sections[i].sh_type == SHT_REL ||
		    elf->sections[i].sh_type == SHT_RELA)
			err = check_reloc_section(elf, i);
	return err;
}

/* ---- for the loader ---- */

int module_elf_open(struct module_elf *elf, void *image, size_t size)
{
	int err;

	*elf = (struct module_elf) { .image = image, .size = size };
	if (size < sizeof(Elf32_Ehdr) || size > MODULE_MAX_SIZE)
		return refuse(elf, size < sizeof(Elf32_Ehdr) ?
			      "too short for an ELF file: %zu bytes" :
			      "too large: %zu bytes", size);
	elf->hdr = image;
	err = check_header(elf);
	if (err)
		return err;
	elf->sections = image + elf->hdr->e_shoff;
	elf->nr_sections = elf->hdr->e_shnum;
	err = check_sections(elf);
	if (!err)
		err = check_symbols(elf);
	if (!err)
		err = check_relocs(elf);
	return err;
}

unsigned int module_elf_section(const struct module_elf *elf,
				const char *name)
{
	for (unsigned int i = 1; i < elf->nr_sections; i++)
		if (!strcmp(section_name(elf, i), name))
			return i;
	return 0;
}

Elf32_Sym *module_elf_symbol(const struct module_elf *elf, const char *name)
{
	for (unsigned int i = 1; i < elf->nr_symbols; i++) {
		Elf32_Sym *sym = &elf->symbols[i];

		if (sym->st_shndx != SHN_UNDEF &&
		    ELF32_ST_BIND(sym->st_info) != STB_LOCAL &&
		    !strcmp(symbol_name(elf, sym), name))
			return sym;
	}
	return NULL;
}

/*
 * .modinfo is strings, each with its NUL; the last may lack it: not read then.
 */
const char *module_elf_info(const struct module_elf *elf, const char *tag,
			    const char *prev)
{
	unsigned int i = module_elf_section(elf, ".modinfo");
	size_t len = strlen(tag), left;
	const char *at;

	if (!i || elf->sections[i].sh_type == SHT_NOBITS)
		return NULL;
	at = section_data(elf, i);
	left = elf->sections[i].sh_size;
	while (left) {
		size_t n = strnlen(at, left);

		if (n == left)
			return NULL;
		if (n > len && !memcmp(at, tag, len) && at[len] == '=' &&
		    (!prev || at > prev))
			return at + len + 1;
		at += n + 1;
		left -= n + 1;
	}
	return NULL;
}
