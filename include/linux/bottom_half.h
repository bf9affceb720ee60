/*
 * bottom_half.h - keeping softirqs (and so tasklets and timers) off this CPU,
 * and being in one. In preempt_count() the lowest softirq bit says that one is
 * being served; each local_bh_disable() adds two, so the two never mix.
 */
#ifndef _LINUX_BOTTOM_HALF_H
#define _LINUX_BOTTOM_HALF_H

#include <linux/compiler.h>
#include <linux/preempt.h>

#define SOFTIRQ_DISABLE_OFFSET	(2 * SOFTIRQ_OFFSET)

/* Within a softirq itself, not merely with them off. */
#ifndef in_serving_softirq
#define in_serving_softirq()	((softirq_count() & SOFTIRQ_OFFSET) != 0)
#endif

#define local_bh_disable() \
	do { preempt_count_add(SOFTIRQ_DISABLE_OFFSET); barrier(); } while (0)
/* Runs what was raised meanwhile. With interrupts on; not from a handler. */
void local_bh_enable(void);
/* The same where a softirq that waits need not run at once. */
#define _local_bh_enable() \
	do { barrier(); preempt_count_sub(SOFTIRQ_DISABLE_OFFSET); } while (0)

#endif
