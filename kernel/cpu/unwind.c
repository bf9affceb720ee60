/*
 * unwind.c - who called whom, by the chain of frame pointers.
 *
 * A function begins with push %ebp; mov %esp,%ebp, so at each frame lie
 *
 *	bp -> [ caller's bp ][ return address ]
 *
 * and entry.S marks saved registers by an odd bp: pt_regs begins one byte
 * below it, the chain goes on with the registers in there, be they on another
 * stack. Stacks are one page each, so whether a frame is on a stack, and where
 * that stack ends, is a question of its page number.
 *
 * Invariant: every step moves up within the stack or, over saved registers or
 * from the topmost frame (softirq.c calls there), to another one; nothing is
 * read that is not a stack page, and that with faulting allowed. So a smashed
 * stack gives a short trace, not another oops.
 * Context: any; no locks, no memory.
 * Counterpart in Linux: arch/x86/kernel/unwind_frame.c.
 * gdb:	break unwind_next
 *	x/2xw s->bp
 */
#include <linux/uaccess.h>
#include <asm/pgtable.h>
#include <asm/ptrace.h>
#include <asm/setup.h>
#include <asm/unwind.h>

#define REGS_MARK	1UL	/* in a frame pointer: saved registers */

static const struct {
	const char *page, *guard;	/* where they begin */
	const char *name;
} boot_stacks[] = {
	{ init_stack, init_stack_guard, "boot stack" },
	{ irq_stack, irq_stack_guard, "interrupt stack" },
	{ df_stack, df_stack_guard, "double fault stack" },
};

static const char *find_stack(unsigned long addr, bool guard)
{
	unsigned int i;

	if (addr >= STACK_BASE && addr < STACK_END)	/* guard, stack, ... */
		return !(addr & PAGE_SIZE) == guard ? "thread stack" : NULL;
	for (i = 0; i < sizeof(boot_stacks) / sizeof(boot_stacks[0]); i++)
		if ((addr & PAGE_MASK) == (unsigned long)
		    (guard ? boot_stacks[i].guard : boot_stacks[i].page))
			return boot_stacks[i].name;
	return NULL;
}

const char *stack_name(unsigned long addr)
{
	return find_stack(addr, false);
}

const char *stack_guard_name(unsigned long addr)
{
	return find_stack(addr, true);
}

/* Are the @size bytes at @addr within one stack? */
static bool on_stack(unsigned long addr, unsigned long size)
{
	return !(addr & 3) && stack_name(addr) &&
	       offset_in_page(addr) + size <= PAGE_SIZE;
}

void unwind_start_regs(struct unwind_state *s, const struct pt_regs *regs)
{
	s->ip = regs->ip;
	s->bp = regs->bp;
	s->exact = true;
}

/* switch.S pushed edi, esi, ebx, ebp on the way into __switch_to. */
void unwind_start_switched(struct unwind_state *s, unsigned long sp)
{
	const unsigned long *saved = (const unsigned long *)sp;

	s->bp = saved[3];
	s->ip = saved[4];
	s->exact = false;
}

void unwind_start_caller(struct unwind_state *s)
{
	s->bp = *(unsigned long *)__builtin_frame_address(0);
	unwind_next(s);
}

static bool step_regs(struct unwind_state *s)
{
	const struct pt_regs *regs =
		(const struct pt_regs *)(s->bp & ~REGS_MARK);

	if (!on_stack((unsigned long)regs, PT_SIZE) || user_mode(regs))
		return false;
	unwind_start_regs(s, regs);
	return true;
}

bool unwind_next(struct unwind_state *s)
{
	unsigned long frame[2];		/* caller's bp, return address */
	unsigned long bp = s->bp;

	if (bp & REGS_MARK)
		return step_regs(s);
	if (!on_stack(bp, sizeof(frame)) ||
	    copy_from_kernel_nofault(frame, (void *)bp, sizeof(frame)))
		return false;
	if (!frame[1])			/* head.S pushed a 0 */
		return false;
	if (!(frame[0] & REGS_MARK) && frame[0] && frame[0] <= bp &&
	    offset_in_page(bp) + sizeof(frame) != PAGE_SIZE)
		return false;
	s->ip = frame[1];
	s->bp = frame[0];
	s->exact = false;
	return true;
}
