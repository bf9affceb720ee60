/*
 * floppy_kind.c - the kinds of floppy drives there were, and what they can
 * read.
 *
 *	1981  360K   5.25"   40 cylinders
 *	1984  1.2M   5.25"   80, narrower: a disk of 360K has two of its steps
 *	1986  720K   3.5"    80
 *	1987  1.44M  3.5"    80, twice the bits
 *	1990  2.88M  3.5"    80, and twice again
 *
 * A drive can't be asked what it is. Whoever built the machine has told the
 * clock chip, whose memory has a battery: four bits a drive in byte 0x10 of the
 * CMOS.
 *
 * Context: process. Linux: default_drive_params and floppy_type in
 * drivers/block/floppy.c. gdb: `p kinds`, `p drives[0].kind->name`.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <asm/io.h>
#include "floppy.h"

#define CMOS_DRIVES	0x10

static const struct floppy_geometry
	ed = { "2.88M", 5760, 36, 80, 0x1b, false, FDC_1M },
	hd = { "1.44M", 2880, 18, 80, 0x1b, false, FDC_500K },
	dd = { "720K", 1440, 9, 80, 0x2a, false, FDC_250K },
	hd5 = { "1.2M", 2400, 15, 80, 0x1b, false, FDC_500K },
	dd5 = { "360K", 720, 9, 40, 0x2a, false, FDC_250K },
	dd5_in_hd5 = { "360K", 720, 9, 40, 0x23, true, FDC_300K };

/* As the CMOS numbers them, and what they can read, the densest first. */
static const struct floppy_kind kinds[] = {
	{ NULL, false, { NULL } },
	{ "360K floppy drive", false, { &dd5, NULL } },
	{ "1.2M floppy drive", true, { &hd5, &dd5_in_hd5, NULL } },
	{ "720K floppy drive", true, { &dd, NULL } },
	{ "1.44M floppy drive", true, { &hd, &dd, NULL } },
	{ "2.88M floppy drive", true, { &ed, &hd, &dd, NULL } },
};

static u8 cmos_read(u8 reg)
{
	unsigned long flags;
	u8 value;

	local_irq_save(flags);
	outb(reg, 0x70);
	value = inb(0x71);
	local_irq_restore(flags);
	return value;
}

const struct floppy_kind *floppy_kind(unsigned int nr)
{
	u8 kind = cmos_read(CMOS_DRIVES) >> (nr ? 0 : 4) & 0xf;

	return kind && kind < ARRAY_SIZE(kinds) ? &kinds[kind] : NULL;
}
