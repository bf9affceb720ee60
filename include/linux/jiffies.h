/*
 * jiffies.h - time in ticks of the timer, HZ of them a second.
 *
 * A counter of 32 bits wraps after 497 days: compare with the macros, which
 * look at the sign of the difference.
 */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/math64.h>
#include <linux/types.h>
#include <linux/compiler.h>

#define HZ		CONFIG_HZ
#define TICK_NSEC	(1000000000UL / HZ)

extern u64 jiffies_64;
extern volatile unsigned long jiffies;	/* its lower half, by linker.ld */

/* All 64 bits, in one piece. Any context. */
u64 get_jiffies_64(void);

#define time_after(a, b)	((long)((b) - (a)) < 0)
#define time_before(a, b)	time_after(b, a)
#define time_after_eq(a, b)	((long)((a) - (b)) >= 0)
#define time_before_eq(a, b)	time_after_eq(b, a)
#define time_in_range(a, b, c)	(time_after_eq(a, b) && time_before_eq(a, c))
#define time_is_before_jiffies(a)	time_after(jiffies, a)
#define time_is_after_jiffies(a)	time_before(jiffies, a)

#define MAX_JIFFY_OFFSET	((~0UL >> 1) - 1)

/* Rounded up: a wait is never shorter than asked for. */
static inline unsigned long msecs_to_jiffies(unsigned int m)
{
	if ((int)m < 0)
		return MAX_JIFFY_OFFSET;
	return m / (1000 / HZ) + (m % (1000 / HZ) != 0);
}

static inline unsigned long usecs_to_jiffies(unsigned int u)
{
	return u / (1000000 / HZ) + (u % (1000000 / HZ) != 0);
}

static inline unsigned int jiffies_to_msecs(unsigned long j)
{
	return j * (1000 / HZ);
}

static inline unsigned int jiffies_to_usecs(unsigned long j)
{
	return j * (1000000 / HZ);
}

static inline u64 jiffies_to_nsecs(unsigned long j)
{
	return (u64)j * TICK_NSEC;
}

#define INITIAL_JIFFIES		0UL
#define time_after64(a, b)	((s64)((b) - (a)) < 0)
#define time_before64(a, b)	time_after64(b, a)
#define secs_to_jiffies(s)	((unsigned long)(s) * HZ)
#define jiffies_delta_to_msecs(d)	jiffies_to_msecs((d) > 0 ? (d) : 0)
#define nsecs_to_jiffies(ns)	((unsigned long)div_u64(ns, TICK_NSEC))

#endif
