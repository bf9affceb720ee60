/*
 * oops.c - the report of a failure, made to be read.
 *
 *	Oops 1: write to a read-only page: kernel text
 *	  page fault at c0101000, error 0003, CPU 0, process context
 *	eip c0105432 crash_rodata+0x12/0x30   eflags 00010246
 *	eax ... (registers, control registers)
 *	code: 55 89 e5 <c7> 05 ...		(the bytes around eip)
 *	stack: ...				(the words from esp on)
 *	backtrace: ...
 *	(what others know about the address: page, area, stack)
 *	look further: pt c0101000; ...
 *
 * Model: print what needs no memory access first, then what may fail, each
 * access by a copy that is allowed to fault; who knows more about an address
 * has registered a function.
 *
 * Invariants: no allocation, no waiting for a lock, frames small: it must fit
 * in what is left of a one-page stack. Locking: kernel/panic.c lets one report
 * through at a time. Context: any, interrupts off.
 * Counterpart in Linux: arch/x86/kernel/dumpstack.c.
 * gdb:	break oops_print
 *	p *o
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/oops.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/sprintf.h>
#include <linux/uaccess.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/ptrace.h>
#include <asm/cpufeature.h>
#include <asm/unwind.h>

#define CODE_BEFORE	16	/* bytes shown before eip */
#define CODE_BYTES	32	/* and in all */
#define STACK_WORDS	24
#define TRACE_DEPTH	24	/* levels of a backtrace */

static void (*hooks[OOPS_HOOKS])(unsigned long addr);

int oops_register(void (*fn)(unsigned long addr))
{
	unsigned int i;

	for (i = 0; i < OOPS_HOOKS; i++) {
		if (!hooks[i]) {
			hooks[i] = fn;
			return 0;
		}
	}
	return -ENOSPC;
}

void show_trace(const char *level, struct unwind_state *s)
{
	unsigned int depth = 0;

	printk("%sbacktrace:\n", level);
	do {
		if (depth++ == TRACE_DEPTH) {
			printk("%s  ... and so on\n", level);
			return;
		}
		/* A return address may belong to the next function. */
		printk(s->exact ? "%s  %08lx %pS\n" : "%s  %08lx %pB\n", level,
		       s->ip, (void *)s->ip);
	} while (unwind_next(s));
}

void dump_stack(void)
{
	struct unwind_state s;

	unwind_start_here(&s);
	show_trace(KERN_DEFAULT, &s);
}

/* The bytes around @ip, that at @ip in <>. A byte that is not there: ??. */
static void show_code(unsigned long ip)
{
	unsigned long addr = ip - CODE_BEFORE;
	unsigned int i;
	u8 byte;

	printk(KERN_EMERG "code:");
	for (i = 0; i < CODE_BYTES; i++, addr++) {
		if (get_kernel_nofault(byte, (void *)addr))
			pr_cont(" ??");
		else if (addr == ip)
			pr_cont(" <%02x>", byte);
		else
			pr_cont(" %02x", byte);
	}
	pr_cont("\n");
}

static void show_stack_words(unsigned long sp)
{
	unsigned int i;
	unsigned long word;

	for (i = 0; i < STACK_WORDS; i++, sp += sizeof(word)) {
		if (i && !offset_in_page(sp))
			break;			/* the end of the stack */
		if (get_kernel_nofault(word, (void *)sp))
			break;
		if (i % 8 == 0)
			printk(KERN_EMERG "stack %08lx:", sp);
		pr_cont(" %08lx", word);
		if (i % 8 == 7)
			pr_cont("\n");
	}
	if (i % 8)
		pr_cont("\n");
	if (!i)
		printk(KERN_EMERG "stack %08lx: not mapped\n", sp);
}

static void show_registers(const struct pt_regs *regs, unsigned long sp)
{
	printk(KERN_EMERG "eip %08lx %pS   eflags %08lx\n", regs->ip,
	       (void *)regs->ip, regs->flags);
	printk(KERN_EMERG "eax %08lx  ebx %08lx  ecx %08lx  edx %08lx\n",
	       regs->ax, regs->bx, regs->cx, regs->dx);
	printk(KERN_EMERG "esi %08lx  edi %08lx  ebp %08lx  esp %08lx\n",
	       regs->si, regs->di, regs->bp, sp);
	printk(KERN_EMERG "cs %04x  ds %04x  es %04x  fs %04x  gs %04x\n",
	       regs->cs, regs->ds, regs->es, regs->fs, regs->gs);
	printk(KERN_EMERG "cr0 %08lx  cr2 %08lx  cr3 %08lx  cr4 %08lx\n",
	       read_cr0(), read_cr2(), read_cr3(),
	       cpu_has_pse || cpu_has_pge ? read_cr4() : 0);
}

void show_regs(struct pt_regs *regs)
{
	struct unwind_state s;

	show_registers(regs, kernel_stack_pointer(regs));
	show_code(regs->ip);
	unwind_start_regs(&s, regs);
	show_trace(KERN_EMERG, &s);
}

static void show_headline(const struct oops *o, unsigned int number)
{
	printk(KERN_EMERG "Oops %u: %s\n", number, o->why);
	printk(KERN_EMERG "  ");
	if (o->trap) {
		pr_cont("%s", o->trap);
		if (o->has_addr)
			pr_cont(" at %08lx", o->addr);
		pr_cont(", error %04lx, ", o->error);
	}
	pr_cont("CPU %d, %s", smp_processor_id(),
		in_nmi() ? "NMI" : in_irq() ? "interrupt" :
		in_softirq() ? "softirq" : "process context");
	if (preempt_count() & PREEMPT_MASK)
		pr_cont(", preemption off (%d)",
			preempt_count() & PREEMPT_MASK);
	pr_cont("\n");
}

/*
 * A jump to nowhere leaves no frame, but its return address on the stack:
 * begin the trace there, or it would miss who jumped.
 */
static void show_oops_trace(const struct oops *o)
{
	struct unwind_state s = { .ip = o->ip, .bp = o->bp, .exact = true };
	unsigned long ret;

	if (o->has_addr && o->addr == o->ip &&
	    !get_kernel_nofault(ret, (void *)o->sp)) {
		s.ip = ret;
		s.exact = false;
	}
	show_trace(KERN_EMERG, &s);
}

void oops_print(const struct oops *o, unsigned int number)
{
	unsigned int i;

	show_headline(o, number);
	if (o->regs) {
		show_registers(o->regs, o->sp);
		show_code(o->ip);
	}
	show_stack_words(o->sp);
	show_oops_trace(o);
	for (i = 0; i < OOPS_HOOKS && hooks[i]; i++)
		hooks[i](o->has_addr ? o->addr : o->sp);
	printk(KERN_EMERG "look further: pt %lx; make debug, then "
	       "break *0x%lx and list *0x%lx\n",
	       o->has_addr ? o->addr : o->ip, o->ip, o->ip);
}
