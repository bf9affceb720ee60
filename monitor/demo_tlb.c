/*
 * demo tlb: a translation that outlives its page-table entry, and the cure.
 *
 * Model: one address, two frames with a word each. Every CPU reads the word, so
 * every CPU has the translation. Then the entry is changed in memory, and
 * nobody is told: the CPUs go on reading the old frame. A flush here cures this
 * CPU; one everywhere cures all.
 *
 * Invariants: gives back all it takes.
 * Locking & context: prompt only; preemption off while "this CPU" must stay it.
 * In Linux: arch/x86/mm/tlb.c.
 * Watch it: (gdb) break flush_tlb_one_kernel
 *           (gdb) monitor info tlb
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/vmalloc.h>
#include <asm/tlbflush.h>
#include "../mm/internal.h"

#define OLD	0x01dda7a
#define NEW	0x4e3da7a

static volatile u32 *where;
static DEFINE_PER_CPU(u32, seen);

static void look_here(void *unused)
{
	this_cpu_write(seen, *where);
}

static void look_everywhere(const char *when)
{
	int cpu;

	on_each_cpu(look_here, NULL, 1);
	for_each_online_cpu(cpu)
		say("    CPU %d reads %#09x %s\n", cpu, per_cpu(seen, cpu),
		    per_cpu(seen, cpu) == NEW ? "the new frame's word" :
		    "the old frame's word");
	say("  %s\n", when);
}

static void set_entry(struct page *page)
{
	unsigned long addr = (unsigned long)where;

	set_kernel_pte(addr, lookup_address(addr),
		       pfn_pte(page_to_pfn(page), PAGE_KERNEL));
}

static void show_stale(struct page *old, struct page *new)
{
	say("The address %p, mapped to frame %#lx; and every CPU has used it:\n\n",
	    where, page_to_pfn(old));
	set_entry(old);
	look_everywhere("Each CPU keeps the translation now, in its TLB.");
	say("\nThe entry in memory becomes frame %#lx. Nobody is told:\n\n",
	    page_to_pfn(new));
	set_entry(new);
	look_everywhere("Not one looked at the page table again: the stale "
			"translation.");
}

static void show_cure(void)
{
	preempt_disable();
	__flush_tlb_one((unsigned long)where);
	say("\nThis CPU (%d) drops it, with invlpg:\n\n", smp_processor_id());
	preempt_enable();
	look_everywhere(num_online_cpus() > 1 ?
			"Only this one: no CPU can flush another's TLB." :
			"It walked the tables again.");
	if (num_online_cpus() == 1)
		return;
	flush_tlb_one_kernel((unsigned long)where);
	say("\nflush_tlb_one_kernel(): an interrupt asks each of them to:\n\n");
	look_everywhere("That is the shoot-down: `vmstat` counts them "
			"(nr_tlb_remote_flush).");
}

static int with_frames(struct page *old, struct page *new)
{
	struct vm_struct *area = alloc_vm_area(PAGE_SIZE);

	if (!area)
		return -ENOMEM;
	where = area->addr;
	*(u32 *)page_address(old) = OLD;
	*(u32 *)page_address(new) = NEW;
	show_stale(old, new);
	show_cure();
	say("\nHad the old frame been given to somebody else in between, a CPU "
	    "would have\nread, or written, somebody else's memory. So: first the "
	    "entry, then the\nflush, and only then is the frame free.\n");
	free_vm_area(area);
	return 0;
}

static int demo_tlb(void)
{
	struct page *old = alloc_page(GFP_KERNEL), *new = alloc_page(GFP_KERNEL);
	int error = old && new ? with_frames(old, new) : -ENOMEM;

	if (old)
		__free_page(old);
	if (new)
		__free_page(new);
	return error;
}
DEMO(tlb, "a translation outlives its entry, until it is flushed", demo_tlb);
