/*
 * bootinfo.h - what the boot loader told us, copied to where it is safe.
 *
 * Nothing here is cleaned yet: entries may overlap, be empty or lie above
 * 4 GB. That is the business of mm/memblock.c.
 */
#ifndef _ASM_BOOTINFO_H
#define _ASM_BOOTINFO_H

#include <linux/types.h>

#define BOOT_CMDLINE_MAX	4096
#define BOOT_MMAP_MAX		128
#define BOOT_MODS_MAX		16
#define BOOT_MOD_CMDLINE_MAX	128
#define BOOT_LOADER_NAME_MAX	64

struct boot_mmap_entry {
	u64 start;			/* physical */
	u64 size;			/* in bytes, as told: may be 0 */
	u32 type;			/* 1 RAM, 2 reserved, 3 ACPI, 4 NVS */
};

struct boot_module {
	phys_addr_t start;
	phys_addr_t end;		/* first byte behind it */
	char cmdline[BOOT_MOD_CMDLINE_MAX];
};

struct bootinfo {
	char cmdline[BOOT_CMDLINE_MAX];	/* without the kernel's own path */
	char loader[BOOT_LOADER_NAME_MAX];
	struct boot_mmap_entry mmap[BOOT_MMAP_MAX];
	int nr_mmap;
	struct boot_module mods[BOOT_MODS_MAX];
	int nr_mods;
};

extern struct bootinfo boot_info;

/*
 * Copy what @mbi points at into boot_info. Panics if @magic is not the one of
 * a Multiboot 1 loader. Once, before memblock; needs early_memremap().
 * Afterwards the loader's structures may be overwritten; the modules not.
 */
void bootinfo_init(u32 magic, phys_addr_t mbi);

#endif
