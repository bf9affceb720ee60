/*
 * ktime.h - a time or a duration in nanoseconds, with a sign.
 */
#ifndef _LINUX_KTIME_H
#define _LINUX_KTIME_H

#include <linux/limits.h>
#include <linux/types.h>
#include <linux/math64.h>
#include <linux/timekeeping.h>

typedef s64 ktime_t;

#define NSEC_PER_USEC	1000L
#define NSEC_PER_MSEC	1000000L
#define NSEC_PER_SEC	1000000000L
#define USEC_PER_MSEC	1000L
#define USEC_PER_SEC	1000000L
#define MSEC_PER_SEC	1000L

#define KTIME_MAX	S64_MAX		/* in some 292 years: never */
#define KTIME_SEC_MAX	(KTIME_MAX / NSEC_PER_SEC)

static inline ktime_t ktime_set(s64 secs, unsigned long nsecs)
{
	return secs >= KTIME_SEC_MAX ? KTIME_MAX :
				       secs * NSEC_PER_SEC + nsecs;
}

/* What would be later than never is never. */
static inline ktime_t ktime_add_safe(ktime_t a, ktime_t b)
{
	ktime_t sum;

	return __builtin_add_overflow(a, b, &sum) ? KTIME_MAX : sum;
}

static inline s64 ktime_to_us(ktime_t t)
{
	return div_s64(t, NSEC_PER_USEC);
}

static inline s64 ktime_to_ms(ktime_t t)
{
	return div_s64(t, NSEC_PER_MSEC);
}

static inline int ktime_compare(ktime_t a, ktime_t b)
{
	return a < b ? -1 : a > b;
}

#define ktime_to_ns(t)		((s64)(t))
#define ns_to_ktime(ns)		((ktime_t)(ns))
#define ktime_add(a, b)		((ktime_t)((a) + (b)))
#define ktime_sub(a, b)		((ktime_t)((a) - (b)))
#define ktime_add_ns(t, ns)	((ktime_t)((t) + (ns)))
#define ktime_after(a, b)	(ktime_compare(a, b) > 0)
#define ktime_before(a, b)	(ktime_compare(a, b) < 0)
#define ktime_us_delta(a, b)	ktime_to_us(ktime_sub(a, b))
#define ktime_ms_delta(a, b)	ktime_to_ms(ktime_sub(a, b))

#define us_to_ktime(us)		((ktime_t)(us) * NSEC_PER_USEC)
#define ms_to_ktime(ms)		((ktime_t)(ms) * NSEC_PER_MSEC)
#define ktime_sub_ns(t, ns)	((ktime_t)((t) - (ns)))
#define ktime_add_us(t, us)	ktime_add_ns(t, (s64)(us) * NSEC_PER_USEC)
#define ktime_add_ms(t, ms)	ktime_add_ns(t, (s64)(ms) * NSEC_PER_MSEC)
#define ktime_divns(t, div)	div64_s64(t, div)

#endif
