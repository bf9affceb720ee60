/*
 * vmalloc_bench.c - vmalloc's rows: a pair of vmalloc() and vfree(), of so many
 * pages. Interrupts stay on: both may sleep. vmalloc_10k is a pair of one page
 * while 10,000 areas exist, with a hole for a page in the middle of them.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include "bench.h"

#define WARM	10
#define AREAS	10000

/* Instructions a pair of @pages takes; N so that the whole takes no second. */
static long pair(unsigned long pages, unsigned int rounds)
{
	u64 start = 0;

	for (unsigned int i = 0; i < WARM + rounds; i++) {
		void *p = vmalloc(pages << PAGE_SHIFT);

		if (!p)
			return -ENOMEM;
		vfree(p);
		if (i == WARM - 1)
			start = rdtsc();
	}
	return bench_round(rdtsc() - start, rounds);
}

static long vmalloc1(void)
{
	return pair(1, 10000);
}
BENCH_ROW("vmalloc1", vmalloc1);

static long vmalloc16(void)
{
	return pair(16, 2000);
}
BENCH_ROW("vmalloc16", vmalloc16);

static long vmalloc256(void)
{
	return pair(256, 200);
}
BENCH_ROW("vmalloc256", vmalloc256);

static long vmalloc1024(void)
{
	return pair(1024, 50);
}
BENCH_ROW("vmalloc1024", vmalloc1024);

/* Their guard pages included, these areas take 80 MB of addresses. */
static long among_areas(struct vm_struct **areas)
{
	long figure = -ENOMEM;
	int n = 0;

	while (n < AREAS && (areas[n] = get_vm_area(PAGE_SIZE, VM_MAP)))
		n++;
	if (n == AREAS) {
		free_vm_area(areas[AREAS / 2]);
		areas[AREAS / 2] = NULL;
		figure = pair(1, 1000);
	}
	while (n--)
		if (areas[n])
			free_vm_area(areas[n]);
	return figure;
}

static long vmalloc_10k(void)
{
	struct vm_struct **areas = vmalloc(AREAS * sizeof(*areas));
	long figure = areas ? among_areas(areas) : -ENOMEM;

	vfree(areas);
	return figure;
}
BENCH_ROW("vmalloc_10k", vmalloc_10k);
