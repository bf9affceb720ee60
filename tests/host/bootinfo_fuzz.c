/*
 * bootinfo_fuzz.c - anything where the boot loader's structures should be. The
 * input is physical memory from 0x9000 on, with Multiboot's first structure at
 * its beginning; pointers may lead anywhere, also where no RAM is.
 */
#include "host.h"
#include "boot_host.h"
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/bootinfo.h>

#define AT	0x9000
#define MAGIC	0x2badb002

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void check_text(const char *s, size_t room)
{
	size_t len = strnlen(s, room);

	CHECK(len < room);
	while (len--)
		CHECK((u8)s[len] >= ' ' && s[len] != 0x7f);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static const u8 zeros[0x3000];
	static bool on;

	if (!on) {
		on = host_open_bus = true;
		host_map_pc(16 << 10);
		host_power_on(&(struct host_setup) { });
	}
	if (size > sizeof(zeros))
		return 0;
	host_phys_write(AT, zeros, sizeof(zeros));
	host_phys_write(AT, data, size);
	memset(&boot_info, 0, sizeof(boot_info));
	host_log_clear();
	bootinfo_init(MAGIC, AT);
	CHECK(boot_info.nr_mmap >= 0 && boot_info.nr_mmap <= BOOT_MMAP_MAX);
	CHECK(boot_info.nr_mods >= 0 && boot_info.nr_mods <= BOOT_MODS_MAX);
	check_text(boot_info.cmdline, sizeof(boot_info.cmdline));
	check_text(boot_info.loader, sizeof(boot_info.loader));
	for (int i = 0; i < boot_info.nr_mods; i++) {
		CHECK(boot_info.mods[i].end > boot_info.mods[i].start);
		check_text(boot_info.mods[i].cmdline, BOOT_MOD_CMDLINE_MAX);
	}
	return 0;
}
