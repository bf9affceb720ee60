/*
 * time.h - the time of day, as 2.6 asked for it. struct timeval and the like
 * come from the UAPI header of the same name.
 */
#ifndef K896_LINUX_TIME_H
#define K896_LINUX_TIME_H

#include_next <linux/time.h>
#include <linux/jiffies.h>
#include <linux/time64.h>

/* Since 1970. Any context. */
static inline void do_gettimeofday(struct timeval *tv)
{
	struct timespec64 ts;

	ktime_get_real_ts64(&ts);
	tv->tv_sec = ts.tv_sec;
	tv->tv_usec = ts.tv_nsec / NSEC_PER_USEC;
}

static inline struct timespec ns_to_timespec(s64 ns)
{
	struct timespec64 ts = ns_to_timespec64(ns);

	return (struct timespec){ .tv_sec = ts.tv_sec, .tv_nsec = ts.tv_nsec };
}

static inline s64 timespec_to_ns(const struct timespec *ts)
{
	return (s64)ts->tv_sec * NSEC_PER_SEC + ts->tv_nsec;
}

static inline struct timespec timespec_sub(struct timespec a, struct timespec b)
{
	return ns_to_timespec(timespec_to_ns(&a) - timespec_to_ns(&b));
}

static inline void getnstimeofday(struct timespec *ts)
{
	*ts = ns_to_timespec(ktime_get_real_ns());
}

static inline struct timespec current_kernel_time(void)
{
	return ns_to_timespec(ktime_get_real_ns());
}

#define get_seconds()		((unsigned long)ktime_get_real_seconds())
#define ktime_to_timespec(t)	ns_to_timespec(t)

/* A span, and ticks: rounded up, so that a wait is not too short. */
static inline unsigned long timespec_to_jiffies(const struct timespec *ts)
{
	return div_u64(timespec_to_ns(ts) + TICK_NSEC - 1, TICK_NSEC);
}

static inline void jiffies_to_timespec(unsigned long j, struct timespec *ts)
{
	*ts = ns_to_timespec(jiffies_to_nsecs(j));
}

static inline unsigned long timeval_to_jiffies(const struct timeval *tv)
{
	return tv->tv_sec * HZ + usecs_to_jiffies(tv->tv_usec);
}

static inline void jiffies_to_timeval(unsigned long j, struct timeval *tv)
{
	tv->tv_sec = j / HZ;
	tv->tv_usec = j % HZ * (1000000 / HZ);
}

static inline unsigned long timespec64_to_jiffies(const struct timespec64 *ts)
{
	return div_u64(timespec64_to_ns(ts) + TICK_NSEC - 1, TICK_NSEC);
}

static inline void jiffies_to_timespec64(unsigned long j, struct timespec64 *ts)
{
	*ts = ns_to_timespec64(jiffies_to_nsecs(j));
}

#endif
