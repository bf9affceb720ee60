/*
 * blk_disk_test.c - disks as others see them: opened by name, flushed, there,
 * and gone again whatever is under way, or not made for want of memory.
 */
#include <kunit/test.h>
#include <linux/blkdev.h>
#include <linux/brd.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/fault-inject.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include "mm_test.h"
#include "test_disk.h"
#include "../../drivers/blk.h"
#include "../../fs/buffer.h"

/* A medium that has all that was written is not told so again. */
static void flushed_once(struct kunit *test)
{
	struct block_device *bdev = &td.disk->part[0];

	td_get_page(test);
	blk_queue_flush(td.q, REQ_FLUSH);
	KUNIT_EXPECT_EQ(test, blkdev_issue_flush(bdev), 0);
	KUNIT_EXPECT_EQ(test, td.served, 0);	/* nothing was written */
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(WRITE, 0, 1), 0);
	KUNIT_EXPECT_EQ(test, blkdev_issue_flush(bdev), 0);
	KUNIT_EXPECT_EQ(test, td.served, 2);
	KUNIT_EXPECT_EQ(test, blkdev_issue_flush(bdev), 0);
	KUNIT_EXPECT_EQ(test, td.served, 2);
	td_put_page();
}

static void opened_by_name(struct kunit *test)
{
	static const char *const wrong[] = {
		"", "tes", "test1", "testp1", "test2x", "/dev/", "dev/test",
		"/dev/test/", "test99999999999",
	};
	struct block_device *bdev;
	char name[BDEVNAME_SIZE];

	for (int i = 0; i < ARRAY_SIZE(wrong); i++)
		KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path(wrong[i],
				FMODE_READ)), (long)-ENODEV);
	bdev = blkdev_get_by_path("/dev/test", FMODE_READ | FMODE_WRITE);
	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	KUNIT_EXPECT_STREQ(test, bdevname(bdev, name), "test");
	KUNIT_EXPECT_EQ(test, bdev->bd_openers, 1);
	blkdev_put(bdev, FMODE_READ | FMODE_WRITE);
	set_disk_ro(td.disk, 1);
	KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path("test", FMODE_WRITE)),
			(long)-EROFS);
	set_capacity(td.disk, 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path("test", FMODE_READ)),
			(long)-ENOMEDIUM);
	KUNIT_EXPECT_EQ(test, td.disk->openers, 0);
}

/* A disk that goes answers who still has it open; its memory goes last. */
static void disk_goes_while_open(struct kunit *test)
{
	struct block_device *bdev;

	td_get_page(test);
	KUNIT_EXPECT_EQ(test, brd_create(64), 0);
	bdev = blkdev_get_by_path("/dev/ram0", FMODE_READ);
	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	KUNIT_EXPECT_EQ(test, brd_destroy(), -EBUSY);
	KUNIT_EXPECT_EQ(test, brd_create(64), -EBUSY);
	KUNIT_EXPECT_EQ(test, blkdev_put(bdev, FMODE_READ), 0);
	KUNIT_EXPECT_EQ(test, brd_destroy(), 0);
	KUNIT_EXPECT_EQ(test, brd_destroy(), -ENODEV);

	bdev = blkdev_get_by_path("test", FMODE_READ);
	KUNIT_ASSERT_FALSE(test, IS_ERR(bdev));
	del_gendisk(td.disk);
	KUNIT_EXPECT_EQ(test, td_ask_and_wait(READ, 0, 1), -EIO);
	KUNIT_EXPECT_EQ(test, PTR_ERR(blkdev_get_by_path("test", FMODE_READ)),
			(long)-ENODEV);
	KUNIT_EXPECT_EQ(test, blkdev_put(bdev, FMODE_READ), 0);
	td_put_page();
}

/* ---- a disk that comes and goes, whatever is under way ---- */

static struct gendisk *guest;
static struct timer_list guest_timer;	/* its "interrupt", a tick later */

static void guest_answers(struct timer_list *unused)
{
	struct request_queue *q = guest->queue;
	unsigned long flags;

	spin_lock_irqsave(q->queue_lock, flags);
	while (!list_empty(&q->started))
		__blk_end_request_all(list_first_entry(&q->started,
				      struct request, queuelist), 0);
	spin_unlock_irqrestore(q->queue_lock, flags);
}

static void guest_request(struct request_queue *q)
{
	while (blk_fetch_request(q))
		mod_timer(&guest_timer, jiffies + 1);
}

static bool guest_comes(void)
{
	guest = alloc_disk(1);
	if (!guest)
		return false;
	guest->queue = blk_init_queue(guest_request, NULL);
	if (!guest->queue) {
		put_disk(guest);
		return false;
	}
	blk_queue_flush(guest->queue, REQ_FLUSH);
	timer_setup(&guest_timer, guest_answers, 0);
	strscpy(guest->disk_name, "guest", DISK_NAME_LEN);
	set_capacity(guest, SECTORS);
	add_disk(guest);
	return true;
}

static void guest_goes(void)
{
	del_gendisk(guest);
	blk_cleanup_queue(guest->queue);
	del_timer_sync(&guest_timer);
	put_disk(guest);
}

/* Opens it, reads, changes, syncs, closes, again and again. */
static int visitor(void *opened)
{
	struct block_device *bdev;
	struct buffer_head *bh;

	while (!kthread_should_stop()) {
		bdev = blkdev_get_by_path("guest", FMODE_WRITE);
		if (IS_ERR(bdev)) {
			msleep(1);
			continue;
		}
		atomic_inc(opened);
		for (int i = 0; i < 8; i++) {
			bh = __bread(bdev, i * 4, 1024);
			if (!bh)
				break;
			mark_buffer_dirty(bh);
			brelse(bh);
			if (i == 4)
				sync_blockdev(bdev);
		}
		blkdev_put(bdev, FMODE_WRITE);
	}
	return 0;
}

static void comes_and_goes(struct kunit *test)
{
	struct task_struct *visitors[3];
	atomic_t opened = ATOMIC_INIT(0);
	unsigned long before = buffer_stats.nr;

	for (int i = 0; i < ARRAY_SIZE(visitors); i++)
		visitors[i] = kthread_run(visitor, &opened, "visitor/%d", i);
	for (int i = 0; i < 8 || (i < 100 && atomic_read(&opened) < 9); i++) {
		if (!guest_comes())
			continue;
		msleep(10 + i % 7 * 10);
		guest_goes();
	}
	for (int i = 0; i < ARRAY_SIZE(visitors); i++)
		if (!IS_ERR(visitors[i]))
			kthread_stop(visitors[i]);
	KUNIT_EXPECT_GT(test, atomic_read(&opened), 8);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr, before);
	KUNIT_EXPECT_EQ(test, buffer_stats.nr_dirty, 0ul);
}

/* Each allocation of making and taking away a disk fails once. */
static void without_memory(struct kunit *test)
{
	unsigned long free = 0, objects = 0;
	unsigned int n, left = 0;

	fault_inject_begin();
	for (n = 1; n < 200 && !left; n++) {
		fault_inject_nth(n);
		if (!brd_create(64))
			brd_destroy();
		left = fault_inject_left();
		fault_inject_nth(0);
		if (n == 1) {
			free = settled_free_pages();
			objects = slab_objects_in_use();
		}
	}
	fault_inject_end();
	KUNIT_EXPECT_GT(test, n, 16u);
	KUNIT_EXPECT_GT(test, left, 0u);
	KUNIT_EXPECT_EQ(test, settled_free_pages(), free);
	KUNIT_EXPECT_EQ(test, slab_objects_in_use(), objects);
}

static struct kunit_case blk_disk_cases[] = {
	KUNIT_CASE(flushed_once),
	KUNIT_CASE(opened_by_name),
	KUNIT_CASE(disk_goes_while_open),
	KUNIT_CASE(comes_and_goes),
	KUNIT_CASE(without_memory),
	{}
};

static struct kunit_suite blk_disk_suite = {
	.name = "blk_disk",
	.init = test_disk_init,
	.exit = test_disk_exit,
	.test_cases = blk_disk_cases,
};
kunit_test_suite(blk_disk_suite);
