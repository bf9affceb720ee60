/*
 * blk_bench.c - what the block layer costs, without any device.
 */
#include <linux/blkdev.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include "bench.h"

#define ROUNDS	1000

static struct scatterlist sg[64];

/* A device that has done it at once. */
static void null_request(struct request_queue *q)
{
	struct request *rq;

	while ((rq = blk_fetch_request(q))) {
		blk_rq_map_sg(q, rq, sg);
		__blk_end_request_all(rq, 0);
	}
}

static struct gendisk *null_disk(void)
{
	struct gendisk *disk = alloc_disk(1);

	if (!disk)
		return NULL;
	disk->queue = blk_init_queue(null_request, NULL);
	if (!disk->queue) {
		put_disk(disk);
		return NULL;
	}
	strscpy(disk->disk_name, "null", DISK_NAME_LEN);
	set_capacity(disk, 1 << 20);
	add_disk(disk);
	return disk;
}

/* One bio of 16 pages that don't follow one another. */
static void read_64k(struct block_device *bdev, struct page *page)
{
	struct bio *bio = bio_alloc(GFP_NOIO, 16);

	bio->bi_bdev = bdev;
	bio->bi_sector = 1024;
	for (int i = 0; i < 16; i++)
		bio_add_page(bio, page + 2 * i, PAGE_SIZE, 0);
	submit_bio_wait(READ, bio);
	bio_put(bio);
}

/*
 * 64 KB from a disk that needs no time: bio, request, segments, end, wake-up.
 */
static long blk_64k(void)
{
	struct gendisk *disk = null_disk();
	struct page *page = alloc_pages(GFP_KERNEL, 5);
	long figure = -ENOMEM;
	u64 start;

	if (disk && page) {
		read_64k(&disk->part[0], page);
		start = rdtsc();
		for (int i = 0; i < ROUNDS; i++)
			read_64k(&disk->part[0], page);
		figure = bench_round(rdtsc() - start, ROUNDS);
	}
	if (page)
		__free_pages(page, 5);
	if (disk) {
		del_gendisk(disk);
		blk_cleanup_queue(disk->queue);
		put_disk(disk);
	}
	return figure;
}
BENCH_ROW("blk_64k", blk_64k);
