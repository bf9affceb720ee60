/*
 * timekeeping.h - how much time has passed, in nanoseconds; kernel/time.c.
 *
 * Time begins at the kernel's first instruction and never goes backwards on
 * one CPU. It has the resolution of the TSC, or of the tick without one. Any
 * context; 0 before time_init().
 */
#ifndef _LINUX_TIMEKEEPING_H
#define _LINUX_TIMEKEEPING_H

#include <linux/math64.h>
#include <linux/types.h>

u64 ktime_get_ns(void);
/* Since 1970, as the clock chip has it; kernel/wallclock.c. */
u64 ktime_get_real_ns(void);
u64 sched_clock(void);
#define ktime_get()		((s64)ktime_get_ns())
#define ktime_get_raw()		ktime_get()
#define ktime_get_boottime()	ktime_get()
#define ktime_get_real()	((s64)ktime_get_real_ns())
#define ktime_get_seconds()	((time64_t)div_u64(ktime_get_ns(), 1000000000))
#define ktime_get_real_seconds() \
	((time64_t)div_u64(ktime_get_real_ns(), 1000000000))
#define local_clock()		sched_clock()
#define ktime_get_raw_ns()	ktime_get_ns()
#define ktime_get_boottime_ns()	ktime_get_ns()

/* TSC ticks in a millisecond; 0 without a TSC. */
extern unsigned int tsc_khz;

/* A time stamp for short measurements; 0 without a TSC. */
u64 get_cycles(void);

/*
 * The clock that ticks, and that the TSC is measured with: its rate is known.
 * All are called with interrupts off.
 */
struct tick_source {
	const char *name;
	u32 rate;			/* of its counter, in Hz */
	unsigned int irq;		/* the line it ticks on */
	void (*count_start)(void);	/* begin to count down from 65535 */
	u16 (*count_read)(void);
	void (*tick_start)(void);	/* HZ interrupts a second from now on */
};

/* What every CPU does HZ times a second, in its timer's interrupt. */
void local_tick(void);

/* Before time_init(). */
void time_set_source(const struct tick_source *source);

/* Measure the TSC, start the tick. Boot, interrupts off, at most 2 ms. */
#ifndef MODULE			/* names that a module may have */
void time_init(void);
#endif

#endif
