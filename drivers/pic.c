/*
 * pic.c - the two 8259 interrupt controllers.
 *
 * Eight lines each; the second hangs on line 2 of the first. The BIOS has them
 * at vectors 8-15, where the CPU has its exceptions: pic_init() moves them to
 * 0x20 and 0x28. A line is edge-triggered on the ISA bus; an interrupt that
 * goes away before the CPU asks for its vector arrives as line 7 of its chip
 * without being in service: spurious, and not to be acknowledged.
 *
 * Invariant: irq_mask is what the chips' mask registers hold.
 * Locking: pic_lock, interrupts off.
 * Counterpart in Linux: arch/x86/kernel/i8259.c.
 * gdb:	p/x irq_mask
 *	monitor info pic
 */
#include <linux/init.h>
#include <linux/irq.h>
#include <linux/spinlock.h>
#include <asm/io.h>
#include "drivers.h"

#define PIC1		0x20
#define PIC2		0xa0
#define PIC1_MASK	0x21
#define PIC2_MASK	0xa1
#define ICW1_INIT	0x11	/* four words follow, cascaded, edges */
#define ICW4_8086	0x01
#define OCW2_EOI	0x60	/* specific: or-ed with the line */
#define OCW3_READ_ISR	0x0b	/* the next read: what is in service */
#define ALL_MASKED	0xffff

static DEFINE_SPINLOCK(pic_lock);
static u16 irq_mask = ALL_MASKED;	/* bit n: IRQ n is off */

static void write_mask(unsigned int irq)
{
	if (irq < 8)
		outb(irq_mask & 0xff, PIC1_MASK);
	else
		outb(irq_mask >> 8, PIC2_MASK);
}

static void pic_mask(unsigned int irq)
{
	unsigned long flags;

	spin_lock_irqsave(&pic_lock, flags);
	irq_mask |= 1 << irq;
	write_mask(irq);
	spin_unlock_irqrestore(&pic_lock, flags);
}

static void pic_unmask(unsigned int irq)
{
	unsigned long flags;

	spin_lock_irqsave(&pic_lock, flags);
	irq_mask &= ~(1 << irq);
	write_mask(irq);
	spin_unlock_irqrestore(&pic_lock, flags);
}

static void pic_eoi(unsigned int irq)
{
	unsigned long flags;

	spin_lock_irqsave(&pic_lock, flags);
	if (irq >= 8)
		outb(OCW2_EOI | (irq - 8), PIC2);
	outb(OCW2_EOI | (irq < 8 ? irq : CASCADE_IRQ), PIC1);
	spin_unlock_irqrestore(&pic_lock, flags);
}

/*
 * Only lines 7 and 15 can be spurious. Of 15 the first chip does not know: its
 * cascade line is in service and wants its end.
 */
static bool pic_spurious(unsigned int irq)
{
	u16 port = irq < 8 ? PIC1 : PIC2;
	unsigned long flags;
	u8 in_service;

	if (irq != 7 && irq != 15)
		return false;
	spin_lock_irqsave(&pic_lock, flags);
	outb(OCW3_READ_ISR, port);
	in_service = inb(port);
	if (!(in_service & 0x80) && irq == 15)
		outb(OCW2_EOI | CASCADE_IRQ, PIC1);
	spin_unlock_irqrestore(&pic_lock, flags);
	return !(in_service & 0x80);
}

static const struct irq_chip pic_chip = {
	.name = "XT-PIC",
	.mask = pic_mask,
	.unmask = pic_unmask,
	.eoi = pic_eoi,
	.spurious = pic_spurious,
};

void __init pic_init(void)
{
	outb_p(ICW1_INIT, PIC1);
	outb_p(ISA_IRQ_VECTOR(0), PIC1_MASK);
	outb_p(1 << CASCADE_IRQ, PIC1_MASK);
	outb_p(ICW4_8086, PIC1_MASK);
	outb_p(ICW1_INIT, PIC2);
	outb_p(ISA_IRQ_VECTOR(8), PIC2_MASK);
	outb_p(CASCADE_IRQ, PIC2_MASK);
	outb_p(ICW4_8086, PIC2_MASK);
	irq_mask = ALL_MASKED & ~(1 << CASCADE_IRQ);
	write_mask(0);
	write_mask(8);
	irq_set_chip(&pic_chip);
}
