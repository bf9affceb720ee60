/*
 * setjmp.h - remember a place, come back to it from any depth of calls.
 *
 * Used where a failure ends one activity and nothing else: an oops in a
 * command at the prompt, an assertion in a test. Locks held in between stay
 * held, memory stays allocated.
 */
#ifndef _ASM_SETJMP_H
#define _ASM_SETJMP_H

struct kernel_jmpbuf {
	unsigned long bx, si, di, bp;	/* what a callee preserves */
	unsigned long sp, ip;		/* as after kernel_setjmp's return */
};

/*
 * Returns 0, and again with kernel_longjmp's value. The caller's frame must
 * still exist by then; locals changed in between must be volatile.
 */
int kernel_setjmp(struct kernel_jmpbuf *buf) __attribute__((returns_twice));
/* @val 0 arrives as 1. Any context that belongs to the same stack. */
void kernel_longjmp(struct kernel_jmpbuf *buf, int val)
	__attribute__((noreturn));

/*
 * From now on an oops in process context continues at @buf (value 1), with
 * interrupts on and preempt_count as it is now; NULL: an oops is a panic.
 * Returns the place before, so that such activities nest.
 */
struct kernel_jmpbuf *oops_set_recovery(struct kernel_jmpbuf *buf);

#endif
