/*
 * watchdog.h - CPUs that get nowhere; kernel/watchdog.c.
 */
#ifndef _LINUX_WATCHDOG_H
#define _LINUX_WATCHDOG_H

#include <linux/types.h>

struct pt_regs;

/* Seconds until a hard lockup, and until a spinlock is taken for dead; a soft
 * lockup is twice that. 0: the watchdog is off. */
extern unsigned int watchdog_thresh;

/* From every CPU's tick. */
void watchdog_tick(void);
/* From an NMI: true if it was the watchdog's. May send @regs elsewhere. */
bool watchdog_nmi(struct pt_regs *regs);

#endif
