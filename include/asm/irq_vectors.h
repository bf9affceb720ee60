/*
 * irq_vectors.h - who owns which of the 256 gates.
 *
 *	0x00-0x1f	exceptions, fixed by the CPU
 *	0x20-0x2f	IRQ 0-15 of the two 8259s
 *	0x30-0xff	nobody yet: counted and reported as unexpected
 */
#ifndef _ASM_IRQ_VECTORS_H
#define _ASM_IRQ_VECTORS_H

#define NR_EXCEPTIONS		32
#define FIRST_EXTERNAL_VECTOR	0x20
#define NR_VECTORS		256
#define NR_IRQS			16
#define NR_IRQS_LEGACY		16

#define ISA_IRQ_VECTOR(irq)	(FIRST_EXTERNAL_VECTOR + (irq))

#define TIMER_IRQ	0
#define KEYBOARD_IRQ	1
#define CASCADE_IRQ	2	/* the second 8259 hangs on this line */
#define COM2_IRQ	3
#define COM1_IRQ	4

#endif
