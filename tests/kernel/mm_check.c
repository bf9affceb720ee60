/*
 * mm_check.c - what must hold in mm/ whenever nothing is going on; run after
 * each suite, so that a suite that breaks something is named.
 */
#include <kunit/test.h>
#include <linux/init.h>
#include <linux/slab_def.h>
#include <linux/smp.h>
#include "mm_test.h"
#include "../../mm/internal.h"
#include "../../mm/vmap.h"

/* This CPU's lists of @zone; interrupts off. */
static int check_lists(struct zone *zone)
{
	int faults = 0;

	for (int order = 0; order < NR_PCP_LISTS; order++) {
		struct per_cpu_pages *pcp = this_cpu_ptr(zone->pageset) + order;
		struct page *page;
		int listed = 0;

		list_for_each_entry(page, &pcp->list, lru) {
			listed++;
			faults += !PagePcp(page) || page_zone(page) != zone ||
				  page_ref_count(page) ||
				  (order && page_order(page) != order);
		}
		faults += listed != pcp->count;
	}
	return faults;
}

/* Each CPU looks at its own: nobody else may walk them. */
static void check_lists_here(void *faults)
{
	struct zone *zone;

	for_each_zone(zone)
		atomic_add(check_lists(zone), faults);
}

/* Every zone and every cache; the number of faults, each reported. */
int mm_check_invariants(void)
{
	atomic_t lists = ATOMIC_INIT(0);
	int faults = slab_check_all() + kmap_check();
	unsigned long flags;
	struct zone *zone;

	for_each_zone(zone) {
		spin_lock_irqsave(&zone->lock, flags);
		faults += buddy_check_zone(zone);
		spin_unlock_irqrestore(&zone->lock, flags);
	}
	spin_lock_irqsave(&vmap_lock, flags);
	faults += vmap_check_tree();
	spin_unlock_irqrestore(&vmap_lock, flags);
	on_each_cpu(check_lists_here, &lists, 1);
	return faults + atomic_read(&lists);
}

static int __init register_mm_check(void)
{
	kunit_register_check(mm_check_invariants);
	return 0;
}
late_initcall(register_mm_check);
