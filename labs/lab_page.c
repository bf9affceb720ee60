/*
 * lab_page - struct page: one for each frame of physical memory.
 *
 * From an address to its page and back, and what high memory lacks. With
 * MEM=1G there is some.
 */
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/module.h>
#include <linux/slab.h>

static int __init page_init(void)
{
	struct page *page, *high;
	void *kaddr;

	kaddr = kmalloc(100, GFP_KERNEL);
	if (!kaddr)
		return -ENOMEM;
	page = virt_to_page(kaddr);
	pr_info("page: pfn_to_page(page_to_pfn(page)) is page: %s\n",
		pfn_to_page(page_to_pfn(page)) == page ? "yes" : "no");
	pr_info("page: mem_map[pfn] is it, too: %s\n",
		mem_map + page_to_pfn(page) == page ? "yes" : "no");
	pr_info("page: physical address %s the frame's number times 4096\n",
		virt_to_phys(kaddr) >> PAGE_SHIFT == page_to_pfn(page) ?
		"is" : "is not");
	pr_info("page: a slab's: %s, in use by: %d\n",
		PageSlab(page) ? "yes" : "no", page_count(page));
	kfree(kaddr);

	high = alloc_page(GFP_HIGHUSER);
	if (!high)
		return -ENOMEM;
	pr_info("page: %s memory, page_address is %s\n",
		PageHighMem(high) ? "high" : "low",
		page_address(high) ? "an address" : "NULL");
	get_page(high);
	pr_info("page: after get_page its count is %d\n", page_count(high));
	put_page(high);
	__free_page(high);
	pr_info("page: %lu pages in all, lowmem ends at %lu MB\n", num_physpages,
		__pa(high_memory) >> 20);
	return 0;
}

static void __exit page_exit(void)
{
	pr_info("page: bye\n");
}

module_init(page_init);
module_exit(page_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("struct page: one for each frame of physical memory");
