/*
 * unwind.h - walking up a stack by its frame pointers; kernel/cpu/unwind.c.
 */
#ifndef _ASM_UNWIND_H
#define _ASM_UNWIND_H

#include <linux/types.h>

struct pt_regs;

struct unwind_state {
	unsigned long ip;		/* where this level is; 0: the end */
	unsigned long bp;		/* frame of this level */
	bool exact;			/* ip is the instruction itself, not
					   the return address behind it */
};

/*
 * Begin with the caller of the function that calls this, or with interrupted
 * registers.
 */
void unwind_start_caller(struct unwind_state *s);
void unwind_start_regs(struct unwind_state *s, const struct pt_regs *regs);
/* With a thread that waits, by the stack pointer __switch_to() left. */
void unwind_start_switched(struct unwind_state *s, unsigned long sp);
/*
 * One level up; false at the end. Any context: what cannot be read, leaves
 * its stack or runs in a circle, is the end.
 */
bool unwind_next(struct unwind_state *s);

/* Does @addr lie in a page that is a kernel stack? What kind, else NULL. */
const char *stack_name(unsigned long addr);
/* The same for the guard page below one. */
const char *stack_guard_name(unsigned long addr);

#endif
