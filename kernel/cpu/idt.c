/*
 * idt.c - the table of 256 gates.
 *
 * Every gate is filled: an exception nobody thought of, or a device on a wrong
 * vector, ends in a report and not in a triple fault. All are interrupt gates
 * (interrupts off on entry) for ring 0; gate 8 becomes a task gate, because a
 * double fault mostly means that there is no stack left to push anything on.
 *
 * Invariant: after idt_init() no vector is empty. One table for all CPUs.
 * Context: boot CPU, interrupts off; APs call idt_load() only.
 * Counterpart in Linux: arch/x86/kernel/idt.c.
 * gdb:	p/x idt_table[14]
 *	x/3i exception_stubs + 16 * 14
 */
#include <linux/init.h>
#include <asm/desc.h>
#include <asm/traps.h>

#define STUB_SIZE	16		/* of a stub in entry.S */

extern const char exception_stubs[], interrupt_stubs[];

static struct gate_struct idt_table[NR_VECTORS] __aligned(8);

void set_gate(unsigned int vector, unsigned long entry)
{
	idt_table[vector] = (struct gate_struct) {
		.offset_low = entry & 0xffff,
		.selector = __KERNEL_CS,
		.access = GATE_INTERRUPT,
		.offset_high = entry >> 16,
	};
}

void set_task_gate(unsigned int vector, u16 selector)
{
	idt_table[vector] = (struct gate_struct) {
		.selector = selector,
		.access = GATE_TASK,
	};
}

void idt_load(void)
{
	struct desc_ptr ptr = {
		.size = sizeof(idt_table) - 1,
		.address = (unsigned long)idt_table,
	};

	asm volatile("lidt %0" : : "m" (ptr));
}

void __init idt_init(void)
{
	unsigned long entry = (unsigned long)exception_stubs;
	unsigned int v;

	for (v = 0; v < NR_EXCEPTIONS; v++, entry += STUB_SIZE)
		set_gate(v, entry);
	entry = (unsigned long)interrupt_stubs;
	for (; v < NR_VECTORS; v++, entry += STUB_SIZE)
		set_gate(v, entry);
	idt_load();
}
