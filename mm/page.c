/*
 * page.c - mem_map: one struct page for every frame, RAM or not.
 *
 * mem_map[pfn] describes frame pfn, for every frame below the end of RAM; so
 * page, frame number and (in low memory) address turn into each other by
 * arithmetic. Frames that are not RAM, or that the boot took, are PG_reserved
 * with a count of 1 and stay so: nobody can allocate or free them.
 *
 * The array ends on a whole order-10 block and has one block's worth of
 * reserved frames at its end when RAM doesn't, so a buddy can always be looked
 * at without asking whether it exists.
 *
 * Invariants: a frame's zone, in its flags, never changes after the boot; a
 * reserved one has a count of 1.
 * Its cost: 36 bytes of 4096, 0.9% of memory, and 14 instructions a frame at
 * boot. Locking: none here; each word has its owner's rules (mm_types.h).
 * Context: making it, boot; looking and reporting, any.
 * Linux: memmap_init_zone(), dump_page(), bad_page().
 * gdb: `km-page 0x1234`, `p mem_map[0x1234]`.
 */
#define pr_fmt(fmt) "page: " fmt

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/module.h>
#include <linux/printk.h>
#include "internal.h"

struct page *mem_map;
EXPORT_SYMBOL(mem_map);

/* Names of the PG_ bits, for %pGp, dump_page and the inspectors. */
const struct trace_print_flags pageflag_names[] = {
	{ 1UL << PG_locked,	"locked" },
	{ 1UL << PG_error,	"error" },
	{ 1UL << PG_referenced,	"referenced" },
	{ 1UL << PG_uptodate,	"uptodate" },
	{ 1UL << PG_dirty,	"dirty" },
	{ 1UL << PG_lru,	"lru" },
	{ 1UL << PG_active,	"active" },
	{ 1UL << PG_slab,	"slab" },
	{ 1UL << PG_checked,	"checked" },
	{ 1UL << PG_arch_1,	"arch_1" },
	{ 1UL << PG_reserved,	"reserved" },
	{ 1UL << PG_private,	"private" },
	{ 1UL << PG_writeback,	"writeback" },
	{ 1UL << PG_swapcache,	"swapcache" },
	{ 1UL << PG_mappedtodisk, "mappedtodisk" },
	{ 1UL << PG_reclaim,	"reclaim" },
	{ 1UL << PG_head,	"head" },
	{ 1UL << PG_tail,	"tail" },
	{ 1UL << PG_table,	"table" },
	{ 1UL << PG_buddy,	"buddy" },
	{ 1UL << PG_pcp,	"pcp" },
	{ 0, NULL }
};

/* Names of the masks, whole ones first, for %pGg. */
#define GFP_NAME(mask)	{ (__force unsigned long)(mask), #mask }
const struct trace_print_flags gfpflag_names[] = {
	GFP_NAME(GFP_HIGHUSER_MOVABLE),
	GFP_NAME(GFP_HIGHUSER),
	GFP_NAME(GFP_USER),
	GFP_NAME(GFP_KERNEL_ACCOUNT),
	GFP_NAME(GFP_KERNEL),
	GFP_NAME(GFP_NOFS),
	GFP_NAME(GFP_NOIO),
	GFP_NAME(GFP_ATOMIC),
	GFP_NAME(GFP_DMA),
	GFP_NAME(GFP_DMA32),
	GFP_NAME(__GFP_HIGHMEM),
	GFP_NAME(__GFP_MOVABLE),
	GFP_NAME(__GFP_IO),
	GFP_NAME(__GFP_FS),
	GFP_NAME(__GFP_COLD),
	GFP_NAME(__GFP_NOWARN),
	GFP_NAME(__GFP_REPEAT),
	GFP_NAME(__GFP_NOFAIL),
	GFP_NAME(__GFP_NORETRY),
	GFP_NAME(__GFP_COMP),
	GFP_NAME(__GFP_ZERO),
	GFP_NAME(__GFP_NOMEMALLOC),
	GFP_NAME(__GFP_HARDWALL),
	GFP_NAME(__GFP_THISNODE),
	GFP_NAME(__GFP_RECLAIMABLE),
	GFP_NAME(__GFP_ACCOUNT),
	GFP_NAME(__GFP_MEMALLOC),
	{ 0, NULL }
};

static enum zone_type __init pfn_zone(unsigned long pfn)
{
	if (pfn >= max_low_pfn)
		return ZONE_HIGHMEM;
	return pfn < ZONE_DMA_END_PFN ? ZONE_DMA : ZONE_NORMAL;
}

/* Describe the frames [pfn, end), all of one zone, as @flags and @count say. */
static void __init init_pages(unsigned long pfn, unsigned long end,
			      unsigned long flags, int count)
{
	char *virtual = pfn < max_low_pfn ? pfn_to_kaddr(pfn) : NULL;
	unsigned long step = virtual ? PAGE_SIZE : 0;
	struct page *page = pfn_to_page(pfn);
	struct page *last = pfn_to_page(end);

	for (; page < last; page++, virtual += step) {
		page->flags = flags;
		atomic_set(&page->_count, count);
		atomic_set(&page->_mapcount, -1);
		page->private = 0;
		page->mapping = NULL;
		page->index = 0;
		page->lru.next = page->lru.prev = NULL;
		page->virtual = virtual;
	}
}

/*
 * Describe the frames [pfn, end): reserved for good, or free to be given to
 * the buddy. A stretch that crosses a zone's edge is cut there.
 */
void __init init_page_range(unsigned long pfn, unsigned long end, bool reserved)
{
	while (pfn < end) {
		enum zone_type type = pfn_zone(pfn);
		unsigned long edge = type == ZONE_DMA ?
			min(ZONE_DMA_END_PFN, max_low_pfn) :
			type == ZONE_NORMAL ? max_low_pfn : end;
		unsigned long stop = min(edge, end);
		unsigned long flags = (unsigned long)type << PAGE_ZONE_SHIFT;

		if (reserved)
			flags |= 1UL << PG_reserved;
		init_pages(pfn, stop, flags, reserved);
		pfn = stop;
	}
}

/* The array itself, its frames not described yet. */
void __init mem_map_init(void)
{
	unsigned long frames = ALIGN(max_mapnr, MAX_ORDER_NR_PAGES);

	mem_map = memblock_alloc_raw(frames * sizeof(struct page),
				     PAGE_SIZE, "mem_map");
}

static void dump_page_words(const struct page *page)
{
	unsigned long pfn = page_to_pfn(page);
	unsigned long named = page->flags & ((1UL << __NR_PAGEFLAGS) - 1);

	pr_warn("frame %#lx (physical %#llx), zone %s, order %u, flags %#lx(%pGp)\n",
		pfn, PFN_PHYS(pfn), page_zone(page)->name, page_order(page),
		page->flags, &named);
	pr_warn("count %d mapcount %d private %#lx mapping %p index %#lx virtual %p\n",
		page_ref_count(page), page_mapcount(page), page->private,
		page->mapping, page->index, page->virtual);
}

void dump_page(const struct page *page, const char *reason)
{
	pr_warn("%p: %s\n", page, reason);
	if (page < mem_map || page >= mem_map + max_mapnr ||
	    ((unsigned long)page - (unsigned long)mem_map) % sizeof(*page))
		pr_warn("not a pointer into mem_map (%p-%p)\n",
			mem_map, mem_map + max_mapnr);
	else
		dump_page_words(page);
}
EXPORT_SYMBOL(dump_page);

void bad_page(struct page *page, const char *reason, unsigned int order,
	      unsigned long caller)
{
	this_cpu_inc(vm_event_states.pgbad);
	pr_alert("BUG: Bad page: %s, order %u, by %pS\n", reason, order,
		 (void *)caller);
	dump_page(page, "the page in question; it is left as it is");
	dump_stack();
}
