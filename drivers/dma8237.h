/*
 * dma8237.h - the registers of the two chips (drivers/dma8237_regs.c), for the
 * one who knows what may be written to them (drivers/dma8237.c). All with the
 * dma lock; @channel is good.
 */
#ifndef _DRIVERS_DMA8237_H
#define _DRIVERS_DMA8237_H

#include <linux/types.h>

#define DMA_CASCADE_CHANNEL	4

static inline bool dma_moves_words(unsigned int channel)
{
	return channel > DMA_CASCADE_CHANNEL;
}

/* No block crosses a multiple of this. */
static inline unsigned int dma_frame_size(unsigned int channel)
{
	return dma_moves_words(channel) ? 0x20000 : 0x10000;
}

void dma_write_mask(unsigned int channel, bool masked);
void dma_write_mode(unsigned int channel, u8 mode);
/* The first byte, below 16 MB; its upper 8 bits alone. */
void dma_write_addr(unsigned int channel, unsigned int addr);
void dma_write_page(unsigned int channel, unsigned int addr);
void dma_write_count(unsigned int channel, unsigned int bytes);
void dma_clear_flip_flop(unsigned int channel);

/* The byte that is next; bytes to come, 0 also for the whole of a frame. */
unsigned int dma_read_addr(unsigned int channel);
unsigned int dma_read_count(unsigned int channel);
/* Which of the chip's four channels came to their end; they are forgotten. */
u8 dma_read_status(unsigned int channel);

#endif
