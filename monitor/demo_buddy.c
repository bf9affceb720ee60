/*
 * demo buddy: a block is split, and grows together again.
 *
 * Model: puts the blocks of one order that lie ready aside, so that the next
 * one must be cut out of a larger block; draws that, explains the arithmetic
 * of buddies on the real frame number, and frees it, so that all its halves
 * merge again. Then the same with single pages, which a CPU keeps on a list
 * of its own.
 *
 * Invariants: gives back all it takes.
 * Locking & context: prompt only.
 * In Linux: mm/page_alloc.c; Knuth, "The Art of Computer Programming" 2.5.
 * Watch it: (gdb) break expand
 *           (gdb) km-buddy
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>

#define ORDER	4	/* the smallest that no CPU's list serves */

static void say_arithmetic(unsigned long pfn)
{
	unsigned long buddy = pfn ^ (1ul << ORDER);

	say("\nA block of order %d has %d frames and starts at a multiple of\n"
	    "%d. Its buddy is the other half of the next larger block; the\n"
	    "number differs in one bit, so finding it is an exclusive-or:\n\n",
	    ORDER, 1 << ORDER, 1 << ORDER);
	say("    0x%05lx ^ 0x%05lx = 0x%05lx\n", pfn, 1ul << ORDER, buddy);
	say("    block     1 << %d    buddy\n\n", ORDER);
	say("No search, no list of neighbours: that is the whole trick.\n");
}

/* Between two snapshots: what `alloc_pages` and `free_pages` do. */
static struct page *take_block(gfp_t gfp, unsigned int order)
{
	struct page *page;

	snapshot_before();
	page = alloc_pages(gfp, order);
	snapshot_after();
	if (!page)
		return NULL;
	say("alloc_pages(%pGg, %u) = frame 0x%lx of %s\n", &gfp, order,
	    page_to_pfn(page), page_zone(page)->name);
	draw_split(page_to_pfn(page), order);
	return page;
}

static void give_block(struct page *page, unsigned int order)
{
	snapshot_before();
	__free_pages(page, order);
	snapshot_after();
	say("__free_pages(frame 0x%lx, %u)\n", page_to_pfn(page), order);
	draw_merge(page_to_pfn(page), order);
}

/* Take blocks of ORDER onto @aside until the next one has to be split. */
static int put_aside(struct list_head *aside)
{
	struct zone *zone = gfp_zonelist(GFP_KERNEL)->zones[0];
	struct page *page;
	int n = 0;

	while (zone && zone->free_area[ORDER].nr_free) {
		page = alloc_pages(GFP_KERNEL, ORDER);
		if (!page)
			break;
		list_add(&page->lru, aside);
		n++;
	}
	return n;
}

static void give_aside(struct list_head *aside)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, aside, lru) {
		list_del(&page->lru);
		__free_pages(page, ORDER);
	}
}

static int show_single_pages(void)
{
	struct page *page;

	say("\nMost requests are small. Up to order %d they don't touch the\n"
	    "buddy each time: every CPU has short lists of blocks, filled by\n"
	    "the batch, for which no lock is needed:\n\n", NR_PCP_LISTS - 1);
	drain_all_pages();
	page = take_block(GFP_KERNEL, 0);
	if (!page)
		return -ENOMEM;
	give_block(page, 0);
	say("\nThe next one comes straight from there, the hottest page "
	    "first:\n\n");
	page = take_block(GFP_KERNEL, 0);
	if (!page)
		return -ENOMEM;
	give_block(page, 0);
	return 0;
}

static int show_block(void)
{
	LIST_HEAD(aside);
	struct page *page;
	int n;

	n = put_aside(&aside);
	say("\nA request gets the smallest block that fits. If that is too\n"
	    "large, it is halved; the other halves go to the lists below.\n");
	if (n)
		say("(%d block%s of order %d that lay ready %s put aside "
		    "first.)\n", n, n == 1 ? "" : "s", ORDER,
		    n == 1 ? "is" : "are");
	say("\n");
	page = take_block(GFP_KERNEL, ORDER);
	if (page) {
		say_arithmetic(page_to_pfn(page));
		say("\nWhen a block is freed and its buddy is free as well,\n"
		    "they become one block again, then that one's buddy is\n"
		    "looked at, and so on:\n\n");
		give_block(page, ORDER);
	}
	give_aside(&aside);
	return page ? 0 : -ENOMEM;
}

static int demo_buddy(void)
{
	say("Free memory lies in blocks of 2^order frames (4 KB to 4 MB),\n"
	    "each order on a list of its own:\n\n");
	if (show("buddyinfo"))
		return -EIO;
	if (show_block() || show_single_pages())
		return -ENOMEM;
	say("\nTry: alloc_pages 4; alloc_pages 0; page 0x400; frames; "
	    "free_pages\n");
	return 0;
}
DEMO(buddy, "blocks of 2^n frames, split and merged", demo_buddy);
