/*
 * brd.c - ram0, a disk in memory: a driver with no device.
 *
 * The smallest driver there can be: it takes requests from its queue, copies
 * between their memory and its own pages, and ends them. There is nothing to
 * wait for, so all happens in the call of the one who asks. It takes
 * partitions, and keeps what was written until it is taken away:
 *
 *	ramdisk_size=4096	on the command line, in KB; or `ramdisk 4096`
 *
 * Its errors come from fail_make_request= (blk.c), as for any other disk.
 *
 * Invariants: all its pages are there from the beginning, so no transfer fails.
 * Locking: brd_mutex over making and taking away, the queue's lock over
 * copying.
 * Context: process; copying any. Linux: drivers/block/brd.c.
 * gdb: `break copy_piece`, `p *brd`.
 */
#define pr_fmt(fmt) "brd: " fmt

#include <linux/async.h>
#include <linux/blkdev.h>
#include <linux/brd.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#define RAMDISK_MAJOR	1
#define SECTORS_A_PAGE	(PAGE_SIZE >> SECTOR_SHIFT)
#define MAX_SECTORS	128		/* a copy of 64 KB with interrupts off */

struct brd {
	struct gendisk *disk;
	unsigned long nr_pages;
	struct page *pages[];		/* one behind the other: the disk */
};

static struct brd *brd;			/* or NULL */
static DEFINE_MUTEX(brd_mutex);
static unsigned long boot_kb __initdata; /* of the command line */

/* ---- transfers ---- */

/* @len bytes at @offset in @page, and at byte @at of the disk page @own. */
static void copy_in_page(struct page *page, unsigned int offset,
			 struct page *own, unsigned int at, unsigned int len,
			 int dir)
{
	void *theirs = kmap_atomic(page), *ours = kmap_atomic(own);

	if (dir == READ)
		memcpy(theirs + offset, ours + at, len);
	else
		memcpy(ours + at, theirs + offset, len);
	kunmap_atomic(ours);
	kunmap_atomic(theirs);
}

/* A piece, which may go on in the next frames, from @sector on. */
static void copy_piece(struct brd *b, struct bio_vec *bv, sector_t sector,
		       int dir)
{
	while (bv->bv_len) {
		struct page *own = b->pages[(u32)sector / SECTORS_A_PAGE];
		unsigned int at = ((u32)sector % SECTORS_A_PAGE) <<
				  SECTOR_SHIFT;
		unsigned int len = min3(bv->bv_len,
				(unsigned int)PAGE_SIZE - bv->bv_offset,
				(unsigned int)PAGE_SIZE - at);

		copy_in_page(bv->bv_page, bv->bv_offset, own, at, len, dir);
		bv->bv_len -= len;
		bv->bv_offset += len;
		sector += len >> SECTOR_SHIFT;
		if (bv->bv_offset == PAGE_SIZE) {
			bv->bv_page++;
			bv->bv_offset = 0;
		}
	}
}

static void transfer(struct brd *b, struct request *rq)
{
	struct req_iterator iter;
	struct bio_vec bv;
	sector_t sector = blk_rq_pos(rq);

	rq_for_each_segment(bv, rq, iter) {
		unsigned int sectors = bv.bv_len >> SECTOR_SHIFT;

		copy_piece(b, &bv, sector, rq_data_dir(rq));
		sector += sectors;
	}
}

static void brd_request(struct request_queue *q)
{
	struct request *rq;

	while ((rq = blk_fetch_request(q))) {
		transfer(q->queuedata, rq);
		__blk_end_request_all(rq, 0);
	}
}

/* ---- there and gone ---- */

static void free_pages_of(struct brd *b)
{
	while (b->nr_pages)
		__free_page(b->pages[--b->nr_pages]);
	kvfree(b);
}

static struct brd *alloc_pages_for(unsigned long nr)
{
	struct brd *b = kvzalloc(struct_size(b, pages, nr), GFP_KERNEL);

	for (; b && b->nr_pages < nr; b->nr_pages++) {
		b->pages[b->nr_pages] = alloc_page(GFP_HIGHUSER | __GFP_ZERO |
						   __GFP_NOWARN);
		if (b->pages[b->nr_pages])
			continue;
		free_pages_of(b);
		return NULL;
	}
	return b;
}

static struct gendisk *make_disk(struct brd *b, unsigned long kb)
{
	struct gendisk *disk = alloc_disk(DISK_MAX_PARTS);

	if (!disk)
		return NULL;
	disk->queue = blk_init_queue(brd_request, NULL);
	if (!disk->queue) {
		put_disk(disk);
		return NULL;
	}
	disk->queue->queuedata = b;
	blk_queue_max_hw_sectors(disk->queue, MAX_SECTORS);
	disk->major = RAMDISK_MAJOR;
	strscpy(disk->disk_name, "ram0", sizeof(disk->disk_name));
	disk->model = "memory";
	set_capacity(disk, kb * (1024 / SECTOR_SIZE));
	return disk;
}

static int create_locked(unsigned long kb)
{
	struct brd *b;

	if (brd)
		return -EBUSY;
	if (!kb || kb > (~0UL >> 10))
		return -EINVAL;
	b = alloc_pages_for(DIV_ROUND_UP(kb, PAGE_SIZE / 1024));
	if (!b)
		return -ENOMEM;
	b->disk = make_disk(b, kb);
	if (!b->disk) {
		free_pages_of(b);
		return -ENOMEM;
	}
	brd = b;
	add_disk(b->disk);
	return 0;
}

int brd_create(unsigned long kb)
{
	int err;

	mutex_lock(&brd_mutex);
	err = create_locked(kb);
	mutex_unlock(&brd_mutex);
	return err;
}
EXPORT_SYMBOL(brd_create);

int brd_destroy(void)
{
	int err = 0;

	mutex_lock(&brd_mutex);
	if (!brd) {
		err = -ENODEV;
	} else if (brd->disk->openers) {
		err = -EBUSY;
	} else {
		del_gendisk(brd->disk);
		blk_cleanup_queue(brd->disk->queue);
		put_disk(brd->disk);
		free_pages_of(brd);
		brd = NULL;
	}
	mutex_unlock(&brd_mutex);
	return err;
}
EXPORT_SYMBOL(brd_destroy);

/* ---- at boot ---- */

static int __init parse_ramdisk_size(char *text)
{
	return kstrtoul(text ?: "", 0, &boot_kb);
}
early_param("ramdisk_size", parse_ramdisk_size);

static void create_late(void *kb, async_cookie_t cookie)
{
	int err = brd_create((unsigned long)kb);

	if (err)
		pr_warn("ramdisk_size=%lu: no disk, %d\n", (unsigned long)kb,
			err);
}

static int __init brd_init(void)
{
	if (boot_kb)
		async_schedule(create_late, (void *)boot_kb);
	return 0;
}
device_initcall(brd_init);
