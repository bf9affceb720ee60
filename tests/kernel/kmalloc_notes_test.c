/*
 * kmalloc_notes_test.c - the notes' own lines about kmalloc, as their readers
 * type them. Each stands above its test, and below it what had to be filled in:
 * missing arguments and declarations, no more. The compiler takes them without a
 * warning; sparse, which wants masks kept apart from numbers, does not see this
 * file.
 */
#include<linux/slab.h>
#include <asm/io.h>
#include "mm_test.h"

/*
 *	void *kmalloc(size_t size, int flags);
 *	void kfree(const void *);
 *
 *	kmalloc: allocate the small memory from a simple kinds of caches. the size
 *	from 1 byte to 128kb.
 *
 * Filled in: variables of these types.
 */
static void notes_kmalloc_prototypes(struct kunit *test)
{
	int flags = GFP_KERNEL;
	const char *bytes;
	size_t size;

	for (size = 1; size <= 128 * 1024; size *= 2) {
		bytes = kmalloc(size, flags);
		KUNIT_EXPECT_NOT_NULL(test, bytes);
		kfree(bytes);
	}
}

/*
 *	You cannot specify __GFP_HIGHMEM to either __get_free_pages() or
 *	kmalloc().
 *	the GFP_ATOMIC flag is the only option when the current code cannot sleep
 *	The GFP_DMA flag is used to specify that the allocator must satisfy the
 *	request from ZONE_DMA. Normally, you combine this flag with the
 *	GFP_ATOMIC or GFP_KERNEL flag.
 *
 * Filled in: the calls.
 */
static void notes_kmalloc_masks(struct kunit *test)
{
	void *p;

	KUNIT_EXPECT_NULL(test, kmalloc(64, GFP_KERNEL | __GFP_HIGHMEM));
	preempt_disable();
	p = kmalloc(64, GFP_ATOMIC);
	preempt_enable();
	KUNIT_EXPECT_NOT_NULL(test, p);
	kfree(p);
	p = kmalloc(64, GFP_DMA | GFP_ATOMIC);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_LT(test, virt_to_phys(p), 16ul << 20);
	kfree(p);
	p = kmalloc(64, GFP_DMA | GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_LT(test, virt_to_phys(p), 16ul << 20);
	kfree(p);
}

/*
 *	The kfree() method frees a block of memory previously allocated with
 *	kmalloc(). Do not call this function on memory not previously allocated
 *	with kmalloc(), or on memory that has already been freed.
 *	Note that calling kfree(NULL) is explicitly checked for and safe
 *
 * Filled in: what is not to be done, to see that it is caught.
 */
static void notes_kfree(struct kunit *test)
{
	char *block = kmalloc(100, GFP_KERNEL);
	unsigned long page = __get_free_page(GFP_KERNEL);

	KUNIT_ASSERT_TRUE(test, block && page);
	EXPECT_BAD_FREES(test, 1, kfree((void *)page));
	EXPECT_BAD_FREES(test, 0, kfree(block));
	EXPECT_BAD_FREES(test, 1, kfree(block));
	EXPECT_BAD_FREES(test, 0, kfree(NULL));
	free_page(page);
}

/*
 *	kbuf = kmalloc(size, GFP_KERNEL);
 *	...
 *	kfree(kbuf);
 *
 * Filled in: declarations. (What is mapped for a device between the two lines
 * is contiguous in physical memory, and in one zone.)
 */
static void notes_kbuf(struct kunit *test)
{
	size_t size = 5 * PAGE_SIZE;
	char *kbuf;

	kbuf = kmalloc(size, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, kbuf);
	KUNIT_EXPECT_EQ(test, virt_to_phys(kbuf + size - 1) - virt_to_phys(kbuf),
			size - 1);
	KUNIT_EXPECT_PTR_EQ(test, page_zone(virt_to_page(kbuf)),
			    page_zone(virt_to_page(kbuf + size - 1)));
	kfree(kbuf);
}

static struct kunit_case kmalloc_cases[] = {
	KUNIT_CASE(notes_kmalloc_prototypes),
	KUNIT_CASE(notes_kmalloc_masks),
	KUNIT_CASE(notes_kfree),
	KUNIT_CASE(notes_kbuf),
	{}
};

static struct kunit_suite kmalloc_notes_suite = {
	.name = "kmalloc_notes", .test_cases = kmalloc_cases,
};
kunit_test_suite(kmalloc_notes_suite);
