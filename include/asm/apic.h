/*
 * apic.h - the local APIC: each CPU's own interrupt controller, timer and
 * post office. All CPUs find their own at the same address.
 */
#ifndef _ASM_APIC_H
#define _ASM_APIC_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <asm/fixmap.h>

#define APIC_ID		0x020		/* bits 24-31 */
#define APIC_TPR	0x080		/* what is too unimportant to accept */
#define APIC_EOI	0x0b0
#define APIC_SVR	0x0f0		/* spurious vector, and enable */
#define APIC_SVR_ENABLE	0x100
#define APIC_ESR	0x280
#define APIC_ICR	0x300		/* a write sends an IPI */
#define APIC_ICR_BUSY	0x1000
#define APIC_ICR2	0x310		/* to whom: APIC id << 24 */
#define APIC_DM_FIXED	0x000		/* an interrupt with a vector */
#define APIC_DM_NMI	0x400
#define APIC_DM_INIT	0x500
#define APIC_DM_STARTUP	0x600		/* vector = page to begin in */
#define APIC_DM_EXTINT	0x700		/* the PIC knows the vector */
#define APIC_ASSERT	0x4000
#define APIC_LVTT	0x320		/* the timer's entry */
#define APIC_LVT_PERIODIC	0x20000
#define APIC_LVT_MASKED	0x10000
#define APIC_LVT0	0x350
#define APIC_LVT1	0x360
#define APIC_LVTERR	0x370
#define APIC_TMICT	0x380		/* the timer's count, at first */
#define APIC_TMCCT	0x390		/* and now */
#define APIC_TDCR	0x3e0		/* its divider */
#define APIC_TDR_DIV_16	0x3

/* In use: found, mapped and enabled. Without one there is one CPU. */
extern bool apic_active;

static __always_inline u32 apic_read(unsigned int reg)
{
	return *(volatile u32 *)(__fix_to_virt(FIX_APIC_BASE) + reg);
}

static __always_inline void apic_write(unsigned int reg, u32 val)
{
	*(volatile u32 *)(__fix_to_virt(FIX_APIC_BASE) + reg) = val;
}

/* The interrupt that this CPU is in is dealt with. */
static __always_inline void apic_eoi(void)
{
	apic_write(APIC_EOI, 0);
}

/*
 * Boot CPU, after pic_init(), interrupts off: use the local APIC, and the
 * IO-APIC instead of the PIC, where acpi_find_cpus() found them.
 */
void apic_init(void);
/* The calling CPU's own local APIC; interrupts off. */
void apic_setup_local(void);
/* Begin this CPU's periodic tick. Nothing without a known rate. */
void apic_timer_start(void);

/*
 * Send @icr, a delivery mode and vector, to @cpu. Any context. False if the
 * APIC does not get rid of it.
 */
bool apic_send(unsigned int cpu, u32 icr);

/* For time_init(): the timer counts down, from apic_timer_measure() on. */
void apic_timer_measure(void);
u32 apic_timer_count(void);		/* 0 without a local APIC */
void apic_timer_set_rate(unsigned int khz);
extern unsigned int apic_timer_khz;	/* 0: not known, no ticks */

/* kernel/cpu/ioapic.c: false if there is none to use; the PIC goes on then. */
bool ioapic_init(void);

#endif
