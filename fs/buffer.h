/*
 * buffer.h - what the files of the buffer cache know of each other.
 *
 *   buffer.c		which blocks there are: found, made, given back
 *   buffer_read.c	read, and read ahead
 *   buffer_write.c	dirty ones: written, and waited for
 *   buffer_flush.c	the thread that does so after a while
 *   buffer_forget.c	which go when memory, or the medium, goes
 *
 * Lock order: bdev->bd_write_mutex > buffer_lock; a queue's lock > buffer_lock.
 */
#ifndef _BUFFER_H
#define _BUFFER_H

#include <linux/buffer_head.h>
#include <linux/spinlock.h>

extern spinlock_t buffer_lock;		/* over all lists and numbers */
extern struct buffer_stats {
	unsigned long nr, bytes;	/* buffers, and their data */
	unsigned long nr_dirty, dirty_bytes;
	unsigned long hits, reads;	/* found; read, with those ahead */
	unsigned long ahead;		/* of these: before anybody asked */
	unsigned long writes, errors;
	unsigned long lost;		/* dirty, and forgotten */
} buffer_stats;
extern struct list_head buffer_hash[256];	/* heads of b_hash */
extern struct list_head buffer_lru;	/* all: the least recently used first */
extern struct list_head buffer_dirty;	/* by b_dirty: the oldest first */
extern unsigned long dirty_background, dirty_limit;	/* in bytes */

/*
 * buffer.c: one user less, with buffer_lock; the buffer if it is to be freed.
 */
struct buffer_head *buffer_drop(struct buffer_head *bh);
/* Out of hash and lists, with buffer_lock; the buffer if it is to be freed. */
struct buffer_head *buffer_remove(struct buffer_head *bh);
void buffer_free(struct buffer_head *bh);
/* The same as __getblk(), but without trying hard for memory. */
struct buffer_head *buffer_try_get(struct block_device *bdev, sector_t block,
				   unsigned int size);

/*
 * buffer_read.c: a bio for @n buffers in a row, linked by b_io from @first on,
 * all locked. When it is done they are unlocked, and @end was called for each.
 */
void buffer_submit(int rw, struct buffer_head *first, unsigned int n,
		   void (*end)(struct buffer_head *bh, int error));
/* lock_buffer() if that is free: was it? Any context. */
bool trylock_buffer(struct buffer_head *bh);

/* buffer_write.c: no longer dirty, with buffer_lock. */
void buffer_clean(struct buffer_head *bh);
/* Write all of @bdev that was dirty at @until: 0, or the first error, told. */
int buffer_write_dirty(struct block_device *bdev, unsigned long until);
/* What of @bdev can be written by somebody who may hold a buffer's lock. */
void buffer_write_some(struct block_device *bdev);

/* buffer_flush.c: the thread; there is something to do; there is less. */
int buffer_flusher_start(void);
void buffer_wake_flusher(void);
void buffer_wake_throttled(void);
/* Wait a moment, where too much is dirty. */
void buffer_throttle(void);

/*
 * buffer_forget.c: what gives memory back, from now on. Has @bdev blocks of
 * @size now? Forget what is clean and not used.
 */
void buffer_shrinker_start(void);
bool buffer_take_size(struct block_device *bdev, unsigned int size);
void buffer_drop_clean(struct block_device *bdev);

#endif
