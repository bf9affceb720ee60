/*
 * demo vmalloc: scattered frames, contiguous addresses, and what that costs.
 *
 * Model: makes single frames free, no two of them neighbours, and lets
 * vmalloc() use these; draws where each page of the area really is, and the
 * guard page behind it; frees it, and looks at what waits for a flush; then
 * measures pairs of vmalloc and of kmalloc, in ticks of the TSC: few of each,
 * as `fault_inject each` goes through all of it once for every page.
 *
 * Invariants: gives back all it takes.
 * Locking & context: prompt only.
 * In Linux: mm/vmalloc.c.
 * Watch it: (gdb) break vmalloc
 *           (gdb) km-vmalloc
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <asm/processor.h>

#define PAGES	5
#define ROUNDS	8

/* Every other one of many frames is free now; @held keeps the rest. */
static int scatter_frames(struct page *held[PAGES])
{
	struct page *spare[PAGES] = { NULL };
	int error = 0, i;

	for (i = 0; i < PAGES; i++) {
		spare[i] = alloc_page(GFP_HIGHUSER);
		held[i] = alloc_page(GFP_HIGHUSER);
		if (!spare[i] || !held[i])
			error = -ENOMEM;
	}
	for (i = 0; i < PAGES; i++)
		if (spare[i])
			__free_page(spare[i]);
	return error;
}

static void draw_area(const char *p)
{
	int i;

	say("    address              frame    physical\n");
	for (i = 0; i < PAGES; i++) {
		unsigned long pfn = vmalloc_to_pfn(p + i * PAGE_SIZE);

		say("    %p  page %d   0x%05lx  0x%08llx  %s\n",
		    p + i * PAGE_SIZE, i, pfn, (u64)PFN_PHYS(pfn),
		    page_zone(pfn_to_page(pfn))->name);
	}
	say("    %p  guard    nothing: one byte too far faults\n",
	    p + i * PAGE_SIZE);
}

static int show_one_area(void)
{
	char *p = vmalloc(PAGES * PAGE_SIZE - 100);

	if (!p)
		return -ENOMEM;
	say("vmalloc(%lu) = %p\n\n", PAGES * PAGE_SIZE - 100, p);
	draw_area(p);
	say("\nAddresses in a row; frames wherever they were. For a device, which\n"
	    "sees frames, this is not a buffer. Who made it is known:\n\n");
	show("vmallocinfo");
	vfree(p);
	say("\nAfter vfree() the entries are empty. Before frames and addresses\n"
	    "are somebody else's, every CPU has to forget them:\n\n");
	show("vmallocinfo");
	if (num_online_cpus() > 1)
		say("    unpurged: it waits for others, to be flushed with them\n");
	else
		say("    (nothing: with one CPU the flush is done at once)\n");
	vm_unmap_aliases();
	return 0;
}

/* Ticks for a pair, the fastest of ROUNDS; 0: it could not be had. */
static unsigned long ticks(size_t bytes, void *(*alloc)(size_t),
			   void (*free)(const void *))
{
	unsigned long best = ULONG_MAX;
	u64 start;
	void *p;

	for (int i = 0; i < ROUNDS; i++) {
		start = rdtsc();
		p = alloc(bytes);
		if (!p)
			return 0;
		free(p);
		best = min(best, (unsigned long)(rdtsc() - start));
	}
	return best;
}

static void *by_kmalloc(size_t bytes)
{
	return kmalloc(bytes, GFP_KERNEL);
}

static void *by_vmalloc(size_t bytes)
{
	return vmalloc(bytes);
}

static void measure(void)
{
	static const int pages[] = { 1, 4, 16, 32, 128 };
	unsigned long k, v;
	int i;

	say("\nWhat a pair costs, in ticks of the TSC:\n\n"
	    "    pages   kmalloc    vmalloc\n");
	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		size_t bytes = pages[i] << PAGE_SHIFT;

		k = bytes <= KMALLOC_MAX_SIZE ?
			ticks(bytes, by_kmalloc, kfree) : 0;
		v = ticks(bytes, by_vmalloc, vfree);
		if (k)
			say("    %5d %9lu  %9lu\n", pages[i], k, v);
		else
			say("    %5d         -  %9lu\n", pages[i], v);
	}
	say("\nkmalloc's memory is mapped already, and ends at %d KB. vmalloc "
	    "writes an\nentry for each page, and has it forgotten.\n",
	    KMALLOC_MAX_SIZE >> 10);
	vm_unmap_aliases();
}

static int demo_vmalloc(void)
{
	struct page *held[PAGES] = { NULL };
	int error = scatter_frames(held), i;

	if (!error)
		error = show_one_area();
	for (i = 0; i < PAGES; i++)
		if (held[i])
			__free_page(held[i]);
	if (!error)
		measure();
	return error;
}
DEMO(vmalloc, "contiguous addresses for frames that are scattered",
     demo_vmalloc);
