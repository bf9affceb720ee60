/*
 * demo buddy: a block is split, and grows together again.
 *
 * Model: takes one block of order 3 by the same command that you would type,
 * with its drawing, explains the arithmetic of buddies on the real frame
 * number, and frees it. Then the same with single pages, which a CPU keeps on
 * a list of its own.
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
#include <linux/mm.h>

#define ORDER	3

static void say_arithmetic(unsigned long pfn)
{
	unsigned long buddy = pfn ^ (1ul << ORDER);

	say("\nA block of order %d has %d frames and starts at a multiple of %d.\n"
	    "Its buddy is the other half of the next larger block; the number\n"
	    "differs in one bit, so finding it is an exclusive-or:\n\n",
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

static int show_single_pages(void)
{
	struct page *page;

	say("\nMost requests are for one page. These don't touch the buddy each\n"
	    "time: every CPU has a short list of pages, filled by the batch, for\n"
	    "which no lock is needed:\n\n");
	drain_local_pages();
	page = take_block(GFP_KERNEL, 0);
	if (!page)
		return -ENOMEM;
	give_block(page, 0);
	say("\nThe next one comes straight from there, the hottest page first:\n\n");
	page = take_block(GFP_KERNEL, 0);
	if (!page)
		return -ENOMEM;
	give_block(page, 0);
	return 0;
}

static int demo_buddy(void)
{
	struct page *page;

	say("Free memory lies in blocks of 2^order frames (4 KB to 4 MB), each\n"
	    "order on a list of its own:\n\n");
	if (show("buddyinfo"))
		return -EIO;
	say("\nA request gets the smallest block that fits. If that is too large,\n"
	    "it is halved; the other halves go to the lists below:\n\n");
	page = take_block(GFP_KERNEL, ORDER);
	if (!page)
		return -ENOMEM;
	say_arithmetic(page_to_pfn(page));
	say("\nWhen a block is freed and its buddy is free as well, they become\n"
	    "one block again, then that one's buddy is looked at, and so on:\n\n");
	give_block(page, ORDER);
	if (show_single_pages())
		return -ENOMEM;
	say("\nTry: alloc_pages 3; alloc_pages 3; page 0x400; frames; free_pages\n");
	return 0;
}
DEMO(buddy, "blocks of 2^n frames, split and merged", demo_buddy);
