/*
 * interrupt.h - handlers for interrupts of devices; kernel/irq.c.
 */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/irqreturn.h>
#include <linux/preempt.h>

struct pt_regs;

typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

/* 2.6 handed the interrupted registers to a handler, and still may. */
typedef union {
	irq_handler_t fn;
	irqreturn_t (*fn_regs)(int irq, void *dev_id, struct pt_regs *regs);
} irq_handler_arg_t __transparent_union;

#define IRQF_SHARED		0x00000080	/* others may use the line */
#define IRQF_TRIGGER_NONE	0x00000000
#define IRQF_TIMER		0x00000200
/* 2.6's names; handlers always run with interrupts off. */
#define SA_SHIRQ		IRQF_SHARED
#define SA_INTERRUPT		0x00000020
#define IRQF_DISABLED		SA_INTERRUPT
#define SA_SAMPLE_RANDOM	0x00000040
#define IRQF_SAMPLE_RANDOM	SA_SAMPLE_RANDOM

/*
 * Call @handler(irq, @dev_id) on each interrupt of line @irq, and unmask it.
 * @name is for /proc/interrupts and must stay. A shared line needs IRQF_SHARED
 * from all its users, and a @dev_id of each. 0; -EINVAL: no such line or no
 * handler; -EBUSY: taken and not shared; -ENOMEM. Any context.
 */
int request_irq(unsigned int irq, irq_handler_arg_t handler,
		unsigned long flags, const char *name, void *dev_id);
/*
 * Take the handler with that @dev_id off; the last one masks the line. Returns
 * its name, NULL (and a warning) if there is none. After it returned, the
 * handler does not run any more. Not from an interrupt.
 */
const void *free_irq(unsigned int irq, void *dev_id);

/*
 * Mask and unmask a line; these nest. disable_irq also waits until a handler
 * that runs on another CPU has returned: not from that handler.
 */
void disable_irq(unsigned int irq);
void disable_irq_nosync(unsigned int irq);
void enable_irq(unsigned int irq);
void synchronize_irq(unsigned int irq);

#endif
