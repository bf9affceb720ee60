#ifndef MONITOR_IOTEST_H
#define MONITOR_IOTEST_H

/* What iotest.c and iotest_random.c share. */

#include <linux/blkdev.h>
#include <linux/mm.h>

/*
 * Read or write @sectors from @sector on, in memory that begins @offset bytes
 * (a multiple of 4) into the block at @page. 0 or -Exxx. May sleep.
 */
int iotest_io(struct block_device *bdev, int rw, sector_t sector,
	      unsigned int sectors, struct page *page, unsigned int offset);
/* What sector @sector holds after it was written as number @gen. */
void iotest_fill(struct page *page, unsigned int offset, u32 sector, u32 gen);
bool iotest_holds(struct page *page, unsigned int offset, u32 sector, u32 gen);

/* @ops random reads and writes by each of @threads in the first @mb MB. */
int iotest_random(struct block_device *bdev, unsigned long mb,
		  unsigned long ops, unsigned long threads, u32 seed);

/* @n sectors written as number @gen, by way of the buffer cache, and synced. */
int iotest_buffered(struct block_device *bdev, u32 sector, u32 n, u32 gen);

#endif
