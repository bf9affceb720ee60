/*
 * dispi.c - the VGA card of QEMU and Bochs as a frame buffer.
 *
 * The card has the registers of 1987 for text, and beside them its own, DISPI:
 * a width, a height, bits a pixel, and one that switches it on. They are
 * reached by two ports, or as memory in BAR 2; the pixels are memory in BAR 0.
 * So one card needs two kinds of mapping:
 *
 *	BAR 2 + 0x500   registers     ioremap()      each access counts
 *	BAR 0           16 MB         ioremap_wc()   writes may be gathered
 *
 * The first 256 KB of the memory are the letters, colours and font of the text
 * screen. The picture begins behind them (the card can begin a screen at any
 * line), so that text mode needs only its registers back.
 *
 * Locking: none; who has opened it has the card's regions. Context: process.
 * Linux: drivers/gpu/drm/tiny/bochs.c. gdb: `break dispi_graphics`, `km-pci`.
 */
#define pr_fmt(fmt) "dispi: " fmt

#include <linux/dispi.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/pci.h>
#include "drivers.h"

#define PORT_INDEX	0x1ce
#define PORT_DATA	0x1cf
#define REGS_OFFSET	0x500		/* in BAR 2, 16 bits each */
#define REGS_SIZE	0x16
#define TEXT_SIZE	0x40000		/* of the card's memory, for text */
#define ID_FIRST	0xb0c0
#define ID_LAST		0xb0cf

enum dispi_register {
	DISPI_ID, DISPI_XRES, DISPI_YRES, DISPI_BPP, DISPI_ENABLE, DISPI_BANK,
	DISPI_VIRT_WIDTH, DISPI_VIRT_HEIGHT, DISPI_X_OFFSET, DISPI_Y_OFFSET,
};

#define ENABLE_ON	0x01
#define ENABLE_LINEAR	0x40		/* all of the memory in BAR 0 */
#define ENABLE_NO_CLEAR	0x80		/* leave the memory as it is */

static u16 dispi_read(struct dispi *d, enum dispi_register reg)
{
	if (d->regs)
		return readw(d->regs + 2 * reg);
	outw(reg, PORT_INDEX);
	return inw(PORT_DATA);
}

static void dispi_write(struct dispi *d, enum dispi_register reg, u16 value)
{
	if (d->regs) {
		writew(value, d->regs + 2 * reg);
	} else {
		outw(reg, PORT_INDEX);
		outw(value, PORT_DATA);
	}
}

/* Registers as memory where the card has BAR 2; then is it a card we know? */
static int map_registers(struct dispi *d)
{
	if (pci_resource_len(d->dev, 2) >= REGS_OFFSET + REGS_SIZE) {
		d->regs = ioremap(pci_resource_start(d->dev, 2) + REGS_OFFSET,
				  REGS_SIZE);
		if (!d->regs)
			return -ENOMEM;
	}
	d->id = dispi_read(d, DISPI_ID);
	return d->id >= ID_FIRST && d->id <= ID_LAST ? 0 : -ENODEV;
}

int dispi_open(struct dispi *d, const char *name)
{
	int err;

	*d = (struct dispi){
		.dev = pci_get_device(PCI_VENDOR_ID_BOCHS,
				      PCI_DEVICE_ID_BOCHS_VGA, NULL) };
	if (!d->dev)
		return -ENODEV;
	err = pci_enable_device(d->dev);
	if (err)
		goto put;
	err = pci_request_regions(d->dev, name);
	if (err)
		goto disable;
	err = map_registers(d);
	if (err)
		goto unmap_registers;
	d->memory = pci_iomap_wc(d->dev, 0, 0);
	if (d->memory)
		return 0;
	err = -ENOMEM;
unmap_registers:
	iounmap(d->regs);
	pci_release_regions(d->dev);
disable:
	pci_disable_device(d->dev);
put:
	pci_dev_put(d->dev);
	return err;
}

void dispi_close(struct dispi *d)
{
	iounmap(d->memory);
	iounmap(d->regs);
	pci_release_regions(d->dev);
	pci_disable_device(d->dev);
	pci_dev_put(d->dev);
}

int dispi_graphics(struct dispi *d, unsigned int width, unsigned int height)
{
	unsigned int line = width * sizeof(u32);
	unsigned int first = DIV_ROUND_UP(TEXT_SIZE, line);

	if (!width ||
	    (u64)(first + height) * line > pci_resource_len(d->dev, 0))
		return -EINVAL;
	vga_save();
	dispi_write(d, DISPI_ENABLE, 0);
	dispi_write(d, DISPI_XRES, width);
	dispi_write(d, DISPI_YRES, height);
	dispi_write(d, DISPI_BPP, 32);
	dispi_write(d, DISPI_ENABLE, ENABLE_ON | ENABLE_LINEAR |
		    ENABLE_NO_CLEAR);
	dispi_write(d, DISPI_VIRT_WIDTH, width);
	dispi_write(d, DISPI_X_OFFSET, 0);
	dispi_write(d, DISPI_Y_OFFSET, first);
	d->width = width;
	d->height = height;
	d->pixels = d->memory + first * line;
	return 0;
}

void dispi_text(struct dispi *d)
{
	dispi_write(d, DISPI_ENABLE, 0);
	vga_restore();
}
