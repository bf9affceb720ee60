/*
 * pgtable_test.c - the kernel's tables: direct map, protection, mapping a page,
 * splitting a large one; stacks with their guard; kmap_atomic.
 */
#include <linux/highmem.h>
#include <linux/uaccess.h>
#include <asm/sections.h>
#include <asm/tlbflush.h>
#include "mm_test.h"

static unsigned long probe_addr = STACK_END - 2 * PAGE_SIZE;

static void pgtable_text_readonly(struct kunit *test)
{
	pte_t *text = lookup_address((unsigned long)_text);
	pte_t *rodata = lookup_address((unsigned long)__start_rodata);
	pte_t *data = lookup_address((unsigned long)_sdata);

	KUNIT_ASSERT_TRUE(test, text && rodata && data);
	KUNIT_EXPECT_FALSE(test, pte_write(*text));
	KUNIT_EXPECT_FALSE(test, pte_write(*rodata));
	KUNIT_EXPECT_TRUE(test, pte_write(*data));
}

static void pgtable_map_unmap(struct kunit *test)
{
	struct page *page = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
	unsigned long pfn, word;
	u32 *via;

	KUNIT_ASSERT_NOT_NULL(test, page);
	pfn = page_to_pfn(page);
	KUNIT_ASSERT_EQ(test, map_kernel_page(probe_addr, pfn, PAGE_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, map_kernel_page(probe_addr, pfn, PAGE_KERNEL),
			-EBUSY);
	*(u32 *)probe_addr = 0x896;
	via = kmap_atomic(page);
	KUNIT_EXPECT_EQ(test, *via, 0x896u);
	kunmap_atomic(via);
	unmap_kernel_page(probe_addr);
	KUNIT_EXPECT_NE(test, copy_from_kernel_nofault(&word,
			(void *)probe_addr, sizeof(word)), 0l);
	KUNIT_EXPECT_EQ(test, map_kernel_page(0x1000, pfn, PAGE_KERNEL), -EINVAL);
	__free_page(page);
}

/* A split page says the same as before, and can then be changed alone. */
static void pgtable_split_large(struct kunit *test)
{
	unsigned long addr = (unsigned long)high_memory / PMD_SIZE * PMD_SIZE -
			     PMD_SIZE;
	u32 before, *word = (u32 *)(addr + 5 * PAGE_SIZE);

	if (addr < PAGE_OFFSET + 4 * PMD_SIZE || lookup_address(addr))
		kunit_skip(test, "no large page in this direct map");
	before = *word;
	KUNIT_ASSERT_EQ(test, split_large_page(addr), 0);
	KUNIT_ASSERT_NOT_NULL(test, lookup_address(addr));
	KUNIT_EXPECT_EQ(test, pte_pfn(*lookup_address((unsigned long)word)),
			__pa(word) >> PAGE_SHIFT);
	KUNIT_EXPECT_EQ(test, *word, before);
	KUNIT_EXPECT_EQ(test, split_large_page(addr), 0);
}

static void stack_guard(struct kunit *test)
{
	unsigned long before = settled_free_pages();
	char *stack = alloc_stack("test"), byte;
	bool guard;

	KUNIT_ASSERT_NOT_NULL(test, stack);
	KUNIT_EXPECT_EQ(test, stack_used(stack), 0u);
	*(u32 *)(stack + PAGE_SIZE - 64) = 1;
	KUNIT_EXPECT_EQ(test, stack_used(stack), 64u);
	KUNIT_EXPECT_NE(test, copy_from_kernel_nofault(&byte, stack - 1, 1), 0l);
	KUNIT_EXPECT_STREQ(test,
			   stack_owner_of((unsigned long)stack - 1, &guard),
			   "test");
	KUNIT_EXPECT_TRUE(test, guard);
	free_stack(stack);
	KUNIT_EXPECT_LE(test, before - settled_free_pages(), 1ul);
}

/* Pairs nest; each level sees its own page. */
static void highmem_kmap_atomic(struct kunit *test)
{
	struct page *pages[4];
	u32 *maps[4];
	int count = preempt_count();

	for (int i = 0; i < 4; i++) {
		pages[i] = alloc_page(GFP_HIGHUSER);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
	}
	for (int i = 0; i < 4; i++) {
		maps[i] = kmap_atomic(pages[i]);
		*maps[i] = 1000 + i;
	}
	for (int i = 3; i >= 0; i--) {
		KUNIT_EXPECT_EQ(test, *maps[i], 1000u + i);
		kunmap_atomic(maps[i]);
	}
	KUNIT_EXPECT_EQ(test, preempt_count(), count);
	copy_highpage(pages[0], pages[3]);
	maps[0] = kmap_atomic(pages[0]);
	KUNIT_EXPECT_EQ(test, *maps[0], 1003u);
	kunmap_atomic(maps[0]);
	for (int i = 0; i < 4; i++)
		__free_page(pages[i]);
}

static struct kunit_case pgtable_cases[] = {
	KUNIT_CASE(pgtable_text_readonly),
	KUNIT_CASE(pgtable_map_unmap),
	KUNIT_CASE(pgtable_split_large),
	KUNIT_CASE(stack_guard),
	KUNIT_CASE(highmem_kmap_atomic),
	{}
};

static struct kunit_suite pgtable_suite = {
	.name = "pgtable", .test_cases = pgtable_cases,
};
kunit_test_suite(pgtable_suite);
