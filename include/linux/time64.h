/*
 * time64.h - seconds and nanoseconds, for times of the day that go on after
 * 2038.
 */
#ifndef _LINUX_TIME64_H
#define _LINUX_TIME64_H

#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/types.h>

struct timespec64 {
	time64_t tv_sec;		/* seconds */
	long tv_nsec;			/* 0 .. 999999999 */
};

static inline s64 timespec64_to_ns(const struct timespec64 *ts)
{
	return ts->tv_sec * NSEC_PER_SEC + ts->tv_nsec;
}

static inline struct timespec64 ns_to_timespec64(s64 ns)
{
	struct timespec64 ts = { .tv_sec = div_s64(ns, NSEC_PER_SEC) };

	ts.tv_nsec = ns - ts.tv_sec * NSEC_PER_SEC;
	if (ts.tv_nsec < 0) {
		ts.tv_nsec += NSEC_PER_SEC;
		ts.tv_sec--;
	}
	return ts;
}

static inline struct timespec64 timespec64_sub(struct timespec64 a,
					       struct timespec64 b)
{
	return ns_to_timespec64(timespec64_to_ns(&a) - timespec64_to_ns(&b));
}

static inline struct timespec64 timespec64_add(struct timespec64 a,
					       struct timespec64 b)
{
	return ns_to_timespec64(timespec64_to_ns(&a) + timespec64_to_ns(&b));
}

static inline int timespec64_compare(const struct timespec64 *a,
				     const struct timespec64 *b)
{
	return ktime_compare(timespec64_to_ns(a), timespec64_to_ns(b));
}

#define ktime_to_timespec64(t)	ns_to_timespec64(t)
#define timespec64_to_ktime(ts)	((ktime_t)timespec64_to_ns(&(ts)))

/* Since the boot; since 1970 (kernel/wallclock.c). Any context. */
static inline void ktime_get_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_ns());
}

static inline void ktime_get_real_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(ktime_get_real_ns());
}
#define ktime_get_raw_ts64	ktime_get_ts64
#define ktime_get_boottime_ts64	ktime_get_ts64
#define ktime_get_coarse_real_ts64	ktime_get_real_ts64

#endif
