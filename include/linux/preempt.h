/*
 * preempt.h - what this CPU is in the middle of, in one per-CPU number:
 *
 *   bits  0-7	how often preemption is switched off
 *   bits  8-15	softirq depth, and bottom halves switched off
 *   bits 16-19	hardware interrupts nested
 *   bit  20	a non-maskable interrupt
 *
 *   bit  31	SET while this CPU has no reason to choose another thread
 *
 * Zero (bit 31 apart) means: an ordinary context that may be preempted and may
 * sleep. As bit 31 is clear when rescheduling is due, the decrement that ends
 * the last preempt_disable() gives zero just then: one jump decides.
 */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/cleanup.h>
#include <linux/percpu-defs.h>

DECLARE_PER_CPU(int, __preempt_count);

#define PREEMPT_OFFSET	0x000001
#define SOFTIRQ_OFFSET	0x000100
#define HARDIRQ_OFFSET	0x010000
#define NMI_OFFSET	0x100000
#define PREEMPT_MASK	0x0000ff
#define SOFTIRQ_MASK	0x00ff00
#define HARDIRQ_MASK	0x0f0000
#define NMI_MASK	0x100000

#define PREEMPT_NO_RESCHED	((int)0x80000000)

#define preempt_count()	(this_cpu_read(__preempt_count) & ~PREEMPT_NO_RESCHED)
#define preempt_count_add(n)	this_cpu_add(__preempt_count, n)
#define preempt_count_sub(n)	this_cpu_sub(__preempt_count, n)

#define hardirq_count()	(preempt_count() & HARDIRQ_MASK)
#define softirq_count()	(preempt_count() & SOFTIRQ_MASK)
#define in_irq()	(hardirq_count() != 0)
#define in_hardirq()	in_irq()
#define in_softirq()	(softirq_count() != 0)
#define in_nmi()	((preempt_count() & NMI_MASK) != 0)
#define in_interrupt() \
	raw_pcpu_test(__preempt_count, HARDIRQ_MASK | SOFTIRQ_MASK | NMI_MASK)
#define in_task()	(!in_interrupt())
#define in_atomic()	raw_pcpu_test(__preempt_count, ~PREEMPT_NO_RESCHED)

#define preempt_disable() \
	do { preempt_count_add(PREEMPT_OFFSET); barrier(); } while (0)
#define preempt_enable_no_resched() \
	do { barrier(); preempt_count_sub(PREEMPT_OFFSET); } while (0)

#define set_need_resched() \
	this_cpu_and(__preempt_count, ~PREEMPT_NO_RESCHED)
#define clear_need_resched() \
	this_cpu_or(__preempt_count, PREEMPT_NO_RESCHED)

/* The road from preempt_enable(), and from an interrupt, to the scheduler. */
void preempt_schedule(void);

static inline void preempt_enable(void)
{
	barrier();
	if (unlikely(raw_pcpu_dec_and_test(__preempt_count)))
		preempt_schedule();
}

void preempt_schedule_irq(void);

#define preemptible()	(!in_atomic() && !irqs_disabled())

/*
 * After a call of @fn, a @what: has it left preempt_count as it was @before? If
 * not that is reported and put right. Any context.
 */
void preempt_unbalanced(int before, const char *what, unsigned long fn);
/*
 * @hook(before, fn) is told of it, and what belongs to it undone (kmap_atomic).
 */
void preempt_set_unbalanced(void (*hook)(int before, unsigned long fn));
#define check_preempt_balance(before, what, fn)				\
do {									\
	if (unlikely(preempt_count() != (before)))			\
		preempt_unbalanced(before, what, (unsigned long)(fn));	\
} while (0)

#define in_serving_softirq()	(softirq_count() & SOFTIRQ_OFFSET)
/* To stay on this CPU nothing less than preempt_disable() is known here. */
#define migrate_disable()	preempt_disable()
#define migrate_enable()	preempt_enable()

DEFINE_LOCK_GUARD_0(preempt, preempt_disable(), preempt_enable())

#endif
