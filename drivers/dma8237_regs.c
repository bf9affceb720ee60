/*
 * dma8237_regs.c - the registers of the two 8237 DMA controllers.
 *
 *		chip 1: bytes			chip 2: words
 *	ports	0x00-0x0f			0xc0-0xde, every other one
 *	   0 ---.			   4 <-- chip 1 hangs here (cascade)
 *	   1    +--> address, count	   5 ---.
 *	   2    |    16 bits each	   6    +--> the same, in words
 *	   3 ---'			   7 ---'
 *
 * An address has 16 bits, because the chip is of the time of the 8080. IBM put
 * a page register beside each channel, 8 bits more: 24 bits are 16 MB. Nothing
 * carries from the chip into it: a block that crosses 64 KB begins again at the
 * bottom of its frame. For words it is address lines 1-16 that the chip drives,
 * and the page's lowest bit means nothing: 128 KB.
 *
 * The registers are written through a flip-flop, low byte first, high byte
 * next. Mode, mask and command can't be read back.
 *
 * Invariants: the flip-flops stand at the low byte between any two calls.
 * Channel 4 cascades, always.
 * Locking: the dma lock. Context: any; the boot for dma8237_init().
 * Linux: arch/x86/include/asm/dma.h, arch/x86/kernel/i8237.c.
 * gdb: `break dma_write_addr`, `monitor i/1xb 0x05`.
 */
#include <linux/init.h>
#include <asm/dma.h>
#include <asm/io.h>
#include "dma8237.h"

/* A chip's registers; on the second they are two ports apart. */
enum dma_register {
	REG_COMMAND = 8, REG_STATUS = 8, REG_REQUEST, REG_MASK, REG_MODE,
	REG_FLIP_FLOP, REG_RESET,
};
#define MASK_SET	0x04		/* REG_MASK: don't hear the device */
#define CHANNEL_BITS	0x03		/* which of the chip's four */

static const u16 page_ports[MAX_DMA_CHANNELS] = {
	0x87, 0x83, 0x81, 0x82, 0x8f, 0x8b, 0x89, 0x8a,
};

static u16 chip_port(unsigned int channel, enum dma_register reg)
{
	return channel < DMA_CASCADE_CHANNEL ? reg : 0xc0 + 2 * reg;
}

static u16 addr_port(unsigned int channel)
{
	return chip_port(channel, 2 * (channel & CHANNEL_BITS));
}

static u16 count_port(unsigned int channel)
{
	return chip_port(channel, 2 * (channel & CHANNEL_BITS) + 1);
}

/* 16 bits through the flip-flop, which is back where it was afterwards. */
static void write_pair(u16 port, unsigned int value)
{
	outb(value & 0xff, port);
	outb(value >> 8 & 0xff, port);
}

static unsigned int read_pair(u16 port)
{
	unsigned int low = inb(port);

	return low | inb(port) << 8;
}

/*
 * The same of a register that counts meanwhile: between the two reads the low
 * byte may run through 0, and the pair is off by 256. With the same high byte
 * twice the low one between them belongs to it.
 */
static unsigned int read_moving(u16 port)
{
	unsigned int before, now = read_pair(port);
	int tries = 8;

	do {
		before = now;
		now = read_pair(port);
	} while ((before ^ now) >> 8 && --tries);
	return now;
}

void dma_write_mask(unsigned int channel, bool masked)
{
	outb((channel & CHANNEL_BITS) | (masked ? MASK_SET : 0),
	     chip_port(channel, REG_MASK));
}

void dma_write_mode(unsigned int channel, u8 mode)
{
	outb(mode | (channel & CHANNEL_BITS), chip_port(channel, REG_MODE));
}

void dma_write_page(unsigned int channel, unsigned int addr)
{
	outb((addr & ~(dma_frame_size(channel) - 1)) >> 16,
	     page_ports[channel]);
}

void dma_write_addr(unsigned int channel, unsigned int addr)
{
	dma_write_page(channel, addr);
	write_pair(addr_port(channel), addr >> dma_moves_words(channel));
}

/* The chip wants one less than goes. */
void dma_write_count(unsigned int channel, unsigned int bytes)
{
	write_pair(count_port(channel),
		   (bytes >> dma_moves_words(channel)) - 1);
}

void dma_clear_flip_flop(unsigned int channel)
{
	outb(0, chip_port(channel, REG_FLIP_FLOP));
}

unsigned int dma_read_addr(unsigned int channel)
{
	unsigned int frame = dma_frame_size(channel);

	return (inb(page_ports[channel]) << 16 & ~(frame - 1)) |
	       read_moving(addr_port(channel)) << dma_moves_words(channel);
}

/* After the last it has gone through 0 to 0xffff; a frame begins like that. */
unsigned int dma_read_count(unsigned int channel)
{
	return ((read_moving(count_port(channel)) + 1) & 0xffff)
	       << dma_moves_words(channel);
}

u8 dma_read_status(unsigned int channel)
{
	return inb(chip_port(channel, REG_STATUS)) & 0x0f;
}

/* All masked, but the channel through which chip 1 is heard. */
static int __init dma8237_init(void)
{
	outb(0, chip_port(0, REG_RESET));
	outb(0, chip_port(DMA_CASCADE_CHANNEL, REG_RESET));
	dma_write_mode(DMA_CASCADE_CHANNEL, DMA_MODE_CASCADE);
	dma_write_mask(DMA_CASCADE_CHANNEL, false);
	return 0;
}
subsys_initcall(dma8237_init);
