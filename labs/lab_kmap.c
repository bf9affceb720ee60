/*
 * lab_kmap - an address for a page that has none.
 *
 * With more than 896 MB (make run MEM=1G) the pages come from high memory; with
 * less they have an address, and both calls return just that.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/string.h>

static struct page *page;

static int __init kmap_init(void)
{
	void *addr;

	page = alloc_pages(GFP_HIGHUSER, 0);
	if (!page)
		return -ENOMEM;
	pr_info("kmap: a page of %s, its address before: %s\n",
		page_zone(page)->name, page_address(page) ? "one" : "none");

	/* Permanent: may sleep. The page knows its address meanwhile. */
	addr = kmap(page);
	strcpy(addr, "written through kmap");
	pr_info("kmap: mapped, page_address is what kmap returned: %s\n",
		page_address(page) == addr ? "yes" : "no");
	kunmap(page);

	/* Temporary: for interrupts, too; must not sleep in between. */
	addr = kmap_atomic(page, KM_USER0);
	pr_info("kmap_atomic: reads \"%s\"; in atomic context: %s\n",
		(char *)addr, in_atomic() ? "yes" : "no");
	if (PageHighMem(page))
		pr_info("kmap_atomic: page_address is this address: %s\n",
			page_address(page) == addr ? "yes" : "no");
	kunmap_atomic(addr, KM_USER0);

	/* The same today. */
	addr = kmap_local_page(page);
	memset(addr, 0, PAGE_SIZE);
	kunmap_local(addr);
	return 0;
}

static void __exit kmap_exit(void)
{
	__free_page(page);
	pr_info("kmap: bye\n");
}

module_init(kmap_init);
module_exit(kmap_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("an address for a page that has none");
