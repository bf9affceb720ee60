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

enum bh_state_bits {
	BH_Uptodate,			/* as on the disk, or newer */
	BH_Dirty,			/* newer: to be written */
	BH_Lock,			/* on its way from or to the disk */
	BH_Write_EIO,			/* it could not be written */
	BH_Req,				/* has been asked of the disk */
	BH_Gone,			/* forgotten; freed by its last user */
};

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

	struct list_head b_io;		/* on its way: with its neighbours */
	unsigned int b_run;		/* of the first: how many they are */
	void (*b_end)(struct buffer_head *bh, int error);
	unsigned long b_pass;		/* the last round of writing that saw it */
};

#define buffer_uptodate(bh)	test_bit(BH_Uptodate, &(bh)->b_state)
#define buffer_dirty(bh)	test_bit(BH_Dirty, &(bh)->b_state)
#define buffer_locked(bh)	test_bit(BH_Lock, &(bh)->b_state)
#define set_buffer_uptodate(bh)	set_bit(BH_Uptodate, &(bh)->b_state)

/*
 * __getblk() gives the buffer of a block, with whatever is in it; __bread()
 * reads it first, if it isn't uptodate, and the next ones when they are read
 * one after the other. NULL on an error, without memory, or past the end.
 * brelse() ends it, NULL is allowed. May sleep.
 *
 * A device has blocks of one size at a time: who comes with another one gets
 * NULL as long as somebody uses a block of the old size.
 */
struct buffer_head *__getblk(struct block_device *bdev, sector_t block,
			     unsigned int size);
struct buffer_head *__bread(struct block_device *bdev, sector_t block,
			    unsigned int size);
void brelse(struct buffer_head *bh);

/*
 * Who fills a buffer that wasn't read does it between these, so that nothing is
 * read into it meanwhile. May sleep.
 */
void lock_buffer(struct buffer_head *bh);
void unlock_buffer(struct buffer_head *bh);
void wait_on_buffer(struct buffer_head *bh);

/*
 * Its contents were changed, and are right: the flusher thread writes it after
 * some seconds, or the next sync does. Any context.
 */
void mark_buffer_dirty(struct buffer_head *bh);

/*
 * Write what is dirty, and wait: one buffer, those of a device, all; the last
 * two then have the disks put it on their media. 0, or the first error; a
 * buffer that could not be written stays dirty. May sleep.
 */
int sync_dirty_buffer(struct buffer_head *bh);
int sync_blockdev(struct block_device *bdev);
int sys_sync(void);
/* Forget the buffers of a device, dirty ones too: its medium is gone. */
void invalidate_bdev(struct block_device *bdev);

#endif
