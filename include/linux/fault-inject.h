/*
 * fault-inject.h - allocations that fail on purpose; mm/debug/fault_inject.c.
 */
#ifndef _LINUX_FAULT_INJECT_H
#define _LINUX_FAULT_INJECT_H

#include <linux/atomic.h>
#include <linux/types.h>

/* When the allocations of one kind fail. */
struct fault_attr {
	const char *name;
	unsigned long probability;	/* percent; 0: never */
	unsigned long interval;		/* only each so-manieth */
	atomic_t times;			/* so many failures yet; -1: no end */
	atomic_t space;			/* bytes that succeed first */
	unsigned long count;		/* asked so far, for the interval */
	bool ignore_gfp_wait;		/* those with __GFP_WAIT succeed */
	bool cache_filter;		/* failslab: only SLAB_FAILSLAB caches */
	unsigned int min_order;		/* fail_page_alloc: from this one on */
};

extern struct fault_attr failslab, fail_page_alloc;

/*
 * setup_fault_attr - "interval,probability,space,times" into @attr. 1, or 0 and
 * a warning where the text is anything else.
 */
int setup_fault_attr(struct fault_attr *attr, const char *text);
/* Is it this one's turn to fail? @size in bytes. Any context. */
bool should_fail(struct fault_attr *attr, ssize_t size);

/*
 * fault_inject_nth - let the @n-th allocation that this thread makes from now
 * on fail, of slabs or pages; 0: none. What is left of @n: 0 when it has
 * failed. fault_inject_begin() comes first, and fault_inject_end() last:
 * process context.
 */
void fault_inject_nth(unsigned int n);
unsigned int fault_inject_left(void);
/* Who asked for what failed last, for a report. */
unsigned long fault_inject_victim(void);

/*
 * On and off again; pairs may nest. After the last end it stays on if, and only
 * if, an attribute can still fail something. While it is on each allocation
 * goes the slow way. May sleep.
 */
void fault_inject_begin(void);
void fault_inject_end(void);

#endif
