/*
 * lab_ioremap - a device's memory, read as a device's: the VGA text screen.
 *
 * It lies at 0xb8000 of every PC, in two bytes for a character. Watch it:
 * `iomem`, and `vmallocinfo` while it is loaded.
 */
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/module.h>

#define SCREEN	0xb8000
#define CELLS	8

static u8 __iomem *screen;

static int __init ioremap_init(void)
{
	void __iomem *middle;
	void *ram;
	u16 cell;

	screen = ioremap(SCREEN, 80 * 25 * 2);
	if (!screen)
		return -ENOMEM;
	cell = readw(screen);
	writew(cell, screen);
	pr_info("ioremap: the first character has the code %#x, the colour %#x\n",
		cell & 0xff, cell >> 8);
	pr_info("ioremap: readb and readw agree: %s\n",
		readb(screen) == (cell & 0xff) ? "yes" : "no");

	/* Less than a page, not at a page's beginning. */
	middle = ioremap(SCREEN + 6, 4);
	if (middle) {
		pr_info("ioremap: 4 bytes from byte 6 of it: offset %#lx in a page\n",
			(unsigned long)middle & ~PAGE_MASK);
		iounmap(middle);
	}

	/* Memory that only happens to be on a card: an ordinary pointer. */
	ram = memremap(SCREEN, 4096, MEMREMAP_WC);
	if (ram) {
		pr_info("ioremap: memremap sees the same: %s\n",
			*(u16 *)ram == readw(screen) ? "yes" : "no");
		memunmap(ram);
	}
	return 0;
}

static void __exit ioremap_exit(void)
{
	iounmap(screen);
	pr_info("ioremap: bye\n");
}

module_init(ioremap_init);
module_exit(ioremap_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("a device's memory, read as a device's");
