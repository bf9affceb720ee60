/*
 * delay.h - waiting without sleeping: the CPU spins. Any context, interrupts
 * on or off; at least as long as asked for.
 */
#ifndef _LINUX_DELAY_H
#define _LINUX_DELAY_H

#include <linux/types.h>

void ndelay(unsigned long nsecs);
void udelay(unsigned long usecs);
void mdelay(unsigned long msecs);

#endif
