/*
 * vmstat.c - sums: what is free in all zones together, what all CPUs did.
 *
 *	         DMA   Normal  HighMem          CPU 0   CPU 1
 *	free      12  +  340  +  9000   pgalloc  700  +  350  ...
 *
 * Each zone counts its own frames, and each CPU its own events (a per-CPU
 * increment costs one instruction and no lock), so whoever wants the whole adds
 * up. What is on per-CPU lists is off a zone's books: not free here.
 *
 * Invariant: no sum is kept, so none can be wrong for longer than it takes.
 * Locking: none: on a machine at work a sum is a good guess. Context: any.
 * Linux: mm/vmstat.c, si_meminfo() in mm/page_alloc.c.
 * gdb: `km-zones`, `km-percpu vm_event_states`.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sysinfo.h>
#include "internal.h"

DEFINE_PER_CPU(struct vm_event_state, vm_event_states);

unsigned long nr_free_pages(void)
{
	unsigned long sum = 0;
	struct zone *zone;

	for_each_zone(zone)
		sum += zone->free_pages;
	return sum;
}
EXPORT_SYMBOL(nr_free_pages);

unsigned long nr_free_buffer_pages(void)
{
	return zones[ZONE_DMA].free_pages + zones[ZONE_NORMAL].free_pages;
}
EXPORT_SYMBOL(nr_free_buffer_pages);

unsigned long nr_free_pagecache_pages(void)
{
	return nr_free_pages();
}
EXPORT_SYMBOL(nr_free_pagecache_pages);

void si_meminfo(struct sysinfo *si)
{
	struct zone *zone;

	memset(si, 0, sizeof(*si));
	for_each_zone(zone)
		si->totalram += zone->managed_pages;
	si->freeram = nr_free_pages();
	si->totalhigh = zones[ZONE_HIGHMEM].managed_pages;
	si->freehigh = zones[ZONE_HIGHMEM].free_pages;
	si->mem_unit = PAGE_SIZE;
}
EXPORT_SYMBOL(si_meminfo);

void all_vm_events(struct vm_event_state *sum)
{
	unsigned int cpu;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu) {
		struct vm_event_state *one = &per_cpu(vm_event_states, cpu);

		sum->pgalloc += one->pgalloc;
		sum->pgfree += one->pgfree;
		sum->pgfail += one->pgfail;
		sum->pgbad += one->pgbad;
	}
}
