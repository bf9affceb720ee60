/*
 * irq_desc.h - the interrupt lines, for the two files that handle them:
 * kernel/irq.c, and kernel/irq_probe.c, which switches on those that nobody
 * has.
 */
#ifndef KERNEL_IRQ_DESC_H
#define KERNEL_IRQ_DESC_H

#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/spinlock.h>

struct irqaction {
	irq_handler_t handler;	/* NULL: not in use */
	unsigned long flags;	/* IRQF_ */
	const char *name;	/* of the device */
	void *dev_id;		/* which device, for a shared line */
	struct irqaction *next;	/* on the same line */
};

struct irq_desc {
	struct irqaction *action;	/* who is asked, in order */
	unsigned int depth;		/* disable_irq()s outstanding */
	unsigned int count;		/* in this window */
	unsigned int unhandled;		/* of them nobody's */
	unsigned long since;		/* when it began, in jiffies */
	unsigned long place;		/* what the last one interrupted */
	unsigned int at_place;		/* how many did, in a row */
	unsigned long place_since;	/* the first of them, in jiffies */
	bool off;			/* judged and switched off */
	bool resting;			/* off until rest_timer */
	bool late;			/* came while disabled: enable rings */
	bool probed;			/* nobody's, on to see if it comes */
	int running;			/* CPUs in its handlers */
};

extern struct irq_desc irq_desc[NR_IRQS];
extern const struct irq_chip *irq_chip;	/* NULL: none yet */
extern spinlock_t irq_lock;		/* over all of this, interrupts off */

/*
 * One of those for whom the line was off is through. If it was the last one it
 * is unmasked for its handlers, and rings if it came meanwhile. Under irq_lock.
 */
void irq_one_off_less(unsigned int irq);

#endif
