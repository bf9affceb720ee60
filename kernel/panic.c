/*
 * panic.c - what becomes of a failure: a warning, an oops, or the end.
 *
 *	WARN	report, go on: a caller's mistake that we survive
 *	oops	report, give up what ran: a command, a test, a thread. Control
 *		goes to the place that oops_set_recovery() named
 *	panic	report, stop: there is nothing to give up but everything (an
 *		interrupt, the boot), or the kernel's state is not to be trusted
 *
 * Invariant: one report at a time. oops_begin() lets one CPU through; a second
 * failure on that CPU, inside its own report, prints one line and panics (a
 * double fault begins the report again: it has a stack of its own); a third
 * stops without a word. So the report can fail and does not recurse.
 * Locking: `reporter` is that lock: the number of the CPU that reports + 1.
 * Context: any. What the failed code held (locks, memory) stays held.
 * Counterpart in Linux: kernel/panic.c, arch/x86/kernel/dumpstack.c.
 * gdb:	break die_oops
 *	p oops_count
 */
#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/console.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kstrtox.h>
#include <linux/lockdep.h>
#include <linux/oops.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/sprintf.h>
#include <asm/desc.h>
#include <asm/page.h>
#include <asm/processor.h>
#include <asm/ptrace.h>
#include <asm/setjmp.h>
#include <asm/unwind.h>

unsigned int oops_count, warn_count;
int oops_in_progress;

static unsigned long taint;
static atomic_t reporter;		/* CPU + 1 while a report is printed */
static int depth;			/* failures within that report */
static int panic_timeout;		/* seconds to a restart; 0: never */

static void (*thread_end)(void);	/* for a thread without a recovery */

static int __init panic_setup(char *arg)
{
	if (!arg || kstrtoint(arg, 10, &panic_timeout))
		pr_warn("panic=: a number of seconds is wanted\n");
	return 0;
}
early_param("panic", panic_setup);

void add_taint(unsigned int flag, enum lockdep_ok ok)
{
	taint |= 1UL << flag;
}
EXPORT_SYMBOL(add_taint);

int test_taint(unsigned int flag)
{
	return taint >> flag & 1;
}

unsigned long get_taint(void)
{
	return taint;
}

struct kernel_jmpbuf *oops_set_recovery(struct kernel_jmpbuf *buf)
{
	struct kernel_jmpbuf *old = current->recovery;

	current->recovery = buf;
	current->recovery_count = preempt_count();
	return old;
}

void oops_set_thread_end(void (*fn)(void))
{
	thread_end = fn;
}

static __noreturn void stop_here(void)
{
	for (;;) {
		local_irq_disable();
		arch_halt();
	}
}

/*
 * Become the CPU that reports; interrupts stay off. Returns false if it is
 * that already: the report itself failed.
 */
static bool oops_begin(void)
{
	int me = smp_processor_id() + 1;

	local_irq_disable();
	if (atomic_read(&reporter) == me) {
		if (++depth == 2 && qemu_exit_wanted())
			kernel_power_off(1);
		if (depth > 1)
			stop_here();
		printk_bust_locks();
		return false;
	}
	while (atomic_cmpxchg(&reporter, 0, me))
		cpu_relax();
	depth = 0;
	oops_in_progress = 1;
	printk_bust_locks();
	return true;
}

static void oops_end(void)
{
	oops_in_progress = 0;
	atomic_set(&reporter, 0);
}

/* The last act of a panic, after its report. */
static __noreturn void panic_stop(void)
{
	int i;

	smp_send_stop();
	console_flush_on_panic();
	if (qemu_exit_wanted())
		kernel_power_off(1);
	if (panic_timeout > 0) {
		printk(KERN_EMERG "restart in %d seconds\n", panic_timeout);
		console_flush_on_panic();
		for (i = 0; i < panic_timeout; i++)
			mdelay(1000);
		kernel_restart();
	}
	printk(KERN_EMERG "stopped; nothing but a reset helps now\n");
	console_flush_on_panic();
	stop_here();
}

void panic(const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	struct unwind_state s;
	bool first = oops_begin();
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	printk(KERN_EMERG "Panic: %pV\n", &vaf);
	va_end(args);
	if (first) {
		unwind_start_caller(&s);
		printk(KERN_EMERG "backtrace:\n");
		show_trace(KERN_EMERG, &s);
	}
	panic_stop();
}
EXPORT_SYMBOL(panic);

bool oops_can_recover(void)
{
	return current->recovery || (current->pid && thread_end);
}

/* Give up what ran, after its report, or everything. */
static __noreturn void oops_recover(void)
{
	struct task_struct *task = current;
	struct kernel_jmpbuf end = {
		.sp = (unsigned long)task->stack + PAGE_SIZE - sizeof(long),
		.ip = (unsigned long)thread_end,
	};
	bool alone = task->pid && thread_end;	/* can end by itself */
	struct kernel_jmpbuf *buf = task->recovery ? : alone ? &end : NULL;
	int held = preempt_count() -
		   (task->recovery ? task->recovery_count : 0);

	if (!buf || in_interrupt()) {
		printk(KERN_EMERG "Panic: %s failed, there is nothing to go "
		       "back to\n", in_interrupt() ? "an interrupt" :
		       "the boot");
		panic_stop();
	}
	oops_end();
	if (held)
		printk(KERN_EMERG "preempt_count was %d too high: a lock may "
		       "be held for ever\n", held);
	if (!task->recovery)
		printk(KERN_EMERG "thread %s ends here\n", task->comm);
	task->recovery = NULL;
	lockdep_forget_held();
	preempt_count_sub(held);
	doublefault_leave();
	local_irq_enable();
	kernel_longjmp(buf, 1);
}

void die_oops(const struct oops *o)
{
	if (!oops_begin()) {
		printk(KERN_EMERG "and while reporting: %s, at %08lx %pS\n",
		       o->why, o->ip, (void *)o->ip);
		/* Too little stack was left. Now there is a fresh one. */
		if (!in_doublefault())
			panic_stop();
	}
	oops_count++;
	add_taint(TAINT_DIE, LOCKDEP_NOW_UNRELIABLE);
	oops_print(o, oops_count);
	oops_recover();
}

void die(const char *why, struct pt_regs *regs, long err)
{
	struct oops o = {
		.why = why,
		.regs = regs,
		.ip = regs->ip,
		.sp = kernel_stack_pointer(regs),
		.bp = regs->bp,
		.error = err,
	};

	die_oops(&o);
}

/* BUG: the place is the caller's, its registers are gone by now. */
void bug_report(const char *file, int line, const char *fmt, ...)
{
	unsigned long *frame = __builtin_frame_address(0);
	static char why[128];		/* under `reporter` */
	struct va_format vaf = { .fmt = fmt };
	struct oops o = {
		.why = why,
		.bp = frame[0],
		.ip = frame[1],
		.sp = (unsigned long)(frame + 2),
	};
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	if (fmt)
		snprintf(why, sizeof(why), "BUG at %s:%d: %pV", file, line,
			 &vaf);
	else
		snprintf(why, sizeof(why), "BUG at %s:%d", file, line);
	va_end(args);
	die_oops(&o);
}
EXPORT_SYMBOL(bug_report);

void warn_slowpath(const char *file, int line, void *caller,
		   const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	struct unwind_state s;
	va_list args;

	unwind_start_caller(&s);
	warn_count++;
	add_taint(TAINT_WARN, LOCKDEP_STILL_OK);
	printk(KERN_WARNING "Warning %u at %s:%d, %pS\n", warn_count, file,
	       line, caller ? caller : (void *)s.ip);
	if (fmt) {
		va_start(args, fmt);
		vaf.va = &args;
		printk(KERN_WARNING "  %pV", &vaf);
		va_end(args);
	}
	if (oops_in_progress)
		return;
	printk(KERN_WARNING "backtrace:\n");
	show_trace(KERN_WARNING, &s);
}
EXPORT_SYMBOL(warn_slowpath);
