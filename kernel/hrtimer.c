/*
 * hrtimer.c - timers in nanoseconds, on a clock that ticks.
 *
 *	time	|....x....|.........|	x: asked for
 *	ticks		  ^ called here
 *
 * An hrtimer is a timer_list (timer.c) and a time that is finer than its ticks:
 * it is called at the first tick after that, and a period that is no multiple
 * of a tick keeps its length on the average, as hrtimer_forward() counts from
 * the time asked for, not from the call.
 *
 * Invariant: a timer in the list is started, or its function runs.
 * Locking: hrtimers_lock over the list; the timer_list's own for the rest.
 * Context: any; functions run as softirq. Price: up to a tick, 10 ms, late.
 * Linux: kernel/time/hrtimer.c, which programs the local APIC for each.
 * gdb: `break hrtimer_tick`, `p hrtimers`.
 */
#include <linux/export.h>
#include <linux/hrtimer.h>
#include <linux/kernel.h>
#include <linux/leftover.h>
#include <linux/spinlock.h>
#include <linux/time.h>
#include <linux/timekeeping.h>

static LIST_HEAD(hrtimers);
static DEFINE_SPINLOCK(hrtimers_lock);

ktime_t hrtimer_cb_get_time(const struct hrtimer *timer)
{
	return timer->real ? ktime_get_real() : ktime_get();
}
EXPORT_SYMBOL(hrtimer_cb_get_time);

static void list_it(struct hrtimer *timer)
{
	unsigned long flags;

	spin_lock_irqsave(&hrtimers_lock, flags);
	if (list_empty(&timer->list))
		list_add_tail(&timer->list, &hrtimers);
	spin_unlock_irqrestore(&hrtimers_lock, flags);
}

static void unlist_it(struct hrtimer *timer)
{
	unsigned long flags;

	spin_lock_irqsave(&hrtimers_lock, flags);
	list_del_init(&timer->list);
	spin_unlock_irqrestore(&hrtimers_lock, flags);
}

/* For the first tick that is not before its time. */
static void enqueue(struct hrtimer *timer)
{
	s64 left = ktime_sub(timer->expires, hrtimer_cb_get_time(timer));
	unsigned long ticks = 0;

	if (left > 0)			/* the tick under way is no whole one */
		ticks = min_t(u64, div_u64((u64)left + TICK_NSEC - 1,
					   TICK_NSEC) + 1, MAX_JIFFY_OFFSET);
	list_it(timer);
	mod_timer(&timer->timer, jiffies + ticks);
}

static void hrtimer_tick(struct timer_list *t)
{
	struct hrtimer *timer = from_timer(timer, t, timer);

	if (timer->expires > hrtimer_cb_get_time(timer)) {
		enqueue(timer);
		return;
	}
	/* off the list first: its function may free it */
	unlist_it(timer);
	if (timer->function(timer) == HRTIMER_RESTART)
		enqueue(timer);
}

void hrtimer_init(struct hrtimer *timer, int clock, enum hrtimer_mode mode)
{
	*timer = (struct hrtimer){ .real = clock == CLOCK_REALTIME };
	timer_setup(&timer->timer, hrtimer_tick, 0);
	INIT_LIST_HEAD(&timer->list);
}
EXPORT_SYMBOL(hrtimer_init);

void hrtimer_setup(struct hrtimer *timer,
		   enum hrtimer_restart (*function)(struct hrtimer *),
		   int clock, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock, mode);
	timer->function = function;
}
EXPORT_SYMBOL(hrtimer_setup);

void hrtimer_start(struct hrtimer *timer, ktime_t time,
		   enum hrtimer_mode mode)
{
	if (WARN(!timer->function, "an hrtimer without a function\n"))
		return;
	timer->expires = mode & HRTIMER_MODE_REL ?
		ktime_add_safe(hrtimer_cb_get_time(timer), time) : time;
	enqueue(timer);
}
EXPORT_SYMBOL(hrtimer_start);

int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	int was = try_to_del_timer_sync(&timer->timer);

	if (was >= 0)
		unlist_it(timer);
	return was;
}
EXPORT_SYMBOL(hrtimer_try_to_cancel);

int hrtimer_cancel(struct hrtimer *timer)
{
	int was = del_timer_sync(&timer->timer);

	unlist_it(timer);
	return was;
}
EXPORT_SYMBOL(hrtimer_cancel);

u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
{
	s64 late = ktime_sub(now, timer->expires);
	u64 n;

	if (late < 0 || WARN_ON_ONCE(interval <= 0))
		return 0;
	n = div64_u64(late, interval) + 1;
	timer->expires += n * interval;
	return n;
}
EXPORT_SYMBOL(hrtimer_forward);

static unsigned int hrtimer_callbacks(unsigned long start, unsigned long end,
				      char *first)
{
	struct hrtimer *timer;
	unsigned int n = 0;
	unsigned long flags;

	spin_lock_irqsave(&hrtimers_lock, flags);
	list_for_each_entry(timer, &hrtimers, list)
		if (leftover_is((unsigned long)timer->function, start, end) &&
		    !n++)
			snprintf(first, LEFTOVER_NAME, "%ps", timer->function);
	spin_unlock_irqrestore(&hrtimers_lock, flags);
	return n;
}
LEFTOVER_KIND(hrtimer_kind, "hrtimer", hrtimer_callbacks);
