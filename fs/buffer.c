/*
 * buffer.c - the buffer cache: blocks of disks, kept in memory.
 *
 *   (device, block) --hash--> buffer_head --> b_data, 512 to 4096 bytes
 *
 * A block is in memory once: who asks for it gets the same buffer as everybody
 * else, and what one writes the next one reads. A buffer that nobody uses stays,
 * until memory runs low: then the shrinker gives the least recently used clean
 * ones back. So files that were read once are read from memory afterwards, and
 * costs nobody anything that somebody needs.
 *
 * The medium that is gone takes its buffers along (invalidate_bdev), dirty ones
 * too: they leave hash and lists at once, their memory goes with the last user.
 *
 * A buffer of a partition and one of the whole disk are two, even for the same
 * sectors: use the one or the other. When nobody has the disk open, those that
 * were written past are dropped.
 *
 * Invariants: b_count 0 and not BH_Gone: in the hash, may be freed when clean and
 * unlocked. BH_Dirty iff in buffer_dirty. All buffers of a device have one size.
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
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/printk.h>
#include <linux/shrinker.h>
#include <linux/slab.h>
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

/* Out of hash and lists; freed now, by the caller, if it is returned. */
static struct buffer_head *remove_buffer(struct buffer_head *bh)
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

/* ---- one size a device ---- */

/* Those of @bdev, all or the clean ones that nobody uses, into @gone. */
static unsigned int take_all(struct block_device *bdev, bool all,
			     struct list_head *gone)
{
	struct buffer_head *bh, *next;
	unsigned int left = 0;

	list_for_each_entry_safe(bh, next, &buffer_lru, b_lru) {
		if (bh->b_bdev != bdev)
			continue;
		if (!all && (atomic_read(&bh->b_count) || buffer_dirty(bh)))
			left++;
		else if (remove_buffer(bh))
			list_add(&bh->b_lru, gone);
	}
	return left;
}

/* Forget them; how many are left. */
static unsigned int forget_buffers(struct block_device *bdev, bool all)
{
	struct buffer_head *bh, *next;
	unsigned long flags;
	unsigned int left;
	LIST_HEAD(gone);

	spin_lock_irqsave(&buffer_lock, flags);
	left = take_all(bdev, all, &gone);
	if (!left)
		bdev->bd_block_size = 0;
	spin_unlock_irqrestore(&buffer_lock, flags);
	list_for_each_entry_safe(bh, next, &gone, b_lru)
		buffer_free(bh);
	return left;
}

static void set_size(struct block_device *bdev, unsigned int size)
{
	unsigned long flags;

	spin_lock_irqsave(&buffer_lock, flags);
	if (!bdev->bd_block_size)
		bdev->bd_block_size = size;
	spin_unlock_irqrestore(&buffer_lock, flags);
}

/* Does @bdev have blocks of @size now? */
static bool take_size(struct block_device *bdev, unsigned int size)
{
	if (READ_ONCE(bdev->bd_block_size) == size)
		return true;
	if (!is_power_of_2(size) || size > PAGE_SIZE ||
	    size < queue_logical_block_size(bdev->bd_disk->queue))
		return false;
	if (bdev->bd_block_size &&
	    (sync_blockdev(bdev) || forget_buffers(bdev, false)))
		return false;
	set_size(bdev, size);
	return READ_ONCE(bdev->bd_block_size) == size;
}

void invalidate_bdev(struct block_device *bdev)
{
	unsigned long lost = buffer_stats.lost;
	char name[BDEVNAME_SIZE];

	mutex_lock(&bdev->bd_write_mutex);	/* nobody is writing them */
	forget_buffers(bdev, true);
	memset(bdev->bd_ahead, 0, sizeof(bdev->bd_ahead));
	mutex_unlock(&bdev->bd_write_mutex);
	lost = buffer_stats.lost - lost;
	if (lost)
		pr_warn("%s is gone, and %lu blocks that were to be written\n",
			bdevname(bdev, name), lost);
}
EXPORT_SYMBOL(invalidate_bdev);

/* ---- getting ---- */

static struct buffer_head *get_buffer(struct block_device *bdev, sector_t block,
				      unsigned int size, gfp_t gfp)
{
	unsigned int sectors = size >> SECTOR_SHIFT;
	struct buffer_head *bh;
	unsigned long flags;

	if (!sectors || block >= bdev->bd_nr ||
	    (block + 1) * sectors > bdev->bd_nr || !take_size(bdev, size))
		return NULL;
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
	return get_buffer(bdev, block, size, GFP_NOWAIT | __GFP_NOWARN);
}

struct buffer_head *__getblk(struct block_device *bdev, sector_t block,
			     unsigned int size)
{
	might_sleep();
	buffer_throttle();
	return get_buffer(bdev, block, size, GFP_KERNEL);
}
EXPORT_SYMBOL(__getblk);

/* ---- memory runs low ---- */

static unsigned long count_clean(struct shrinker *shrinker,
				 struct shrink_control *sc)
{
	unsigned long clean = buffer_stats.nr - buffer_stats.nr_dirty;

	return clean ?: SHRINK_EMPTY;
}

/* The least recently used that nobody needs, out of all lists; NULL: none. */
static struct buffer_head *take_unused(unsigned long *to_scan)
{
	struct buffer_head *bh, *next, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&buffer_lock, flags);
	list_for_each_entry_safe(bh, next, &buffer_lru, b_lru) {
		if (!*to_scan || found)
			break;
		--*to_scan;
		if (atomic_read(&bh->b_count) || buffer_dirty(bh))
			list_move_tail(&bh->b_lru, &buffer_lru);
		else
			found = remove_buffer(bh);
	}
	spin_unlock_irqrestore(&buffer_lock, flags);
	return found;
}

static unsigned long free_clean(struct shrinker *shrinker,
				struct shrink_control *sc)
{
	unsigned long to_scan = sc->nr_to_scan + buffer_stats.nr_dirty;
	unsigned long freed = 0;
	struct buffer_head *bh;

	while (freed < sc->nr_to_scan && (bh = take_unused(&to_scan))) {
		buffer_free(bh);
		freed++;
	}
	return freed;
}

static struct shrinker buffer_shrinker = {
	.count_objects = count_clean,
	.scan_objects = free_clean,
	.seeks = DEFAULT_SEEKS,
};

/* ---- at boot ---- */

static void drop_clean(struct block_device *bdev)
{
	forget_buffers(bdev, false);
}

static const struct blk_cache_ops buffer_ops = {
	.sync = sync_blockdev,
	.invalidate = invalidate_bdev,
	.drop = drop_clean,
};

/* Behind the prompt, before the drives are looked for. */
static void buffer_start(void *unused, async_cookie_t cookie)
{
	unsigned long low = nr_free_buffer_pages() << PAGE_SHIFT;

	for (int i = 0; i < ARRAY_SIZE(buffer_hash); i++)
		INIT_LIST_HEAD(&buffer_hash[i]);
	dirty_background = low / 32;
	dirty_limit = low / 16;
	bh_cache = kmem_cache_create("buffer_head", sizeof(struct buffer_head),
				     0, SLAB_PANIC, NULL);
	register_shrinker(&buffer_shrinker);
	if (buffer_flusher_start())
		pr_warn("no memory for the flusher: only sync writes\n");
	blk_set_cache(&buffer_ops);
}

static int __init buffer_init(void)
{
	async_schedule(buffer_start, NULL);
	return 0;
}
subsys_initcall(buffer_init);
