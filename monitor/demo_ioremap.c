/*
 * demo ioremap: a picture, drawn into the memory of the VGA card.
 *
 * Model: the whole way from a PCI device to its pixels: found, claimed, its
 * registers mapped uncached and its memory write-combining, a mode set, drawn,
 * and everything undone.
 *
 * Invariants: text comes back and nothing stays mapped or claimed, also when a
 * step fails.
 * Locking & context: prompt only. What others print meanwhile is on the serial
 * line, not on the screen.
 * In Linux: a driver like drivers/gpu/drm/tiny/bochs.c.
 * Watch it: (gdb) break dispi_graphics
 *           (gdb) km-iomem
 */

#include "internal.h"
#include <linux/console.h>
#include <linux/delay.h>
#include <linux/dispi.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#define WIDTH	640
#define HEIGHT	480
#define SHOWN	30			/* tenths of a second, or until a key */

/*
 * The colour of a pixel: a disc in front of x ^ y. tests/system/test_screen.py
 * has the same lines and compares each pixel.
 */
static u32 colour(int x, int y)
{
	int dx = x - 320, dy = y - 240;

	if (dx * dx + dy * dy < 160 * 160)
		return 0xffc000 - ((dx * dx + dy * dy) >> 8 << 8);
	return x * 255 / WIDTH << 16 | y * 255 / HEIGHT << 8 |
	       ((x ^ y) & 0xff);
}

/* A line in memory of our own, then all of it into the card's. */
static void draw(struct dispi *d)
{
	static u32 line[WIDTH];

	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++)
			line[x] = colour(x, y);
		memcpy_toio(d->pixels + y * sizeof(line), line, sizeof(line));
	}
}

static void wait_for_key(void)
{
	for (int i = 0; i < SHOWN && console_trygetc() < 0; i++)
		msleep(100);
}

static void say_mapping(const char *what, const volatile void __iomem *addr)
{
	unsigned long at = (unsigned long __force)addr;
	pte_t pte = *lookup_address(at);

	say("  %-22s 0x%08lx -> 0x%08lx  PAT %d PCD %d PWT %d\n", what, at,
	    (pte_pfn(pte) << PAGE_SHIFT) + offset_in_page(at),
	    !!(pte_val(pte) & _PAGE_PAT), !!(pte_val(pte) & _PAGE_PCD),
	    !!(pte_val(pte) & _PAGE_PWT));
}

/* What a second driver for the card is told. */
static void second_driver(struct dispi *d)
{
	say("\nThe regions are claimed now. Whoever else wants them:\n\n"
	    "  pci_request_regions() = %d (-EBUSY is %d)\n",
	    pci_request_regions(d->dev, "another driver"), -EBUSY);
}

static void say_card(struct dispi *d)
{
	const struct resource *memory = &d->dev->resource[0];

	say("The VGA card is PCI device %s. Its memory, BAR 0, is at\n"
	    "0x%08llx, %llu MB: no RAM, no struct page, and outside the direct\n"
	    "map. It has no address of the kernel's until ioremap() makes one:\n\n",
	    pci_name(d->dev), (u64)memory->start, resource_size(memory) >> 20);
	if (d->regs)
		say_mapping("registers, uncached", d->regs);
	say_mapping("pixels, write-combined", d->memory);
	say("\nRegisters: each access goes to the device, in order. Pixels: the CPU\n"
	    "may gather writes into larger ones, and read back nothing cached.\n");
	if (!pat_enabled)
		say("(This CPU has no PAT, or nopat is set: no write-combining; the\n"
		    "pixels are as uncached as the registers.)\n");
}

static int demo_ioremap(void)
{
	struct dispi d;
	int err = dispi_open(&d, "demo ioremap");

	if (err == -ENODEV) {
		say("This machine has no VGA card of QEMU's or Bochs' on PCI: nothing\n"
		    "here to map. (`make run` has one.)\n");
		return 0;
	}
	if (err)
		return err;
	say_card(&d);
	second_driver(&d);
	say("\nNow %d x %d pixels; a look with `make run GUI=1`. A key ends it.\n",
	    WIDTH, HEIGHT);
	err = dispi_graphics(&d, WIDTH, HEIGHT);
	if (!err) {
		draw(&d);
		say("Drawn.\n");
		wait_for_key();
		dispi_text(&d);
	}
	dispi_close(&d);
	say("And text again; unmapped, released.\n"
	    "\nTry: lspci -v; iomem; vmallocinfo; help crash\n");
	return err;
}
DEMO(ioremap, "a picture in the VGA card's own memory", demo_ioremap);
