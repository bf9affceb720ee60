/*
 * ipi.c - messages between CPUs: run this, choose again, stop.
 *
 * Each CPU has a queue of calls. Whoever wants something run there puts a
 * struct call on it with one cmpxchg, and rings (an IPI) if it was empty; the
 * interrupt takes the whole queue with one xchg and runs it, oldest first. No
 * lock, so calls from many CPUs do not wait for each other.
 *
 *   CPU 0: call{fn, info, busy}--+
 *   CPU 2: call{fn, info, busy}--+-> queue of CPU 1 -> IPI -> fn(info), busy = 0
 *
 * A call that is waited for lies on the caller's stack; one that is not comes
 * from the calling CPU's own, one for each target, and is waited for before its
 * next use. A CPU that does not answer within seconds is reported: it sits
 * with interrupts off somewhere. We go on waiting, as the call is still queued.
 *
 * Invariant: `busy` is set from queueing until fn has returned.
 * Context: calls with interrupts on, else two CPUs wait for each other.
 * Counterpart in Linux: kernel/smp.c.
 * gdb:	break run_calls
 *	km-percpu call_queue
 */
#define pr_fmt(fmt) "ipi: " fmt

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/irq.h>
#include <linux/irqflags.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <asm/apic.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>
#include <asm/processor.h>
#include <asm/smp.h>

#define PATIENCE	(5 * 1000000000ULL)	/* ns until a report */

struct call {
	struct call *next;		/* queued before this one */
	smp_call_func_t fn;
	void *info;
	unsigned int busy;		/* until fn has returned */
};

typedef struct call calls_t[NR_CPUS];

static DEFINE_PER_CPU(struct call *, call_queue);	/* latest first */
static DEFINE_PER_CPU(calls_t, own_calls);		/* by target */

static bool stopping;

static void wait_for_call(const struct call *call, int cpu)
{
	u64 start = ktime_get_ns();
	bool said = false;

	while (READ_ONCE(call->busy)) {
		cpu_relax();
		if (said || ktime_get_ns() - start < PATIENCE)
			continue;
		said = true;
		pr_err("CPU %d does not answer a call of %ps: interrupts off for %llu s\n",
		       cpu, call->fn, PATIENCE / 1000000000);
	}
	barrier();
}

/* Put @call, whose owner may fill it in, on the queue of @cpu. */
static void queue_call(struct call *call, int cpu, smp_call_func_t fn,
		       void *info)
{
	struct call **queue = per_cpu_ptr(&call_queue, cpu), *first;

	call->fn = fn;
	call->info = info;
	call->busy = 1;
	do {
		first = READ_ONCE(*queue);
		call->next = first;
	} while (cmpxchg(queue, first, call) != first);
	if (!first)
		apic_send(cpu, APIC_DM_FIXED | CALL_FUNCTION_VECTOR);
}

/* The interrupt at the other end. */
static void run_calls(void)
{
	struct call *latest, *call = NULL, *next;

	apic_eoi();
	latest = xchg(this_cpu_ptr(&call_queue), NULL);
	for (; latest; latest = next) {		/* turn it round */
		next = latest->next;
		latest->next = call;
		call = latest;
	}
	for (; call; call = next) {
		next = call->next;
		call->fn(call->info);
		smp_store_release(&call->busy, 0);
	}
}

/*
 * Waiting with interrupts off, when the others run, may be for ever. So may a
 * softirq's wait for the call of this CPU's own that it has interrupted.
 */
static void check_context(void)
{
	WARN_ONCE((irqs_disabled() || in_serving_softirq()) &&
		  system_state >= SYSTEM_RUNNING && num_online_cpus() > 1,
		  "a call to other CPUs with interrupts off, or from a softirq\n");
}

static void call_here(smp_call_func_t fn, void *info)
{
	unsigned long flags;

	local_irq_save(flags);
	fn(info);
	local_irq_restore(flags);
}

/* This CPU's own call to @cpu, when it is free: ours now. Preemption off. */
static struct call *own_call(int cpu)
{
	struct call *call = *this_cpu_ptr(&own_calls) + cpu;

	while (xchg(&call->busy, 1))
		wait_for_call(call, cpu);
	return call;
}

static void call_others(int me, smp_call_func_t fn, void *info)
{
	int cpu;

	for_each_online_cpu(cpu)
		if (cpu != me)
			queue_call(own_call(cpu), cpu, fn, info);
}

static void wait_for_others(int me)
{
	const struct call *calls = *this_cpu_ptr(&own_calls);
	int cpu;

	for_each_online_cpu(cpu)
		if (cpu != me)
			wait_for_call(calls + cpu, cpu);
}

int smp_call_function_single(int cpu, smp_call_func_t fn, void *info, int wait)
{
	struct call on_stack, *call;
	int me = get_cpu(), err = 0;

	if (cpu == me) {
		call_here(fn, info);
	} else if ((unsigned int)cpu >= NR_CPUS || !cpu_online(cpu)) {
		err = -ENXIO;
	} else {
		check_context();
		call = wait ? &on_stack : own_call(cpu);
		queue_call(call, cpu, fn, info);
		if (wait)
			wait_for_call(call, cpu);
	}
	put_cpu();
	return err;
}
EXPORT_SYMBOL(smp_call_function_single);

int smp_call_function(smp_call_func_t fn, void *info, int wait)
{
	int me = get_cpu();

	check_context();
	call_others(me, fn, info);
	if (wait)
		wait_for_others(me);
	put_cpu();
	return 0;
}
EXPORT_SYMBOL(smp_call_function);

int on_each_cpu(smp_call_func_t fn, void *info, int wait)
{
	int me = get_cpu();

	check_context();
	call_others(me, fn, info);
	call_here(fn, info);
	if (wait)
		wait_for_others(me);
	put_cpu();
	return 0;
}
EXPORT_SYMBOL(on_each_cpu);

void smp_send_reschedule(unsigned int cpu)
{
	if (apic_active)
		apic_send(cpu, APIC_DM_FIXED | RESCHEDULE_VECTOR);
}

/* The way out of the interrupt looks at it. */
static void reschedule_interrupt(void)
{
	apic_eoi();
	set_need_resched();
}

static __noreturn void stop_here(void)
{
	for (;;) {
		local_irq_disable();
		arch_halt();
	}
}

void smp_stop_if_told(void)
{
	if (READ_ONCE(stopping))
		stop_here();
}

/* By NMI: the others may have interrupts off. They stop where they are. */
void smp_send_stop(void)
{
	int cpu, me = smp_processor_id();

	if (!apic_active || xchg(&stopping, true))
		return;
	for_each_online_cpu(cpu)
		if (cpu != me)
			apic_send(cpu, APIC_DM_NMI);
}

void __init ipi_init(void)
{
	if (!apic_active)
		return;
	irq_set_vector(RESCHEDULE_VECTOR, "RES", "Rescheduling interrupts",
		       reschedule_interrupt);
	irq_set_vector(CALL_FUNCTION_VECTOR, "CAL", "Function call interrupts",
		       run_calls);
}
