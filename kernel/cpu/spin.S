/*
 * spin.S - from the inline part of spin_lock() to its slow one.
 *
 * Called with the lock's address in %edx and our ticket in %ah; preserves all
 * registers, so that the compiler need not keep anything away from them for
 * the sake of a path that is rarely taken.
 *
 * Counterpart in Linux: the slow-path thunks of paravirtual ticket locks.
 * gdb:	break spin_lock_slow
 */
#include <linux/linkage.h>

	.text
ENTRY spin_lock_slow
	pushl	%ebp
	movl	%esp, %ebp
	pushl	%eax
	pushl	%ecx
	pushl	%edx
	xchgl	%eax, %edx		/* eax: the lock */
	movzbl	%dh, %edx		/* edx: our ticket */
	call	spin_lock_wait
	popl	%edx
	popl	%ecx
	popl	%eax
	popl	%ebp
	ret
ENDPROC spin_lock_slow

	.section .note.GNU-stack, "", @progbits
