/*
 * buffer_head.h - blocks of a disk, kept in memory; fs/buffer.c.
 *
 *	bh = __bread(bdev, 7, 1024);		(the 8th KB, read if need be)
 *	if (!bh)
 *		return -EIO;
 *	memcpy(x, bh->b_data, 1024);
 *	brelse(bh);
 */
#ifndef _LINUX_BUFFER_HEAD_H
#define _LINUX_BUFFER_HEAD_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/types.h>

struct block_device;
struct page;

enum bh_state_bits { BH_Uptodate, BH_Dirty, BH_Lock, BH_Write_EIO, BH_Req };

struct buffer_head {
	unsigned long b_state;		/* BH_* */
	struct block_device *b_bdev;
	sector_t b_blocknr;		/* in units of b_size */
	unsigned int b_size;		/* 512, 1024, 2048 or 4096 */
	char *b_data;			/* in low memory */
	atomic_t b_count;		/* who uses it; 0: may be forgotten */
	struct list_head b_hash;	/* found by device and number */
	struct list_head b_lru;		/* the least recently used first */
	struct list_head b_dirty;	/* to be written */
	unsigned long b_dirtied;	/* when, in jiffies */
};

#define buffer_uptodate(bh)	test_bit(BH_Uptodate, &(bh)->b_state)
#define buffer_dirty(bh)	test_bit(BH_Dirty, &(bh)->b_state)
#define buffer_locked(bh)	test_bit(BH_Lock, &(bh)->b_state)

/*
 * __getblk() gives the buffer of a block, with whatever is in it; __bread() reads
 * it first, if it isn't uptodate. NULL on an error or past the end. brelse()
 * ends it, NULL is allowed. May sleep.
 */
struct buffer_head *__getblk(struct block_device *bdev, sector_t block,
			     unsigned int size);
struct buffer_head *__bread(struct block_device *bdev, sector_t block,
			    unsigned int size);
void brelse(struct buffer_head *bh);

/* Its contents were changed: the flusher thread writes it, or the next sync. */
void mark_buffer_dirty(struct buffer_head *bh);

/*
 * Write what is dirty, and wait: one buffer, those of a device, all. 0, or the
 * first error; a buffer that could not be written stays dirty. May sleep.
 */
int sync_dirty_buffer(struct buffer_head *bh);
int sync_blockdev(struct block_device *bdev);
int sys_sync(void);
/* Forget the buffers of a device, dirty ones too: its medium is gone. */
void invalidate_bdev(struct block_device *bdev);

#endif
