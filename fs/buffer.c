/*
 * buffer.c - the buffer cache: blocks of disks, kept in memory.
 *
 *   (device, block) --hash--> buffer_head --> b_data, 512 to 4096 bytes
 *
 * A block is in memory once: who asks for it gets the same buffer as everybody
 * else, and what one writes the next one reads. A buffer that nobody uses
 * stays, in memory that nobody else wants (buffer_forget.c), so that what was
 * read once is read from memory afterwards.
 *
 * A buffer of a partition and one of the whole disk are two, even for the same
 * sectors: use the one or the other. When nobody has the disk open, those that
 * were written past are dropped.
 *
 * Invariants: b_count 0 and not BH_Gone: in the hash, may be freed when clean
 * and unlocked. BH_Dirty iff in buffer_dirty. All buffers of a device have one
 * size.
 * Locking: buffer_lock, interrupts off. BH_Lock of a buffer: somebody transfers
 * or fills it. Context: process, if not said otherwise.
 * Linux: fs/buffer.c. gdb: `km-buffer`, `break __getblk`.
 */
#define pr_fmt(fmt) "buffer: " fmt

#include <linux/async.h>
#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/export.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/sysinfo.h>
#include "buffer.h"

#define HASH_BITS	8

DEFINE_SPINLOCK(buffer_lock);
struct buffer_stats buffer_stats;
struct list_head buffer_hash[1 << HASH_BITS];
LIST_HEAD(buffer_lru);
static struct kmem_cache *bh_cache;

/* ---- finding ---- */

static struct list_head *bucket(struct block_device *bdev, sector_t block)
{
	return &buffer_hash[hash_32((unsigned long)bdev + (u32)block,
				    HASH_BITS)];
}

/* With the lock: one user more, and used most recently. */
static struct buffer_head *find_buffer(struct block_device *bdev,
				       sector_t block, unsigned int size)
{
	struct buffer_head *bh;

	list_for_each_entry(bh, bucket(bdev, block), b_hash) {
		if (bh->b_blocknr != block || bh->b_bdev != bdev ||
		    bh->b_size != size)
			continue;
		atomic_inc(&bh->b_count);
		list_move_tail(&bh->b_lru, &buffer_lru);
		return bh;
	}
	return NULL;
}

/* ---- there and gone ---- */

void buffer_free(struct buffer_head *bh)
{
	if (!bh)
		return;
	kfree(bh->b_data);
	kmem_cache_free(bh_cache, bh);
}

static struct buffer_head *new_buffer(struct block_device *bdev, sector_t block,
				      unsigned int size, gfp_t gfp)
{
	struct buffer_head *bh = kmem_cache_zalloc(bh_cache, gfp);

	if (!bh)
		return NULL;
	bh->b_data = kmalloc(size, gfp);
	if (!bh->b_data) {
		kmem_cache_free(bh_cache, bh);
		return NULL;
	}
	bh->b_bdev = bdev;
	bh->b_blocknr = block;
	bh->b_size = size;
	atomic_set(&bh->b_count, 1);
	INIT_LIST_HEAD(&bh->b_dirty);
	return bh;
}

/* Into the hash, where nobody was quicker: the buffer that is there now. */
static struct buffer_head *insert_buffer(struct buffer_head *new)
{
	struct buffer_head *bh;
	unsigned long flags;

	spin_lock_irqsave(&buffer_lock, flags);
	bh = find_buffer(new->b_bdev, new->b_blocknr, new->b_size);
	if (!bh && new->b_size == new->b_bdev->bd_block_size) {
		bh = new;
		list_add(&bh->b_hash, bucket(bh->b_bdev, bh->b_blocknr));
		list_add_tail(&bh->b_lru, &buffer_lru);
		buffer_stats.nr++;
		buffer_stats.bytes += bh->b_size;
	}
	spin_unlock_irqrestore(&buffer_lock, flags);
	if (bh != new)
		buffer_free(new);
	return bh;
}

struct buffer_head *buffer_remove(struct buffer_head *bh)
{
	if (buffer_dirty(bh)) {
		buffer_clean(bh);
		buffer_stats.lost++;
	}
	list_del(&bh->b_hash);
	list_del(&bh->b_lru);
	buffer_stats.nr--;
	buffer_stats.bytes -= bh->b_size;
	set_bit(BH_Gone, &bh->b_state);
	return atomic_read(&bh->b_count) ? NULL : bh;
}

struct buffer_head *buffer_drop(struct buffer_head *bh)
{
	return atomic_dec_and_test(&bh->b_count) &&
	       test_bit(BH_Gone, &bh->b_state) ? bh : NULL;
}

void brelse(struct buffer_head *bh)
{
	unsigned long flags;

	if (!bh)
		return;
	if (WARN(atomic_read(&bh->b_count) <= 0,
		 "brelse of block %llu, which nobody has\n", bh->b_blocknr))
		return;
	spin_lock_irqsave(&buffer_lock, flags);
	bh = buffer_drop(bh);
	spin_unlock_irqrestore(&buffer_lock, flags);
	buffer_free(bh);
}
EXPORT_SYMBOL(brelse);

/* ---- getting ---- */

/* Is there such a block? */
static bool block_is_there(struct block_device *bdev, sector_t block,
			   unsigned int size)
{
	unsigned int sectors = size >> SECTOR_SHIFT;

	return sectors && bdev->bd_disk->alive && block < bdev->bd_nr &&
	       (block + 1) * sectors <= bdev->bd_nr &&
	       buffer_take_size(bdev, size);
}

static struct buffer_head *get_buffer(struct block_device *bdev, sector_t block,
				      unsigned int size, gfp_t gfp)
{
	struct buffer_head *bh;
	unsigned long flags;

	spin_lock_irqsave(&buffer_lock, flags);
	bh = find_buffer(bdev, block, size);
	buffer_stats.hits += bh != NULL;
	spin_unlock_irqrestore(&buffer_lock, flags);
	if (bh)
		return bh;
	bh = new_buffer(bdev, block, size, gfp);
	return bh ? insert_buffer(bh) : NULL;
}

struct buffer_head *buffer_try_get(struct block_device *bdev, sector_t block,
				   unsigned int size)
{
	return block_is_there(bdev, block, size) ?
	       get_buffer(bdev, block, size, GFP_NOWAIT | __GFP_NOWARN) : NULL;
}

/* When all memory is dirty buffers, writing them is what gives some back. */
struct buffer_head *__getblk(struct block_device *bdev, sector_t block,
			     unsigned int size)
{
	struct buffer_head *bh;

	might_sleep();
	buffer_throttle();
	if (!block_is_there(bdev, block, size))
		return NULL;
	bh = get_buffer(bdev, block, size, GFP_KERNEL | __GFP_NOWARN);
	if (bh)
		return bh;
	buffer_write_some(bdev);
	return get_buffer(bdev, block, size, GFP_KERNEL);
}
EXPORT_SYMBOL(__getblk);

/* ---- at boot ---- */

static const struct blk_cache_ops buffer_ops = {
	.sync = sync_blockdev,
	.invalidate = invalidate_bdev,
	.drop = buffer_drop_clean,
};

/* Behind the prompt, before the drives are looked for. */
static void buffer_start(void *unused, async_cookie_t cookie)
{
	unsigned long low;
	struct sysinfo info;

	si_meminfo(&info);
	low = (info.totalram - info.totalhigh) << PAGE_SHIFT;
	for (int i = 0; i < ARRAY_SIZE(buffer_hash); i++)
		INIT_LIST_HEAD(&buffer_hash[i]);
	dirty_background = low / 32;
	dirty_limit = low / 16;
	buffer_shrinker_start();
	if (buffer_flusher_start())
		pr_warn("no memory for the flusher: only sync writes\n");
	blk_set_cache(&buffer_ops);
}

/* The cache before the prompt, where memory may be gone at once. */
static int __init buffer_init(void)
{
	bh_cache = kmem_cache_create("buffer_head", sizeof(struct buffer_head),
				     0, SLAB_PANIC, NULL);
	async_schedule(buffer_start, NULL);
	return 0;
}
subsys_initcall(buffer_init);
