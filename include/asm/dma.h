/*
 * dma.h - the two 8237 DMA controllers of the ISA bus; drivers/dma8237.c.
 *
 * Channels 0-3 move bytes: at most 64 KB, in one 64 KB frame of memory.
 * Channels 5-7 move 16-bit words: at most 128 KB, in one 128 KB frame. Channel
 * 4 is where the first controller hangs on the second. All reach the first 16
 * MB only.
 *
 *	flags = claim_dma_lock();
 *	disable_dma(2);
 *	clear_dma_ff(2);
 *	set_dma_mode(2, DMA_MODE_READ);		(the device to memory)
 *	set_dma_addr(2, handle);
 *	set_dma_count(2, 512);			(always bytes)
 *	enable_dma(2);
 *	release_dma_lock(flags);
 */
#ifndef _ASM_DMA_H
#define _ASM_DMA_H

#include <linux/types.h>
#include <asm/page.h>

#define MAX_DMA_CHANNELS	8
#define MAX_DMA_ADDRESS		(PAGE_OFFSET + 0x1000000UL)
#define ISA_DMA_THRESHOLD	0x00ffffffUL

#define DMA_MODE_READ		0x44	/* single transfers, device to memory */
#define DMA_MODE_WRITE		0x48	/* single transfers, memory to device */
#define DMA_MODE_CASCADE	0xc0	/* another controller, or a bus master */
#define DMA_AUTOINIT		0x10	/* at the end start again */
#define DMA_MODE_AUTOINIT	DMA_AUTOINIT

/*
 * request_dma - own a channel: 0, -EBUSY where somebody has it (4: the cascade,
 * for good), -EINVAL where there is none. @device_id must stay. free_dma()
 * gives it back, stopped. Any context, without the lock.
 */
int request_dma(unsigned int channel, const char *device_id);
void free_dma(unsigned int channel);

/* The controllers are for one at a time; interrupts are off in between. */
unsigned long claim_dma_lock(void);
void release_dma_lock(unsigned long flags);

/*
 * With the lock held; the caller owns the channel. Addresses are the bus's,
 * counts are bytes, and get_dma_residue() says how many are still to come (0
 * after the last). Misuse is reported and refused: addresses above 16 MB, odd
 * addresses or counts for words, a count beyond the frame; and, by
 * enable_dma(), a block across a 64 KB (128 KB) frame, or a channel that lacks
 * something.
 */
void enable_dma(unsigned int channel);
void disable_dma(unsigned int channel);
void clear_dma_ff(unsigned int channel);
void set_dma_mode(unsigned int channel, char mode);
void set_dma_page(unsigned int channel, char page);
void set_dma_addr(unsigned int channel, unsigned int addr);
void set_dma_count(unsigned int channel, unsigned int count);
int get_dma_residue(unsigned int channel);

/* An 8237 can be asked for address and count only: the rest is what was set. */
struct dma_channel {
	const char *owner;		/* as in request_dma(); NULL: free */
	unsigned int addr;		/* first byte, as last set */
	unsigned int count;		/* bytes, as last set; 0: none yet */
	u8 mode;			/* DMA_MODE_*, as last set */
	bool has_addr;			/* addr is good */
	bool has_mode;			/* mode is good */
	bool enabled;			/* the device is heard, up to the end */
	bool ended;			/* the last byte was seen to go */
	unsigned int now;		/* from the chip: the next byte */
	unsigned int left;		/* and how many are to come */
};

/* For people: all that is known of @channel, 0 to 7. Any context. */
void dma_channel_read(unsigned int channel, struct dma_channel *state);

#define isa_dma_bridge_buggy	0

#endif
