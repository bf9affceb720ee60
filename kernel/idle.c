/*
 * idle.c - what a CPU does that has nothing to do, and for how long.
 *
 * It sleeps (hlt) until an interrupt comes. The interrupt is work: so the time
 * asleep ends when do_IRQ() begins, not when the loop goes on after it.
 *
 *	idle loop:   stamp, sti; hlt ........ |          | ... stamp, hlt
 *	interrupt:                            | do_IRQ() |
 *	             <--- cpu_idle_cycles --->
 *
 * Between two moments a CPU has worked for the TSC's difference less that of
 * cpu_idle_cycles(): what a transfer costs that goes on by itself.
 *
 * Invariant: idle_halted is set from just before hlt to the interrupt that ends
 * it; interrupts are off while it changes. Locking: none, all is this CPU's
 * own; a reader from another CPU reads until two halves agree.
 * Price: 20 instructions a sleep, 2 an interrupt.
 * Linux: kernel/sched/idle.c, cputime.c.
 * gdb: `break cpu_idle_entry`, `km-percpu idle_cycles`.
 */
#include <linux/irq.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>
#include <asm/processor.h>

DEFINE_PER_CPU(unsigned long, idle_rounds);
DEFINE_PER_CPU(int, idle_halted);

static DEFINE_PER_CPU(u64, idle_since);		/* while halted */
static DEFINE_PER_CPU(u64, idle_cycles);	/* the sum of all before */

/* From do_IRQ(), interrupts off. */
void idle_wakes(void)
{
	u64 *sum = this_cpu_ptr(&idle_cycles);

	this_cpu_write(idle_halted, 0);
	*sum += get_cycles() - *this_cpu_ptr(&idle_since);
}

u64 cpu_idle_cycles(unsigned int cpu)
{
	const volatile u64 *sum = per_cpu_ptr(&idle_cycles, cpu);
	u64 seen, again = *sum;

	do {
		seen = again;
		again = *sum;
	} while (seen != again);
	return seen;
}

/* Interrupts off. They are on when it returns, and one has been. */
static void sleep_till_interrupt(void)
{
	*this_cpu_ptr(&idle_since) = get_cycles();
	this_cpu_write(idle_halted, 1);
	arch_safe_halt();
	this_cpu_write(idle_halted, 0);	/* an NMI does not come by do_IRQ() */
}

void cpu_idle_entry(void)
{
	for (;;) {
		this_cpu_inc(idle_rounds);
		local_irq_disable();
		if (!need_resched())
			sleep_till_interrupt();
		else
			local_irq_enable();
		if (need_resched())
			schedule();
	}
}
