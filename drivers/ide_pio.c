/*
 * ide_pio.c - programmed input and output: the CPU moves each word itself.
 *
 * The drive interrupts once for each sector: it has one, or has room for one.
 * 256 words go through the data register, and the CPU does nothing else
 * meanwhile.
 *
 *	read:	command ... irq, 256 words ... irq, 256 words ... (as often)
 *	write:	command, 256 words ... irq, 256 words ... irq (the last: done)
 *
 * This is how it was before bus masters, how it is where none is or it fails,
 * and with `ide=pio` to compare.
 *
 * Memory may be high: a page at a time is mapped by kmap_atomic(). A sector
 * that lies across two pages goes by way of ch->bounce.
 *
 * Locking: the channel's. Context: any, interrupts off. Linux:
 * drivers/ide/ide-taskfile.c. gdb: `break ide_pio_sector`, `p ch->pio_left`.
 */
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/io.h>
#include "ide.h"

/* Back to the first byte of ch->sg. */
void ide_pio_rewind(struct ide_channel *ch)
{
	ch->pio_sg = ch->sg;
	ch->pio_offset = 0;
	ch->pio_left = ch->bytes;
}

/*
 * The memory where PIO stands, @bytes of it at most: as many as lie in one page
 * and piece. @page, @offset: where.
 */
static unsigned int here(struct ide_channel *ch, unsigned int bytes,
			 struct page **page, unsigned int *offset)
{
	unsigned long at = ch->pio_sg->offset + ch->pio_offset;

	*page = sg_page(ch->pio_sg) + (at >> PAGE_SHIFT);
	*offset = at & ~PAGE_MASK;
	bytes = min_t(unsigned int, bytes, PAGE_SIZE - *offset);
	return min(bytes, ch->pio_sg->length - ch->pio_offset);
}

static void advance(struct ide_channel *ch, unsigned int bytes)
{
	ch->pio_offset += bytes;
	ch->pio_left -= bytes;
	if (ch->pio_offset < ch->pio_sg->length)
		return;
	ch->pio_sg = sg_next(ch->pio_sg);
	ch->pio_offset = 0;
}

/* Between the memory and @buf, whatever pages it lies across. */
static void copy_pieces(struct ide_channel *ch, u8 *buf, unsigned int bytes,
			bool in)
{
	unsigned int n, offset;
	struct page *page;
	u8 *addr;

	for (; bytes; buf += n, bytes -= n) {
		n = here(ch, bytes, &page, &offset);
		addr = kmap_atomic(page);
		if (in)
			memcpy(addr + offset, buf, n);
		else
			memcpy(buf, addr + offset, n);
		kunmap_atomic(addr);
		advance(ch, n);
	}
}

/* @bytes, even, at most PAGE_SIZE, through the data register. */
void ide_pio_copy(struct ide_channel *ch, unsigned int bytes, bool in)
{
	unsigned long port = ch->cmd + IDE_DATA;
	unsigned int offset;
	struct page *page;
	u8 *addr;

	if (here(ch, bytes, &page, &offset) == bytes) {
		addr = kmap_atomic(page);
		if (in)
			insw(port, addr + offset, bytes / 2);
		else
			outsw(port, addr + offset, bytes / 2);
		kunmap_atomic(addr);
		advance(ch, bytes);
		return;
	}
	if (in)
		insw(port, ch->bounce, bytes / 2);
	copy_pieces(ch, ch->bounce, bytes, in);
	if (!in)
		outsw(port, ch->bounce, bytes / 2);
}

/* The drive has its command. To write, the first sector goes at once. */
int ide_pio_start(struct ide_channel *ch)
{
	ide_pio_rewind(ch);
	if (reads(ch->rq))
		return 0;
	if (ide_spin(ch, ST_BUSY | ST_DRQ, ST_DRQ, 1000))
		return -ETIMEDOUT;
	ide_pio_copy(ch, SECTOR_SIZE, false);
	return 0;
}

/*
 * The interrupt of a sector, with that status: go on. False: it was the last,
 * or the drive does not go on (pio_left says which).
 */
bool ide_pio_sector(struct ide_channel *ch, u8 status)
{
	if (!ch->pio_left || !(status & ST_DRQ))
		return false;
	ide_pio_copy(ch, SECTOR_SIZE, reads(ch->rq));
	return ch->pio_left || !reads(ch->rq);
}
