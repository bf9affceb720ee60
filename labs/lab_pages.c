/*
 * lab_pages - whole pages: alloc_pages and __get_free_pages.
 *
 * Watch it: `buddyinfo` before and after.
 */
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>

static int __init pages_init(void)
{
	struct page *page;
	unsigned long addr;
	int order;

	page = alloc_pages(GFP_KERNEL, 3);
	if (!page)
		return -ENOMEM;
	pr_info("pages: 8 of them, aligned to 8: %s, all in one zone: %s\n",
		page_to_pfn(page) % 8 ? "no" : "yes",
		page_zone(page) == page_zone(page + 7) ? "yes" : "no");
	__free_pages(page, 3);

	/* The largest block: order 10, 4 MB. */
	for (order = 10; order >= 0; order--) {
		page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, order);
		if (page)
			break;
	}
	pr_info("pages: order %d is the largest there was: %lu KB\n", order,
		PAGE_SIZE / 1024 << order);
	if (page)
		__free_pages(page, order);
	page = alloc_pages(GFP_KERNEL | __GFP_NOWARN, 11);
	pr_info("pages: order 11: %s\n", page ? "given" : "NULL");

	/* Which zone it comes from: one modifier each. */
	page = alloc_pages(__GFP_DMA | GFP_KERNEL, 0);
	if (page) {
		pr_info("pages: __GFP_DMA: from %s\n", page_zone(page)->name);
		__free_page(page);
	}
	page = alloc_pages(__GFP_HIGHMEM | GFP_KERNEL, 0);
	if (page) {
		pr_info("pages: __GFP_HIGHMEM: from HighMem or, without any, Normal or DMA: %s\n",
			page_zone(page)->name);
		__free_page(page);
	}

	/* This one gives an address, so the page must have one. */
	addr = __get_free_pages(GFP_KERNEL, 1);
	if (!addr)
		return -ENOMEM;
	pr_info("pages: __get_free_pages: the address is page_address of the page: %s\n",
		(void *)addr == page_address(virt_to_page((void *)addr)) ?
		"yes" : "no");
	free_pages(addr, 1);
	return 0;
}

static void __exit pages_exit(void)
{
	pr_info("pages: bye\n");
}

module_init(pages_init);
module_exit(pages_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("whole pages: alloc_pages and __get_free_pages");
