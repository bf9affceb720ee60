/*
 * acpi.h - what the firmware's ACPI tables say about CPUs and interrupt
 * controllers; read once at boot by kernel/cpu/acpi.c.
 */
#ifndef _ASM_ACPI_H
#define _ASM_ACPI_H

#include <linux/types.h>
#include <linux/smp.h>
#include <asm/fixmap.h>
#include <asm/irq_vectors.h>

/* Flags of an ISA line: 0 is what the ISA bus has, active high and edge. */
#define MADT_ACTIVE_LOW		0x0003	/* of the two polarity bits */
#define MADT_POLARITY_MASK	0x0003
#define MADT_LEVEL		0x000c	/* of the two trigger bits */
#define MADT_TRIGGER_MASK	0x000c

struct apic_config {
	phys_addr_t lapic;		/* every CPU's own; 0: no MADT */
	u8 apic_id[NR_CPUS];		/* by CPU number, of possible CPUs */
	unsigned int nr_io_apics;
	struct {
		phys_addr_t addr;	/* of its two registers */
		u32 gsi_base;		/* number of its first pin */
	} io_apic[MAX_IO_APICS];
	struct {
		u32 gsi;		/* which pin it is wired to */
		u16 flags;		/* MADT_ */
	} isa[NR_IRQS_LEGACY];		/* by ISA line */
};

extern struct apic_config apic_config;

/*
 * Read the MADT: fills apic_config and cpu_possible_bits. Without ACPI, or
 * with tables that make no sense, there is one CPU and no APIC. Boot, after
 * paging_init() and before setup_per_cpu_areas().
 */
void acpi_find_cpus(void);

#endif
