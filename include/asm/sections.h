/*
 * sections.h - where linker.ld put things. Each is an address, not a variable.
 */
#ifndef _ASM_SECTIONS_H
#define _ASM_SECTIONS_H

extern char _text[], _etext[];			/* code, read-only */
extern char __start_rodata[], __end_rodata[];	/* constants, read-only */
extern char _sdata[], _edata[];			/* variables with a value */
extern char __init_begin[], __init_end[];	/* used at boot only */
extern char __bss_start[], __bss_stop[];	/* variables that start as 0 */
extern char _end[];				/* the first byte behind all */
extern char __per_cpu_start[], __per_cpu_end[];	/* the per-CPU template */
extern char init_stack_guard[], init_stack[];	/* head.S: the boot stack */
extern char irq_stack_guard[], df_stack_guard[]; /* below CPU 0's other two */

#endif
