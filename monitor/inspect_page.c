/*
 * page PFN|ADDR: everything that struct page says of a frame, in words.
 *
 * Model: a frame is free (in a block, or on a CPU's list), allocated, or
 * reserved; its flags word says which, and what the other words mean then
 * (the table in <linux/mm_types.h>). Beside it stand the block it belongs to
 * and that block's buddy: the other half of the next larger block.
 *
 *	frame 0x1a34, order 2:   block 0x1a34-0x1a37, buddy 0x1a30-0x1a33
 *
 * Invariants: only reads, and copies struct page first, so the lines agree
 * with each other even while the frame changes hands.
 * Locking & context: no lock: a glance, not a promise. Prompt only.
 * In Linux: dump_page(), tools/mm/page-types.
 * Watch it: (gdb) break show_page
 *           (gdb) km-page 0x1a34
 */

#include "internal.h"
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab_def.h>

/*
 * block_head - the first frame of the block that holds @pfn, or NULL
 *
 * The head of a free block says Buddy, of one on a CPU's list Pcp, an
 * allocated one has a count; the frames inside a block say nothing of it. So
 * the head is the nearest frame, aligned to an order, that speaks of a block
 * at least that large.
 */
struct page *block_head(unsigned long pfn)
{
	struct page *head;
	unsigned int o;

	for (o = 0; o < MAX_ORDER; o++) {
		head = pfn_to_page(pfn & ~((1ul << o) - 1));
		if (page_order(head) >= o && (PageBuddy(head) ||
		    PagePcp(head) || page_ref_count(head)))
			return head;
	}
	return NULL;
}

static const char *block_state(const struct page *head)
{
	if (!head)
		return "nobody's: lost";
	if (PageBuddy(head))
		return "free";
	return PagePcp(head) ? "free, on a CPU's list" : "in use";
}

/* One line on what the frame is used for. */
static void say_state(unsigned long pfn, const struct page *page)
{
	say("  state     ");
	if (PageReserved(page))
		say("reserved: %s\n", frame_reason(pfn) ?:
		    "nothing there, not in the memory map");
	else if (PageSlab(page))
		say("in use: a slab of cache %s\n", page->slab_cache->name);
	else if (PageTable(page))
		say("in use: a page table\n");
	else
		say("%s%s\n", block_state(block_head(pfn)), PageTail(page) ?
		    ": tail of a compound block" : "");
}

static void say_buddy(unsigned long head, unsigned int order)
{
	unsigned long buddy = head ^ (1ul << order);
	const struct page *b = pfn_to_page(buddy);

	if (order >= MAX_PAGE_ORDER) {
		say("  buddy     none: order %u is the largest\n", order);
		return;
	}
	say("  buddy     0x%lx-0x%lx (bit %u of the frame number flipped), ",
	    buddy, buddy + (1ul << order) - 1, order);
	if (!pfn_valid(buddy))
		say("beyond the last frame\n");
	else if (page_zone(b) != page_zone(pfn_to_page(head)))
		say("in another zone: never merged\n");
	else if (PageBuddy(b) && page_order(b) == order)
		say("free and whole%s\n", PageBuddy(pfn_to_page(head)) ?
		    " (and not merged: a bug)" : ": would merge");
	else
		say("%s\n", PageBuddy(b) ? "free in part" : "not free");
}

static void say_block(unsigned long pfn)
{
	struct page *page = block_head(pfn);
	unsigned long head;
	unsigned int order;

	if (!page) {
		say("  block     none\n");
		return;
	}
	head = page_to_pfn(page);
	order = page_order(page);
	say("  block     0x%lx-0x%lx, order %u, %lu KB, %s\n", head,
	    head + (1ul << order) - 1, order, 4ul << order,
	    block_state(page));
	say_buddy(head, order);
}

/* The words of struct page, one a line. */
static void say_words(const struct page *page)
{
	unsigned long bits = page->flags & ((1ul << __NR_PAGEFLAGS) - 1);

	say("  flags     0x%08lx = ", page->flags);
	if (bits)
		say("%pGp, ", &bits);
	say("zone %s, order %u\n", page_zone(page)->name, page_order(page));
	say("  _count    %d%s\n", page_ref_count(page), page_ref_count(page) ?
	    "" : " (free, or not the first frame of its block)");
	if (PageSlab(page))
		say("  inuse     %u objects out: in use, or in a CPU's array\n"
		    "  s_mem     %px: the first object, at offset %u\n",
		    page->inuse, page->s_mem,
		    (unsigned int)(page->s_mem - page->virtual));
	else
		say("  _mapcount %d: mapped by %d page-table entries\n"
		    "  private   0x%08lx\n", atomic_read(&page->_mapcount),
		    page_mapcount(page), page->private);
	say("  mapping   %px%s\n", page->mapping, PageSlab(page) ? " (the "
	    "cache)" :
	    PageTail(page) ? " (the head page)" : "");
	say("  index     0x%08lx%s\n", (unsigned long)page->index,
	    PageSlab(page) ? " (the state of each object, a byte)" : "");
	say("  lru       next %px, prev %px\n", page->lru.next, page->lru.prev);
	say("  virtual   %px%s\n", page->virtual,
	    page->virtual ? "" : " (high memory: no address without kmap)");
}

static void show_page(unsigned long pfn)
{
	static struct page copy;
	const struct page *page = pfn_to_page(pfn);

	copy = *page;
	say("frame 0x%lx (%lu), physical 0x%08llx, struct page at %px\n", pfn,
	    pfn, PFN_PHYS(pfn), page);
	say_state(pfn, &copy);
	say_words(&copy);
	if (!PageReserved(&copy))
		say_block(pfn);
	say("  beside    mem_map[0x%lx] %px, mem_map[0x%lx] %px\n", pfn - !!pfn,
	    page - !!pfn, pfn + 1, page + 1);
}

/*
 * parse_pfn - PFN, or an address: anything from PAGE_OFFSET up is one
 *
 * Addresses outside the direct map are looked up in the page tables.
 */
int parse_pfn(const char *s, unsigned long *pfn)
{
	unsigned long v;
	pte_t *pte;

	if (parse_addr(s, &v))
		return -EINVAL;
	if (v >= PAGE_OFFSET && virt_addr_valid(v)) {
		v = __pa(v) >> PAGE_SHIFT;
	} else if (v >= PAGE_OFFSET) {
		pte = lookup_address(v);
		if (!pte || !pte_present(*pte)) {
			say("0x%lx is not mapped: see `pt 0x%lx`\n", v, v);
			return -EFAULT;
		}
		v = pte_pfn(*pte);
	}
	if (!pfn_valid(v)) {
		say("there is no frame 0x%lx: they go from 0 to 0x%lx\n", v,
		    max_mapnr - 1);
		return -EINVAL;
	}
	*pfn = v;
	return 0;
}

static int page_cmd(int argc, char **argv)
{
	unsigned long pfn;
	int error;

	if (argc != 2)
		return usage("page");
	error = parse_pfn(argv[1], &pfn);
	if (!error)
		show_page(pfn);
	return error;
}
MONITOR_CMD(page, "PFN|ADDR", "all that struct page says of a frame\n"
	    "  page 0x1a34      by frame number\n"
	    "  page 0xc1a34000  by an address (from 0xc0000000 up) or a symbol",
	    page_cmd);
