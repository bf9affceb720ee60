/*
 * entry.S - from any of the 256 gates into C, and back.
 *
 * A stub a vector, 16 bytes apart so that idt.c finds number n by arithmetic.
 * A stub completes what the CPU pushed to one layout, struct pt_regs:
 *
 *	exception:	[error code or 0] [vector, where gs will be saved]
 *	interrupt:	[~vector]
 *
 * then common_exception calls do_trap(regs, vector) on the stack it came on;
 * common_interrupt calls do_IRQ(regs) on this CPU's interrupt stack, unless it
 * is there already, so that a thread's page pays for 60 bytes only.
 *
 * Invariant: while C runs, %ebp = address of pt_regs + 1. No frame pointer is
 * odd, so a backtrace (unwind.c) that meets one knows that registers lie there
 * and goes on with the interrupted function, on whichever stack that was. gdb
 * learns the same from the .cfi lines.
 *
 * Context: gates are interrupt gates, so interrupts are off in here.
 * Counterpart in Linux: arch/x86/entry/entry_32.S.
 * gdb:	break common_exception
 *	p *(struct pt_regs *)$eax	(at do_trap or do_IRQ)
 */
#include <linux/linkage.h>
#include <asm/page.h>
#include <asm/ptrace.h>
#include <asm/segment.h>
#include <asm/irq_vectors.h>

	.cfi_sections .debug_frame

/* From fs down to bx; kernel data segments in ds, es and fs. */
.macro SAVE_REGS
	pushl	%fs
	pushl	%es
	pushl	%ds
	pushl	%eax
	pushl	%ebp
	pushl	%edi
	pushl	%esi
	pushl	%edx
	pushl	%ecx
	pushl	%ebx
	movl	$__KERNEL_DS, %ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	movl	$__KERNEL_PERCPU, %ecx
	movl	%ecx, %fs
	cld
.endm

/* Where gdb finds the interrupted registers, \reg = address of pt_regs. */
.macro CFI_PT_REGS reg
	.cfi_startproc simple
	.cfi_signal_frame
	.cfi_def_cfa \reg, PT_SIZE
	.cfi_offset eip, PT_IP - PT_SIZE
	.cfi_offset eax, PT_AX - PT_SIZE
	.cfi_offset ebp, PT_BP - PT_SIZE
	.cfi_offset edi, 16 - PT_SIZE
	.cfi_offset esi, 12 - PT_SIZE
	.cfi_offset edx, 8 - PT_SIZE
	.cfi_offset ecx, 4 - PT_SIZE
	.cfi_offset ebx, PT_BX - PT_SIZE
.endm

	.text
/* Vectors for which the CPU pushes an error code: 8, 10-14, 17, 21, 29, 30. */
#define HAS_ERROR_CODE	0x60227d00

ENTRY exception_stubs
	vector = 0
	.rept	NR_EXCEPTIONS
	.p2align 4
	.if	!((HAS_ERROR_CODE >> vector) & 1)
	pushl	$0
	.endif
	pushl	$vector
	jmp	common_exception
	vector = vector + 1
	.endr
ENDPROC exception_stubs

ENTRY interrupt_stubs
	vector = FIRST_EXTERNAL_VECTOR
	.rept	NR_VECTORS - FIRST_EXTERNAL_VECTOR
	.p2align 4
	pushl	$~vector
	jmp	common_interrupt
	vector = vector + 1
	.endr
ENDPROC interrupt_stubs

ENTRY common_exception
	SAVE_REGS
	CFI_PT_REGS esp
	movl	PT_GS(%esp), %edx		/* the stub's vector */
	movl	%gs, %ecx
	movl	%ecx, PT_GS(%esp)
	movl	%esp, %eax
	leal	1(%esp), %ebp
	call	do_trap
	jmp	restore_all
	.cfi_endproc
ENDPROC common_exception

ENTRY common_interrupt
	pushl	%gs
	SAVE_REGS
	CFI_PT_REGS ebx
	movl	%esp, %ebx			/* kept by C */
	movl	%esp, %eax
	leal	1(%esp), %ebp
	movl	%fs:irq_stack_top, %edx
	leal	-1(%edx), %ecx			/* within the same page? */
	xorl	%esp, %ecx
	testl	$-PAGE_SIZE, %ecx
	jz	1f
	movl	%edx, %esp
1:	call	do_IRQ
	movl	%ebx, %esp
	cmpl	$0, %fs:softirq_pending		/* kernel/softirq.c */
	je	2f
	call	irq_return
2:
	/* 0: preemptible, and there is a reason (linux/preempt.h) */
	cmpl	$0, %fs:__preempt_count
	jne	restore_all
	testl	$0x200, PT_FLAGS(%esp)	/* IF */
	jz	restore_all
	call	preempt_schedule_irq
	.cfi_endproc
ENDPROC common_interrupt
	/* and on into restore_all */

restore_all:
	CFI_PT_REGS esp
	popl	%ebx
	popl	%ecx
	popl	%edx
	popl	%esi
	popl	%edi
	popl	%ebp
	popl	%eax
	popl	%ds
	popl	%es
	popl	%fs
	popl	%gs
	addl	$4, %esp			/* orig_ax */
	iret
	.cfi_endproc
	.size	restore_all, . - restore_all
