/*
 * timer.h - call a function at a given time, in ticks; kernel/timer.c.
 *
 * The function runs as a softirq on the CPU that set the timer: it may not
 * sleep. It may set its own timer again, or free the structure.
 */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>

struct timer_list {
	struct hlist_node entry;	/* in a bucket of a CPU's wheel */
	unsigned long expires;		/* not before this, in jiffies */
	union {
		void (*function)(unsigned long data);		/* 2.6 */
		void (*callback)(struct timer_list *timer);	/* today */
	};
	unsigned long data;		/* its argument: today, the timer */
	unsigned int flags;		/* the CPU, and TIMER_* */
};

#define TIMER_CPUMASK		0x000000ff	/* whose wheel it is on */
#define TIMER_MIGRATING		0x00000100	/* on its way to another's */
#define TIMER_DEFERRABLE	0x00010000	/* accepted, no meaning here */
#define TIMER_PINNED		0x00020000
#define TIMER_IRQSAFE		0x00040000

/* 2.6: DEFINE_TIMER(name, function, expires, data); today: (name, callback). */
#define TIMER_INITIALIZER(fn, when, arg) \
	{ .function = (fn), .expires = (when), .data = (arg) }
#define __TIMER_NEW(name, fn) \
	struct timer_list name = { .callback = (fn), \
		.data = (unsigned long)&(name) }
#define __TIMER_OLD(name, fn, when, arg) \
	struct timer_list name = TIMER_INITIALIZER(fn, when, arg)
#define __TIMER_WHICH(a, b, c, which, ...)	which
#define DEFINE_TIMER(name, ...) \
	__TIMER_WHICH(__VA_ARGS__, __TIMER_OLD, , __TIMER_NEW, ) \
		(name, __VA_ARGS__)

/* 2.6: then set ->function, ->data and ->expires, and add_timer(). */
void init_timer(struct timer_list *timer);
#define init_timer_on_stack(timer)	init_timer(timer)

static inline void setup_timer(struct timer_list *timer,
			       void (*function)(unsigned long),
			       unsigned long data)
{
	init_timer(timer);
	timer->function = function;
	timer->data = data;
}

static inline void timer_setup(struct timer_list *timer,
			       void (*callback)(struct timer_list *),
			       unsigned int flags)
{
	init_timer(timer);
	timer->callback = callback;
	timer->data = (unsigned long)timer;
}

#define setup_timer_on_stack	setup_timer
#define timer_setup_on_stack	timer_setup
#define destroy_timer_on_stack(timer)	do { (void)(timer); } while (0)
#define from_timer(var, timer, field) \
	container_of(timer, typeof(*var), field)
#define timer_container_of	from_timer

/*
 * Start it for ->expires, or change that; a time that has passed means the next
 * tick. add_timer wants one that is not pending (a warning otherwise).
 * mod_timer and del_timer return 1 if it was pending, 0 if not. Any context.
 */
void add_timer(struct timer_list *timer);
void add_timer_on(struct timer_list *timer, int cpu);
int mod_timer(struct timer_list *timer, unsigned long expires);
int mod_timer_pending(struct timer_list *timer, unsigned long expires);
/* Stop it; its function may run on another CPU at this moment. */
int del_timer(struct timer_list *timer);
/*
 * Stop it, and wait until its function has returned: afterwards the structure
 * may go. Not from an interrupt, not from the function itself, not with a lock
 * that the function wants. try_to_: -1 instead of waiting.
 */
int del_timer_sync(struct timer_list *timer);
int try_to_del_timer_sync(struct timer_list *timer);
#define timer_delete		del_timer
#define timer_delete_sync	del_timer_sync
/*
 * In Linux it can't be started again; here whoever frees it must see to that.
 */
#define timer_shutdown_sync	del_timer_sync
#define timer_shutdown		del_timer
#define del_singleshot_timer_sync	del_timer_sync

static inline int timer_pending(const struct timer_list *timer)
{
	return !hlist_unhashed_lockless(&timer->entry);
}

/* From each CPU's tick: have its due timers run. */
void run_local_timers(void);

/* Up to a whole second, so that timers come together. */
unsigned long round_jiffies(unsigned long j);
unsigned long round_jiffies_relative(unsigned long j);

#endif
