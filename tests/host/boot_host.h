/*
 * boot_host.h - a kernel for a test: give a memory map, then boot. One a test.
 */
#ifndef BOOT_HOST_H
#define BOOT_HOST_H

#include <linux/types.h>

struct host_setup {
	const char *cmdline;		/* NULL: empty */
	bool no_pse;			/* a CPU without 4 MB pages */
	bool no_pge;			/* without global pages */
	unsigned int cpus;		/* possible CPUs; 0: one */
	void (*dirty_ram)(void);	/* called before the kernel runs */
};

void host_map_add(u64 start, u64 size, u32 type);
void host_map_pc(u32 kb);
void host_power_on(const struct host_setup *setup);
void host_boot(const struct host_setup *setup);
void host_boot_pc(unsigned int mb, const char *cmdline);
void host_become_cpu(unsigned int cpu);

#endif
