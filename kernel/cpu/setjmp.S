/*
 * setjmp.S - kernel_setjmp and kernel_longjmp; contract in <asm/setjmp.h>.
 *
 * A return is: callee-saved registers as they were, the stack pointer above
 * the return address, a jump to it, a value in %eax. So remembering those six
 * is enough to return twice. Offsets are those of struct kernel_jmpbuf.
 *
 * No locks, any context. Counterpart in Linux: arch/x86/um/setjmp_32.S (only
 * user mode Linux needs one).
 * gdb:	break kernel_longjmp
 *	p *(struct kernel_jmpbuf *)$eax
 */
#include <linux/linkage.h>

	.text
ENTRY kernel_setjmp			/* eax = buf */
	popl	%ecx			/* the return address */
	movl	%ebx, 0(%eax)
	movl	%esi, 4(%eax)
	movl	%edi, 8(%eax)
	movl	%ebp, 12(%eax)
	movl	%esp, 16(%eax)
	movl	%ecx, 20(%eax)
	xorl	%eax, %eax
	jmp	*%ecx
ENDPROC kernel_setjmp

ENTRY kernel_longjmp			/* eax = buf, edx = val */
	movl	0(%eax), %ebx
	movl	4(%eax), %esi
	movl	8(%eax), %edi
	movl	12(%eax), %ebp
	movl	16(%eax), %esp
	movl	20(%eax), %ecx
	movl	%edx, %eax
	testl	%eax, %eax
	jnz	1f
	incl	%eax
1:	jmp	*%ecx
ENDPROC kernel_longjmp
