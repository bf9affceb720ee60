/*
 * crash_storm.c - `crash noack`, `crash nobody`: a device that goes on asking.
 *
 * Model: a level-triggered line stays up until the device is told. The power
 * management timer of the PIIX4 chip is such a device: its top bit changes
 * every 2.3 seconds, and IRQ 9 stays up until a 1 is written to the status
 * bit. Our handlers never do that: after iret the interrupt is there again at
 * once, and the interrupted thread does not get on by one instruction. Where no
 * handler owns up the kernel switches the line off; where one does it lets the
 * line rest for a tick now and then, so that this command sees its end.
 *
 * Invariants: the timer's interrupt is off again, and acknowledged, at the end.
 * Locking & context: the prompt's thread.
 * In Linux: nothing.
 * Watch it: (gdb) break judge
 *           (gdb) break let_rest
 *           (gdb) p irq_desc[9]
 */

#include "crash.h"
#include "internal.h"
#include <asm/io.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/irq.h>

#define ACPI_IRQ	9
#define PIIX4_PM	0x71138086	/* its PCI id */
#define PCI_FUNCTION	0x80000b00	/* where it is: 00:01.3 */
#define PCI_PMBASE	0x40
#define PIC_TRIGGER	0x4d1		/* lines 8-15: a bit, 1: level */
#define ACPI_LEVEL	(1 << (ACPI_IRQ - 8))
#define PM_STATUS	0		/* ports, from PMBASE */
#define PM_ENABLE	2
#define PM_TIMER	1		/* this bit, in both */
#define WAIT		300		/* x 10 ms for the top bit to change */

static u32 pci_read(unsigned int reg)
{
	outl(PCI_FUNCTION | reg, 0xcf8);
	return inl(0xcfc);
}

static volatile unsigned int calls;

static irqreturn_t never_tells(int irq, void *dev_id)
{
	calls++;
	return IRQ_HANDLED;
}

static irqreturn_t not_mine(int irq, void *dev_id)
{
	calls++;
	return IRQ_NONE;
}

static int storm(irq_handler_t handler, bool goes_on)
{
	unsigned int before;
	int dev, err, i;
	u16 base;

	if (pci_read(0) != PIIX4_PM) {
		say("there is no PIIX4 chip here, whose timer it takes\n");
		return -ENODEV;
	}
	base = pci_read(PCI_PMBASE) & 0xffc0;
	err = request_irq(ACPI_IRQ, handler, 0, "pm-timer", &dev);
	if (err)
		return err;
	calls = 0;
	outb(inb(PIC_TRIGGER) | ACPI_LEVEL, PIC_TRIGGER);
	outw(PM_TIMER, base + PM_STATUS);
	outw(PM_TIMER, base + PM_ENABLE);
	for (i = 0; i < WAIT && !calls; i++)
		msleep(10);
	do {
		before = calls;
		msleep(200);
	} while (calls != before && !goes_on);	/* until the line is off */
	outw(0, base + PM_ENABLE);
	outw(PM_TIMER, base + PM_STATUS);
	free_irq(ACPI_IRQ, &dev);
	say("%u interrupts\n", calls);
	return calls ? 0 : -ETIMEDOUT;
}

int crash_noack(void)
{
	return storm(never_tells, true);
}

int crash_nobody(void)
{
	return storm(not_mine, false);
}
