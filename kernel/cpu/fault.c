/*
 * fault.c - page faults: an address that is not mapped, or not for this.
 *
 * Until there are processes every page fault is a mistake (or an instruction
 * listed in __ex_table that was prepared for it). %cr2 holds the address and
 * the error code what was tried; with the map of the address space in
 * <asm/pgtable.h> that is enough to say the reason in words. What exactly lies
 * there (which page, which area, whose stack) is told by those who know it,
 * through oops_register().
 *
 * Invariant: %cr2 is read before anything that could fault again.
 * Context: interrupts off, on the stack of whoever faulted; no locks.
 * Counterpart in Linux: arch/x86/mm/fault.c.
 * gdb:	break do_page_fault
 *	p/x $cr2
 */
#include <linux/oops.h>
#include <linux/percpu.h>
#include <linux/sprintf.h>
#include <asm/pgtable.h>
#include <asm/processor.h>
#include <asm/ptrace.h>
#include <asm/traps.h>
#include <asm/unwind.h>

extern char _text[], _etext[], __start_rodata[], __end_rodata[], _end[];

/* What lies at an address the kernel may know about, by the map alone. */
static const char *place_name(unsigned long addr)
{
	if (addr < PAGE_SIZE)
		return "NULL pointer";
	if (addr < PAGE_OFFSET)
		return "below the kernel, where nothing is";
	if (addr >= (unsigned long)_text && addr < (unsigned long)_etext)
		return "kernel text";
	if (addr >= (unsigned long)__start_rodata &&
	    addr < (unsigned long)__end_rodata)
		return "kernel constants (rodata)";
	if (addr >= (unsigned long)_text && addr < (unsigned long)_end)
		return "kernel data";
	if (addr < STACK_BASE)
		return "direct map or vmalloc area";
	if (addr < STACK_END)
		return "stack area";
	if (addr < FIXADDR_BASE)
		return "kmap area";
	if (addr < FIXADDR_TOP)
		return "fixmap";
	return "last page, or an error code used as a pointer";
}

static const char *access_name(unsigned long error, bool jump)
{
	if (jump || error & X86_PF_INSTR)
		return "jump to";
	return error & X86_PF_WRITE ? "write to" : "read of";
}

typedef char reason_t[96];
static DEFINE_PER_CPU(reason_t, reason);	/* too large for the stack */

static const char *explain(unsigned long addr, unsigned long error, bool jump)
{
	const char *guard = stack_guard_name(addr);
	char *why = *this_cpu_ptr(&reason);

	if (guard)
		snprintf(why, sizeof(reason_t), "%s the guard page below a %s: "
			 "the stack is full", access_name(error, jump), guard);
	else
		snprintf(why, sizeof(reason_t), "%s %s: %s",
			 access_name(error, jump),
			 error & X86_PF_RSVD ? "a page with a broken entry" :
			 error & X86_PF_PROT ? "a read-only page" :
			 "an unmapped address", place_name(addr));
	return why;
}

static __cold __noreturn void bad_access(struct pt_regs *regs,
					 unsigned long addr)
{
	struct oops o = {
		.why = explain(addr, regs->orig_ax, regs->ip == addr),
		.trap = trap_name(X86_TRAP_PF),
		.regs = regs,
		.ip = regs->ip,
		.sp = kernel_stack_pointer(regs),
		.bp = regs->bp,
		.error = regs->orig_ax,
		.addr = addr,
		.has_addr = true,
	};

	die_oops(&o);
}

void do_page_fault(struct pt_regs *regs)
{
	unsigned long addr = read_cr2();

	if (!fixup_exception(regs))
		bad_access(regs, addr);
}
