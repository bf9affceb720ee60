/*
 * sched.h - what runs. Threads come with the scheduler; here is what has a
 * meaning before: how far the boot has come, and whether one may sleep.
 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/preempt.h>

enum system_states {
	SYSTEM_BOOTING,			/* one CPU, interrupts off */
	SYSTEM_RUNNING,			/* contexts mean what they say */
	SYSTEM_HALT,
};

extern enum system_states system_state;

void __might_sleep(const char *what, unsigned long caller);

/* Say, in a function that can sleep, that it can: reported where it must not. */
#define might_sleep()	__might_sleep(__func__, _RET_IP_)
#define might_sleep_if(cond)	do { if (cond) might_sleep(); } while (0)

#endif
