/*
 * hardirq.h - entering and leaving an interrupt handler.
 */
#ifndef _LINUX_HARDIRQ_H
#define _LINUX_HARDIRQ_H

#include <linux/preempt.h>
#include <linux/irqflags.h>

#define irq_enter()	preempt_count_add(HARDIRQ_OFFSET)
/*
 * Leave the handler, and run the softirqs it raised: here, where the handler
 * ran on the interrupted stack; else entry.S calls irq_return() when it is back
 * on that (kernel/softirq.c says why). Interrupts off.
 */
void irq_exit(void);
void irq_return(void);

#endif
