/*
 * delay.h - waiting for time to pass, at least as long as asked for.
 *
 * The delays spin: any context, interrupts on or off. The sleeps let others
 * run: process context only.
 */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

#include <linux/math.h>
#include <linux/types.h>

void ndelay(unsigned long nsecs);
void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);

void msleep(unsigned int msecs);
/* Ends early when somebody wakes the thread: the milliseconds not slept. */
unsigned long msleep_interruptible(unsigned int msecs);
#define ssleep(secs)	msleep((secs) * 1000)
#define fsleep(us)	usleep_range(us, us)
#define usleep_range(min, max)	msleep(DIV_ROUND_UP(min, 1000))

#endif
