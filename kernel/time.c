/*
 * time.c - how long is a TSC tick, and what time is it.
 *
 * The TSC counts at a rate nobody tells; the PIT counts at 1193182 Hz by
 * definition. Both are read together at two moments about a millisecond
 * apart, and the ratio of the differences is the rate. A reading is taken
 * several times and the quickest one kept: an emulator or SMM may steal time
 * in the middle of one, and a slow reading is a wrong one.
 *
 *	tsc_khz = (tsc1 - tsc0) * 1193.182 / (count0 - count1)
 *
 * Afterwards ns = (tsc - boot_tsc) * ns_mult >> NS_SHIFT: no division. Without
 * a TSC, or with a PIT that stands still, time is counted in ticks.
 *
 * Invariant: ktime_get_ns() never goes backwards on a CPU.
 * Locking: none; jiffies_64 is written by CPU 0's timer interrupt only.
 * Counterpart in Linux: arch/x86/kernel/tsc.c, kernel/time/timekeeping.c.
 * gdb:	p tsc_khz
 *	watch jiffies_64
 */
#define pr_fmt(fmt) "time: " fmt

#include <linux/delay.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/math64.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>
#include <linux/watchdog.h>
#include <asm/apic.h>
#include <asm/cpufeature.h>
#include <asm/io.h>
#include <asm/processor.h>
#include <asm/setup.h>

#define NS_SHIFT	22
#define KHZ_MIN		1000	/* below, ns_mult would not fit */
#define MEASURE_READS	5	/* readings at each end */
#define MEASURE_TRIES	200000	/* until the source counts as dead */

u64 jiffies_64;
EXPORT_SYMBOL(jiffies_64);
EXPORT_SYMBOL(jiffies);

unsigned int tsc_khz;
EXPORT_SYMBOL(tsc_khz);
static const struct tick_source *source;
static u32 ns_mult;		/* (ns of a TSC tick) << NS_SHIFT; 0: no TSC */

struct reading {
	u64 tsc;
	u16 count;		/* of the source, downwards */
	u32 apic;		/* of the local APIC's timer, downwards */
};

void __init time_set_source(const struct tick_source *s)
{
	source = s;
}

/* Source and TSC at one moment: the quickest of several readings. */
static void __init read_both(struct reading *r)
{
	u64 before, after, quickest = ~0ULL;
	u16 count;
	u32 apic;
	int i;

	for (i = 0; i < MEASURE_READS; i++) {
		before = rdtsc();
		count = source->count_read();
		apic = apic_timer_count();
		after = rdtsc();
		if (after - before < quickest) {
			quickest = after - before;
			r->tsc = before + (after - before) / 2;
			r->count = count;
			r->apic = apic;
		}
	}
}

/* The rate, in kHz, of what moved by @moved while the source did by @count. */
static unsigned int __init rate_khz(u64 moved, u16 count)
{
	return div_u64(div_u64(moved * source->rate, count), 1000);
}

/*
 * The TSC's rate in kHz, 0 if the source does not move. The APIC timer's is
 * found on the way.
 */
static unsigned int __init measure_tsc(void)
{
	struct reading start, end;
	u16 window = source->rate / 1000;	/* a millisecond */
	int tries = MEASURE_TRIES;
	u16 count;

	apic_timer_measure();
	source->count_start();
	read_both(&start);
	while ((u16)(start.count - source->count_read()) < window) {
		if (!--tries)
			return 0;
		cpu_relax();
	}
	read_both(&end);
	count = start.count - end.count;
	apic_timer_set_rate(rate_khz(start.apic - end.apic, count));
	return rate_khz(end.tsc - start.tsc, count);
}

/* A tick of this CPU, whichever clock it came from. Interrupts off. */
void local_tick(void)
{
	run_local_timers();
	rcu_tick();
	scheduler_tick();
	watchdog_tick();
}

static irqreturn_t timer_interrupt(int irq, void *dev_id)
{
	jiffies_64++;
	local_tick();
	return IRQ_HANDLED;
}

void __init time_init(void)
{
	if (cpu_has_tsc)
		tsc_khz = measure_tsc();
	if (tsc_khz < KHZ_MIN)
		tsc_khz = 0;
	if (tsc_khz) {
		ns_mult = div_u64(1000000ULL << NS_SHIFT, tsc_khz);
		pr_info("TSC at %u.%03u MHz\n", tsc_khz / 1000,
			tsc_khz % 1000);
	} else {
		pr_warn("%s%s: time in ticks of %u ms\n",
			cpu_has_tsc ? source->name : "no TSC",
			cpu_has_tsc ? " stands still" : "", 1000 / HZ);
	}
	source->tick_start();
	if (request_irq(source->irq, timer_interrupt, IRQF_TIMER, "timer",
			NULL))
		pr_err("the timer's line is taken: no ticks\n");
}

/* The upper half again if it changed meanwhile: two loads are not one. */
u64 get_jiffies_64(void)
{
	const volatile u32 *half = (const volatile u32 *)&jiffies_64;
	u32 high, low;

	do {
		high = half[1];
		low = half[0];
	} while (high != half[1]);
	return (u64)high << 32 | low;
}
EXPORT_SYMBOL(get_jiffies_64);

u64 get_cycles(void)
{
	return cpu_has_tsc ? rdtsc() : 0;
}
EXPORT_SYMBOL(get_cycles);

u64 ktime_get_ns(void)
{
	if (!ns_mult)
		return get_jiffies_64() * TICK_NSEC;
	return mul_u64_u32_shr(rdtsc() - boot_tsc, ns_mult, NS_SHIFT);
}
EXPORT_SYMBOL(ktime_get_ns);

u64 sched_clock(void)
{
	return ktime_get_ns();
}
EXPORT_SYMBOL(sched_clock);

/* For want of a TSC: a write to an unused port takes about a microsecond. */
static void delay_by_ports(u64 nsecs)
{
	u64 usecs = div_u64(nsecs, 1000) + 1;

	while (usecs--)
		io_delay();
}

static void delay_ns(u64 nsecs)
{
	u64 start;

	if (!ns_mult) {
		delay_by_ports(nsecs);
		return;
	}
	start = ktime_get_ns();
	while (ktime_get_ns() - start < nsecs)
		cpu_relax();
}

void ndelay(unsigned long nsecs)
{
	delay_ns(nsecs);
}
EXPORT_SYMBOL(ndelay);

void udelay(unsigned long usecs)
{
	delay_ns((u64)usecs * 1000);
}
EXPORT_SYMBOL(udelay);

void mdelay(unsigned long msecs)
{
	delay_ns((u64)msecs * 1000000);
}
EXPORT_SYMBOL(mdelay);
