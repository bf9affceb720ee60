/*
 * switch.S - from one thread's stack to another's.
 *
 *	void __switch_to(unsigned long *prev_sp, unsigned long next_sp)
 *
 * What a C function must preserve is pushed on the old stack and popped from
 * the new one; the return is the other thread's, from its own call of this. A
 * new thread's stack is laid out as if it had called it (kernel/fork.c), and
 * returns to thread_start.
 *
 * Interrupts off. Counterpart in Linux: arch/x86/entry/entry_32.S.
 * gdb:	break __switch_to
 */
#include <linux/linkage.h>

	.text
/* eax: where to store our stack pointer; edx: the next thread's */
ENTRY __switch_to
	pushl	%ebp
	pushl	%ebx
	pushl	%esi
	pushl	%edi
	movl	%esp, (%eax)
	movl	%edx, %esp
	popl	%edi
	popl	%esi
	popl	%ebx
	popl	%ebp
	ret
ENDPROC __switch_to

/* A thread's first instructions: ebx is its function, esi the argument. */
ENTRY thread_start
	call	schedule_tail
	movl	%esi, %eax
	call	*%ebx
	call	task_exit
ENDPROC thread_start

	.section .note.GNU-stack, "", @progbits
