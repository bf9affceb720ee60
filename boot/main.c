/*
 * main.c - the boot, from the first line of C to the prompt.
 *
 * start_kernel() is the table of contents: each line makes one more thing work,
 * and uses only what stands above it. head.S has turned on paging for the
 * first 16 MB; interrupts are off until almost the end.
 *
 * Linux: init/main.c. gdb: `break start_kernel`, then `next`.
 */
#include <linux/console.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/ioport.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/monitor.h>
#include <linux/params.h>
#include <linux/oops.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <linux/vmalloc.h>
#include <asm/acpi.h>
#include <asm/apic.h>
#include <asm/bootinfo.h>
#include <asm/desc.h>
#include <asm/processor.h>
#include <asm/sections.h>
#include <asm/setup.h>
#include <asm/smp.h>
#include <asm/traps.h>
#include "boot.h"
#include "../drivers/drivers.h"

u64 prompt_tsc;			/* the time stamp when the boot was over */

static void __init print_banner(void)
{
	struct zone *zone;

	pr_info("Memory: %luK of RAM, %luK free\n", num_physpages * 4,
		nr_free_pages() * 4);
	for_each_populated_zone(zone)
		pr_info("  zone %-8s frames %#07lx-%#07lx: %lu present, %lu managed\n",
			zone->name, zone->zone_start_pfn,
			zone_end_pfn(zone) - 1, zone->present_pages,
			zone->managed_pages);
}

static void __init do_initcalls(void)
{
	const initcall_t *call;

	for (call = __initcall_start; call < __initcall_end; call++) {
		int err = (*call)();

		if (err)
			pr_warn("initcall %ps returned %d\n", *call, err);
	}
}

static int monitor_thread(void *unused)
{
	prompt_tsc = boot_tsc ? rdtsc() : 0;
	monitor_main();			/* the prompt */
}

/* Not __init: it gives away the memory that start_kernel() is in. */
static noinline void __noreturn rest_init(void)
{
	struct task_struct *monitor;

	free_reserved_area(__init_begin, __init_end, 0xcc, "init memory");
	system_state = SYSTEM_RUNNING;
	local_irq_enable();
	monitor = kthread_create(monitor_thread, NULL, "monitor");
	if (IS_ERR(monitor))
		panic("no memory for the monitor's thread");
	kthread_bind(monitor, 0);	/* "this CPU" at the prompt stays it */
	wake_up_process(monitor);
	cpu_idle_entry();
}

void __init start_kernel(u32 magic, u32 mbi)
{
	serial_init();			/* printk can be seen */
	cpu_init();			/* features, write protection */
	bootinfo_init(magic, mbi);	/* the loader's words, copied */
	pr_info("k896: %s\n", boot_info.cmdline);

	setup_e820();			/* the firmware's memory map */
	parse_params(boot_info.cmdline, 1); /* the user's corrections */
	setup_memblock();		/* what is RAM, what is taken */
	pat_init();			/* kinds of caching */
	paging_init();			/* the direct map */
	acpi_find_cpus();		/* how many CPUs */
	setup_per_cpu_areas();		/* a copy for each CPU */
	trap_init();			/* gates, double fault */
	iomem_init();			/* who owns which address */
	mem_init();			/* mem_map, zones, buddy */
	kmem_cache_init();		/* caches of objects */
	kmalloc_init();			/* memory of any size */
	vmalloc_init();			/* areas of addresses */
	oops_register(describe_address); /* reports can say more */
	parse_params(boot_info.cmdline, 0); /* what remains of the line */

	pic_init();			/* the interrupt controller */
	apic_init();			/* or the better one */
	ipi_init();			/* messages between CPUs */
	pit_init();			/* a tick */
	sched_init();			/* this is a thread now */
	time_init();			/* a clock */
	vga_init();			/* a screen */
	keyboard_init();		/* a keyboard */
	serial_irq_init();		/* input from the line */
	smp_init();			/* the other CPUs */
	do_initcalls();			/* whoever registered */
	print_banner();
	rest_init();			/* contexts begin to count */
}
