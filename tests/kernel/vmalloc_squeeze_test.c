/*
 * vmalloc_squeeze_test.c - areas when frames are scattered, few or none, when
 * each allocation fails once, and what freed areas keep until somebody needs
 * it.
 */
#include <linux/bottom_half.h>
#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/highmem.h>
#include <linux/oops.h>
#include <linux/random.h>
#include <linux/vmalloc.h>
#include "stamp.h"

#define MANY	300

/* Many areas, that come and go: each keeps its bytes, none overlaps. */
static void vmalloc_many(struct kunit *test)
{
	static struct {
		void *p;
		unsigned long pages;
		u32 stamp;
	} held[MANY];
	unsigned long before = settled_free_pages(), most, total = 0;
	struct rnd_state rnd;

	prandom_seed_state(&rnd, 896);
	most = nr_free_pages() / 4;
	for (u32 n = 0; n < 6 * MANY; n++) {
		int i = prandom_u32_state(&rnd) % MANY;
		unsigned long pages = 1 + prandom_u32_state(&rnd) % 20;

		if (held[i].p) {
			KUNIT_EXPECT_TRUE(test, is_filled(held[i].p,
					  held[i].pages, held[i].stamp));
			vfree(held[i].p);
			held[i].p = NULL;
			total -= held[i].pages;
		} else if (total + pages <= most) {
			held[i].p = vmalloc(pages << PAGE_SHIFT);
			KUNIT_ASSERT_NOT_NULL(test, held[i].p);
			held[i].pages = pages;
			held[i].stamp = n << 8;
			fill(held[i].p, pages, n << 8);
			total += pages;
		}
	}
	for (int i = 0; i < MANY; i++)
		vfree(held[i].p);
	memset(held, 0, sizeof(held));
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* Take all single pages of high memory and give every other one back. */
static struct page *scatter(struct page **rest)
{
	struct page *held = NULL, *page;
	bool keep = false;

	*rest = NULL;
	while ((page = alloc_page(GFP_HIGHUSER | __GFP_NOWARN))) {
		struct page **list = keep ? &held : rest;

		page->private = (unsigned long)*list;
		*list = page;
		keep = !keep;
		if (!PageHighMem(page))
			break;
	}
	return held;
}

/* 64 MB of neighbours where no two frames of high memory are. */
static void vmalloc_large_scattered(struct kunit *test)
{
	unsigned long pages = (64UL << 20) >> PAGE_SHIFT, jumps = 0;
	unsigned long before = settled_free_pages();
	struct page *held, *rest;
	void *p;

	if (zones[ZONE_HIGHMEM].free_pages < 30000)
		kunit_skip(test, "not enough high memory");
	held = scatter(&rest);
	free_chain(rest);
	drain_all_pages();
	p = vmalloc(64 << 20);
	free_chain(held);
	KUNIT_ASSERT_NOT_NULL(test, p);
	for (unsigned long i = 1; i < pages; i++)
		jumps += vmalloc_to_pfn(p + i * PAGE_SIZE) !=
			 vmalloc_to_pfn(p + (i - 1) * PAGE_SIZE) + 1;
	KUNIT_EXPECT_GT(test, jumps, pages / 2);
	fill(p, pages, 0x64000000);
	KUNIT_EXPECT_TRUE(test, is_filled(p, pages, 0x64000000));
	vfree(p);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* More than there is: what was found is given back. */
static void vmalloc_until_none(struct kunit *test)
{
	unsigned long before = settled_free_pages(), n = 0, size;
	void *list = NULL, *p;

	size = max(nr_free_pages() / 16, 1ul) << PAGE_SHIFT;
	size = min(size, 4UL << 20);
	while ((p = __vmalloc(size, GFP_KERNEL | __GFP_NOWARN))) {
		*(void **)p = list;
		list = p;
		n++;
	}
	KUNIT_EXPECT_GE(test, n, 8ul);
	KUNIT_EXPECT_GT(test, nr_free_pages(), 0ul);
	while ((p = list)) {
		list = *(void **)p;
		vfree(p);
	}
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

/* All that allocates here: 0, or -ENOMEM with nothing kept. */
static int make_all(unsigned long pages)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_NOWARN);
	gfp_t gfp = GFP_KERNEL | __GFP_NOWARN;
	struct vm_struct *area = NULL;
	void *p = NULL, *map = NULL;
	int err = -ENOMEM;

	if (page)
		map = vmap(&page, 1, VM_MAP, PAGE_KERNEL);
	if (map)
		area = alloc_vm_area(3 * PAGE_SIZE);
	if (area)
		p = __vmalloc(pages << PAGE_SHIFT, gfp | __GFP_ZERO);
	if (p)
		err = 0;
	vfree(p);
	if (area)
		free_vm_area(area);
	vunmap(map);
	if (page)
		__free_page(page);
	return err;
}

/* The n-th allocation fails; was there an n-th? */
static bool fail_nth(struct kunit *test, unsigned int n, unsigned long pages)
{
	unsigned long before = settled_free_pages();
	bool reached;
	int err;

	fault_inject_begin();
	fault_inject_nth(n);
	err = make_all(pages);
	reached = !fault_inject_left();
	fault_inject_nth(0);
	fault_inject_end();
	KUNIT_EXPECT_EQ(test, err, reached ? -ENOMEM : 0);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
	return reached;
}

/* Each allocation fails once, of a small area and (some of them) of a large. */
static void vmalloc_fail_each(struct kunit *test)
{
	unsigned long warned = warn_count;
	unsigned int n = 1;

	while (fail_nth(test, n, 12))
		n++;
	KUNIT_EXPECT_GE(test, n, 12u + 4);
	if (nr_free_pages() > 4000)
		for (n = 1; fail_nth(test, n, 1030); )
			n += n < 12 ? 1 : 97;
	KUNIT_EXPECT_EQ(test, warn_count, warned);
}

/* Freed areas wait; who needs memory, or says so, gets them. */
static void vmalloc_lazy(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	void *p = vmalloc(4 * PAGE_SIZE);
	struct page *page;

	KUNIT_ASSERT_NOT_NULL(test, p);
	page = vmalloc_to_page(p);
	preempt_disable();		/* nobody may purge here */
	local_bh_disable();
	vfree(p);
	KUNIT_EXPECT_EQ(test, page_ref_count(page), num_online_cpus() > 1);
	local_bh_enable();
	preempt_enable();
	KUNIT_EXPECT_NULL(test, find_vm_area(p));
	vm_unmap_aliases();
	KUNIT_EXPECT_EQ(test, page_ref_count(page), 0);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), before);
}

static struct kunit_case vmalloc_squeeze_cases[] = {
	KUNIT_CASE(vmalloc_many),
	KUNIT_CASE(vmalloc_large_scattered),
	KUNIT_CASE(vmalloc_until_none),
	KUNIT_CASE(vmalloc_fail_each),
	KUNIT_CASE(vmalloc_lazy),
	{}
};

static struct kunit_suite vmalloc_squeeze_suite = {
	.name = "vmalloc_squeeze", .test_cases = vmalloc_squeeze_cases,
};
kunit_test_suite(vmalloc_squeeze_suite);
