/*
 * sysinfo.h - struct sysinfo, as user space knows it.
 */
#ifndef _LINUX_SYSINFO_H
#define _LINUX_SYSINFO_H

#include <linux/types.h>

struct sysinfo {
	long uptime;			/* seconds since boot */
	unsigned long loads[3];		/* load averages */
	unsigned long totalram;		/* all in units of mem_unit */
	unsigned long freeram;
	unsigned long sharedram;
	unsigned long bufferram;
	unsigned long totalswap;
	unsigned long freeswap;
	unsigned short procs;		/* processes */
	unsigned long totalhigh;
	unsigned long freehigh;
	unsigned int mem_unit;		/* bytes */
};

#endif
