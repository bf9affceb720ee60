/*
 * oops.c - the report of a failure, made to be read.
 *
 *	Oops 1: write to a read-only page: kernel text
 *	  page fault at c0101000, error 0003, CPU 0, process context
 *	eip c0105432 crash_rodata+0x12/0x30   eflags 00010246
 *	eax ... (registers, control registers)
 *	code: 55 89 e5 <c7> 05 ...		(the bytes around eip)
 *	stack: ...				(the words from esp on)
 *	backtrace: ...			(? = a guess)
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
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/kallsyms.h>
#include <linux/oops.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
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
#define TRACE_DEPTH	24	/* lines of a backtrace */
#define HINT_WORDS	64	/* of a stack searched for return addresses */
#define HINTS		6	/* of them shown */

/* Machine code: */
#define CALL_NEAR	0xe8	/* call rel32 */
#define CALL_INDIRECT	0xff	/* call *..., 2 to 7 bytes */
#define MOV_ESP_EBP_0	0x89	/* mov %esp,%ebp */
#define MOV_ESP_EBP_1	0xe5

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
EXPORT_SYMBOL(oops_register);

static void show_level(const char *level, const struct unwind_state *s)
{
	const char *line = kallsyms_line(s->ip, s->exact);

	/* A return address may belong to the next function already. */
	printk(s->exact ? "%s  %08lx %pS" : "%s  %08lx %pB", level, s->ip,
	       (void *)s->ip);
	if (line)
		pr_cont(", %.*s", (int)strcspn(line, "\n"), line);
	pr_cont("\n");
}

void show_trace(const char *level, struct unwind_state *s)
{
	unsigned int depth, again = 0;
	unsigned long last;

	show_level(level, s);
	for (depth = 1; depth < TRACE_DEPTH;) {
		last = s->ip;
		if (!unwind_next(s))
			break;
		if (s->ip == last) {		/* a recursion */
			again++;
			continue;
		}
		if (again)
			printk("%s  ... the same %u times more\n", level,
			       again);
		again = 0;
		show_level(level, s);
		depth++;
	}
	if (again)
		printk("%s  ... the same %u times more\n", level, again);
}

void dump_stack_lvl(const char *level)
{
	struct unwind_state s;

	unwind_start_caller(&s);
	printk("%sbacktrace:\n", level);
	show_trace(level, &s);
}
EXPORT_SYMBOL(dump_stack_lvl);

void dump_stack(void)
{
	struct unwind_state s;

	unwind_start_caller(&s);
	printk(KERN_DEFAULT "backtrace:\n");
	show_trace(KERN_DEFAULT, &s);
}
EXPORT_SYMBOL(dump_stack);

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
	printk(KERN_EMERG "backtrace:\n");
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
	pr_cont("CPU %d, %s, %s/%d", smp_processor_id(),
		in_nmi() ? "NMI" : in_irq() ? "interrupt" :
		in_serving_softirq() ? "softirq" : "process context",
		current->comm, current->pid);
	if (preempt_count() & PREEMPT_MASK)
		pr_cont(", preemption off (%d)",
			preempt_count() & PREEMPT_MASK);
	pr_cont("\n");
}

/* Is @addr a place to return to: in the code, and behind a call? */
static bool is_return_address(unsigned long addr)
{
	const u8 *code = (const u8 *)addr;
	int back;

	if (!kernel_text_address(addr) || !kernel_text_address(addr - 7))
		return false;
	for (back = 2; back <= 7; back++)
		if (code[-back] == CALL_INDIRECT)
			return true;
	return code[-5] == CALL_NEAR;
}

/* Has the function that @ip is in made its frame before @ip? */
static bool has_frame(unsigned long ip)
{
	unsigned long offset;
	const u8 *code;

	if (!kallsyms_lookup(ip, NULL, &offset, NULL, NULL))
		return false;
	for (code = (const u8 *)ip - offset; code + 2 <= (const u8 *)ip; code++)
		if (code[0] == MOV_ESP_EBP_0 && code[1] == MOV_ESP_EBP_1)
			return true;
	return false;
}

/*
 * A function without a frame (one that calls nothing, or a jump to nowhere)
 * is not in the chain, and hides its caller: what looks like return addresses
 * below the next frame is shown with a question mark.
 */
static void show_hints(const struct oops *o)
{
	unsigned int i, found = 0;
	unsigned long word;

	for (i = 0; i < HINT_WORDS && found < HINTS; i++) {
		unsigned long at = o->sp + i * sizeof(word);

		if (at == o->bp || (i && !offset_in_page(at)) ||
		    get_kernel_nofault(word, (void *)at))
			return;
		if (!is_return_address(word))
			continue;
		found++;
		printk(KERN_EMERG "  %08lx ? %pB\n", word, (void *)word);
	}
}

static void show_oops_trace(const struct oops *o)
{
	struct unwind_state s = { .ip = o->ip, .bp = o->bp };

	s.exact = o->regs;
	printk(KERN_EMERG "backtrace:\n");
	if (o->regs && !has_frame(o->ip)) {
		show_level(KERN_EMERG, &s);
		show_hints(o);
		if (!unwind_next(&s))
			return;
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
	printk(KERN_EMERG "look further: pt %lx",
	       o->has_addr ? o->addr : o->ip);
	if (core_kernel_text(o->ip))
		pr_cont("; make debug, then break *0x%lx and list *0x%lx",
			o->ip, o->ip);
	pr_cont("\n");
}
