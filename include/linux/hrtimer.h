/*
 * hrtimer.h - call a function at a given time, in nanoseconds;
 * kernel/hrtimer.c.
 *
 * The clock behind it is the tick: a function is called at the first one after
 * its time, never before, as Linux does on a machine without a finer clock. It
 * runs as a softirq, may not sleep, and says whether its timer is to go on:
 * with HRTIMER_RESTART, for the time that hrtimer_forward() has set.
 */
#ifndef _LINUX_HRTIMER_H
#define _LINUX_HRTIMER_H

#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/timer.h>

enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };

enum hrtimer_mode {
	HRTIMER_MODE_ABS,		/* a time of the timer's clock */
	HRTIMER_MODE_REL,		/* from now on */
	HRTIMER_MODE_PINNED = 2,	/* accepted, no meaning here */
	HRTIMER_MODE_ABS_PINNED = HRTIMER_MODE_PINNED,
	HRTIMER_MODE_REL_PINNED,
	HRTIMER_MODE_SOFT = 4,		/* all of them are */
	HRTIMER_MODE_ABS_SOFT = HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_SOFT,
};

struct hrtimer {
	ktime_t expires;		/* not before this, by its clock */
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	bool real;			/* its clock is that of the day */
	struct timer_list timer;	/* the tick that it waits for */
	struct list_head list;		/* in hrtimers, while it is started */
};

/* Not started. @clock: CLOCK_MONOTONIC or CLOCK_REALTIME. Any context. */
void hrtimer_init(struct hrtimer *timer, int clock, enum hrtimer_mode mode);
void hrtimer_setup(struct hrtimer *timer,
		   enum hrtimer_restart (*function)(struct hrtimer *),
		   int clock, enum hrtimer_mode mode);
/* Start it, or change its time. Any context. */
void hrtimer_start(struct hrtimer *timer, ktime_t time,
		   enum hrtimer_mode mode);
#define hrtimer_start_range_ns(timer, time, slack, mode) \
	hrtimer_start(timer, time, mode)
static inline void hrtimer_restart(struct hrtimer *timer)
{
	hrtimer_start(timer, timer->expires, HRTIMER_MODE_ABS);
}

/*
 * Stop it, and wait until its function has returned: 1 if it was started. Not
 * from the function itself, nor in an interrupt: there it does not wait, and
 * says so. try_to_: -1 instead of waiting.
 */
int hrtimer_cancel(struct hrtimer *timer);
int hrtimer_try_to_cancel(struct hrtimer *timer);

/*
 * Its time, moved on by whole intervals until it lies after @now; by how many.
 * For one that is not started: from its own function.
 */
u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval);
#define hrtimer_forward_now(timer, interval) \
	hrtimer_forward(timer, hrtimer_cb_get_time(timer), interval)
ktime_t hrtimer_cb_get_time(const struct hrtimer *timer);

static inline bool hrtimer_is_queued(const struct hrtimer *timer)
{
	return timer_pending(&timer->timer);
}
#define hrtimer_active(timer)	hrtimer_is_queued(timer)
#define hrtimer_get_expires(timer)	((timer)->expires)
#define hrtimer_set_expires(timer, time)	((void)((timer)->expires = (time)))
#define hrtimer_get_remaining(timer) \
	ktime_sub((timer)->expires, hrtimer_cb_get_time(timer))

#endif
