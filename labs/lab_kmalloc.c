/*
 * lab_kmalloc - memory of any size up to 128 KB, in one piece.
 *
 * What is really taken for a request, how far it goes, and where it ends.
 */
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

static int __init kmalloc_init(void)
{
	static const size_t sizes[] = { 1, 9, 100, 4096, 5000, 128 * 1024 };
	struct page *page;
	void *p;
	int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		p = kmalloc(sizes[i], GFP_KERNEL);
		if (!p)
			return -ENOMEM;
		pr_info("kmalloc: %6zu bytes asked for, %6zu given\n", sizes[i],
			ksize(p));
		kfree(p);
	}
	p = kmalloc(128 * 1024 + 1, GFP_KERNEL | __GFP_NOWARN);
	pr_info("kmalloc: a byte more than 128 KB: %s\n", p ? "given" : "NULL");
	kfree(p);

	/* One piece in physical memory, below 16 MB where that is asked for. */
	p = kmalloc(64, GFP_KERNEL | GFP_DMA);
	if (p) {
		page = virt_to_page(p);
		pr_info("kmalloc: with GFP_DMA it lies below 16 MB: %s\n",
			virt_to_phys(p) < (16 << 20) ? "yes" : "no");
		pr_info("kmalloc: its page is in the zone %s\n",
			page_zone(page)->name);
	}
	kfree(p);

	kfree(NULL);
	pr_info("kmalloc: kfree(NULL) does nothing\n");
	return 0;
}

static void __exit kmalloc_exit(void)
{
	pr_info("kmalloc: bye\n");
}

module_init(kmalloc_init);
module_exit(kmalloc_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("memory of any size up to 128 KB, in one piece");
