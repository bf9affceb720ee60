/*
 * lab_vmalloc - contiguous addresses, scattered frames.
 *
 * Watch it: `vmallocinfo` while it is loaded.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/vmalloc.h>

static unsigned int pages = 32;
module_param(pages, uint, 0444);
MODULE_PARM_DESC(pages, "size of the area");

static char *area;

static int __init vmalloc_lab_init(void)
{
	unsigned int i, neighbours = 0;

	area = vmalloc(pages * PAGE_SIZE);
	if (!area)
		return -ENOMEM;
	pr_info("vmalloc: %u pages at %p, above high_memory: %s\n", pages, area,
		(void *)area > high_memory ? "yes" : "no");
	for (i = 0; i < pages; i++)
		area[i * PAGE_SIZE] = i;
	for (i = 1; i < pages; i++)
		if (vmalloc_to_pfn(area + i * PAGE_SIZE) ==
		    vmalloc_to_pfn(area + (i - 1) * PAGE_SIZE) + 1)
			neighbours++;
	pr_info("vmalloc: the first is frame %lu, the last %lu\n",
		vmalloc_to_pfn(area),
		vmalloc_to_pfn(area + (pages - 1) * PAGE_SIZE));
	pr_info("vmalloc: that their frames lie one behind the other is not promised (%u of %u do)\n",
		neighbours, pages - 1);
	pr_info("vmalloc: virt_addr_valid says that it is no logical address: %s\n",
		virt_addr_valid(area) ? "wrong" : "right");
	return 0;
}

static void __exit vmalloc_lab_exit(void)
{
	unsigned int i, kept = 0;

	for (i = 0; i < pages; i++)
		kept += area[i * PAGE_SIZE] == (char)i;
	vfree(area);
	pr_info("vmalloc: %u of %u pages kept what was written\n", kept, pages);
}

module_init(vmalloc_lab_init);
module_exit(vmalloc_lab_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("contiguous addresses, scattered frames");
