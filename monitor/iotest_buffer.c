/*
 * iotest DISK buffered: sectors written by way of the buffer cache; sync says
 * whether they have arrived.
 *
 * Locking & context: process context, may sleep.
 * In Linux: a write() to a block device and its fsync().
 * Watch it: (gdb) break iotest_buffered
 *           (gdb) break sync_blockdev
 */

#include "internal.h"
#include "iotest.h"
#include <linux/buffer_head.h>
#include <linux/err.h>
#include <linux/errno.h>

/*
 * Those of @n sectors from @sector on that lie in block @nr; the rest is read.
 */
static int dirty_block(struct block_device *bdev, u32 nr, unsigned int size,
		       u32 sector, u32 n, u32 gen)
{
	u32 in_block = size / SECTOR_SIZE, first = nr * in_block;
	struct buffer_head *bh = __bread(bdev, nr, size);

	if (!bh)
		return -EIO;
	lock_buffer(bh);
	for (u32 s = first; s < first + in_block; s++)
		if (s >= sector && s - sector < n)
			iotest_fill(virt_to_page(bh->b_data),
				    offset_in_page(bh->b_data) +
				    (s - first) * SECTOR_SIZE, s, gen);
	unlock_buffer(bh);
	mark_buffer_dirty(bh);
	brelse(bh);
	return 0;
}

int iotest_buffered(struct block_device *bdev, u32 sector, u32 n, u32 gen)
{
	unsigned int size = bdev->bd_block_size ?:
			    max(queue_logical_block_size(bdev->bd_disk->queue),
				1024u);
	u32 in_block = size / SECTOR_SIZE;
	int err = 0;

	for (u32 nr = sector / in_block; !err &&
	     nr <= (sector + n - 1) / in_block; nr++)
		err = dirty_block(bdev, nr, size, sector, n, gen);
	err = err ?: sync_blockdev(bdev);
	say("iotest: sectors %u-%u: %s", sector, sector + n - 1,
	    err ? "" : "written and synced\n");
	if (err)
		say("%pe\n", ERR_PTR(err));
	return err;
}
