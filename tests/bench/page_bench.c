/*
 * page_bench.c - the page allocator's rows.
 *
 * hot: allocate one block, free it. batch: 500 (or 5000) pages into an array,
 * then all back in the same order. bmix: 256 slots, orders 0-5 at random, one
 * step is one alloc or one free; the same work as the peers did if just so many
 * allocations were made and blocks are live at the end.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include "bench.h"

static struct page *slots[5000];

static long hot(unsigned int order)
{
	return BENCH_LOOP(
		struct page *page = alloc_pages(GFP_NOWAIT, order);

		__free_pages(page, order));
}

/*
 * The same on a machine whose free memory is all in blocks of order 10: what
 * is smaller is taken away before and given back afterwards.
 */
static long hot_from_whole_blocks(unsigned int order)
{
	struct page *chain = NULL, *page;
	struct zone *zone = gfp_zonelist(GFP_NOWAIT)->zones[0];
	long figure;

	drain_local_pages();
	while (zone->nonempty & ((1UL << MAX_PAGE_ORDER) - 1)) {
		page = alloc_pages(GFP_NOWAIT, __ffs(zone->nonempty));
		drain_local_pages();
		if (!page)
			return -ENOMEM;
		page->private = (unsigned long)chain;
		chain = page;
	}
	figure = hot(order);
	while ((page = chain)) {
		chain = (struct page *)page->private;
		__free_pages(page, page_order(page));
	}
	return figure;
}

static long page0_hot(void)
{
	return hot(0);
}
BENCH_ROW("page0_hot", page0_hot);

static long page3_hot(void)
{
	return hot_from_whole_blocks(3);
}
BENCH_ROW("page3_hot", page3_hot);

static long page10_hot(void)
{
	return hot(10);
}
BENCH_ROW("page10_hot", page10_hot);

/* What the loop around @n calls costs without them. */
static noinline u64 batch_empty(int n)
{
	u64 t0 = rdtsc();

	for (int i = 0; i < n; i++) {
		slots[i] = NULL;
		asm volatile("" : : : "memory");
	}
	return rdtsc() - t0;
}

/* One alloc of @n pages and one free of them; the figures in @alloc, @free. */
static noinline int batch_once(int n, u64 *alloc, u64 *free)
{
	u64 t0, t1, t2;

	t0 = rdtsc();
	for (int i = 0; i < n; i++)
		slots[i] = alloc_pages(GFP_NOWAIT, 0);
	t1 = rdtsc();
	if (!slots[n - 1])
		return -ENOMEM;
	t2 = rdtsc();
	for (int i = 0; i < n; i++)
		__free_pages(slots[i], 0);
	*free = rdtsc() - t2;
	*alloc = t1 - t0;
	return 0;
}

static long batch(int n, bool want_free)
{
	u64 alloc = 0, free = 0, empty;
	unsigned long flags;
	int err = 0;

	if (nr_free_buffer_pages() < 2 * n)
		return -ENOMEM;
	local_irq_save(flags);
	for (int round = 0; round < 3 && !err; round++)
		err = batch_once(n, &alloc, &free);
	empty = batch_empty(n);
	local_irq_restore(flags);
	return err ?: bench_round((want_free ? free : alloc) - empty, n);
}

static long page0_batch_alloc(void)
{
	return batch(500, false);
}
BENCH_ROW("page0_batch_alloc", page0_batch_alloc);

static long page0_batch_free(void)
{
	return batch(500, true);
}
BENCH_ROW("page0_batch_free", page0_batch_free);

static long page0_batch5000_alloc(void)
{
	return batch(5000, false);
}
BENCH_ROW("page0_batch5000_alloc", page0_batch5000_alloc);

static long page0_batch5000_free(void)
{
	return batch(5000, true);
}
BENCH_ROW("page0_batch5000_free", page0_batch5000_free);

#define BMIX_SLOTS	256
#define BMIX_STEPS	100000

static u8 orders[BMIX_SLOTS];

/* The steps; @work 0 runs the driver alone. Returns allocations made. */
static int bmix_steps(bool work)
{
	u32 rnd = 1;
	int allocs = 0;

	for (int step = 0; step < BMIX_STEPS; step++) {
		unsigned int slot = bench_rnd(&rnd) % BMIX_SLOTS;

		if (!slots[slot]) {
			orders[slot] = bench_rnd(&rnd) % 6;
			slots[slot] = work ?
				alloc_pages(GFP_NOWAIT, orders[slot]) :
				(struct page *)1;
			allocs++;
		} else {
			if (work)
				__free_pages(slots[slot], orders[slot]);
			slots[slot] = NULL;
		}
	}
	return allocs;
}

/* Give back what is live at the end; blocks and pages it was. */
static void bmix_end(bool work, int *blocks, int *pages)
{
	*blocks = *pages = 0;
	for (int i = 0; i < BMIX_SLOTS; i++) {
		if (!slots[i])
			continue;
		++*blocks;
		*pages += 1 << orders[i];
		if (work)
			__free_pages(slots[i], orders[i]);
		slots[i] = NULL;
	}
}

static long bmix(void)
{
	int blocks, pages, allocs;
	unsigned long flags;
	u64 t0, t1, t2;

	memset(slots, 0, sizeof(slots));
	local_irq_save(flags);
	bmix_steps(true);
	bmix_end(true, &blocks, &pages);
	t0 = rdtsc();
	allocs = bmix_steps(true);
	t1 = rdtsc();
	bmix_end(true, &blocks, &pages);
	t2 = rdtsc();
	bmix_steps(false);
	t2 = rdtsc() - t2;
	bmix_end(false, &blocks, &pages);
	local_irq_restore(flags);
	if (allocs != 50057 || blocks != 114 || pages != 1143) {
		pr_err("bmix: %d allocations, %d blocks, %d pages: not the peers' work\n",
		       allocs, blocks, pages);
		return -EINVAL;
	}
	return bench_round(t1 - t0 - t2, BMIX_STEPS);
}
BENCH_ROW("bmix", bmix);

#define FRAG_PAGES	4000

/*
 * Every second of many pages free: the pair's price with as many holes. Flat
 * means: the same as page0_hot.
 */
static long page0_frag(void)
{
	long figure;
	int got;

	for (got = 0; got < FRAG_PAGES; got++) {
		slots[got] = alloc_pages(GFP_NOWAIT, 0);
		if (!slots[got])
			break;
	}
	for (int i = 0; i < got; i += 2)
		__free_pages(slots[i], 0);
	figure = hot(0);
	for (int i = 1; i < got; i += 2)
		__free_pages(slots[i], 0);
	return figure;
}
BENCH_ROW("page0_frag", page0_frag);

static struct page *clear_target;

static long clear_page_row(void)
{
	long figure;

	clear_target = alloc_pages(GFP_NOWAIT, 0);
	if (!clear_target)
		return -ENOMEM;
	figure = BENCH_LOOP(clear_page(page_address(clear_target)));
	__free_pages(clear_target, 0);
	return figure;
}
BENCH_ROW("clear_page", clear_page_row);

static long copy_page_row(void)
{
	long figure;

	clear_target = alloc_pages(GFP_NOWAIT, 1);
	if (!clear_target)
		return -ENOMEM;
	figure = BENCH_LOOP(copy_page(page_address(clear_target),
				      page_address(clear_target + 1)));
	__free_pages(clear_target, 1);
	return figure;
}
BENCH_ROW("copy_page", copy_page_row);
