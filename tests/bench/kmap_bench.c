/*
 * kmap_bench.c - rows of mapping high memory. They need some: on a machine
 * without, -ENODEV.
 *
 * kmap may sleep, so its rows run with interrupts on; with -icount their ticks
 * are some few instructions a round at most.
 */
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include "bench.h"

#define CYCLE	2048			/* twice the slots */

static struct page *pages[CYCLE];

static struct page *high_page(void)
{
	struct page *page = alloc_page(GFP_HIGHUSER);

	if (page && PageHighMem(page))
		return page;
	if (page)
		__free_page(page);
	return NULL;
}

/* Round and round over the first @n pages with a pair for each. */
static noinline u64 kmap_rounds(unsigned int n, unsigned int rounds)
{
	u64 start = rdtsc();

	for (unsigned int i = 0, at = 0; i < rounds; i++) {
		struct page *page = pages[at];

		kmap(page);
		kunmap(page);
		at = at + 1 < n ? at + 1 : 0;
	}
	return rdtsc() - start;
}

static noinline u64 empty_rounds(unsigned int n, unsigned int rounds)
{
	u64 start = rdtsc();

	for (unsigned int i = 0, at = 0; i < rounds; i++) {
		asm volatile("" : : "r" (pages[at]) : "memory");
		at = at + 1 < n ? at + 1 : 0;
	}
	return rdtsc() - start;
}

/* Instructions of a kmap pair, the pages taking turns. */
static long kmap_over(unsigned int n)
{
	unsigned int rounds = roundup(BENCH_ROUNDS, n);
	u64 total;

	kmap_rounds(n, max(n, (unsigned int)BENCH_WARM));
	total = kmap_rounds(n, rounds);
	return bench_round(total - empty_rounds(n, rounds), rounds);
}

static long kmap_rows(unsigned int n)
{
	long figure = -ENODEV;
	unsigned int got = 0;

	while (got < n && (pages[got] = high_page()))
		got++;
	if (got == n)
		figure = kmap_over(n);
	while (got--)
		__free_page(pages[got]);
	return figure;
}

static long kmap_hot(void)
{
	return kmap_rows(1);
}
BENCH_ROW("kmap_hot", kmap_hot);

static long kmap_cycle(void)
{
	return kmap_rows(CYCLE);
}
BENCH_ROW("kmap_cycle", kmap_cycle);

static long kmap_low(void)
{
	long figure;

	pages[0] = alloc_page(GFP_KERNEL);
	if (!pages[0])
		return -ENOMEM;
	figure = kmap_over(1);
	__free_page(pages[0]);
	return figure;
}
BENCH_ROW("kmap_low", kmap_low);

static long kmap_atomic_row(void)
{
	struct page *page = high_page();
	long figure;

	if (!page)
		return -ENODEV;
	figure = BENCH_LOOP(kunmap_atomic(kmap_atomic(page)));
	__free_page(page);
	return figure;
}
BENCH_ROW("kmap_atomic", kmap_atomic_row);

static long kmap_atomic_typed(void)
{
	struct page *page = high_page();
	long figure;

	if (!page)
		return -ENODEV;
	figure = BENCH_LOOP(void *addr = kmap_atomic(page, KM_USER0);
			    kunmap_atomic(addr, KM_USER0));
	__free_page(page);
	return figure;
}
BENCH_ROW("kmap_atomic_typed", kmap_atomic_typed);
