/*
 * traps.h - the CPU's exceptions, and what a page fault's error code says.
 */
#ifndef _ASM_TRAPS_H
#define _ASM_TRAPS_H

#include <linux/types.h>

#define X86_TRAP_DE	0	/* divide error */
#define X86_TRAP_DB	1	/* debug */
#define X86_TRAP_NMI	2
#define X86_TRAP_BP	3	/* int3 */
#define X86_TRAP_OF	4
#define X86_TRAP_BR	5
#define X86_TRAP_UD	6	/* invalid opcode: BUG() and WARN() */
#define X86_TRAP_NM	7	/* no floating point here */
#define X86_TRAP_DF	8	/* double fault: its own task */
#define X86_TRAP_TS	10
#define X86_TRAP_NP	11
#define X86_TRAP_SS	12
#define X86_TRAP_GP	13
#define X86_TRAP_PF	14
#define X86_TRAP_MF	16
#define X86_TRAP_AC	17
#define X86_TRAP_MC	18

#define X86_PF_PROT	0x01	/* the page is there, the access is forbidden */
#define X86_PF_WRITE	0x02
#define X86_PF_USER	0x04
#define X86_PF_RSVD	0x08	/* a reserved bit is set in the entry */
#define X86_PF_INSTR	0x10	/* an instruction fetch (only with NX) */

struct pt_regs;

/* From entry.S, with interrupts off. */
void do_trap(struct pt_regs *regs, unsigned int vector);
void do_page_fault(struct pt_regs *regs);
void do_IRQ(struct pt_regs *regs);

/* An exception's name, e.g. "invalid opcode". Never NULL. */
const char *trap_name(unsigned int vector);

/*
 * Continue at the fixup of the instruction that faulted, if __ex_table has
 * one: then true, and regs->ip is changed. Any context.
 */
bool fixup_exception(struct pt_regs *regs);

/* IDT and every gate, double fault included; TSS. Boot CPU, interrupts off. */
void trap_init(void);
/* The IDT alone, so that a fault early in the boot is readable. */
void idt_init(void);
void idt_load(void);

#endif
