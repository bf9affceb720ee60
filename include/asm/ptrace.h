/*
 * ptrace.h - the registers as kernel/cpu/entry.S saves them, lowest address
 * first. The CPU itself pushes from `ip` on; `sp` and `ss` are there only when
 * the trap came from ring 3, so a kernel stack pointer is the address of `sp`.
 */
#ifndef _ASM_PTRACE_H
#define _ASM_PTRACE_H

/* Offsets for entry.S, checked against the struct in traps.c. */
#define PT_BX		0
#define PT_BP		20
#define PT_AX		24
#define PT_GS		40
#define PT_ORIG_AX	44
#define PT_IP		48
#define PT_FLAGS	56
#define PT_SIZE		60	/* without sp and ss */

#ifndef __ASSEMBLY__

#include <linux/types.h>
#include <asm/segment.h>

struct pt_regs {
	unsigned long bx;
	unsigned long cx;
	unsigned long dx;
	unsigned long si;
	unsigned long di;
	unsigned long bp;
	unsigned long ax;
	unsigned short ds, __dsh;
	unsigned short es, __esh;
	unsigned short fs, __fsh;
	unsigned short gs, __gsh;
	unsigned long orig_ax;	/* error code; ~vector for an interrupt */
	unsigned long ip;
	unsigned short cs, __csh;
	unsigned long flags;
	unsigned long sp;	/* only from ring 3 */
	unsigned short ss, __ssh;
};

static inline bool user_mode(const struct pt_regs *regs)
{
	return (regs->cs & SEGMENT_RPL_MASK) == SEGMENT_RPL_MASK;
}

/* The stack pointer at the moment of the trap. */
static inline unsigned long
kernel_stack_pointer(const struct pt_regs *regs)
{
	return user_mode(regs) ? regs->sp : (unsigned long)&regs->sp;
}

static inline unsigned long instruction_pointer(const struct pt_regs *regs)
{
	return regs->ip;
}

#endif /* __ASSEMBLY__ */
#endif
