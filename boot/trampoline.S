/*
 * trampoline.S - the first instructions of every CPU but the first.
 *
 * A CPU that gets a STARTUP message begins in real mode, at the beginning of
 * the page that the message names: below 1 MB, as real mode reaches no further.
 * smp_init() copies this code there and fills in trampoline_args. The CPU
 * loads the control registers that CPU 0 has, turns on protection and paging
 * in one step, and jumps to where it is linked:
 *
 *	cr3	a directory in which this page also lies at its physical
 *		address, because the next instruction is fetched from there
 *	gdt	the new CPU's own, at its virtual address: nobody looks into it
 *		before paging is on
 *
 * secondary_startup changes to the kernel's directory, where there is nothing
 * below PAGE_OFFSET, takes its stack, and becomes C.
 *
 * Invariant: one CPU at a time is in here. Context: interrupts off, no stack.
 * Counterpart in Linux: arch/x86/realmode/rm/trampoline_32.S.
 * gdb:	hbreak secondary_startup
 *	x/12i trampoline_start		(after `set architecture i8086`)
 */
#include <linux/linkage.h>
#include <asm/page.h>
#include <asm/segment.h>

#define HERE(symbol)	((symbol) - trampoline_start)

	.section .rodata, "a"
	.balign	4
	.globl	trampoline_start, trampoline_args, trampoline_end
	.code16
trampoline_start:
	cli
	movw	%cs, %ax
	movw	%ax, %ds
	lgdtl	HERE(trampoline_gdt)
	movl	HERE(trampoline_cr4), %eax
	testl	%eax, %eax			/* else it may not exist */
	jz	1f
	movl	%eax, %cr4
1:	movl	HERE(trampoline_cr3), %eax
	movl	%eax, %cr3
	movl	HERE(trampoline_cr0), %eax
	movl	%eax, %cr0
	ljmpl	$__KERNEL_CS, $secondary_startup

	.balign	4
trampoline_args:				/* struct trampoline_args */
trampoline_cr0:
	.long	0
trampoline_cr3:
	.long	0
trampoline_cr4:
	.long	0
trampoline_gdt:
	.word	0				/* size - 1 */
	.long	0				/* address */
trampoline_end:
	.code32

	.text
ENTRY secondary_startup
	movl	$__KERNEL_DS, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	movl	$__KERNEL_PERCPU, %eax
	movl	%eax, %fs
	xorl	%ecx, %ecx
	movl	%ecx, %gs
	lldt	%cx
	movl	$swapper_pg_dir - PAGE_OFFSET, %eax
	movl	%eax, %cr3
	movl	secondary_stack, %esp
	xorl	%ebp, %ebp			/* backtraces end here */
	pushl	%ebp
	call	start_secondary
	ud2					/* it does not return */
ENDPROC secondary_startup
