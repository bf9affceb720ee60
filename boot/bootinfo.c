/*
 * bootinfo.c - what the boot loader left for us, copied before it is lost.
 *
 * Multiboot's information lies wherever the loader found room, in RAM that its
 * own memory map calls free. Nothing of it is mapped, and none of it is
 * trusted: each piece is copied through a window of the fixmap, with a limit.
 *
 *	%ebx -> multiboot_info --> command line, loader's name	(strings)
 *	                      |--> memory map		(entries of any size)
 *	                      `--> modules		--> command lines
 *
 * Invariant: afterwards nothing refers to the loader's memory but the modules'
 * own contents. Strings end, and contain printable characters only.
 * Context: boot, one CPU, interrupts off; before memblock.
 * Counterpart in Linux: arch/x86/kernel/setup.c and the zero page.
 * gdb:	p boot_info
 *	p/x boot_info.mmap[0]@boot_info.nr_mmap
 */
#define pr_fmt(fmt) "bootinfo: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/bootinfo.h>
#include <asm/fixmap.h>
#include <asm/page.h>
#include <multiboot.h>

#define MMAP_LENGTH_MAX	(64 << 10)	/* bytes of map that are looked at */
#define KB		1024ULL
#define MB		(1024 * KB)

struct bootinfo boot_info;

/* @size bytes at physical @from; what cannot be reached reads as zeroes. */
static bool __init copy_phys(void *to, phys_addr_t from, size_t size)
{
	void *window = early_memremap(from, size);

	if (!window) {
		memset(to, 0, size);
		return false;
	}
	memcpy(to, window, size);
	early_memunmap(window, size);
	return true;
}

/* A string of at most @size bytes with its end, page by page. */
static void __init copy_string(char *to, phys_addr_t from, size_t size,
			       const char *what)
{
	char *s = to, *end = to + size;
	size_t n;

	for (; s < end; s += n, from += n) {
		n = min_t(size_t, end - s, PAGE_SIZE - offset_in_page(from));
		if (!copy_phys(s, from, n) || memchr(s, 0, n))
			break;
	}
	if (s >= end)
		pr_warn("the %s is longer than %zu bytes: cut\n", what,
			size - 1);
	end[-1] = 0;
	for (s = to; *s; s++)
		if (*s < ' ' || *s == 0x7f)
			*s = *s == '\t' ? ' ' : '?';
}

/*
 * Loaders put the kernel's own path in front. An option has no '/' before its
 * '=', and no option is called k896 or ends in .elf.
 */
static bool __init is_path(const char *word, size_t len)
{
	if (memchr(word, '=', len))
		return false;
	return memchr(word, '/', len) || !strncmp(word, "k896", 4) ||
	       (len > 4 && !strncmp(word + len - 4, ".elf", 4));
}

static void __init strip_path(char *line)
{
	char *word = line + strspn(line, " ");
	size_t len = strcspn(word, " ");

	if (is_path(word, len)) {
		word += len;
		word += strspn(word, " ");
	}
	memmove(line, word, strlen(word) + 1);
}

static void __init add_range(u64 start, u64 size, u32 type)
{
	boot_info.mmap[boot_info.nr_mmap++] = (struct boot_mmap_entry) {
		.start = start, .size = size, .type = type,
	};
}

static void __init copy_mmap(phys_addr_t from, u32 length)
{
	struct multiboot_mmap_entry e;
	u32 at = 0;

	if (length > MMAP_LENGTH_MAX) {
		pr_warn("a memory map of %u bytes: cut\n", length);
		length = MMAP_LENGTH_MAX;
	}
	while (at + sizeof(e) <= length) {
		if (!copy_phys(&e, from + at, sizeof(e)))
			return;
		if (e.size < sizeof(e) - sizeof(e.size)) {
			pr_warn("memory map: an entry of %u bytes, the rest "
				"is ignored\n", e.size);
			return;
		}
		if (boot_info.nr_mmap == BOOT_MMAP_MAX) {
			pr_warn("more than %d memory ranges: the rest is "
				"ignored\n", BOOT_MMAP_MAX);
			return;
		}
		add_range(e.addr, e.len, e.type);
		if (e.size > length)
			return;
		at += e.size + sizeof(e.size);
	}
}

static bool __init have_ram(void)
{
	int i;

	for (i = 0; i < boot_info.nr_mmap; i++)
		if (boot_info.mmap[i].type == MULTIBOOT_MEMORY_AVAILABLE &&
		    boot_info.mmap[i].size)
			return true;
	return false;
}

static void __init copy_memory(const struct multiboot_info *mbi)
{
	if (mbi->flags & MULTIBOOT_INFO_MEM_MAP)
		copy_mmap(mbi->mmap_addr, mbi->mmap_length);
	if (have_ram())
		return;
	if (!(mbi->flags & MULTIBOOT_INFO_MEMORY)) {
		pr_err("the boot loader tells nothing about memory\n");
		return;
	}
	pr_warn("no memory map, only sizes: %u KB, and %u KB from 1 MB\n",
		mbi->mem_lower, mbi->mem_upper);
	boot_info.nr_mmap = 0;
	add_range(0, mbi->mem_lower * KB, MULTIBOOT_MEMORY_AVAILABLE);
	add_range(MB, mbi->mem_upper * KB, MULTIBOOT_MEMORY_AVAILABLE);
}

static void __init copy_module(phys_addr_t from)
{
	struct boot_module *m = &boot_info.mods[boot_info.nr_mods];
	struct multiboot_mod_list mod;

	if (!copy_phys(&mod, from, sizeof(mod)))
		return;
	if (mod.mod_end <= mod.mod_start) {
		pr_warn("a module from %#x to %#x: ignored\n", mod.mod_start,
			mod.mod_end);
		return;
	}
	m->start = mod.mod_start;
	m->end = mod.mod_end;
	if (mod.cmdline)
		copy_string(m->cmdline, mod.cmdline, sizeof(m->cmdline),
			    "command line of a module");
	boot_info.nr_mods++;
}

static void __init copy_modules(phys_addr_t from, u32 count)
{
	u32 i;

	if (count > BOOT_MODS_MAX)
		pr_warn("%u modules: only %d are taken\n", count,
			BOOT_MODS_MAX);
	for (i = 0; i < count && boot_info.nr_mods < BOOT_MODS_MAX; i++)
		copy_module(from + i * sizeof(struct multiboot_mod_list));
}

void __init bootinfo_init(u32 magic, phys_addr_t addr)
{
	static struct multiboot_info mbi __initdata;

	if (magic != MULTIBOOT_BOOTLOADER_MAGIC)
		panic("the boot loader is not Multiboot 1: magic %#x instead "
		      "of %#x", magic, MULTIBOOT_BOOTLOADER_MAGIC);
	copy_phys(&mbi, addr, sizeof(mbi));
	if (mbi.flags & MULTIBOOT_INFO_CMDLINE)
		copy_string(boot_info.cmdline, mbi.cmdline,
			    sizeof(boot_info.cmdline), "command line");
	strip_path(boot_info.cmdline);
	if (mbi.flags & MULTIBOOT_INFO_BOOT_LOADER_NAME)
		copy_string(boot_info.loader, mbi.boot_loader_name,
			    sizeof(boot_info.loader), "loader's name");
	copy_memory(&mbi);
	if (mbi.flags & MULTIBOOT_INFO_MODS)
		copy_modules(mbi.mods_addr, mbi.mods_count);
}
