/*
 * test_disk.c - a disk for the blk suites: a buffer, and a driver that keeps a
 * log of what it is given and checks that the limits of the queue were kept.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include "test_disk.h"

struct test_disk td;

static struct scatterlist sgs[128];	/* under the queue's lock */

/* The device's side of one piece: bytes at @pos of the disk. */
static void move_piece(struct scatterlist *sg, u32 pos, int dir)
{
	struct request_queue *q = td.q;
	unsigned long addr = sg_phys(sg);

	td.broken |= sg->length > q->max_segment_size ||
		     (addr & ~q->seg_boundary_mask) !=
		     ((addr + sg->length - 1) & ~q->seg_boundary_mask);
	if (dir == READ)
		sg_copy_from_buffer(sg, 1, td.data + pos, sg->length);
	else
		sg_copy_to_buffer(sg, 1, td.data + pos, sg->length);
}

static void note_request(struct request *rq, int segs)
{
	struct request_queue *q = td.q;

	td.broken |= blk_rq_sectors(rq) > q->max_sectors ||
		     segs > q->max_segments || segs > rq->nr_phys_segments ||
		     blk_rq_bytes(rq) % q->logical_block_size;
	if (td.served < LOG)
		td.log[td.served++] = (struct served){
			blk_rq_pos(rq), blk_rq_sectors(rq), rq_data_dir(rq),
			segs };
}

/* Up to the bad sector, it alone, and what is behind it. */
static void end_with_error(struct request *rq)
{
	unsigned int before = (td.bad - (u32)blk_rq_pos(rq)) * SECTOR_SIZE;

	if (before)
		__blk_end_request(rq, 0, before);
	if (__blk_end_request(rq, -EIO, SECTOR_SIZE))
		__blk_end_request_all(rq, 0);
}

static void serve(struct request_queue *q)
{
	struct request *rq;

	while ((rq = blk_fetch_request(q))) {
		u32 pos = blk_rq_pos(rq) * SECTOR_SIZE;
		int segs = blk_rq_map_sg(q, rq, sgs);

		note_request(rq, segs);
		for (int i = 0; i < segs; pos += sgs[i++].length)
			move_piece(&sgs[i], pos, rq_data_dir(rq));
		if (td.bad && td.bad >= blk_rq_pos(rq) &&
		    td.bad < blk_rq_pos(rq) + blk_rq_sectors(rq))
			end_with_error(rq);
		else
			__blk_end_request_all(rq, 0);
	}
}

int test_disk_init(struct kunit *test)
{
	memset(&td, 0, sizeof(td));
	td.data = vzalloc(KB << 10);
	td.q = blk_init_queue(serve, NULL);
	td.disk = alloc_disk(1);
	if (!td.data || !td.q || !td.disk)
		return -ENOMEM;
	td.disk->queue = td.q;
	strscpy(td.disk->disk_name, "test", DISK_NAME_LEN);
	set_capacity(td.disk, SECTORS);
	add_disk(td.disk);
	return 0;
}

void test_disk_exit(struct kunit *test)
{
	if (td.disk && td.disk->alive)
		del_gendisk(td.disk);
	if (td.q)
		blk_cleanup_queue(td.q);
	if (td.disk)
		put_disk(td.disk);
	vfree(td.data);
}

void td_stop(void)
{
	spin_lock_irq(td.q->queue_lock);
	blk_stop_queue(td.q);
	spin_unlock_irq(td.q->queue_lock);
}

void td_start(void)
{
	spin_lock_irq(td.q->queue_lock);
	blk_start_queue(td.q);
	spin_unlock_irq(td.q->queue_lock);
}

/* ---- bios that nobody waits for ---- */

static void count_end(struct bio *bio, int error)
{
	atomic_inc(&td.ended);
	if (error)
		atomic_inc(&td.failed);
	bio_put(bio);
}

void td_ask(int rw, u32 sector, u32 sectors)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);

	bio->bi_bdev = &td.disk->part[0];
	bio->bi_sector = sector;
	bio->bi_end_io = count_end;
	bio_add_page(bio, td.page, sectors * SECTOR_SIZE, 0);
	submit_bio(rw, bio);
}

void td_get_page(struct kunit *test)
{
	td.page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, td.page);
	atomic_set(&td.ended, 0);
	atomic_set(&td.failed, 0);
}

void td_put_page(void)
{
	__free_page(td.page);
}

void td_expect_served(struct kunit *test, const u32 (*want)[2], int n)
{
	KUNIT_EXPECT_EQ(test, td.served, n);
	for (int i = 0; i < min(n, td.served); i++) {
		KUNIT_EXPECT_EQ(test, td.log[i].sector, want[i][0]);
		KUNIT_EXPECT_EQ(test, td.log[i].sectors, want[i][1]);
	}
}

int td_ask_and_wait(int rw, sector_t sector, u32 sectors)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, 1);
	int err;

	bio->bi_bdev = &td.disk->part[0];
	bio->bi_sector = sector;
	bio_add_page(bio, td.page, sectors * SECTOR_SIZE, 0);
	err = submit_bio_wait(rw, bio);
	bio_put(bio);
	return err;
}
