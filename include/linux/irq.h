/*
 * irq.h - the interrupt controller as kernel/irq.c sees it.
 */
#ifndef _LINUX_IRQ_H
#define _LINUX_IRQ_H

#include <linux/types.h>
#include <linux/interrupt.h>
#include <linux/percpu-defs.h>
#include <asm/irq_vectors.h>

/* What drives the lines. All are called with interrupts off. */
struct irq_chip {
	const char *name;			/* for /proc/interrupts */
	void (*mask)(unsigned int irq);
	void (*unmask)(unsigned int irq);
	void (*eoi)(unsigned int irq);		/* the handler is done */
	bool (*spurious)(unsigned int irq);	/* it never came: no eoi */
	void (*retrigger)(unsigned int irq);	/* as if it rang; or NULL */
};

/* One controller for all lines; before the first request_irq(). */
void irq_set_chip(const struct irq_chip *chip);
/* Let the line ring by software; false: its chip cannot. Any context. */
bool irq_retrigger(unsigned int irq);

/*
 * A vector of the local APICs: @handler runs with interrupts off and tells the
 * APIC by itself. @tag (three letters) and @what are for `interrupts`. Boot.
 */
void irq_set_vector(unsigned int vector, const char *tag, const char *what,
		    void (*handler)(void));
/* For do_IRQ: false if @vector is nobody's. */
bool handle_local_vector(unsigned int vector);
unsigned int kstat_vector_cpu(unsigned int vector, int cpu);
struct seq_file;
void show_local_vectors(struct seq_file *m);

/* Per-CPU: the top of this CPU's interrupt stack. */
DECLARE_PER_CPU(unsigned long, irq_stack_top);

/* Interrupts of a line on this CPU since boot; those of nobody. */
unsigned int kstat_irqs_cpu(unsigned int irq, int cpu);
extern unsigned int irq_spurious_count;
/* Was the line judged broken? request_irq() gives it a new chance. */
bool irq_switched_off(unsigned int irq);
/* How often this CPU's idle loop went round: it got on. */
DECLARE_PER_CPU(unsigned long, idle_rounds);
/*
 * This CPU has nothing to do and sleeps: the next interrupt says idle_wakes().
 */
DECLARE_PER_CPU(int, idle_halted);
void idle_wakes(void);

#endif
