/*
 * smp.h - starting the other CPUs; kernel/cpu/smpboot.c, boot/trampoline.S.
 */
#ifndef _ASM_SMP_H
#define _ASM_SMP_H

#include <linux/compiler.h>
#include <linux/types.h>

/* A frame below 640 KB for the trampoline; 0: none was free (boot/setup.c). */
extern phys_addr_t trampoline_phys;

/* Ask @cpu to look whether a better thread waits. Any context. */
void smp_send_reschedule(unsigned int cpu);

/*
 * Start every possible CPU, one after the other; one that does not answer is
 * reported and left out. Boot, when memory can be allocated and time is known.
 */
void smp_init(void);

/* Make @cpu, another one, choose its thread again: an IPI. Any context. */
void smp_send_reschedule(unsigned int cpu);

/* Where a started CPU becomes C, on its own stack; never returns. */
void start_secondary(void) __noreturn;

#endif
