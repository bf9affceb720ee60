/*
 * vector.c - interrupts that every CPU has for itself.
 *
 * Lines (irq.c) come from devices, to one CPU, and may have several handlers.
 * The highest vectors are different: a CPU's own timer, a message from another
 * CPU. Each has one handler for good, which tells its local APIC by itself, and
 * a count per CPU that `interrupts` shows under a three-letter name.
 *
 * Set at boot, then only read: no locks. Handlers run on the interrupt stack
 * with interrupts off.
 * Linux: the sysvec_* entries of arch/x86/kernel/irq.c.
 * gdb: `p vectors`, `km-percpu vector_counts`.
 */
#include <linux/cpumask.h>
#include <linux/init.h>
#include <linux/irq.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>

typedef unsigned int vector_counts_t[NR_LOCAL_VECTORS];

static struct {
	void (*handler)(void);		/* NULL: nobody's */
	const char *tag, *what;		/* for `interrupts` */
} vectors[NR_LOCAL_VECTORS];

static DEFINE_PER_CPU(vector_counts_t, vector_counts);

void irq_set_vector(unsigned int vector, const char *tag, const char *what,
		    void (*handler)(void))
{
	unsigned int n = vector - FIRST_LOCAL_VECTOR;

	vectors[n].tag = tag;
	vectors[n].what = what;
	vectors[n].handler = handler;
}

unsigned int kstat_vector_cpu(unsigned int vector, int cpu)
{
	return per_cpu(vector_counts, cpu)[vector - FIRST_LOCAL_VECTOR];
}

bool handle_local_vector(unsigned int vector)
{
	unsigned int n = vector - FIRST_LOCAL_VECTOR;

	if (n >= NR_LOCAL_VECTORS || !vectors[n].handler)
		return false;
	this_cpu_inc(vector_counts[n]);
	vectors[n].handler();
	return true;
}

void show_local_vectors(struct seq_file *m)
{
	unsigned int n;
	int cpu;

	for (n = 0; n < NR_LOCAL_VECTORS; n++) {
		if (!vectors[n].handler)
			continue;
		seq_printf(m, "%s:", vectors[n].tag);
		for_each_online_cpu(cpu)
			seq_printf(m, " %10u", per_cpu(vector_counts, cpu)[n]);
		seq_printf(m, "  %s\n", vectors[n].what);
	}
}
