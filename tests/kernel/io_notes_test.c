/*
 * io_notes_test.c - the notes' own lines on high memory and on I/O memory, as
 * their readers type them, with old and new names in one file. What had to be
 * added: declarations, a page, an address with something behind it.
 */
#include <linux/highmem.h>
#include <linux/ioport.h>
#include <linux/io.h>
#include "mm_test.h"
#include "highmem_test.h"

/*
 * "After a highmem page is permanent mapping, the virtual field of page is write
 * by the return value." "After a highmem page is temporary mapping, the virtual
 * field of page is still zero." "page is unmapped automatically on the next tmp
 * mapping"
 */
static void notes_mappings(struct kunit *test)
{
	struct page *page = test_high_page(test), *other = test_high_page(test);
	char *p, *q;

	kmap_flush_unused();
	KUNIT_EXPECT_NULL(test, page->virtual);
	p = kmap_atomic(page, KM_USER0);
	strcpy(p, "high");
	flush_dcache_page(page);		/* for other machines */
	KUNIT_EXPECT_NULL(test, page_address(page));
	kunmap_atomic(p, KM_USER0);
	q = kmap_atomic(other, KM_USER0);	/* the same slot */
	KUNIT_EXPECT_PTR_EQ(test, p, q);
	q[0] = 'o';
	kunmap_atomic(q, KM_USER0);
	p = kmap(page);
	KUNIT_EXPECT_STREQ(test, p, "high");
	KUNIT_EXPECT_PTR_EQ(test, page->virtual, (void *)p);
	KUNIT_EXPECT_PTR_EQ(test, page_address(page), (void *)p);
	kunmap(page);
	p = kmap_atomic(other);			/* a later kernel's form */
	KUNIT_EXPECT_EQ(test, p[0], 'o');
	kunmap_atomic(p);
	__free_page(page);
	__free_page(other);
}

/* "low-memory pages, it just returns the logical address of the page" */
static void notes_low_page(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);
	void *addr;

	KUNIT_ASSERT_NOT_NULL(test, page);
	addr = kmap(page);
	KUNIT_EXPECT_PTR_EQ(test, addr, page_address(page));
	KUNIT_EXPECT_PTR_EQ(test, virt_to_page(addr), page);
	kunmap(page);
	__free_pages(page, 0);
}

#define BASE	0xbf800			/* the text screen's memory, unused */
#define LENGTH	16

/*
 * "ioremap can map size of memory smaller than page size"; "readb(), writeb(),
 * ..., readl(), writel()"; "ioremap_cache() - enable caching"
 */
static void notes_io_memory(struct kunit *test)
{
	void __iomem *regs;

	if (!request_mem_region(BASE, LENGTH, "notes"))
		kunit_skip(test, "somebody has it");
	regs = ioremap(BASE, LENGTH);
	KUNIT_ASSERT_TRUE(test, regs != NULL);
	writel(0x896, regs);
	KUNIT_EXPECT_EQ(test, readb(regs), (u8)0x96);
	KUNIT_EXPECT_EQ(test, readw(regs), (u16)0x896);
	iounmap(regs);
	regs = ioremap_cache(BASE, LENGTH);
	KUNIT_ASSERT_TRUE(test, regs != NULL);
	KUNIT_EXPECT_EQ(test, ioread32(regs), 0x896u);
	iowrite32(0, regs);
	iounmap(regs);
	release_mem_region(BASE, LENGTH);
}

/* What is written with one width at @regs reads back with the others. */
static void expect_rw(struct kunit *test, void __iomem *regs)
{
	KUNIT_ASSERT_TRUE(test, regs != NULL);
	writel(0, regs);
	writeb(0x96, regs);
	writeb(0x8, regs + 1);
	KUNIT_EXPECT_EQ(test, readl(regs), 0x896u);
	KUNIT_EXPECT_EQ(test, readb(regs), (u8)0x96);
	iounmap(regs);
}

/*
 * "special functions are used to read/write to I/O memory: readb(), writeb(),
 * ..., readl(), writel()"; "ioremap_wc()", "ioremap_wt()"; "MEMREMAP_WB"; "if
 * used as ordinary memory, __iomem shouldn't be returned"
 */
static void notes_kinds_of_caching(struct kunit *test)
{
	u32 *ram;

	expect_rw(test, ioremap(BASE, LENGTH));
	expect_rw(test, ioremap_wc(BASE, LENGTH));
	expect_rw(test, ioremap_wt(BASE, LENGTH));
	expect_rw(test, ioremap_cache(BASE, LENGTH));
	ram = memremap(BASE, LENGTH, MEMREMAP_WB);
	KUNIT_ASSERT_NOT_NULL(test, ram);
	KUNIT_EXPECT_EQ(test, *ram, 0x896u);
	*ram = 0;
	memunmap(ram);
}

static struct kunit_case io_notes_cases[] = {
	KUNIT_CASE(notes_mappings),
	KUNIT_CASE(notes_low_page),
	KUNIT_CASE(notes_io_memory),
	KUNIT_CASE(notes_kinds_of_caching),
	{}
};

static struct kunit_suite io_notes_suite = {
	.name = "io_notes", .test_cases = io_notes_cases,
};
kunit_test_suite(io_notes_suite);
