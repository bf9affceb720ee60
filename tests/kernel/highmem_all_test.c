/*
 * highmem_all_test.c - all of high memory, each page with a pattern of its own:
 * written through kmap, kmap_atomic or vmap, and read through another of them.
 *
 * `highmem_test=all` on the command line takes all there is; else some pages.
 */
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include "mm_test.h"
#include "../../mm/internal.h"

#define SOME_PAGES	4000UL
#define CHUNK		256		/* pages that vmap maps at once */
#define STRIDE		16		/* every so many words one is used */
#define WORDS		(PAGE_SIZE / sizeof(u32))

enum way { KMAP, KMAP_ATOMIC, VMAP };

static bool all_pages;

static int __init highmem_test_setup(char *arg)
{
	all_pages = arg && !strcmp(arg, "all");
	return 0;
}
__setup("highmem_test", highmem_test_setup);

static struct page *chunk[CHUNK];
static LIST_HEAD(pages);
static unsigned long nr_pages;

static u32 pattern(struct page *page, unsigned int round, unsigned int word)
{
	return (page_to_pfn(page) + word) * 2654435761u + round;
}

static void write_page(u32 *addr, struct page *page, unsigned int round)
{
	for (unsigned int word = 0; word < WORDS; word += STRIDE)
		addr[word] = pattern(page, round, word);
}

/* Words of @page that are not as they were written. */
static unsigned int read_page(const u32 *addr, struct page *page,
			      unsigned int round)
{
	unsigned int wrong = 0;

	for (unsigned int word = 0; word < WORDS; word += STRIDE)
		wrong += addr[word] != pattern(page, round, word);
	return wrong;
}

static unsigned int use_page(u32 *addr, struct page *page, unsigned int round,
			     bool writing)
{
	if (!writing)
		return read_page(addr, page, round);
	write_page(addr, page, round);
	return 0;
}

/* The pages of the chunk in one of the ways; words that were wrong. */
static unsigned int use_chunk(unsigned int n, enum way way, unsigned int round,
			      bool writing)
{
	char *area = way == VMAP ? vmap(chunk, n, VM_MAP, PAGE_KERNEL) : NULL;
	unsigned int wrong = way == VMAP && !area;
	void *addr;

	for (unsigned int i = 0; i < n && !wrong; i++) {
		addr = way == KMAP ? kmap(chunk[i]) :
		       way == KMAP_ATOMIC ? kmap_atomic(chunk[i]) :
					    area + i * PAGE_SIZE;
		wrong += use_page(addr, chunk[i], round, writing);
		if (way == KMAP)
			kunmap(chunk[i]);
		else if (way == KMAP_ATOMIC)
			kunmap_atomic(addr);
	}
	vunmap(area);
	return wrong;
}

static unsigned int use_all(enum way way, unsigned int round, bool writing)
{
	unsigned int n = 0, wrong = 0;
	struct page *page;

	list_for_each_entry(page, &pages, lru) {
		chunk[n++] = page;
		if (n == CHUNK || list_is_last(&page->lru, &pages)) {
			wrong += use_chunk(n, way, round, writing);
			n = 0;
			cond_resched();
		}
	}
	return wrong;
}

/* What high memory has to give, but for a little that others may need. */
static void take_pages(void)
{
	struct page *page;

	nr_pages = 0;
	while ((all_pages || nr_pages < SOME_PAGES) &&
	       (page = alloc_page(GFP_HIGHUSER | __GFP_NOWARN))) {
		if (!PageHighMem(page)) {
			__free_page(page);
			break;
		}
		list_add_tail(&page->lru, &pages);
		nr_pages++;
	}
}

static void highmem_all_ways(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	struct page *page, *next;
	struct kmap_state state;

	take_pages();
	for (unsigned int round = 0; round < 3; round++) {
		use_all(round, round, true);
		KUNIT_EXPECT_EQ(test, use_all((round + 1) % 3, round, false),
				0u);
		KUNIT_EXPECT_EQ(test, use_all((round + 2) % 3, round, false),
				0u);
	}
	list_for_each_entry_safe(page, next, &pages, lru)
		__free_page(page);
	INIT_LIST_HEAD(&pages);
	kmap_get_state(&state);
	KUNIT_EXPECT_EQ(test, state.used, 0u);
	KUNIT_EXPECT_EQ(test, kmap_check(), 0);
	kunit_info(test, "%lu pages, %u flushes since boot\n", nr_pages,
		   state.flushes);
	vm_unmap_aliases();
	KUNIT_EXPECT_GE(test, settled_free_pages() + 8, before);
	if (!nr_pages)
		kunit_skip(test, "no high memory here");
	KUNIT_EXPECT_EQ(test, state.idle + state.clean,
			(unsigned int)LAST_PKMAP);
}

static struct kunit_case highmem_all_cases[] = {
	KUNIT_CASE(highmem_all_ways),
	{}
};

static struct kunit_suite highmem_all_suite = {
	.name = "highmem_all", .test_cases = highmem_all_cases,
};
kunit_test_suite(highmem_all_suite);
