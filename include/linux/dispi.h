/*
 * dispi.h - a frame buffer from the VGA card of QEMU and Bochs: pixels instead
 * of letters. See drivers/dispi.c.
 */
#ifndef K896_LINUX_DISPI_H
#define K896_LINUX_DISPI_H

#include <linux/pci.h>
#include <linux/types.h>

struct dispi {
	struct pci_dev *dev;		/* the card */
	void __iomem *regs;		/* BAR 2, uncached; NULL: by ports */
	void __iomem *pixels;		/* BAR 0, write-combining: shown */
	void __iomem *memory;		/* the beginning of that mapping */
	unsigned int id;		/* 0xb0c0 and up: the card's version */
	unsigned int width, height;	/* of the mode; a pixel: 0x00RRGGBB */
};

/*
 * Find the card, claim it for @name and map it. 0; -ENODEV: there is none, or
 * it has no DISPI registers; -EBUSY: somebody has it; -ENOMEM. May sleep.
 */
int dispi_open(struct dispi *d, const char *name);
/* The end of it; the screen must show text again. */
void dispi_close(struct dispi *d);

/*
 * Show pixels, @width by @height; the text screen is kept meanwhile, and what
 * is printed on it lost. -EINVAL where the card's memory is too small.
 * dispi_text() shows the text again.
 */
int dispi_graphics(struct dispi *d, unsigned int width, unsigned int height);
void dispi_text(struct dispi *d);

#endif
