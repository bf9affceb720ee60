/*
 * perf_event.h - counters of the CPU's performance monitor, of which this
 * kernel drives none (nor has QEMU's CPU any): as on any machine without them,
 * none can be created, and -ENOENT says so. The words are those of the ABI.
 */
#ifndef K896_LINUX_PERF_EVENT_H
#define K896_LINUX_PERF_EVENT_H

#include_next <linux/perf_event.h>

#include <linux/err.h>
#include <linux/types.h>

struct perf_event;
struct pt_regs;
struct perf_sample_data;
struct task_struct;
typedef void (*perf_overflow_handler_t)(struct perf_event *,
					struct perf_sample_data *,
					struct pt_regs *);

/* A counter, on @cpu (-1: where @task runs): always ERR_PTR(-ENOENT). */
static inline struct perf_event *
perf_event_create_kernel_counter(struct perf_event_attr *attr, int cpu,
				 struct task_struct *task,
				 perf_overflow_handler_t overflow, void *context)
{
	return ERR_PTR(-ENOENT);
}

/* What is done to one, and so to the error that stands for it: nothing. */
static inline void perf_event_enable(struct perf_event *event)
{
}

static inline void perf_event_disable(struct perf_event *event)
{
}

static inline int perf_event_release_kernel(struct perf_event *event)
{
	return 0;
}

static inline u64 perf_event_read_value(struct perf_event *event, u64 *enabled,
					u64 *running)
{
	*enabled = *running = 0;
	return 0;
}

#endif
