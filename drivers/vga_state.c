/*
 * vga_state.c - what makes the VGA card show text, kept and put back.
 *
 * A graphics mode changes some of 61 registers, in five groups; each group but
 * one is a pair of ports, a number and a value. They are all read before and
 * written after. The letters, their colours and the font are in the card's
 * first 256 KB: whoever draws leaves those alone.
 *
 * Invariant: between save and restore the text console writes nothing.
 * Context: process; one at a time.
 * Linux: drivers/video/fbdev/vgastate.c.
 * gdb: `p/x saved`, `break vga_restore`.
 */
#include <linux/types.h>
#include <asm/io.h>
#include "drivers.h"

#define ATTR		0x3c0		/* number and value, in turn */
#define ATTR_READ	0x3c1
#define MISC_WRITE	0x3c2
#define SEQ		0x3c4
#define MISC_READ	0x3cc
#define GFX		0x3ce
#define CRTC		0x3d4
#define STATUS		0x3da		/* read: next at ATTR is a number */

#define NR_SEQ		5
#define NR_GFX		9
#define NR_CRTC		25
#define NR_ATTR		21
#define ATTR_SHOW	0x20		/* with the number: screen on */
#define CRTC_LOCK	0x11		/* its top bit protects 0 to 7 */

static struct {
	u8 misc;
	u8 seq[NR_SEQ], gfx[NR_GFX], crtc[NR_CRTC], attr[NR_ATTR];
} saved;

static void read_group(u16 port, u8 *values, u8 n)
{
	for (u8 i = 0; i < n; i++) {
		outb(i, port);
		values[i] = inb(port + 1);
	}
}

static void write_group(u16 port, const u8 *values, u8 n)
{
	for (u8 i = 0; i < n; i++) {
		outb(i, port);
		outb(values[i], port + 1);
	}
}

void vga_save(void)
{
	vga_pause(true);
	saved.misc = inb(MISC_READ);
	read_group(SEQ, saved.seq, NR_SEQ);
	read_group(GFX, saved.gfx, NR_GFX);
	read_group(CRTC, saved.crtc, NR_CRTC);
	for (u8 i = 0; i < NR_ATTR; i++) {
		inb(STATUS);
		outb(i | ATTR_SHOW, ATTR);
		saved.attr[i] = inb(ATTR_READ);
	}
}

void vga_restore(void)
{
	outb(saved.misc, MISC_WRITE);
	write_group(SEQ, saved.seq, NR_SEQ);
	outb(CRTC_LOCK, CRTC);
	outb(saved.crtc[CRTC_LOCK] & 0x7f, CRTC + 1);
	write_group(CRTC, saved.crtc, NR_CRTC);
	write_group(GFX, saved.gfx, NR_GFX);
	for (u8 i = 0; i < NR_ATTR; i++) {
		inb(STATUS);
		outb(i, ATTR);
		outb(saved.attr[i], ATTR);
	}
	inb(STATUS);
	outb(ATTR_SHOW, ATTR);
	vga_pause(false);
}
