/*
 * kmap: which pages of high memory have an address now, and for whom.
 *
 * Model: the 1024 slots of kmap(), of which those in use are listed and the
 * others counted; then what each CPU has mapped with kmap_atomic().
 *
 *	slot  address     frame    users  mapped by
 *	   3  0xff803000  0x3a204      1  demo_highmem+0x5c/0x120
 *
 * Invariants: used + idle + clean slots are all of them.
 * Locking & context: each slot is read under kmap's lock, the list is not of
 * one moment; other CPUs' kmap_atomic slots are read without any lock.
 * In Linux: nothing shows this.
 * Watch it: (gdb) km-kmap
 *           (gdb) break kmap_show
 */

#include "internal.h"
#include <linux/highmem.h>
#include <linux/jiffies.h>
#include <linux/math64.h>
#include <linux/smp.h>

static void show_summary(struct seq_file *m)
{
	struct kmap_state s;

	kmap_get_state(&s);
	if (!populated_zone(&zones[ZONE_HIGHMEM]))
		seq_printf(m, "no high memory here: every page has its address "
			   "(try highmem=64M)\n");
	else
		seq_printf(m, "%u slots at 0x%08lx: %u in use, %u idle, %u clean\n",
			   (unsigned int)LAST_PKMAP, PKMAP_BASE, s.used, s.idle,
			   s.clean);
	seq_printf(m, "flushes %u", s.flushes);
	if (s.flushes)
		seq_printf(m, ", the last %u s ago",
			   jiffies_to_msecs(jiffies - s.flushed_at) / 1000);
	seq_printf(m, "; had to sleep %u times, asleep now %u; misuses %u\n",
		   s.sleeps, s.sleepers, s.bugs);
}

static void show_slot(struct seq_file *m, unsigned int slot, bool *head)
{
	unsigned int users = 0;
	unsigned long caller = 0;
	struct page *page = kmap_get_slot(slot, &users, &caller);

	if (!page || !users)
		return;
	if (!*head)
		seq_printf(m, "slot  address     frame    users  mapped by\n");
	*head = true;
	seq_printf(m, "%4u  0x%08lx  0x%05lx  %5u  %pS%s\n", slot,
		   PKMAP_BASE + slot * PAGE_SIZE, page_to_pfn(page), users,
		   (void *)caller,
		   page_count(page) ? "" : "  (the page is free!)");
}

static void show_atomic(struct seq_file *m, unsigned int cpu)
{
	unsigned long caller, pfn;

	for (unsigned int type = 0; type < KM_TYPE_NR; type++) {
		pfn = kmap_atomic_get_slot(cpu, type, &caller);
		if (pfn != ~0UL)
			seq_printf(m, "CPU %u, %s: frame 0x%05lx, by %pS\n", cpu,
				   km_type_name[type], pfn, (void *)caller);
	}
}

static int kmap_show(struct seq_file *m, void *v)
{
	bool head = false;
	unsigned int cpu;

	show_summary(m);
	for (unsigned int slot = 0; slot < LAST_PKMAP; slot++)
		show_slot(m, slot, &head);
	for_each_possible_cpu(cpu)
		show_atomic(m, cpu);
	return 0;
}
PROC_SHOW(kmap, kmap_show,
	  "addresses lent to pages of high memory, and to whom\n"
	  "  idle: not used, still mapped; clean: free. `demo highmem` shows "
	  "how they\n"
	  "  change. A slot in use names who mapped it last.");
