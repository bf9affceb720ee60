/*
 * model.c - the model of model.h, and the hooks that dirty and poison pages.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include "../../mm/internal.h"

static u8 *is_free;			/* by frame number */
static unsigned long free_frames[MAX_NR_ZONES];

bool model_is_free(unsigned long pfn)
{
	return is_free[pfn];
}

unsigned long model_free_frames(struct zone *zone)
{
	return free_frames[zone_idx(zone)];
}

static void set_block(unsigned long pfn, unsigned int order, bool free)
{
	struct zone *zone = page_zone(pfn_to_page(pfn));
	unsigned long n = 1UL << order;

	CHECK_MSG(pfn + n <= zone_end_pfn(zone) && pfn >= zone->zone_start_pfn,
		  "frame %#lx order %u crosses zone %s", pfn, order, zone->name);
	for (unsigned long i = pfn; i < pfn + n; i++)
		CHECK_MSG(is_free[i] != free, "frame %#lx (order %u at %#lx) %s",
			  i, order, pfn, free ? "freed twice" : "given twice");
	memset(is_free + pfn, free, n);
	free_frames[zone_idx(zone)] += free ? n : -n;
}

void model_take(unsigned long pfn, unsigned int order)
{
	CHECK_MSG(!(pfn & ((1UL << order) - 1)), "frame %#lx order %u", pfn,
		  order);
	set_block(pfn, order, false);
}

void model_give(unsigned long pfn, unsigned int order)
{
	set_block(pfn, order, true);
}

/* Every CPU gives its single pages back: we play them one after the other. */
void model_drain(void)
{
	unsigned int cpu, me = smp_processor_id();

	for_each_possible_cpu(cpu) {
		host_become_cpu(cpu);
		drain_local_pages();
	}
	host_become_cpu(me);
}

void model_init(void)
{
	model_drain();
	is_free = host_malloc(max_mapnr);
	memset(is_free, 0, max_mapnr);
	for (unsigned long pfn = 0; pfn < max_mapnr; pfn++) {
		struct page *page = pfn_to_page(pfn);

		if (PageBuddy(page))
			set_block(pfn, page_order(page), true);
	}
	model_compare();
}

/* The order of the largest aligned free block that begins at @pfn. */
static unsigned int order_at(unsigned long pfn, unsigned long end)
{
	unsigned int order = 0;
	unsigned long have = 1;

	while (order < MAX_PAGE_ORDER && !(pfn & ((2UL << order) - 1)) &&
	       pfn + (2UL << order) <= end) {
		for (; have < 2UL << order; have++)
			if (!is_free[pfn + have])
				return order;
		order++;
	}
	return order;
}

static void compare_zone(struct zone *zone)
{
	unsigned long want[MAX_ORDER] = { 0 };
	unsigned long pfn = zone->zone_start_pfn, end = zone_end_pfn(zone);

	while (pfn < end) {
		unsigned int order;

		if (!is_free[pfn]) {
			pfn++;
			continue;
		}
		order = order_at(pfn, end);
		CHECK_MSG(pfn_to_page(pfn)->flags == ((unsigned long)
			  zone_idx(zone) << PAGE_ZONE_SHIFT | 1UL << PG_buddy |
			  (unsigned long)order << PAGE_ORDER_SHIFT),
			  "frame %#lx: order %u expected, flags %#lx", pfn,
			  order, pfn_to_page(pfn)->flags);
		want[order]++;
		pfn += 1UL << order;
	}
	for (unsigned int order = 0; order < MAX_ORDER; order++)
		CHECK_MSG(zone->free_area[order].nr_free == want[order],
			  "zone %s order %u: %lu blocks, want %lu", zone->name,
			  order, zone->free_area[order].nr_free, want[order]);
	CHECK_EQ(zone->free_pages, free_frames[zone_idx(zone)]);
	CHECK_EQ(buddy_check_zone(zone), 0);
	CHECK(!spin_is_locked(&zone->lock));
}

void model_compare(void)
{
	struct zone *zone;

	model_drain();
	for_each_zone(zone)
		compare_zone(zone);
	CHECK_EQ(preempt_count(), 0);
	CHECK(!irqs_disabled());
}

/* ---- hooks ---- */

#define POISON_ORDER	3		/* larger blocks would take too long */

bool model_poison;
u32 model_fail, model_failed;
static bool ever;			/* poison may be left from before */

struct page *__real_alloc_pages(gfp_t gfp, unsigned int order);
struct page *__wrap_alloc_pages(gfp_t gfp, unsigned int order);
void __real___free_pages(struct page *page, unsigned int order);
void __wrap___free_pages(struct page *page, unsigned int order);
void __real_put_page(struct page *page);
void __wrap_put_page(struct page *page);

struct page *__wrap_alloc_pages(gfp_t gfp, unsigned int order)
{
	struct page *page;

	if (model_fail) {
		model_fail--;
		model_failed++;
		return NULL;
	}
	page = __real_alloc_pages(gfp, order);
	ever |= model_poison;
	if (!page || !ever)
		return page;
	page->index = host_rand();	/* whoever minds must set it */
	if (PageHighMem(page))
		return page;
	host_unpoison((u32)page_address(page), PAGE_SIZE << order);
	if (model_poison && !(gfp & __GFP_ZERO) && order <= POISON_ORDER)
		for (u32 i = 0; i < 1U << order; i++)
			memset(page_address(page + i), host_rand(), PAGE_SIZE);
	return page;
}

/* After a free: what has no reference any more is nobody's. */
static void poison(struct page *page, unsigned int order)
{
	if (!model_poison || order > POISON_ORDER || PageHighMem(page))
		return;
	for (u32 i = 0; i < 1U << order; i++)
		if (!page_ref_count(page + i))
			host_poison((u32)page_address(page + i), PAGE_SIZE);
}

void __wrap___free_pages(struct page *page, unsigned int order)
{
	unsigned long before = this_cpu_read(vm_event_states.pgfree);

	__real___free_pages(page, order);
	if (this_cpu_read(vm_event_states.pgfree) != before)
		poison(page, order);
}

void __wrap_put_page(struct page *page)
{
	unsigned long before = this_cpu_read(vm_event_states.pgfree);
	unsigned int order;

	page = compound_head(page);
	order = compound_order(page);
	__real_put_page(page);
	if (this_cpu_read(vm_event_states.pgfree) != before)
		poison(page, order);
}
