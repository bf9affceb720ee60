/*
 * harness.c - mm/buddy.c on a memory of NR_FRAMES frames, FIRST .. END of which
 * are one zone. Compiled with the kernel's headers, linked with the checker.
 *
 * The frames beyond are reserved, as behind the end of a real mem_map. Words that
 * mean nothing (the list pointers of what is in no list) are cleared after each
 * step, so that states which are the same also look the same.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include "../../mm/internal.h"
#include "harness.h"

#ifndef FIRST
#define FIRST	0
#define END	NR_FRAMES
#endif

struct page pages[2 * NR_FRAMES] __asm__("spin_pages");
struct zone zones[MAX_NR_ZONES];
struct page *mem_map = pages;
unsigned long max_mapnr = NR_FRAMES;
static int reports;

int printk(const char *fmt, ...)
{
	reports++;
	return 0;
}

void dump_page(const struct page *page, const char *reason)
{
	reports++;
}

void bug_report(const char *file, int line, const char *fmt, ...)
{
	reports++;
	for (;;)
		__builtin_trap();
}

static void forget(void)
{
	for (int i = 0; i < NR_FRAMES; i++)
		if (!PageBuddy(&pages[i]))
			pages[i].lru.next = pages[i].lru.prev = NULL;
}

void spin_reset(void)
{
	struct zone *zone = &zones[ZONE_NORMAL];
	unsigned long normal = (unsigned long)ZONE_NORMAL << PAGE_ZONE_SHIFT;

	zone_init_free_lists(zone);
	zone->zone_start_pfn = FIRST;
	zone->spanned_pages = END - FIRST;
	for (int i = 0; i < 2 * NR_FRAMES; i++) {
		pages[i].flags = normal;
		if (i < FIRST || i >= END)
			pages[i].flags |= 1UL << PG_reserved;
	}
	for (int i = FIRST; i < END; i++)
		__free_one_page(zone, &pages[i], 0);
	forget();
}

/* Mark the frames of a block; false when one was marked already. */
static bool mark(unsigned char *seen, int pfn, int order)
{
	for (int i = pfn; i < pfn + (1 << order); i++) {
		if (i < FIRST || i >= END || seen[i])
			return false;
		seen[i] = 1;
	}
	return !(pfn & ((1 << order) - 1));
}

static int broken(const unsigned char *owner)
{
	unsigned char seen[2 * NR_FRAMES] = { 0 };
	int frames = 0;

	reports = 0;
	if (buddy_check_zone(&zones[ZONE_NORMAL]) || reports)
		return 1;
	for (int i = FIRST; i < END; i++) {
		if (owner[i] && !mark(seen, i, owner[i] - 1))
			return 2;	/* given out twice, or misplaced */
		if (owner[i] && page_order(&pages[i]) != owner[i] - 1u)
			return 3;	/* the order of a block is forgotten */
		if (PageBuddy(&pages[i])) {
			if (!mark(seen, i, page_order(&pages[i])))
				return 4;	/* free twice, or given out */
			frames += 1 << page_order(&pages[i]);
		}
	}
	for (int i = FIRST; i < END; i++)
		if (!seen[i])
			return 5;	/* neither free nor given out: lost */
	return frames == (int)zones[ZONE_NORMAL].free_pages ? 0 : 6;
}

/* Is there an aligned block of @order whose frames are all free? */
static bool possible(const unsigned char *owner, int order)
{
	unsigned char used[2 * NR_FRAMES] = { 0 };
	int pfn, i;

	for (i = FIRST; i < END; i++)
		if (owner[i])
			mark(used, i, owner[i] - 1);
	for (pfn = 0; pfn + (1 << order) <= NR_FRAMES; pfn += 1 << order) {
		for (i = pfn; i < pfn + (1 << order); i++)
			if (used[i] || i < FIRST || i >= END)
				break;
		if (i == pfn + (1 << order))
			return true;
	}
	return false;
}

int spin_step_alloc(unsigned char *owner, int order)
{
	struct page *page = __rmqueue(&zones[ZONE_NORMAL], order);

	forget();
	if (page)
		owner[page - pages] = order + 1;
	else if (possible(owner, order))
		return 7;		/* refused although there is one */
	return broken(owner);
}

int spin_step_free(unsigned char *owner, int pfn)
{
	__free_one_page(&zones[ZONE_NORMAL], &pages[pfn], owner[pfn] - 1);
	owner[pfn] = 0;
	forget();
	return broken(owner);
}
