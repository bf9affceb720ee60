/*
 * doublefault.c - when there is no stack left to report on.
 *
 * Running off the end of a stack touches its guard page; the CPU cannot push
 * the page fault's frame there either: a double fault. Its gate is a task
 * gate: the CPU saves all registers in the current TSS and loads a fresh set
 * from df_tss, with a stack of its own (a page, used for nothing else) and the
 * kernel's page directory. So the report can be made, and names the stack that
 * overflowed. Afterwards doublefault_leave() puts the task register back by
 * hand, and the prompt goes on: a double fault is not the end.
 *
 * Invariant: df_tss is never saved to, so it stays ready for the next time.
 * Context: interrupts off; what is reported is this CPU's own, so two CPUs may
 * fail at once, and the report's lock lets one speak after the other.
 * Counterpart in Linux: arch/x86/kernel/doublefault_32.c.
 * gdb:	break doublefault_task
 *	p/x cpu_tss			(the registers at the fault)
 */
#include <linux/init.h>
#include <linux/oops.h>
#include <linux/percpu.h>
#include <linux/sprintf.h>
#include <asm/desc.h>
#include <asm/pgtable.h>
#include <asm/processor.h>
#include <asm/ptrace.h>
#include <asm/traps.h>
#include <asm/unwind.h>

#define EFLAGS_FIXED	0x00000002UL	/* this bit is always 1 */

DEFINE_PER_CPU_ALIGNED(struct tss_struct, df_tss);

struct df_report {
	struct pt_regs regs;		/* what cpu_tss saved, as usual */
	char why[80];
};

static DEFINE_PER_CPU(struct df_report, df_report);

static void regs_from_tss(struct pt_regs *regs, const struct tss_struct *tss)
{
	*regs = (struct pt_regs) {
		.bx = tss->bx, .cx = tss->cx, .dx = tss->dx, .si = tss->si,
		.di = tss->di, .bp = tss->bp, .ax = tss->ax, .ds = tss->ds,
		.es = tss->es, .fs = tss->fs, .gs = tss->gs, .ip = tss->ip,
		.cs = tss->cs, .flags = tss->flags, .sp = tss->sp,
		.ss = tss->ss,
	};
}

/*
 * Pushes go downwards: a stack pointer in a guard page, or one that stands at
 * the very beginning of a stack, has run into it. The stack's page, or 0.
 */
static unsigned long overflowed_stack(unsigned long sp)
{
	unsigned long page = sp & PAGE_MASK;

	if (stack_guard_name(page))
		return page + PAGE_SIZE;
	if (offset_in_page(sp) < 256 && stack_guard_name(page - PAGE_SIZE))
		return page;
	return 0;
}

static __noreturn void doublefault_task(void)
{
	struct df_report *r = this_cpu_ptr(&df_report);
	unsigned long cr2 = read_cr2();
	unsigned long stack;
	struct oops o = {
		.why = "a fault while handling a fault",
		.trap = trap_name(X86_TRAP_DF),
		.regs = &r->regs,
		.addr = cr2,
		.has_addr = true,
	};

	regs_from_tss(&r->regs, this_cpu_ptr(&cpu_tss));
	o.ip = r->regs.ip;
	o.sp = r->regs.sp;
	o.bp = r->regs.bp;
	stack = overflowed_stack(o.sp);
	if (stack) {
		snprintf(r->why, sizeof(r->why),
			 "overflow of the %s at %08lx into its guard page",
			 stack_name(stack), stack);
		o.why = r->why;
	}
	die_oops(&o);
}

bool in_doublefault(void)
{
	u16 task;

	asm volatile("str %0" : "=r" (task));
	return task == __DF_TSS;
}

/*
 * The hardware's way back is iret to the task that cannot go on. Ours: this
 * CPU is in cpu_tss again, both descriptors are as before the fault.
 */
void doublefault_leave(void)
{
	struct desc_struct *table = *this_cpu_ptr(&gdt);

	if (!in_doublefault())
		return;
	table[GDT_ENTRY_DF_TSS].access = DESC_TSS;
	table[GDT_ENTRY_TSS].access = DESC_TSS;
	load_TR(__TSS);
	/* NT off: the next iret is an ordinary one. TS off: no lazy FPU. */
	asm volatile("pushfl; andl $0xffffbfff,(%%esp); popfl; clts"
		     : : : "memory", "cc");
}

void doublefault_init(unsigned long stack_top)
{
	struct tss_struct *tss = this_cpu_ptr(&df_tss);

	*tss = (struct tss_struct) {
		.cr3 = __pa(swapper_pg_dir),
		.ip = (unsigned long)doublefault_task,
		.flags = EFLAGS_FIXED,
		.sp = stack_top,
		.cs = __KERNEL_CS,
		.ss = __KERNEL_DS, .ds = __KERNEL_DS, .es = __KERNEL_DS,
		.fs = __KERNEL_PERCPU,
		.io_bitmap_base = sizeof(*tss),
	};
	set_tss_desc(&(*this_cpu_ptr(&gdt))[GDT_ENTRY_DF_TSS], tss);
	set_task_gate(X86_TRAP_DF, __DF_TSS);
}
