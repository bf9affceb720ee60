/*
 * sched.h - what runs. Threads come with the scheduler; here is what has a
 * meaning before: how far the boot has come, and whether one may sleep.
 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/kernel.h>
#include <linux/preempt.h>

enum system_states {
	SYSTEM_BOOTING,			/* one CPU, interrupts off */
	SYSTEM_RUNNING,			/* contexts mean what they say */
	SYSTEM_HALT,
};

extern enum system_states system_state;

#endif
