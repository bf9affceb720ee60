/*
 * workqueue.h - functions that a thread calls soon: work that an interrupt or
 * a timer leaves because it must sleep. kernel/workqueue.c.
 */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/threads.h>
#include <linux/timer.h>

struct workqueue_struct;
struct work_struct;

typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	unsigned long pending;		/* bit 0: queued, or its timer runs */
	struct list_head entry;		/* in a worker's list */
	union {
		work_func_t func;		/* today */
		void (*func_data)(void *data);	/* 2.6 */
	};
	void *data;			/* its argument: today, itself */
	struct worker *worker;		/* that had it last, or NULL */
	struct workqueue_struct *wq;	/* for when the timer is over */
	struct timer_list timer;	/* of delayed work */
};

/* 2.6 used struct work_struct for both; all functions below still take it. */
struct delayed_work {
	struct work_struct work;
};

typedef union {
	struct delayed_work *dwork;
	struct work_struct *work;
} delayed_work_arg_t __transparent_union;

/* INIT_WORK(work, func), or 2.6's (work, function, data). */
#define __WORK_NEW(w, fn) \
	{ .entry = LIST_HEAD_INIT((w).entry), .func = (fn), .data = &(w) }
#define __WORK_OLD(w, fn, arg) \
	{ .entry = LIST_HEAD_INIT((w).entry), .func_data = (fn), .data = (arg) }
#define __WORK_WHICH(a, b, which, ...)	which
#define __WORK_INITIALIZER(w, ...) \
	__WORK_WHICH(__VA_ARGS__, __WORK_OLD, __WORK_NEW, )(w, __VA_ARGS__)
#define DECLARE_WORK(name, ...) \
	struct work_struct name = __WORK_INITIALIZER(name, __VA_ARGS__)
#define DECLARE_DELAYED_WORK(name, fn) \
	struct delayed_work name = { .work = __WORK_NEW((name).work, fn) }
#define INIT_WORK(w, ...) \
	do { *(w) = (struct work_struct)__WORK_INITIALIZER(*(w), \
							   __VA_ARGS__); \
	} while (0)
#define INIT_WORK_ONSTACK	INIT_WORK
#define PREPARE_WORK		INIT_WORK
#define INIT_DELAYED_WORK(dw, fn)	INIT_WORK(&(dw)->work, fn)

static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}

#define work_pending(w)		(READ_ONCE((w)->pending) != 0)
#define delayed_work_pending(dw)	work_pending(&(dw)->work)

#define WQ_UNBOUND		0x02	/* one thread, on any CPU */
#define WQ_FREEZABLE		0x04	/* accepted, no meaning here */
#define WQ_MEM_RECLAIM		0x08
#define WQ_HIGHPRI		0x10
#define __WQ_ORDERED		0x20

/*
 * A workqueue with a thread on each CPU, or a single one: then its works run
 * one after the other. NULL: no memory. May sleep.
 */
__printf(1, 4)
struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags,
					 int max_active, ...);
#define alloc_ordered_workqueue(fmt, flags, ...) \
	alloc_workqueue(fmt, (flags) | WQ_UNBOUND, 1, ##__VA_ARGS__)
#define create_workqueue(name)	alloc_workqueue("%s", 0, 1, name)
#define create_singlethread_workqueue(name) \
	alloc_workqueue("%s", WQ_UNBOUND, 1, name)
/* Everything queued is done first. May sleep. */
void destroy_workqueue(struct workqueue_struct *wq);

/* The one for everybody. */
extern struct workqueue_struct *system_wq;

/*
 * Have @work's function called by a thread of @wq on this CPU (or @cpu, if that
 * is there): 1, or 0 if it is queued already and not yet begun. @delay in
 * jiffies. Any context.
 */
#define WORK_CPU_UNBOUND	NR_CPUS
int queue_work(struct workqueue_struct *wq, struct work_struct *work);
int queue_work_on(int cpu, struct workqueue_struct *wq,
		  struct work_struct *work);
int queue_delayed_work(struct workqueue_struct *wq, delayed_work_arg_t dwork,
		       unsigned long delay);
/*
 * The same, and it may be waiting already: 1 if it was. Where the caller may
 * not sleep, one that is just being cancelled, or given to its worker, is left
 * alone.
 */
int mod_delayed_work(struct workqueue_struct *wq, delayed_work_arg_t dwork,
		     unsigned long delay);

#define schedule_work(work)	queue_work(system_wq, work)
#define schedule_work_on(cpu, work)	queue_work_on(cpu, system_wq, work)
#define schedule_delayed_work(dwork, delay) \
	queue_delayed_work(system_wq, dwork, delay)

/* Wait until what was queued before is done. May sleep; not from a work. */
void flush_workqueue(struct workqueue_struct *wq);
#define drain_workqueue(wq)	flush_workqueue(wq)
#define flush_scheduled_work()	flush_workqueue(system_wq)
/* Until the last queued run of @work is over: 1 if there was one. */
int flush_work(struct work_struct *work);
/*
 * Take it back: 1 if it was queued. _sync also waits for one that runs; may
 * sleep. cancel_delayed_work alone stops the timer only: any context.
 */
int cancel_work_sync(struct work_struct *work);
int cancel_delayed_work(delayed_work_arg_t dwork);
int cancel_delayed_work_sync(delayed_work_arg_t dwork);

#define WQ_CPU_INTENSIVE	0x00
/* Of the shared ones there is a single kind. */
#define system_unbound_wq	system_wq
#define system_long_wq		system_wq
#define system_highpri_wq	system_wq
#define system_freezable_wq	system_wq
#define destroy_work_on_stack(work)	do { (void)(work); } while (0)
#define destroy_delayed_work_on_stack(dw)	do { (void)(dw); } while (0)
#define INIT_DELAYED_WORK_ONSTACK	INIT_DELAYED_WORK

/* The timer runs here; the work, where that ends. */
#define queue_delayed_work_on(cpu, wq, dwork, delay) \
	((void)(cpu), queue_delayed_work(wq, dwork, delay))
#define schedule_delayed_work_on(cpu, dwork, delay) \
	queue_delayed_work_on(cpu, system_wq, dwork, delay)

/* Don't wait for its time, but until it has run. May sleep. */
static inline int flush_delayed_work(struct delayed_work *dwork)
{
	if (delayed_work_pending(dwork))
		mod_delayed_work(dwork->work.wq ? : system_wq, dwork, 0);
	return flush_work(&dwork->work);
}

#endif
