/*
 * module_fuzz.c - any .ko through the loader's check: what it lets pass leads
 * nowhere outside of the file.
 *
 * A small module is made here that is good; the input spoils it: three bytes
 * each, two say where, one what. The file stands in memory of just its size, so
 * that one byte too far is seen. Whatever passes is used as the loader would.
 */
#include "host.h"
#include <asm/unaligned.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "../../kernel/module_elf.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

enum { NONE, TEXT, DATA, BSS, INFO, REL, SYMTAB, STRTAB, NAMES, SECTIONS };

static struct image {
	Elf32_Ehdr header;
	Elf32_Shdr section[SECTIONS];
	Elf32_Sym symbol[4];
	Elf32_Rel rel[2];
	u8 text[16], data[8];
	char info[32], strings[32], names[64];
} good;

static void section(int i, const char *name, u32 type, u32 flags, void *at,
		    u32 size)
{
	static u32 used = 1;

	good.section[i] = (Elf32_Shdr) {
		.sh_name = used, .sh_type = type, .sh_flags = flags,
		.sh_offset = (u8 *)at - (u8 *)&good, .sh_size = size,
		.sh_addralign = 4,
	};
	strcpy(good.names + used, name);
	used += strlen(name) + 1;
}

static void symbol(int i, u32 name, u32 where, u32 value)
{
	good.symbol[i] = (Elf32_Sym) {
		.st_name = name, .st_value = value, .st_shndx = where,
		.st_info = ELF32_ST_INFO(STB_GLOBAL, STT_FUNC),
	};
}

static void make(void)
{
	Elf32_Ehdr *h = &good.header;

	memcpy(h->e_ident, ELFMAG, SELFMAG);
	h->e_ident[EI_CLASS] = ELFCLASS32;
	h->e_ident[EI_DATA] = ELFDATA2LSB;
	h->e_machine = EM_386;
	h->e_type = ET_REL;
	h->e_shoff = offsetof(struct image, section);
	h->e_shentsize = sizeof(Elf32_Shdr);
	h->e_shnum = SECTIONS;
	h->e_shstrndx = NAMES;
	section(TEXT, ".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR,
		good.text, 16);
	section(DATA, ".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, good.data,
		8);
	section(BSS, ".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE, good.data, 99);
	section(INFO, ".modinfo", SHT_PROGBITS, SHF_ALLOC, good.info, 32);
	section(REL, ".rel.text", SHT_REL, 0, good.rel, sizeof(good.rel));
	section(SYMTAB, ".symtab", SHT_SYMTAB, 0, good.symbol,
		sizeof(good.symbol));
	section(STRTAB, ".strtab", SHT_STRTAB, 0, good.strings, 32);
	section(NAMES, ".names", SHT_STRTAB, 0, good.names, 64);
	good.section[REL].sh_info = TEXT;
	good.section[REL].sh_link = SYMTAB;
	good.section[REL].sh_entsize = sizeof(Elf32_Rel);
	good.section[SYMTAB].sh_link = STRTAB;
	good.section[SYMTAB].sh_entsize = sizeof(Elf32_Sym);
	strcpy(good.strings + 1, "init_module");
	strcpy(good.strings + 13, "printk");
	strcpy(good.info, "license=GPL");
	strcpy(good.info + 12, "parm=n:x");
	symbol(1, 1, TEXT, 4);
	symbol(2, 13, SHN_UNDEF, 0);
	symbol(3, 0, SHN_ABS, 7);
	good.rel[0] = (Elf32_Rel) { 5, ELF32_R_INFO(2, R_386_PC32) };
	good.rel[1] = (Elf32_Rel) { 12, ELF32_R_INFO(1, R_386_32) };
}

/* Everything that the loader would read, and a word where it would write. */
static void use(struct module_elf *elf)
{
	volatile u32 sum = 0;
	const char *value = NULL;

	for (unsigned int i = 1; i < elf->nr_sections; i++) {
		const Elf32_Shdr *s = &elf->sections[i];
		const u8 *at = section_data(elf, i);

		sum += strlen(section_name(elf, i));
		if (s->sh_type != SHT_NOBITS && (s->sh_flags & SHF_ALLOC))
			for (u32 n = 0; n < s->sh_size; n++)
				sum += at[n];
		if (s->sh_type != SHT_REL ||
		    !(elf->sections[s->sh_info].sh_flags & SHF_ALLOC))
			continue;
		for (u32 n = 0; n < s->sh_size / sizeof(Elf32_Rel); n++) {
			const Elf32_Rel *rel = (const Elf32_Rel *)at + n;

			sum += elf->symbols[ELF32_R_SYM(rel->r_info)].st_value;
			sum += get_unaligned_le32(
				section_data(elf, s->sh_info) + rel->r_offset);
		}
	}
	for (unsigned int i = 0; i < elf->nr_symbols; i++)
		sum += strlen(symbol_name(elf, &elf->symbols[i]));
	while ((value = module_elf_info(elf, "parm", value)))
		sum += strlen(value);
	module_elf_symbol(elf, "init_module");
}

static void check_good(void)
{
	struct module_elf elf;

	make();
	CHECK_MSG(!module_elf_open(&elf, &good, sizeof(good)), "%s", elf.why);
	CHECK(module_elf_symbol(&elf, "init_module")->st_value == 4);
	CHECK(!module_elf_symbol(&elf, "printk"));
	CHECK(!strcmp(module_elf_info(&elf, "license", NULL), "GPL"));
	CHECK_EQ(module_elf_section(&elf, ".data"), DATA);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct module_elf elf;
	size_t length = sizeof(good);
	u8 *image;

	if (!good.header.e_shnum)
		check_good();
	if (size && data[0] & 1)	/* cut off */
		length = get_unaligned_le16((u8[]) { data[0], size > 1 ? data[1] : 0 }) %
			 (sizeof(good) + 1);
	image = host_malloc(length ?: 1);
	memcpy(image, &good, length);
	for (size_t i = 1; i + 3 <= size; i += 3)
		if (get_unaligned_le16(data + i) < length)
			image[get_unaligned_le16(data + i)] = data[i + 2];
	if (module_elf_open(&elf, image, length))
		CHECK(elf.why[0]);
	else
		use(&elf);
	host_free(image);
	return 0;
}
