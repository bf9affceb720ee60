/*
 * traps.c - the CPU's exceptions, by name and in words.
 *
 * Nothing in the kernel is supposed to trap, so nearly every exception ends in
 * a report that says in words what the CPU objected to. The exceptions to
 * that: an instruction listed in __ex_table goes on at its fixup; a page fault
 * has a file of its own; a stray NMI or int3 is reported and survived.
 *
 * Invariant: do_trap returns only if the interrupted code can go on.
 * Context: interrupts off, on the stack of whoever trapped: keep frames small.
 * Counterpart in Linux: arch/x86/kernel/traps.c.
 * gdb:	break do_trap
 *	p *regs
 */
#define pr_fmt(fmt) "traps: " fmt

#include <linux/build_bug.h>
#include <linux/init.h>
#include <linux/oops.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/stddef.h>
#include <linux/watchdog.h>
#include <asm/desc.h>
#include <asm/ptrace.h>
#include <asm/setup.h>
#include <asm/traps.h>

static const struct {
	const char *name;		/* the manual's */
	const char *reason;		/* what to tell a person */
} exceptions[NR_EXCEPTIONS] = {
	[X86_TRAP_DE] = { "divide error",
		"a division by zero, or a quotient that does not fit" },
	[X86_TRAP_DB] = { "debug", "a debug trap without a debugger" },
	[X86_TRAP_NMI] = { "NMI", "an interrupt that cannot be masked" },
	[X86_TRAP_BP] = { "breakpoint", "a breakpoint (int3) in the code" },
	[X86_TRAP_OF] = { "overflow", "an overflow (into)" },
	[X86_TRAP_BR] = { "bounds", "an index out of bounds (bound)" },
	[X86_TRAP_UD] = { "invalid opcode",
		"an instruction this CPU does not know" },
	[X86_TRAP_NM] = { "device not available",
		"a floating point instruction in the kernel" },
	[X86_TRAP_DF] = { "double fault", "a fault while handling a fault" },
	[9] = { "coprocessor segment overrun", "a coprocessor from the 1980s" },
	[X86_TRAP_TS] = { "invalid TSS", "a task state segment is wrong" },
	[X86_TRAP_NP] = { "segment not present",
		"a selector whose segment is not there" },
	[X86_TRAP_SS] = { "stack segment", "the stack segment is wrong" },
	[X86_TRAP_GP] = { "general protection",
		"the CPU forbids this: a bad selector or segment, an MSR "
		"or a register bit that does not exist" },
	[X86_TRAP_PF] = { "page fault", "a page fault" },
	[X86_TRAP_MF] = { "x87 error", "a floating point error" },
	[X86_TRAP_AC] = { "alignment check", "a misaligned access" },
	[X86_TRAP_MC] = { "machine check", "the hardware reports an error" },
	[19] = { "SIMD error", "an SSE floating point error" },
};

const char *trap_name(unsigned int vector)
{
	const char *name = NULL;

	if (vector < NR_EXCEPTIONS)
		name = exceptions[vector].name;
	return name ? name : "reserved exception";
}

static __cold __noreturn void die_trap(struct pt_regs *regs,
				       unsigned int vector)
{
	struct oops o = {
		.why = exceptions[vector].reason,
		.trap = trap_name(vector),
		.regs = regs,
		.ip = regs->ip,
		.sp = kernel_stack_pointer(regs),
		.bp = regs->bp,
		.error = regs->orig_ax,
	};

	if (!o.why)
		o.why = "an exception that no CPU had when this was written";
	die_oops(&o);
}

void do_trap(struct pt_regs *regs, unsigned int vector)
{
	switch (vector) {
	case X86_TRAP_PF:
		do_page_fault(regs);
		break;
	case X86_TRAP_NMI:
		smp_stop_if_told();
		if (watchdog_nmi(regs))
			break;
		pr_alert("NMI at %pS: ignored\n", (void *)regs->ip);
		break;
	case X86_TRAP_BP:
		pr_alert("int3 at %pS: no debugger, going on\n",
			 (void *)regs->ip);
		break;
	default:
		if (!fixup_exception(regs))
			die_trap(regs, vector);
	}
}

void __init trap_init(void)
{
	BUILD_BUG_ON(offsetof(struct pt_regs, bp) != PT_BP);
	BUILD_BUG_ON(offsetof(struct pt_regs, ax) != PT_AX);
	BUILD_BUG_ON(offsetof(struct pt_regs, gs) != PT_GS);
	BUILD_BUG_ON(offsetof(struct pt_regs, orig_ax) != PT_ORIG_AX);
	BUILD_BUG_ON(offsetof(struct pt_regs, ip) != PT_IP);
	BUILD_BUG_ON(offsetof(struct pt_regs, sp) != PT_SIZE);

	tss_init();
	doublefault_init((unsigned long)df_stack + PAGE_SIZE);
}
