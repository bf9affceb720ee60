/*
 * How a block was split or merged, as a drawing.
 *
 * Model: a request is cut from the smallest block that fits, so the counts of
 * the free lists before it tell how large that was; the page frames themselves
 * tell where the halves went. Allocating frame 0x400 out of an order-3 block:
 *
 *	order  3  [################]  0x400-0x407  taken off free list 3
 *	order  2  [########|........]  0x404-0x407  to free list 2
 *	order  1  [####|....]  0x402-0x403  to free list 1
 *	order  0  [##|..]  0x401  to free list 0
 *
 * # is the part that holds the frame, . the half that was left over. Freeing
 * it draws the same rows upwards: each free buddy doubles the block.
 *
 * Invariants: reads only; draws what is in mem_map, not what it expects.
 * Locking & context: prompt only, static snapshots; no allocation between
 * snapshot and drawing, or the drawing shows that too.
 * In Linux: expand() and __free_one_page(), and the mm_page_alloc events.
 * Watch it: (gdb) break expand
 *           (gdb) break __free_one_page
 */

#include "internal.h"
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>

#define BAR	32			/* columns of the largest block */

struct snapshot {
	unsigned long nr_free[MAX_ORDER];
	int pcp[NR_PCP_LISTS];		/* blocks on this CPU's lists */
};

static struct snapshot before[MAX_NR_ZONES], after[MAX_NR_ZONES];

static void take(struct snapshot *shots)
{
	struct zone *zone;
	unsigned long flags;
	int order;

	for_each_zone(zone) {
		struct snapshot *s = &shots[zone_idx(zone)];
		const struct per_cpu_pages *pcp;

		spin_lock_irqsave(&zone->lock, flags);
		for (order = 0; order < MAX_ORDER; order++)
			s->nr_free[order] = zone->free_area[order].nr_free;
		pcp = this_cpu_ptr(zone->pageset);
		for (order = 0; order < NR_PCP_LISTS; order++)
			s->pcp[order] = pcp[order].count;
		spin_unlock_irqrestore(&zone->lock, flags);
	}
}

/* snapshot_before, snapshot_after - around the operation to be drawn */
void snapshot_before(void)
{
	take(before);
}

void snapshot_after(void)
{
	take(after);
}

/* The free lists of @zone before and after, and which orders changed. */
static void say_counts(struct zone *zone)
{
	const struct snapshot *b = &before[zone_idx(zone)];
	const struct snapshot *a = &after[zone_idx(zone)];
	int o;

	say("  free blocks of order");
	for (o = 0; o < MAX_ORDER; o++)
		say("%5d", o);
	say("\n    before            ");
	for (o = 0; o < MAX_ORDER; o++)
		say("%5lu", b->nr_free[o]);
	say("\n    after             ");
	for (o = 0; o < MAX_ORDER; o++)
		say("%5lu", a->nr_free[o]);
	say("\n");
}

static bool lists_changed(struct zone *zone)
{
	return memcmp(before[zone_idx(zone)].nr_free,
		      after[zone_idx(zone)].nr_free, sizeof(before[0].nr_free));
}

static void fill(char c, int n)
{
	while (n-- > 0)
		seq_putc(&console_seq, c);
}

static void say_frames(unsigned long head, unsigned int order)
{
	say("0x%lx", head);
	if (order)
		say("-0x%lx", head + (1ul << order) - 1);
}

/* Columns of a block of @order in a drawing whose largest is @top. */
static int width(unsigned int order, unsigned int top)
{
	return max(BAR >> (top - order), 1);
}

/* A whole block, or (@halves) the two of its parent, ours marked #. */
static void bar(unsigned long pfn, unsigned int order, unsigned int top,
		bool halves)
{
	bool upper = pfn & (1ul << order);
	int w = width(order, top);

	say("  order %2u  [", order);
	fill(halves && upper ? '.' : '#', w);
	if (halves) {
		seq_putc(&console_seq, '|');
		fill(upper ? '#' : '.', w);
	}
	say("]  ");
}

static bool free_whole(unsigned long pfn, unsigned int order)
{
	const struct page *page = pfn_to_page(pfn);

	return PageBuddy(page) && page_order(page) == order;
}

/* What the CPU's list of that order did, if it had a part in it. */
static void say_refill(unsigned int order, int had, int has)
{
	if (has > had)
		say("  CPU %d's list of order %u was empty: %d blocks came "
		    "from the "
		    "buddy in\n  one go, one is yours, the list keeps %d.\n",
		    smp_processor_id(), order, has - had + 1, has);
}

/* draw_split - how the block of @order at @pfn came out of a larger one */
void draw_split(unsigned long pfn, unsigned int order)
{
	struct zone *zone = page_zone(pfn_to_page(pfn));
	const struct snapshot *b = &before[zone_idx(zone)];
	const struct snapshot *a = &after[zone_idx(zone)];
	unsigned long other;
	int top = order, o;

	if (!lists_changed(zone)) {
		say("  from CPU %d's list of order %u (%d -> %d left): no "
		    "lock, no "
		    "split\n", smp_processor_id(), order, b->pcp[order],
		    a->pcp[order]);
		return;
	}
	if (order < NR_PCP_LISTS)
		say_refill(order, b->pcp[order], a->pcp[order]);
	say_counts(zone);
	while (top < MAX_PAGE_ORDER && !b->nr_free[top])
		top++;
	bar(pfn, top, top, false);
	say_frames(pfn & ~((1ul << top) - 1), top);
	say("  taken off free list %d\n", top);
	for (o = top - 1; o >= (int)order; o--) {
		other = (pfn & ~((1ul << o) - 1)) ^ (1ul << o);
		if (!free_whole(other, o))
			break;
		bar(pfn, o, top, true);
		say_frames(other, o);
		say("  to free list %d\n", o);
	}
	if (o >= (int)order) {
		say("  cut up for the CPU's list: ");
		say_frames(pfn & ~((2ul << o) - 1), o + 1);
		say("\n");
	}
}

/* Why the block of @order at @head did not grow any further. */
static void say_why_stop(unsigned long head, unsigned int order)
{
	unsigned long buddy = head ^ (1ul << order);

	say("  ");
	if (order == MAX_PAGE_ORDER)
		say("order %u is the largest there is", order);
	else if (!pfn_valid(buddy))
		say("its buddy 0x%lx is beyond the last frame", buddy);
	else if (page_zone(pfn_to_page(buddy)) != page_zone(pfn_to_page(head)))
		say("its buddy 0x%lx is in another zone", buddy);
	else
		say("its buddy 0x%lx is "
		    "%s", buddy, PageBuddy(pfn_to_page(buddy)) ?
		    "free in part only" : "not free");
	say(": no further merge\n");
}

/* Freed onto a CPU's list: no merge yet. */
static void say_listed(struct zone *zone, unsigned int order)
{
	int had = before[zone_idx(zone)].pcp[order];
	int has = after[zone_idx(zone)].pcp[order];

	say("  to CPU %d's list of order %u (%d -> %d), not merged:\n"
	    "  `drain` gives the lists to the buddy\n",
	    smp_processor_id(), order, had, has);
	if (lists_changed(zone)) {
		say("  the list was full: a batch went to the buddy\n");
		say_counts(zone);
	}
}

/* draw_merge - what became of the block of @order at @pfn when it was freed */
void draw_merge(unsigned long pfn, unsigned int order)
{
	struct page *head = block_head(pfn);
	struct zone *zone = page_zone(pfn_to_page(pfn));
	unsigned int end, o;
	unsigned long own;

	if (!head)
		return;
	if (PagePcp(head)) {
		say_listed(zone, order);
		return;
	}
	end = page_order(head);
	say_counts(zone);
	for (o = order; o < end; o++) {
		own = pfn & ~((1ul << o) - 1);
		bar(pfn, o, end, true);
		say("buddy ");
		say_frames(own ^ (1ul << o), o);
		say(" was free: merged\n");
	}
	bar(pfn, end, end, false);
	say_frames(page_to_pfn(head), end);
	say("  to free list %u\n", end);
	say_why_stop(page_to_pfn(head), end);
}
