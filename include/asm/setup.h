/*
 * setup.h - what boot/head.S and linker.ld define and C looks at.
 */
#ifndef _ASM_SETUP_H
#define _ASM_SETUP_H

/* What an unused word of a stack holds: `ps` finds the deepest use by it. */
#define STACK_FILL		0x57ac57ac

#define BOOT_MAP_TABLES		4	/* tables of head.S: 16 MB */

#ifndef __ASSEMBLY__

#include <linux/types.h>
#include <asm/page.h>

/* The time stamp at the kernel's first instruction; 0 without a TSC. */
extern u64 boot_tsc;
extern u64 prompt_tsc;			/* and when the prompt came */

/* Stacks of the boot CPU, each with the page below it to be unmapped. */
extern char init_stack_guard[PAGE_SIZE], init_stack[PAGE_SIZE];
extern char irq_stack_guard[PAGE_SIZE], irq_stack[PAGE_SIZE];
extern char df_stack_guard[PAGE_SIZE], df_stack[PAGE_SIZE];

/* A frame below 640 KB for starting other CPUs; 0: there was none. */
extern phys_addr_t trampoline_phys;

/* Identify the CPU; turn on WP, PSE, PGE; load the IDT. First call of C. */
void cpu_init(void);
/* Each CPU: the page attribute table, if there is one; interrupts off. */
void pat_init(void);

void start_kernel(u32 magic, u32 mbi) __attribute__((noreturn));

#endif /* __ASSEMBLY__ */
#endif
