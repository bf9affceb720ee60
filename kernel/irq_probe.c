/*
 * irq_probe.c - which line does a device use? For ISA cards that nobody can
 * ask.
 *
 *	mask = probe_irq_on();		lines without a handler are switched on
 *	... have the device interrupt, once ...
 *	irq = probe_irq_off(mask);	which of them came?
 *
 * What comes by itself within SETTLE, before the device was told to, is noise:
 * that line is left out. A line that comes is masked at once, as nobody is
 * there to tell its device. Who takes a line meanwhile gets what came of it,
 * when that is over.
 *
 * Invariant: between the two, only one thread probes. Locking: probing;
 * irq_lock (irq.c) over each line. Context: process, probe_irq_on() sleeps.
 * Linux: kernel/irq/autoprobe.c. gdb: `break probe_irq_off`, `p irq_desc[7]`.
 */
#include <linux/bitops.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/semaphore.h>
#include "irq_desc.h"

#define SETTLE		20		/* milliseconds */

static DEFINE_SEMAPHORE(probing);

/* A line that nobody has is switched on: true. Else it is left alone. */
static bool begin(unsigned int irq)
{
	struct irq_desc *desc = &irq_desc[irq];
	unsigned long flags;
	bool free;

	spin_lock_irqsave(&irq_lock, flags);
	free = irq_chip && irq != CASCADE_IRQ && !desc->action && !desc->depth;
	if (free) {
		desc->probed = true;
		desc->late = false;
		desc->depth++;		/* no handler is looked for */
		irq_chip->unmask(irq);
	}
	spin_unlock_irqrestore(&irq_lock, flags);
	return free;
}

/* And off again: did it come, and is it still nobody's? */
static bool end(unsigned int irq)
{
	struct irq_desc *desc = &irq_desc[irq];
	unsigned long flags;
	bool came = false;

	spin_lock_irqsave(&irq_lock, flags);
	if (desc->probed) {
		came = desc->late && !desc->action;
		irq_chip->mask(irq);
		desc->probed = false;
		irq_one_off_less(irq);
	}
	spin_unlock_irqrestore(&irq_lock, flags);
	return came;
}

unsigned long probe_irq_on(void)
{
	unsigned long on = 0, quiet = 0;
	unsigned int irq;

	down(&probing);
	for (irq = 0; irq < NR_IRQS; irq++)
		if (begin(irq))
			on |= BIT(irq);
	msleep(SETTLE);
	for (irq = 0; irq < NR_IRQS; irq++)
		if ((on & BIT(irq)) && !end(irq) && begin(irq))
			quiet |= BIT(irq);
	return quiet;
}
EXPORT_SYMBOL(probe_irq_on);

int probe_irq_off(unsigned long mask)
{
	unsigned long came = 0;

	for (unsigned int irq = 0; irq < NR_IRQS; irq++)
		if ((mask & BIT(irq)) && end(irq))
			came |= BIT(irq);
	up(&probing);
	if (!came)
		return 0;
	return came & (came - 1) ? -(int)__ffs(came) : (int)__ffs(came);
}
EXPORT_SYMBOL(probe_irq_off);
