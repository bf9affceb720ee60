/*
 * buffer_forget.c - which buffers go, and when.
 *
 *   memory runs low	the least recently used that are clean (a shrinker)
 *   the medium is gone	all of the device, dirty ones too: what would have been
 *			written belongs to another medium
 *   another block size	all of the device, when written and not used
 *   written past	the clean ones, when nobody has the disk open
 *
 * A buffer leaves hash and lists at once. Its memory goes then, or with its
 * last user: he keeps what he has, alone.
 *
 * Invariants: all buffers of a device that are in the hash have one size.
 * Locking: buffer_lock; bd_write_mutex where somebody may just be writing them.
 * Context: process. Linux: fs/buffer.c, mm/truncate.c.
 * gdb: `break take_unused`, `break invalidate_bdev`.
 */
#define pr_fmt(fmt) "buffer: " fmt

#include <linux/blkdev.h>
#include <linux/buffer_head.h>
#include <linux/export.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/shrinker.h>
#include <linux/string.h>
#include "buffer.h"

/* ---- those of a device ---- */

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
		else if (buffer_remove(bh))
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

void buffer_drop_clean(struct block_device *bdev)
{
	forget_buffers(bdev, false);
}

/* ---- one size a device ---- */

static void set_size(struct block_device *bdev, unsigned int size)
{
	unsigned long flags;

	spin_lock_irqsave(&buffer_lock, flags);
	if (!bdev->bd_block_size)
		bdev->bd_block_size = size;
	spin_unlock_irqrestore(&buffer_lock, flags);
}

bool buffer_take_size(struct block_device *bdev, unsigned int size)
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
			found = buffer_remove(bh);
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

void buffer_shrinker_start(void)
{
	register_shrinker(&buffer_shrinker);
}
