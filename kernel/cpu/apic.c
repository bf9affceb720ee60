/*
 * apic.c - the local APIC of each CPU.
 *
 *	IO-APIC ---\				 +-- EOI, priority
 *	other CPUs --> local APIC --> CPU --------+-- timer
 *	PIC (LINT0) /   (one each)		 +-- ICR: IPIs to other CPUs
 *
 * A page of registers at the same physical address for every CPU, each seeing
 * its own; mapped uncached at a fixed virtual one. Everything is switched off
 * but: the timer, errors, and on CPU 0 the PIC's line (if no IO-APIC took its
 * place) and NMI. A machine without a MADT never gets here, and keeps the PIC.
 *
 * The timer's rate is nobody's standard: time_init() counts it in the same
 * millisecond in which it measures the TSC. CPU 0 ticks by the PIT, the others
 * by their own timer.
 *
 * Invariant: apic_active says whether the registers may be touched.
 * Locking: none; each CPU touches its own. An IPI is two writes: interrupts
 * off.
 * Counterpart in Linux: arch/x86/kernel/apic/apic.c.
 * gdb:	monitor info lapic
 *	p apic_timer_khz
 */
#define pr_fmt(fmt) "apic: " fmt

#include <linux/init.h>
#include <linux/irq.h>
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <asm/acpi.h>
#include <asm/apic.h>
#include <asm/cpufeature.h>
#include <asm/msr.h>
#include <asm/processor.h>

#define MSR_APIC_ENABLE	(1 << 11)
#define ICR_TRIES	100000		/* until a busy ICR counts as dead */

bool apic_active;
unsigned int apic_timer_khz;

static bool noapic __initdata;
static bool use_pic;			/* CPU 0 listens to the PIC */

static int __init noapic_setup(char *arg)
{
	noapic = true;
	return 0;
}
early_param("noapic", noapic_setup);

/* The MSR has the last word on where the registers are, and if they are. */
static phys_addr_t __init enable_in_msr(phys_addr_t where)
{
	u64 base;

	if (!boot_cpu_has(X86_FEATURE_MSR))
		return where;
	base = rdmsrl(MSR_IA32_APICBASE);
	if (!(base & MSR_APIC_ENABLE))
		wrmsrl(MSR_IA32_APICBASE, base | MSR_APIC_ENABLE);
	return base & PAGE_MASK;
}

void apic_setup_local(void)
{
	bool boot_cpu = smp_processor_id() == 0;

	apic_write(APIC_TPR, 0);
	apic_write(APIC_SVR, APIC_SVR_ENABLE | SPURIOUS_APIC_VECTOR);
	apic_write(APIC_LVTT, APIC_LVT_MASKED | LOCAL_TIMER_VECTOR);
	apic_write(APIC_LVT0, APIC_DM_EXTINT |
			      (boot_cpu && use_pic ? 0 : APIC_LVT_MASKED));
	apic_write(APIC_LVT1, APIC_DM_NMI | (boot_cpu ? 0 : APIC_LVT_MASKED));
	apic_write(APIC_ESR, 0);
	apic_write(APIC_LVTERR, ERROR_APIC_VECTOR);
}

/* An interrupt that was withdrawn: not in service, so no EOI. */
static void spurious_interrupt(void)
{
}

static void error_interrupt(void)
{
	apic_write(APIC_ESR, 0);		/* latches what happened */
	pr_err("CPU %d: error %#x\n", smp_processor_id(), apic_read(APIC_ESR));
	apic_eoi();
}

static void timer_vector(void)
{
	apic_eoi();
	local_tick();
}

void __init apic_init(void)
{
	phys_addr_t where = apic_config.lapic;

	if (!where)
		return;
	where = enable_in_msr(where);
	__set_fixmap(FIX_APIC_BASE, where, PAGE_KERNEL_NOCACHE);
	if (apic_read(APIC_ID) == ~0U) {
		pr_warn("nothing at %#llx: not used\n", (u64)where);
		clear_fixmap(FIX_APIC_BASE);
		return;
	}
	apic_active = true;
	apic_config.apic_id[0] = apic_read(APIC_ID) >> 24;
	irq_set_vector(SPURIOUS_APIC_VECTOR, "SPU", "Spurious interrupts",
		       spurious_interrupt);
	irq_set_vector(ERROR_APIC_VECTOR, "APE", "APIC errors",
		       error_interrupt);
	irq_set_vector(LOCAL_TIMER_VECTOR, "LOC", "Local timer interrupts",
		       timer_vector);
	use_pic = noapic || !ioapic_init();
	apic_setup_local();
	pr_info("local APIC at %#llx, lines through the %s\n", (u64)where,
		use_pic ? "PIC" : "IO-APIC");
}

static bool wait_for_icr(void)
{
	int tries = ICR_TRIES;

	while (apic_read(APIC_ICR) & APIC_ICR_BUSY) {
		if (!--tries)
			return false;
		cpu_relax();
	}
	return true;
}

bool apic_send(unsigned int cpu, u32 icr)
{
	unsigned long flags;
	bool ready;

	local_irq_save(flags);
	ready = wait_for_icr();
	if (ready) {
		apic_write(APIC_ICR2, apic_config.apic_id[cpu] << 24);
		apic_write(APIC_ICR, icr);
	}
	local_irq_restore(flags);
	if (!ready)
		pr_err_once("an IPI to CPU %u can't be sent\n", cpu);
	return ready;
}

void __init apic_timer_measure(void)
{
	if (!apic_active)
		return;
	apic_write(APIC_TDCR, APIC_TDR_DIV_16);
	apic_write(APIC_TMICT, ~0U);
}

u32 __init apic_timer_count(void)
{
	return apic_active ? apic_read(APIC_TMCCT) : 0;
}

void __init apic_timer_set_rate(unsigned int khz)
{
	apic_timer_khz = khz;
	if (!apic_active)
		return;
	apic_write(APIC_TMICT, 0);
	pr_info("timer at %u.%03u MHz\n", khz / 1000, khz % 1000);
}

void apic_timer_start(void)
{
	if (!apic_timer_khz)
		return;
	apic_write(APIC_TDCR, APIC_TDR_DIV_16);
	apic_write(APIC_LVTT, APIC_LVT_PERIODIC | LOCAL_TIMER_VECTOR);
	apic_write(APIC_TMICT, apic_timer_khz * (1000 / HZ));
}
