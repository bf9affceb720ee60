/*
 * irq_vectors.h - who owns which of the 256 gates.
 *
 *	0x00-0x1f	exceptions, fixed by the CPU
 *	0x20-0x2f	IRQ 0-15, the lines of the ISA bus (8259s or IO-APIC)
 *	0x30-0xef	nobody yet: counted and reported as unexpected
 *	0xf0-0xff	the local APICs' own (kernel/vector.c)
 */
#ifndef _ASM_IRQ_VECTORS_H
#define _ASM_IRQ_VECTORS_H

#define NR_EXCEPTIONS		32
#define FIRST_EXTERNAL_VECTOR	0x20
#define NR_VECTORS		256
#define NR_IRQS			16
#define NR_IRQS_LEGACY		16

#define ISA_IRQ_VECTOR(irq)	(FIRST_EXTERNAL_VECTOR + (irq))

#define FIRST_LOCAL_VECTOR	0xf0
#define NR_LOCAL_VECTORS	(NR_VECTORS - FIRST_LOCAL_VECTOR)
#define LOCAL_TIMER_VECTOR	0xf0
#define RESCHEDULE_VECTOR	0xf1
#define CALL_FUNCTION_VECTOR	0xf2
#define ERROR_APIC_VECTOR	0xfe
#define SPURIOUS_APIC_VECTOR	0xff	/* must end in four ones */

#define TIMER_IRQ	0
#define KEYBOARD_IRQ	1
#define CASCADE_IRQ	2	/* the second 8259 hangs on this line */
#define COM2_IRQ	3
#define COM1_IRQ	4

#endif
