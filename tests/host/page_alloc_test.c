/*
 * page_alloc_test.c - alloc_pages() and its family beside the model: random
 * orders, masks, references, splits, on several CPUs in turn; and misuse.
 *
 * Checked at every step: the frames were free, aligned, inside one zone that the
 * mask permits, with the contents promised; a failure was one that watermarks or
 * fragmentation explain; a page keeps what was written to it until it is freed.
 * Every few thousand steps: the exact blocks of every order in every zone.
 */
#include "host.h"
#include "boot_host.h"
#include "model.h"
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/string.h>
#include "../../mm/internal.h"

#define MAX_BLOCKS	3000
#define NR_CPUS_PLAYED	4

struct block {
	unsigned long pfn;
	u32 order;
	u32 pages;		/* exact: this many single pages; else 0 */
	u32 extra;		/* further references to the head */
	bool compound;
	u32 stamp;		/* written to each page's first word */
};

static struct block blocks[MAX_BLOCKS];
static u32 nr_blocks;

/* The first word of a page, wherever it is. */
static void stamp(unsigned long pfn, u32 n, u32 value, bool check)
{
	for (u32 i = 0; i < n; i += n > 16 ? n / 16 : 1) {
		u32 *word = kmap_atomic(pfn_to_page(pfn + i));

		if (check)
			CHECK_MSG(*word == value + i, "frame %#lx changed hands",
				  pfn + i);
		else
			*word = value + i;
		kunmap_atomic(word);
	}
}

static void check_zero(unsigned long pfn, u32 n)
{
	for (u32 i = 0; i < n; i += n > 16 ? n / 16 : 1) {
		u32 *word = kmap_atomic(pfn_to_page(pfn + i));

		for (u32 w = 0; w < 1024; w += 31)
			CHECK(!word[w]);
		kunmap_atomic(word);
	}
}

static u32 block_pages(const struct block *b)
{
	return b->pages ?: 1u << b->order;
}

static gfp_t random_gfp(void)
{
	static const gfp_t masks[] = {
		GFP_KERNEL, GFP_KERNEL, GFP_ATOMIC, GFP_NOWAIT, GFP_HIGHUSER,
		GFP_HIGHUSER, GFP_KERNEL | GFP_DMA, GFP_DMA,
		GFP_ATOMIC | __GFP_HIGHMEM, GFP_KERNEL | __GFP_MEMALLOC,
	};
	gfp_t gfp = masks[host_below(ARRAY_SIZE(masks))] | __GFP_NOWARN;

	if (!host_below(8))
		gfp |= __GFP_ZERO;
	return gfp;
}

static bool zone_permitted(gfp_t gfp, struct zone *zone)
{
	return zone_idx(zone) <= gfp_zone(gfp);
}

/* What the rules in gfp.h and zone.c say must be left in @zone. */
static unsigned long mark(gfp_t gfp, struct zone *zone)
{
	unsigned long keep = gfp & __GFP_HIGH ? zone->pages_min / 2 :
						zone->pages_min;

	return gfp & __GFP_MEMALLOC ? 0 :
	       keep + zone->lowmem_reserve[gfp_zone(gfp)];
}

/* Could some zone have served this? Then NULL was wrong. */
static void check_failure(gfp_t gfp, unsigned int order)
{
	struct zone *zone;

	for_each_populated_zone(zone) {
		if (!zone_permitted(gfp, zone))
			continue;
		CHECK_MSG(zone->free_pages < mark(gfp, zone) + (1UL << order) ||
			  !(zone->nonempty >> order),
			  "NULL for order %u mask %#x, zone %s has %lu free",
			  order, (__force u32)gfp, zone->name,
			  zone->free_pages);
		CHECK_EQ(zone_pcp_pages(zone, smp_processor_id()), 0);
	}
}

static void check_given(struct page *page, gfp_t gfp, unsigned int order)
{
	struct zone *zone = page_zone(page);
	unsigned long pfn = page_to_pfn(page);

	CHECK(pfn < max_mapnr && zone_permitted(gfp, zone));
	model_take(pfn, order);
	CHECK_EQ(page_ref_count(page), 1);
	CHECK(!PageReserved(page) && !PageBuddy(page) && !PageSlab(page));
	CHECK_EQ(page_order(page), order);
	CHECK_EQ(page_private(page), 0);
	CHECK(!page->mapping && !page_mapped(page));
	for (u32 i = 1; i < 1u << order; i++)
		CHECK_EQ(page_ref_count(page + i), 0);
	if (order >= NR_PCP_LISTS)	/* others passed it as a batch */
		CHECK_MSG(zone->free_pages >= mark(gfp, zone), "zone %s: %lu",
			  zone->name, zone->free_pages);
	if (gfp & __GFP_ZERO)
		check_zero(pfn, 1u << order);
}

static void keep(unsigned long pfn, u32 order, u32 pages, bool compound)
{
	struct block *b = &blocks[nr_blocks++];

	*b = (struct block) { pfn, order, pages, 0, compound, host_rand() };
	stamp(pfn, block_pages(b), b->stamp, false);
}

static void do_alloc(unsigned int order)
{
	gfp_t gfp = random_gfp();
	bool compound = order && !host_below(4);
	struct page *page;

	if (compound)
		gfp |= __GFP_COMP;
	page = alloc_pages(gfp, order);
	if (!page) {
		check_failure(gfp, order);
		return;
	}
	check_given(page, gfp, order);
	CHECK_EQ(!!PageHead(page), compound);
	if (compound)
		CHECK(compound_head(page + (1u << order) - 1) == page);
	if (order && !compound && !host_below(8)) {
		split_page(page, order);
		keep(page_to_pfn(page), order, 1u << order, false);
		return;
	}
	keep(page_to_pfn(page), order, 0, compound);
}

static void do_exact(void)
{
	size_t size = 1 + host_below(1u << (13 + host_below(7)));
	u32 pages = DIV_ROUND_UP(size, PAGE_SIZE);
	void *addr = alloc_pages_exact(size, GFP_KERNEL | __GFP_NOWARN);

	if (!addr)
		return;
	for (u32 i = 0; i < pages; i++) {
		model_take((__pa(addr) >> PAGE_SHIFT) + i, 0);
		CHECK_EQ(page_ref_count(virt_to_page(addr) + i), 1);
	}
	keep(__pa(addr) >> PAGE_SHIFT, 0, pages, false);
}

/* The block's owner gives it back while others hold the head. */
static void free_shared(struct block *b)
{
	struct page *head = pfn_to_page(b->pfn);

	__free_pages(head, b->order);
	if (!b->compound)	/* the rest is free at once */
		for (u32 i = 1; i < 1u << b->order; i++)
			model_give(b->pfn + i, 0);
	stamp(b->pfn, b->compound ? block_pages(b) : 1, b->stamp, true);
	while (b->extra--)
		put_page(b->compound && host_below(2) ?
			 head + host_below(1u << b->order) : head);
	if (b->compound)
		model_give(b->pfn, b->order);
	else
		model_give(b->pfn, 0);
}

static void do_free(u32 i)
{
	struct block b = blocks[i];
	struct page *head = pfn_to_page(b.pfn);

	blocks[i] = blocks[--nr_blocks];
	stamp(b.pfn, block_pages(&b), b.stamp, true);
	if (b.extra) {
		free_shared(&b);
	} else if (!b.pages) {
		if (!PageHighMem(head) && host_below(2))
			free_pages((unsigned long)page_address(head), b.order);
		else if (!b.order || b.compound)
			put_page(head);
		else
			__free_pages(head, b.order);
		model_give(b.pfn, b.order);
	} else {
		if (!PageHighMem(head) && host_below(2))
			free_pages_exact(page_address(head),
					 b.pages * PAGE_SIZE);
		else
			for (u32 p = b.pages; p-- > 0; )
				__free_page(head + p);
		for (u32 p = 0; p < b.pages; p++)
			model_give(b.pfn + p, 0);
	}
}

static void do_get(struct block *b)
{
	if (b->pages)
		return;
	get_page(pfn_to_page(b->pfn) +
		 (b->compound ? host_below(1u << b->order) : 0));
	b->extra++;
	CHECK_EQ(page_count(pfn_to_page(b->pfn)), 1 + b->extra);
}

static void do_put(struct block *b)
{
	if (!b->extra)
		return;
	put_page(pfn_to_page(b->pfn));
	b->extra--;
	CHECK_EQ(page_count(pfn_to_page(b->pfn)), 1 + b->extra);
}

static unsigned int random_order(void)
{
	return host_below(4) ? host_below(4) : host_below(MAX_ORDER);
}

static void step(u32 target)
{
	u32 choice = host_below(100);

	if (choice < 2)
		host_become_cpu(host_below(NR_CPUS_PLAYED));
	else if (choice < 6 && nr_blocks)
		do_get(&blocks[host_below(nr_blocks)]);
	else if (choice < 9 && nr_blocks)
		do_put(&blocks[host_below(nr_blocks)]);
	else if (choice < 11 && nr_blocks < MAX_BLOCKS)
		do_exact();
	else if (nr_blocks && host_below(2 * MAX_BLOCKS) + nr_blocks >=
			      MAX_BLOCKS + target)
		do_free(host_below(nr_blocks));
	else if (nr_blocks < MAX_BLOCKS)
		do_alloc(random_order());
}

static void run(u32 steps)
{
	struct vm_event_state events;
	u32 target = 0;

	model_init();
	for (u32 i = 0; i < steps; i++) {
		if (!(i % 5000)) {
			target = host_below(MAX_BLOCKS);
			model_poison = !model_poison && i < 500000;
		}
		step(target);
		if (!(i % 10000))
			model_compare();
	}
	model_compare();
	while (nr_blocks)
		do_free(host_below(nr_blocks));
	model_compare();
	all_vm_events(&events);
	CHECK_EQ(events.pgbad, 0);
	CHECK_EQ(host_warnings, 0);
	host_note("%u steps: %lu blocks given, %lu taken back, %lu refused",
		  steps, events.pgalloc, events.pgfree, events.pgfail);
}

static void boot_many_cpus(unsigned int mb, const char *cmdline)
{
	host_map_pc(mb << 10);
	host_map_add(0x2345000, 0x3000, 2);
	host_boot(&(struct host_setup) {
		.cmdline = cmdline, .cpus = NR_CPUS_PLAYED });
}

HOST_TEST(random_work_48m_of_which_16m_high)
{
	boot_many_cpus(48, "highmem=16M");
	run(host_rounds(100000, 5000000));
}

HOST_TEST(random_work_128m_without_highmem)
{
	boot_many_cpus(128, NULL);
	run(host_rounds(60000, 3000000));
}

HOST_TEST(random_work_1g)
{
	boot_many_cpus(1024, NULL);
	run(host_rounds(40000, 2000000));
}

/* ---- misuse: reported, named, and nothing breaks ---- */

static void expect_report(const char *words)
{
	CHECK_MSG(host_log_has(words), "wanted '%s', got: %s", words, host_log());
	host_log_clear();
}

/* @misuse must be reported with @words and change no free frame. */
#define REPORTED(words, misuse)						\
	do {								\
		unsigned long bad = this_cpu_read(vm_event_states.pgbad); \
									\
		host_log_clear();					\
		misuse;							\
		CHECK_EQ(this_cpu_read(vm_event_states.pgbad), bad + 1); \
		expect_report(words);					\
		model_compare();					\
	} while (0)

static struct page *taken(unsigned int order, gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, order);

	CHECK(page);
	model_take(page_to_pfn(page), order);
	return page;
}

static void give(struct page *page, unsigned int order)
{
	__free_pages(page, order);
	model_give(page_to_pfn(page), order);
}

HOST_TEST(misuse_is_reported_and_harmless)
{
	struct page *p0, *p1, *p3, *h0, *comp;

	boot_many_cpus(64, "highmem=16M");
	model_init();
	p0 = taken(0, GFP_KERNEL);
	p1 = taken(1, GFP_KERNEL);
	p3 = taken(3, GFP_KERNEL);
	h0 = taken(0, GFP_HIGHUSER);
	comp = taken(2, GFP_KERNEL | __GFP_COMP);
	CHECK(PageHighMem(h0));

	REPORTED("wrong order", __free_pages(p3, 2));
	REPORTED("wrong order", __free_pages(p3, 4));
	REPORTED("wrong order", __free_pages(p0, 1));
	REPORTED("wrong order", __free_pages(p3, 0));
	REPORTED("not the first", __free_pages(p3 + 1, 0));
	REPORTED("not the first", __free_pages(p3 + 4, 2));
	REPORTED("not the first", __free_pages(p1 + 1, 1));
	REPORTED("not the first", __free_pages(comp + 1, 0));
	REPORTED("reserved", __free_pages(pfn_to_page(0), 0));
	REPORTED("reserved", __free_pages(pfn_to_page(0xb8), 0));
	REPORTED("reserved", __free_pages(virt_to_page(mem_map), 0));
	REPORTED("reserved", put_page(pfn_to_page(0)));

	give(p3, 3);
	REPORTED("double free", __free_pages(p3, 3));
	REPORTED("Bad page", __free_pages(p3 + 1, 0));
	give(p0, 0);
	REPORTED("double free", __free_pages(p0, 0));
	REPORTED("double free", free_page((unsigned long)page_address(p0)));
	REPORTED("Bad page", put_page(p0));
	give(h0, 0);
	REPORTED("double free", __free_pages(h0, 0));
	give(p1, 1);
	REPORTED("double free", __free_pages(p1, 1));
	give(comp, 2);
	REPORTED("double free", __free_pages(comp, 2));
	REPORTED("Bad page", __free_pages(comp + 1, 0));

	/* Freed again while on this CPU's list, and after another took it. */
	p0 = taken(0, GFP_KERNEL);
	__free_page(p0);
	host_log_clear();
	__free_page(p0);
	expect_report("double free");
	model_give(page_to_pfn(p0), 0);
	model_compare();
}

HOST_TEST(owner_frees_twice_what_others_hold)
{
	struct page *page;

	boot_many_cpus(32, NULL);
	model_init();
	page = taken(3, GFP_KERNEL);
	get_page(page);
	get_page(page);
	__free_pages(page, 3);
	for (u32 i = 1; i < 8; i++)
		model_give(page_to_pfn(page) + i, 0);
	model_compare();
	REPORTED("wrong order", __free_pages(page, 3));
	put_page(page);
	put_page(page);
	model_give(page_to_pfn(page), 0);
	model_compare();
	REPORTED("double free", put_page(page));
}

HOST_TEST(pages_in_use_are_not_freed)
{
	struct page *page;

	boot_many_cpus(32, NULL);
	model_init();
	page = taken(0, GFP_KERNEL);
	SetPageLocked(page);
	REPORTED("in use", __free_page(page));
	ClearPageLocked(page);
	SetPageSlab(page);
	REPORTED("in use", __free_page(page));
	ClearPageSlab(page);
	page->mapping = (void *)page;
	REPORTED("mapping", __free_page(page));
	page->mapping = NULL;
	atomic_inc(&page->_mapcount);
	REPORTED("page tables map", __free_page(page));
	atomic_dec(&page->_mapcount);
	give(page, 0);
	model_compare();
}

HOST_TEST(random_misuse_never_hurts)
{
	boot_many_cpus(32, "highmem=8M");
	model_init();
	for (u32 i = host_rounds(20000, 1000000); i; i--) {
		unsigned long pfn = host_below(max_mapnr);
		struct page *page = pfn_to_page(pfn);
		unsigned int order = random_order();
		bool mine = false;

		if (nr_blocks < 200)
			do_alloc(random_order());
		for (u32 b = 0; b < nr_blocks; b++)
			mine |= pfn >= blocks[b].pfn &&
				pfn < blocks[b].pfn + block_pages(&blocks[b]);
		/* A free of a whole block in use would be no misuse. */
		if (mine && page_ref_count(page) == 1 &&
		    page_order(page) == order)
			continue;
		if (!mine && !PageReserved(page) && page_ref_count(page))
			continue;	/* page tables and such: not ours */
		host_log_clear();
		__free_pages(page, order);
		CHECK(host_log_has("Bad page"));
		if (!(i % 500))
			model_compare();
		if (nr_blocks > 150)
			do_free(host_below(nr_blocks));
	}
	model_compare();
}

HOST_TEST(orders_out_of_range_and_addresses_of_nothing)
{
	boot_many_cpus(32, "highmem=8M");
	model_init();
	CHECK(!alloc_pages(GFP_KERNEL, MAX_ORDER));
	CHECK_EQ(host_warnings, 1);
	CHECK(!alloc_pages(GFP_KERNEL, 31));
	CHECK(!alloc_pages(GFP_KERNEL, 12345678));
	CHECK(!__get_free_pages(GFP_HIGHUSER, 0));
	CHECK_EQ(host_warnings, 2);
	free_pages(0, 0);
	free_pages(0, 5);
	CHECK_EQ(host_warnings, 2);
	free_pages(0x1000, 0);
	free_pages((unsigned long)high_memory, 0);
	free_pages(0xfffff000, 0);
	free_pages((unsigned long)__va(0x200123), 0);
	CHECK_EQ(host_warnings, 6);
	model_compare();
}

/* ---- promises of gfp.h ---- */

static u32 take_all(struct page **pages, u32 max, gfp_t gfp)
{
	u32 n = 0;

	while (n < max && (pages[n] = alloc_page(gfp | __GFP_NOWARN))) {
		model_take(page_to_pfn(pages[n]), 0);
		n++;
	}
	return n;
}

static void give_all(struct page **pages, u32 n)
{
	while (n--)
		give(pages[n], 0);
}

#define ALL	40000

HOST_TEST(with_dma_empty_kernel_requests_go_on)
{
	static struct page *pages[ALL];
	struct page *page;
	u32 n;

	boot_many_cpus(64, "highmem=16M");
	model_init();
	n = take_all(pages, ALL, GFP_DMA | __GFP_MEMALLOC);
	CHECK_EQ(zones[ZONE_DMA].free_pages, 0);
	host_note("%u frames of ZONE_DMA taken", n);
	CHECK(!alloc_page(GFP_KERNEL | GFP_DMA | __GFP_NOWARN));
	CHECK(!alloc_page(GFP_DMA | GFP_ATOMIC));
	CHECK(host_log_has("page allocation failure"));
	page = taken(0, GFP_KERNEL);
	CHECK(page_zone(page) == &zones[ZONE_NORMAL]);
	give(page, 0);
	give_all(pages, n);
	model_compare();
}

HOST_TEST(with_highmem_empty_its_requests_fall_back)
{
	static struct page *pages[ALL];
	struct page *page;
	u32 n = 0;

	boot_many_cpus(64, "highmem=16M");
	model_init();
	for (;;) {
		page = alloc_page(GFP_HIGHUSER);
		CHECK(page);
		model_take(page_to_pfn(page), 0);
		pages[n++] = page;
		if (!PageHighMem(page))
			break;
	}
	CHECK(page_zone(page) == &zones[ZONE_NORMAL]);
	host_note("%u high pages, then one of %s", n - 1, page_zone(page)->name);
	n += take_all(pages + n, ALL - n, GFP_HIGHUSER);
	/* Lowmem is not emptied by those who could have had high memory. */
	CHECK(zones[ZONE_DMA].free_pages >=
	      zones[ZONE_DMA].lowmem_reserve[ZONE_HIGHMEM]);
	CHECK(zones[ZONE_NORMAL].free_pages >=
	      zones[ZONE_NORMAL].lowmem_reserve[ZONE_HIGHMEM]);
	page = taken(0, GFP_KERNEL);
	give(page, 0);
	give_all(pages, n);
	model_compare();
}

HOST_TEST(atomic_requests_reach_deeper)
{
	static struct page *pages[ALL];
	u32 n, more;

	boot_many_cpus(64, NULL);
	model_init();
	n = take_all(pages, ALL, GFP_KERNEL);
	more = take_all(pages + n, ALL - n, GFP_ATOMIC);
	CHECK(more > 0);
	n += more;
	more = take_all(pages + n, ALL - n, GFP_KERNEL | __GFP_MEMALLOC);
	CHECK(more > 0);
	n += more;
	CHECK_EQ(nr_free_pages(), 0);
	CHECK(PANICS(alloc_page(GFP_KERNEL | __GFP_NOFAIL)));
	CHECK(host_log_has("out of memory"));
	give_all(pages, n);
	model_compare();
}

HOST_TEST(zeroed_pages_are_zero_in_every_zone)
{
	boot_many_cpus(64, "highmem=16M");
	model_init();
	model_poison = true;
	for (u32 i = 0; i < 2000; i++) {
		gfp_t gfp = i & 1 ? GFP_HIGHUSER : GFP_KERNEL;
		unsigned int order = host_below(4);
		struct page *page = taken(order, gfp | __GFP_ZERO);

		check_zero(page_to_pfn(page), 1u << order);
		stamp(page_to_pfn(page), 1u << order, host_rand(), false);
		give(page, order);
	}
	model_compare();
}

/* The sanitizer is the witness that nobody reads a freed page's contents. */
HOST_TEST(freed_pages_are_poison)
{
	unsigned long addr;

	boot_many_cpus(32, NULL);
	model_init();
	model_poison = true;
	addr = __get_free_page(GFP_KERNEL);
	CHECK(addr && !host_is_poisoned(addr));
	free_page(addr);
	CHECK(host_is_poisoned(addr) && host_is_poisoned(addr + 4095));
	addr = __get_free_pages(GFP_KERNEL, 2);
	CHECK(!host_is_poisoned(addr) && !host_is_poisoned(addr + 16383));
	free_pages(addr, 2);
	CHECK(host_is_poisoned(addr + 8192));
}
