/*
 * alloc_pages, free_pages by hand, with a drawing of what the buddy did.
 *
 * Model: calls the allocator as any code would, between two snapshots of the
 * free lists (draw_buddy.c). Blocks taken here are marked in page->private and
 * linked by page->lru, so `alloc_pages` alone lists them, and free_pages can
 * tell them from pages that the kernel itself is using: those it refuses to
 * free. Everything else that is wrong (twice, wrong order, reserved, never
 * allocated) goes to the allocator, whose own checks are worth seeing.
 *
 * Invariants: a block is on `held` just as long as its private word is HELD.
 * Locking & context: prompt only.
 * In Linux: nothing; a module would do the same.
 * Watch it: (gdb) break alloc_pages
 *           (gdb) km-buddy
 */

#include "internal.h"
#include <linux/async.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/settle.h>

#define HELD	0x68656c64ul	/* page->private of a block taken by hand */

static LIST_HEAD(held);

static int list_held(void)
{
	struct page *page;

	if (list_empty(&held))
		say("no pages are held; take some: alloc_pages ORDER GFP\n");
	list_for_each_entry(page, &held, lru)
		say("  frame 0x%lx, order %u, zone %s: free_pages 0x%lx %u\n",
		    page_to_pfn(page), page_order(page), page_zone(page)->name,
		    page_to_pfn(page), page_order(page));
	return 0;
}

/* One clear line on why there was nothing. */
static int say_nothing(gfp_t gfp, unsigned long order)
{
	if (order > MAX_PAGE_ORDER) {
		say("  order %lu is refused: the largest block has order %d "
		    "(%lu MB)\n", order, MAX_PAGE_ORDER,
		    MAX_ORDER_NR_PAGES >> (20 - PAGE_SHIFT));
		return -EINVAL;
	}
	say("  no zone of this mask has a block that large above its watermark:"
	    "\n  see `buddyinfo` and `zoneinfo`\n");
	return -ENOMEM;
}

static void say_page(struct page *page, gfp_t gfp)
{
	struct zone *wanted = gfp_zonelist(gfp)->zones[0];

	say("frame 0x%lx, zone %s", page_to_pfn(page), page_zone(page)->name);
	if (page_address(page))
		say(", at 0x%08lx\n", (unsigned long)page_address(page));
	else
		say(", high: no address without kmap\n");
	if (page_zone(page) != wanted)
		say("  zone %s could not give it: fallback to %s\n",
		    wanted->name, page_zone(page)->name);
}

static int alloc_pages_cmd(int argc, char **argv)
{
	gfp_t gfp = GFP_KERNEL;
	unsigned long order;
	struct page *page;

	if (argc == 1)
		return list_held();
	if (argc > 3)
		return usage(argv[0]);
	if (parse_ulong(argv[1], 1000, &order) ||
	    (argc == 3 && gfp_parse(argv[2], &gfp)))
		return -EINVAL;
	if (gfp & __GFP_NOFAIL) {
		say("__GFP_NOFAIL would wait for ever when memory is gone: "
		    "not at the prompt\n");
		return -EINVAL;
	}
	snapshot_before();
	page = alloc_pages(gfp, order);
	snapshot_after();
	say("alloc_pages(%pGg, %lu) = ", &gfp, order);
	if (!page) {
		say("NULL\n");
		return say_nothing(gfp, order);
	}
	set_page_private(page, HELD);
	list_add_tail(&page->lru, &held);
	say_page(page, gfp);
	draw_split(page_to_pfn(page), order);
	return 0;
}
MONITOR_CMD(alloc_pages, "[ORDER [GFP]]", "allocate a block, and draw the "
	    "split\n"
	    "  alloc_pages 0 GFP_KERNEL            a page\n"
	    "  alloc_pages 3 GFP_DMA|__GFP_ZERO    8 zeroed pages below 16 MB\n"
	    "  alloc_pages                         list what is held",
	    alloc_pages_cmd);

/* In use by somebody who is not this prompt, in a way no check would notice. */
static bool somebody_elses(struct page *page)
{
	return page_ref_count(page) > 0 && page_private(page) != HELD &&
	       !(page->flags & PAGE_FLAGS_CHECK_AT_FREE);
}

static int free_pages_cmd(int argc, char **argv)
{
	static struct vm_event_state was, is;
	unsigned long pfn, order;
	struct page *page;

	if (argc != 3)
		return usage(argv[0]);
	if (parse_pfn(argv[1], &pfn) || parse_ulong(argv[2], 1000, &order))
		return -EINVAL;
	page = pfn_to_page(pfn);
	if (somebody_elses(page)) {
		say("frame 0x%lx is in use by the kernel itself, not taken "
		    "with "
		    "alloc_pages:\nnot freed\n", pfn);
		return -EPERM;
	}
	if (page_private(page) == HELD && page_order(page) == order &&
	    page_ref_count(page) == 1) {
		list_del(&page->lru);
		set_page_private(page, 0);
	}
	all_vm_events(&was);
	snapshot_before();
	__free_pages(page, order);
	snapshot_after();
	all_vm_events(&is);
	if (is.pgbad != was.pgbad) {
		say("not freed: the allocator refused, and is as sound as "
		    "before\n");
		return -EINVAL;
	}
	say("free_pages(frame 0x%lx, %lu)\n", pfn, order);
	draw_merge(pfn, order);
	return 0;
}
MONITOR_CMD(free_pages, "ADDR|PFN ORDER", "free a block, and draw the merges\n"
	    "  Only blocks taken with alloc_pages; wrong frees are caught.",
	    free_pages_cmd);

static int drain_cmd(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "-a")) {
		say("%lu frames are free or hold page tables\n",
		    settled_free_pages());
		return 0;
	}
	if (argc != 1)
		return usage(argv[0]);
	async_settle();			/* no driver takes memory any more */
	say("%lu pages went from the lists of all CPUs to the buddy\n",
	    drain_all_pages());
	return 0;
}
MONITOR_CMD(drain, "[-a]", "give all CPUs' lists of pages to the buddy\n"
	    "  With -a also empty slabs and stacks of dead threads: what is free "
	    "then is all\n  that nobody has.", drain_cmd);
