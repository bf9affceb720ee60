/*
 * meminfo, vmstat: memory as a whole, in Linux's formats.
 *
 * Model: totals of the zones; slab and page-table pages are counted by a walk
 * over mem_map, run by run (a few instructions a block, so nothing has to be
 * counted on the allocator's hot paths). Low memory is what the direct map
 * covers; Buffers are the data of the buffer cache, which is slab, too. Lines
 * of things that don't exist yet (Cached, Swap) are there with 0, because tools
 * that read these files expect them.
 *
 * Invariants: MemTotal = LowTotal + HighTotal, MemFree likewise.
 * Locking & context: no lock; sums of moving figures. Prompt only.
 * In Linux: meminfo_proc_show(), vmstat_show().
 * Watch it: (gdb) break meminfo_show
 *           (gdb) km-zones
 */

#include "internal.h"
#include <linux/cpumask.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <asm/tlbflush.h>
#include "../fs/buffer.h"
#include "../mm/vmap.h"

static struct {
	unsigned long managed[2];	/* [0] low, [1] high */
	unsigned long free[2];		/* the CPUs' lists included */
	unsigned long pcp;		/* of them on the CPUs' lists */
	unsigned long slab;
	unsigned long tables;
} sum;

static void count_zone(struct zone *zone)
{
	unsigned long pfn, run;
	bool high = is_highmem(zone);

	sum.managed[high] += zone->managed_pages;
	for (pfn = zone->zone_start_pfn; pfn < zone_end_pfn(zone); pfn += run) {
		switch (frame_run(pfn, &run)) {
		case 'p':
			sum.pcp += run;
			sum.free[high] += run;
			break;
		case 's':
			sum.slab += run;
			break;
		case 't':
			sum.tables += run;
			break;
		case '0' ... '9':
		case 'A':
			sum.free[high] += run;
			break;
		}
	}
}

static void count_all(void)
{
	struct zone *zone;

	memset(&sum, 0, sizeof(sum));
	for_each_populated_zone(zone)
		count_zone(zone);
}

static void kb(struct seq_file *m, const char *name, unsigned long pages)
{
	seq_printf(m, "%-15s %8lu kB\n", name, pages << (PAGE_SHIFT - 10));
}

/* Pages of the direct map that large (4 MB) pages cover. */
static unsigned long large_pages(void)
{
	unsigned long addr, pages = 0;

	for (addr = PAGE_OFFSET; addr < (unsigned long)high_memory;
	     addr += PMD_SIZE)
		if (pmd_large(*pmd_offset(pgd_offset_k(addr), addr)))
			pages += PMD_SIZE >> PAGE_SHIFT;
	return pages;
}

static int meminfo_show(struct seq_file *m, void *v)
{
	unsigned long large = large_pages();

	count_all();
	kb(m, "MemTotal:", sum.managed[0] + sum.managed[1]);
	kb(m, "MemFree:", sum.free[0] + sum.free[1]);
	kb(m, "MemAvailable:", sum.free[0] + sum.free[1]);
	kb(m, "Buffers:", buffer_stats.bytes >> PAGE_SHIFT);
	kb(m, "Cached:", 0);
	kb(m, "SwapCached:", 0);
	kb(m, "HighTotal:", sum.managed[1]);
	kb(m, "HighFree:", sum.free[1]);
	kb(m, "LowTotal:", sum.managed[0]);
	kb(m, "LowFree:", sum.free[0]);
	kb(m, "SwapTotal:", 0);
	kb(m, "SwapFree:", 0);
	kb(m, "Slab:", sum.slab);
	kb(m, "PageTables:", sum.tables);
	kb(m, "VmallocTotal:", (VMALLOC_END - VMALLOC_START) >> PAGE_SHIFT);
	kb(m, "VmallocUsed:", vmalloc_used());
	kb(m, "VmallocChunk:", vmap_largest_hole() >> PAGE_SHIFT);
	kb(m, "DirectMap4k:", (__pa(high_memory) >> PAGE_SHIFT) - large);
	kb(m, "DirectMap4M:", large);
	return 0;
}
PROC_SHOW(meminfo, meminfo_show, "memory as a whole, in kB");

static void show_tlb(struct seq_file *m)
{
	struct tlb_event_state all = { .remote = 0 }, one;
	int cpu;

	for_each_online_cpu(cpu) {
		one = tlb_events_cpu(cpu);
		all.remote += one.remote;
		all.remote_received += one.remote_received;
		all.local_all += one.local_all;
		all.local_one += one.local_one;
	}
	seq_printf(m, "nr_vmalloc_lazy %lu\nnr_tlb_remote_flush %lu\n",
		   vmap_nr_lazy(), all.remote);
	seq_printf(m, "nr_tlb_remote_flush_received %lu\n", all.remote_received);
	seq_printf(m, "nr_tlb_local_flush_all %lu\nnr_tlb_local_flush_one %lu\n",
		   all.local_all, all.local_one);
}

static int vmstat_show(struct seq_file *m, void *v)
{
	static struct vm_event_state events;

	count_all();
	all_vm_events(&events);
	seq_printf(m, "nr_free_pages %lu\nnr_pcp_pages %lu\n",
		   sum.free[0] + sum.free[1] - sum.pcp, sum.pcp);
	seq_printf(m, "nr_slab_unreclaimable %lu\nnr_page_table_pages %lu\n",
		   sum.slab, sum.tables);
	seq_printf(m, "pgalloc %lu\npgfree %lu\npgfail %lu\npgbad %lu\n",
		   events.pgalloc, events.pgfree, events.pgfail, events.pgbad);
	show_tlb(m);
	return 0;
}
PROC_SHOW(vmstat, vmstat_show, "counters: pages by use, allocations and frees\n"
	  "  pgalloc, pgfree: blocks given and taken back; pgfail: requests "
	  "that\n"
	  "  got nothing; pgbad: wrong frees, caught.\n"
	  "  nr_vmalloc_lazy: pages of freed areas that wait for a flush;\n"
	  "  nr_tlb_remote_flush, _received: shoot-downs sent, and CPUs that "
	  "they\n"
	  "  reached; nr_tlb_local_flush_all, _one: times a CPU dropped all\n"
	  "  translations, and single addresses dropped.");
