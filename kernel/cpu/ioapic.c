/*
 * ioapic.c - interrupt lines through the IO-APIC instead of the PIC.
 *
 * Two registers, an index and a window, onto a table of one 64-bit entry a
 * pin: vector, how the line signals, mask, and which CPU gets it. Every pin has
 * a number in the whole machine, its GSI; ISA line n is wired to GSI n unless
 * the MADT says otherwise (the PIT, line 0, is mostly at GSI 2). Here a line
 * keeps its vector, 0x20 + n, so nothing but the chip changes for irq.c. All
 * lines go to CPU 0. The PIC stays behind, all of its lines masked.
 *
 * Invariants: pins that are no ISA line's are masked; an entry's lower half
 * is written last when it is unmasked. Locking: io_apic_lock, interrupts off.
 * Counterpart in Linux: arch/x86/kernel/apic/io_apic.c.
 * gdb:	monitor info pic
 *	p lines
 */
#define pr_fmt(fmt) "ioapic: " fmt

#include <linux/init.h>
#include <linux/irq.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <asm/acpi.h>
#include <asm/apic.h>

#define REG_VERSION	1		/* bits 16-23: last pin */
#define REG_ENTRY(pin)	(0x10 + 2 * (pin))

#define ENTRY_LOW	0x02000		/* active low */
#define ENTRY_LEVEL	0x08000
#define ENTRY_MASKED	0x10000

static DEFINE_SPINLOCK(io_apic_lock);
static struct {
	unsigned int apic, pin;
	u32 entry;			/* lower half, without the mask */
	bool wired;
} lines[NR_IRQS_LEGACY];

static volatile u32 *io_apic_regs(unsigned int apic)
{
	return (void *)(__fix_to_virt(FIX_IO_APIC_BASE_0 + apic) +
			offset_in_page(apic_config.io_apic[apic].addr));
}

static u32 io_apic_read(unsigned int apic, unsigned int reg)
{
	volatile u32 *regs = io_apic_regs(apic);

	regs[0] = reg;
	return regs[4];
}

static void io_apic_write(unsigned int apic, unsigned int reg, u32 val)
{
	volatile u32 *regs = io_apic_regs(apic);

	regs[0] = reg;
	regs[4] = val;
}

static void write_line(unsigned int irq, u32 mask)
{
	unsigned long flags;

	if (!lines[irq].wired)
		return;
	spin_lock_irqsave(&io_apic_lock, flags);
	io_apic_write(lines[irq].apic, REG_ENTRY(lines[irq].pin),
		      lines[irq].entry | mask);
	spin_unlock_irqrestore(&io_apic_lock, flags);
}

static void ioapic_mask(unsigned int irq)
{
	write_line(irq, ENTRY_MASKED);
}

static void ioapic_unmask(unsigned int irq)
{
	write_line(irq, 0);
}

static void ioapic_eoi(unsigned int irq)
{
	apic_eoi();
}

/* What is withdrawn comes on a vector of its own here. */
static bool ioapic_spurious(unsigned int irq)
{
	return false;
}

static void ioapic_retrigger(unsigned int irq)
{
	apic_send(0, APIC_DM_FIXED | ISA_IRQ_VECTOR(irq));
}

static const struct irq_chip ioapic_chip = {
	.name = "IO-APIC",
	.mask = ioapic_mask,
	.unmask = ioapic_unmask,
	.eoi = ioapic_eoi,
	.spurious = ioapic_spurious,
	.retrigger = ioapic_retrigger,
};

/* Map IO-APIC number @apic and mask its pins; how many, 0: it is not there. */
static unsigned int __init setup_one(unsigned int apic)
{
	unsigned int pins, pin;
	u32 version;

	__set_fixmap(FIX_IO_APIC_BASE_0 + apic, apic_config.io_apic[apic].addr,
		     PAGE_KERNEL_NOCACHE);
	version = io_apic_read(apic, REG_VERSION);
	if (version == ~0U || !version) {
		pr_warn("nothing at %#llx: not used\n",
			(u64)apic_config.io_apic[apic].addr);
		return 0;
	}
	pins = (version >> 16 & 0xff) + 1;
	for (pin = 0; pin < pins; pin++)
		io_apic_write(apic, REG_ENTRY(pin), ENTRY_MASKED);
	return pins;
}

/* Which ISA line, if any, is wired to @gsi. Overrides win over line = gsi. */
static int __init line_of_gsi(u32 gsi)
{
	int irq;

	for (irq = 0; irq < NR_IRQS_LEGACY; irq++)
		if (apic_config.isa[irq].gsi == gsi && irq != gsi)
			return irq;
	return gsi < NR_IRQS_LEGACY && apic_config.isa[gsi].gsi == gsi ?
	       (int)gsi : -1;
}

static void __init wire_line(unsigned int irq, unsigned int apic,
			     unsigned int pin)
{
	u16 flags = apic_config.isa[irq].flags;
	u32 entry = ISA_IRQ_VECTOR(irq);

	if ((flags & MADT_POLARITY_MASK) == MADT_ACTIVE_LOW)
		entry |= ENTRY_LOW;
	if ((flags & MADT_TRIGGER_MASK) == MADT_LEVEL)
		entry |= ENTRY_LEVEL;
	lines[irq].apic = apic;
	lines[irq].pin = pin;
	lines[irq].entry = entry;
	lines[irq].wired = true;
	io_apic_write(apic, REG_ENTRY(pin) + 1, apic_config.apic_id[0] << 24);
	io_apic_write(apic, REG_ENTRY(pin), entry | ENTRY_MASKED);
}

bool __init ioapic_init(void)
{
	unsigned int apic, pin, pins;
	int irq;

	for (apic = 0; apic < apic_config.nr_io_apics; apic++) {
		pins = setup_one(apic);
		for (pin = 0; pin < pins; pin++) {
			irq = line_of_gsi(apic_config.io_apic[apic].gsi_base +
					  pin);
			if (irq >= 0)
				wire_line(irq, apic, pin);
		}
	}
	if (!lines[TIMER_IRQ].wired)
		return false;
	irq_set_chip(&ioapic_chip);
	return true;
}
