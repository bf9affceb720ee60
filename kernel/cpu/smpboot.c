/*
 * smpboot.c - from one CPU to all of them.
 *
 * For each possible CPU, one after the other: its GDT, its stacks (a page each
 * with a guard page below: its idle thread's, for interrupts, for softirqs, for
 * the double fault) and its idle thread are made here, by CPU 0. Then the
 * messages that Intel prescribes:
 *
 *	INIT		forget everything, wait
 *	(10 ms)
 *	STARTUP page	begin in real mode at the start of that page
 *	(200 us)
 *	STARTUP		again, if it has not come up: the first may get lost
 *
 * The CPU goes through boot/trampoline.S to start_secondary(), sets up its own
 * registers, and becomes online: that bit is what CPU 0 waits for. A CPU that
 * has not come after a second gets another INIT, so that it can't come later,
 * when the trampoline is another's; it is reported, and the rest goes on.
 *
 * Invariant: online CPUs have their stacks, TSS, APIC and tick; bits in
 * cpu_online_bits are set by the CPU itself, and never cleared.
 * Context: boot, may allocate; start_secondary: interrupts off.
 * Counterpart in Linux: arch/x86/kernel/smpboot.c.
 * gdb:	break start_secondary
 *	info threads
 */
#define pr_fmt(fmt) "smp: " fmt

#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/init.h>
#include <linux/irq.h>
#include <linux/irqflags.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <asm/acpi.h>
#include <asm/apic.h>
#include <asm/desc.h>
#include <asm/pgtable.h>
#include <asm/processor.h>
#include <asm/setup.h>
#include <asm/smp.h>
#include <asm/tlbflush.h>
#include <asm/traps.h>

#define INIT_WAIT	10	/* ms between INIT and STARTUP */
#define STARTUP_WAIT	200	/* us until the second STARTUP */
#define ONLINE_WAIT	1000000	/* us until a CPU counts as dead */
#define POLL		20	/* us between two looks */

/* What boot/trampoline.S loads; the order is its own. */
struct trampoline_args {
	unsigned long cr0, cr3, cr4;
	struct desc_ptr gdt;
} __packed;

extern const char trampoline_start[], trampoline_args[], trampoline_end[];
extern unsigned long secondary_stack;	/* the trampoline takes it as its own */

unsigned long secondary_stack;		/* top of the next CPU's first stack */
static unsigned long boot_cr4;		/* CPU 0's: the same for all */
static DEFINE_PER_CPU(unsigned long, df_stack_top);
static DEFINE_PER_CPU(struct task_struct, idle_task);

/* The kernel's directory, with the low 4 MB at their physical address too. */
static pgd_t *__init make_trampoline_pgd(void)
{
	pgd_t *pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pgd)
		return NULL;
	memcpy(pgd, swapper_pg_dir, PTRS_PER_PGD * sizeof(pgd_t));
	pgd[0] = pgd[pgd_index(PAGE_OFFSET)];
	return pgd;
}

static struct trampoline_args *__init copy_trampoline(pgd_t *pgd)
{
	char *page = __va(trampoline_phys);
	struct trampoline_args *args =
		(void *)(page + (trampoline_args - trampoline_start));

	memcpy(page, trampoline_start, trampoline_end - trampoline_start);
	args->cr0 = read_cr0();
	args->cr3 = __pa(pgd);
	/* Not yet global pages: those of the low 4 MB would stay. */
	args->cr4 = boot_cr4 & ~X86_CR4_PGE;
	return args;
}

static unsigned long __init new_stack(const char *owner)
{
	void *stack = alloc_stack(owner);

	return stack ? (unsigned long)stack + PAGE_SIZE : 0;
}

/* The thread that start_secondary() is from its first instruction on. */
static void __init make_idle(unsigned int cpu, unsigned long stack_top)
{
	struct task_struct *idle = per_cpu_ptr(&idle_task, cpu);

	snprintf(idle->comm, sizeof(idle->comm), "swapper/%u", cpu);
	idle->stack = (void *)(stack_top - PAGE_SIZE);
	idle->active_mm = &init_mm;
	atomic_set(&idle->usage, 1);
	init_idle(idle, cpu);
}

/* @cpu has come: its idle thread is one of the threads. */
static void __init list_idle(unsigned int cpu)
{
	write_lock(&tasklist_lock);
	list_add_tail_rcu(&per_cpu(idle_task, cpu).tasks, &task_list);
	write_unlock(&tasklist_lock);
}

/* All that @cpu finds when it comes; false: no memory. */
static bool __init prepare_cpu(unsigned int cpu, struct trampoline_args *args)
{
	struct desc_struct *table = *per_cpu_ptr(&gdt, cpu);
	unsigned long irq = new_stack("an interrupt stack");
	unsigned long df = new_stack("a double fault stack");

	secondary_stack = new_stack("an idle thread");
	if (!irq || !df || !secondary_stack)
		return false;
	per_cpu(irq_stack_top, cpu) = irq;
	per_cpu(df_stack_top, cpu) = df;
	make_idle(cpu, secondary_stack);
	table[GDT_ENTRY_PERCPU] = (struct desc_struct)
		DESC_INIT(per_cpu_offset(cpu), 0xfffff, DESC_DATA, DESC_FLAT);
	args->gdt.size = sizeof(gdt) - 1;
	args->gdt.address = (unsigned long)table;
	return true;
}

static bool __init came_online(unsigned int cpu, unsigned int usecs)
{
	unsigned int waited;

	for (waited = 0; waited < usecs; waited += POLL) {
		if (cpu_online(cpu))
			return true;
		udelay(POLL);
	}
	return cpu_online(cpu);
}

static bool __init start_cpu(unsigned int cpu)
{
	u32 startup = APIC_DM_STARTUP | trampoline_phys >> PAGE_SHIFT;

	return apic_send(cpu, startup) &&
	       (came_online(cpu, STARTUP_WAIT) ||
		(apic_send(cpu, startup) && came_online(cpu, ONLINE_WAIT)));
}

static void __init start_cpus(struct trampoline_args *args)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		if (cpu)
			apic_send(cpu, APIC_DM_INIT | APIC_ASSERT);
	mdelay(INIT_WAIT);
	for_each_possible_cpu(cpu) {
		if (!cpu)
			continue;
		if (!prepare_cpu(cpu, args)) {
			pr_err("no memory for CPU %u: not started\n", cpu);
			return;
		}
		if (start_cpu(cpu)) {
			list_idle(cpu);
			continue;
		}
		apic_send(cpu, APIC_DM_INIT | APIC_ASSERT);
		pr_err("CPU %u (APIC %u) does not answer: left out\n", cpu,
		       apic_config.apic_id[cpu]);
	}
}

void __init smp_init(void)
{
	pgd_t *pgd;

	if (num_possible_cpus() == 1 || !apic_active)
		return;
	if (!apic_timer_khz) {
		pr_err("no clock for the other CPUs: not started\n");
		return;
	}
	pgd = make_trampoline_pgd();
	if (!pgd)
		return;
	boot_cr4 = read_cr4();
	start_cpus(copy_trampoline(pgd));
	free_page((unsigned long)pgd);
	pr_info("%u of %u CPUs online\n", num_online_cpus(),
		num_possible_cpus());
}

void start_secondary(void)
{
	unsigned int cpu = smp_processor_id();

	write_cr4(boot_cr4);
	__flush_tlb_all();
	pat_init();
	idt_load();
	tss_init();
	doublefault_init(this_cpu_read(df_stack_top));
	apic_setup_local();
	apic_timer_start();
	set_bit(cpu, &cpu_online_bits);
	/* Shoot-downs went to who was online: what one has changed since the
	   flush above, we may still have the old way. */
	__flush_tlb_all();
	cpu_idle_entry();
}
