/*
 * hooks_switch.c - instruments go on and off while the kernel runs.
 *
 * The first one on shuts every per-CPU array and list, each on its own CPU, so
 * that from then on all goes the slow way; the last one off opens them again.
 * (Those that the command line asks for never had them open.)
 *
 * Invariants: when set_hooks() is back, every CPU goes the way that mm_hooks
 * asks for; fault_inject_users counts those who began and have not ended.
 * Locking: a mutex over the switching. Context: process, may sleep.
 * Linux: static keys, which change the code instead.
 * gdb: `break set_hooks`, `km-fault-inject`.
 */
#include <linux/fault-inject.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/smp.h>
#include "../internal.h"
#include "../slab.h"

static DEFINE_MUTEX(hooks_mutex);
static unsigned int fault_inject_users;

static void set_fast_ways(void)
{
	struct zone *zone;

	on_each_cpu(slab_set_limits, NULL, 1);
	for_each_populated_zone(zone)
		size_pageset(zone);
	if (mm_hooks)
		drain_all_pages();
}

static void set_hooks(unsigned int hooks, bool on)
{
	bool were = mm_hooks;

	mm_hooks = on ? mm_hooks | hooks : mm_hooks & ~hooks;
	if (were != !!mm_hooks)
		set_fast_ways();
}

void fault_inject_begin(void)
{
	mutex_lock(&hooks_mutex);
	fault_inject_users++;
	set_hooks(MM_FAULT_INJECT, true);
	mutex_unlock(&hooks_mutex);
}
EXPORT_SYMBOL(fault_inject_begin);

/* May @attr fail anything yet? */
static bool can_fail(const struct fault_attr *attr)
{
	return attr->probability && atomic_read(&attr->times);
}

void fault_inject_end(void)
{
	mutex_lock(&hooks_mutex);
	fault_inject_users--;
	set_hooks(MM_FAULT_INJECT, fault_inject_users || can_fail(&failslab) ||
		  can_fail(&fail_page_alloc));
	mutex_unlock(&hooks_mutex);
}
EXPORT_SYMBOL(fault_inject_end);

/* kmemleak's table: a 128th of low memory, or as much of that as there is. */
static struct page *leak_table;
static unsigned int leak_order;

static struct page *alloc_leak_table(void)
{
	leak_order = min_t(unsigned int, get_order(max_low_pfn * 32),
			   MAX_PAGE_ORDER);
	for (;; leak_order--) {
		struct page *table = alloc_pages(GFP_KERNEL | __GFP_NOWARN,
						 leak_order);

		if (table || !leak_order)
			return table;
	}
}

int kmemleak_mark(void)
{
	mutex_lock(&hooks_mutex);
	if (!leak_table)
		leak_table = alloc_leak_table();
	if (leak_table) {		/* first no free must be missed */
		set_hooks(MM_KMEMLEAK, true);
		kmemleak_set_table(page_address(leak_table),
				   PAGE_SIZE << leak_order);
	}
	mutex_unlock(&hooks_mutex);
	return leak_table ? 0 : -ENOMEM;
}
EXPORT_SYMBOL(kmemleak_mark);

void kmemleak_off(void)
{
	mutex_lock(&hooks_mutex);
	set_hooks(MM_KMEMLEAK, false);
	kmemleak_set_table(NULL, 0);
	if (leak_table)
		__free_pages(leak_table, leak_order);
	leak_table = NULL;
	mutex_unlock(&hooks_mutex);
}
EXPORT_SYMBOL(kmemleak_off);
